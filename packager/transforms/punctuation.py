"""Smart punctuation: straight quotes, ``--`` and ``...`` as a printer would set them.

The characters it may replace are a closed list: ``"``, ``'``, ``--``, ``---``, ``...``. Nothing
that is curly already is touched, nor machine text, nor addresses. Applied twice, it changes
nothing the second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
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
from packager.book.walk import changed, map_blocks, map_lines
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

    @property
    def marks(self) -> re.Pattern[str]:
        """Everything that opens or closes a quotation, set already or to be set."""
        return _marks("".join((*self.double, *self.single)))


@cache
def _marks(curly: str) -> re.Pattern[str]:
    return re.compile(f"[\"'{curly}]")


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
        title = smarten_text(section.title, language)
        children = changed(section.children, titled)
        if title == section.title and children is section.children:
            return section
        return replace(section, title=title, children=children)

    smart = map_blocks(book, lambda blocks: map_lines(blocks, change))
    return replace(
        smart,
        metadata=replace(
            smart.metadata,
            title=smarten_text(smart.metadata.title, language),
            subtitle=smarten_text(smart.metadata.subtitle, language),
        ),
        front=changed(smart.front, titled),
        body=changed(smart.body, titled),
        back=changed(smart.back, titled),
    )


def smarten_text(text: str, language: str) -> str:
    """A text with printers' punctuation."""
    if "'" not in text and '"' not in text and "--" not in text and "..." not in text:
        return text
    # One of these stands in every address.
    if "://" in text or "www." in text or "mailto:" in text:
        return "".join(_characters(text, language))
    if "..." in text:
        text = _DOTS.sub(_ellipsis, text) if "...." in text else text.replace("...", "…")
    if "--" in text:
        text = _dashed(text, language)
    if '"' not in text and not _no_apostrophe().search(text):
        return text.replace("'", APOSTROPHE)
    return _quoted(text, _BY_LANGUAGE.get(language, _ENGLISH))


@cache
def _no_apostrophe() -> re.Pattern[str]:
    """A straight single quote that does not stand within a word."""
    return re.compile(r"'(?:(?<![^\W_]')|(?![^\W_])|(?<=\d')(?=\d))")


def smarten(line: Inlines, language: str) -> Inlines:
    """A line with printers' punctuation; a quote sees across emphasis, links and spans."""
    if len(line) == 1 and isinstance(line[0], str):
        text = smarten_text(line[0], language)
        return line if text is line[0] else (text,)
    flat = _flat(line)
    if not any(mark in flat for mark in ('"', "'", "--", "...")):
        return line
    return _rebuilt(line, _Leaves(_characters(flat, language)))


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
    made = list(text)
    for match in _DOTS.finditer(text):
        _put(made, match, _ellipsis(match))
    for match in _HYPHENS.finditer(text):
        _put(made, match, _dash(match, language))
    for at, mark in _quote(text, made, quotes):
        made[at] = mark
    for match in _ADDRESS.finditer(text):
        made[match.start() : match.end()] = list(match[0])
    return made


def _put(made: list[str], match: re.Match[str], mark: str) -> None:
    """Write one mark in the place of several characters; what stays stays as it is."""
    if mark != match[0]:
        made[match.start() : match.end()] = [mark, *[""] * (len(match[0]) - 1)]


def _ellipsis(match: re.Match[str]) -> str:
    """An ellipsis is three dots; more or less is style."""
    return "…" if match[0] == "..." else match[0]


def _dash(match: re.Match[str], language: str) -> str:
    count = len(match[0])
    if count not in (2, 3):
        return match[0]  # a single hyphen is one; a long row is a rule or a redaction
    text = match.string
    spaced = text[match.start() - 1 : match.start()] == " " and text[match.end() :][:1] == " "
    return "–" if count == 2 and spaced and language in _SPACED_DASH else "—"  # noqa: PLR2004


def _dashed(text: str, language: str) -> str:
    return _HYPHENS.sub(lambda match: _dash(match, language), text)


def _quoted(text: str, quotes: _Quotes) -> str:
    """A text without addresses with its quotes set."""
    parts: list[str] = []
    done = 0
    for at, mark in _quote(text, text, quotes):
        parts += (text[done:at], mark)
        done = at + 1
    return "".join((*parts, text[done:]))


def _quote(text: str, made: Sequence[str], quotes: _Quotes) -> Iterator[tuple[int, str]]:
    """Where straight quotes stand, and what each becomes.

    Args:
        text: The text as it is; only its quotes are looked at, for nothing else opens or closes.
        made: What its characters have become so far; the empty string where one went into
            another.
        quotes: The marks of the language.
    """
    openers = quotes.openers
    last_closing: int | None = None
    open_double = open_single = False
    set_last = (-1, "")
    for match in quotes.marks.finditer(text):
        at, character = match.start(), match[0]
        before = set_last[1] if set_last[0] == at - 1 else _before(made, at)
        after = text[at + 1 : at + 2]
        mark = ""
        if character == '"':
            if not before.isdigit() or open_double:  # else it is inches or seconds
                free = not before or before.isspace() or before in openers
                open_double = _opens(before, after, free=free, already=open_double)
                mark = _double(before, after, quotes, opening=open_double)
        elif character == "'":
            if not (before.isdigit() and after.isdigit()):  # else it is feet or minutes
                free = not before or before.isspace() or before in openers
                if free and last_closing is None:
                    last_closing = _last_closing_single(text)
                opening = free and _opens_single(text, at + 1, last_closing or -1)
                closing = open_single and not opening and not (before.isalnum() and after.isalnum())
                mark = _single(quotes, opening=opening, closing=closing)
                open_single = opening or (open_single and not closing)
        elif character in quotes.double:
            free = not before or before.isspace() or before in openers
            open_double = (
                character == quotes.double[0]
                if quotes.double[0] != quotes.double[1]
                else _opens(before, after, free=free, already=open_double)
            )
        else:
            open_single = character == quotes.single[0] != quotes.single[1]
        if mark:
            set_last = at, mark[-1:]
            yield at, mark


def _before(made: Sequence[str], at: int) -> str:
    """The last character before a place; what an ellipsis or a dash took in counts as it."""
    at -= 1
    while at >= 0 and not made[at]:
        at -= 1
    return made[at][-1:] if at >= 0 else ""


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
