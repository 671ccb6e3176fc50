"""Heading names: headings that open no chapter, by what they say in any language people use."""

from __future__ import annotations

import re
from functools import cache

_LONGEST = 60

FACTS = frozenset(
    {
        "description", "summary", "synopsis", "blurb", "short description", "short summary",
        "long description", "story description", "tags", "story tags", "additional tags", "genre",
        "genres", "characters", "main characters", "relationships", "pairings", "fandom", "fandoms",
        "warnings", "content warnings", "archive warnings", "rating", "author", "authors",
        "status", "language", "series",
    }
)  # fmt: skip
"""Headings in front of a story under which a fact about it stands."""

DESCRIPTIONS = (
    "description", "story description", "long description", "blurb", "short description",
    "short summary", "summary", "synopsis",
)  # fmt: skip
"""Those that are the blurb, the best first: a synopsis may tell how the story ends."""


@cache
def _note() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:the\s+)?auth?or[’'´`]?s?[’'´`]?\s*(?:end\s*|foot)?notes?|a\s?[/\\]\s?n|(?-i:AN)"
        r"|(?:note|word)s?\s+from\s+the\s+author"
        r"|(?:beginning|opening|start(?:ing)?|closing|end(?:ing)?|chapter(?:\s+end)?|pre|post)[\s-]?notes?"
        r"|(?:anmerkung(?:en)?|notiz)\s+(?:des|der|vom|von\s+der)\s+autor(?:s|in|en|innen)?"
        r"|autor(?:en|in)?(?:anmerkung|notiz)(?:en)?|note\s+de\s+l[’']auteure?"
        r"|nota\s+d(?:el|o|a|e\s+la|e\s+l)\s?autora?|nota\s+dell[’']autor(?:e|rice)|noot\s+van\s+de\s+auteur"
        r"|od\s+autor(?:a|ki)|от\s+автора|примечани[ея]\s+автора|від\s+автор(?:а|ки)"
        r"|作者(?:的话|的話|有话说|注|より|から)|あとがき|작가의\s*말)\s*[:：.]?",
        re.IGNORECASE,
    )


@cache
def _weak_note() -> re.Pattern[str]:
    return re.compile(r"(?:notes?|anmerkung(?:en)?|notas?|remarques?)\s*[:：.]?", re.IGNORECASE)


@cache
def _contents() -> re.Pattern[str]:
    return re.compile(
        r"\W*(?:(?:table\s+of\s+)?contents|toc|chapters|chapter\s+list|index|inhalt(?:sverzeichnis)?"
        r"|table\s+des\s+mati[èe]res|sommaire|[ií]ndice|sum[áa]rio|sommario|inhoud(?:sopgave)?"
        r"|spis\s+treści|оглавление|содержание|зміст|目次|目录|目錄|차례|목차)\W*",
        re.IGNORECASE,
    )


def is_note_heading(text: str) -> bool:
    """Whether a heading stands above a note of the author's."""
    return len(text) <= _LONGEST and _note().fullmatch(text) is not None


def may_be_note_heading(text: str) -> bool:
    """Whether a heading does so where it is the last of a chapter: ``Notes``."""
    return is_note_heading(text) or (
        len(text) <= _LONGEST and _weak_note().fullmatch(text) is not None
    )


def is_contents_heading(text: str) -> bool:
    """Whether a heading stands above a list of contents."""
    return len(text) <= _LONGEST and _contents().fullmatch(text) is not None


def fact_of(text: str) -> str:
    """The fact that stands under a heading, by its name in ``FACTS``; empty for none."""
    name = " ".join(text.lower().strip(" :：").split())
    return name if name in FACTS else ""
