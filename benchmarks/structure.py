"""What packager, pandoc and calibre find in real stories, as a Markdown table.

Each source is made an EPUB by each tool, with no option but what the tool can't do without, and the
EPUB is looked into: how many of the story's chapters its contents list names, what else it names,
how many notes are marked as such, title, author, language, links that lead nowhere, and the
largest document. What the sources hold is in structure.toml, counted by hand.

Usage: .venv/bin/python benchmarks/structure.py CORPUS [--only WORD] [--output FILE]
"""

from __future__ import annotations

import argparse
import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

HERE = Path(__file__).resolve().parent
TOOLS = ("packager", "pandoc", "calibre")
TIMEOUT = 120
"""Seconds a tool may take for one story."""

MATTER = re.compile(
    r"cover|title ?page|copyright|colophon|contents|table of contents|description|notes?|"
    r"author[’']s notes?|anmerkungen.*|part .*|epoch .*|footnotes|endnotes|dedication|imprint|"
    r"half.?title|uncopyright|preface|afterword|introduction|summary|"
    r"titelei|封面|书名页|作者的话|版权页|表紙|扉|作者.*|あとがき|奥付|标题页|书末|附注|目录|.*注",
    re.IGNORECASE,
)
"""Entries that any book may have beside its chapters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is in a book."""

    title: str
    author: str
    language: str
    entries: tuple[str, ...]
    notes: int
    dead: int
    largest: int


def convert(tool: str, source: Path, output: Path) -> str:
    """Make an EPUB with a tool; the reason when it can't."""
    program = {"packager": "packager", "pandoc": "pandoc", "calibre": "ebook-convert"}[tool]
    beside = Path(sys.executable).parent / program
    command = [str(beside) if beside.exists() and tool == "packager" else program]
    if tool == "packager":
        command += ["convert", "-q", str(source), "-o", str(output)]
    elif tool == "pandoc":
        files = sorted(source.rglob("*.md")) if source.is_dir() else [source]
        command += [*map(str, files), "-o", str(output)]
        if source.suffix == ".htm":
            command += ["--from", "html"]
    else:
        if source.is_dir():
            return "no folders"
        command += [str(source), str(output)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=TIMEOUT, check=False, env=os.environ
        )
    except subprocess.TimeoutExpired:
        return f"no end in {TIMEOUT} s"
    return "" if output.exists() else f"refused ({done.returncode})"


def look_into(book: bytes) -> Found:
    """What is in an EPUB, whoever made it."""
    archive = zipfile.ZipFile(io.BytesIO(book))
    package = next(name for name in archive.namelist() if name.endswith(".opf"))
    opf = _tree(archive.read(package))
    folder = posixpath.dirname(package)
    documents = {
        name: _tree(archive.read(name))
        for name in archive.namelist()
        if name.endswith((".xhtml", ".html", ".htm"))
    }
    texts = {n: archive.getinfo(n).file_size for n in documents}
    return Found(
        title=_first(opf, "title"),
        author=_first(opf, "creator"),
        language=_first(opf, "language"),
        entries=_entries(archive, folder),
        notes=sum(_notes(tree) for tree in documents.values()),
        dead=_dead_links(documents, set(archive.namelist())),
        largest=max(texts.values(), default=0),
    )


def _tree(found: bytes) -> Any:  # noqa: ANN401 - lxml's
    return etree.fromstring(found, etree.XMLParser(recover=True, huge_tree=True))


def _first(opf: Any, name: str) -> str:  # noqa: ANN401 - lxml's
    element = opf.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _entries(archive: zipfile.ZipFile, folder: str) -> tuple[str, ...]:
    """The labels of the contents list: of the navigation document, else of the NCX."""
    for name in archive.namelist():
        if name.endswith((".xhtml", ".html")) and b'epub:type="toc"' in archive.read(name):
            nav = _tree(archive.read(name))
            lists = [
                element
                for element in nav.iter("{http://www.w3.org/1999/xhtml}nav")
                if element.get("{http://www.idpf.org/2007/ops}type") == "toc"
            ]
            links = lists[0].iter("{http://www.w3.org/1999/xhtml}a")
            return tuple(" ".join("".join(link.itertext()).split()) for link in links)
    for name in archive.namelist():
        if name.endswith(".ncx"):
            ncx = _tree(archive.read(name))
            labels = ncx.iter("{http://www.daisy.org/z3986/2005/ncx/}navLabel")
            return tuple(" ".join("".join(label.itertext()).split()) for label in labels)
    del folder
    return ()


