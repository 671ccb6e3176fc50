"""Labels people write before a note of their own: ``A/N``, ``Author's Note:``, ``От автора``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_LONGEST = 60
"""Characters at the start of a block in which its label stands."""

_NAMES = (
    # English; two letters alone are capitals, or they are an article
    r"a\s?[/\\]\s?n(?:otes?)?", r"a\.\s?n\.?", r"(?-i:AN|A-N)",
    r"(?:the\s+)?auth?or[’'´`]?s?[’'´`]?\s*(?:['’]s\s+)?(?:end\s*|foot)?notes?",
    r"(?:note|word)s?\s+from\s+the\s+author", r"(?:pre|post)?-?notes",
    r"(?:beta|beta-read|beta['’]?d|betaed)\s+(?:read\s+)?by(?=\s)",
    # German, Dutch, Scandinavian, Finnish
    r"(?:anmerkung(?:en)?|notiz)(?:\s+(?:des|der|vom|von\s+der)\s+autor(?:s|in|en|innen)?)?",
    r"(?:autor(?:en|in)?)(?:anmerkung|notiz)",
    r"(?:opmerking|noot)\s+van\s+de\s+(?:auteur|schrijver)",
    r"författarens\s+(?:anmärkning|kommentar)", r"forfatterens?\s+(?:note|kommentar|merknad)",
    r"kirjailijan\s+huomautus",
    # Romance languages
    r"notas?\s+d(?:e\s+l|e|o|a|el)\s?(?:a\s+)?(?:autor|autora|escritora?)",
    r"note?\s+(?:de\s+l[’']|dell[’']|del\s+l[’'])(?:auteure?|autrice|autore)",
    r"note?\s+d[’']auteure?", r"nota\s+autorului",
    # Slavic languages, Hungarian
    r"(?:od|słowo\s+od)\s+autor(?:a|ki)", r"notka\s+(?:autora|autorki|odautorska)",
    r"poznámka\s+autor(?:a|ky)", r"a\s+szerző\s+megjegyzése",
    r"от\s+автора", r"примечани[ея]\s+(?:автора|к\s+(?:части|главе))", r"п/?а",
    r"від\s+автор(?:а|ки)", r"примітка\s+автора", r"бележка\s+на\s+автора",
    # Greek, Turkish, Indonesian, Vietnamese, Arabic, Hebrew
    r"σημείωση\s+(?:του\s+)?συγγραφέα", r"yazar(?:ın)?\s+notu", r"catatan\s+penulis",
    r"(?:ghi\s+chú|lời)\s+(?:của\s+)?tác\s+giả",
    r"ملاحظة\s+(?:الكاتب|المؤلف)ة?", r"הערת\s+(?:הסופר|המחבר)ת?",
    # Chinese, Japanese, Korean
    r"作者(?:的话|的話|有话要?说|有話要?說|注|按|より|から)", r"(?:著|筆)者(?:注|より)",
    r"작가의\s*말", r"작가\s*노트",
)  # fmt: skip

_KEPT = (
    r"(?:standard\s+)?disclaimers?", r"haftungsausschluss", r"descargo(?:\s+de\s+responsabilidad)?",
    r"renuncia", r"avertissement", r"дисклеймер", r"отказ\s+от\s+прав", r"免责声明", r"免責聲明",
)  # fmt: skip
"""Labels that say something of their own, and stay in the note."""

_WEAK = (r"notes?", r"nota", r"remarque", r"примечани[ея]", r"anm")
"""Labels a story may use as well; the words behind them must be an author's."""

_END = re.compile(
    r"[\[({<*~_\s-]*(?:end(?:\s+of)?\s+(?:a\s?/\s?n|an|(?:author['’]?s?\s+)?notes?)"
    r"|(?:and\s+)?now,?\s+on(?:to|\s+to|\s+with)\s+the\s+(?:story|chapter|show|fic)"
    r"|on\s+(?:with|to)\s+the\s+(?:story|chapter|show|fic)|(?:the\s+)?story\s+(?:starts|begins)"
    r"|ende?\s+der\s+anmerkung)\W*",
    re.IGNORECASE,
)
_AUTHORIAL = re.compile(
    r"(?:\b(?:i|i['’](?:m|ve|ll|d)|me|my|you|your|you['’]re|guys|everyone|reviews?|reviewers?|r&r|"
    r"chapters?|story|stories|fics?|fanfics?|updates?|updated|thanks?|enjoy|beta|own|read|reading|"
    r"readers?|rated|rating|warnings?|comments?|kudos|favs?|follow(?:s|ed)?|characters?|ship|oc|pov|"
    r"au|canon|next\s+time|patreon|discord|ko-fi|ich|euch|danke|kapitel|merci|chapitre|gracias|"
    r"capítulo|obrigad[oa]|grazie|capitolo|dzięki|rozdział)\b|спасибо|глав[аеуы]|автор|читател"
    r"|отзыв|章|读者|讀者|感谢|更新|読者|感想|감사)",
    re.IGNORECASE,
)


