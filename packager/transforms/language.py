"""The language of a story: what its source says, else by its script and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from packager.book.blocks import Block
from packager.book.book import Book
from packager.book.walk import sections, text_of
from packager.diagnostics import Code, Report
from packager.transforms.language_evidence import (
    CYRILLIC,
    LATIN,
    SCRIPTS,
    kind_of_arabic,
    kind_of_chinese,
    languages_of,
    letters_of,
)
from packager.transforms.language_tag import tag_of

FALLBACK = "en"
_PLACES = 3
"""The text is looked at in so many places: a foreword may be in another language."""

_PLACE = 2_500
"""Characters looked at in each; more would not make it surer."""

_ENOUGH = 0.04
"""Share of a text's words that are among a language's commonest; real prose has 0.15 and more."""

_CLOSE = 0.05
"""A runner-up by less than this share of the score is named."""

_KANA_IN = 20
"""One character of so many in Japanese is kana, by far; a Chinese text may quote a few."""


class Guess(NamedTuple):
    """What a text seems to be written in.

    Attributes:
        language: BCP 47 tag.
        evidence: Whether there is evidence for it.
        rival: The language that is nearly as likely; empty when none is.
    """

    language: str
    evidence: bool
    rival: str = ""


def find_language(book: Book, report: Report) -> Book:
    """The book with a language: the one it says, else a guess the report tells of."""
    said = book.metadata.language
    tag = tag_of(said)
    if tag and tag == said:
        return book
    if tag:
        return replace(book, metadata=replace(book.metadata, language=tag))
    found = _guessed(_samples(book))
    message = f"the language was guessed from the text: {found.language}"
    if found.rival:
        message += f", though {found.rival} is nearly as likely"
    if not found.evidence:
        message = f"the language can't be told from the text; {found.language} was assumed"
    if said:
        message = f"the source says {said[:40]!r}, which is no language tag; {message}"
    report.add(Code.LANGUAGE_GUESSED, message, hint="--language sets it")
    return replace(book, metadata=replace(book.metadata, language=found.language))


def _guessed(texts: Sequence[str]) -> Guess:
    """What two places of a book are in, else what all of them together are."""
    found: dict[str, Guess] = {}
    for text in texts:
        place = guess(text)
        if not place.evidence:
            continue
        if place.language in found:
            return found[place.language]
        found[place.language] = place
    return guess("\n".join(texts))


def _samples(book: Book) -> list[str]:
    """Text from the beginning, the middle and near the end of a book."""
    blocks = [block for section in sections(book) for block in section.blocks]
    samples: list[str] = []
    taken = 0
    for place in range(_PLACES):
        taken = max(taken, place * len(blocks) // _PLACES)
        texts: list[str] = []
        size = 0
        for block in islice(blocks, taken, None):
            text = _text(block)
            texts.append(text)
            size += len(text)
            taken += 1
            if size > _PLACE:
                break
        samples.append("\n".join(texts))
    return samples


def _text(block: Block) -> str:
    return text_of((block,))[:_PLACE]


def guess(text: str) -> Guess:
    """The language of a text."""
    lower = text.lower()
    letters = {one: count for one, count in Counter(lower).items() if one.isalpha()}
    by_script = _by_script(letters)
    if by_script in {"Latin", "Cyrillic"}:
        return _by_words(lower, letters, LATIN if by_script == "Latin" else CYRILLIC)
    return Guess(by_script, evidence=True)


def _by_script(letters: Mapping[str, int]) -> str:
    """A language that its script tells, or the script of many languages."""
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        name = "LATIN" if letter < "\u0250" else unicodedata.name(letter, "").partition(" ")[0]
        scripts[SCRIPTS.get(name, name)] += count
    told = {tag: count for tag, count in scripts.items() if tag in SCRIPTS.values()}
    if scripts["CYRILLIC"] * 3 > scripts.total():
        return "Cyrillic"
    # Ideographs say more each than letters, and names of others stand in Latin letters.
    if sum(told.values()) * 3 <= scripts.total():
        return "Latin"
    if told.get("ja", 0) * _KANA_IN > sum(told.values()):
        return "ja"  # Japanese mixes kana with ideographs, which alone would be Chinese
    best = max(told, key=lambda tag: told[tag])
    match best:
        case "zh":
            return kind_of_chinese(dict(letters))
        case "ar":
            return kind_of_arabic(dict(letters))
        case _:
            return best


def _by_words(lower: str, letters: Mapping[str, int], common: Mapping[str, str]) -> Guess:
    """The language whose commonest words are here, and few letters it does not have."""
    words = Counter(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lower))
    total = words.total()
    if not total:
        return Guess(FALLBACK, evidence=False)
    languages = languages_of(tuple(common))
    hits = dict.fromkeys(common, 0)
    weights = dict.fromkeys(common, 0.0)
    for word, count in words.items():
        shared = languages.get(word, ())
        for tag in shared:
            hits[tag] += count
            # A word of one language alone says more than one of ten.
            weights[tag] += count * (1 + 1 / len(shared))
    beyond = {letter: count for letter, count in letters.items() if letter > "\x7f"}
    scores: dict[str, float] = {}
    for tag in common:
        known = letters_of(tag)
        foreign = sum(count for letter, count in beyond.items() if letter not in known)
        own = sum(count for letter, count in beyond.items() if letter in known)
        scores[tag] = (weights[tag] - foreign + 0.1 * own) / total
    ranked = sorted(common, key=lambda tag: -scores[tag])
    best, second = ranked[:2]
    if hits[best] < _ENOUGH * total:
        return Guess(FALLBACK, evidence=False)
    close = scores[best] - scores[second] < _CLOSE * scores[best]
    return Guess(best, evidence=True, rival=second if close else "")
