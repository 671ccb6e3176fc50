"""Sources of every dialect, mutated: none breaks packager, and none loses a word in it."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import unquote

import pytest

from packager import registry
from packager.book.blocks import Blocks
from packager.book.book import Book
from packager.book.json import to_json
from packager.book.walk import sections, text_of
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError
from packager.pipeline import inspect
from packager.sources.source import from_bytes
from packager.sources.text import printable
from tests.support.mutations import mutated

GOLDEN = Path(__file__).parent / "golden"
KINDS = {".txt", ".md", ".html", ".htm", ".epub", ".fb2", ".rtf", ".docx", ".odt"}
LARGEST = 40_000
IN_ALL = int(os.environ.get("MUTATIONS", "2000"))
"""Mutated sources in one run of the tests."""


def _stories() -> tuple[Path, ...]:
    """A file of every story among the golden cases, each once however many cases it serves."""
    files = sorted(
        path
        for path in GOLDEN.glob("*/source/**/*")
        if path.is_file() and path.suffix.lower() in KINDS and 0 < path.stat().st_size < LARGEST
    )
    return tuple({path.read_bytes(): path for path in reversed(files)}.values())


STORIES = _stories()
EACH = IN_ALL // len(STORIES) + 1


@pytest.mark.parametrize("path", STORIES, ids=lambda path: str(path.relative_to(GOLDEN)))
def test_a_mutated_source_is_read_or_refused_and_loses_no_word(path: Path) -> None:
    random = Random(path.name)  # noqa: S311 - the same mutations in every run
    original = path.read_bytes()
    for _ in range(EACH):
        data = mutated(original, random)
        source = from_bytes(path.name, data)
        report = Report()
        try:
            outcome = inspect(source, report=report)
        except (SourceError, ReadError):
            continue
        lost = [said.message for said in report.diagnostics if said.code is Code.WORDS_LOST]
        assert lost == [], data
        visible = registry.reader(outcome.reader).visible(source)
        # The address of a link is named as it is written, which may be with escapes.
        removed = unquote(" ".join(said.removed for said in report.diagnostics))
        held = " ".join(_strings(json.loads(to_json(outcome.book))))
        # A word with a mark in its middle is two strings of the Book, and one word of its text.
        printed = _words(held) | _words(" ".join(map(text_of, _texts(outcome.book))))
        # Nor is a word two because a tag in raw text stands in its middle.
        # The name of a footnote is a mark too, which the book writes as a number.
        marked = _FOOTNOTE.sub(" ", visible)
        shown = (visible, _TAG.sub("", visible), _TAG.sub(" ", visible), marked)
        missing = [sorted(_words(seen) - printed - _words(removed)) for seen in shown]
        assert [] in missing, (missing, data)


_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")
_TAG = re.compile(r"</?\s*[a-zA-Z][^<>]*>?")


_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"  # each by itself: no space parts them
    "|[^\\W\\d_\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]{3,}"
)


def _texts(book: Book) -> Iterator[Blocks]:
    """The blocks of everything a Book prints."""
    yield book.metadata.description
    yield from (section.blocks for section in sections(book))
    yield from (note.blocks for note in (*book.notes, *book.footnotes))


def _strings(value: object) -> Iterator[str]:
    """The texts of a Book, without the names of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _words(text: str) -> Counter[str]:
    seen = re.sub("[\u00ad\u200b-\u200d\u2060]", "", printable(text))
    plain = unicodedata.normalize("NFKC", seen).casefold()
    return Counter(_WORD.findall(plain))
