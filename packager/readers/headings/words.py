"""The words that open a heading, in many languages, and what each says a section is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from packager.book.section import Role


def names(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class HeadingKind:
    """What a word at the beginning of a heading says.

    Attributes:
        name: The kind in English: ``chapter``, ``part``, ``book``, ``letter``, ``prologue`` ...
        role: What it opens.
        numbered: Whether it says something only with a number: ``Chapter 3``, ``Letter IV``.
        printed: Whether the book has a word of its own for it, so that it need not be kept.
        common: Whether it is also a common word, so that a number beside it proves less.
    """

    name: str
    role: Role
    numbered: bool = False
    printed: bool = False
    common: bool = False


@dataclass(frozen=True, slots=True)
class ChapterHeading:
    """What a heading says.

    Attributes:
        role: What kind of section it opens.
        number: The number it gives the section, in whatever numerals.
        title: What it says beside kind and number; of a kind the book has no word for (``Letter``,
            ``Canto``, ``Epoch``) the whole heading.
        confidence: How sure it is that it is a heading at all, above 0, at most 1.
        kind: The kind in English, such as ``chapter``, ``letter``, ``prologue``; ``numeral`` for a
            number alone.
        ordinal: What it counts, also where ``number`` is ``None`` because the title says it.
        label: What the heading says that is not in the title: ``CHAPTER IV.``; empty when it has
            none, because the title is the whole heading.
    """

    role: Role
    number: int | None
    title: str
    confidence: float
    kind: str = "chapter"
    ordinal: int | None = None
    label: str = ""


_CHAPTER = HeadingKind("chapter", Role.CHAPTER, numbered=True, printed=True)
_PART = HeadingKind("part", Role.PART, numbered=True, printed=True, common=True)

_KINDS: tuple[tuple[HeadingKind, str], ...] = (
    (
        _CHAPTER,
        (
            "chapter chap. chap ch. ch kapitel kap. kap chapitre capítulo capitulo cap. capitolo "
            "hoofdstuk kapittel luku rozdział rozdzial kapitola fejezet capitolul capitol глава "
            "гл. розділ κεφάλαιο κεφαλαιο bölüm bab chương الفصل פרק hoofdst. poglavlje poglavje "
            "глава."
        ),
    ),
    (
        _PART,
        (
            "part teil partie parte deel del osa część czesc część: část časť rész partea часть "
            "частина част μέρος μεροσ kısım bagian phần الجزء חלק dio"
        ),
    ),
    (
        HeadingKind("book", Role.PART, numbered=True, common=True),
        (
            "book buch livre libro livro boek bok bog kirja księga kniha könyv cartea книга βιβλίο "
            "kitap buku quyển الكتاب ספר"
        ),
    ),
    (
        HeadingKind("volume", Role.PART, numbered=True),
        "volume vol. vol tome tomo tom band bind том τόμος cilt jilid tập المجلد כרך",
    ),
    (
        HeadingKind("epoch", Role.PART, numbered=True, common=True),
        "epoch period epoca époque epoche phase era",
    ),
    (HeadingKind("arc", Role.PART, numbered=True, common=True), "arc arco"),
    (
        HeadingKind("act", Role.PART, numbered=True, common=True),
        (
            "act akt acte acto ato atto bedrijf akti akt. akta jednání felvonás actul действие дія "
            "действие πράξη perde"
        ),
    ),
    (
        HeadingKind("section", Role.CHAPTER, numbered=True, common=True),
        "section abschnitt sección seção sezione раздел afdeling avsnitt",
    ),
    (
        HeadingKind("letter", Role.CHAPTER, numbered=True, common=True),
        "letter brief lettre carta lettera brev kirje list письмо лист scrisoarea levél",
    ),
    (
        HeadingKind("canto", Role.CHAPTER, numbered=True),
        "canto chant gesang stave fytte fit song песнь пісня zang sång laulu pieśń zpěv ének",
    ),
    (
        HeadingKind("scene", Role.CHAPTER, numbered=True, common=True),
        "scene szene scène escena cena scena сцена",
    ),
    (
        HeadingKind("episode", Role.CHAPTER, numbered=True),
        "episode episodio episódio épisode aflevering avsnitt odcinek epizoda эпизод серия",
    ),
    (
        HeadingKind("entry", Role.CHAPTER, numbered=True, common=True),
        "entry log tale story lesson adventure day night issue tag jour día dia giorno день",
    ),
    (
        HeadingKind("prologue", Role.PROLOGUE, printed=True),
        (
            "prologue prolog prólogo prologo proloog prologi prologen πρόλογος προλογος пролог "
            "prológ prológus prologul öndeyiş مقدمة פרולוג"
        ),
    ),
    (
        HeadingKind("epilogue", Role.EPILOGUE, printed=True),
        (
            "epilogue epilog epílogo epilogo épilogue epiloog epilogi epilogen επίλογος επιλογος "
            "эпилог епілог епилог epilóg epilógus epilogul sonsöz خاتمة אפילוג"
        ),
    ),
    (
        HeadingKind("interlude", Role.CHAPTER),
        (
            "interlude intermission intermezzo zwischenspiel interludio interlúdio intermède "
            "tussenspel mellanspel mellomspill mellemspil välisoitto interludium интерлюдия "
            "интерлюдія intermezzo. antrakt антракт közjáték interludiu ara entr'acte"
        ),
    ),
    (
        HeadingKind("preface", Role.PREFACE),
        (
            "preface vorrede préface prefacio prefácio prefazione предисловие передмова předmluva "
            "előszó prefață önsöz πρόλογοσ предговор"
        ),
    ),
    (
        HeadingKind("foreword", Role.FOREWORD),
        "foreword vorwort avant-propos proemio voorwoord förord forord esipuhe przedmowa foreward",
    ),
    (
        HeadingKind("introduction", Role.INTRODUCTION),
        (
            "introduction einleitung einführung introducción introdução introduzione inleiding "
            "inledning innledning indledning johdanto wstęp wprowadzenie úvod bevezetés "
            "introducere введение вступление вступ въведение εισαγωγή giriş pendahuluan المقدمة "
            "הקדמה"
        ),
    ),
    (
        HeadingKind("afterword", Role.AFTERWORD),
        (
            "afterword nachwort postface postfacio posfácio postfazione nawoord efterord etterord "
            "jälkisanat posłowie doslov utószó postfață послесловие післямова послеслов sonsoz "
            "postscript postskriptum"
        ),
    ),
    (
        HeadingKind("dedication", Role.DEDICATION),
        (
            "dedication widmung dédicace dedicatoria dedicatória dedica opdracht dedykacja "
            "věnování посвящение присвята посвещение ithaf"
        ),
    ),
    (
        HeadingKind("epigraph", Role.EPIGRAPH),
        "epigraph épigraphe epígrafe epigrafe эпиграф епіграф motto",
    ),
    (
        HeadingKind("acknowledgments", Role.ACKNOWLEDGMENTS),
        (
            "acknowledgments acknowledgements acknowledgment acknowledgement danksagung "
            "remerciements agradecimientos agradecimentos ringraziamenti dankwoord podziękowania "
            "poděkování köszönetnyilvánítás mulțumiri благодарности подяки teşekkür"
        ),
    ),
    (
        HeadingKind("appendix", Role.APPENDIX),
        (
            "appendix anhang appendice apéndice apêndice bijlage bilaga dodatek dodatok függelék "
            "приложение додаток ek"
        ),
    ),
)

_TWO_WORDS: tuple[tuple[str, str], ...] = (
    ("lời mở", "prologue"), ("mở đầu", "prologue"), ("lời tựa", "preface"),
    ("kata pengantar", "preface"), ("vĩ thanh", "epilogue"), ("lời kết", "epilogue"),
    ("ngoại truyện", "interlude"), ("słowo wstępne", "foreword"), ("önsöz yerine", "preface"),
    ("вместо предисловия", "preface"), ("вместо послесловия", "afterword"),
    ("side story", "interlude"), ("bonus chapter", "interlude"), ("ara bölüm", "interlude"),
    ("кінець від", "afterword"),
)  # fmt: skip


@cache
def heading_words() -> dict[str, HeadingKind]:
    """The kind each word names, in lower case; a key of two words has a space."""
    words: dict[str, HeadingKind] = {}
    by_name: dict[str, HeadingKind] = {}
    for kind, text in _KINDS:
        by_name[kind.name] = kind
        for word in text.split():
            words.setdefault(word, kind)
    for phrase, name in _TWO_WORDS:
        words[phrase] = by_name[name]
    return words
