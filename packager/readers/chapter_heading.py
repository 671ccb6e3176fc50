"""A chapter's heading in plain text: a short first line that names the chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packager.diagnostics import Code, Report, Where
from packager.sources.text import Line

CONFIDENCE = 0.8

_HEADING = re.compile(
    r"""(?:
        (?:chapter|part|book|act|kapitel|teil|chapitre|partie|cap[ií]tulo|capitolo|parte|hoofdstuk
          |deel|rozdzia[łl]|część|глава|часть|розділ|частина)
        \s+(?:the\s+)?
        (?: (?P<number>\d+|[ivxlc]+)\b | [\w-]{2,12}(?=\s*(?:$|[:.–—-])) )
      | prologue|prolog|epilogue|epilog|interlude|prólogo|epílogo|пролог|эпилог|епілог
    )
    (?P<rest>.{0,80})""",
    re.IGNORECASE | re.VERBOSE,
)
_LED = re.compile(r"\s*[:.–—-]\s*")


def split_heading(body: Sequence[Line], name: str, report: Report) -> tuple[str, Sequence[Line]]:
    """The heading on top of a chapter, empty when there is none, and the lines below it.

    Args:
        body: The lines of a chapter.
        name: Name of the source, for messages.
        report: Told of a heading that was found.
    """
    texts = [(index, line) for index, line in enumerate(body) if not line.blank]
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
    found = _HEADING.fullmatch(text)
    if found is None:
        return False
    rest = found["rest"]
    led = _LED.match(rest)
    if led:
        return not rest[led.end() :].endswith((".", ",", ";", "…"))
    # "Chapter 3 Snow" is a heading; "Chapter 3 was a lie!" and "Prologues bore me" are text.
    spaced = found["number"] is not None and rest[:1].isspace()
    return not rest or (spaced and not rest.endswith(tuple(".,;…”\"'’!?")))
