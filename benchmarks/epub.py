"""Measures what building an EPUB costs beside deflating its finished parts, which is the floor.

Building is all that is done from the refined Book to the bytes of the file: publishing, checking,
packing. Reading the source, refining it, drawing its cover and loading modules are not in it. The
floor is ``zipfile`` on the finished parts, in the order and with the compression they have. Both
are CPU seconds of this process, in runs that take turns; the medians are compared.

The sentences of ``story.py`` repeat more than those of people, so they are deflated in a third of
the time: ``--source`` takes a story somebody wrote.

Usage: python benchmarks/epub.py [WORDS] [CHAPTERS] [--source FILE] [--runs N] [--most RATIO]
    [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

from story import story

from packager.book.book import Book
from packager.book.walk import sections, word_count
from packager.diagnostics import Report
from packager.pipeline import publish, read, write
from packager.request import Request
from packager.sources.source import from_bytes
from packager.themes import library
from packager.themes.faces import cover_faces
from packager.themes.theme import Theme
from packager.transforms.cover import draw_missing_cover


def parts_of(data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """The finished parts of a book, as they are packed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def build(book: Book, theme: Theme) -> bytes:
    """The EPUB of a Book."""
    return write(publish(book, theme), "epub").data


def deflate(parts: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """The parts packed again, and nothing else."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for entry, content in parts:
            plain = zipfile.ZipInfo(entry.filename, entry.date_time)
            archive.writestr(plain, content, entry.compress_type, 6)
    return file.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """The CPU seconds some work takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def profiled(work: Callable[[], object]) -> None:
    """Prints where the time of some work goes."""
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(25)


def main() -> int:
    """Measures, prints, and fails when the ratio is above the one that is allowed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="?", type=int, default=100_000)
    parser.add_argument("chapters", nargs="?", type=int, default=40)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--most", type=float, default=2.0)
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    theme = library.load(Request().theme)
    made = from_bytes("story.txt", story(asked.words, asked.chapters).encode())
    book = read(asked.source or made)
    words = sum(word_count(section.blocks) for section in sections(book))
    book = draw_missing_cover(book, Report(), faces=cover_faces(theme))
    data = build(book, theme)
    parts = parts_of(data)
    gc.disable()  # as the command line does for one EPUB
    built: list[float] = []
    floor: list[float] = []
    for _ in range(asked.runs):
        built.append(seconds(lambda: build(book, theme)))
        floor.append(seconds(lambda: deflate(parts)))
    ratio = median(built) / median(floor)
    print(f"{words} words, {len(parts)} parts, {len(data)} bytes")
    print(f"build {median(built):.4f} s, floor {median(floor):.4f} s, medians of {asked.runs} runs")
    print(f"ratio {ratio:.2f}, at most {asked.most:.2f}")
    if asked.profile:
        profiled(lambda: build(book, theme))
    return 0 if ratio <= asked.most else 1


if __name__ == "__main__":
    sys.exit(main())
