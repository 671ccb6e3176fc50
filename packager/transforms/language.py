"""The language of a story that doesn't say it: by its script, else by its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from packager.book.book import Book
from packager.book.walk import sections, text_of
from packager.diagnostics import Code, Report

FALLBACK = "en"
SAMPLE = 20_000
"""Characters looked at; more would not make it surer."""

_ENOUGH = 0.04
"""Share of a text's words that are among a language's commonest; real prose has 0.15 and more."""

_KANA_IN = 20
"""One character of so many in Japanese is kana, by far; a Chinese text may quote a few."""

_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "THAI": "th",
    "DEVANAGARI": "hi",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}

_WORDS = {
    "en": "the and of to was that his her with for had you not she he they from were said",
    "de": "der die und das nicht ist ich sie er ein eine mit sich war auf den dem von zu wie",
    "fr": "le la les et des une est dans que qui pas elle il sur pour avec ne plus était",
    "es": "el los las y que una por con para no se su lo era como pero más había ella del",
    "it": "il che di non una per sono con della era gli si le anche come più nel aveva",
    "pt": "os uma que não com para ela ele se do da mais como mas foi seu sua estava em",
    "nl": "de het een van en niet dat ik zijn hij ze was met op te er maar voor had aan",
    "sv": "och att det som en på är inte han hon var med för jag till den av hade ett",
    "da": "og at det som en på er ikke han hun var med for jeg til den af havde et der",
    "nb": "og det som en på er ikke han hun var med for jeg til den av hadde et seg fra",
    "fi": "ja on ei se että oli hän mutta kun niin kuin myös sen ovat olla minä joka hänen",
    "pl": "i się nie na w że jest do to z jak był ale była co go jej za tak już przez",
    "cs": "a se že na je v to ale byl jsem jako si za s by byla co jeho když už tak",
    "hu": "a az és hogy nem egy is volt meg csak de ez mint már még vagy aki azt ki",
    "ro": "și în nu că este o la de cu pe din mai care era să se un ca pentru lui",
    "tr": "bir ve bu da de için ne çok gibi daha o ama değil diye kadar mi sonra onun var",
    "ru": "и в не на что он с как она я но это его её был была за то из по",
    "uk": "і в не на що він з як вона я але це його її був була за то із та",
    "bg": "и в не на че той с като тя аз но това го беше за да се от по са",
}


def find_language(book: Book, report: Report) -> Book:
    """The book with a language: the one it says, else a guess the report tells of."""
    if book.metadata.language:
        return book
    text = "\n".join(text_of(section.blocks) for section in sections(book))[:SAMPLE]
    language, sure = guess(text)
    message = (
        f"the language was guessed from the text: {language}"
        if sure
        else f"the language can't be told from the text; {language} was assumed"
    )
    report.add(Code.LANGUAGE_GUESSED, message, hint="--language sets it")
    return replace(book, metadata=replace(book.metadata, language=language))


def guess(text: str) -> tuple[str, bool]:
    """The language of a text as a BCP 47 tag, and whether there is evidence for it."""
    by_script = _by_script(text)
    if by_script:
        return by_script, True
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    total = sum(words.values())
    if not total:
        return FALLBACK, False
    scores = {
        language: sum(words[word] for word in common.split()) / total
        for language, common in _WORDS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    if scores[best] < _ENOUGH:
        return FALLBACK, False
    return best, True


def _by_script(text: str) -> str:
    letters = [character for character in text if character.isalpha()]
    found = Counter(
        _SCRIPTS[script]
        for character in letters
        if character > "\u036f"
        and (script := unicodedata.name(character, "").partition(" ")[0]) in _SCRIPTS
    )
    if sum(found.values()) <= len(letters) / 3:
        return ""
    if found["ja"] * _KANA_IN > sum(found.values()):
        return "ja"  # Japanese mixes kana with ideographs, which alone would be Chinese
    return found.most_common(1)[0][0]
