"""Nesting: tags left open or nested so deep that no parser is fast on them, taken away beforehand.

A browser's algorithm opens every formatting element anew in each paragraph and looks through all
open elements at each tag, so a few kilobytes of ``<div>`` or ``<font>`` that nobody closes cost
seconds. No text is taken away, only tags beyond what any story has.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from packager.readers.markup.looks import names

MAX_OPEN = 128
"""Elements that may be open at once; saved pages of word processors have some forty."""

MAX_FORMATTING = 12
"""Formatting elements that may be open at once; each is made again in every paragraph."""

_MAX_REMADE = 500_000
_MAX_ROOTS = 16
_MAX_TAG = 8_000
"""Characters without ``<`` behind the start of a tag above which its attributes are counted."""

_MAX_ATTRIBUTES = 200
_FORMATTING = names(
    "a b big code em font i nobr s small strike strong tt u"
)  # https://html.spec.whatwg.org/multipage/parsing.html#formatting
_VOID = names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr"
)
_CLOSED_BY_OTHERS = names(
    "p li dt dd tr td th thead tbody tfoot option optgroup rt rp rb rtc colgroup head"
)
"""Elements whose end tags may be left out; they nest only within others, which are counted."""

_ROOTS = frozenset({"html", "body"})
_RAW = names("script style textarea title xmp iframe noembed noframes")
_UNCOUNTED = _VOID | _CLOSED_BY_OTHERS | _ROOTS


@cache
def _counted() -> re.Pattern[str]:
    names = "|".join(sorted(_UNCOUNTED - _ROOTS))
    return re.compile(rf"<(/?)(?!(?:{names})[\s/>])([a-z][^\s/>]*)", re.IGNORECASE)


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(r"<!--|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?P<rest>[^<>]*>?)", re.IGNORECASE)


@cache
def _long_tags() -> re.Pattern[str]:
    return re.compile(rf"<[a-zA-Z][^<]{{{_MAX_TAG}}}[^<]*")


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(r"""[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']*))?""")


def tamed(text: str) -> tuple[str, int]:
    """The text without the tags that nest too deep, and how many of them there were."""
    text, taken = _without_attributes(text)
    if not _is_wild(text):
        return text, taken
    taming = _Taming(text)
    taming.run()
    return "".join(taming.kept), taken + taming.taken


def _without_attributes(text: str) -> tuple[str, int]:
    """A tag of thousands of attributes, to each of which a parser compares the next."""
    taken = 0

    def cut(found: re.Match[str]) -> str:
        nonlocal taken
        tag, at, count, keep = found[0], 1, 0, 0
        while at < len(tag) and tag[at] != ">":
            one = _attribute().match(tag, at)
            if one is None or one.end() == at:
                at += 1
                continue
            at, count = one.end(), count + 1
            if count == _MAX_ATTRIBUTES:
                keep = at
        if count <= _MAX_ATTRIBUTES:
            return tag
        taken += 1
        return tag[:keep] + " " + tag[at:]

    return _long_tags().sub(cut, text), taken


def _is_wild(text: str) -> bool:
    """Whether more is open at once, anywhere, than in any story; comments are not understood."""
    opened: dict[str, int] = {}
    depth = formatting = deepest = most = 0
    for end, name in _counted().findall(text):
        tag = name.lower()
        if not end:
            opened[tag] = opened.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
            if tag in _FORMATTING:
                formatting += 1
                most = max(most, formatting)
        elif opened.get(tag):
            opened[tag] -= 1
            depth -= 1
            formatting -= tag in _FORMATTING
    if deepest > MAX_OPEN or most > MAX_FORMATTING:
        return True
    if most > 1 and most * sum(map(text.count, ("<p", "<li", "<div", "<td"))) > _MAX_REMADE:
        return True
    return text.count("<html") + text.count("<body") > _MAX_ROOTS


@dataclass(slots=True)
class _Taming:
    """One run over a text that is wild, or has so much in its comments that it looks so."""

    text: str
    kept: list[str] = field(default_factory=list)
    taken: int = 0
    opened: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    depth: int = 0
    formatting: int = 0
    remade: int = 0
    roots: int = 0
    unclosed: set[str] = field(default_factory=set)

    def run(self) -> None:
        text, at = self.text, 0
        while found := _tokens().search(text, at):
            self.kept.append(text[at : found.start()])
            if found["name"] is None:
                at = self._past("-->", found.end())
                self.kept.append(text[found.start() : at])
                continue
            at = found.end()
            name = found["name"].lower()
            if self._keeps(name, ended=bool(found["end"]), alone=found["rest"].endswith("/>")):
                self.kept.append(found[0])
                if name in _RAW and not found["end"]:
                    start, at = at, self._past(f"</{name}", at)
                    self.kept.append(text[start:at])
            else:
                self.taken += 1
        self.kept.append(text[at:])

    def _past(self, mark: str, at: int) -> int:
        """The place of the end of a comment or of raw text; where it has none, the place itself."""
        if mark in self.unclosed:
            return at
        place = self.text.find(mark, at)
        if place < 0:
            self.unclosed.add(mark)
            return at
        return place + len(mark) if mark == "-->" else place

    def _keeps(self, name: str, *, ended: bool, alone: bool) -> bool:
        if name in _ROOTS:
            self.roots += 1
            return self.roots <= _MAX_ROOTS
        if name not in _FORMATTING and not ended and name not in _VOID:
            self._count_remade()
        if name in _UNCOUNTED or name in _RAW:
            return True
        if ended:
            return self._keeps_end(name)
        if alone and name not in _FORMATTING and name not in _TAKES_TEXT:
            return True
        return self._keeps_start(name)

    def _keeps_end(self, name: str) -> bool:
        if self.refused[name]:
            self.refused[name] -= 1
            return False
        if not self.opened[name]:
            return False
        self.opened[name] -= 1
        self.depth -= 1
        self.formatting -= name in _FORMATTING
        return True

    def _keeps_start(self, name: str) -> bool:
        marks = name in _FORMATTING
        if self.depth >= MAX_OPEN or (marks and self.formatting >= MAX_FORMATTING):
            self.refused[name] += 1
            return False
        self.opened[name] += 1
        self.depth += 1
        self.formatting += marks
        return True

    def _count_remade(self) -> None:
        """Close all formatting where it would be made anew too often."""
        self.remade += self.formatting
        if self.remade <= _MAX_REMADE or not self.formatting:
            return
        for name in sorted(_FORMATTING):
            self.kept.append(f"</{name}>" * self.opened[name])
            self.depth -= self.opened[name]
            self.opened[name] = 0
        self.formatting = 0


_TAKES_TEXT = names(
    "abbr article aside blockquote center cite del details dfn div dl fieldset figure footer form "
    "h1 h2 h3 h4 h5 h6 header ins kbd main nav ol pre q ruby samp section span sub sup table ul "
    "var"
)
"""Elements that ``/>`` does not close in HTML, as it does those of SVG and MathML."""
