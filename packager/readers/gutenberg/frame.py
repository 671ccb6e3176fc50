"""What Project Gutenberg has put around a text: header and licence, of three generations.

Until 2003 the header ended with the small print (``*END*THE SMALL PRINT!``), since then with
``*** START OF THIS PROJECT GUTENBERG EBOOK``; the footer is the licence behind ``*** END OF``, or
was a line such as ``End of the Project Gutenberg Etext of ...``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from packager.book.metadata import Creator, Metadata
from packager.readers.sidecar import language_value
from packager.readers.sites.dates import day_of
from packager.sources.text import Line

_HEADER_REACH = 1200
"""Lines in which the end of a header is looked for; the longest small print has some 400."""

_MARK_LINES = 3
_LONGEST = 300

_ROLES = {
    "author": "aut", "translator": "trl", "illustrator": "ill", "editor": "edt",
    "contributor": "ctb", "commentator": "cmm", "compiler": "com", "adapter": "adp",
    "photographer": "pht", "engraver": "egr", "annotator": "ann", "composer": "cmp",
    "author of introduction, etc.": "aui", "dubious author": "dub",
}  # fmt: skip
"""MARC relator codes (https://id.loc.gov/vocabulary/relators.html)."""

_SET_IN = frozenset({"most recently updated", "last updated", "posting date"})
"""Labels that stand below another, set in."""

_RIGHTS = "Public domain in the United States, from Project Gutenberg"


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(
        r"\s*\*{2,3}\s*START OF TH(?:E|IS) PROJECT GUTENBERG\b"
        r"|\s*\*{1,3}\s*END\*?\s*\*?(?:OF\s+)?THE SMALL PRINT\b",
        re.IGNORECASE,
    )


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(
        r"\s*\*{2,3}\s*END OF TH(?:E|IS) PROJECT GUTENBERG\b"
        r"|\s*\W*(?:The )?End of (?:the |this )?Project Gutenberg\b"
        r"|\s*\*{3}\s*START: FULL LICENSE"
        r"|\s*This is the end of the Project Gutenberg\b"
        r"|\s*Ende dieses Projek?t Gutenberg|\s*Fin de Project Gutenberg",
        re.IGNORECASE,
    )


@cache
def _first_line() -> re.Pattern[str]:
    return re.compile(
        r"\W*(?:The\s+)?Project Gutenberg(?:['’]s)?\s+(?:E-?book|E-?text)?\s*(?:of|,)?\s*"
        r"(?P<title>\S.*?)(?:,?\s+by\s+(?P<author>[^*]+?))?[\s*]*",
        re.IGNORECASE,
    )


_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z ,.]{2,30}):\s*(?P<value>\S.*)?")
_NUMBER = re.compile(r"\[?\s*(?:e-?book|e-?text)\s*#\s*(\d{1,6})\s*\]?", re.IGNORECASE)
_COPYRIGHTED = re.compile(
    r".{0,80}\bcopyright\b\s*(?:\(c\)|©)?\s*(?:19|20)\d\d\b.{0,120}", re.IGNORECASE
)
_USE = re.compile(r"This e-?book is for the use of anyone", re.IGNORECASE)
_CREDIT = re.compile(
    r"\W*(?:Produced|Prepared|E-?texts?\s+(?:was\s+|were\s+)?(?:prepared|produced|scanned)|Transcribed"
    r"|Scanned|Digitized|This\s+e-?(?:text|book)\s+(?:was|is)\s+(?:produced|prepared|created|transcribed)"
    r"|HTML version|Text file produced|Credits:|Updated editions|Character set for this)\b",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"\W*(?:This\s+)?(?:Produced|Prepared|Transcribed|Scanned|Digitized|Credits|e-?texts?|e-?book)[\w\s]*?"
    r"(?:\bby\b|:)\s*(?P<names>\S.*)",
    re.IGNORECASE,
)


