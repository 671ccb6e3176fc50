"""Emphasis: a paragraph whose only markup is ``*one*`` or ``**another**``, read without a parser.

Runs of stars that can open, each closed by the next run, which can close and is as long, are what
the rules of CommonMark (https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis) come to
in nearly every case in a story. Whatever else there is, the parser reads.
"""

from __future__ import annotations

import re
from functools import cache

from packager.book.inlines import Emphasis, Inline, Inlines, Strong
from packager.readers.markdown.pieces import joined

_PUNCTUATION = re.escape("!\"#$%'()+,-./:;=?@]^|}“”‘’«»‹›—–…„¡¿")
"""Signs that are punctuation to CommonMark and cannot be other markup."""


@cache
def _other_markup() -> re.Pattern[str]:
    return re.compile(r"[\\`\[<&{\t]|~~|  \n")


@cache
def _simple() -> re.Pattern[str]:
    apart = rf"[^ \n{_PUNCTUATION}]"
    opens = rf"(?:(?<!{apart})(?=[*_]+[^\s*_])|(?=\*+[^\W_]))"
    closes = rf"(?:(?<=[^\s*_])(?=(?P=mark)(?!{apart}))|(?<=[^\W_])(?=\*))"
    return re.compile(
        rf"{opens}(?P<mark>\*{{1,3}}|_{{1,3}})(?![*_])([^*_]+){closes}(?P=mark)(?![*_])"
    )


def simply_emphasised(text: str) -> Inlines | None:
    """The inlines of a paragraph with no other markup than simple emphasis.

    ``None`` when it has some, or emphasis that is not simple.
    """
    if _other_markup().search(text):
        return None
    parts = _simple().split(text)
    if any("*" in plain or "_" in plain for plain in parts[::3]):
        return None
    found: list[Inline] = []
    for index in range(0, len(parts) - 1, 3):
        if parts[index]:
            found.append(joined(parts[index]))
        found.append(marked(parts[index + 1], (joined(parts[index + 2]),)))
    if parts[-1]:
        found.append(joined(parts[-1]))
    return tuple(found)


def marked(mark: str, children: Inlines) -> Inline:
    """Inlines within a run of one to three stars or underscores."""
    match len(mark):
        case 1:
            return Emphasis(children)
        case 2:
            return Strong(children)
        case _:
            return Emphasis((Strong(children),))
