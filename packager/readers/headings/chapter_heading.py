"""A chapter's heading in plain text: a short line that names the section below it.

``Chapter 3``, ``CHAPTER IV. The Storm``, ``Part the First``, ``Глава вторая``, ``第三章``,
``Prologue``, and in a run of its like a bare ``III.`` or ``12``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.readers.headings.east_asian_heading import east_asian_heading
from packager.readers.headings.numerals import Numeral, read_numeral
from packager.readers.headings.words import ChapterHeading, HeadingKind, heading_words, names
from packager.sources.text import Line

__all__ = [
    "CERTAIN",
    "MAX_HEADING",
    "ChapterHeading",
    "is_heading",
    "parse_heading",
    "split_heading",
]

CONFIDENCE = 0.8

CERTAIN = 0.6
"""A line this surely a heading is one by itself; below, only a run of its like makes it one."""

MAX_HEADING = 120
"""Characters a heading may have."""

_MAX_REST = 80
"""Characters that may stand behind kind and number."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_LED = re.compile(r"\s*(?:[.):]*\s*[:–—|~•·―-]+|[.):]+|[：．。、)）】」]+)\s*")
_ARTICLE = re.compile(
    r"(?:the|der|die|das|la|le|el|il|o|a|al|de|den|det|het|nr\.?|no\.?|№|n[°º]\.?|#|number)\s*"
    r"(?=\S)",
    re.IGNORECASE,
)
_ORNAMENTS = " \t*~=_#|•·●◆◇■□★☆✦❖❦-–—<>《》"
_CARDINALS = names(
    "one two three four five six seven eight nine ten twelve zwei drei vier fünf deux trois quatre "
    "cinq dos tres cuatro cinco dois due tre quattro cinque"
)
"""Words that count things where a section would have an ordinal: ``Two parts``."""

_BRACKETS = {"[": "]", "(": ")", "【": "】", "〈": "〉", "«": "»", "「": "」"}
_ENDS = (".", ",", ";", "…", "!", "?", ":", "”", '"', "’", "'", "»", "。", "，", "！", "？")
_COMMAS = (",", ";", "…")


def split_heading(body: Sequence[Line], name: str, report: Report) -> tuple[str, Sequence[Line]]:
    """The heading on top of a chapter, empty when there is none, and the lines below it.

    Args:
        body: The lines of a chapter.
        name: Name of the source, for messages.
        report: Told of a heading that was found.
    """
    texts = list(islice(((at, line) for at, line in enumerate(body) if not line.blank), 2))
    if len(texts) < 2:  # noqa: PLR2004 - a heading needs a text below it
        return "", body
    index, line = texts[0]
    text = line.text.strip()
    if not is_heading(text):
        return "", body
    report.decide(
        line.number, "chapter title", "a short first line that names a chapter", CONFIDENCE, text
    )
    report.add(
        Code.STRUCTURE_GUESSED,
        f"{text!r} is the chapter's title",
        where=Where(name, line.number),
    )
    return text, body[index + 1 :]


def is_heading(text: str) -> bool:
    """Whether a line reads as a heading: ``Chapter 3``, ``Part Two: Thaw``, not a sentence."""
    found = parse_heading(text)
    return found is not None and found.kind != "numeral" and found.confidence >= CERTAIN


def parse_heading(text: str) -> ChapterHeading | None:
    """What a line says when it is a heading; ``None`` for a line that reads as a sentence.

    A confidence below ``CERTAIN`` means that it may be one among others of its kind: a bare number,
    a word such as ``Introduction`` alone, a title that ends like a sentence.
    """
    if len(text) > 2 * MAX_HEADING:
        return None
    line = _undecorated(" ".join(text.split()))
    if not line or len(line) > MAX_HEADING:
        return None
    if line[0] > "\u2e7f":
        return east_asian_heading(line)
    return _named(line) or _counted(line)


def _undecorated(line: str) -> str:
    """The line without ornament around it: ``~ Chapter 3 ~``, ``[Prologue]``, ``** III **``."""
    if not line or line[0].isalnum():
        return line.rstrip(" *~=_#|") if line[-1:] in "*~=_#|" else line
    bare = line.strip(_ORNAMENTS)
    # A dash before words is speech, unless the other side has one too.
    if line[0] in "-–—" and line[-1] not in "-–—":
        return line
    if bare[:1] in _BRACKETS and bare.endswith(_BRACKETS[bare[0]]):
        bare = bare[1:-1].strip()
    return bare


def _lower(word: str) -> str:
    """The word in small letters; the dotted capital I of Turkish leaves no dot behind."""
    return word.replace("İ", "i").lower()


