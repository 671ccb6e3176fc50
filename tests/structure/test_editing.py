"""A plan that was edited: what each change makes of the book, and what is refused with a reason."""

from __future__ import annotations

import re

import pytest

from packager.book.blocks import Heading, Paragraph, SceneBreak
from packager.book.book import AuthorNote, Book
from packager.book.inlines import Link
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role, Section
from packager.diagnostics import Code, Report, Where
from packager.errors import UsageError
from packager.structure.building import build
from packager.structure.lines import Lines
from packager.structure.parsing import parse_plan
from packager.structure.plan import SourceFacts, plan_of
from packager.structure.toml import plan_text

WHERE = Where("plan.toml")


def p(text: str) -> Paragraph:
    return Paragraph((text,))


BOOK = Book(
    metadata=Metadata(
        title="The Tide",
        creators=(Creator("Ann", file_as="Example, Ann"), Creator("Tom", "trl")),
        description=(p("A blurb."),),
    ),
    body=(
        Section(id="chapter-001", number=1, title="Ebb", blocks=(p("It went out."), p("Far."))),
        Section(
            id="chapter-002",
            number=2,
            title="Flood",
            blocks=(
                p("It came in."),
                SceneBreak(),
                Paragraph((Link(("before",), "#chapter-001"),)),
                p("Slack water"),
                p("It stood still."),
            ),
        ),
    ),
    notes=(
        AuthorNote(section="chapter-001", position="after", blocks=(p("Thanks."),)),
        AuthorNote(section="chapter-002", position="before", blocks=(p("Sorry."), p("Late."))),
    ),
)
"""Pieces: 1 blurb, 2 Ebb, 3 4 text, 5 note, 6 Flood, 7 8 note, 9 to 13 text."""

SOURCE = (
    "A blurb.\n\nEbb\nIt went out.\nFar.\nThanks.\n\nFlood\nSorry.\nLate.\nIt came\nin.\n\n* * *\n"
    "before\nSlack water\nIt stood still.\n"
)
LINES = Lines(SOURCE)

WRITTEN = plan_text(
    plan_of(BOOK, SourceFacts(name="s.txt", sha256="0", reader="text"), Report(), LINES)
)


def built(text: str, lines: Lines = LINES) -> Book:
    return build(BOOK, parse_plan(text.encode(), WHERE), lines, WHERE)


def tables(text: str, name: str) -> list[str]:
    return [found[0] for found in re.finditer(rf"\[\[{name}\]\]\n(?:.+\n)+", text)]


def without(name: str, number: int) -> str:
    return WRITTEN.replace(tables(WRITTEN, name)[number], "")


def changed(name: str, number: int, old: str, new: str) -> str:
    table = tables(WRITTEN, name)[number]
    assert old in table
    return WRITTEN.replace(table, table.replace(old, new))


def refused(text: str, lines: Lines = LINES) -> UsageError:
    with pytest.raises(UsageError) as caught:
        built(text, lines)
    assert caught.value.code is Code.PLAN_INVALID
    return caught.value


def test_the_plan_says_where_each_section_begins() -> None:
    ebb, flood = tables(WRITTEN, "section")
    assert "piece = 2\n" in ebb
    assert "line = 3\n" in ebb
    assert 'text = "It went out. Far. Thanks."' in ebb
    assert "piece = 6\n" in flood
    assert "line = 8\n" in flood


# --- sections -----------------------------------------------------------------------------------


def test_a_section_that_is_deleted_joins_the_one_before_with_its_title_as_a_heading() -> None:
    book = built(without("section", 1))
    (ebb,) = book.body
    assert ebb.blocks == (
        *BOOK.body[0].blocks, Heading(1, ("Flood",)), *BOOK.body[1].blocks,
    )  # fmt: skip
    assert [note.section for note in book.notes] == ["chapter-001", "chapter-001"]


def test_links_to_a_section_that_is_deleted_lead_to_the_one_that_holds_its_text() -> None:
    (flood,) = built(without("section", 0)).body
    assert flood.id == "chapter-002"
    assert Paragraph((Link(("before",), "#chapter-002"),)) in flood.blocks
    assert flood.blocks[0] == Heading(1, ("Ebb",))


@pytest.mark.parametrize(
    "place", ["piece = 12", "line = 16", 'starts = "slack WATER"', 'starts = "Slack"']
)
def test_a_section_that_is_added_takes_its_first_piece_as_its_title(place: str) -> None:
    _, flood, slack = built(f"{WRITTEN}\n[[section]]\n{place}\n").body
    assert flood.blocks == BOOK.body[1].blocks[:3]
    assert slack == Section(id="chapter-003", title="Slack water", blocks=(p("It stood still."),))


