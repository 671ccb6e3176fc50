"""The lines of a FictionBook as inlines: marks, links, pictures, footnotes in a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packager.book.inlines import Code as CodeText
from packager.book.inlines import (
    Emphasis,
    Image,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
)
from packager.diagnostics import Code
from packager.readers.fb2.binaries import Binaries
from packager.readers.left_out import LeftOut

if TYPE_CHECKING:
    from packager.readers.epub.xml import Element

_MARKS: dict[str, Callable[[Inlines], Inline]] = {
    "strong": Strong,
    "emphasis": Emphasis,
    "strikethrough": Strike,
    "sub": Subscript,
    "sup": Superscript,
    "b": Strong,
    "i": Emphasis,
}
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class FictionLines:
    """Makes inlines of what stands within the paragraphs of one FictionBook.

    Attributes:
        binaries: The pictures.
        left_out: What is not printed.
        notes: Ids of footnotes by the ids of the elements that hold them.
        targets: Ids of sections by the ids of elements within them.
        used: Ids of the footnotes that are pointed to.
        dead: How many links lead to nothing.
        styled: How many styles of the file's own were met.
    """

    binaries: Binaries
    left_out: LeftOut
    notes: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    dead: int = 0
    styled: int = 0

    def inlines(self, children: Iterable[Element | str]) -> Inlines:
        """The inlines of a paragraph, white space collapsed as in HTML."""
        return _trimmed(tuple(self._runs(children)))

    def _runs(self, children: Iterable[Element | str]) -> Iterator[Inline]:
        for child in children:
            if isinstance(child, str):
                yield _SPACE.sub(" ", child)
            elif child.name in _MARKS:
                inner = tuple(self._runs(child.children))
                if inner:
                    yield _MARKS[child.name](inner)
            elif child.name == "code":
                yield CodeText(child.raw_text)
            elif child.name == "a":
                yield from self._link(child)
            elif child.name == "image":
                alt = child.get("alt") or child.get("title")
                asset = self.binaries.take(child.get("href"), alt)
                yield Image(asset, alt) if asset else alt or child.get("href") or "?"
            else:
                self.styled += child.name == "style"
                yield from self._runs(child.children)

    def _link(self, link: Element) -> Iterator[Inline]:
        href = link.get("href")
        inner = tuple(self._runs(link.children))
        note = self.notes.get(href.removeprefix("#")) if href.startswith("#") else None
        if note is not None:
            self.used.add(note)
            self.left_out.add(Code.LINE_NOT_PRINTED, "marks of footnotes", link.text)
            yield NoteRef(note)
        elif re.fullmatch(r"(?:https?://|mailto:)\S+", href, re.IGNORECASE):
            yield Link(inner or (href,), href)
        elif section := self.targets.get(href.removeprefix("#")):
            yield Link(inner, f"#{section}") if inner else ""
        else:
            self.dead += 1
            yield from inner


def flat(children: Inlines) -> Iterator[Inline]:
    """Every inline within these, at any depth, a parent before its children."""
    for child in children:
        yield child
        yield from flat(getattr(child, "children", ()))


def _trimmed(children: Inlines) -> Inlines:
    """The inlines without space at either end, and without what is empty."""
    kept = list(children)
    while kept and isinstance(kept[0], str) and not kept[0].strip():
        kept.pop(0)
    while kept and isinstance(kept[-1], str) and not kept[-1].strip():
        kept.pop()
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip(" ")
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(" ")
    return tuple(child for child in kept if child != "")