# --- a kind of section, and its number --------------------------------------------------------


def _named(line: str) -> ChapterHeading | None:
    words = heading_words()
    found = _WORD.match(line)
    if found is None:
        return None
    key = _lower(found[0])
    kind = words.get(key) or words.get(key.rstrip("."))
    end = found.end() if key in words or not key.endswith(".") else found.end() - 1
    after = (
        _WORD.match(line, found.end() + 1) if line[found.end() : found.end() + 1] == " " else None
    )
    if after is not None:
        pair = words.get(f"{key} {_lower(after[0]).rstrip('.')}")
        if pair is not None:
            kind, end = pair, found.end() + 1 + len(after[0].rstrip("."))
    if kind is None:
        return None
    if kind.numbered:
        return _with_number(line, kind, end)
    return _by_name(line, kind, end)


def _with_number(line: str, kind: HeadingKind, end: int) -> ChapterHeading | None:
    """``Chapter 3``, ``PART THE FIRST``, ``Letter IV: Home``."""
    rest = line[end:].lstrip(" ")
    skipped = end + len(line[end:]) - len(rest)
    number = read_numeral(rest)
    if number is None:
        article = _ARTICLE.match(rest)
        if article:
            skipped += article.end()
            number = read_numeral(rest[article.end() :])
    if number is None:
        return _unnumbered(line, kind, end)
    if not line[end:skipped].strip(" .") and skipped == end and number.spelling != "digits":
        return None  # "Chapteriv"
    return _judged(line, kind, number, skipped + number.end)


def _unnumbered(line: str, kind: HeadingKind, end: int) -> ChapterHeading | None:
    """``Chapter: The Storm``, ``Chapter Snow``: no number, and so less sure."""
    if line[end:].lower().strip(" .") in {"the last", "the final"}:
        return ChapterHeading(kind.role, None, line, CONFIDENCE, kind.name)
    if kind.name != "chapter":
        return None
    led = _LED.match(line, end)
    if led and line[led.end() :] and not line.endswith(_COMMAS):
        title, label = line[led.end() :], line[: led.end()].rstrip()
        return ChapterHeading(kind.role, None, title, CERTAIN, kind.name, None, label)
    rest = line[end:].split()
    if len(rest) == 1 and rest[0][:1].isupper() and rest[0][-1:].isalnum():
        return ChapterHeading(kind.role, None, line, 0.5, kind.name)
    return None


def _judged(line: str, kind: HeadingKind, number: Numeral, end: int) -> ChapterHeading | None:
    """A heading with a number: whether what follows it is a title or the rest of a sentence."""
    rest = line[end:]
    if len(rest) > _MAX_REST:
        return None
    title, sure = _title_of(rest, number, shouted=line[:2].isupper())
    if not sure:
        return None
    if kind.common and not rest.strip(" .:"):
        sure = min(sure, 0.9)
    if rest and not _is_title_apart(rest):
        # "Chapter 4.5: Snow" and "Chapter 4 & 5" count in their own way.
        return ChapterHeading(kind.role, None, line, min(sure, 0.7), kind.name, number.value)
    if kind.printed:
        label = line[: len(line) - len(title)].rstrip()
        return ChapterHeading(kind.role, number.value, title, sure, kind.name, number.value, label)
    return ChapterHeading(kind.role, None, line, sure, kind.name, number.value)


def _is_title_apart(rest: str) -> bool:
    return not re.match(r"\s*(?:[.,:]\d|[&+/<>=]|[-–—]\s*\d+\b\s*$|(?:and|und|et|y)\s+\d)", rest)


def _title_of(rest: str, number: Numeral, *, shouted: bool) -> tuple[str, float]:
    """The title behind a number, and how sure it is that it is one; 0 for a sentence."""
    by_sign = number.spelling in {"digits", "roman", "han"}
    if not rest.strip(" .:："):
        return "", 0.95 if by_sign else 0.9
    led = _LED.match(rest)
    if led:
        return _led_title(rest[led.end() :], shouted=shouted)
    title = rest.strip()
    if title[:1] == ",":
        named = shouted or title.lstrip(', "“‘(')[:1].isupper()
        return title[1:].lstrip(), CERTAIN if named and not title.endswith(_COMMAS) else 0.0
    if title[:1] in "(（&<":
        return title, 0.7
    return title, _sureness_beside(rest, title, by_sign=by_sign, shouted=shouted)


