"""Writes a long story in the flattened dialect, the same one every time.

The sentences come from small grammars and word lists, so that lines break, hyphenate and repeat
about as prose does; they tell nothing.

Usage: python benchmarks/story.py OUTPUT [WORDS] [CHAPTERS]
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

NAMES = (
    "Maren", "Tobias", "Ilse", "Corwin", "Old Pell", "Henrike", "the ferryman", "Jorun",
    "the lighthouse keeper", "Aunt Sefa", "Little Bram", "the harbourmaster",
)  # fmt: skip
PLACES = (
    "the breakwater", "the net loft", "the upper meadow", "the clockmaker’s window", "the mill",
    "the flooded quarry", "the station platform", "the schoolhouse", "the long stairs",
    "the orchard wall", "the customs house", "the drowned church",
)  # fmt: skip
THINGS = (
    "a lantern", "the ledger", "a coil of tarred rope", "the brass key", "an unopened letter",
    "a basket of quinces", "the broken barometer", "a loaf of black bread", "the spare oar",
    "an extraordinarily heavy umbrella", "the registration certificate", "a jar of nails",
)  # fmt: skip
DEEDS = (
    "carried", "counted", "set down", "turned over", "looked for", "forgot", "mended", "wrapped",
    "pushed aside", "remembered", "held up to the light", "would not let go of",
)  # fmt: skip
MOODS = (
    "slowly", "without a word", "as if nothing had happened", "for the third time that morning",
    "with great deliberation", "against all advice", "before the bells began", "half asleep",
    "in the wrong order", "though it was raining again", "almost cheerfully", "one last time",
)  # fmt: skip
WEATHER = (
    "The wind had gone round to the north", "Fog lay over the roofs", "It rained until noon",
    "The tide was late", "Snow came earlier than anybody had expected", "The sun was very low",
    "Nothing moved on the water", "The smoke went straight up", "Gulls were quarrelling",
    "The thermometer had fallen considerably", "The road was dust", "It was nearly dark",
)  # fmt: skip
SPEECH = (
    "You never told me about it", "We ought to go back", "It was here yesterday",
    "Nobody asked you", "That isn't what the map says", "Listen", "There's still time",
    "I can't explain it any better", "Wait for the others", "It's only the sea",
    "You've counted them twice", "Then we'll have to walk",
)  # fmt: skip
SAID = ("said", "whispered", "answered", "called", "muttered", "asked", "repeated", "admitted")


@dataclass(slots=True)
class Chance:
    """A linear congruential generator: a stream of choices that no release of Python changes."""

    state: int

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, and without, the limit."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def of(self, words: tuple[str, ...]) -> str:
        """One of the words."""
        return words[self.below(len(words))]


def capitalized(sentence: str) -> str:
    """The sentence with its first letter large, and the others as they are."""
    return sentence[:1].upper() + sentence[1:]


def sentence(chance: Chance) -> str:
    """One sentence, of speech or of telling."""
    match chance.below(6):
        case 0:
            return f"“{chance.of(SPEECH)},” {chance.of(SAID)} {chance.of(NAMES)}."
        case 1:
            return (
                f"{chance.of(WEATHER)}, and {chance.of(NAMES)} {chance.of(DEEDS)} "
                f"{chance.of(THINGS)} {chance.of(MOODS)}."
            )
        case 2:
            return capitalized(
                f"{chance.of(NAMES)} {chance.of(DEEDS)} {chance.of(THINGS)}, then went "
                f"{chance.of(MOODS)} from {chance.of(PLACES)} to {chance.of(PLACES)}."
            )
        case 3:
            return f"{chance.of(WEATHER)}. Beyond {chance.of(PLACES)} somebody was singing..."
        case 4:
            return (
                f"“{chance.of(SPEECH)}. {chance.of(SPEECH)}!” {chance.of(NAMES)} "
                f"{chance.of(DEEDS)} {chance.of(THINGS)}."
            )
        case _:
            return capitalized(
                f"{chance.of(PLACES)} was empty - {chance.of(NAMES)} had seen to that "
                f"{chance.of(MOODS)}."
            )


def paragraph(chance: Chance) -> str:
    """One to six sentences."""
    return " ".join(sentence(chance) for _ in range(1 + chance.below(6)))


def chapter(chance: Chance, number: int, words: int) -> list[str]:
    """The lines of one flattened chapter: every fifth has a note before it, every second after."""
    lines = []
    written = 0
    while written < words:
        text = paragraph(chance)
        written += len(text.split())
        lines.append(text)
        if chance.below(3) == 0:
            lines.append("")
    if number % 5 == 0:
        lines = [" \t\t\tAuthor's Notes: ", paragraph(chance), "", *lines]
    else:
        lines[0] = " " + lines[0]
    if number % 2 == 0:
        lines += ["", "\t\t\tAuthor's Notes: ", paragraph(chance), paragraph(chance), ""]
    return lines


def story(words: int, chapters: int) -> str:
    """A whole story: a description and its chapters, about so many words of prose."""
    chance = Chance(20)
    lines = [" \t\tDescription", "", paragraph(chance)]
    for number in range(1, chapters + 1):
        lines += chapter(chance, number, words // chapters)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the story that the arguments ask for."""
    output, *sizes = sys.argv[1:]
    words, chapters = (int(size) for size in (sizes or ("100000", "40")))
    Path(output).write_text(story(words, chapters), encoding="utf-8")


if __name__ == "__main__":
    main()
