"""Footnotes of plain text: ``[1]`` in a line, ``[Footnote 1: ...]`` or ``[1] ...`` below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.readers.text.inline_marks import REFERENCE
from packager.readers.text.wrapped_lines import Passage
from packager.sources.text import Line

_NAMED = re.compile(
    r"\[(?:Footnote|Fu(?:ß|ss)note|Note(?: de bas de page)?|Nota(?: al pie)?|Voetnoot|Сноска|"
    r"Примечание)\s*(?P<label>[A-Za-z]|\d{1,4}|\*{1,3}|†)?\s*:\s*",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:\[(?P<square>\d{1,4}|[A-Z]|\*{1,3})\]|\{(?P<curly>\d{1,4})\})\s+(?=\S)")
_HEADING = re.compile(r"\W*(?:foot|end)?notes\W*|\W*fu(?:ß|ss)noten\W*|\W*сноски\W*", re.IGNORECASE)
_REFERENCE = re.compile(r"\[(\d{1,4}|[A-Z]|\*{1,3}|†)\]|\{(\d{1,4})\}")

_LONGEST = 60
"""Passages a footnote in brackets may have before its closing bracket is given up."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Passages with the footnotes taken out.

    Attributes:
        items: The passages and blank lines that are left; references are marked in their text.
        footnotes: Id and passages of each, in order.
        labels: What is no longer said: the labels of notes and of references, and headings that
            only said that footnotes follow.
    """

    items: tuple[Passage | Line, ...]
    footnotes: tuple[tuple[str, tuple[Passage, ...]], ...]
    labels: tuple[Line, ...]


@dataclass(slots=True)
class _Definition:
    label: str
    start: int
    end: int
    said: str
    passages: tuple[Passage, ...]


def take_footnotes(items: Sequence[Passage | Line], first: int = 1) -> Noted:
    """The footnotes of a chapter, each with the reference nearest above it.

    One that nothing refers to stays where it is, and so does a reference to nothing.

    Args:
        items: Passages and blank lines of the chapter.
        first: The number in the id of the first footnote.
    """
    found = _definitions(items)
    if not found:
        return Noted(tuple(items), (), ())
    changed: dict[int, Passage] = {}
    taken: set[int] = set()
    footnotes: list[tuple[str, tuple[Passage, ...]]] = []
    labels: list[Line] = []
    open_references = _references(items, {one.label for one in found})
    for one in found:
        places = open_references.get(one.label, [])
        above = [place for place in places if place[0] < one.start]
        if not above:
            continue
        index, line, at = above[0]
        places.remove((index, line, at))
        name = f"fn-{first + len(footnotes)}"
        passage = changed.get(index)
        if passage is None:
            original = items[index]
            assert isinstance(original, Passage)  # noqa: S101 - references are in passages
            passage = original
        changed[index] = _referred(passage, line, one.label, name)
        footnotes.append((name, one.passages))
        taken.update(range(one.start, one.end))
        labels += [
            Line(passage.lines[line].number, f"[{one.label}]"),
            Line(one.passages[0].lines[0].number, one.said),
        ]
    headings = _headings(items, taken)
    left = tuple(
        changed.get(index, item)
        for index, item in enumerate(items)
        if index not in taken and index not in headings
    )
    labels += [
        item.lines[0] for index in sorted(headings) if isinstance(item := items[index], Passage)
    ]
    return Noted(left, tuple(footnotes), tuple(labels))


def _definitions(items: Sequence[Passage | Line]) -> list[_Definition]:
    found: list[_Definition] = []
    behind = -1
    for index, item in enumerate(items):
        if index < behind or isinstance(item, Line):
            continue
        text = item.lines[0].text.lstrip()
        if text[:1] not in "[{":
            continue
        one = _bracketed(items, index, text) or _led(item, index, text)
        if one is not None:
            found.append(one)
            behind = one.end
    return found


def _bracketed(items: Sequence[Passage | Line], index: int, text: str) -> _Definition | None:
    """``[Footnote 1: ...]``, which may go on over paragraphs until its bracket closes."""
    named = _NAMED.match(text)
    if named is None:
        return None
    passages: list[Passage] = []
    depth = 0
    for place in range(index, min(len(items), index + _LONGEST)):
        item = items[place]
        if isinstance(item, Line):
            continue
        passages.append(item)
        depth += sum(line.text.count("[") - line.text.count("]") for line in item.lines)
        if depth <= 0:
            passages[0] = _without(passages[0], len(named[0]))
            passages[-1] = _unclosed(passages[-1])
            return _Definition(
                named["label"] or "*", index, place + 1, named[0].strip(), tuple(passages)
            )
    return None


def _without(passage: Passage, length: int) -> Passage:
    first, *rest = passage.lines
    text = first.text.lstrip()[length:]
    return replace(passage, lines=(first._replace(text=text), *rest), kind="prose")


def _unclosed(passage: Passage) -> Passage:
    *rest, last = passage.lines
    return replace(passage, lines=(*rest, last._replace(text=last.text.rstrip().removesuffix("]"))))


def _led(passage: Passage, index: int, text: str) -> _Definition | None:
    """``[1] ...`` at the beginning of a paragraph."""
    led = _LABELLED.match(text)
    if led is None:
        return None
    label = led["square"] or led["curly"]
    said = led[0].strip()
    return _Definition(label, index, index + 1, said, (_without(passage, led.end()),))


def _references(
    items: Sequence[Passage | Line], labels: set[str]
) -> dict[str, list[tuple[int, int, int]]]:
    """Item, line and place of each reference to one of these labels, in order."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for index, item in enumerate(items):
        if isinstance(item, Line):
            continue
        for number, line in enumerate(item.lines):
            if "[" not in line.text and "{" not in line.text:
                continue
            for match in _REFERENCE.finditer(line.text):
                label = match[1] or match[2]
                if label in labels and (number or line.text[: match.start()].strip()):
                    found.setdefault(label, []).append((index, number, match.start()))
    return found


def _referred(passage: Passage, number: int, label: str, name: str) -> Passage:
    """The passage with the first reference of this label in a line marked."""
    lines = list(passage.lines)
    text = lines[number].text
    for mark in (f"[{label}]", f"{{{label}}}"):
        at = text.find(mark, 1)
        if at >= 0:
            before = text[:at].rstrip()
            marked = f"{before}{REFERENCE[0]}{name}{REFERENCE[1]}{text[at + len(mark) :]}"
            lines[number] = lines[number]._replace(text=marked)
            break
    return replace(passage, lines=tuple(lines))


def _headings(items: Sequence[Passage | Line], taken: set[int]) -> set[int]:
    """Lines such as ``FOOTNOTES:`` with nothing but footnotes below them."""
    found: set[int] = set()
    for index in taken:
        above = index - 1
        while above >= 0 and isinstance(items[above], Line):
            above -= 1
        item = items[above] if above >= 0 else None
        if (
            isinstance(item, Passage)
            and above not in taken
            and len(item.lines) == 1
            and _HEADING.fullmatch(item.lines[0].text[:80])
        ):
            found.add(above)
    return found
