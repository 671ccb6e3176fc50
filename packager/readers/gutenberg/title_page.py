"""The title page of a Project Gutenberg text, and the notes of those who transcribed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from packager.book.metadata import Metadata
from packager.readers.gutenberg.frame import is_credit
from packager.readers.headings.chapter_heading import CERTAIN, parse_heading
from packager.readers.headings.printed_contents import find_contents
from packager.readers.text.scene_breaks import is_marker
from packager.readers.text.wrapped_lines import runs
from packager.sources.text import Line

_REACH = 400
"""Lines a title page has at most, with the notes in front of it."""

_PROSE_LINES = 3
_PROSE = 150
"""Characters from which a passage is prose; an imprint, a dedication has fewer."""

_SURE_KINDS = frozenset({"chapter", "letter", "canto", "act", "prologue"})
"""Kinds of headings that stand on no title page."""

_PERSONS = re.compile(
    r"\W*(?:(?:the\s+)?(?:persons|characters|people)\s+(?:of|in)\s+the\s+(?:play|drama|story|piece)"
    r"|dramatis\s+person(?:ae|æ)|persons\s+represented|the\s+cast|personnages|personen)\W*",
    re.IGNORECASE,
)
"""What stands over the list of those who speak in a play."""

_BY = frozenset({"by", "par", "von", "di", "por", "door", "av", "af"})

_MOTTO = 5
"""Words of a short motto at the least."""

_QUOTED = re.compile(r"[\"“‘«_]|\s{6,}\S")
_DEDICATED = re.compile(r"\W*(?:TO|DEDICATED TO|DEDICATION|TO THE MEMORY OF|IN MEMORY OF)\b")
_NOTE = re.compile(
    r"\W*Transcriber['’]?s?['’]?\s+(?:end\s*)?notes?\b|\W*\[?Note\s+to\s+the\s+e-?text",
    re.IGNORECASE,
)
_BOX = re.compile(r"\s*[+|](?:[-=+\s]{6,}[+|]|.*\|)\s*")


@cache
def _imprint() -> re.Pattern[str]:
    """What printers put on title pages."""
    return re.compile(
        r"\b(?:by|author\s+of|translated|illustrated|edited|illustrations?|drawings|frontispiece"
        r"|copyright|published|publishers?|printed|printers?|press|edition|reprinted|impression"
        r"|company|& ?co\b|limited|ltd|sons|street|london|new york|boston|paris|philadelphia"
        r"|chicago|edinburgh|volume|vol\.|in\s+(?:one|two|three|four)\s+volumes|library|series"
        r"|all rights|etext|e-text|ebook|illustrator|editor)\b"
        r"|\b1[4-9]\d\d\b|\bM[DCLXVI]{3,}\b",
        re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class TitlePage:
    """What stands in front of a text.

    Attributes:
        printed: Lines of the title page, which the book sets for itself.
        credits: Passages that say who made the file, each joined.
        quoted: Lines of a motto.
        dedicated: Lines of a dedication.
        notes: Lines of the transcriber's notes.
        end: Index behind all of it.
    """

    printed: tuple[Line, ...]
    credits: tuple[str, ...]
    quoted: tuple[Line, ...]
    dedicated: tuple[Line, ...]
    notes: tuple[Line, ...]
    end: int


def find_title_page(lines: Sequence[Line], metadata: Metadata) -> TitlePage:
    """The title page on top of a text, which may be nothing at all."""
    end = _end(lines, metadata)
    printed: list[Line] = []
    credited: list[str] = []
    quoted: list[Line] = []
    dedicated: list[Line] = []
    notes: list[Line] = []
    target = printed
    for start, stop in runs(lines[:end]):
        run = lines[start:stop]
        text = " ".join(line.text.strip() for line in run)
        if is_credit(text):
            credited.append(text)
            continue
        if _NOTE.match(text) or _boxed(run):
            target = notes
        elif target is notes and not _ends_notes(run, text, metadata):
            pass  # a note of several paragraphs
        elif _DEDICATED.match(text) and not _named(text, metadata):
            target = dedicated
        elif (
            target is dedicated
            and not _is_motto(run, text, metadata)
            and len(text) < _PROSE
            and not _imprint().search(text)
        ):
            pass
        elif target is quoted and not _imprint().search(text) and len(text) < _PROSE:
            pass  # who said it
        else:
            target = quoted if _is_motto(run, text, metadata) else printed
        _append(target, run)
    return TitlePage(
        tuple(printed), tuple(credited), tuple(quoted), tuple(dedicated), tuple(notes), end
    )


def _append(target: list[Line], run: Sequence[Line]) -> None:
    if target:
        target.append(run[0]._replace(text=""))
    target.extend(run)


def _end(lines: Sequence[Line], metadata: Metadata) -> int:
    """The index of the list of contents, the first heading, or the first prose."""
    near = lines[:_REACH]
    contents = find_contents(lines)
    limit = min(len(near), contents.start if contents else len(near))
    blocks = list(runs(near[:limit]))
    noted = False
    for place, (start, stop) in enumerate(blocks):
        text = " ".join(line.text.strip() for line in near[start:stop])
        if _PERSONS.fullmatch(text) or _opens_text(near, blocks, place, text):
            return start
        noted = bool(_NOTE.match(text)) or (noted and not is_marker(text))
        prose = _is_prose(near[start:stop]) and not _QUOTED.match(near[start].text)
        if contents is None and prose and not noted and not is_credit(text):
            return _with_heading(near, blocks, place)
    return limit if contents or len(lines) > _REACH else _behind_names(near, blocks, metadata)


def _opens_text(
    lines: Sequence[Line], blocks: Sequence[tuple[int, int]], place: int, text: str
) -> bool:
    """Whether a passage is the heading the text begins with: prose, or the next heading below."""
    start, stop = blocks[place]
    heading = parse_heading(text) if len(text) <= _PROSE and stop - start <= 2 else None  # noqa: PLR2004
    if heading is None or heading.confidence < CERTAIN:
        return False
    if place + 1 >= len(blocks):
        return False
    below = lines[slice(*blocks[place + 1])]
    if heading.kind in _SURE_KINDS:
        return True
    return _is_prose(below) or _title_above_prose(lines, blocks, place) or _is_heading(below)


def _is_heading(run: Sequence[Line]) -> bool:
    """Whether a passage is a heading nobody takes for anything else."""
    found = parse_heading(_joined(run)) if len(run) <= 2 else None  # noqa: PLR2004
    return found is not None and found.confidence >= CERTAIN


def _behind_names(
    lines: Sequence[Line], blocks: Sequence[tuple[int, int]], metadata: Metadata
) -> int:
    """Where a text without headings or long passages begins: behind title, author and imprint."""
    end = 0
    for start, stop in blocks:
        text = _joined(lines[start:stop])
        by = text.strip("_* .:").lower() in _BY
        if not (by or _named(text, metadata) or is_credit(text) or _imprint().search(text)):
            break
        if len(text) > _PROSE and not is_credit(text):
            break
        end = stop
    return end


def _joined(run: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in run)


def _with_heading(lines: Sequence[Line], blocks: Sequence[tuple[int, int]], place: int) -> int:
    """Where prose begins with a heading above it, which may be a bare number and a title."""
    for above in (2, 1):
        start, stop = blocks[max(0, place - above)]
        if stop - start == 1 and place >= above and parse_heading(lines[start].text) is not None:
            return start
    return blocks[place][0]


def _title_above_prose(
    lines: Sequence[Line], blocks: Sequence[tuple[int, int]], place: int
) -> bool:
    """Whether a short passage below a heading is its title, with prose below that."""
    if place + 2 >= len(blocks):
        return False
    title = lines[slice(*blocks[place + 1])]
    return len(title) == 1 and _is_prose(lines[slice(*blocks[place + 2])])


def _is_prose(run: Sequence[Line]) -> bool:
    text = " ".join(line.text.strip() for line in run)
    return len(run) >= _PROSE_LINES and len(text) > _PROSE and not text.isupper()


def _is_motto(run: Sequence[Line], text: str, metadata: Metadata) -> bool:
    """Whether a passage is a motto: in quotation marks or set in, and nothing of a printer's."""
    if _named(text, metadata) or text.isupper():
        return False
    if len(text) > _PROSE:
        return True
    words = len(text.split())
    return bool(_QUOTED.match(run[0].text)) and words >= _MOTTO and not _imprint().search(text)


