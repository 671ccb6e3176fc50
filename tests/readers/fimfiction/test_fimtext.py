"""The dialect ``fimtext``, spelling by spelling."""

from __future__ import annotations

import codecs

import pytest

from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.fimfiction import fimtext
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import Source, UnsafePath, from_bytes
from tests.support.fimtext import Chapter, Story, found_in

DESCRIPTION = " \t\tDescription\n\n"
NOTE = "\t\t\tAuthor's Notes: \n"
LONG = "\n".join(f"Line {number} of it has a few words more than the last." for number in range(8))
"""Text enough for a chapter, without a blank line."""


def read(text: str | bytes) -> tuple[Story, Report]:
    data = text if isinstance(text, bytes) else text.encode()
    report = Report()
    book = fimtext.read(from_bytes("story.txt", data), Request(scene_breaks="marker"), report)
    return found_in(book), report


def sure(data: bytes) -> float:
    source = from_bytes("s.txt", data)
    return fimtext.sniff(source, sample_of(source))[0]


def story_of(text: str | bytes) -> Story:
    return read(text)[0]


def codes(report: Report) -> set[Code]:
    return {found.code for found in report.diagnostics}


def chapters(*bodies: tuple[str, ...]) -> tuple[Chapter, ...]:
    return tuple(Chapter(body=body) for body in bodies)


# --- the whole --------------------------------------------------------------------------------

WHOLE = (
    " \t\tDescription\n\nTwo friends.\nOne winter.\n"
    " It snowed.\nIt went on.  \n\nIt ended.\n \n\t\t\tAuthor's Notes: \nThanks!\n\n"
    " It thawed.\nThe end.\n\n\n\timages/cover.jpg\n \n \n"
)
EXPECTED = Story(
    description=("Two friends.", "One winter."),
    chapters=(
        Chapter(body=("It snowed.", "It went on.", "It ended."), after=("Thanks!",)),
        Chapter(body=("It thawed.", "The end.")),
    ),
)


@pytest.mark.parametrize(
    "data",
    [
        WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        WHOLE.replace("\n", "\r").encode(),
        codecs.BOM_UTF8 + WHOLE.encode(),
        codecs.BOM_UTF16_LE + WHOLE.encode("utf-16-le"),
        WHOLE.encode("utf-16-be"),
        WHOLE.strip("\n ").encode(),
        WHOLE.lstrip(" ").encode(),
        WHOLE.replace("Author's", "Author’s").encode(),
        WHOLE.replace("\n", "  \n").encode(),
        b"\n\n" + WHOLE.encode(),
        WHOLE.replace("\n\timages/cover.jpg", "").encode(),
    ],
    ids=[
        "as it is", "crlf", "cr", "bom", "utf-16", "utf-16 without mark", "no final newline",
        "first space stripped", "curly label", "trailing blanks", "blank lines first", "no cover",
    ],
)  # fmt: skip
def test_a_whole_story_is_found_in_any_file(data: bytes) -> None:
    assert story_of(data) == EXPECTED


def test_chapters_are_numbered_and_a_lone_one_is_not() -> None:
    def numbers(text: str) -> list[int | None]:
        book = fimtext.read(from_bytes("s.txt", text.encode()), Request(), Report())
        return [section.number for section in book.body]

    assert numbers(" one\n") == [None]
    assert numbers(" one\n two\n") == [1, 2]


def test_every_line_that_is_not_printed_is_named() -> None:
    _, report = read(WHOLE)
    named = {
        found.where.line: found.message
        for found in report.diagnostics
        if found.code is Code.LINE_NOT_PRINTED and found.where
    }
    assert named == {
        1: "'Description' is the description label and is not printed",
        10: '"Author\'s Notes:" is the notes label and is not printed',
        17: "'images/cover.jpg' is the cover path and is not printed",
    }
    (blank,) = (found for found in report.diagnostics if found.code is Code.BLANK_LINES)
    assert blank.message == "blank lines are not printed: 2, 7, 9, 12, 15-16, 18-19"


def test_every_opening_is_decided() -> None:
    _, report = read(WHOLE)
    assert [(d.line, d.became) for d in sorted(report.decisions, key=lambda d: d.line)] == [
        (1, "description label"), (5, "chapter"), (10, "notes label"), (13, "chapter"),
        (17, "cover path"),
    ]  # fmt: skip


# --- the description --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [" \t\tDescription", "\t\tDescription", "Description", " Description", "\tDescription: "],
)
def test_a_description_label_on_top_is_one_however_it_is_indented(label: str) -> None:
    found = story_of(f"{label}\n\nTwo friends.\n It snowed.\n")
    assert found == Story(description=("Two friends.",), chapters=chapters(("It snowed.",)))


