"""What a FictionBook says of itself: title, authors, series, genres, dates.

http://www.gribuser.ru/xml/fictionbook/2.0/ (the schema), elements ``title-info``,
``document-info`` and ``publish-info`` of ``description``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from packager.book.metadata import Creator, Metadata, Series
from packager.readers.sidecar import address_value, date_value, language_value, series_value

if TYPE_CHECKING:
    from datetime import date

    from packager.readers.epub.xml import Element

_Value = TypeVar("_Value")

_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_UUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")


@cache
def _genres() -> dict[str, str]:
    """The codes of genres that don't say in words what they mean."""
    return {
        "sf": "Science Fiction", "sf_history": "Alternate History",
        "sf_action": "Action Science Fiction", "sf_epic": "Epic Science Fiction",
        "sf_heroic": "Heroic Fantasy", "sf_detective": "Science Fiction Mystery",
        "sf_cyberpunk": "Cyberpunk", "sf_space": "Space Opera",
        "sf_social": "Social Science Fiction", "sf_horror": "Horror",
        "sf_humor": "Humorous Science Fiction", "sf_fantasy": "Fantasy",
        "sf_fantasy_city": "Urban Fantasy", "sf_litrpg": "LitRPG",
        "sf_postapocalyptic": "Post-apocalyptic", "det_classic": "Classic Mystery",
        "det_police": "Police Procedural", "det_action": "Action Mystery",
        "det_irony": "Ironic Mystery", "det_history": "Historical Mystery",
        "det_espionage": "Spy Fiction", "det_crime": "Crime Fiction",
        "det_political": "Political Mystery", "det_hard": "Hard-boiled Mystery",
        "prose_classic": "Classic Prose", "prose_history": "Historical Fiction",
        "prose_contemporary": "Contemporary Fiction", "prose_rus_classic": "Russian Classics",
        "prose_su_classics": "Soviet Classics", "prose_counter": "Counterculture",
        "love_contemporary": "Contemporary Romance", "love_history": "Historical Romance",
        "love_detective": "Romantic Suspense", "love_short": "Short Romance",
        "love_sf": "Paranormal Romance", "adv_western": "Western",
        "adv_history": "Historical Adventure", "adv_maritime": "Sea Stories",
        "child_tale": "Fairy Tales", "child_prose": "Children's Fiction",
        "child_sf": "Children's Fantasy", "child_adv": "Children's Adventure",
        "humor_prose": "Humorous Prose", "fanfiction": "Fan Fiction",
    }  # fmt: skip


def metadata_of(description: Element) -> Metadata:
    """The metadata a ``description`` holds, but for the annotation, which is text."""
    from packager.readers.epub.xml import Element  # noqa: PLC0415 - see above

    nothing = Element("")
    title = description.find("title-info") or nothing
    document = description.find("document-info") or nothing
    publish = description.find("publish-info") or nothing
    creators = [
        *(_creator(one, "aut") for one in title.elements if one.name == "author"),
        *(_creator(one, "trl") for one in title.elements if one.name == "translator"),
    ]
    sequences = (*_named(title, "sequence"), *_named(publish, "sequence"))
    return Metadata(
        identifier=_identifier(publish, document),
        title=_text(title, "book-title"),
        creators=tuple(one for one in creators if one.name),
        language=_language(_text(title, "lang")),
        series=next((one for found in sequences if (one := _series(found))), None),
        subjects=_subjects(title),
        published=_day(title) or None,
        publisher=_text(publish, "publisher"),
        source=_valid(address_value, _text(document, "src-url")) or "",
    )


def _named(parent: Element, name: str) -> list[Element]:
    return [one for one in parent.elements if one.name == name]


def _text(parent: Element, name: str) -> str:
    return next((one.text for one in _named(parent, name)), "")


def _creator(author: Element, role: str) -> Creator:
    """A person, as printed and as sorted; a nickname where there is no name."""
    given = " ".join(filter(None, (_text(author, "first-name"), _text(author, "middle-name"))))
    last = _text(author, "last-name")
    name = " ".join(filter(None, (given, last))) or _text(author, "nickname")
    return Creator(name, role, f"{last}, {given}" if last and given else "")


def _series(sequence: Element) -> Series | None:
    name = " ".join(sequence.get("name").split())
    if not name:
        return None
    number = sequence.get("number").replace(",", ".")
    if re.fullmatch(r"\d{1,5}(?:\.\d{1,5})?", number):
        return series_value({"name": name, "number": float(number)})
    return series_value({"name": name})


def _subjects(title: Element) -> tuple[str, ...]:
    genres = (one.text for one in _named(title, "genre"))
    named = (_genres().get(code, code.replace("_", " ").strip()) for code in genres)
    keywords = re.split(r"\s*[,;]\s*", _text(title, "keywords"))
    return tuple(dict.fromkeys(word for word in (*named, *keywords) if word))


def _day(title: Element) -> date | None:
    for found in _named(title, "date"):
        for said in (found.get("value"), found.text):
            day = _valid(date_value, said)
            if day is not None:
                return day
    return None


def _identifier(publish: Element, document: Element) -> str:
    isbn = _text(publish, "isbn")
    if _ISBN.fullmatch(isbn) and _checks(bare := re.sub("[- ]", "", isbn).upper()):
        return f"urn:isbn:{bare}"
    uuid = _UUID.fullmatch(_text(document, "id"))
    return f"urn:uuid:{uuid[1].lower()}" if uuid else ""


def _checks(isbn: str) -> bool:
    """Whether the check digit of an ISBN is right (ISO 2108)."""
    digits = [10 if digit == "X" else int(digit) for digit in isbn]
    if len(digits) == 10:  # noqa: PLR2004 - the older form
        return sum(digit * (10 - place) for place, digit in enumerate(digits)) % 11 == 0
    if len(digits) != 13 or 10 in digits:  # noqa: PLR2004 - the newer form
        return False
    return sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0


def _language(said: str) -> str:
    """The language, as a tag where it is one; else as it is said, to be told so later on."""
    return _valid(language_value, said) or said


def _valid(parse: Callable[[object], _Value], said: str) -> _Value | None:
    try:
        return parse(said) if said else None
    except (TypeError, ValueError):
        return None
