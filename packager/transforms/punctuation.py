"""Smart punctuation: straight quotes, ``--`` and ``...`` as a printer would set them.

The characters it may replace are a closed list: ``"``, ``'``, ``--``, ``---``, ``...``. Nothing
that is curly already is touched, nor machine text, nor addresses. Applied twice, it changes
nothing the second time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import assert_never

from packager.book.book import Book
from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.section import Section
from packager.book.walk import map_blocks, map_lines
from packager.diagnostics import Report

APOSTROPHE = "’"
_OBJECT = "\ufffc"
"""Stands for what is no text within a line, so that quotes beside it see something there."""

_ADDRESS = re.compile(r'(?:https?://|www\.|mailto:)[^\s"<>]+')
_DOTS = re.compile(r"\.+")
_HYPHENS = re.compile(r"-+")
_OPENERS = frozenset("([{—–-/‒―\u00ab\u2039\u201c\u2018\u201e\u201a¿¡")
_CLIPPED = re.compile(
    r"(?:tis|twas|twere|twill|twould|em|cause|bout|til|till|round|cuz|kay|nother|tude|n|neath|gainst"
    r"|scuse|specially|ello|ere|ow|ave|im|er|ead|ouse|\d\ds?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Quotes:
    """The quotation marks of a language; a pad stands inside French ones."""

    double: tuple[str, str]
    single: tuple[str, str]
    pad: str = ""


_ENGLISH = _Quotes(("“", "”"), ("‘", "’"))
_GERMAN = _Quotes(("„", "“"), ("‚", "‘"))
_FRENCH = _Quotes(("«", "»"), ("‘", "’"), "\u202f")
_ANGLED = _Quotes(("«", "»"), ("„", "“"))
_IBERIAN = _Quotes(("«", "»"), ("“", "”"))
_NORTHERN = _Quotes(("”", "”"), ("’", "’"))
_POLISH = _Quotes(("„", "”"), ("‚", "’"))
_DANISH = _Quotes(("»", "«"), ("›", "‹"))

_BY_LANGUAGE = {
    "cs": _GERMAN,
    "da": _DANISH,
    "de": _GERMAN,
    "el": _IBERIAN,
    "es": _IBERIAN,
    "fi": _NORTHERN,
    "fr": _FRENCH,
    "hu": _POLISH,
    "it": _IBERIAN,
    "nb": _IBERIAN,
    "no": _IBERIAN,
    "pl": _POLISH,
    "pt": _ENGLISH,
    "ro": _POLISH,
    "ru": _ANGLED,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sv": _NORTHERN,
    "uk": _ANGLED,
}
_SPACED_DASH = frozenset({"de", "sv", "da", "nb", "no", "fi", "nl", "cs", "pl", "hu", "sk", "sl"})
_UNTOUCHED = frozenset({"ja", "zh", "ko", "ar", "he", "fa", "ur", "th", "hi"})
"""Their writing has other marks, or the straight ones are right."""


def smart_punctuation(book: Book, report: Report) -> Book:  # noqa: ARG001 - nothing is lost here
    """The book with printers' punctuation, by the rules of its language."""
    language = book.metadata.language.split("-")[0]
    if language in _UNTOUCHED:
        return book

    def change(line: Inlines) -> Inlines:
        return smarten(line, language)

    def titled(section: Section) -> Section:
        return replace(
            section,
            title=smarten_text(section.title, language),
            children=tuple(titled(child) for child in section.children),
        )

    changed = map_blocks(book, lambda blocks: map_lines(blocks, change))
    return replace(
        changed,
        metadata=replace(
            changed.metadata,
            title=smarten_text(changed.metadata.title, language),
            subtitle=smarten_text(changed.metadata.subtitle, language),
        ),
        front=tuple(titled(section) for section in changed.front),
        body=tuple(titled(section) for section in changed.body),
        back=tuple(titled(section) for section in changed.back),
    )


def smarten_text(text: str, language: str) -> str:
    """A text with printers' punctuation."""
    return "".join(_characters(text, language))


def smarten(line: Inlines, language: str) -> Inlines:
    """A line with printers' punctuation; a quote sees across emphasis, links and spans."""
    flat = _flat(line)
    if not any(mark in flat for mark in ('"', "'", "--", "...")):
        return line
    changed = _characters(flat, language)
    return _rebuilt(line, _Leaves(changed))


def _flat(line: Inlines) -> str:
    parts: list[str] = []
    for inline in line:
        match inline:
            case str():
                parts.append(inline)
            case (
                Emphasis(inner)
                | Strong(inner)
                | Underline(inner)
                | Strike(inner)
                | SmallCaps(inner)
                | Superscript(inner)
                | Subscript(inner)
                | Span(inner)
                | Link(inner)
                | Ruby(inner)
            ):
                parts.append(_flat(inner))
            case Code() | Image() | NoteRef():
                parts.append(_OBJECT)
            case LineBreak():
                parts.append("\n")
            case _ as never:
                assert_never(never)
    return "".join(parts)


