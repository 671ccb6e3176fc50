"""Chapters are named by their numbers, so that what stands between them renames none."""

from __future__ import annotations

from packager.book.blocks import Paragraph
from packager.book.book import AuthorNote, Book
from packager.book.inlines import Link
from packager.book.section import Role, Section
from packager.book.walk import sections
from packager.transforms.names import named_by_number


def chapter(place: int, number: int | None = None, role: Role = Role.CHAPTER) -> Section:
    return Section(id=f"chapter-{place:03d}", number=number, role=role)


def names(*chapters: Section) -> list[str]:
    return [section.id for section in sections(named_by_number(Book(body=chapters)))]


def test_an_interlude_renames_no_chapter_behind_it() -> None:
    assert names(chapter(1, 1), chapter(2, 2)) == ["chapter-001", "chapter-002"]
    assert names(chapter(1, 1), chapter(2), chapter(3, 2)) == [
        "chapter-001", "chapter-001-2", "chapter-002",
    ]  # fmt: skip


def test_a_chapter_above_999_has_a_longer_name_and_the_others_keep_theirs() -> None:
    assert names(chapter(1, 999), chapter(2, 1000)) == ["chapter-999", "chapter-1000"]


def test_chapters_that_are_counted_anew_in_every_part_keep_their_names() -> None:
    assert names(chapter(1, 1), chapter(2, 1)) == ["chapter-001", "chapter-002"]


def test_a_number_that_is_no_place_names_nothing() -> None:
    assert names(chapter(1, 10**30), chapter(2, 2)) == ["chapter-001", "chapter-002"]


def test_a_part_with_the_name_of_a_chapter_gives_way() -> None:
    assert names(chapter(1, None, Role.PART), chapter(2, 1)) == ["chapter-001-2", "chapter-001"]


def test_links_and_notes_follow_what_they_belong_to() -> None:
    link = Paragraph((Link(("there",), "#chapter-003"), "."))
    first = Section(id="chapter-001", number=1, blocks=(link,))
    note = AuthorNote(section="chapter-003", position="after", blocks=(link,))
    book = named_by_number(Book(body=(first, chapter(2), chapter(3, 2)), notes=(note,)))
    led = Paragraph((Link(("there",), "#chapter-002"), "."))
    assert book.body[0].blocks == (led,)
    assert book.notes == (AuthorNote(section="chapter-002", position="after", blocks=(led,)),)