def _led_title(title: str, *, shouted: bool) -> tuple[str, float]:
    """A title behind a colon, a dash, a full stop."""
    if title.endswith(_COMMAS):
        return title, 0.0
    if title.endswith(".") and not title.endswith(("Mr.", "Mrs.", "Dr.", "Jr.")):
        return title, 0.75 if shouted else 0.5
    return title, 0.9


def _sureness_beside(rest: str, title: str, *, by_sign: bool, shouted: bool) -> float:
    """How sure it is that what a mere space parts from the number is a title."""
    sentence = title.endswith(_ENDS) and not (shouted and title.isupper())
    if sentence or not rest[:1].isspace():
        return 0.0
    if title[:1].isalpha() and _has_case(title[:1]) and not title[:1].isupper():
        return 0.3
    return 0.75 if by_sign else 0.55


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _by_name(line: str, kind: HeadingKind, end: int) -> ChapterHeading | None:
    """``Prologue``, ``Epilogue: Home``, ``Interlude 2``, ``Introduction``."""
    if line[end : end + 1].isalnum():
        return None
    rest = line[end:]
    own = kind.printed or kind.name == "interlude"
    if not rest.strip(" .:"):
        title = "" if kind.printed else line.rstrip(" .:")
        label = line if kind.printed else ""
        return ChapterHeading(kind.role, None, title, 0.9 if own else 0.7, kind.name, None, label)
    led = _LED.match(rest)
    numeral = read_numeral(rest.lstrip())
    if numeral is not None and rest[:1] == " ":
        tail = rest.lstrip()[numeral.end :]
        if not tail.strip(" .:") or _LED.match(tail):
            return ChapterHeading(kind.role, None, line, 0.8, kind.name, numeral.value)
        return None
    if led is None or len(rest) > _MAX_REST or rest.endswith((".", *_COMMAS)):
        return None
    title = rest[led.end() :]
    sure = 0.85 if own else CERTAIN
    if kind.name in {"introduction", "dedication"}:
        sure = 0.5 if title[:1].islower() else sure
    return ChapterHeading(kind.role, None, line, sure, kind.name)


# --- a number first ---------------------------------------------------------------------------


def _counted(line: str) -> ChapterHeading | None:
    """``First Chapter``, ``3. fejezet``, ``1. Snow``, ``III``, ``12``."""
    number = read_numeral(line)
    if number is None:
        return None
    rest = line[number.end :]
    if not rest.strip(" .):："):
        return _bare(line, number)
    behind = rest.lstrip(" .):")
    found = _WORD.match(behind)
    kind = heading_words().get(_lower(found[0]).rstrip(".")) if found else None
    if found and kind and kind.numbered and kind.name != "entry":
        end = len(line) - len(behind) + len(found[0].rstrip("."))
        return _turned(line, kind, number, end)
    if number.spelling in {"word", "ordinal", "han"}:
        return None
    return _listed(line, number, rest)


def _listed(line: str, number: Numeral, rest: str) -> ChapterHeading | None:
    """``1. Snow``, ``IV: The Storm``; not a range, a time, or how a sentence goes on."""
    led = _LED.match(rest)
    if led is None or (number.spelling == "roman" and not line[: number.end].isupper()):
        return None
    title = rest[led.end() :]
    if not title or len(title) > _MAX_REST or title.endswith((",", ";")) or title[:1].islower():
        return None
    if title[:1].isdigit() and (rest[:1] in "-:" or (rest[:1] == "." and rest[1:2] == title[:1])):
        return None
    sure = 0.2 if title.endswith(_ENDS) else 0.35
    label = line[: len(line) - len(title)].rstrip()
    return ChapterHeading(Role.CHAPTER, number.value, title, sure, "numeral", number.value, label)


def _bare(line: str, number: Numeral) -> ChapterHeading | None:
    if number.spelling == "roman" and not line[: number.end].isupper():
        return None
    if number.spelling in {"word", "ordinal"} and not line[:1].isupper():
        return None
    sure = 0.4 if number.spelling == "roman" and len(line) > 1 else 0.3
    return ChapterHeading(Role.CHAPTER, number.value, "", sure, "numeral", number.value, line)


def _turned(line: str, kind: HeadingKind, number: Numeral, end: int) -> ChapterHeading | None:
    """The number before the kind: ``Вторая часть``, ``2. Kapitel: Schnee``."""
    plural = line[end : end + 1].isalnum()
    cardinal = number.spelling == "word" and line[: number.end].lower() in _CARDINALS
    if plural or cardinal or line[:1].islower():
        return None  # "Two books", "three parts"
    found = _judged(line, kind, Numeral(number.value, number.end, "digits"), end)
    if found is None or (kind.common and found.confidence < CERTAIN):
        return None
    return found
