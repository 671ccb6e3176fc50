"""The words of RTF, found apart from the reader."""

from __future__ import annotations

import pytest

from packager.book.book import Book
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.readers.office.rtf import READER
from packager.readers.office.rtf_visible import words_of_rtf
from packager.request import Request
from packager.sources.source import from_bytes

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\title Not a word}}"
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (rb"It {\i snow}ed\par twice.", "It snowed twice."),
        (rb"Caf\'e9 \u8212?\u8212\'97x", "Café ——x"),
        (rb"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} \'e9", "Привет é"),
        (rb"\u-10179?\u-8704?", "\U0001f600"),
        (rb"{\listtext 1.\tab}one{\*\generator x;}{\pict 00ff}", "one"),
        (rb'{\field{\*\fldinst HYPERLINK "https://e.org"}{\fldrslt here}}', "here"),
        (rb"{\shp{\*\shpinst{\sp x}{\shptxt In a box.}}}", "In a box."),
        (rb"a{\footnote why}", "a why"),
        (rb"{\*\bkmkstart b}kept{\*\bkmkend b}", "kept"),
        (b"}}} end", "end"),
    ],
)
def test_words_are_those_in_no_silent_destination(body: bytes, words: str) -> None:
    assert " ".join(words_of_rtf(HEAD + body + b"}").split()) == words


def _codes(data: bytes, book: Book) -> set[Code]:
    report = Report()
    account(words_of_rtf(data), book, report, name="s.rtf", numbered=False)
    return {said.code for said in report.diagnostics}


def test_a_word_that_the_reader_loses_is_missed() -> None:
    whole = HEAD + rb"\pard It snowed in Albemarle.\par Then it stopped.\par}"
    less = HEAD + rb"\pard It snowed in Albemarle.\par Then it.\par}"
    all_of_it = READER.read(from_bytes("s.rtf", whole), Request(), Report())
    without = READER.read(from_bytes("s.rtf", less), Request(), Report())
    assert Code.WORDS_LOST not in _codes(whole, all_of_it)
    assert Code.WORDS_LOST in _codes(whole, without)


def test_it_is_what_the_dialect_shows() -> None:
    data = HEAD + rb"It snowed.\par}"
    assert READER.visible(from_bytes("s.rtf", data)) == words_of_rtf(data)


def test_a_long_document_is_read_in_no_time() -> None:
    data = HEAD + rb"It {\i snowed} on \u8212?\'e9.\par " * 20_000 + b"}"
    assert words_of_rtf(data).count("snowed") == 20_000
