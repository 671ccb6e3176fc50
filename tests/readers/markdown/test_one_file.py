"""The dialect ``markdown``: a story in one file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import BlockQuote, Figure, Heading, Paragraph, SceneBreak
from packager.book.book import Book
from packager.book.inlines import Link, NoteRef
from packager.book.metadata import Creator
from packager.book.section import Role, Section
from packager.book.walk import inlines_of, lines_of, sections, text_of
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError, UsageError
from packager.readers.markdown.one_file import READER
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import Source, from_bytes

PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(8) + (1).to_bytes(4) + (1).to_bytes(4)


def source(text: str, **files: bytes) -> Source:
    return replace(
        from_bytes("story.md", text.encode()),
        neighbour=lambda name: files.get(name.partition(".")[0]),
    )


def read(text: str, request: Request | None = None, **files: bytes) -> tuple[Book, Report]:
    report = Report()
    given = source(text, **files)
    book = READER.read(given, request or Request(), report)
    assert account(READER.visible(given), book, Report(diagnostics=[*report.diagnostics])) == ()
    return book, report


def outline(book: Book) -> list[tuple[str, int | None, str]]:
    return [(section.role.value, section.number, section.title) for section in sections(book)]


def codes(report: Report) -> set[Code]:
    return {said.code for said in report.diagnostics}


# --- how sure -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "sure"),
    [
        ("story.md", "It snowed.", 0.6),
        ("story.markdown", "---\ntitle: Snow\n---\nIt snowed.", 0.8),
        ("story.txt", "---\ntitle: Snow\n---\nIt snowed.", 0.7),
        ("story.txt", "# One\n\nIt *snowed*.\n\n# Two", 0.4),
        ("story.txt", "It *snowed*.", 0.0),
        ("story.txt", "---\n\nIt snowed.\n\n---", 0.0),
    ],
)
def test_it_is_as_sure_as_the_marks_are(name: str, text: str, sure: float) -> None:
    given = from_bytes(name, text.encode())
    assert READER.sniff(given, sample_of(given))[0] == sure


# --- chapters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("It snowed.", "", [("chapter", None, "")]),
        ("# Snow\n\nIt snowed.", "Snow", [("chapter", None, "")]),
        ("# Chapter 1: Snow\n\nIt snowed.", "", [("chapter", None, "Snow")]),
        ("# Snow\n\n## Ice\n\na\n\n## Fog\n\nb", "Snow",
         [("chapter", None, "Ice"), ("chapter", None, "Fog")]),
        ("# Ice\n\na\n\n# Fog\n\nb", "", [("chapter", None, "Ice"), ("chapter", None, "Fog")]),
        ("# Chapter 1\n\na\n\n# Chapter 2: Ice\n\nb", "",
         [("chapter", 1, ""), ("chapter", 2, "Ice")]),
        ("# Snow\n\n# Chapter 1\n\na\n\n# Chapter 2\n\nb", "Snow",
         [("chapter", 1, ""), ("chapter", 2, "")]),
        ("# Part One: Land\n\n## Chapter 1\n\na\n\n# Part Two\n\n## Chapter 2\n\nb", "",
         [("part", 1, "Land"), ("chapter", 1, ""), ("part", 2, ""), ("chapter", 2, "")]),
        ("# Snow\n\n# Part 1\n\n## Chapter I\n\na\n\n## Chapter II\n\nb", "Snow",
         [("part", 1, ""), ("chapter", 1, ""), ("chapter", 2, "")]),
        ("# Prologue\n\na\n\n# Chapter 1\n\nb\n\n# Epilogue\n\nc", "",
         [("prologue", None, ""), ("chapter", 1, ""), ("epilogue", None, "")]),
        ("Ice\n===\n\na\n\nFog\n===\n\nb", "",
         [("chapter", None, "Ice"), ("chapter", None, "Fog")]),
        ("**Chapter 1**\n\na\n\n**Chapter 2**\n\nb", "", [("chapter", 1, ""), ("chapter", 2, "")]),
        ("# Letter 1\n\na\n\n# Letter 2\n\nb", "",
         [("chapter", None, "Letter 1"), ("chapter", None, "Letter 2")]),
        ("# 1\n\na\n\n# 2\n\nb", "", [("chapter", 1, ""), ("chapter", 2, "")]),
        ("# 1984\n\na\n\n# Snow\n\nb", "", [("chapter", None, "1984"), ("chapter", None, "Snow")]),
    ],
)  # fmt: skip
def test_headings_divide_a_story(
    text: str, title: str, expected: list[tuple[str, int | None, str]]
) -> None:
    book, _ = read(text)
    assert (book.metadata.title, outline(book)) == (title, expected)


def test_headings_below_the_chapters_stay_in_their_text() -> None:
    book, _ = read("# Snow\n\n## One\n\na\n\n### Later\n\nb\n\n#### Still\n\n## Two\n\nc")
    assert [b for b in book.body[0].blocks if isinstance(b, Heading)] == [
        Heading(1, ("Later",)),
        Heading(2, ("Still",)),
    ]


def test_a_title_in_the_header_is_not_read_twice() -> None:
    book, _ = read("---\ntitle: Snow\n---\n# Snow\n\n## Ice\n\na\n\n## Fog\n\nb")
    assert book.metadata.title == "Snow"
    assert [section.title for section in book.body] == ["Ice", "Fog"]


def test_one_chapter_below_another_title_keeps_its_own() -> None:
    book, _ = read("---\ntitle: Winter\n---\n# Snow\n\nIt snowed.")
    assert (book.metadata.title, book.body[0].title) == ("Winter", "Snow")


def test_each_boundary_says_why_and_where() -> None:
    _, report = read("---\ntitle: Snow\n---\n\n# Chapter 1\n\na\n\n# Chapter 2\n\nb")
    assert [(d.line, d.became, d.section) for d in report.decisions] == [
        (5, "chapter", "chapter-001"),
        (9, "chapter", "chapter-002"),
    ]


def test_the_user_may_say_what_divides() -> None:
    text = "# One\n\n## Night 1\n\na\n\n## Night 2\n\nb"
    book, _ = read(text, Request(chapter_regex="Night"))
    assert [section.title for section in book.body] == ["Night 1", "Night 2"]
    book, _ = read(text, Request(split="none"))
    assert [section.title for section in book.body] == [""]
    with pytest.raises(UsageError):
        read(text, Request(chapter_regex="("))


# --- in front -----------------------------------------------------------------------------------


def test_what_stands_in_front_of_the_first_chapter_is_about_the_story() -> None:
    book, report = read(
        "# Snow\n\nby Ann Example\n\n**Rating:** Teen  \n**Characters:** Flint, Birch\n\n"
        "## Summary\n\nIt *snows*.\n\n## Contents\n\n- [Ice](#ice)\n- [Fog](#fog)\n\n"
        "## Ice\n\na\n\n## Fog\n\nb"
    )
    assert book.metadata.creators == (Creator("Ann Example"),)
    assert (book.metadata.rating, book.metadata.characters) == ("Teen", ("Flint", "Birch"))
    assert text_of(book.metadata.description) == "It snows."
    assert [section.title for section in book.body] == ["Ice", "Fog"]
    assert Code.TEXT_REMOVED in codes(report)


def test_a_few_words_in_front_are_the_description_and_many_a_preface() -> None:
    short, _ = read("A tale of snow.\n\n# One\n\na\n\n# Two\n\nb")
    assert text_of(short.metadata.description) == "A tale of snow."
    long, _ = read("word " * 500 + "\n\n# One\n\na\n\n# Two\n\nb")
    assert (long.metadata.description, long.front[0].role) == ((), Role.PREFACE)


# --- notes --------------------------------------------------------------------------------------


def notes(book: Book) -> list[tuple[str, str, str]]:
    return [(note.section, note.position, text_of(note.blocks)) for note in book.notes]


def test_notes_have_headings_or_elements_of_their_own() -> None:
    book, _ = read(
        "---\nnotes: Thank *you*.\nend_notes: Bye.\n---\n"
        "# One\n\n## Author's Note\n\nHello.\n\n---\n\nIt snowed.\n\n"
        "# Two\n\n::: {.authors-note}\nBefore.\n:::\n\nIt thawed.\n\n## A/N\n\nAfter.\n\n"
        '# Three\n\nIt rained.\n\n<aside class="authors-note">\n\nThe *end*.\n\n</aside>\n'
    )
    assert notes(book) == [
        ("", "before", "Thank you."),
        ("", "after", "Bye."),
        ("chapter-001", "before", "Hello."),
        ("chapter-002", "before", "Before."),
        ("chapter-002", "after", "After."),
        ("chapter-003", "after", "The end."),
    ]
    assert [text_of(section.blocks) for section in book.body] == [
        "It snowed.",
        "It thawed.",
        "It rained.",
    ]


def test_a_note_within_the_running_story_stays_there() -> None:
    book, _ = read("# One\n\na\n\n::: authors-note\nb\n:::\n\nc\n\n# Two\n\nd")
    assert book.notes == ()
    assert text_of(book.body[0].blocks) == "a\nb\nc"


def test_a_note_that_is_all_there_is_is_the_text() -> None:
    book, _ = read("# One\n\n## Author's Note\n\na\n\n# Two\n\nb")
    assert (book.notes, text_of(book.body[0].blocks)) == ((), "Author's Note\na")


# --- marks --------------------------------------------------------------------------------------


def links(section: Section) -> list[str]:
    return [
        inline.target
        for block in section.blocks
        for line in lines_of(block)
        for inline in inlines_of(line)
        if isinstance(inline, Link)
    ]


def test_links_between_headings_lead_to_sections() -> None:
    book, report = read(
        "# One\n\n[a](#two-the-ice) [b](#cold) [c](#nowhere) [d](https://example.org/) "
        "[e](#deep)\n\n# Two: The Ice {#cold}\n\nb\n\n## Deep\n\nc"
    )
    assert links(book.body[0]) == [
        "#chapter-002", "#chapter-002", "https://example.org/", "#chapter-002",
    ]  # fmt: skip
    assert [d.removed for d in report.diagnostics if d.code is Code.LINK_DEAD] == ["#nowhere"]
    assert book.body[1].title == "Two: The Ice"


def test_footnotes_of_every_form_are_footnotes() -> None:
    book, report = read(
        "# One\n\na[^x] b^[Within *it*.] c[^x]\n\n[^x]: Below.\n\n    More.\n\n[^z]: Nobody's.\n\n"
        "# Two[^y]\n\nd\n\n[^y]: Of a title."
    )
    assert [(note.id, text_of(note.blocks)) for note in book.footnotes] == [
        ("note-1", "Below.\nMore."),
        ("note-2", "Within it."),
        ("note-3", "Of a title."),
    ]
    marks = [
        one for one in inlines_of(lines_of(book.body[0].blocks[0])[0]) if isinstance(one, NoteRef)
    ]
    assert [mark.footnote for mark in marks] == ["note-1", "note-2", "note-1"]
    assert notes(book) == [("chapter-002", "before", "Of a title.")]
    assert any("Nobody's." in said.removed for said in report.diagnostics)


def test_a_note_in_the_header_may_have_footnotes() -> None:
    book, _ = read("---\nnotes: Thanks^[To all.].\n---\n\n# One\n\na")
    assert [text_of(note.blocks) for note in book.footnotes] == ["To all."]


def test_a_picture_alone_is_a_figure_and_a_remote_one_a_link() -> None:
    book, report = read(
        '# One\n\n![A lamp](lamp.png "The lamp."){width=50%}\n\n![far](https://a.b/c.png)\n\nx',
        lamp=PIXEL,
    )
    figure = book.body[0].blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.alt, figure.caption, book.assets[0].data) == ("A lamp", ("The lamp.",), PIXEL)
    assert links(book.body[0]) == ["https://a.b/c.png"]
    assert Code.PICTURE_REMOTE in codes(report)


def test_raw_html_is_read_as_html_and_its_markdown_too() -> None:
    book, report = read(
        "a <u>b</u> *c*\n\n<blockquote>\n\nd **e**\n\n</blockquote>\n\n<!-- gone -->\n\nf<br>g\n\n"
        '<iframe src="https://a.b/" title="A film"></iframe>'
    )
    assert text_of(book.body[0].blocks) == "a b c\nd e\nf g\nA film"
    assert isinstance(book.body[0].blocks[1], BlockQuote)
    assert any("gone" in said.removed for said in report.diagnostics)


def test_a_paragraph_with_a_rule_right_below_it_is_no_heading() -> None:
    book, report = read("It snowed all day, and nobody came to the house.\n---\nIt thawed.")
    assert book.body[0].blocks == (
        Paragraph(("It snowed all day, and nobody came to the house.",)),
        SceneBreak("---"),
        Paragraph(("It thawed.",)),
    )
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_long_indented_paragraphs_are_prose() -> None:
    line = "\tIt snowed *all* day, " + "and all night, " * 10 + "and nobody came."
    book, _ = read(f"{line}\n\n\t“No,” he said.\n")
    assert [type(block) for block in book.body[0].blocks] == [Paragraph, Paragraph]


def test_scene_breaks_may_be_blank_lines_or_none() -> None:
    text = "a\n\nb\n\n\n\nc\n\n***\n\nd"
    blank, _ = read(text, Request(scene_breaks="blank"))
    assert [type(block) for block in blank.body[0].blocks].count(SceneBreak) == 2
    none, _ = read(text, Request(scene_breaks="none"))
    assert Paragraph(("***",)) in none.body[0].blocks


# --- sources that are none ----------------------------------------------------------------------


def test_a_file_without_a_story_is_refused() -> None:
    with pytest.raises(ReadError):
        READER.read(source("---\ntitle: Snow\n---\n\n# Snow\n"), Request(), Report())
    with pytest.raises(SourceError):
        READER.read(source(" \n"), Request(), Report())


@given(st.text(max_size=200), st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(text: str, noise: bytes) -> None:
    for data in (text.encode("utf-8", "surrogatepass"), noise, b"---\na: " + noise + b"\n---\nx"):
        try:
            book = READER.read(from_bytes("story.md", data), Request(), Report())
        except (SourceError, ReadError):
            continue
        assert any(section.blocks for section in sections(book))


@given(
    st.lists(
        st.sampled_from(
            ["# One\n\n", "## Author's Note\n\n", "It *snowed*, ", "all day.\n\n", "<b>x ", "</b> ",
             "```\n", "[a](#one) ", "[^1] ", "\n\n[^1]: note\n\n", "* * *\n\n", "> said ",
             "- item\n",
             "::: note\n", ":::\n", "<div>\n\n", "</div>\n\n", "| verse\n", "<!-- c ", "--> ",
             "\\*", "&amp; ", "1. one\n", "    code\n", "<script>", "[x]: http://a.b\n", "{.cls} "]
        ),
        min_size=1, max_size=20,
    ).map("".join)
)  # fmt: skip
def test_no_word_is_lost(text: str) -> None:
    report = Report()
    given_source = source(text)
    try:
        book = READER.read(given_source, Request(), report)
    except (ReadError, SourceError):
        return
    assert account(READER.visible(given_source), book, report) == ()
