"""Attributes in braces, as Pandoc, kramdown and mdBook have them: ``{#id .class key="value"}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in a pair of braces.

    Attributes:
        id: The name links lead to; empty when it has none.
        classes: The classes, without their dots.
        text: The braces and all in them.
        end: Index behind them in the text they were found in.
    """

    id: str
    classes: tuple[str, ...]
    text: str
    end: int


@cache
def _braces() -> re.Pattern[str]:
    value = r"""(?:"[^"\n{}]*"|'[^'\n{}]*'|[^\s"'{}]+)"""
    one = rf"(?:[#.][\w:.-]+|[A-Za-z][\w:-]*={value}|-)"
    return re.compile(rf"\{{:?[ \t]*{one}(?:[ \t]+{one})*[ \t]*\}}")


@cache
def _items() -> re.Pattern[str]:
    return re.compile(r"""(?<=[\s{:])([#.])([\w:.-]+)(?=[\s}])""")


def attributes_at(text: str, at: int) -> Attributes | None:
    """The attributes that begin at an index of a text; ``None`` when none do."""
    if text[at : at + 1] != "{":
        return None
    found = _braces().match(text, at)
    if found is None:
        return None
    items = _items().findall(found[0])
    return Attributes(
        id=next((name for sign, name in items if sign == "#"), ""),
        classes=tuple(name for sign, name in items if sign == "."),
        text=found[0],
        end=found.end(),
    )


def attributes_behind(text: str) -> Attributes | None:
    """The attributes at the end of a text, as a heading has them; ``end`` is where they begin."""
    stripped = text.rstrip()
    if not stripped.endswith("}"):
        return None
    start = stripped.rfind("{")
    found = attributes_at(stripped, start) if start >= 0 else None
    if found is None or found.end != len(stripped):
        return None
    return Attributes(found.id, found.classes, found.text, len(text[:start].rstrip()))


def is_attributes(text: str) -> bool:
    """Whether a text is attributes in braces and nothing else."""
    found = attributes_at(text, 0)
    return found is not None and found.end == len(text.rstrip())


@cache
def _not_in_slug() -> re.Pattern[str]:
    return re.compile(r"[^\w\- ]")


def slug(text: str) -> str:
    """The name a heading has for links, as GitHub and mdBook make it of its text.

    >>> slug("Chapter 1: It's Snowing")
    'chapter-1-its-snowing'
    """
    return _not_in_slug().sub("", text.strip().lower()).replace(" ", "-")
