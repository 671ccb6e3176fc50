"""Nothing lost: what is missing is found, and nothing is missed that is there."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import (
    BlockQuote,
    Cell,
    Figure,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.inlines import Code as CodeInline
from packager.book.inlines import Emphasis, Image, LineBreak, Link, NoteRef, Ruby
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Section
from packager.checks.book_text import book_text, story_text
from packager.checks.closer_look import Missing
from packager.checks.letters import words_of
from packager.checks.words import account
from packager.diagnostics import Code, Report, Where
from tests.support.books import books

SENTENCES = tuple(
    f"On day {n} the tide came in over the {stone} and nobody had lit the lamp on the rock."
    for n, stone in enumerate(("flint", "slate", "chalk", "granite", "marble", "basalt") * 5)
)


def book_of(*texts: str, **fields: object) -> Book:
    story = Section(id="a", blocks=tuple(Paragraph((text,)) for text in texts))
    return replace(Book(body=(story,)), **fields)  # type: ignore[arg-type]


def lost(visible: str, book: Book, *removed: str) -> list[str]:
    report = Report()
    for text in removed:
        report.add(Code.LINE_NOT_PRINTED, "a line", removed=text)
    return [word for found in account(visible, book, report) for word in found.words]


# --- what is missing is found -------------------------------------------------------------------


def test_a_story_that_is_all_there_misses_nothing() -> None:
    assert lost("\n\n".join(SENTENCES), book_of(*SENTENCES)) == []


@pytest.mark.parametrize("index", [0, 7, len(SENTENCES) - 1])
def test_a_paragraph_that_is_gone_is_found_with_its_line(index: int) -> None:
    kept = [text for n, text in enumerate(SENTENCES) if n != index]
    report = Report()
    (found,) = account("\n".join(SENTENCES), book_of(*kept), report, name="s.txt")
    assert found == Missing(index + 1, tuple(words_of(SENTENCES[index])))
    (said,) = report.diagnostics
    assert said.code is Code.WORDS_LOST
    assert said.where == Where("s.txt", index + 1)
    assert said.message.startswith("19 words of the source are neither in the book nor named")
    assert "'on day" in said.message


def test_one_word_of_a_paragraph_is_found() -> None:
    texts = [*SENTENCES[:3], SENTENCES[3].replace("nobody ", ""), *SENTENCES[4:]]
    assert lost("\n".join(SENTENCES), book_of(*texts)) == ["nobody"]


def test_a_paragraph_that_stood_twice_has_to_be_there_twice() -> None:
    twice = (*SENTENCES[:4], SENTENCES[1], *SENTENCES[4:])
    assert lost("\n".join(twice), book_of(*SENTENCES)) == words_of(SENTENCES[1])
    assert lost("\n".join(twice), book_of(*twice)) == []


def test_places_without_lines_are_not_given_any() -> None:
    report = Report()
    account("a b", book_of("a"), report, name="s.epub", numbered=False)
    (said,) = report.diagnostics
    assert said.where == Where("s.epub")
    assert said.message.startswith("1 word of the source is neither")


def test_what_the_reader_named_is_not_missed() -> None:
    visible = "Description\n" + "\n".join(SENTENCES) + "\nAll rights reserved by the site."
    assert lost(visible, book_of(*SENTENCES)) == words_of(
        "description all rights reserved by the site"
    )
    named = ("Description", "All rights reserved by the site.")
    assert lost(visible, book_of(*SENTENCES), *named) == []


# --- what is there is not missed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("visible", "book"),
    [
        ("the lamp\nwas ﬁnally out", book_of("the lamp was finally out")),
        ("half-\nway down the stair-\ncase", book_of("halfway down the staircase")),
        ("it was halfway down", book_of("it was half way down")),
        ("THE END OF IT", book_of("The end of it")),
        ("no\u00a0break and soft\u00adhyphen", book_of("no break and softhyphen")),
        ("caf&eacute; &amp; bar", book_of("café & bar")),
        ("a [b]bold[/b] [url=https://a.example/x]word[/url]", book_of("a bold word")),
        ("a <b>bold</b> <span class='x y'>word</span>", book_of("a bold word")),
        ("see [the map](maps/old map.png) there", book_of("see the map there")),
        ("text[^why] here\n[^why]: because", book_of("text here", "because")),
        ("# Storm {#storm-one .big}", book_of("Storm")),
        ("漢字《かんじ》を読む", book_of("漢字かんじを読む")),
        ("夜の雪", book_of("夜 の 雪")),
        ("Words: 1,234", book_of("Words:", metadata=Metadata(words=1234))),
        ("Jan 5, 2021", book_of("x", metadata=Metadata(published=date(2021, 1, 5)))),
        ("05.01.2021", book_of("x", metadata=Metadata(modified=date(2021, 1, 5)))),
        ("5 janvier 2021", book_of("x", metadata=Metadata(published=date(2021, 1, 5)))),
        ("English", book_of("x", metadata=Metadata(language="en-GB"))),
        ("Deutsch", book_of("x", metadata=Metadata(language="de"))),
        ("The Lamp\nThe Lamp by Ann", book_of("by", metadata=Metadata(
            title="The Lamp", creators=(Creator("Ann"),)))),
        ("Book 2.5 of Low Water", book_of("Book of", metadata=Metadata(
            series=Series("Low Water", 2.5)))),
        ("line one\rline two\r\nline three", book_of("line one", "line two", "line three")),
    ],
)  # fmt: skip
def test_what_a_reader_rightly_changes_is_not_missed(visible: str, book: Book) -> None:
    assert lost(visible, book) == []


@pytest.mark.parametrize(
    ("visible", "book", "missing"),
    [
        ("a [b]bold[/b] word", book_of("a bold"), ["b", "b", "word"]),
        ("caf&eacute; here", book_of("here"), ["caf", "eacute"]),
        ("halfway", book_of("half"), ["halfway"]),
        ("1,234", book_of("1235"), ["1", "234"]),
        ("in February", book_of("in", metadata=Metadata(published=date(2021, 1, 5))), ["february"]),
        ("two two", book_of("two"), ["two"]),
        ("雪雪", book_of("雪"), ["雪"]),
    ],
)
def test_forgiving_goes_no_further(visible: str, book: Book, missing: list[str]) -> None:
    assert lost(visible, book) == missing


def test_every_part_of_a_book_holds_words() -> None:
    book = Book(
        metadata=Metadata(title="one", description=(Paragraph(("two",)),), fandoms=("three",)),
        front=(Section(id="f", title="four", number=5),),
        body=(
            Section(
                id="a",
                blocks=(
                    Paragraph(("six ", Emphasis(("se",)), "ven", LineBreak(), Image("p", "eight"))),
                    Paragraph((Link(("nine",), "https://ten.example/"), CodeInline("eleven"))),
                    Paragraph((Ruby(("十",), "とお"), NoteRef("n"))),
                    ListBlock(((Paragraph(("twelve",)),),), ordered=True, start=13),
                    Table(((Cell((Paragraph(("fourteen",)),)),),), caption=("fifteen",)),
                    Verse(((VerseLine(("sixteen",)),),)),
                    Figure("p", "seventeen", ("eighteen",)),
                    BlockQuote((Preformatted("nineteen"),)),
                    SceneBreak("xXx"),
                ),
                children=(Section(id="b", title="twenty"),),
            ),
        ),
        notes=(
            AuthorNote(section="b", position="after", blocks=(Paragraph(("twentyone",)),)),
            AuthorNote(section="", position="before", blocks=(Paragraph(("twentytwo",)),)),
            AuthorNote(section="gone", position="before", blocks=(Paragraph(("twentythree",)),)),
        ),
        footnotes=(Footnote(id="n", blocks=(Paragraph(("twentyfour",)),)),),
        assets=(Asset(id="p", media_type="image/png", data=b"", alt="twentyfive"),),
    )  # fmt: skip
    visible = (
        "one two three four 5 six seven eight nine https ten example eleven 十 とお twelve 13 "
        "fourteen fifteen sixteen seventeen eighteen nineteen xXx twenty twentyone twentytwo "
        "twentythree twentyfour twentyfive"
    )
    assert lost(visible, book) == []
    assert lost(f"{visible} twentysix", book) == ["twentysix"]
    assert "twenty" not in story_text(book)


@given(books(), st.randoms())
def test_the_words_of_any_book_are_in_it_in_any_order_of_lines(book: Book, random: object) -> None:
    texts = book_text(book)
    random.shuffle(texts)  # type: ignore[attr-defined] # hypothesis types it as Random
    assert account("\n".join(texts), book, Report()) == ()


@given(books())
def test_a_word_no_book_has_is_always_missed(book: Book) -> None:
    visible = "\n".join(("qwertzuiop", *book_text(book), "yxcvbnm"))
    found = [word for missing in account(visible, book, Report()) for word in missing.words]
    assert found == ["qwertzuiop", "yxcvbnm"]


# --- what it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["lines", "one line", "wrapped"])
def test_a_million_words_are_accounted_for_in_a_blink(layout: str) -> None:
    paragraph = " ".join(SENTENCES[:6])
    texts = [f"{n} {paragraph}" for n in range(9_000)]
    visible = {
        "lines": "\n\n".join(texts),
        "one line": " ".join(texts),
        "wrapped": "\n".join(texts).replace(" tide ", "\ntide ").replace(" lamp ", "\nlamp "),
    }[layout]
    assert len(visible.split()) > 1_000_000
    book = book_of(*texts)
    best = min(_seconds(visible, book) for _ in range(3))
    assert best < 0.4, "it is about 0.1 on the machine it was made on"


def _seconds(visible: str, book: Book) -> float:
    start = time.process_time()
    assert account(visible, book, Report()) == ()
    return time.process_time() - start
