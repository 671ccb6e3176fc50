"""Shows every book to every checker, and prints how much each found by case, theme and profile.

Usage::

    .venv/bin/python scripts/conformance.py [--corpus FOLDER] [--only WORD] [--without CHECKER]

The books are those of the golden cases, the examples and the stories of ``tests/reading_systems``,
each with every theme and every profile, and as a KEPUB; with ``--corpus`` also every source below
that folder that packager makes a book of, with the generic profile. All is zeros when all is well;
else what was found follows, and the exit code is 1.

The checkers:

- EPUBCheck, every message it has, the usage hints too but CSS-028 (a font is embedded),
  https://www.w3.org/publishing/epubcheck/
- Ace by DAISY, every violation, https://daisy.github.io/ace/
- Nu, the W3C's checker of HTML, over every content document, https://validator.github.io/
- RMSDK, the CSS that Adobe's engine can't read, as epubfix knows it, https://pypi.org/project/epubfix/

``sh scripts/test`` once installs what they need. Books of the same bytes are checked once.
"""

from __future__ import annotations

import argparse
import hashlib
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the checkers are those of the tests

from packager.errors import PackagerError  # noqa: E402 - as above
from packager.pipeline import convert  # noqa: E402
from packager.profile import ProfileName  # noqa: E402
from packager.request import Request  # noqa: E402
from packager.themes.library import theme_names  # noqa: E402
from tests.reading_systems import kobo, nu  # noqa: E402
from tests.reading_systems.books import EXAMPLE_NAMES, EXAMPLES, GOLDEN, STORIES, STORY_NAMES  # noqa: E402
from tests.reading_systems.installed import missing  # noqa: E402
from tests.reading_systems.service import ReadingSystems  # noqa: E402
from tests.support.epubcheck import EpubCheck  # noqa: E402
from tests.support.golden import CASES  # noqa: E402

KEPUB = "kepub"
"""What stands for the profile of a book that is written as a KEPUB."""

VARIANTS = (*get_args(ProfileName), KEPUB)
INFORMATIONAL = ("CSS-028",)
WORKERS = 2
NU_AT_ONCE = 40
"""Books for one run of the Nu checker, which then holds all their messages in memory."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A book to make: the case it is of, where that lies, the theme and the profile."""

    case: str
    source: Path
    theme: str
    variant: str


@dataclass(slots=True)
class Book:
    """A book that was made, with what each checker has to say about it.

    Attributes:
        path: The file.
        cells: Every cell that gives these bytes.
        found: The findings by the checker's name.
    """

    path: Path
    cells: list[Cell] = field(default_factory=list)
    found: dict[str, list[str]] = field(default_factory=dict)


Checker = Callable[[list[Book]], Iterator[list[str]]]
"""Says of each book, in order, what is wrong with it."""


def main() -> int:
    """Make the books, check them, print the matrix."""
    arguments = _arguments()
    if missing():
        print(f"error: not installed: {'; '.join(missing())}", file=sys.stderr)
        return 2
    cells = [cell for cell in _cells(arguments.corpus) if arguments.only in cell.case]
    checkers = {name: run for name, run in CHECKERS.items() if name not in arguments.without}
    with tempfile.TemporaryDirectory() as scratch:
        books, refused = _made(cells, Path(scratch))
        _check(checkers, books)
    for line in _matrix(books, list(checkers)):
        print(line)
    findings = list(_findings(books))
    print(*findings, sep="\n", end="\n" if findings else "")
    for reason in refused:
        print(f"no book: {reason}")
    made = sum(len(book.cells) for book in books)
    print(
        f"{made} books ({len(books)} different), {len(refused)} refused, {len(findings)} findings"
    )
    return 1 if findings or not books else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Shows every book to every checker.")
    parser.add_argument("--corpus", type=Path, help="a folder of sources to make books of too")
    parser.add_argument(
        "--only", default="", metavar="WORD", help="cases that have it in their name"
    )
    parser.add_argument(
        "--without", action="append", default=[], choices=list(CHECKERS), help="leave a checker out"
    )
    return parser.parse_args()


def _cells(corpus: Path | None) -> Iterator[Cell]:
    cases = [
        *((f"golden/{name}", CASES / name) for name in GOLDEN),
        *((f"examples/{name}", EXAMPLES / name) for name in EXAMPLE_NAMES),
        *((f"stories/{name}", STORIES / f"{name}.md") for name in STORY_NAMES),
    ]
    for case, source in cases:
        for theme in theme_names():
            for variant in VARIANTS:
                yield Cell(case, source, theme, variant)
    if corpus is not None:
        for source in _sources(corpus):
            name = f"corpus/{source.relative_to(corpus)}"
            yield Cell(name, source, theme_names()[0], VARIANTS[0])


def _sources(corpus: Path) -> Iterator[Path]:
    """Every file below a folder; a folder that is a book or a story itself stands for its files."""
    for path in sorted(corpus.iterdir()):
        if path.is_file() or _is_a_story(path):
            yield path
        else:
            yield from _sources(path)


