"""Fallbacks of the manifest: what stands in for a resource a reading system need not know.

EPUB 3.3, section 3.5.1: https://www.w3.org/TR/epub-33/#sec-foreign-restrictions-manifest.
"""

from __future__ import annotations

from collections.abc import Iterator

from packager.checks.conformance.epub_file import SVG_TYPE, XHTML_TYPE, EpubFile, Item

_CONTENT_3 = frozenset({XHTML_TYPE, SVG_TYPE})
_CONTENT_2 = frozenset({XHTML_TYPE, "application/x-dtbook+xml"})


def chain(book: EpubFile, item: Item) -> Iterator[Item]:
    """The fallbacks of an item, the nearest first; ends where it comes round again."""
    seen = {item.id}
    while item.fallback and item.fallback not in seen:
        found = book.manifest.get(item.fallback)
        if found is None:
            return
        seen.add(found.id)
        yield found
        item = found


def is_content(book: EpubFile, item: Item) -> bool:
    """Whether an item may stand in the spine by itself."""
    return item.media_type in (_CONTENT_2 if book.is_epub_2 else _CONTENT_3)


def leads_to_content(book: EpubFile, item: Item) -> bool:
    """Whether a fallback of an item may stand in the spine."""
    return any(is_content(book, found) for found in chain(book, item))