def test_a_description_may_have_paragraphs_apart_and_be_glued_to_the_chapter() -> None:
    found = story_of(f"{DESCRIPTION}Two friends.\n\nOne winter.\n\nNo end.\n It snowed.\n")
    assert found.description == ("Two friends.", "One winter.", "No end.")
    assert found.chapters == chapters(("It snowed.",))


def test_without_a_description_the_story_begins_at_once() -> None:
    assert story_of(" It snowed.\nIt ended.\n").chapters == chapters(("It snowed.", "It ended."))
    assert story_of("It snowed.\nIt ended.").chapters == chapters(("It snowed.", "It ended."))


def test_a_label_without_a_description_gives_none() -> None:
    found = story_of(f"{DESCRIPTION} It snowed.\n")
    assert found == Story(description=(), chapters=chapters(("It snowed.",)))


def test_where_nothing_opens_the_chapter_the_description_ends_at_its_blank_line() -> None:
    found, report = read(f"{DESCRIPTION}Two friends.\n\nIt snowed.\n\nIt ended.\n")
    assert found == Story(
        description=("Two friends.",), chapters=chapters(("It snowed.", "It ended."))
    )
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_where_nothing_parts_them_the_description_is_one_line() -> None:
    found, report = read(f"{DESCRIPTION}Two friends.\nIt snowed.\nIt ended.\n")
    assert found == Story(
        description=("Two friends.",), chapters=chapters(("It snowed.", "It ended."))
    )
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_a_first_chapter_that_lost_its_space_is_no_description() -> None:
    body = "\n\n".join([LONG] * 10)
    found, report = read(f"{DESCRIPTION}Two friends.\n\n{body}\n\n The second.\n{LONG}\n")
    assert found.description == ("Two friends.",)
    assert [len(chapter.body) for chapter in found.chapters] == [80, 9]
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_the_word_description_within_a_story_is_text() -> None:
    found = story_of(" It snowed.\nDescription\nIt ended.\n The second.\nDescription:\nThe end.")
    assert found == Story(
        description=(),
        chapters=chapters(
            ("It snowed.", "Description", "It ended."), ("The second.", "Description:", "The end.")
        ),
    )


def test_a_label_below_a_chapter_takes_no_chapter_for_a_description() -> None:
    found = story_of(" It snowed.\nIt ended.\n\t\tDescription\n The second.\n")
    assert found.description == ()
    assert found.chapters[0].body[:2] == ("It snowed.", "It ended.")


def test_lines_above_a_tabbed_label_go_with_the_description() -> None:
    found = story_of(f"The Long Winter\nby Ann\n{DESCRIPTION}Two friends.\n It snowed.\n")
    assert found.description == ("The Long Winter", "by Ann", "Two friends.")
    assert found.chapters == chapters(("It snowed.",))


# --- chapters ---------------------------------------------------------------------------------


def test_only_exactly_one_space_opens_a_chapter() -> None:
    found = story_of(" one\n  two\n\tthree\n \tfour\n\u00a0five\n six\n")
    assert found.chapters == chapters(("one", "two", "three", "four", "five"), ("six",))


def test_one_space_before_most_paragraphs_indents_them() -> None:
    text = DESCRIPTION + " Two friends.\n\n" + "".join(f" Line {number}.\n" for number in range(9))
    found, report = read(text)
    assert found.description == ("Two friends.",)
    assert [len(chapter.body) for chapter in found.chapters] == [9]
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_a_few_chapters_of_a_paragraph_are_chapters() -> None:
    assert len(story_of(" one\n two\n three\n four\n").chapters) == 4


def test_ornament_with_a_space_before_it_is_a_scene_break() -> None:
    found, report = read(" It snowed.\n\n * * *\n\nIt ended.\n")
    assert found.chapters == chapters(("It snowed.", "It ended."))
    assert "scene break" in {decision.became for decision in report.decisions}


def test_ornament_may_open_the_chapter_behind_a_note() -> None:
    found = story_of(f" It snowed.\n{NOTE}Thanks!\n\n * * *\nIt thawed.\n")
    assert found.chapters == (
        Chapter(body=("It snowed.",), after=("Thanks!",)),
        Chapter(body=("It thawed.",)),
    )


