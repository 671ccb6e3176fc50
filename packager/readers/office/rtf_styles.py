"""The style sheet of an RTF document: the names of its styles, and which are those of headings."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.readers.office.heading_styles import heading_level

MAX_HEADING = 6
"""Deeper outline levels are body text, as the ninth is by definition."""


def outline_level(number: int) -> int:
    r"""The level of heading of an ``\outlinelevel``; 0 for body text."""
    return number + 1 if 0 <= number < MAX_HEADING else 0


@dataclass(slots=True)
class StyleSheet:
    """The styles of one document by their numbers.

    Attributes:
        number: The style that is being described.
    """

    number: int = 0
    _names: dict[int, str] = field(default_factory=dict)
    _based: dict[int, int] = field(default_factory=dict)
    _levels: dict[int, int] = field(default_factory=dict)

    def says(self, word: str, number: int) -> None:
        """What a control word says of the style that is being described."""
        match word:
            case "s":
                self.number = number
            case "sbasedon":
                self._based[self.number] = number
            case "outlinelevel":
                self._levels[self.number] = outline_level(number)
            case _:
                pass

    def named(self, name: str) -> None:
        """The name of the style that was described."""
        self._names[self.number] = name

    def name(self, number: int) -> str:
        """The name of a style in lower case; empty where there is none."""
        return self._names.get(number, "").lower()

    def level(self, number: int) -> int:
        """The level of the headings in a style, as its name says, or one it is based on; or 0."""
        seen: set[int] = set()
        while number not in seen:
            seen.add(number)
            named = heading_level(self._names.get(number, ""))
            if named or number in self._levels:
                return named or self._levels[number]
            number = self._based.get(number, number)
        return 0
