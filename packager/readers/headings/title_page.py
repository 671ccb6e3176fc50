"""A title page without the word *by*: a few short lines above the first heading of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.metadata import Creator
from packager.readers.headings.words import names

ORNAMENTS = " \t*_~=#-–—"

_MOST = 4
"""Lines of a title page; more are a foreword, or a poem."""

_LONGEST = 80
"""Characters of each."""

_ENDS = (".", ",", ";", ":", "!", "?", "…", '"', "”")
"""Below the title no line of a title page ends like a sentence, or like speech."""

_NAME = re.compile(r"(?:[^\W\d_a-z]\.\s?)*[^\W\d_](?:[\w'’-])*\.?")
"""A part of a name: ``Marsh``, ``O'Hara``, ``J.``, ``J.R.``."""

_GIVING = names("for to in with dedicated")
"""What a dedication begins with."""

_SMALL = 4
"""Letters up to which a word within a title may be written small."""

_PARTICLES = names("van von der den de del della di da dos du la le y ten ter zu")

_NO_NAME = names(
    "a an the for to in of my her his their our with from and or novella novel story stories tale "
    "tales book volume part fic fanfic fiction short one-shot oneshot fanfiction memoir saga "
    "collection anthology edition draft revised version english text poems sequel prequel "
    "dedicated memory"
)
"""Words that no author's name has, and a subtitle or a dedication may."""


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands on a title page.

    Attributes:
        title: The title.
        subtitle: What stands between it and the author.
        creators: Who made it, where a line reads as the name of a person.
        lines: So many of the lines are the title page; those below it are text.
    """

    title: str
    subtitle: str = ""
    creators: tuple[Creator, ...] = ()
    lines: int = 1


def titles_on(texts: Sequence[str]) -> TitlePage | None:
    """The title page some lines are; ``None`` when they are text.

    One line is a title. Of several, where the last reads as the name of a person, all are the
    page: ``THE BELL``, ``A Novella``, ``Oduya Marsh``. Else the first may be the title, and those
    below it are text.
    """
    lines = [" ".join(text.split()).strip(ORNAMENTS) for text in texts]
    if not 0 < len(lines) <= _MOST or any(not 0 < len(line) <= _LONGEST for line in lines):
        return None
    title, *below = lines
    if not below:
        return None if title.endswith(_ENDS) else TitlePage(title)
    if any(line.endswith(_ENDS) for line in below):
        return None
    if not _is_person(below[-1]):
        return TitlePage(title) if _is_capitalised(title) else None
    return TitlePage(title, ": ".join(below[:-1]), (Creator(below[-1], "aut"),), len(lines))


def _is_capitalised(text: str) -> bool:
    """Whether a line is written as titles are, and does not give the story to someone."""
    words = [word for word in text.split() if word[0].isalpha()]
    if not words or text.endswith(_ENDS) or words[0].lower() in _GIVING:
        return False
    return text[0].isupper() and all(word[0].isupper() for word in words if len(word) > _SMALL)


def _is_person(text: str) -> bool:
    words = text.split()
    named = [word for word in words if word.lower() not in _PARTICLES]
    if not 2 <= len(named) <= 4 or set(map(str.lower, named)) & _NO_NAME:  # noqa: PLR2004
        return False
    return all(word[0].isupper() and _NAME.fullmatch(word) for word in named)