def test_a_title_that_is_given_leaves_the_first_piece_in_the_text() -> None:
    *_, slack = built(f'{WRITTEN}\n[[section]]\npiece = 12\ntitle = "Neap"\nnumber = 3\n').body
    assert (slack.title, slack.number) == ("Neap", 3)
    assert slack.blocks == BOOK.body[1].blocks[3:]
    *_, slack = built(f'{WRITTEN}\n[[section]]\npiece = 12\ntitle = ""\n').body
    assert (slack.title, slack.blocks) == ("", BOOK.body[1].blocks[3:])


def test_a_title_equal_to_the_first_piece_is_not_printed_twice() -> None:
    *_, slack = built(f'{WRITTEN}\n[[section]]\npiece = 12\ntitle = "Slack Water!"\n').body
    assert (slack.title, slack.blocks) == ("Slack Water!", BOOK.body[1].blocks[4:])


def test_title_role_number_and_day_are_what_the_plan_says() -> None:
    text = changed("section", 0, 'title = "Ebb"', 'title = "Low"\npublished = 2024-05-03')
    text = text.replace('role = "chapter"\nnumber = 1', 'role = "prologue"')
    low, _ = built(text).body
    assert (low.title, low.role, low.number) == ("Low", Role.PROLOGUE, None)
    assert str(low.published) == "2024-05-03"
    assert low.blocks == BOOK.body[0].blocks


def test_a_deeper_level_stands_within_the_section_before() -> None:
    text = changed("section", 1, "level = 1", "level = 2")
    text = text.replace('role = "chapter"\nnumber = 1', 'role = "part"\nnumber = 1')
    (part,) = built(text).body
    assert part.role is Role.PART
    assert [child.id for child in part.children] == ["chapter-002"]


def test_a_section_can_stand_before_or_behind_the_story() -> None:
    book = built(changed("section", 0, "level = 1", 'level = 1\nplace = "front"'))
    assert [section.id for section in book.front] == ["chapter-001"]
    book = built(changed("section", 1, "level = 1", 'level = 1\nplace = "back"'))
    assert [section.id for section in book.back] == ["chapter-002"]


# --- notes, description, the book itself --------------------------------------------------------


def test_a_note_that_is_deleted_becomes_text_where_it_stood() -> None:
    book = built(without("note", 1))
    assert book.body[1].blocks == (p("Sorry."), p("Late."), *BOOK.body[1].blocks)
    assert len(book.notes) == 1


def test_text_becomes_a_note_of_the_section_it_stands_in() -> None:
    book = built(f"{WRITTEN}\n[[note]]\npieces = [3, 3]\n\n[[note]]\npieces = 13\n")
    assert book.body[0].blocks == (p("Far."),)
    assert book.notes[2:] == (
        AuthorNote(section="chapter-001", position="before", blocks=(p("It went out."),)),
        AuthorNote(section="chapter-002", position="after", blocks=(p("It stood still."),)),
    )


def test_a_note_moves_to_another_section_and_becomes_a_summary() -> None:
    text = changed("note", 0, '"chapter-001"', '"chapter-002"')
    text = text.replace(
        'position = "after"\nkind = "note"', 'position = "before"\nkind = "summary"'
    )
    note = built(text).notes[0]
    assert (note.section, note.position, note.kind) == ("chapter-002", "before", "summary")
    assert built(changed("note", 0, '"chapter-001"', '""')).notes[0].section == ""


def test_a_whole_section_becomes_a_note() -> None:
    text = f"{without('section', 1)}\n[[note]]\npieces = [9, 13]\n"
    (ebb,) = built(text).body
    assert ebb.blocks == (*BOOK.body[0].blocks, Heading(1, ("Flood",)))


def test_the_description_is_what_the_plan_says_and_what_it_was_is_text() -> None:
    book = built(WRITTEN.replace("description = [1, 1]", "description = [3, 4]"))
    assert book.metadata.description == BOOK.body[0].blocks
    assert book.body[0].blocks == (p("A blurb."),)


def test_title_authors_and_language_are_set_and_other_makers_stay() -> None:
    text = WRITTEN.replace('title = ""\nauthors = []\nlanguage = ""', (
        'title = "High"\nauthors = ["Bee", "Ann"]\nlanguage = "Deutsch"'))  # fmt: skip
    found = built(text).metadata
    assert (found.title, found.language) == ("High", "de")
    assert found.creators == (
        Creator("Bee"), Creator("Ann", file_as="Example, Ann"), Creator("Tom", "trl"),
    )  # fmt: skip


