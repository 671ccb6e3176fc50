"""Days as story sites write them: ``2014-03-12``, ``3/12/2014``, ``12th Mar 2014`` and more."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 80
"""Characters a day may take with its weekday, its hour and its zone."""

_MONTHS_IN_YEAR = 12
_CENTURY = 100
_FIRST_SITES = 70
"""A year of two digits is of the last century from here on."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    year, month, day = r"(?P<y>\d{4})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
    name = r"(?P<name>[A-Za-z]{3})[a-z]{0,6}\.?"
    short = r"(?P<y>\d{4}|\d{2})"
    patterns = (
        rf"(?<!\d){year}(?P<sep>[-/.]){month}(?P=sep){day}(?!\d)",  # ISO 8601 and its likes
        rf"(?<!\d){year}\s?[年년]\s?{month}\s?[月월]\s?{day}\s?[日일]",
        rf"(?<!\d){day}(?:st|nd|rd|th)?(?:\s+of)?[\s.-]+{name}[\s,-]+{year}(?!\d)",
        rf"\b{name}\s+{day}(?:st|nd|rd|th)?,?\s+{year}(?!\d)",
        rf"(?<!\d){month}/{day}/{short}(?!\d)",  # fanfiction.net writes the month first
        rf"(?<!\d){day}[.-]{month}[.-]{year}(?!\d)",
    )
    return tuple(re.compile(pattern) for pattern in patterns)


def day_of(text: str) -> date | None:
    """The first day a text names, hours and zones aside; ``None`` when it names none.

    Of ``3/12/2014`` the first number is the month, unless it is above 12. A day without a year
    (``Mar 12``, ``2 hours ago``) is none, as nobody knows when it was said.
    """
    head = text[:_LONGEST]
    for pattern in _patterns():
        found = pattern.search(head)
        if found:
            return _day(found.groupdict())
    return None


def _day(parts: dict[str, str | None]) -> date | None:
    name = (parts.get("name") or "").lower()
    if name and name not in _MONTHS:
        return None
    year, day = int(parts["y"] or 0), int(parts["d"] or 0)
    month = _MONTHS.index(name) + 1 if name else int(parts["m"] or 0)
    if month > _MONTHS_IN_YEAR:
        month, day = day, month
    if year < _CENTURY:
        year += 1900 if year >= _FIRST_SITES else 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
