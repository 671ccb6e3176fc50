"""What the pages of every theme share: their size, the numbering, the outline, the names in heads.

It goes before the theme, which may override everything but the size. A theme finds in it

* the named page ``opening``, for the class of the same name, where the folios start again at 1;
  the counter is reset in the page context, for reset on an element it would be 1 in every line of
  the contents;
* the properties ``--book-title`` and ``--book-authors``, strings for running heads that page
  margin boxes inherit from ``html``, and ``--page-width`` and ``--page-height`` for the cover.
"""

from __future__ import annotations

from packager.publication.publication import Publication
from packager.writers.pdf.contents import MAX_LEVEL
from packager.writers.pdf.running_head import running_head
from packager.writers.pdf.trim import trim_size

_SHARED = """\
.opening { page: opening; break-before: recto }
@page :nth(1 of opening) { counter-reset: page 1 }
h1, h2, h3, h4, h5, h6 { bookmark-level: none }
"""


def shared_stylesheet(publication: Publication) -> str:
    """The stylesheet that goes before those of the theme."""
    size = trim_size(publication.trim)
    title = publication.metadata.title
    names = ", ".join(creator.name for creator in publication.metadata.creators)
    levels = "".join(
        f'[data-outline-level="{level}"] {{ bookmark-level: {level}; '
        "bookmark-label: attr(data-outline-label) }\n"
        for level in range(1, MAX_LEVEL + 1)
    )
    return (
        f"@page {{ size: {size.width}mm {size.height}mm }}\n"
        f"html {{ --page-width: {size.width}mm; --page-height: {size.height}mm; "
        f"--book-title: {css_string(running_head(title))}; "
        f"--book-authors: {css_string(running_head(names or title))} }}\n{_SHARED}{levels}"
    )


def css_string(text: str) -> str:
    """A text as a CSS string (https://www.w3.org/TR/css-syntax-3/#consume-string-token)."""
    escaped = "".join(
        f"\\{ord(character):x} " if character in '"\\' or ord(character) < ord(" ") else character
        for character in text
    )
    return f'"{escaped}"'