# --- what can't be meant ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("added", "says", "hint"),
    [
        ("[[section]]\npiece = 99", "there is no piece 99", "from 1 to 13"),
        ("[[section]]\nline = 999", "line 999", "starts"),
        ("[[section]]\n", "nothing says where", "piece = 12"),
        ('[[section]]\nstarts = "It"', "3 pieces start with 'It': 3, 9, 13", "more of its words"),
        ('[[section]]\nstarts = "Slack whater"', "no piece starts", "did you mean 'slack water'?"),
        ('[[section]]\nstarts = "xyzzy"', "no piece starts", "copy the first words"),
        ("[[section]]\npiece = 10", "piece 10 has no words to be a title", "title ="),
        ('[[section]]\npiece = 12\nid = "chapter-001"', "two sections have the id", ""),
        ('[[section]]\npiece = 12\nid = "Übel"', "an id can't be", "small letters"),
        ("[[section]]\npiece = 12\nlevel = 3", "level 3 stands in none of level 2", "level = 2"),
        ('[[section]]\npiece = 12\nplace = "front"', "of the front stands behind", "front, body"),
        ('[[section]]\npiece = 12\nrole = "chaptre"', "role can't be", "did you mean chapter?"),
        ("[[section]]\npeice = 12", "no key 'peice' in [section]", "did you mean piece?"),
        ("[[section]]\npiece = 0", "piece is a whole number", ""),
        ("[[section]]\npiece = true", "piece is a whole number", ""),
        ("[[section]]\npiece = 12\nnumber = 'x'", "number is a whole number", ""),
        ("[[section]]\npiece = 12\ntitle = 5", "title is a text", 'title = "..."'),
        ("[[section]]\npiece = 12\npublished = 5", "published is a day", ""),
        ("[[note]]\npieces = [4, 99]", "can't have the pieces 4 to 99", "from 1 to 13"),
        ("[[note]]\npieces = [4, 5]", "piece 5 is in note 1 and in note 3", "one place only"),
        ("[[note]]\npieces = [1, 1]", "piece 1 is in the description and in note 3", ""),
        ("[[note]]\npieces = [4, 3]", "pieces is a range of pieces", "[3, 5]"),
        ("[[note]]\npieces = ['a']", "pieces is a range of pieces", "[3, 5]"),
        ('[[note]]\npieces = 4\nsection = "chapter-02"', "no section", "did you mean chapter-002?"),
        ('[[note]]\npieces = 4\nkind = "notes"', "kind can't be", "did you mean note?"),
    ],
)
def test_what_can_not_be_meant_is_said_with_its_line(added: str, says: str, hint: str) -> None:
    error = refused(f"{WRITTEN}\n{added}\n")
    assert says in error.message
    assert hint in error.hint
    assert error.where is not None
    first = WRITTEN.count("\n") + 2
    assert first <= (error.where.line or 0) <= first + added.count("\n")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("schema = 1", "schema = 9", "no plan of schema 1"),
        ("schema = 1", "schema = 1\nsecton = 5", "no key 'secton' on top of a plan"),
        ("[book]", "[bok]", "no key 'bok'"),
        ("pieces = 13", "pieces = 12", "13 pieces, and the plan was made of 12"),
        ('language = ""', 'language = "Klingonese"', "language"),
        ("authors = []", "authors = [5]", "authors is a list of texts"),
        ('\ntitle = ""\n', '\ntitle = "a\\u0007b"\n', "U+0007"),
        ('split = "auto"', 'split = "none at all"', "split can't be"),
    ],
)
def test_what_a_plan_can_not_say_of_the_whole_is_refused(old: str, new: str, says: str) -> None:
    assert says in refused(WRITTEN.replace(old, new, 1)).message


@pytest.mark.parametrize(
    "data",
    [
        b"\xff", b"schema = ", b"section = 5\nschema = 1", b"[[book]]\n", b"note = [1]\nschema = 1",
        b"source = 1\nschema = 1", b"a = " + b"[" * 50_000, b"",
    ],
)  # fmt: skip
def test_what_is_no_plan_at_all_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        parse_plan(data, WHERE)
    assert caught.value.code is Code.PLAN_INVALID
    assert "\n" not in caught.value.message


def test_a_plan_without_sections_is_refused() -> None:
    text = WRITTEN
    for table in tables(WRITTEN, "section"):
        text = text.replace(table, "")
    assert "no section" in refused(text).message


def test_a_source_without_lines_has_no_line_to_begin_at() -> None:
    error = refused(f"{WRITTEN}\n[[section]]\nline = 5\n", Lines())
    assert "it has no lines" in error.message


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (4, "It went out."),
        (12, "It came in."),
        (13, "before"),
        (15, "before"),
        (17, "It stood still."),
    ],
)
def test_a_line_within_a_piece_or_in_front_of_one_is_that_piece(line: int, title: str) -> None:
    book = built(f"{WRITTEN}\n[[section]]\nline = {line}\n")
    assert title in {section.title for section in book.body}