# --- notes behind a chapter -------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "\t\t\tAuthor's Notes: ", "\t\t\tAuthor’s Notes:", "Author's Notes", "\tAUTHOR'S NOTE:",
        "Authors Note", "\t\t\tAuthors' Notes: ", "author’s note:  ",
    ],
)  # fmt: skip
def test_a_note_behind_a_chapter_is_found_by_its_label(label: str) -> None:
    found = story_of(f" It snowed.\n\n{label}\nThanks!\n\nMore thanks!\n\n It thawed.\n")
    assert found.chapters == (
        Chapter(body=("It snowed.",), after=("Thanks!", "More thanks!")),
        Chapter(body=("It thawed.",)),
    )


@pytest.mark.parametrize(
    "line",
    ["Author's Note: thanks to all!", "The author's notes:", "Author's Notes on snow", "Notes:"],
)
def test_a_sentence_that_begins_like_a_label_is_text(line: str) -> None:
    assert story_of(f" It snowed.\n{line}\n").chapters == chapters(("It snowed.", line))


def test_notes_may_stand_at_some_chapters_only() -> None:
    found = story_of(f" one\n two\n{NOTE}Thanks!\n three\n")
    assert [chapter.after for chapter in found.chapters] == [(), ("Thanks!",), ()]


@pytest.mark.parametrize(
    "text",
    [f" one\n\n{NOTE}\n two\n", f" one\n{NOTE}", f" one\n{NOTE}\n\n{NOTE}\n\n\timages/cover.jpg\n"],
)
def test_a_note_without_a_text_is_left_out_and_said(text: str) -> None:
    found, report = read(text)
    assert all(not chapter.after for chapter in found.chapters)
    assert Code.NOTE_EMPTY in codes(report)


def test_a_chapter_behind_a_note_that_lost_its_space_is_a_chapter() -> None:
    text = (
        f" It snowed.\n{LONG}\n{NOTE}Thanks!\n\n{LONG}\n{NOTE}Thanks again!\n\n{LONG}\n{NOTE}Bye!"
    )
    found, report = read(text)
    assert [(len(chapter.body), chapter.after) for chapter in found.chapters] == [
        (9, ("Thanks!",)), (8, ("Thanks again!",)), (8, ("Bye!",)),
    ]  # fmt: skip
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_a_last_chapter_behind_a_note_that_lost_its_space_is_a_chapter() -> None:
    found = story_of(f"It snowed.\n{LONG}\n{NOTE}Thanks!\n\n" + "\n\n".join([LONG] * 5))
    assert [(len(chapter.body), chapter.after) for chapter in found.chapters] == [
        (9, ("Thanks!",)), (40, ()),
    ]  # fmt: skip


def test_a_long_note_is_a_note_where_chapters_have_kept_their_space() -> None:
    found = story_of(f" It snowed.\n{LONG}\n{NOTE}Thanks!\n\n" + "\n\n".join([LONG] * 5))
    assert [(len(chapter.body), len(chapter.after)) for chapter in found.chapters] == [(9, 41)]


def test_a_long_description_is_a_description() -> None:
    blurb = "\n\n".join([LONG] * 5)
    found = story_of(f"{DESCRIPTION}Snow!\n\n{blurb}\n\n It snowed.\n{LONG}\n")
    assert (len(found.description), len(found.chapters)) == (41, 1)


def test_a_long_note_is_a_note() -> None:
    found = story_of(f" It snowed.\n{LONG}\n{LONG}\n{NOTE}Thanks!\n\n{LONG}\n")
    assert [(len(chapter.body), len(chapter.after)) for chapter in found.chapters] == [(17, 9)]


# --- notes before a chapter -------------------------------------------------------------------

BEFORE = Chapter(before=("Mind the snow.",), body=("It snowed.", *LONG.split("\n")))


@pytest.mark.parametrize(
    "text",
    [
        f" {NOTE}Mind the snow.\n It snowed.\n{LONG}\n",
        f" {NOTE}Mind the snow.\n\n It snowed.\n{LONG}\n",
        f" {NOTE}Mind the snow.\n\nIt snowed.\n{LONG}\n",
        f" {NOTE}\nMind the snow.\n \nIt snowed.\n\n{LONG}\n",
        f"{NOTE}Mind the snow.\n\nIt snowed.\n{LONG}\n",
        f"{NOTE}Mind the snow.\nIt snowed.\n{LONG}\n",
        f" Author's Note\nMind the snow.\n It snowed.\n{LONG}\n",
    ],
    ids=[
        "own space",
        "own space, apart",
        "blank",
        "blanks",
        "no space at all",
        "no blank",
        "no tab",
    ],
)
def test_a_note_on_top_is_parted_from_the_body_below_it(text: str) -> None:
    assert story_of(text) == Story(description=(), chapters=(BEFORE,))
    described = story_of(f"{DESCRIPTION}Two friends.\n\n{text}")
    assert described == Story(description=("Two friends.",), chapters=(BEFORE,))


