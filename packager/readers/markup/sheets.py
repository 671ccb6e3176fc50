"""Sheets: the rules of a style sheet that name a class or an id, by that name.

What a sheet says of plain elements is the taste of a page; a class is what the author chose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from packager.readers.markup.looks import NO_LOOK, Look, declared

_MAX_SHEET = 2**20
"""Characters of a sheet that are read."""


@dataclass(slots=True)
class Sheet:
    """The looks of classes and ids.

    Attributes:
        looks: By selector: ``.name``, ``#name`` or ``tag.name``.
    """

    looks: dict[str, Look] = field(default_factory=dict)

    def add(self, css: str) -> None:
        """Read a style sheet; later rules win."""
        text = _without_comments(css[:_MAX_SHEET])
        for selectors, body in _rules(text):
            look: Look | None = None
            for selector in selectors.split(","):
                name = _named(selector)
                if name:
                    look = declared(body) if look is None else look
                    self.looks[name] = look.over(self.looks.get(name, NO_LOOK))

    def look(self, tag: str, classes: str, identifier: str) -> Look:
        """What the sheet asks of an element."""
        found = NO_LOOK
        if not self.looks:
            return found
        names = [f".{name}" for name in classes.split()]
        for name in (*names, *(f"{tag}{name}" for name in names), f"#{identifier}"):
            if name in self.looks:
                found = self.looks[name].over(found)
        return found

    def knows(self, name: str) -> bool:
        """Whether there is a rule for a class."""
        return f".{name}" in self.looks


def _without_comments(css: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := css.find("/*", at)) >= 0:
        kept.append(css[at:start])
        end = css.find("*/", start + 2)
        if end < 0:
            return "".join(kept)
        at = end + 2
    return "".join([*kept, css[at:]]).replace("<!--", " ").replace("-->", " ")


def _rules(css: str) -> list[tuple[str, str]]:
    """Selectors and declarations of the rules that stand by themselves, not within ``@media``."""
    found: list[tuple[str, str]] = []
    depth = start = 0
    selectors = ""
    for brace in re.finditer(r"[{}]", css):
        if brace[0] == "{":
            if depth == 0:
                selectors, start = css[start : brace.start()].rpartition(";")[2], brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not selectors.lstrip().startswith("@"):
                    found.append((selectors, css[start : brace.start()]))
                start = brace.end()
    return found


def _named(selector: str) -> str:
    """The class or id by which a selector chooses, with the element; empty when it has neither."""
    words = selector.replace(">", " ").split()
    found = _last().fullmatch(words[-1]) if words else None
    if found is None:
        return ""
    return found[0] if found[0][0] == "#" else f"{(found[1] or '').lower()}.{found[2]}"


@cache
def _last() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z][A-Za-z0-9]*)?(?:\.([\w-]+))|#[\w-]+")
