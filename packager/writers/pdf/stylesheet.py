"""What the pages of every theme share: their size, the numbering, the outline, the names in heads.

It goes before the theme, which may override everything but the size. A theme finds in it

* the named page ``opening``, for the class of the same name, where the folios start again at 1;
  the counter is reset in the page context, for reset on an element it would be 1 in every line of
  the contents;
* the size of the text and of its lines on ``html``, and the margins of the type area as properties:
  ``--gutter``, ``--edge``, ``--head``, ``--foot``, ``--colophon-head``; ``--figure-height`` is as
  high as a picture may be, ``--sink`` how far down chapters begin, 1 or less;
* ``--recto``: ``recto`` in an edition for print, ``page`` on a screen; ``--align``, ``--hyphens``
  and ``--ink`` for the text;
* the properties ``--book-title`` and ``--book-authors``, strings for running heads that page
  margin boxes inherit from ``html``, and ``--page-width``, ``--page-height`` and ``--bleed`` for
  the cover.
"""

from __future__ import annotations

from collections.abc import Mapping

from packager.paper import Colors, Paper
from packager.publication.publication import Publication
from packager.writers.pdf.contents import MAX_LEVEL
from packager.writers.pdf.running_head import running_head
from packager.writers.pdf.type_area import TypeArea, type_area

_SHARED = """\
.opening { page: opening; break-before: var(--recto) }
@page :nth(1 of opening) { counter-reset: page 1 }
h1, h2, h3, h4, h5, h6 { bookmark-level: none }
"""

_COLORS: Mapping[Colors, tuple[str, str]] = {
    "light": ("#000", ""),
    "sepia": ("#4a3a26", "#f6ecd8"),
    "dark": ("#d6d2ca", "#17181b"),
}
"""Ink and paper; white paper is the PDF's own. Their contrast is 9 to 1 and more."""

_FIGURE = 0.85
"""Part of a page's lines that a picture may be high."""


def shared_stylesheet(publication: Publication) -> str:
    """The stylesheet that goes before those of the theme.

    Raises:
        UsageError: There is no such page size.
    """
    area = type_area(publication.paper)
    title = publication.metadata.title
    names = ", ".join(creator.name for creator in publication.metadata.creators)
    levels = "".join(
        f'[data-outline-level="{level}"] {{ bookmark-level: {level}; '
        "bookmark-label: attr(data-outline-label) }\n"
        for level in range(1, MAX_LEVEL + 1)
    )
    properties = {
        **_measures(area, publication.paper),
        **_manner(publication.paper),
        "--book-title": css_string(running_head(title, area.head_room)),
        "--book-authors": css_string(running_head(names or title, area.head_room)),
    }
    declared = "; ".join(f"{name}: {value}" for name, value in properties.items())
    return f"{_page(area, publication.paper)}html {{ {declared} }}\n{_SHARED}{levels}"


def _page(area: TypeArea, paper: Paper) -> str:
    """The page itself; a bleed and marks lie outside of its size."""
    said = [f"size: {area.width:.4f}pt {area.height:.4f}pt"]
    if paper.bleed:
        said.append(f"bleed: {paper.bleed:g}mm")
    if paper.crop_marks:
        said.append("marks: crop")
    _, ground = _COLORS[paper.colors]
    if ground:
        said.append(f"background: {ground}")
    return f"@page {{ {'; '.join(said)} }}\n"


def _measures(area: TypeArea, paper: Paper) -> dict[str, str]:
    return {
        "font-size": f"{area.type_size:g}pt",
        "line-height": f"{area.line_height:g}pt",
        "--page-width": f"{area.width:.4f}pt",
        "--page-height": f"{area.height:.4f}pt",
        "--bleed": f"{paper.bleed:g}mm",
        "--gutter": f"{area.gutter:g}pt",
        "--edge": f"{area.edge:g}pt",
        "--head": f"{area.head:g}pt",
        "--foot": f"{area.foot:g}pt",
        "--colophon-head": f"{area.colophon_head:g}pt",
        "--figure-height": f"{int(area.lines * _FIGURE)}rlh",
        "--sink": f"{area.sink:g}",
    }


def _manner(paper: Paper) -> dict[str, str]:
    ink, _ = _COLORS[paper.colors]
    return {
        "--recto": "page" if paper.for_screen else "recto",
        "--align": "start" if paper.large_print else "justify",
        "--hyphens": "manual" if paper.large_print else "auto",
        "--ink": ink,
    }


def css_string(text: str) -> str:
    """A text as a CSS string (https://www.w3.org/TR/css-syntax-3/#consume-string-token)."""
    escaped = "".join(
        f"\\{ord(character):x} " if character in '"\\' or ord(character) < ord(" ") else character
        for character in text
    )
    return f'"{escaped}"'