def _named(text: str, metadata: Metadata) -> bool:
    """Whether a passage says the title or an author."""
    plain = _letters(text)
    names = (metadata.title, *(creator.name for creator in metadata.creators))
    return any(_letters(name) in plain for name in names if len(name) > 3)  # noqa: PLR2004


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


# --- notes of the transcribers ----------------------------------------------------------------


def _boxed(run: Sequence[Line]) -> bool:
    return len(run) > 1 and all(_BOX.fullmatch(line.text) for line in run)


def _ends_notes(run: Sequence[Line], text: str, metadata: Metadata) -> bool:
    """Whether a passage below a note is no more of it: a rule, the title, capitals, few words."""
    ended = text.rstrip("])\"'_").endswith((".", ":", ";"))
    short = len(run) == 1 and len(text) < 60 and not ended  # noqa: PLR2004 - a line of print
    return (
        is_marker(text)
        or text.isupper()
        or short
        or (len(text) < _PROSE and _named(text, metadata))
    )


def notes_at_end(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of a text, and those of the transcriber's notes behind it."""
    for start, stop in reversed(list(runs(lines))[-40:]):
        run = lines[start:stop]
        inner = [line.text.strip("|+ ") for line in run] if _boxed(run) else [run[0].text]
        if any(_NOTE.match(text) for text in inner):
            return tuple(lines[:start]), tuple(lines[start:])
    return tuple(lines), ()


def unboxed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a note without the box drawn around it, and without its label's brackets."""
    for line in lines:
        if not _BOX.fullmatch(line.text):
            yield line
            continue
        inner = line.text.strip().strip("|+").strip()
        yield line._replace(text="" if not inner.strip("-=+ ") else inner)


def below_label(lines: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    """The label of a note, and the note itself: ``[Transcriber's Note: As printed.]``."""
    texts = [index for index, line in enumerate(lines) if not line.blank]
    if not texts:
        return "", ()
    first = lines[texts[0]]
    found = re.match(
        r"\W*(Transcriber['’]?s?['’]?\s+(?:end\s*)?notes?|Note\s+to\s+the\s+e-?text)\s*[:.\-—]*\s*",
        first.text,
        re.IGNORECASE,
    )
    if found is None:
        return "", tuple(lines)
    rest = (first._replace(text=first.text[found.end() :]), *lines[texts[0] + 1 :])
    last = next((i for i in range(len(rest) - 1, -1, -1) if not rest[i].blank), 0)
    if first.text.lstrip()[:1] == "[" and rest[last].text.rstrip().endswith("]"):
        closed = rest[last]._replace(text=rest[last].text.rstrip()[:-1])
        rest = (*rest[:last], closed, *rest[last + 1 :])
    return found[0].strip(), rest
