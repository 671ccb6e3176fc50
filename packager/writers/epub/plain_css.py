"""Plain CSS: a stylesheet without what old layout engines refuse the whole of it for.

Adobe's RMSDK, which Kobo, PocketBook, Nook and Tolino open an EPUB with, drops every rule of a
stylesheet, or the book, when it meets a mathematical function or a variable; Kindle drops the
declaration. What is left out here has no effect there, so nothing is lost by it.
"""

from __future__ import annotations

import re
from functools import cache

_HINTS = (
    "calc(", "min(", "max(", "clamp(", "var(", "env(", ":is", ":where", ":has", ":focus-", "flex",
    "@supports", "@container", "@layer", "@property", "grid", "--", "aspect-ratio",
)  # fmt: skip
"""One of these is in all that is refused; looking for them is fifty times as fast as the rest."""
_COMMENT = r"/\*.*?(?:\*/|\Z)"
_STRING = r"""(?:"(?:[^"\\]|\\.)*+(?:"|\Z)|'(?:[^'\\]|\\.)*+(?:'|\Z))"""
_FUNCTIONS = r"(?:calc|min|max|clamp|var|env)\("
_SELECTORS = r":(?:is|where|has|focus-visible|focus-within)\b"
_AT_RULES = r"@(?:supports|container|layer|property)\b"
_LAYOUT = r"(?:inline-)?(?:flex|grid)\b"


def plain_css(css: str) -> tuple[str, tuple[str, ...]]:
    """A stylesheet every engine takes, and what was left out of it.

    Args:
        css: A stylesheet; time is linear in its length.

    Returns:
        The stylesheet, the same object when there was nothing to leave out; declarations and
        selectors that were left out, in their order.
    """
    lower = css.lower()
    if not any(hint in lower for hint in _HINTS) or not _refused().search(css):
        return css, ()
    kept: list[str] = []
    dropped: list[str] = []
    skipped = 0  # open braces of a rule that is left out
    head: list[str] = []  # what was read since the last brace or semicolon
    for piece in _tokens().findall(css):
        if piece not in {"{", "}", ";"}:
            head.append(piece)
            continue
        text = "".join(head)
        head.clear()
        if skipped:
            skipped += {"{": 1, "}": -1, ";": 0}[piece]
        elif piece == "{" and _rule().search(_bare(text)):
            dropped.append(_line(text))
            kept.append(_leading(text))
            skipped = 1
        elif piece != "{" and _declaration().search(_bare(text)):
            dropped.append(_line(text))
            kept.append(_leading(text) + (piece if piece == "}" else ""))
        else:
            kept.append(text + piece)
    if not skipped:
        kept.append("".join(head))
    return "".join(kept), tuple(dropped)


def _leading(text: str) -> str:
    """The line ends in front of what is left out, but for its own."""
    space = text[: len(text) - len(text.lstrip())]
    return space.rpartition("\n")[0]


def _line(text: str) -> str:
    return " ".join(_comment().sub("", text).split())


def _bare(text: str) -> str:
    """The text without comments and strings, whose words mean nothing."""
    return _words().sub("", text)


@cache
def _tokens() -> re.Pattern[str]:
    """Comments and strings as wholes, braces and semicolons, and what is between them."""
    return re.compile(rf"""{_COMMENT}|{_STRING}|[{{}};]|[^{{}};"'/]++|/""", re.DOTALL)


@cache
def _comment() -> re.Pattern[str]:
    return re.compile(_COMMENT, re.DOTALL)


@cache
def _words() -> re.Pattern[str]:
    return re.compile(f"{_COMMENT}|{_STRING}", re.DOTALL)


@cache
def _refused() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_FUNCTIONS}|{_SELECTORS}|{_AT_RULES}|:\s*{_LAYOUT}|--[\w-]+\s*:|aspect-ratio\s*:",
        re.IGNORECASE,
    )


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(rf"{_SELECTORS}|^\s*{_AT_RULES}", re.IGNORECASE)


@cache
def _declaration() -> re.Pattern[str]:
    """A declaration: a function in its value, a variable, or a layout that is not there."""
    return re.compile(
        rf":[^:]*\b{_FUNCTIONS}|^\s*--[\w-]+\s*:|^\s*display\s*:\s*{_LAYOUT}|^\s*aspect-ratio\s*:"
        rf"|^\s*{_AT_RULES}",
        re.IGNORECASE,
    )
