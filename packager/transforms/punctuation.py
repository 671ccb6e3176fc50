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

# What closes the sentence around an address is no part of it.
_ADDRESS = re.compile(r"""(?:https?://|www\.|mailto:)[^\s"<>]*[^\s"<>.,;:!?'’”»…)\]}—–-]""")
_DOTS = re.compile(r"\.+")
_HYPHENS = re.compile(r"-+")
_OPENERS = frozenset("([{—–-/‒―\u00ab\u2039\u201c\u2018\u201e\u201a¿¡")
"""Behind these a quote opens, unless the language closes with them."""

_STOPS = frozenset(".,:;!?")
"""Behind these a quote opens when none is open: the space before it was forgotten."""

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

    @property
    def openers(self) -> frozenset[str]:
        """The characters behind which a quote opens."""
        pairs = (self.double, self.single)
        closing = {last for first, last in pairs}
        opening = {first for first, last in pairs if first != last}
        return (_OPENERS - closing) | opening


_ENGLISH = _Quotes(("“", "”"), ("‘", "’"))
_GERMAN = _Quotes(("„", "“"), ("‚", "‘"))
_FRENCH = _Quotes(("«", "»"), ("‘", "’"), "\u202f")
_ANGLED = _Quotes(("«", "»"), ("„", "“"))
_IBERIAN = _Quotes(("«", "»"), ("“", "”"))
_NORTHERN = _Quotes(("”", "”"), ("’", "’"))
_POLISH = _Quotes(("„", "”"), ("‚", "’"))
_DANISH = _Quotes(("»", "«"), ("›", "‹"))

_BY_LANGUAGE = {
    "be": _ANGLED,
    "bg": _GERMAN,
    "ca": _IBERIAN,
    "cs": _GERMAN,
    "da": _DANISH,
    "de": _GERMAN,
    "el": _IBERIAN,
    "es": _IBERIAN,
    "et": _GERMAN,
    "fi": _NORTHERN,
    "fr": _FRENCH,
    "hr": _POLISH,
    "hu": _POLISH,
    "is": _GERMAN,
    "it": _IBERIAN,
    "lt": _GERMAN,
    "nb": _IBERIAN,
    "nn": _IBERIAN,
    "no": _IBERIAN,
    "pl": _POLISH,
    "pt": _ENGLISH,
    "ro": _POLISH,
    "ru": _ANGLED,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sr": _POLISH,
    "sv": _NORTHERN,
    "uk": _ANGLED,
}
_SPACED_DASH = frozenset(
    {"de", "sv", "da", "nb", "nn", "no", "fi", "nl", "cs", "pl", "hu", "sk", "sl"}
)
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
    openers = quotes.openers
    last_closing = _last_closing_single(text)
    open_double = open_single = False
    before = ""
    for index, character in enumerate(text):
        after = text[index + 1 : index + 2]
        free = not before or before.isspace() or before in openers
        if character == '"':
            if not before.isdigit() or open_double:  # else it is inches or seconds
                open_double = _opens(before, after, free=free, already=open_double)
                changed[index] = _double(before, after, quotes, opening=open_double)
        elif character == "'":
            if not (before.isdigit() and after.isdigit()):  # else it is feet or minutes
                opening = free and _opens_single(text, index + 1, last_closing)
                closing = open_single and not opening and not (before.isalnum() and after.isalnum())
                changed[index] = _single(quotes, opening=opening, closing=closing)
                open_single = opening or (open_single and not closing)
        elif character in quotes.double:
            open_double = (
                character == quotes.double[0]
                if quotes.double[0] != quotes.double[1]
                else _opens(before, after, free=free, already=open_double)
            )
        elif character in quotes.single:
            open_single = character == quotes.single[0] != quotes.single[1]
        before = (changed[index] or before)[-1:]


def _opens(before: str, after: str, *, free: bool, already: bool) -> bool:
    """Whether a double quote opens rather than closes."""
    if free:
        return not already or (bool(after) and not after.isspace())
    return not already and before in _STOPS and after.isalnum()


def _double(before: str, after: str, quotes: _Quotes, *, opening: bool) -> str:
    first, last = quotes.double
    if opening:
        return first if after.isspace() else first + quotes.pad
    return last if before.isspace() else quotes.pad + last


def _single(quotes: _Quotes, *, opening: bool, closing: bool) -> str:
    if opening:
        return quotes.single[0]
    return quotes.single[1] if closing else APOSTROPHE


def _opens_single(text: str, start: int, last_closing: int) -> bool:
    """Whether a single quote before ``start``, with nothing bound before it, opens a quotation.

    Else it is an apostrophe: of a clipped word, or with nothing further on that could close it.
    """
    after = text[start : start + 1]
    bound = bool(after) and not after.isspace()
    return bound and last_closing > start and not _CLIPPED.match(text, start)


def _last_closing_single(text: str) -> int:
    """Where the last straight single quote stands that could close a quotation; -1 for none."""
    index = text.rfind("'")
    while index > 0 and (text[index - 1].isspace() or text[index + 1 : index + 2].isalnum()):
        index = text.rfind("'", 0, index)
    return index if index > 0 else -1