@pytest.mark.parametrize("blank", ["", "\n"])
@pytest.mark.parametrize("label", [NOTE, f" {NOTE}"])
def test_a_note_between_the_description_and_the_first_chapter_is_its_own(
    label: str, blank: str
) -> None:
    text = f"{DESCRIPTION}Two friends.\n{blank}{label}Mind the snow.\n{blank} It snowed.\n{LONG}\n"
    assert story_of(text) == Story(description=("Two friends.",), chapters=(BEFORE,))


def test_every_chapter_may_have_a_note_on_top() -> None:
    one = f" {NOTE}Mind the snow.\n\nIt snowed.\n{LONG}\n\n"
    assert story_of(one * 3).chapters == (BEFORE,) * 3
    other = f" {NOTE}Mind the snow.\n\n It snowed.\n{LONG}\n\n"
    assert story_of(other * 3).chapters == (BEFORE,) * 3
    assert story_of(one + other + one).chapters == (BEFORE,) * 3


def test_a_chapter_may_have_a_note_above_and_below() -> None:
    both = Chapter(before=BEFORE.before, body=BEFORE.body, after=("Thanks!",))
    for gap in ("\n", "\n "):
        one = f" {NOTE}Mind the snow.\n{gap}It snowed.\n{LONG}\n\n{NOTE}Thanks!\n\n"
        assert story_of(one * 2).chapters == (both, both)


def test_the_second_of_two_notes_between_chapters_is_about_the_next() -> None:
    text = f" It snowed.\n{NOTE}Thanks!\n\n{NOTE}Mind the thaw.\n\n It thawed.\n"
    found, report = read(text)
    assert found.chapters == (
        Chapter(body=("It snowed.",), after=("Thanks!",)),
        Chapter(before=("Mind the thaw.",), body=("It thawed.",)),
    )
    assert Code.STRUCTURE_GUESSED in codes(report)


def test_the_third_note_of_a_chapter_is_about_the_next() -> None:
    own = f" {NOTE}Mind the snow.\n It snowed.\n{LONG}\n{NOTE}Thanks!\n{NOTE}Mind the thaw.\n"
    found = story_of(f"{own} It thawed.\n")
    assert found.chapters == (
        Chapter(before=BEFORE.before, body=BEFORE.body, after=("Thanks!",)),
        Chapter(before=("Mind the thaw.",), body=("It thawed.",)),
    )


def test_a_long_note_above_a_longer_chapter_is_a_note() -> None:
    note = f"Hello!\n\n{LONG}"
    body = "\n".join([LONG] * 6)
    found = story_of(f" {NOTE}{note}\n\n It snowed.\n{body}\n")
    assert [(len(one.before), len(one.body)) for one in found.chapters] == [(9, 49)]


def test_a_chapter_below_its_note_is_not_taken_for_the_note_of_the_next() -> None:
    one = f" {NOTE}Mind the snow.\n\nIt snowed.\n{LONG}\n\n"
    found = story_of(f"{one} It thawed.\n{LONG}\n")
    assert found.chapters == (BEFORE, Chapter(body=("It thawed.", *LONG.split("\n"))))


def test_a_body_without_spaces_between_its_words_is_a_body() -> None:
    body = (
        "雪が降った。誰も戸口に来なかった。",
        "彼女は家に帰った。夜は長かった。",
        "朝が来た。雪は止んでいた。",
    )
    one = f" {NOTE}雪に注意。\n\n" + "\n".join(body) + "\n"
    chapter = Chapter(before=("雪に注意。",), body=body)
    assert story_of(one + " " + "\n".join(body)).chapters == (chapter, Chapter(body=body))


def test_notes_without_a_chapter_between_them_wait_for_the_next() -> None:
    found = story_of(f" {NOTE}One.\n {NOTE}Two.\n It snowed.\n{LONG}\n")
    assert found.chapters == (Chapter(before=("One.", "Two."), body=BEFORE.body),)


def test_notes_alone_are_no_story() -> None:
    for text in (
        NOTE,
        f"{NOTE}Thanks!\n",
        f"{DESCRIPTION}{NOTE}",
        " \t\tDescription\n",
        "\ta/b.png",
    ):
        with pytest.raises(ReadError) as caught:
            read(text)
        assert caught.value.code is Code.NO_STORY


# --- the cover --------------------------------------------------------------------------------


