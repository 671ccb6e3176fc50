"""The two tables of contents: the navigation document of EPUB 3 and the NCX of EPUB 2.

EPUB 3.3, section 7: https://www.w3.org/TR/epub-33/#sec-nav. The NCX is for Kindle, for readers on
Adobe's engine and for old PocketBooks: https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from packager.publication.publication import Landmark, NavEntry, Navigation, PackageMetadata

NAV_HREF = "nav.xhtml"
NCX_HREF = "toc.ncx"

_NCX = "http://www.daisy.org/z3986/2005/ncx/"


def reachable(landmarks: tuple[Landmark, ...], nav: Navigation) -> tuple[Landmark, ...]:
    """The landmarks that lead to a document of the spine, as each must (EPUBCheck RSC-011).

    One without an href is the table of contents itself, which a short book has no page for.
    """
    return tuple(mark for mark in landmarks if mark.href or nav.in_spine)


def nav_body(nav: Navigation, landmarks: tuple[Landmark, ...]) -> str:
    """The body of the navigation document; it lies at the publication's root, as its links do.

    There is no page list: it needs a print edition to number its pages.
    """
    lines = [
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">',
        f'<h1 class="title" id="toc-title">{escape(nav.title, quote=False)}</h1>',
        *_ordered_list(nav.entries),
        "</nav>",
    ]
    if landmarks:
        # Hidden, for people meet it as keys of their reader; a heading, for screen readers.
        title = escape(nav.landmarks_title, quote=False)
        lines += [
            '<nav epub:type="landmarks" aria-labelledby="landmarks-title" hidden="hidden">',
            f'<h2 id="landmarks-title">{title}</h2>',
            "<ol>",
            *(
                f'<li><a epub:type="{escape(mark.type)}" href="{escape(landmark_href(mark))}">'
                f"{escape(mark.title, quote=False)}</a></li>"
                for mark in landmarks
            ),
            "</ol>",
            "</nav>",
        ]
    return "\n".join(lines)


def landmark_href(landmark: Landmark) -> str:
    """Where a landmark leads; one without an href is the table of contents itself."""
    return landmark.href or f"{NAV_HREF}#toc"


def ncx(metadata: PackageMetadata, entries: tuple[NavEntry, ...]) -> bytes:
    """The NCX.

    Entries with one target share one ``playOrder``, as the NCX demands; the ids count the entries.
    """
    language = escape(metadata.language)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<ncx xmlns="{_NCX}" version="2005-1" xml:lang="{language}" dir="{metadata.direction}">',
        "<head>",
        f'<meta name="dtb:uid" content="{escape(metadata.identifier)}"/>',
        f'<meta name="dtb:depth" content="{_depth(entries)}"/>',
        '<meta name="dtb:totalPageCount" content="0"/>',
        '<meta name="dtb:maxPageNumber" content="0"/>',
        "</head>",
        f"<docTitle>{_text(metadata.title)}</docTitle>",
        *(f"<docAuthor>{_text(creator.name)}</docAuthor>" for creator in metadata.creators),
        "<navMap>",
    ]
    order: dict[str, int] = {}
    for number, (entry, closing) in enumerate(_points(entries), 1):
        place = order.setdefault(entry.href, len(order) + 1)
        lines += [
            f'<navPoint id="navpoint-{number}" playOrder="{place}">',
            f"<navLabel>{_text(entry.title)}</navLabel>",
            f'<content src="{escape(entry.href)}"/>',
            *["</navPoint>"] * closing,
        ]
    lines += ["</navMap>", "</ncx>", ""]
    return "\n".join(lines).encode()


def _text(content: str) -> str:
    return f"<text>{escape(content, quote=False)}</text>"


def _ordered_list(entries: tuple[NavEntry, ...]) -> Iterator[str]:
    yield "<ol>"
    for entry in entries:
        link = f'<a href="{escape(entry.href)}">{escape(entry.title, quote=False)}</a>'
        if entry.children:
            yield f"<li>{link}"
            yield from _ordered_list(entry.children)
            yield "</li>"
        else:
            yield f"<li>{link}</li>"
    yield "</ol>"


def _points(entries: tuple[NavEntry, ...]) -> Iterator[tuple[NavEntry, int]]:
    """Every entry in document order, with the number of entries that end with it."""
    for entry in entries:
        if not entry.children:
            yield entry, 1
            continue
        yield entry, 0
        *others, (last, closing) = _points(entry.children)
        yield from others
        yield last, closing + 1


def _depth(entries: tuple[NavEntry, ...]) -> int:
    return 1 + max((_depth(entry.children) for entry in entries if entry.children), default=0)