_TELLING = re.compile(
    r"\b(?:reviews?|r&r|chapters?|stor(?:y|ies)|fics?|fanfics?|updates?|updated|beta|readers?|"
    r"reading|kapitel|chapitre|capítulo|capitolo|rozdział)\b|глав[аеуы]|читател|отзыв|读者|読者",
    re.IGNORECASE,
)
"""Words hardly anyone in a story says, about the story."""


@dataclass(frozen=True, slots=True)
class NoteLabel:
    """The label a block begins with.

    Attributes:
        end: Characters it has, with what parts it from the note; 0 when it stays in the note.
        bracket: The bracket that closes the note; empty when it stands in none.
        alone: Whether nothing stands behind it, so that the note is below it.
        sure: How sure it is that what follows is a note.
    """

    end: int
    bracket: str
    alone: bool
    sure: float


_BRACKETS = {"[": "]", "(": ")", "{": "}", "<": ">", "【": "】", "（": "）"}
_FIRST = frozenset("abdefhnoprswxyacghilmtvknfopАОДПВБпаодвбσΣהم作著筆작免")


@cache
def _label() -> re.Pattern[str]:
    strong, kept, weak = ("|".join(names) for names in (_NAMES, _KEPT, _WEAK))
    return re.compile(
        r"(?P<open>[\[({<【（]*)[\s*_~=#-]*"
        rf"(?:(?P<strong>{strong})|(?P<kept>{kept})|(?P<weak>{weak}))"
        r"(?:\s*(?:#?\d{1,3}|\([^()]{1,20}\)))?"
        r"(?P<mark>\s*[*_~=]*\s*(?:[:：;]+|\s-+(?=\s)|[–—―]+|\.(?=\s|$)|[,!]?(?=\s*$)"
        r"|(?=[\])}】）]\W*$))"
        r"[\s*_~=]*)",
        re.IGNORECASE,
    )


def label_at(text: str) -> NoteLabel | None:
    """The label a block of this text begins with; ``None`` when it is text of the story.

    Args:
        text: The text of the block.
    """
    start = text[:4].lstrip("[({<*_~=#- \u3000【（")[:1]
    if start.lower() not in _FIRST and start not in _FIRST:
        return None
    indent = len(text) - len(text.lstrip())
    found = _label().match(text, indent, indent + _LONGEST)
    if found is None:
        return _open_label(text, indent)
    bracket = "".join(_BRACKETS[one] for one in reversed(found["open"]))
    content = text[found.end() :].strip()
    if bracket and content.strip("])}>】）*_~ ") == "":
        return NoteLabel(found.end(), "", alone=True, sure=0.9)
    unmarked = found["mark"].strip(" *_~=") == ""
    if content and (unmarked or (found["weak"] and not _TELLING.search(content[:1000]))):
        return None
    if found["kept"]:
        return NoteLabel(0, "", alone=not content, sure=0.9)
    return NoteLabel(found.end(), bracket, alone=not content, sure=0.6 if found["weak"] else 0.95)


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(r"(?P<open>[\[(]?)(?:a/n|A/N|\(?(?-i:AN))(?=\s+[A-Z“\"])", re.IGNORECASE)


def _open_label(text: str, indent: int) -> NoteLabel | None:
    """``A/N Thanks for reading!``, ``(A/N Sorry!)``: no colon, so the words must be an author's."""
    found = _plain().match(text, indent)
    if found is None:
        return None
    if "/" not in found[0] and not found["open"]:
        return None
    if not found["open"] and not is_authorial(text[found.end() :]):
        return None
    bracket = _BRACKETS.get(found["open"], "")
    end = len(text) - len(text[found.end() :].lstrip())
    return NoteLabel(end, bracket, alone=False, sure=0.8)


def is_end(text: str) -> bool:
    """Whether a block only says that the note is over."""
    return len(text) <= _LONGEST and _END.fullmatch(text.strip()) is not None


def is_authorial(text: str) -> bool:
    """Whether a text has a word authors use when they speak to their readers."""
    return _AUTHORIAL.search(text[:1000]) is not None
