"""What only pandoc reads."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.blocks import SceneBreak
from packager.book.inlines import Emphasis, NoteRef
from packager.book.walk import text_of
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.errors import DependencyError, ReadError
from packager.readers.pandoc.reader import READER
from packager.readers.pandoc.tree import TreeReading
from packager.request import Request
from packager.sources import pandoc
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes

STORY = b"""
The Storm
=========

:Author: Ann Example

Chapter 1
---------

It *snowed* all day [1]_.

----

Then it stopped.

Chapter 2: Thaw
---------------

It melted.

.. [1] A note.
"""


def test_a_story_in_restructured_text_has_its_chapters_and_notes() -> None:
    report = Report()
    book = READER.read(from_bytes("s.rst", STORY), Request(), report)
    assert (book.metadata.title, book.metadata.creators[0].name) == ("The Storm", "Ann Example")
    assert [(s.number, s.title) for s in book.body] == [(1, ""), (2, "Thaw")]
    first = book.body[0].blocks
    assert isinstance(first[1], SceneBreak)
    assert Emphasis(("snowed",)) in first[0].children  # type: ignore[union-attr] # a paragraph
    assert NoteRef("footnote-1") in first[0].children  # type: ignore[union-attr] # as above
    assert text_of(book.footnotes[0].blocks) == "A note."
    (said,) = (said for said in report.diagnostics if said.code is Code.READ_BY_PANDOC)
    assert "pandoc" in said.message


def test_it_is_asked_for_files_of_its_suffixes_alone() -> None:
    for name, sure in (("s.rst", True), ("s.ORG", True), ("s.txt", False), ("s", False)):
        source = from_bytes(name, STORY)
        assert (READER.sniff(source, sample_of(source))[0] > 0.5) is sure


def test_without_pandoc_the_user_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "find_pandoc", lambda: None)
    with pytest.raises(DependencyError) as caught:
        READER.read(from_bytes("s.rst", STORY), Request(), Report())
    assert caught.value.code is Code.READER_MISSING
    assert "story-packager[pandoc]" in caught.value.hint


def test_a_format_pandoc_is_not_told_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        READER.read(from_bytes("s.xyz", STORY), Request(), Report())
    assert caught.value.code is Code.FORMAT_UNKNOWN


def test_nothing_beside_the_source_is_opened_by_pandoc() -> None:
    story = b".. include:: /etc/hostname\n\nIt snowed.\n"
    book = READER.read(from_bytes("s.rst", story), Request(), Report())
    assert text_of(book.body[0].blocks) == "It snowed."


def test_a_tree_deeper_than_any_book_keeps_its_words() -> None:
    node: dict[str, object] = {"t": "Para", "c": [{"t": "Str", "c": "deep"}]}
    for _ in range(300):
        node = {"t": "BlockQuote", "c": [node]}
    blocks = TreeReading(lambda path, alt: None).blocks([node])  # noqa: ARG005
    assert text_of(blocks) == "deep"


def test_parts_of_latex_hold_their_chapters() -> None:
    tex = rb"""\documentclass{book}\title{Salt}\date{5 March 2019}\begin{document}\maketitle
\part{Ebb}\chapter{Mud}It was dry.\begin{center}* * *\end{center}Then not.
$\ast\ast\ast$

Then wet.\chapter{Sand}More.\part{Flow}\chapter{Water}Wet.\end{document}"""
    report = Report()
    source = from_bytes("s.tex", tex)
    book = READER.read(source, Request(), report)
    account(READER.visible(source), book, report)
    assert Code.WORDS_LOST not in {said.code for said in report.diagnostics}
    assert book.metadata.published == date(2019, 3, 5)
    parts = [(part.title, [inner.title for inner in part.children]) for part in book.body]
    assert parts == [("Ebb", ["Mud", "Sand"]), ("Flow", ["Water"])]
    mud = book.body[0].children[0].blocks
    assert [isinstance(block, SceneBreak) for block in mud[:2]] == [False, True]


def test_lists_of_contents_and_the_words_of_an_outliner_are_named() -> None:
    rst = b".. contents:: What is here\n\nEbb\n---\n\nMud.\n\nFlow\n----\n\nWater.\n"
    report = Report()
    book = READER.read(from_bytes("s.rst", rst), Request(), report)
    assert [section.title for section in book.body] == ["Ebb", "Flow"]
    assert "What is here" in [said.removed for said in report.diagnostics]
    org = b"* TODO Chapter 1 :draft:\nMud.\n* Chapter 2\nWater.\n"
    found = READER.read(from_bytes("s.org", org), Request(), Report())
    assert [section.number for section in found.body] == [1, 2]
