"""Titles on lines of their own below the headings they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.book.section import Role
from packager.readers.headings.words import ChapterHeading, names
from packager.readers.text.scene_breaks import is_marker
from packager.sources.text import Line

_TITLE = 90
"""Characters a title on a line of its own may have."""

_TITLE_LINES = 4
"""Lines a title may be broken over."""

_SEVERAL = 3
_PHRASE = 30
"""Characters from which the sentences below fewer headings than that are no titles."""

_SENTENCE = 50
"""Characters from which sentences are no titles, on average."""

_SMALL = names(
    "a an and as at but by for from in into is nor of off on or the to with de la le les du des et "
    "von der die das und im am zu del los las y en el da do dos e il lo di och i på og het van"
)
"""Words that titles write small."""

_FULL_STOP = re.compile(r"[^\W\d]{3,}\.$")
_LABELLED = re.compile(
    r"\W*(?:a\s*/\s*n\b|an:|a\.n\.|author['’]?s?['’]?\s+note|note|disclaimer|summary|rated?\b|by\s"
    r"|scene\s*[:.—-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TextHeading:
    """A heading found in a text.

    Attributes:
        start: Index of its first line.
        end: Index behind its last line, which may be that of a title below it.
        heading: What it says, with the title from the lines below.
        line: Its first line.
        rule: Why it is one, in words.
        also: What a second heading just below it says once more, which is not printed.
    """

    start: int
    end: int
    heading: ChapterHeading
    line: Line
    rule: str
    also: str = ""


def with_titles_below(lines: Sequence[Line], found: Sequence[TextHeading]) -> list[TextHeading]:
    """The headings with the titles that stand on lines of their own below them.

    A single one must look like a title; where most headings of a kind have a short line below
    them, that is where this book has its titles.
    """
    below = [
        _title_below(lines, one, found[place + 1].start if place + 1 < len(found) else len(lines))
        for place, one in enumerate(found)
    ]
    usual: dict[str, bool] = {}
    for kind in {one.heading.kind for one in found}:
        mine = [title for one, title in zip(found, below, strict=True) if one.heading.kind == kind]
        have = sum(1 for title in mine if title)
        usual[kind] = len(mine) > 1 and have * 10 >= len(mine) * 7 and not _are_sentences(mine)
    result = []
    for one, title in zip(found, below, strict=True):
        if title is None or not (usual[one.heading.kind] or title[2]):
            result.append(one)
            continue
        text, end, _ = title
        heading = _titled(one.heading, text)
        result.append(replace(one, end=end, heading=heading))
    return result


def _are_sentences(below: Sequence[tuple[str, int, bool] | None]) -> bool:
    """Whether the lines below are how chapters begin: whole sentences, and too long for titles."""
    plain = [one[0] for one in below if one is not None and not one[2]]
    ended = [text for text in plain if text.endswith((".", "!", "?", "。"))]
    if len(ended) * 2 < len(plain) or not ended:
        return False
    longest = _SENTENCE if len(below) >= _SEVERAL else _PHRASE
    return sum(map(len, ended)) > longest * len(ended)


def _titled(heading: ChapterHeading, text: str) -> ChapterHeading:
    """The heading with a title: that of a kind the book has no word for is put before it."""
    if _FULL_STOP.search(text):
        text = text[:-1]  # printers once ended titles with it
    if not heading.title and heading.label and heading.role in {Role.PROLOGUE, Role.EPILOGUE}:
        return replace(heading, title=f"{heading.label.rstrip(' .:')}: {text}", label="")
    if heading.title:
        joint = " " if heading.title.endswith((".", ":", "!", "?")) else ": "
        return replace(heading, title=f"{heading.title}{joint}{text}")
    return replace(heading, title=text)


def _title_below(
    lines: Sequence[Line], one: TextHeading, until: int
) -> tuple[str, int, bool] | None:
    """A title below a heading, the index behind it, and whether it looks like nothing else."""
    whole = not one.heading.label and one.heading.ordinal is not None  # BOOK THE FIRST, Letter IV
    if one.heading.title and not whole:
        return None
    start = next((i for i in range(one.end, min(until, one.end + 4)) if not lines[i].blank), None)
    if start is None:
        return None
    end = start
    while end < min(until, start + _TITLE_LINES + 1) and not lines[end].blank:
        end += 1
    block = [line.text.strip() for line in lines[start:end]]
    if start == one.end and len(block) > 1 and not lines[start].text[:1].isspace():
        # A title right below its heading, and the text right below that.
        if not _looks_like_title(block[0]):
            block = block if len(block) <= 2 else []  # noqa: PLR2004
        elif not all(_looks_like_title(text) for text in block):
            block, end = block[:1], start + 1
    text = " ".join(block)
    below = next((i for i in range(end, len(lines)) if not lines[i].blank), None)
    if (
        not block
        or len(block) > _TITLE_LINES
        or len(text) > (_TITLE if len(block) == 1 else 2 * _TITLE)
        or below is None
        or below >= until
        or not _may_be_title(text)
    ):
        return None
    return text, end, _looks_like_title(text)


def _may_be_title(text: str) -> bool:
    """Whether nothing forbids it: speech, a note's label, ornament, half a sentence."""
    if text[:1] in "\"“”‘'«»–—-*(" or is_marker(text) or text.endswith((",", ";", ":", "…", "--")):
        return False
    return not _LABELLED.match(text) and not text.endswith(('"', "”"))


def _looks_like_title(text: str) -> bool:
    """Capitals throughout, or at the head of each word that counts, and no sentence's end."""
    if not _may_be_title(text):
        return False
    words = [word.strip("“”\"'‘’().,;:!?_*") for word in text.split()]
    words = [word for word in words if word[:1].isalpha()]
    if not words or len(words) > 14 or (text.endswith((".", "!", "?")) and not text.isupper()):  # noqa: PLR2004
        return False
    if text[:1].lower() == text[:1].upper() and text[:1].isalpha():
        return len(text) <= 30 and text[-1] not in "。！？"  # noqa: PLR2004 - no capitals there
    counting = [word for word in words if word.lower() not in _SMALL]
    capital = sum(1 for word in counting if word[0].isupper())
    return bool(counting) and words[0][0].isupper() and capital * 3 >= len(counting) * 2
