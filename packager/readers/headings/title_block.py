"""The title on top of a text, with the line below it that says who wrote the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from packager.book.metadata import Creator
from packager.readers.headings.chapter_heading import parse_heading
from packager.readers.text.scene_breaks import is_marker
from packager.sources.text import Line, printable

_REACH = 8
"""Lines with text, from the top, in which the author is looked for."""

_LONGEST = 120
_MOST_HEADS = 3
"""Lines above the author: a title, a subtitle, a series."""

_MOST_WORDS = 7
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|、)\s*")
_NO_NAME = frozenset("the a an his her their my our this that now then no one day".split())  # noqa: SIM905
_ORNAMENTS = " \t*_~=#-–—|"


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<role>translated|illustrated|edited|traduit|übersetzt|перевод)\s*(?:by|par|von)?"
        r"|(?:(?:a\s+)?(?:story|fan\s?fiction|fan\s?fic|novel|tale)\s+)?(?:written\s+)?by"
        r"|(?:écrit\s+)?par|(?:geschrieben\s+)?von|(?:escrito\s+)?por|di|door"
        r"|(?:author|autor|autora|auteur|autore|автор|szerző|author\s+name|作者|著者|作)(?=\s*[:：]))"
        r"\s*(?:[:：]\s*|\s)(?P<names>\S.*)",
        re.IGNORECASE,
    )


_ROLES = {"t": "trl", "ü": "trl", "п": "trl", "i": "ill", "e": "edt"}


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What stands on top of a text.

    Attributes:
        title: The title.
        subtitle: What stands between it and the author.
        creators: Who made it.
        end: Index behind the block's last line.
        lines: The block's lines.
    """

    title: str
    subtitle: str
    creators: tuple[Creator, ...]
    end: int
    lines: tuple[Line, ...]


def find_title_block(lines: Sequence[Line]) -> TitleBlock | None:
    """The title block on top of a text: up to three short lines, and one that names the author."""
    texts = [index for index, line in enumerate(lines[:200]) if not line.blank][:_REACH]
    heads: list[str] = []
    for place, index in enumerate(texts):
        bare = printable(lines[index].text.strip().strip(_ORNAMENTS))
        if heads and len(bare) <= _LONGEST and (creators := creators_of(bare)):
            return _block(lines, texts[place:], heads, creators)
        if not bare or is_marker(bare):
            continue
        if len(heads) == 2 and (block := _author_first(lines, texts[: place + 1], heads, bare)):  # noqa: PLR2004
            return block
        if len(heads) == _MOST_HEADS or not _may_be_title(bare, first=not heads):
            return None
        heads.append(bare)
    return None


def _may_be_title(text: str, *, first: bool) -> bool:
    """Whether a line may be a title: short, no sentence, and below the first no chapter's."""
    if len(text) > _LONGEST or text.endswith((",", ";")):
        return False
    if text.endswith(".") and len(text.split()) > _MOST_WORDS:
        return False
    return first or parse_heading(text) is None


@cache
def _russian_name() -> re.Pattern[str]:
    """A Russian name: forename and surname, a patronymic between them, or initials."""
    word = "[А-ЯЁІЇЄҐ](?:[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+)(?:-[А-ЯЁІЇЄҐ]\\w+)?"
    return re.compile(
        rf"(?:{word}\s+{word}|{word}\s+(?P<father>\w+(?:ович|евич|ич|овна|евна|ична))\s+{word}"
        rf"|(?P<initials>[А-ЯЁІЇЄҐ]\.\s?(?:[А-ЯЁІЇЄҐ]\.\s?)?){word})",
    )


def _author_first(
    lines: Sequence[Line], texts: Sequence[int], heads: Sequence[str], below: str
) -> TitleBlock | None:
    """A Russian title page: the author on the first line, the title on the second, no ``by``."""
    author, title = heads
    found = _russian_name().fullmatch(author)
    if found is None or texts[1] - texts[0] > 3:  # noqa: PLR2004 - a line and a gap
        return None
    if not (found["father"] or found["initials"]) and _russian_name().fullmatch(title):
        return None  # which of two names is the title nobody knows
    genre = below.strip("()[] .").lower().split()[-1:]
    if parse_heading(below) is None and not set(genre) & _GENRES:
        return None
    end = texts[2] + 1 if set(genre) & _GENRES else texts[1] + 1
    block = tuple(line for line in lines[:end] if not line.blank)
    subtitle = below if set(genre) & _GENRES else ""
    return TitleBlock(title, subtitle, (Creator(author, "aut"),), end, block)


_GENRES = frozenset("роман повесть рассказ рассказы сказка поэма новелла".split())  # noqa: SIM905


def _block(
    lines: Sequence[Line], below: Sequence[int], heads: Sequence[str], creators: tuple[Creator, ...]
) -> TitleBlock:
    end = below[0] + 1
    for index in below[1:]:
        text = printable(lines[index].text.strip().strip(_ORNAMENTS))
        more = creators_of(text)
        if not more or more[0].role == "aut" or len(text) > _LONGEST:
            break
        creators += more
        end = index + 1
    block = tuple(line for line in lines[:end] if not line.blank)
    subtitle = ": ".join(heads[1:])
    return TitleBlock(heads[0], subtitle, creators, end, block)


def creators_of(text: str) -> tuple[Creator, ...]:
    """Who a line such as ``by Ann Lee and Bo`` or ``Translated by C. Dee`` names, if anyone."""
    found = _by().fullmatch(text)
    if found is None:
        return ()
    names = found["names"].strip(_ORNAMENTS + "[]")
    words = names.split()
    if not words or len(words) > 2 * _MOST_WORDS or words[0].lower() in _NO_NAME:
        return ()
    if names.endswith(("!", "?", ",", ";", "…")) or (names.endswith(".") and len(words) > 3):  # noqa: PLR2004
        return ()
    role = _ROLES.get((found["role"] or "")[:1].lower(), "aut")
    parts = [part for part in _AUTHORS.split(names) if part]
    if any(len(part.split()) > _MOST_WORDS for part in parts):
        return ()
    return tuple(Creator(part, role) for part in parts)
