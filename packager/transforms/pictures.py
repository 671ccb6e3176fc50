"""Pictures: those within the story made fit to be shown; where one is broken, its words stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.blocks import Block, Blocks, Figure, Paragraph
from packager.book.book import Asset, Book
from packager.book.inlines import Image, Inline, Inlines
from packager.book.walk import (
    blocks_of,
    inlines_of,
    is_plain,
    lines_of,
    map_blocks,
    map_inlines,
    map_lines,
    replace_blocks,
    sections,
    text_of_inlines,
)
from packager.diagnostics import Code, Report
from packager.profile import GENERIC, PictureLimits

if TYPE_CHECKING:
    from packager.images.picture import Picture

_NAMED = 3
"""Pictures a message names."""


def fit_pictures(book: Book, report: Report, *, limits: PictureLimits = GENERIC.pictures) -> Book:
    """The book with every picture within it turned, converted and scaled where that is needed.

    A picture that can't be shown gives way to the words about it. One that nothing shows is left
    out. The cover is looked after by itself.

    Args:
        book: Its pictures may be any bytes.
        report: Told of what was changed, of broken pictures, and how many have no words.
        limits: What a picture may be.
    """
    if all(asset.id == book.cover for asset in book.assets):
        return book
    used = _used(book)
    assets = _fitted(book, frozenset(used), limits, report)
    known = {asset.id: asset for asset in assets}
    described = {asset.id for asset in book.assets if asset.alt}
    if any(name not in known or name in described for name in used):
        book = _with_words(book, known)
        used = _used(book)
    wordless = sum(not words for places in used.values() for words in places)
    if wordless:
        report.add(
            Code.PICTURE_WITHOUT_WORDS,
            f"{wordless} {'picture has' if wordless == 1 else 'pictures have'} no words that say "
            "what is shown",
        )
    return replace(
        book, assets=tuple(_described(asset, used.get(asset.id, [])) for asset in assets)
    )


def _described(asset: Asset, places: list[str]) -> Asset:
    """An asset with words that are known, when every place that shows it has some."""
    if asset.alt or not places or not all(places):
        return asset
    return replace(asset, alt=places[0])


def _used(book: Book) -> dict[str, list[str]]:
    """The pictures the text shows, each with the words every place has for it."""
    runs = [
        book.metadata.description,
        *(section.blocks for section in sections(book)),
        *(note.blocks for note in book.notes),
        *(note.blocks for note in book.footnotes),
    ]
    used: dict[str, list[str]] = {}
    for run in runs:
        for block in blocks_of(run):
            if isinstance(block, Figure):
                words = block.alt or text_of_inlines(block.caption)
                used.setdefault(block.asset, []).append(words)
            for line in lines_of(block):
                if not is_plain(line):
                    for inline in inlines_of(line):
                        if isinstance(inline, Image):
                            used.setdefault(inline.asset, []).append(inline.alt)
    return used


def _fitted(
    book: Book, used: frozenset[str], limits: PictureLimits, report: Report
) -> tuple[Asset, ...]:
    """The cover, and the assets that are shown and can be."""
    kept: list[Asset] = []
    changes: Counter[str] = Counter()
    broken: dict[str, list[str]] = {}
    seen: dict[bytes, Picture | str] = {}
    for asset in book.assets:
        if asset.id == book.cover:
            kept.append(asset)
        elif asset.id in used:
            found = _fit(asset.data, limits, seen)
            if isinstance(found, str):
                broken.setdefault(found, []).append(asset.id)
            else:
                changes.update(found.changes)
                kept.append(_with(asset, found))
    for change, count in changes.items():
        report.add(Code.PICTURE_CHANGED, f"{_pictures(count)} {change}")
    for reason, names in broken.items():
        shown = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        report.add(
            Code.PICTURE_BROKEN,
            f"{len(names)} {'picture' if len(names) == 1 else 'pictures'} can't be used ({shown}): "
            f"{reason}",
            hint="the words about it stand in its place"
            if len(names) == 1
            else "the words about them stand in their place",
        )
    return tuple(kept)


def _pictures(count: int) -> str:
    return "a picture was" if count == 1 else f"{count} pictures were"


def _fit(data: bytes, limits: PictureLimits, seen: dict[bytes, Picture | str]) -> Picture | str:
    """A picture made fit, or why it can't be; the same bytes are decoded once."""
    # Imported here: a story without pictures needs no Pillow for them.
    from packager.images.illustration import fit_picture  # noqa: PLC0415
    from packager.images.picture import PictureError  # noqa: PLC0415

    if data not in seen:
        try:
            seen[data] = fit_picture(data, limits)
        except PictureError as error:
            seen[data] = str(error)
    return seen[data]


def _with(asset: Asset, picture: Picture) -> Asset:
    return replace(
        asset,
        media_type=picture.media_type,
        data=picture.data,
        width=picture.width,
        height=picture.height,
    )


def _with_words(book: Book, known: dict[str, Asset]) -> Book:
    """The book with words for each picture: beside it, in its place when it can't be shown."""
    alts = {asset.id: asset.alt for asset in book.assets}

    def inline(found: Inline) -> Inlines:
        if not isinstance(found, Image):
            return (found,)
        words = found.alt or alts.get(found.asset, "")
        if found.asset not in known:
            return (words,) if words else ()
        return (found if words == found.alt else replace(found, alt=words),)

    def line(found: Inlines) -> Inlines:
        return found if is_plain(found) else map_inlines(found, inline)

    def block(found: Block) -> Blocks:
        if not isinstance(found, Figure):
            return (found,)
        alt = alts.get(found.asset, "")
        if found.asset not in known:
            return _words_of(found, alt)
        silent = alt and not found.alt and not found.caption
        return (replace(found, alt=alt) if silent else found,)

    return map_blocks(book, lambda blocks: replace_blocks(map_lines(blocks, line), block))


def _words_of(figure: Figure, alt: str) -> Blocks:
    """A figure's words as paragraphs: what it shows, then its caption, none of them twice."""
    words = (figure.alt or alt).strip()
    spoken = () if words in text_of_inlines(figure.caption) else (words,)
    return tuple(Paragraph(line, figure.style) for line in (spoken, figure.caption) if line)