def _is_a_story(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return bool(names & {"mimetype", "META-INF", "book.toml", "_config.yml", "SUMMARY.md"}) or (
        {"src", "images"} < names
    )


# --- books ------------------------------------------------------------------------------------


def _made(cells: list[Cell], scratch: Path) -> tuple[list[Book], list[str]]:
    """The books of these cells, those of the same bytes once, and what no book was made of."""
    by_bytes: dict[str, Book] = {}
    refused: list[str] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        results = pool.map(
            lambda each: _make(each[1], scratch / f"made-{each[0]}"), enumerate(cells)
        )
        for cell, made in zip(cells, results, strict=True):
            if isinstance(made, str):
                refused.append(f"{cell.case} {cell.variant}: {made}")
                continue
            digest = hashlib.sha256(made).hexdigest()
            if digest not in by_bytes:
                path = scratch / f"{len(by_bytes):04}.epub"
                path.write_bytes(made)
                by_bytes[digest] = Book(path)
            by_bytes[digest].cells.append(cell)
    return list(by_bytes.values()), refused


def _make(cell: Cell, folder: Path) -> bytes | str:
    """The bytes of a book, or why there is none."""
    if cell.case.startswith("golden/"):
        return _run(cell, folder)
    profile: dict[str, str] = {} if cell.variant == KEPUB else {"profile": cell.variant}
    name = KEPUB if cell.variant == KEPUB else "epub"
    try:
        request = Request(formats=(name,), theme=cell.theme, **profile)  # type: ignore[arg-type]
        return convert(cell.source, request).artifacts[0].data
    except PackagerError as error:
        return error.message


def _run(cell: Cell, folder: Path) -> bytes | str:
    """The book that a golden case's command makes, with this theme and profile."""
    if (cell.source / "source").is_dir():
        shutil.copytree(cell.source / "source", folder)
    else:
        folder.mkdir()
    words = shlex.split((cell.source / "command").read_text("utf-8"))
    words = words[words.index("packager") + 1 :]
    suffix = ".kepub.epub" if cell.variant == KEPUB else ".epub"
    out = folder / f"made{suffix}"
    for option in ("-o", "--output"):
        if option in words:
            del words[words.index(option) : words.index(option) + 2]
    words += ["--theme", cell.theme, "-o", str(out)]
    if cell.variant != KEPUB:
        words += ["--profile", cell.variant]
    ended = subprocess.run(
        [sys.executable, "-m", "packager", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    made = out.read_bytes() if out.exists() else ended.stderr.strip()
    shutil.rmtree(folder)
    return made


# --- checkers ---------------------------------------------------------------------------------


def _check(checkers: Mapping[str, Checker], books: list[Book]) -> None:
    """Have every checker see every book: EPUBCheck in this thread, the others in another.

    A Java machine that was started in a thread that ended does not end with the program.
    """
    others = [name for name in checkers if name != "epubcheck"]
    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(lambda name: list(checkers[name](books)), name) for name in others]
        found = {"epubcheck": list(_epubcheck(books))} if "epubcheck" in checkers else {}
        found |= {name: future.result() for name, future in zip(others, waiting, strict=True)}
    for name in checkers:
        for book, said in zip(books, found[name], strict=True):
            book.found[name] = said


def _epubcheck(books: list[Book]) -> Iterator[list[str]]:
    check = EpubCheck()
    for book in books:
        yield [
            f"{message.severity} {message.code} {' '.join(message.places)}: {message.text}"
            for message in check(book.path)
            if message.code not in INFORMATIONAL
        ]


def _ace(books: list[Book]) -> Iterator[list[str]]:
    with ReadingSystems() as systems:
        for book in books:
            found = systems("ace", book.path)
            violations = [
                f"{one['impact']} {one['rule']} {one['path']}: {one['text']}"
                for one in found["violations"]
            ]
            yield violations or ([] if found["outcome"] == "pass" else [found["outcome"]])


def _nu(books: list[Book]) -> Iterator[list[str]]:
    for start in range(0, len(books), NU_AT_ONCE):
        some = {str(book.path): book.path for book in books[start : start + NU_AT_ONCE]}
        with tempfile.TemporaryDirectory() as folder:
            yield from nu.complaints(some, Path(folder)).values()


def _rmsdk(books: list[Book]) -> Iterator[list[str]]:
    for book in books:
        yield kobo.complaints(book.path)


CHECKERS: dict[str, Checker] = {
    "epubcheck": _epubcheck,
    "ace": _ace,
    "nu": _nu,
    "rmsdk": _rmsdk,
}


# --- the matrix -------------------------------------------------------------------------------


def _matrix(books: list[Book], checkers: list[str]) -> Iterator[str]:
    rows = sorted(
        ((cell, book) for book in books for cell in book.cells),
        key=lambda row: (row[0].case, row[0].theme, VARIANTS.index(row[0].variant)),
    )
    width = max((len(cell.case) for cell, _ in rows), default=0)
    yield f"{'case':{width}}  {'theme':8}  {'profile':10}" + "".join(f"  {n:>9}" for n in checkers)
    for cell, book in rows:
        counts = "".join(f"  {len(book.found[name]):>9}" for name in checkers)
        yield f"{cell.case:{width}}  {cell.theme:8}  {cell.variant:10}{counts}"


def _findings(books: list[Book]) -> Iterator[str]:
    for book in books:
        cell = book.cells[0]
        for name, found in book.found.items():
            for one in found:
                yield f"{cell.case} {cell.theme} {cell.variant}: {name}: {one}"


if __name__ == "__main__":
    sys.exit(main())