class _Leaves:
    """Hands out the replaced characters leaf by leaf, in the order of ``_flat``."""

    def __init__(self, changed: list[str]) -> None:
        self._changed = changed
        self._position = 0

    def take(self, count: int) -> str:
        start = self._position
        self._position += count
        return "".join(self._changed[start : self._position])


def _rebuilt(line: Inlines, leaves: _Leaves) -> Inlines:
    return tuple(_rebuilt_inline(inline, leaves) for inline in line)


def _rebuilt_inline(inline: Inline, leaves: _Leaves) -> Inline:
    match inline:
        case str():
            return leaves.take(len(inline))
        case (
            Emphasis(inner)
            | Strong(inner)
            | Underline(inner)
            | Strike(inner)
            | SmallCaps(inner)
            | Superscript(inner)
            | Subscript(inner)
            | Span(inner)
            | Link(inner)
            | Ruby(inner)
        ):
            return replace(inline, children=_rebuilt(inner, leaves))
        case Code() | Image() | NoteRef() | LineBreak():
            leaves.take(1)
            return inline
        case _ as never:
            assert_never(never)


def _characters(text: str, language: str) -> list[str]:
    """What each character of the text becomes; a character may become nothing, or two."""
    quotes = _BY_LANGUAGE.get(language, _ENGLISH)
    changed = list(text)
    for match in _DOTS.finditer(text):
        if len(match[0]) == 3:  # noqa: PLR2004 - an ellipsis is three dots; more or less is style
            changed[match.start() : match.end()] = ["…", "", ""]
    for match in _HYPHENS.finditer(text):
        _dash(text, changed, match, language)
    _quote(text, changed, quotes)
    for match in _ADDRESS.finditer(text):
        changed[match.start() : match.end()] = list(match[0])
    return changed


def _dash(text: str, changed: list[str], match: re.Match[str], language: str) -> None:
    count = len(match[0])
    if count not in (2, 3):
        return  # a single hyphen is one; a long row is a rule or a redaction
    spaced = text[match.start() - 1 : match.start()] == " " and text[match.end() :][:1] == " "
    dash = "–" if count == 2 and spaced and language in _SPACED_DASH else "—"  # noqa: PLR2004
    changed[match.start() : match.end()] = [dash, *[""] * (count - 1)]


def _quote(text: str, changed: list[str], quotes: _Quotes) -> None:
    open_double = open_single = False
    before = ""
    for index, character in enumerate(text):
        after = text[index + 1 : index + 2]
        if character == '"':
            if before.isdigit() and not open_double:
                before = character  # inches and seconds
                continue
            opening = _opens(before, after, already=open_double)
            mark = quotes.double[0] if opening else quotes.double[1]
            changed[index] = (mark + quotes.pad) if opening else (quotes.pad + mark)
            open_double = opening
        elif character == "'":
            if before.isdigit() and after.isdigit():
                before = character  # feet and minutes
                continue
            mark, open_single = _single(text, index, before, quotes, already=open_single)
            changed[index] = mark
        elif character in quotes.double:
            open_double = _still_open(character, quotes.double, already=open_double)
        elif character in quotes.single:
            open_single = _still_open(character, quotes.single, already=open_single)
        before = (changed[index] or before)[-1:]


def _still_open(character: str, pair: tuple[str, str], *, already: bool) -> bool:
    return not already if pair[0] == pair[1] else character == pair[0]


def _opens(before: str, after: str, *, already: bool) -> bool:
    free = not before or before.isspace() or before in _OPENERS
    bound = bool(after) and not after.isspace()
    return free and (bound or not already)


def _single(
    text: str, index: int, before: str, quotes: _Quotes, *, already: bool
) -> tuple[str, bool]:
    """The mark for a straight single quote, and whether a single quotation is open behind it."""
    after = text[index + 1 : index + 2]
    if before.isalnum() and after.isalnum():
        return APOSTROPHE, already
    free = not before or before.isspace() or before in _OPENERS or before == quotes.pad
    if free and after and not after.isspace():
        if _CLIPPED.match(text, index + 1) or not _closes_later(text, index + 1):
            return APOSTROPHE, already
        return quotes.single[0], True
    if already:
        return quotes.single[1], False
    return APOSTROPHE, already


def _closes_later(text: str, start: int) -> bool:
    """Whether a straight quote further on can close a quotation that opens here."""
    for index in range(start, len(text)):
        if text[index] == "'" and not text[index - 1].isspace():
            after = text[index + 1 : index + 2]
            if not after.isalnum() and index > start:
                return True
    return False
