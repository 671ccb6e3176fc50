"""Style that Adobe's engine (RMSDK, in Kobos and many others) can't read, as epubfix finds it.

https://pypi.org/project/epubfix/
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from epubfix.cssfix import fix_css, fix_css_in_html

VERTICAL = re.compile(r"\s*(?:-epub-|-webkit-)?writing-mode: vertical-rl;\n")
"""How lines are told to run from top to bottom (EPUB 3.3, section 6.3.1.1). There is no other way:
an engine that does not know it sets the lines across, and the book can still be read."""

_FUNCTION = re.compile(r"\b(?:calc|min|max|clamp|var|env|attr)\(")
"""One of these, and the engine drops the whole style sheet; epubfix does not know each of them."""


def complaints(book: Path) -> list[str]:
    """The files of a book with style that would have to be changed, and in how many places."""
    found = []
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            if name.endswith(".css"):
                css = VERTICAL.sub("\n", archive.read(name).decode("utf-8"))
                count = fix_css(css)[1]
                functions = _FUNCTION.findall(css)
            elif name.endswith(".xhtml"):
                count = fix_css_in_html(archive.read(name).decode("utf-8"))[1]
                functions = []
            else:
                continue
            if count or functions:
                found.append(f"{name}: {count} declarations, {len(functions)} functions")
    return found
