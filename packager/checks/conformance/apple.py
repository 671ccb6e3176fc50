"""Apple Books: what it leaves out of a book without a word.

https://help.apple.com/itc/booksassetguide/. All of this is valid EPUB.
"""

from __future__ import annotations

from collections.abc import Iterator

from packager.checks.conformance.epub_file import EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.fonts import is_font
from packager.checks.conformance.picture_header import picture_header
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_OPTIONS = "META-INF/com.apple.ibooks.display-options.xml"
_MOST_PIXELS = 4_096_000
"""Four million, and what a picture of a round size has more."""


def apple_rules(book: EpubFile, profile_name: ProfileName) -> Iterator[Finding]:
    """What Apple Books does not show of a book; nothing for other profiles."""
    if profile_name != "apple":
        return
    fonts = False
    for item in book.by_path.values():
        fonts = fonts or is_font(item.media_type)
        data = book.read(item.path) if item.media_type.startswith("image/") else None
        if data is not None:
            yield from picture_findings(data, item.path)
    if fonts and not _shows_fonts(book):
        message = "Apple Books takes fonts of its own for those of the book"
        hint = f"set specified-fonts to true in {_OPTIONS}"
        yield Finding(rule=Rule.FONT_UNSUITED, message=message, hint=hint)


def picture_findings(data: bytes, path: str) -> Iterator[Finding]:
    """A picture with more pixels than Apple Books opens.

    Args:
        data: Its bytes.
        path: Where it is in the book.
    """
    header = picture_header(data)
    if header is not None and header.width * header.height > _MOST_PIXELS:
        message = f"the picture is {header.width} × {header.height}, more than Apple Books opens"
        yield Finding(rule=Rule.PICTURE_UNSUITED, message=message, path=path)


def _shows_fonts(book: EpubFile) -> bool:
    options = book.tree(_OPTIONS)
    return options is not None and any(
        option.get("name") == "specified-fonts" and (option.text or "").strip() == "true"
        for option in options.iter("option")
    )
