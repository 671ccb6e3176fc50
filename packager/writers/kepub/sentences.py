"""Sentences: where a text may be parted so that each piece is one, in the language of the book.

The terminators are those of Unicode's property ``Sentence_Terminal``, and the order of things
(terminators, closing marks, white space) that of UAX 29, section 5
(https://www.unicode.org/reports/tr29/#Sentence_Boundaries). Dialogue and abbreviations are judged
more closely than there: “Run!” she said is one sentence, and so is Mr. Smith.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from packager.writers.kepub.abbreviations import NUMBERED, TITLES

_PARTING = (
    "\u3002\uff01\uff1f\uff61\uff0e\ufe12\ufe15\ufe16"  # full and half width, and vertical
    "\u0964\u0965\u104a\u104b\u1362\u1367\u1368\u17d4\u17d5"  # India, Burma, Ethiopia, Cambodia
)
"""Terminators that end a sentence even where no space follows."""
_SPACED = (
    ".!?\u2026\u203c\u203d\u2047\u2048\u2049\u2e2e\u061d\u061e\u061f\u06d4\u0589\u0700\u0701\u0702"
    "\u07f9\u0f0d\u0f0e\u166e\u1803\u1809\ua4ff"
)
"""Terminators behind which white space is needed, for they stand within words and numbers too."""
_CLOSING = "\"'”’)]}」』）】〉》〕］｝〗〙｠"
_EITHER = "“‘«»‹›"
"""Marks that close in one language and open in another; behind an opening one stands a word."""
_OPENING = "\"'“‘„‚«‹»›([{「『（【〈《〔［｛¿¡—–\u2015-"
_STOPS = frozenset("!?\u203c\u203d\u2047\u2048\u2049\u2e2e\u061f\uff01\uff1f")
_PLAIN = frozenset(".!?")
_GOES_ON = frozenset(",;:、，；：､،؛")
_QUOTES = frozenset("\"'”’“‘»«›‹」』》〉")

_ORDINALS = frozenset({
    "bs", "cs", "da", "de", "et", "eu", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk",
    "sl", "sr", "tr",
})  # fmt: skip
"""Languages that write ``3.`` for third."""
_CASELESS = frozenset({"ar", "fa", "he", "ur", "yi"})
"""Languages whose letters have no case and that abbreviate names and titles to one of them."""
_WINDOW = 24
"""Characters that are looked at for the word before a full stop."""

_SAYS = (
    "said|says|asked|asks|cried|called|shouted|yelled|whispered|replied|answered|murmured|muttered"
    "|screamed|exclaimed|snapped|demanded|added|gasped|sighed|laughed|hissed|growled|agreed"
)
_SPEAKERS = {
    # A name or I; another word with a capital begins a sentence of its own.
    "en": r"(?!(?:The|An?|He|She|It|They|We|You|His|Her|My|Their|Our|That|This|Then|When|But|And|So"
    rf"|No|One)\b)(?:[A-Z][\w’'.-]{{0,30}}\s+){{1,3}}(?:{_SAYS})\b",
    "ja": "と|って|、",
    "ko": "(?:이?라고|이?라며|하고|하며|고)(?!\\w)",
    "zh": "[^，。！？；：、,“「]{0,8}[说說道问問喊叫答嚷吼叹嘆骂罵]",
}
"""What goes on with the sentence that a spoken one stands in, behind its closing quote."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How sentences end in a language.

    Attributes:
        ends: A run of terminators, closing marks, and white space, each possibly empty but the
            first.
        titles: Abbreviations behind which a sentence goes on.
        numbered: Abbreviations behind which it does before a number.
        speaker: What follows speech within its sentence; ``None`` where case tells.
        ordinals: Whether a number with a full stop is an ordinal.
        caseless: Whether a single letter is an abbreviation though it has no case.
        english: Whether ``I`` is a word.
    """

    ends: re.Pattern[str]
    titles: frozenset[str]
    numbered: frozenset[str]
    speaker: re.Pattern[str] | None
    ordinals: bool
    caseless: bool
    english: bool


@cache
def rules_for(language: str) -> Rules:
    """The rules of a language; those of none in particular for one without a table.

    Args:
        language: A BCP 47 tag; its first part counts.
    """
    primary = language.partition("-")[0].lower()
    # Greek asks with a semicolon: https://www.unicode.org/reports/tr14/ lists both characters.
    ends = _SPACED + _PARTING + (";\u037e" if primary == "el" else "")
    speaker = _SPEAKERS.get(primary)
    return Rules(
        # Spaced dots are one ellipsis; a guillemet may stand apart in French. Nothing here gives
        # back what it took, and every run is taken whole, so that the time stays linear.
        ends=re.compile(
            rf"([{ends}]++(?:[ \xa0]\.)*+)"
            rf"((?:[{re.escape(_CLOSING)}]|[{_EITHER}](?!\w))*+(?:[ \xa0\u202f][»›](?!\w))?+)"
            r"(\s*+)"
        ),
        titles=frozenset(TITLES.get(primary, TITLES["en"]).split()),
        numbered=frozenset(NUMBERED.get(primary, NUMBERED["en"]).split()),
        speaker=re.compile(speaker) if speaker else None,
        ordinals=primary in _ORDINALS,
        caseless=primary in _CASELESS,
        english=primary == "en",
    )


def sentences(text: str, rules: Rules) -> list[str]:
    """A text as its sentences, each with the white space behind it; joined they are the text.

    Args:
        text: Of one paragraph, or a piece of one.
        rules: Of its language.
    """
    pieces: list[str] = []
    start = 0
    last = len(text)
    for found in rules.ends.finditer(text):
        end = found.end()
        if end == last:
            break
        following = text[end]
        if following.islower():  # decides for most that end nothing
            continue
        if found[2] or not found[3] or not following.isalpha() or found[1] not in _PLAIN:
            if not _ends(text, found, rules):
                continue
        elif found[1] == "." and _is_abbreviation(text, found.start(), following, rules):
            continue
        pieces.append(text[start:end])
        start = end
    pieces.append(text[start:])
    return pieces


def _ends(text: str, found: re.Match[str], rules: Rules) -> bool:
    """Whether a sentence ends with these terminators."""
    stops, closing, space = found.groups()
    at = found.end()
    if not space:
        if stops[-1] not in _PARTING or text[at].isdigit():
            return False
    elif text[at] in _OPENING:
        at = _past_opening(text, at)
    first = text[at : at + 1]
    if not first or first.islower() or first in _GOES_ON:
        return False
    if closing and closing[-1] in _QUOTES and rules.speaker and rules.speaker.match(text, at):
        return False
    if rules.english and _is_ellipsis(stops) and _is_i(text, at):
        return False
    return stops != "." or bool(closing) or not _is_abbreviation(text, found.start(), first, rules)


def _is_abbreviation(text: str, stop: int, following: str, rules: Rules) -> bool:
    """Whether the word before a full stop is short for another, and a sentence goes on behind it.

    Args:
        text: The text.
        stop: Where the full stop is.
        following: The first character behind it that is no space or opening mark.
        rules: Of the language.
    """
    word = _word_before(text, stop)
    plain = word.casefold()
    if plain in rules.titles or (plain in rules.numbered and following.isdigit()):
        return True
    if word.isdecimal():
        # A number that opens a text counts what follows; so do ordinals, and years do not.
        return stop == len(word) or (rules.ordinals and len(word) <= 2)  # noqa: PLR2004
    if rules.english and word == "I":
        return _is_initial(text, stop)
    if len(word) == 1:
        return word.isupper() or (rules.caseless and word.isalpha())
    if "." in word or "-" in word:
        letters = word.replace("-", ".").split(".")
        if all(len(letter) == 1 and letter.isupper() for letter in letters):
            return True
    return rules.ordinals and not word.strip("IVXLC")


def _word_before(text: str, stop: int) -> str:
    """The word before a full stop, with the full stops within it; empty when there is none."""
    least = max(0, stop - _WINDOW)
    space = text.rfind(" ", least, stop)
    word = text[space + 1 if space >= 0 else least : stop]
    if word.isalpha():
        return word
    found = _word().search(word)
    return found[0] if found else ""


def _is_initial(text: str, stop: int) -> bool:
    """Whether the ``I.`` that ends here is part of a name: another initial stands beside it."""
    return bool(
        _beside().match(text, stop + 1)
        or (stop > 3 and text[stop - 3] == "." and text[stop - 4].isupper())  # noqa: PLR2004
    )


def _is_ellipsis(stops: str) -> bool:
    return stops == "…" or (len(stops) > 1 and not _STOPS.intersection(stops))


def _is_i(text: str, at: int) -> bool:
    return text[at] == "I" and not text[at + 1 : at + 2].isalnum()


def _past_opening(text: str, at: int) -> int:
    """Where the first word behind opening marks begins."""
    found = _opening().match(text, at)
    return found.end() if found else at


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(_OPENING)}\s]*+")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"\w[\w.’'-]*+\Z")


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(r"\s*[^\W\d_]\.")