def is_framed(text: str) -> bool:
    """Whether there is a header of Project Gutenberg's on top of a text."""
    start = text[: 2**16]
    if "gutenberg" not in start.lower():
        return False
    lines = start.split("\n")[:_HEADER_REACH]
    return any(_starts().match(line) for line in lines) or any(
        _first_line().fullmatch(line.strip()) for line in lines[:4] if "utenberg" in line
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """A text with what is around it.

    Attributes:
        header: The lines of the header.
        text: Those of the text.
        footer: Those of the licence.
    """

    header: tuple[Line, ...]
    text: tuple[Line, ...]
    footer: tuple[Line, ...]


def unframed(lines: Sequence[Line]) -> Frame:
    """The text and what is around it."""
    start = 0
    for index, line in enumerate(lines[:_HEADER_REACH]):
        if _starts().match(line.text):
            start = _behind_mark(lines, index)
    if not start:
        start = _without_mark(lines)
    end = next(
        (i for i in range(start, len(lines)) if lines[i].text and _ends().match(lines[i].text)),
        len(lines),
    )
    return Frame(tuple(lines[:start]), tuple(lines[start:end]), tuple(lines[end:]))


def _behind_mark(lines: Sequence[Line], index: int) -> int:
    """The index behind a mark, which may go on over lines: a long title stands in it."""
    first = lines[index].text.rstrip()
    if "SMALL PRINT" in first.upper() or (first.endswith("*") and first.count("*") > _MARK_LINES):
        return index + 1
    for end in range(index + 1, min(len(lines), index + _MARK_LINES)):
        if lines[end].text.rstrip().endswith("***"):
            return end + 1
        if lines[end].blank:
            break
    return index + 1


def _without_mark(lines: Sequence[Line]) -> int:
    """The index behind a header that ends without a mark: its name and labels, with gaps."""
    end = 0
    for index, line in enumerate(lines[:60]):
        text = line.text.strip()
        named = "utenberg" in text and _first_line().fullmatch(text)
        if named or (_NUMBER.search(text) and len(text) < _LONGEST) or _USE.match(text):
            end = index + 1
            while end < len(lines) and not lines[end].blank:
                end += 1
    return end


# --- what the header says ---------------------------------------------------------------------


def metadata_of(header: Sequence[Line]) -> Metadata:
    """What a header says of the text."""
    labels = _labelled(header)
    title, *subtitle = labels.get("title", [""])
    creators = tuple(
        Creator(name, role)
        for label, role in _ROLES.items()
        for name in _names(" ".join(labels.get(label, [])))
    )
    named = _named(header)
    number = _number(header)
    address = f"https://www.gutenberg.org/ebooks/{number}" if number else ""
    release = " ".join(labels.get("release date", []) or labels.get("posting date", []))
    metadata = Metadata(
        identifier=address,
        title=title or named[0],
        subtitle=" ".join(subtitle),
        creators=creators or tuple(Creator(name) for name in _names(named[1])),
        language=_language(" ".join(labels.get("language", []))),
        publisher="Project Gutenberg",
        source=address,
        published=day_of(release) if release else None,
        modified=day_of(" ".join(labels.get("most recently updated", []))),
        rights=_rights(header, number),
    )
    credited = " ".join(labels.get("credits", []) or labels.get("produced by", []))
    return with_credit(metadata, f"Credits: {credited}") if credited else metadata


def _labelled(header: Sequence[Line]) -> dict[str, list[str]]:
    """The lines behind each label; a line that is set in goes on with the one above."""
    found: dict[str, list[str]] = {}
    last: list[str] | None = None
    for line in header:
        text = line.text.rstrip()
        label = _LABEL.fullmatch(text.strip()) if len(text) <= _LONGEST else None
        if label and text[:1].isspace() and label["label"].lower() not in _SET_IN:
            label = None  # a subtitle with a colon in it
        if label and label["value"]:
            last = found.setdefault(label["label"].lower(), [])
            last.append(label["value"])
        elif text[:1].isspace() and text.strip() and last is not None:
            last.append(text.strip())
        else:
            last = None
    return found


def _named(header: Sequence[Line]) -> tuple[str, str]:
    """Title and author as the first line has them: ``The Project Gutenberg Etext of``."""
    for index, line in enumerate(header[:12]):
        text = line.text.strip()
        if "utenberg" not in text:
            continue
        found = _first_line().fullmatch(text.strip("* "))
        if found and not found["author"] and not text.endswith("*"):
            below = " ".join(line.text.strip() for line in _rest_of_passage(header, index))
            found = _first_line().fullmatch(f"{text} {below}".strip("* ")) or found
        if found and not _USE.search(text):
            return found["title"].strip(" *,"), (found["author"] or "").strip(" *,.")
    return "", ""


def _rest_of_passage(header: Sequence[Line], index: int) -> tuple[Line, ...]:
    below = header[index + 1 : index + _MARK_LINES]
    end = next((place for place, line in enumerate(below) if line.blank), len(below))
    return tuple(below[:end])


def _names(value: str) -> tuple[str, ...]:
    """The names of a label: parted by ``and``, ``&`` and ``;``, not by the comma of a title."""
    names = re.split(r"\s*(?:;|&|\band\b)\s*", value)
    return tuple(name for one in names if (name := one.strip(" ,")) and name.lower() != "various")


def _number(header: Sequence[Line]) -> str:
    return next((found[1] for line in header if (found := _NUMBER.search(line.text))), "")


def _language(value: str) -> str:
    first = re.split(r"\s*(?:,|;|\band\b)\s*", value)[0]
    try:
        return language_value(first) if first else ""
    except ValueError:
        return ""


def _rights(header: Sequence[Line], number: str) -> str:
    """A statement of rights of one sentence."""
    for line in header:
        found = _COPYRIGHTED.fullmatch(line.text.strip())
        if found and "law" not in found[0].lower():
            return found[0].strip(" *")
    start = next((i for i, line in enumerate(header) if _USE.match(line.text.strip())), None)
    book = f" (eBook #{number})" if number else ""
    if start is None:
        return f"{_RIGHTS}{book}"
    words: list[str] = []
    for line in header[start:]:
        if line.blank:
            break
        words.append(line.text.strip())
    return f"{' '.join(' '.join(words).split())[:700]}{book}"


# --- credits ----------------------------------------------------------------------------------


def is_credit(text: str) -> bool:
    """Whether a passage says who made the file: ``Produced by ...``."""
    return len(text) <= 2 * _LONGEST and _CREDIT.match(text) is not None


def with_credit(metadata: Metadata, passage: str) -> Metadata:
    """The metadata with those who made the file, as its book producers."""
    found = _CREDITED.match(passage)
    if found is None:
        return metadata
    names = re.sub(
        r"\s*(?:\(?\bat\s+)?(?:https?://|www\.)\S+|<?\S+@\S+>?|\(This.*", "", found["names"]
    )
    names = names.strip(" ,.()[]")
    if not names or any(one.role == "bkp" for one in metadata.creators):
        return metadata
    return replace(metadata, creators=(*metadata.creators, Creator(names[:_LONGEST], "bkp")))
