"""Header facts: what the keys of front matter say about a story, or about one chapter of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from packager.book.metadata import Creator, Metadata, Series
from packager.diagnostics import Code, Report, Where
from packager.errors import UsageError
from packager.readers.left_out import LeftOut
from packager.readers.markdown.front_matter import FrontMatter, Value
from packager.readers.sidecar import Known, date_value, series_value, text_value, with_value
from packager.readers.sites.dates import day_of
from packager.readers.sites.labels import count_of, names_of, status_of
from packager.sources.text import printable

KEYS = "keys of the header and what they say that no book prints"

_ROLES = {
    "author": "aut", "authors": "aut", "creator": "aut", "creators": "aut", "by": "aut",
    "writer": "aut", "editor": "edt", "editors": "edt", "translator": "trl", "translators": "trl",
    "illustrator": "ill", "illustrators": "ill", "artist": "ill", "cover_artist": "cov",
    "cover_art": "cov", "beta": "edt",
}  # fmt: skip
"""MARC relator codes by the words people use (https://id.loc.gov/vocabulary/relators.html)."""

_TEXTS = {
    "title": "title", "subtitle": "subtitle", "lang": "language", "language": "language",
    "locale": "language", "rating": "rating", "rated": "rating", "source": "source",
    "url": "source", "story_url": "source", "canonical_url": "source", "canonicalurl": "source",
    "original_url": "source", "link": "source", "rights": "rights", "license": "rights",
    "licence": "rights", "copyright": "rights", "publisher": "publisher", "site": "publisher",
    "identifier": "identifier", "isbn": "identifier", "uuid": "identifier",
}  # fmt: skip
"""Keys of ``story.toml`` by the words people use."""

_DATES = {
    "date": "published", "published": "published", "publish_date": "published",
    "publishdate": "published", "pubdate": "published", "created": "published",
    "datepublished": "published", "first_published": "published", "updated": "modified",
    "modified": "modified", "lastmod": "modified", "last_updated": "modified",
    "last_modified": "modified", "last_modified_at": "modified", "datemodified": "modified",
    "update": "modified",
}  # fmt: skip

_LISTS = {
    "tags": "subjects", "tag": "subjects", "keywords": "subjects", "categories": "subjects",
    "category": "subjects", "genre": "subjects", "genres": "subjects", "subject": "subjects",
    "subjects": "subjects", "fandom": "fandoms", "fandoms": "fandoms", "universe": "fandoms",
    "character": "characters", "characters": "characters", "relationship": "relationships",
    "relationships": "relationships", "pairing": "relationships", "pairings": "relationships",
    "ship": "relationships", "ships": "relationships", "warning": "warnings",
    "warnings": "warnings", "content_warning": "warnings", "content_warnings": "warnings",
    "archive_warnings": "warnings", "archive_warning": "warnings", "cw": "warnings",
    "trigger_warnings": "warnings",
}  # fmt: skip

_COUNTS = {
    "words": "words", "word_count": "words", "wordcount": "words", "planned": "planned",
    "planned_chapters": "planned", "total_chapters": "planned",
}  # fmt: skip

_DESCRIPTIONS = (
    "description", "summary", "synopsis", "blurb", "abstract", "excerpt", "short_description",
)  # fmt: skip
"""The first that says anything is the blurb; the others are named as left out."""

_COVERS = (
    "cover", "cover_image", "cover-image", "coverimage", "cover_art_image", "featured_image",
    "image", "thumbnail",
)  # fmt: skip
_NOTES_BEFORE = (
    "notes", "note", "authors_note", "author_note", "authors_notes", "author_notes",
    "begin_notes", "beginning_notes", "start_notes", "an", "a/n",
)  # fmt: skip
_NOTES_AFTER = ("end_notes", "endnotes", "end_note", "endnote", "closing_notes", "afternotes")
_NUMBERS = ("chapter", "chapter_number", "number", "chapter_no")
_ORDER = ("weight", "order", "nav_order", "position", "sort", "index", "sequence")
_SERIES_NUMBER = ("series_number", "series_index", "series_order", "volume", "book_number", "book")

HEADER_KEYS: tuple[str, ...] = tuple(
    key.replace("_", " ")
    for key in (*_ROLES, *_TEXTS, *_DATES, *_LISTS, "series", "status", *_DESCRIPTIONS, *_COVERS)
)
"""The keys that header lines without a fence may begin with, in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFacts:
    """What a header says.

    Attributes:
        metadata: As far as it goes into the metadata; the description is apart.
        description: The blurb, as Markdown.
        notes: A note of the author's above the text, as Markdown.
        end_notes: One below it.
        cover: Path of the cover.
        number: The chapter's number.
        order: Its place among the others.
        part: The part it is in.
        layout: What a site's generator sets it with; empty for what is no page of one.
    """

    metadata: Metadata = Metadata()
    description: str = ""
    notes: str = ""
    end_notes: str = ""
    cover: str = ""
    number: int | None = None
    order: float | None = None
    part: str = ""
    layout: str = ""


@cache
def _authors() -> re.Pattern[str]:
    return re.compile(r"\s*(?:;|,|&|\band\b)\s*")


def header_facts(
    header: FrontMatter | None, report: Report, left_out: LeftOut, name: str
) -> HeaderFacts:
    """What a header says; what it says in vain is named.

    Args:
        header: The header; ``None`` says nothing.
        report: Told of values that can't be meant.
        left_out: Told of keys, and of what they say that is not printed.
        name: The file, for messages.
    """
    if header is None:
        return HeaderFacts()
    reading = _Header({_plain(key): value for key, value in header.values.items()})
    facts = reading.facts()
    for key, why in reading.faults:
        line = next((n for k, n in header.lines.items() if _plain(k) == key), None)
        report.add(
            Code.HEADER_IGNORED, f"{key} in the header was left out: {why}", where=Where(name, line)
        )
    if header.fault:
        report.add(
            Code.HEADER_IGNORED,
            f"the header can't be read as a whole ({header.fault}); each line was read by itself",
            where=Where(name, header.fault_line),
            hint='a value with a colon stands in quotes: title: "Snow: A Tale"',
        )
    # Keys are no text; a value is either in the metadata, word for word, or named here.
    left_out.add(Code.LINE_NOT_PRINTED, KEYS, " ".join([*header.values, *reading.unused]))
    if header.fault or _has_key_twice(header):
        left_out.add(Code.LINE_NOT_PRINTED, KEYS, header.text)
    return facts


def _has_key_twice(header: FrontMatter) -> bool:
    """Whether a key stands there more than once, of which only the last has its say."""
    keys = [line.partition(":")[0].strip() for line in header.text.splitlines() if ":" in line]
    return len(set(keys)) < len(keys)


def flat(value: Value) -> str:
    """A value as one text."""
    match value:
        case str():
            return value.strip()
        case list():
            return ", ".join(filter(None, map(flat, value)))
        case _:
            return " ".join(f"{key} {flat(inner)}" for key, inner in value.items())


def _plain(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().lower().replace("'", "").replace("’", ""))


class _Header:
    """The keys of one header, each taken once."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = dict(values)
        self.metadata = Metadata()
        self.unused: list[str] = []
        self.faults: list[tuple[str, str]] = []

    def facts(self) -> HeaderFacts:
        description = self._first(_DESCRIPTIONS)
        cover = self._cover()
        notes = self._first(_NOTES_BEFORE)
        end_notes = self._first(_NOTES_AFTER)
        number = self._number(_NUMBERS)
        order = self._number(_ORDER)
        part = self._text("part")
        layout = self._text("layout")
        self.unused += (layout, part)
        self._series()
        for key, value in self.values.items():
            self._key(key, value)
        return HeaderFacts(
            metadata=self.metadata,
            description=description,
            notes=notes,
            end_notes=end_notes,
            cover=cover,
            number=None if number is None or number != int(number) else int(number),
            order=order,
            part=part,
            layout=layout,
        )

    def _text(self, key: str) -> str:
        return printable(flat(self.values.pop(key, "")))

    def _first(self, keys: tuple[str, ...]) -> str:
        chosen = ""
        for key in keys:
            value = self.values.pop(key, "")
            text = "\n\n".join(map(flat, value)) if isinstance(value, list) else flat(value)
            if chosen and text:
                self.unused.append(text)
            chosen = chosen or printable(text)
        return chosen

    def _cover(self) -> str:
        chosen = ""
        for key in _COVERS:
            value = self.values.pop(key, "")
            if isinstance(value, dict):
                value = value.get("image") or value.get("src") or value.get("path") or ""
            path = flat(value)
            self.unused.append(path)
            chosen = chosen or path
        return chosen

    def _number(self, keys: tuple[str, ...]) -> float | None:
        for key in keys:
            value = self.values.get(key)
            if isinstance(value, str) and re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", value.strip()):
                del self.values[key]
                self.unused.append(value)
                return float(value)
        return None

    def _series(self) -> None:
        value = self.values.pop("series", "")
        number = None
        if value:
            number = self._number(_SERIES_NUMBER)
        if isinstance(value, list):
            value = value[0] if value else ""
        if isinstance(value, dict):
            name = flat(value.get("name") or value.get("title") or "")
            place = flat(value.get("number") or value.get("index") or value.get("position") or "")
            self.unused.append(flat(value))
            value = name
            number = float(place) if re.fullmatch(r"\d{1,5}(?:\.\d{1,3})?", place) else number
        if not isinstance(value, str) or not value.strip():
            return
        self.unused.append(value)
        found = series_value(printable(value))
        self.metadata = replace(
            self.metadata,
            series=Series(found.name, found.number if number is None else number),
        )

    def _key(self, key: str, value: Value) -> None:
        if key in _ROLES:
            self._creators(_ROLES[key], value)
        elif key in _LISTS:
            self._list(_LISTS[key], value)
        elif not isinstance(value, str) or not value.strip():
            self.unused.append(flat(value))
        elif key in _DATES:
            self._date(key, value)
        elif key in _COUNTS:
            self.unused.append(value)
            self.metadata = replace(self.metadata, **{_COUNTS[key]: count_of(value)})  # type: ignore[arg-type] # both fields are numbers
        elif key == "status":
            self.unused.append(value)
            self.metadata = replace(self.metadata, status=status_of(printable(value)))
        elif _TEXTS.get(key):
            self._known(key, printable(value))
        else:
            self.unused.append(value)

    def _known(self, key: str, value: str) -> None:
        known = Known(metadata=self.metadata)
        if getattr(self.metadata, _TEXTS[key]):
            self.unused.append(value)
            return
        try:
            self.metadata = with_value(known, _TEXTS[key], value, Where("")).metadata
        except UsageError as error:
            self.unused.append(value)
            if _TEXTS[key] != "source":  # a word about it, not an address
                self.faults.append((key, error.message.partition(": ")[2]))
        if _TEXTS[key] == "language":
            self.unused.append(value)

    def _date(self, key: str, value: str) -> None:
        self.unused.append(value)
        found = a_day(value)
        if found is None:
            if not re.search(r"\d{4}", value):  # a year alone is no day, and no fault
                self.faults.append(
                    (key, f"a day such as 2024-05-03 was expected, not {value!r:.60}")
                )
        elif getattr(self.metadata, _DATES[key]) is None:
            self.metadata = replace(self.metadata, **{_DATES[key]: found})  # type: ignore[arg-type] # both fields are days

    def _creators(self, role: str, value: Value) -> None:
        found: list[Creator] = []
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                found += self._mapped(one, role)
            elif isinstance(one, str):
                names = [one] if isinstance(value, list) else _authors().split(one)
                found += (Creator(text_value(printable(name)), role) for name in names)
        known = self.metadata.creators
        more = (one for one in found if one.name and one not in known)
        self.metadata = replace(self.metadata, creators=(*known, *more))

    def _mapped(self, one: Mapping[str, Value], role: str) -> list[Creator]:
        values = {_plain(key): flat(value) for key, value in one.items()}
        name = values.get("name") or " ".join(
            filter(None, (values.get("given"), values.get("family")))
        )
        self.unused.append(flat(dict(one)))
        said = values.get("role", "").lower()
        code = _ROLES.get(said, said if re.fullmatch(r"[a-z]{3}", said) else role)
        sort = values.get("file_as") or values.get("sort") or ""
        return [Creator(printable(name), code, printable(sort))] if name else []

    def _list(self, name: str, value: Value) -> None:
        if isinstance(value, list):
            found = [text for one in value if (text := printable(flat(one)))]
        else:
            text = printable(flat(value))
            apart = re.split(r"[;\n]", text) if ";" in text or "\n" in text else names_of(text)
            found = [" ".join(one.split()) for one in apart if one.strip()]
        known: tuple[str, ...] = getattr(self.metadata, name)
        merged = tuple(dict.fromkeys((*known, *found)))
        self.metadata = replace(self.metadata, **{name: merged})  # type: ignore[arg-type] # all of these are lists


def a_day(text: str) -> date | None:
    """The day a text names: ``2024-05-03``, ``2024-05-03 10:00``, ``May 3, 2024``."""
    try:
        return date_value(text.strip()[:10])
    except (TypeError, ValueError):
        pass
    return day_of(text)