def _notes(tree: Any) -> int:  # noqa: ANN401 - lxml's
    """Author's notes that are marked as such: in an appendix of notes, each with a link back."""
    count = 0
    for element in tree.iter():
        if element.get("class") == "note" and element.get("role") == "doc-footnote":
            count += 1
    return count


def _dead_links(documents: dict[str, Any], names: set[str]) -> int:
    ids = {
        name: {e.get("id") for e in tree.iter()} | {e.get("name") for e in tree.iter()}
        for name, tree in documents.items()
    }
    dead = 0
    for name, tree in documents.items():
        for element in tree.iter():
            href = element.get("href") if isinstance(element.tag, str) else None
            if not href or re.match(r"[a-z][a-z0-9+.-]*:|//", href, re.IGNORECASE):
                continue
            path, _, fragment = unquote(href).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path or ""))
            target = target if path else name
            missing = target not in names or (
                fragment and target in ids and fragment not in ids[target]
            )
            dead += bool(missing)
    return dead


def row(entry: dict[str, Any], tool: str, corpus: Path, folder: Path) -> list[str]:
    """One line of the table."""
    source = corpus / entry["path"]
    if entry["path"] == "seed":
        (source,) = source.glob("*.txt")
    output = folder / f"{tool}.epub"
    output.unlink(missing_ok=True)
    reason = convert(tool, source, output)
    if reason:
        return [tool, reason, *[""] * 7]
    found = look_into(output.read_bytes())
    pattern = re.compile(entry["entry"], re.IGNORECASE)
    chapters = [label for label in found.entries if pattern.fullmatch(label)]
    title = entry.get("title", "")
    junk = [
        label
        for label in found.entries
        if label not in chapters
        and not MATTER.fullmatch(label)
        and not re.fullmatch(entry.get("also", ""), label, re.IGNORECASE)
        and label.casefold() not in {title.casefold(), found.title.casefold()}
    ]
    return [
        tool,
        f"{len(chapters)} of {entry['chapters']}",
        f"{found.notes} of {entry.get('notes', 0)}",
        _judged(found.title, title),
        _judged(found.author, entry.get("author", "")),
        _judged(found.language, entry.get("language", "en")),
        str(len(junk)),
        str(found.dead),
        f"{found.largest / 1000:,.0f}",
    ]


def _judged(found: str, expected: str) -> str:
    """Right, or what was found instead; nothing is expected of a source that does not say it."""
    if not expected:
        return "not said" if not found or len(found) > 40 else f"not said ({found})"  # noqa: PLR2004
    plain = {"“": '"', "”": '"', "’": "'"}
    same = [
        "".join(plain.get(c, c) for c in text).casefold().split(":")[0]
        for text in (found, expected)
    ]
    return "yes" if same[0] == same[1] else f"no ({found[:40]})" if found else "no"


def table(rows: Sequence[tuple[dict[str, Any], list[str]]]) -> str:
    """The whole page."""
    head = ["source", "tool", "chapters", "notes", "title", "author", "language", "junk entries",
            "dead links", "largest document, kB"]  # fmt: skip
    lines = [
        "| " + " | ".join(head) + " |",
        "| --- " * 2 + "| ---: " * 2 + "| --- " * 3 + "| ---: " * 3 + "|",
    ]
    for entry, cells in rows:
        shown = entry["kind"] if cells[0] == "packager" else ""
        lines.append("| " + " | ".join([shown, *(c.replace("|", "\\|") for c in cells)]) + " |")
    return "\n".join(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    entries = tomllib.loads((HERE / "structure.toml").read_text("utf-8"))["source"]
    tools = [t for t in TOOLS if t != "calibre" or shutil.which("ebook-convert")]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            if options.only in entry["path"]:
                for tool in tools:
                    cells = row(entry, tool, options.corpus, Path(folder))
                    rows.append((entry, cells))
                    print(f"{entry['path']}: {cells}", file=sys.stderr)
    print(table(rows))


if __name__ == "__main__":
    main()