def with_cover(text: str, *, there: bool = True) -> tuple[bytes | None, Report]:
    def neighbour(name: str) -> bytes | None:
        if name.startswith("http"):
            raise UnsafePath("it is an address, and nothing is ever fetched")
        return name.encode() if there else None

    report = Report()
    source = Source(name="story.txt", data=text.encode(), neighbour=neighbour)
    book = fimtext.read(source, Request(), report)
    found = book.asset(book.cover)
    return None if found is None else found.data, report


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("\timages/cover.jpg", b"images/cover.jpg"),
        (" \timages/cover.jpg  ", b"images/cover.jpg"),
        ("\tcover.PNG", b"cover.PNG"),
        ("\timages/my cover.webp", b"images/my cover.webp"),
        ("cover.jpg", b"cover.jpg"),
        ("images/cover.jpeg", b"images/cover.jpeg"),
    ],
)
def test_the_cover_is_the_picture_the_cover_page_names(line: str, path: bytes) -> None:
    found, report = with_cover(f" It snowed.\n\n{line}\n\n \n")
    assert found == path
    assert Code.COVER_NOT_FOUND not in codes(report)


@pytest.mark.parametrize(
    "line", ["\tShe had drawn a cat.png", "She had drawn a cat.png", "\tx.txt"]
)
def test_a_sentence_that_ends_like_a_picture_is_text(line: str) -> None:
    found, _ = with_cover(f" It snowed.\n{line}\n")
    assert found is None
    assert story_of(f" It snowed.\n{line}\n").chapters == chapters(("It snowed.", line.strip()))


def test_a_path_within_the_story_is_text() -> None:
    found, _ = with_cover(" It snowed.\ncat.png\nIt ended.\n")
    assert found is None


def test_a_cover_that_is_not_there_is_said_with_its_line() -> None:
    _, report = with_cover(" It snowed.\n\timages/cover.jpg\n", there=False)
    (found,) = (d for d in report.diagnostics if d.code is Code.COVER_NOT_FOUND)
    assert str(found.where) == "story.txt:2"


def test_a_cover_on_the_network_is_said_and_never_fetched() -> None:
    found, report = with_cover(" It snowed.\n\thttps://example.org/images/cover.jpg\n")
    assert found is None
    assert Code.COVER_OUTSIDE in codes(report)


def test_a_header_names_the_cover_before_the_cover_page() -> None:
    found, _ = with_cover("Cover: own.png\n It snowed.\n\timages/cover.jpg\n")
    assert found == b"own.png"


# --- knowing the dialect ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (WHOLE, 0.99, 1),
        (f" It snowed.\n{NOTE}Thanks!", 0.8, 0.8),
        (f"{DESCRIPTION}Two.\n It snowed.\n{NOTE}Thanks!", 0.95, 0.95),
        ("It snowed.\nIt ended.", 0.1, 0.3),
        ("<3 said the card.\nIt snowed.", 0.1, 0.3),
        ("<html><body><p>It snowed.</p>", 0, 0),
        ("\n <!DOCTYPE html>\n", 0, 0),
        ("", 0, 0),
        ("\0\1\2\3", 0, 0),
    ],
)
def test_the_dialect_is_known_by_its_labels(text: str, least: float, most: float) -> None:
    for data in (text.encode(), codecs.BOM_UTF8 + text.encode() if most else text.encode()):
        assert least <= sure(data) <= most
    if most:
        wide = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
        assert least <= sure(wide) <= most


@pytest.mark.parametrize(
    "line", ["\t" * 200_000, " \t" * 100_000 + "x", "a: b" + " " * 200_000 + "c"]
)
def test_a_line_of_spaces_is_read_in_no_time(line: str) -> None:
    text = f" It snowed.\n{line}\n"
    assert sure(text.encode()) <= 1
    assert story_of(text).chapters[0].body[0] == "It snowed."
    assert story_of(f"{line}\n{text}").chapters


def test_headers_far_apart_are_read_in_no_time() -> None:
    assert story_of("Title: a\n" + "\n" * 200_000 + "Rating: b\nIt snowed.\n").chapters


def test_notes_before_the_first_chapter_and_none_behind_the_last_stand_above_theirs() -> None:
    written = "".join(f"\n{NOTE}Note before {n}.\n\n {LONG}\n" for n in (1, 2, 3))
    story, report = read(f"{DESCRIPTION}Of a winter.\n{written}")
    assert [(chapter.before, chapter.after) for chapter in story.chapters] == [
        ((f"Note before {n}.",), ()) for n in (1, 2, 3)
    ]
    assert Code.STRUCTURE_GUESSED in codes(report)
