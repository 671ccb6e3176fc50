"""Pictures within a story: fitted, or their words in their place."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image as Pillow

from packager.book.blocks import Block, BlockQuote, Cell, Figure, ListBlock, Paragraph, Table
from packager.book.book import Asset, AuthorNote, Book
from packager.book.inlines import Emphasis, Image
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.book.style import Style
from packager.diagnostics import Code, Report
from packager.images import illustration
from packager.profile import PictureLimits
from packager.publication.package import package_metadata
from packager.transforms.cover import fit_cover
from packager.transforms.pictures import fit_pictures


def picture(name: str, size: tuple[int, int] = (60, 90), colour: str = "navy") -> bytes:
    stream = io.BytesIO()
    Pillow.new("RGB", size, colour).save(stream, name)
    return stream.getvalue()


def asset(name: str, data: bytes, alt: str = "") -> Asset:
    return Asset(id=name, media_type="application/octet-stream", data=data, alt=alt)


def book(*blocks: Block, assets: tuple[Asset, ...]) -> Book:
    return Book(
        metadata=Metadata(title="T", language="en"),
        body=(Section(id="one", blocks=blocks),),
        assets=assets,
    )


def fitted(found: Book) -> tuple[Book, Report]:
    report = Report()
    return fit_pictures(found, report), report


def said(report: Report) -> list[tuple[Code, str]]:
    return [(found.code, found.message) for found in report.diagnostics]


NO_PICTURE = "it is no picture packager can read (JPEG, PNG, GIF, WebP, AVIF, BMP, TIFF)"
MAP = Figure("map", "A map of the coast")


def test_a_story_without_pictures_is_the_same() -> None:
    plain = book(Paragraph(("Snow.",)), assets=())
    assert fitted(plain)[0] is plain


def test_a_picture_gets_its_type_its_size_and_its_words() -> None:
    done, report = fitted(book(MAP, assets=(asset("map", picture("PNG")),)))
    (found,) = done.assets
    assert (found.media_type, found.width, found.height) == ("image/png", 60, 90)
    assert found.alt == "A map of the coast"
    assert said(report) == []
    assert package_metadata(done, None).accessibility.sufficient == ("textual",)


def test_changes_are_told_together() -> None:
    assets = (asset("map", picture("BMP")), asset("seal", picture("BMP", (30, 30))))
    done, report = fitted(book(MAP, Figure("seal", "A seal"), assets=assets))
    assert {found.media_type for found in done.assets} == {"image/png"}
    assert said(report) == [
        (Code.PICTURE_CHANGED, "2 pictures were converted from BMP to PNG"),
    ]


def test_the_words_of_a_broken_picture_stand_in_its_place() -> None:
    inside = Figure("broken", "A gull", ("Drawn by ", Emphasis(("Ilse",))), Style(align="center"))
    found = book(
        BlockQuote((inside,)),
        ListBlock(((Figure("broken", "", ("A caption",)),),)),
        Table(((Cell((Figure("broken"),)),),), ("Rows",)),
        Paragraph(("See ", Emphasis((Image("broken", "a wave"),)), ".")),
        assets=(asset("broken", b"no picture", alt="known by the asset"),),
    )
    done, report = fitted(found)
    quote, listed, table, line = done.body[0].blocks
    assert quote == BlockQuote(
        (
            Paragraph(("A gull",), Style(align="center")),
            Paragraph(("Drawn by ", Emphasis(("Ilse",))), Style(align="center")),
        )
    )
    assert listed == ListBlock(((Paragraph(("known by the asset",)), Paragraph(("A caption",))),))
    assert table == Table(((Cell((Paragraph(("known by the asset",)),)),),), ("Rows",))
    assert line == Paragraph(("See ", Emphasis(("a wave",)), "."))
    assert done.assets == ()
    assert said(report) == [
        (Code.PICTURE_BROKEN, f"1 picture can't be used (broken): {NO_PICTURE}"),
    ]


def test_broken_pictures_are_told_by_reason() -> None:
    names = [f"p{number}" for number in range(5)]
    found = book(
        *(Figure(name, name) for name in names),
        Figure("empty", "e"),
        assets=(*(asset(name, b"x") for name in names), asset("empty", b"")),
    )
    messages = [message for _, message in said(fitted(found)[1])]
    assert [message.partition(":")[0] for message in messages] == [
        "5 pictures can't be used (p0, p1, p2 …)",
        "1 picture can't be used (empty)",
    ]


def test_a_caption_that_is_the_words_stands_once() -> None:
    found = book(Figure("broken", "A gull", ("A gull at noon",)), assets=(asset("broken", b"x"),))
    assert fitted(found)[0].body[0].blocks == (Paragraph(("A gull at noon",)),)


def test_what_nobody_describes_is_counted_once() -> None:
    assets = (asset("map", picture("PNG")), asset("seal", picture("PNG", colour="red")))
    found = book(Figure("map"), Figure("seal"), Paragraph((Image("seal"),)), assets=assets)
    done, report = fitted(found)
    assert said(report) == [
        (
            Code.PICTURE_WITHOUT_WORDS,
            "3 pictures have no words that say what is shown",
        )
    ]
    assert package_metadata(done, None).accessibility.sufficient == ("textual,visual",)


def test_words_that_only_the_picture_brings_are_shown() -> None:
    found = book(
        Figure("map"), Paragraph((Image("map"),)), assets=(asset("map", picture("PNG"), "A map"),)
    )
    done, report = fitted(found)
    assert done.body[0].blocks == (Figure("map", "A map"), Paragraph((Image("map", "A map"),)))
    assert said(report) == []


def test_a_picture_nothing_shows_is_left_out_and_the_cover_is_not_touched() -> None:
    assets = (asset("cover", b"any bytes"), asset("idle", b"x"), asset("map", picture("PNG")))
    found = Book(
        cover="cover",
        notes=(AuthorNote(section="", position="after", blocks=(MAP,)),),
        assets=assets,
    )
    done, report = fitted(found)
    assert [one.id for one in done.assets] == ["cover", "map"]
    assert done.assets[0] is assets[0]
    assert said(report) == []


def test_the_same_bytes_are_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    whole = illustration.fit_picture

    def counted(data: bytes, limits: PictureLimits) -> object:
        seen.append(data)
        return whole(data, limits)

    monkeypatch.setattr(illustration, "fit_picture", counted)
    same = picture("TIFF")
    assets = tuple(asset(f"p{number}", bytes(bytearray(same))) for number in range(4))
    done, _ = fitted(book(*(Figure(one.id, "x") for one in assets), assets=assets))
    assert len(seen) == 1
    assert len(done.assets) == 4


def test_a_cover_the_text_shows_too_stays_in_its_place() -> None:
    found = book(MAP, assets=(asset("map", picture("TIFF", (600, 900))),))
    report = Report()
    done = fit_pictures(fit_cover(replace(found, cover="map"), report, asked=""), report)
    assert done.cover == "map"
    assert done.body[0].blocks == (MAP,)
    assert [one.id for one in done.assets] == ["map"]


def test_a_broken_cover_the_text_shows_too_leaves_its_words() -> None:
    found = book(MAP, assets=(asset("map", b"x"), asset("seal", picture("PNG"))))
    report = Report()
    done = fit_pictures(fit_cover(replace(found, cover="map"), report, asked=""), report)
    assert done.body[0].blocks == (Paragraph(("A map of the coast",)),)
