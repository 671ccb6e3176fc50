"""What the values of ``story.toml`` may be: taken from TOML, or from their text as typed."""

from __future__ import annotations

import re
from datetime import date, datetime

from packager.book.blocks import Blocks, Paragraph
from packager.book.metadata import Creator, Series
from packager.book.style import Direction
from packager.readers.sites.language_names import NAMES
from packager.sources.text import unprintable

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
_SERIES = re.compile(
    r"""(?P<name>.*?[^\s:,\#])
    (?: \s*[:,]?\s*(?:\#|\b(?:book|vol|volume|part|no|nr|band|tome|teil)\b\.?)\s*\#?
                                              # Name #2, Name, Book 2, Name Vol. 2: any number
      | (?:\s*[:,]\s*|\s+[–—-]\s+|\s+)(?=\d{1,3}(?:\.|$))
                                              # Name 2, Name: 2: a year belongs to the name
    )
    (?P<number>\d{1,5}(?:\.\d{1,5})?)""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_NUMBER = 99_999
_MAX_COUNT = 10**9

_STATUS = {
    "complete": "complete", "completed": "complete", "finished": "complete",
    "incomplete": "incomplete", "in progress": "incomplete", "in-progress": "incomplete",
    "ongoing": "incomplete", "work in progress": "incomplete", "wip": "incomplete",
    "updating": "incomplete", "dropped": "cancelled",
    "hiatus": "hiatus", "on hiatus": "hiatus", "on-hiatus": "hiatus", "paused": "hiatus",
    "cancelled": "cancelled", "canceled": "cancelled", "abandoned": "cancelled",
    "discontinued": "cancelled",
}  # fmt: skip
"""What sites call the four states a book has words for."""


def text_value(value: object) -> str:
    """A text.

    Raises:
        TypeError: The value is no text.
        ValueError: It holds a character that no book can hold.
    """
    return " ".join(_printable(value).split())


def _printable(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {value!r:.60}")
    bad = unprintable(value)
    if bad:
        raise ValueError(f"the text holds U+{ord(bad):04X}, a character that no book can hold")
    return value


def texts_value(value: object) -> tuple[str, ...]:
    """A list of texts; one text alone is a list of one.

    Raises:
        TypeError: The value is neither.
    """
    if isinstance(value, str):
        return (text_value(value),)
    if not isinstance(value, list | tuple):
        raise TypeError(f"a list of texts was expected, not {value!r:.60}")
    return tuple(text_value(item) for item in value)


def language_value(value: object) -> str:
    """A BCP 47 language tag (https://www.rfc-editor.org/rfc/bcp/bcp47.txt), in its usual case.

    The name of a common language is understood too: ``English``, ``Deutsch``.

    Raises:
        ValueError: The value is no such tag.
    """
    tag = text_value(value)
    tag = NAMES.get(tag.lower(), tag)
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f"{tag!r} is no language tag such as en, de or pt-BR")
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def _subtag(part: str) -> str:
    match len(part):
        case 2:
            return part.upper()
        case 4:
            return part.title()
        case _:
            return part.lower()


def series_value(value: object) -> Series:
    """A series: a table with name and number, or a text such as ``"The Four Seasons 4"``.

    Raises:
        TypeError: The value is neither.
        ValueError: It has no name, or keys nobody knows.
    """
    if isinstance(value, dict):
        if set(value) - {"name", "number"} or not value.get("name"):
            raise ValueError("a series has a name and a number")
        return Series(text_value(value["name"]), _series_number(value.get("number")))
    text = text_value(value)
    found = _SERIES.fullmatch(text)
    if found:
        return Series(found["name"], float(found["number"]))
    return Series(text)


def _series_number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a number was expected, not {value!r:.60}")
    if not 0 <= value <= _MAX_NUMBER:
        raise ValueError(f"a number from 0 to {_MAX_NUMBER} was expected, not {value!r:.60}")
    return float(value)


def date_value(value: object) -> date:
    """A day: a TOML date, or a text such as ``2024-05-03``.

    Raises:
        ValueError: The value is no day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(text_value(value))
    except (TypeError, ValueError) as error:
        raise ValueError(f"a day such as 2024-05-03 was expected, not {value!r:.60}") from error


def address_value(value: object) -> str:
    """An address on the web.

    Raises:
        ValueError: It is none that a book may link to.
    """
    text = text_value(value)
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise ValueError(f"{text!r} is no address that begins with https:// or http://")
    return text


def count_value(value: object) -> int:
    """A number of words or chapters, or its text with or without groups: ``12,345``.

    Raises:
        TypeError: The value is neither a number nor a text.
        ValueError: It is no number there can be so many of.
    """
    number = value
    if isinstance(value, str):
        digits = re.sub(r"(?<=\d)[\s.,'\u2019](?=\d{3}(?!\d))", "", value.strip())
        number = int(digits) if re.fullmatch(r"\d{1,12}", digits, re.ASCII) else None
    if isinstance(number, bool) or not isinstance(number, int | None):
        raise TypeError(f"a whole number was expected, not {value!r:.60}")
    if number is None or not 0 <= number <= _MAX_COUNT:
        raise ValueError(f"a whole number from 0 on was expected, not {value!r:.60}")
    return number


def status_value(value: object) -> str:
    """How far a story has come: one of four words, or the site's own.

    Raises:
        TypeError: The value is no text.
    """
    said = text_value(value)
    return _STATUS.get(said.casefold(), said)


def direction_value(value: object) -> Direction:
    """A base direction: ``ltr`` or ``rtl``.

    Raises:
        ValueError: It is neither.
    """
    match text_value(value).lower():
        case "ltr":
            return "ltr"
        case "rtl":
            return "rtl"
        case other:
            raise ValueError(f"a direction is ltr or rtl, not {other!r}")


def truth_value(value: object) -> bool:
    """Yes or no: a TOML boolean, or its text as typed.

    Raises:
        ValueError: It is neither.
    """
    if isinstance(value, bool):
        return value
    said = value.strip().lower() if isinstance(value, str) else ""
    if said not in {"true", "false", "yes", "no"}:
        raise ValueError(f"true or false was expected, not {value!r:.60}")
    return said in {"true", "yes"}


def paragraphs_value(value: object) -> Blocks:
    """A text whose blank lines separate paragraphs.

    Raises:
        TypeError: The value is no text.
    """
    chunks = (" ".join(chunk.split()) for chunk in re.split(r"\n\s*\n", _printable(value)))
    return tuple(Paragraph((chunk,)) for chunk in chunks if chunk)


def creators_value(value: object) -> tuple[Creator, ...]:
    """The authors: a list of names.

    Raises:
        TypeError: The value is no list of texts.
    """
    return tuple(Creator(name) for name in texts_value(value) if name)
