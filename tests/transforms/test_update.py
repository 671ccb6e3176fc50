"""A story that goes on keeps the names of what is as it was."""

from __future__ import annotations

from dataclasses import replace

from packager.book.blocks import Figure, Paragraph
from packager.book.book import Asset, Book
from packager.book.inlines import Image, Link
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.book.walk import sections
from packager.transforms.update import Update, updated

BELL = "The bell on the breakwater had been silent since the storm took the keeper's boat."
GULL = "A gull walked along the rail and looked into every window, and nobody was at home."
MILL = "At the mill they counted sacks until it was too dark to see them, and then by hand."
TIDE = "The tide was late, which the harbourmaster put down to the moon and to bad manners."


def chapter(place: int, text: str, title: str = "", number: int | None = None) -> Section:
    return Section(
        id=f"chapter-{place:03d}", title=title, number=number, blocks=(Paragraph((text,)),)
    )


def book(*chapters: Section) -> Book:
    return Book(metadata=Metadata(title="Bells", identifier="urn:x:new"), body=chapters)


OLD = replace(
    book(chapter(1, BELL, "Bell"), chapter(2, MILL, "Mill"), chapter(3, TIDE, "Tide")),
    metadata=Metadata(title="Bells", identifier="urn:x:old"),
)


def test_a_chapter_put_in_between_renames_none() -> None:
    now = book(
        chapter(1, BELL, "Bell"),
        chapter(2, GULL, "Gull"),
        chapter(3, MILL, "Mill"),
        chapter(4, TIDE, "Tide"),
    )
    found, update = updated(now, OLD)
    assert [one.id for one in sections(found)] == [
        "chapter-001", "chapter-001-2", "chapter-002", "chapter-003",
    ]  # fmt: skip
    assert update == Update(
        kept=("chapter-001", "chapter-002", "chapter-003"), new=("chapter-001-2",)
    )


def test_a_chapter_at_the_end_has_its_own_name() -> None:
    found, update = updated(book(*OLD.body, chapter(4, GULL)), OLD)
    assert [one.id for one in sections(found)][-1] == "chapter-004"
    assert update.new == ("chapter-004",)


def test_the_identifier_stays() -> None:
    assert updated(book(*OLD.body), OLD)[0].metadata.identifier == "urn:x:old"


def test_a_name_that_was_there_is_never_given_to_another() -> None:
    found, update = updated(book(chapter(1, GULL), chapter(2, TIDE)), OLD)
    assert [one.id for one in sections(found)] == ["chapter-001-2", "chapter-003"]
    assert (update.changed, update.gone) == (("chapter-003",), ("chapter-001", "chapter-002"))


def test_a_chapter_that_was_mended_keeps_its_name_though_it_moved() -> None:
    mended = BELL.replace("silent", "quite silent")
    found, update = updated(book(chapter(1, GULL), chapter(2, mended), chapter(3, MILL)), OLD)
    assert [one.id for one in sections(found)][1:] == ["chapter-001", "chapter-002"]
    assert update.gone == ("chapter-003",)


def test_a_chapter_that_was_written_anew_keeps_its_name_by_its_title() -> None:
    found, update = updated(book(chapter(1, GULL, "Tide")), OLD)
    assert found.body[0].id == "chapter-003"
    assert update.changed == ("chapter-003",)


def test_a_chapter_without_a_title_is_known_by_its_number() -> None:
    old = book(chapter(1, BELL, number=1), chapter(2, MILL, number=2))
    found, _ = updated(book(chapter(1, GULL), chapter(2, TIDE, number=2)), old)
    assert [one.id for one in sections(found)] == ["chapter-001-2", "chapter-002"]


def test_of_chapters_with_the_same_text_each_keeps_its_own_name() -> None:
    old = book(chapter(1, BELL), chapter(2, BELL))
    found, update = updated(old, old)
    assert [one.id for one in sections(found)] == ["chapter-001", "chapter-002"]
    assert update.kept == ("chapter-001", "chapter-002")


def test_pictures_keep_their_names_by_their_bytes() -> None:
    def picture(name: str, data: bytes) -> Asset:
        return Asset(id=name, media_type="image/png", data=data)

    shown = Section(
        id="chapter-001", blocks=(Figure("picture-2"), Paragraph((Image("picture-1"),)))
    )
    now = replace(book(shown), assets=(picture("picture-1", b"new"), picture("picture-2", b"old")))
    found, _ = updated(now, replace(book(shown), assets=(picture("picture-1", b"old"),)))
    assert [(one.id, one.data) for one in found.assets] == [
        ("picture-1-2", b"new"), ("picture-1", b"old"),
    ]  # fmt: skip
    assert found.body[0].blocks == (Figure("picture-1"), Paragraph((Image("picture-1-2"),)))


def test_links_lead_to_the_chapter_under_its_name() -> None:
    linked = Section(
        id="chapter-002", blocks=(Paragraph((Link(("on",), "#chapter-003"), " with it.")),)
    )
    now = book(chapter(1, GULL), linked, chapter(3, TIDE, "Tide"))
    found, _ = updated(now, book(chapter(1, GULL), chapter(2, TIDE, "Tide")))
    assert found.body[1].blocks == (Paragraph((Link(("on",), "#chapter-002"), " with it.")),)
