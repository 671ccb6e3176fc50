"""Tokens of markup: where a tag, a comment, a marked section begins and ends in any text.

The syntax is that of HTML (https://html.spec.whatwg.org/#tokenization) as far as broken books need
it; every pattern is possessive, so that any text is read in time linear in its length.
"""

from __future__ import annotations

from collections.abc import Iterator

TAG = r"""/?[A-Za-z_][^\s<>/]*+(?:=\s*+(?:"[^"]*+"|'[^']*+')|[^<>])*+>"""
"""What follows the ``<`` of a tag: quotes count behind an equals sign only."""

VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
"""Elements of HTML that are always empty."""

_LEFT_ALONE = (("<!--", "-->"), ("<![CDATA[", "]]>"))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a comment or marked section, best left alone.

    One that has no end is none.
    """
    at = 0
    ends = {opening: text.rfind(closing) for opening, closing in _LEFT_ALONE}
    while True:
        found = [
            (place, opening, closing)
            for opening, closing in _LEFT_ALONE
            if ends[opening] > at and -1 < (place := text.find(opening, at)) < ends[opening]
        ]
        if not found:
            yield text[at:], False
            return
        start, opening, closing = min(found)
        end = text.find(closing, start + len(opening))
        if end < 0:
            yield text[at:], False
            return
        yield text[at:start], False
        yield text[start : end + len(closing)], True
        at = end + len(closing)
