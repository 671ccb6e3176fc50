"""Golden cases: a folder holds a command, the source it is run on, and everything it must give.

::

    tests/golden/<case>/
        command            one line: packager convert story.txt --notes both
        stdin              what the command reads, when it reads standard input
        source/            copied to an empty folder, where the command is run
        expected/
            exit           the exit code
            stdout         as printed; paths of the run are replaced
            stderr
            files/         every file the run made: an EPUB unpacked, a PDF as text

Text within an EPUB stands as it is; a picture or font is named by its size and SHA-256.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import packager

CASES = Path(__file__).resolve().parent.parent / "golden"

_TEXT = {".xhtml", ".html", ".css", ".opf", ".ncx", ".xml", ".txt", ".toml", ".json"}
_OF_A_BOOK = re.compile(r'("bytes": )\d+|("sha256": )"[0-9a-f]{64}"')
"""What other versions of the libraries may change though no word of the book is another."""

_BUG_REPORT = re.compile(r"\S*packager-bug-\w+\.txt")


@dataclass(frozen=True, slots=True)
class Case:
    """A golden case, by its folder."""

    folder: Path

    @property
    def name(self) -> str:
        """What the case is about."""
        return self.folder.name

    @property
    def words(self) -> list[str]:
        """The words of its command."""
        return shlex.split((self.folder / "command").read_text("utf-8"))

    @property
    def lays_pages_out(self) -> bool:
        """Whether it makes a PDF."""
        return any(word == "pdf" or word.endswith(".pdf") for word in self.words)

    def expected(self) -> dict[str, str]:
        """What it must give: text by name, as ``run`` returns it."""
        folder = self.folder / "expected"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def accept(self, given: dict[str, str]) -> None:
        """Make what was given what is expected."""
        folder = self.folder / "expected"
        shutil.rmtree(folder, ignore_errors=True)
        for name, text in given.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))

    def run(self, folder: Path) -> dict[str, str]:
        """Run the command on a copy of the source, in an empty folder, and tell what came of it.

        Raises:
            AssertionError: A file of the source was changed or removed and is not named in the
                command.
        """
        if (self.folder / "source").is_dir():
            shutil.copytree(self.folder / "source", folder, dirs_exist_ok=True)
        before = _digests(folder)
        stdin = self.folder / "stdin"
        settings, words = _split(self.words)
        ended = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=folder,
            env={**_environment(folder), **settings},
            input=stdin.read_bytes() if stdin.exists() else b"",
            capture_output=True,
            timeout=120,
            check=False,
        )
        after = _digests(folder)
        changed = {name for name, digest in before.items() if after.get(name) != digest}
        for name in changed:
            assert name in after, f"{self.name} removed {name}"
            assert name.endswith((".epub", ".pdf")), f"{self.name} changed {name}"
        given = {
            "exit": f"{ended.returncode}\n",
            "stdout": _plain(ended.stdout, folder),
            "stderr": _plain(ended.stderr, folder),
        }
        for name in sorted(set(after) - set(before) | changed):
            given.update(_described(f"files/{name}", (folder / name).read_bytes()))
        return given


def cases() -> tuple[Case, ...]:
    """Every case there is, by name."""
    return tuple(Case(path.parent) for path in sorted(CASES.glob("*/command")))


def _split(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """Settings of the environment in front of the command, and the command."""
    start = words.index("packager")
    return dict(word.split("=", 1) for word in words[:start]), words[start:]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    root = str(Path(packager.__file__).resolve().parent.parent)
    return {**kept, "HOME": str(folder), "LANG": "C.UTF-8", "PYTHONPATH": root, "COLUMNS": "80"}


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _plain(said: bytes, folder: Path) -> str:
    text = said.decode("utf-8").replace(str(folder), "FOLDER")
    text = _BUG_REPORT.sub("REPORT", text)
    text = _OF_A_BOOK.sub(lambda match: f'{match[1] or match[2]}"..."', text)
    return text.replace(f"packager {packager.__version__}", "packager VERSION")


# --- books as text ----------------------------------------------------------------------------


def _described(name: str, found: bytes) -> dict[str, str]:
    if name.endswith(".epub"):
        return dict(_epub(name, found))
    if name.endswith(".pdf"):
        return {f"{name}.txt": pdf_as_text(found)}
    return {name: found.decode("utf-8")}


def _epub(name: str, found: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(found)) as archive:
        yield f"{name}.entries", "".join(f"{entry.filename}\n" for entry in archive.infolist())
        for entry in archive.infolist():
            member = archive.read(entry)
            path = f"{name}/{entry.filename}"
            if Path(entry.filename).suffix in _TEXT or entry.filename == "mimetype":
                text = member.decode("utf-8")
                yield path, text.replace(f"packager {packager.__version__}", "packager VERSION")
            else:
                yield f"{path}.txt", f"{_size(member)}sha256 {hashlib.sha256(member).hexdigest()}\n"


def _size(member: bytes) -> str:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - few cases hold a picture

    try:
        with Image.open(BytesIO(member)) as picture:
            return f"{picture.format} {picture.width}x{picture.height} {picture.mode}\n"
    except UnidentifiedImageError:
        return f"{len(member)} bytes\n"


def pdf_as_text(found: bytes) -> str:
    """A PDF as text: its outline, then each page with its boxes, fonts and words."""
    import pypdfium2  # noqa: PLC0415 - few cases make a PDF

    document = pypdfium2.PdfDocument(found)
    try:
        lines = [f"pages {len(document)}", "", "outline"]
        for mark in document.get_toc():
            target = mark.get_dest()
            index = None if target is None else target.get_index()
            page = "nowhere" if index is None else f"page {index + 1}"
            lines.append(f"{'  ' * (mark.level + 1)}{mark.get_title()} -> {page}")
        for number, page in enumerate(document, 1):
            lines += ["", f"--- page {number}", f"media box {_box(page.get_mediabox())}"]
            if page.get_trimbox() != page.get_mediabox():
                lines.append(f"trim box {_box(page.get_trimbox())}")
            lines.append(f"fonts {', '.join(_fonts(page)) or 'none'}")
            words = page.get_textpage().get_text_bounded()
            lines += [line.rstrip() for line in words.replace("\r\n", "\n").split("\n")]
        return "\n".join(lines) + "\n"
    finally:
        document.close()


def _box(box: tuple[float, float, float, float]) -> str:
    return " ".join(f"{edge:.2f}" for edge in box)


def _fonts(page: object) -> list[str]:
    import pypdfium2  # noqa: PLC0415 - as above
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    assert isinstance(page, pypdfium2.PdfPage)
    return sorted(
        {
            thing.get_font().get_base_name().partition("+")[2] or thing.get_font().get_base_name()
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
            if isinstance(thing, pypdfium2.PdfTextObj)
        }
    )
