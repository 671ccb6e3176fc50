"""The cover: the one that was found, made fit for every e-reader; else one drawn for the story."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from packager.book.book import Asset, Book
from packager.diagnostics import Code, Report
from packager.errors import AssetError
from packager.profile import GENERIC, PictureLimits

if TYPE_CHECKING:
    from packager.images.face import Face
    from packager.images.picture import Picture

COVER_ID = "cover"


def fit_cover(
    book: Book, report: Report, *, asked: str, limits: PictureLimits = GENERIC.cover
) -> Book:
    """The book with its cover decoded, turned, converted and scaled, or without a broken one.

    Args:
        book: Its cover may be any bytes.
        report: Told of what was changed, or that the picture is broken.
        asked: Path of the cover the user asked for by name; empty when the source named it.
        limits: What a cover may be.

    Raises:
        AssetError: The cover the user asked for is no picture.
    """
    found = book.asset(book.cover)
    if found is None:
        return book
    # Imported here: a story without a cover needs no Pillow until one is drawn.
    from packager.images.picture import PictureError, normalise_cover  # noqa: PLC0415

    try:
        picture = normalise_cover(found.data, limits)
    except PictureError as error:
        if asked:
            raise AssetError(
                Code.COVER_ASKED_MISSING, f"the cover {asked!r} can't be used: {error}"
            ) from error
        report.add(
            Code.COVER_BROKEN,
            f"the cover can't be used: {error}",
            hint="--cover FILE names another one",
        )
        others = tuple(asset for asset in book.assets if asset.id != found.id)
        return replace(book, cover="", assets=others)
    if picture.changes:
        report.add(Code.COVER_CHANGED, f"the cover was {', '.join(picture.changes)}")
    return _with_cover(book, picture, found.id)  # the text may show it too, by its id


def draw_missing_cover(
    book: Book,
    report: Report,
    *,
    faces: tuple[Face, ...],
    limits: PictureLimits = GENERIC.cover,
) -> Book:
    """The book with a cover drawn from its title and authors, when it has none."""
    if book.cover:
        return book
    from packager.images.cover import draw_cover  # noqa: PLC0415
    from packager.images.face import missing_glyphs  # noqa: PLC0415

    metadata = book.metadata
    authors = tuple(creator.name for creator in metadata.creators if creator.role == "aut")
    picture = draw_cover(
        title=metadata.title, authors=authors, language=metadata.language, faces=faces
    )
    if limits is not GENERIC.cover:
        from packager.images.picture import normalise_cover  # noqa: PLC0415 - as above

        picture = normalise_cover(picture.data, limits)
    report.add(
        Code.COVER_GENERATED,
        "a cover was drawn for the story, as none was found",
        hint="--cover FILE sets one",
    )
    absent = missing_glyphs("".join((metadata.title, *authors)), faces)
    if absent:
        report.add(
            Code.GLYPH_MISSING,
            f"no bundled font has {', '.join(f'U+{ord(glyph):04X}' for glyph in absent[:5])}, "
            "so the drawn cover lacks it",
            hint="--cover FILE sets a cover of your own",
        )
    return _with_cover(book, picture, _free_id(book))


def _free_id(book: Book) -> str:
    """An id for the cover that no picture of the book has."""
    taken = {asset.id for asset in book.assets}
    numbered = (f"{COVER_ID}-{number}" for number in count(2))
    return next(name for name in chain((COVER_ID,), numbered) if name not in taken)


def _with_cover(book: Book, picture: Picture, name: str) -> Book:
    asset = Asset(
        id=name,
        media_type=picture.media_type,
        data=picture.data,
        width=picture.width,
        height=picture.height,
    )
    others = tuple(other for other in book.assets if other.id != name)
    return replace(book, cover=name, assets=(asset, *others))
