"""The text of a finished book: of an EPUB by its spine, of a PDF by the program that reads it."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag

from packager.diagnostics import Code, Where
from packager.errors import DependencyError, SourceError
from packager.sources.archive import as_folder
from packager.sources.file import read_file
from packager.sources.source import MAX_SOURCE, Source, UnsafePath

if TYPE_CHECKING:
    from lxml import etree

_PDF_TEXT = "pdftotext"
_PDF_SECONDS = 300
_PAGE_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d{1,5}$)", re.MULTILINE)

_WITHIN_LINES = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "img", "kbd", "mark",
    "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "u", "var", "wbr",
})  # fmt: skip
"""Elements of HTML that stand within a line (https://html.spec.whatwg.org/#phrasing-content-2)."""

_NO_ELEMENT = "<"
"""An entity nobody declared stands in the tree as a node without a name."""

_UNSEEN = frozenset({"head", "script", "style", "template"})

_ASIDE = frozenset({
    "appendix", "colophon", "contents", "cover", "endnote", "endnotes", "footnote", "footnotes",
    "landmarks", "noteref", "rearnote", "rearnotes", "titlepage", "toc",
})  # fmt: skip
"""Types (https://www.w3.org/TR/epub-ssv-11/) of what stands outside the order of the story."""


@dataclass(frozen=True, slots=True)
class FinishedText:
    """The words of a finished book.

    Attributes:
        name: Name of the file.
        story: What is read from the first page to the last.
        aside: What stands outside that order: notes, contents, title page, what the file says of
            itself, the addresses of links, what pictures show. Empty where it can't be told.
    """

    name: str
    story: str
    aside: str = ""


def finished_text(path: Path) -> FinishedText:
    """The words of a finished book.

    Raises:
        SourceError: It can't be read, or is neither EPUB nor PDF.
        DependencyError: It is a PDF, and nothing is installed that reads one.
    """
    found = read_file(path, MAX_SOURCE)
    if found.startswith(b"PK"):
        return _of_epub(path, found)
    if found[:1024].lstrip().startswith(b"%PDF-"):
        return FinishedText(path.name, _of_pdf(path, found))
    raise SourceError(
        Code.SOURCE_NOT_TEXT,
        "it is neither an EPUB nor a PDF",
        where=Where(str(path)),
        hint="the book comes first, then its source: packager verify story.epub story.txt",
    )


# --- PDF ----------------------------------------------------------------------------------------


def _of_pdf(path: Path, found: bytes) -> str:
    program = shutil.which(_PDF_TEXT)
    if program is None:
        raise DependencyError(
            Code.READER_MISSING,
            f"{_PDF_TEXT} is not installed, which reads the words of a PDF",
            where=Where(str(path)),
            hint="install poppler-utils (Debian, Fedora) or poppler (Homebrew, Arch), "
            "or verify the EPUB",
        )
    try:
        ended = subprocess.run(  # noqa: S603 - the program was looked up, its input is the file
            [program, "-enc", "UTF-8", "-nopgbrk", "-", "-"],
            input=found,
            capture_output=True,
            timeout=_PDF_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"{_PDF_TEXT} failed: {error}", where=Where(str(path))
        ) from error
    if ended.returncode:
        said = ended.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"{_PDF_TEXT} can't read it: {said}", where=Where(str(path))
        )
    # A word broken at the end of a page has the number of the page at its heels.
    return _PAGE_NUMBER.sub(" ", ended.stdout.decode("utf-8", "replace"))


# --- EPUB ---------------------------------------------------------------------------------------


def _of_epub(path: Path, found: bytes) -> FinishedText:
    where = Where(str(path))
    folder = as_folder(path.name, found, where)
    package_path = _package_path(folder, where)
    package = _xml(_member(folder, package_path, where))
    if package is None:
        raise _broken(where, "its package document can't be read")
    story: list[str] = []
    aside: list[str] = []
    for element in package.iter():
        if _name(element) == "metadata":
            aside += (f"{said.text or ''} {said.get('content', '')}\n" for said in element.iter())
    for document_path in _spine(package, package_path):
        document = _xml(_member(folder, document_path, where))
        if document is not None:
            _gather(document, story, aside)
    return FinishedText(path.name, "".join(story), "".join(aside))


def _package_path(folder: Source, where: Where) -> str:
    container = _xml(_member(folder, "META-INF/container.xml", where))
    rootfiles = [] if container is None else [e for e in container.iter() if _name(e) == "rootfile"]
    if not rootfiles:
        raise _broken(where, "its container names no package document")
    return str(rootfiles[0].get("full-path", ""))


def _spine(package: etree._Element, package_path: str) -> Iterator[str]:
    items = {e.get("id"): e.get("href", "") for e in package.iter() if _name(e) == "item"}
    base = posixpath.dirname(package_path)
    for element in package.iter():
        if _name(element) == "itemref":
            href = unquote(urldefrag(items.get(element.get("idref"), ""))[0])
            yield posixpath.normpath(posixpath.join(base, href))


def _member(folder: Source, path: str, where: Where) -> bytes:
    try:
        found = folder.neighbour(path)
    except UnsafePath as error:
        raise _broken(where, str(error)) from error
    if found is None:
        raise _broken(where, f"it has no file {path!r}")
    return found


def _broken(where: Where, why: str) -> SourceError:
    return SourceError(Code.ARCHIVE_UNSAFE, f"it is no EPUB that can be read: {why}", where=where)


def _xml(found: bytes) -> etree._Element | None:
    from lxml import etree  # noqa: PLC0415 - only to verify an EPUB

    parser = etree.XMLParser(
        remove_comments=True,
        remove_pis=True,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
    )
    try:
        return etree.fromstring(found, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _gather(root: etree._Element, story: list[str], aside: list[str]) -> None:
    """Gather the text of a document, without recursion, for it may be nested to any depth."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    asides = 0  # elements around this place that are asides
    unseen = 0  # elements around it that nobody sees
    for event, element in etree.iterwalk(root, events=("start", "end")):
        opens = event == "start"
        text = element.text if opens else element.tail
        if str(element.tag).startswith(_NO_ELEMENT):
            text = "" if opens else text
        else:
            change = 1 if opens else -1
            out = aside if asides else story
            asides += change * _is_aside(element)
            unseen += change * (_name(element) in _UNSEEN)
            _break(element, (aside if asides else story) if opens else out)
            if opens:
                _attributes(element, aside)
        if text and not unseen:
            (aside if asides else story).append(text)


def _break(element: etree._Element, out: list[str]) -> None:
    if _name(element) not in _WITHIN_LINES:
        out.append("\n")


def _is_aside(element: etree._Element) -> bool:
    types = element.get("{http://www.idpf.org/2007/ops}type", "").split()
    return not _ASIDE.isdisjoint(types)


def _attributes(element: etree._Element, aside: list[str]) -> None:
    address = element.get("href", "")
    shown = element.get("alt", "")
    if shown or address.startswith(("http:", "https:", "mailto:")):
        aside += ("\n", shown, " ", address, "\n")
