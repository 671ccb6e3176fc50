"""The names of books: a template filled with what is known of a story, safe on every device.

``{author}/{series:?}/{title}`` is a template; ``:?`` leaves a field out, with its slash, when
nothing is known of it. A part of a name holds nothing that FAT, NTFS, ext4 or an e-reader refuses,
and a name never leads out of the folder of the books.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from packager.book.metadata import Metadata
from packager.diagnostics import Code
from packager.errors import UsageError

LONGEST_PART = 150
"""Bytes of UTF-8 a folder or a name without its suffix may have.

With the mark of a collision, the suffix of a format and that of an unfinished file it stays below
the 185 bytes of the strictest reading systems.
"""

LONGEST_NAME = 600
"""Bytes of a whole name below the folder of the books; Windows allows 260 characters in all."""

_KEPUB = ".kepub"
"""``Tale.kepub`` and ``Tale`` would be one story's EPUB and another's KEPUB, in one file."""

_MARK = 8
_LONGEST_MARK = 16
_DEEPEST = 8
_REFUSED = frozenset("/\\?%*:|\"<>$!;'")
_RESERVED = frozenset({
    "con", "prn", "aux", "nul", "clock$", "conin$", "conout$",
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
})  # fmt: skip
"""Names of devices on Windows, with any suffix."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""Without them some scripts and pictures can't be written."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template.

    Attributes:
        name: What is put there.
        optional: Whether it is left out when nothing is known; else a word stands for it.
    """

    name: str
    optional: bool


Part = tuple[str | Field, ...]


@dataclass(frozen=True, slots=True)
class NameTemplate:
    """How books are named.

    Attributes:
        parts: Folders and the name, each of text and fields.
    """

    parts: tuple[Part, ...]

    @property
    def asks_story(self) -> bool:
        """Whether anything but the source's own name has to be known."""
        return any(
            isinstance(piece, Field) and piece.name not in _OF_KEY
            for part in self.parts
            for piece in part
        )


def parse_name(template: str) -> NameTemplate:
    """The template a user wrote.

    Raises:
        UsageError: It has a field nobody knows, a brace that is never closed, or no name at all.
    """
    if template.startswith(("/", "\\")):
        raise _invalid(
            "the template begins with a slash", "names are below the folder given with -o"
        )
    parts = tuple(_part(part) for part in template.split("/"))
    if len(parts) > _DEEPEST:
        raise _invalid(f"the template has more than {_DEEPEST} folders", "leave some out")
    for part in parts:
        if "".join(piece for piece in part if isinstance(piece, str)).strip() in {".", ".."}:
            raise _invalid(
                "the template leads out of its folder", "leave out the parts that are . or .."
            )
    if not any(parts) or not parts[-1]:
        raise _invalid("the template ends without a name", "end it with one: {author}/{title}")
    return NameTemplate(tuple(part for part in parts if part))


def name_of(
    template: NameTemplate, metadata: Metadata, key: str, *, words: int | None = None
) -> str:
    """The name of a story's books, relative to their folder, with ``/`` and without a suffix.

    Two stories may have the same one: see ``settled`` and ``with_mark``.

    Args:
        template: How it is made.
        metadata: What is known of the story.
        key: What the batch calls it; the last resort for its title.
        words: Words of its text, where the site counted none.
    """
    values = _Values(metadata, key, metadata.words if metadata.words is not None else words)
    parts = [found for part in template.parts if (found := _filled(part, values))]
    if not parts:
        parts = [_safe(stem_of(key)) or "story"]
    parts[-1] = _without_kepub(parts[-1])
    if len("/".join(parts).encode()) > LONGEST_NAME:
        share = LONGEST_NAME // len(parts) - 1
        parts = [_cut(part, share) or "_" for part in parts]
    return "/".join(parts)


def settled(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A name of its own for each story, whatever order they come in.

    Stories whose names a file system may take for one (``The Lamp`` and ``the lamp``) each get the
    mark of their key; all of them, so that none depends on which others there are this time but in
    whether there are any.

    Args:
        wanted: Key and name of each story; keys are unique.

    Returns:
        The names by their keys.
    """
    named = dict(wanted)
    owners: dict[str, str | None] = {}
    for key, name in named.items():
        alike = same_file(name)
        owners[alike] = key if alike not in owners else None
    return {
        key: name if owners[same_file(name)] is not None else _free(name, key, owners)
        for key, name in named.items()
    }


def _free(name: str, key: str, owners: Mapping[str, str | None]) -> str:
    """The name with a mark, a longer one if some story happens to be called just so."""
    length = _MARK
    while same_file(found := with_mark(name, key, length)) in owners and length < _LONGEST_MARK:
        length *= 2
    return found


def with_mark(name: str, key: str, length: int = _MARK) -> str:
    """The name with letters and digits behind it, eight of them, that come from the key alone."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:length]
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last} ({digest})"


def same_file(name: str) -> str:
    """What is equal for names that some file system takes for one."""
    return unicodedata.normalize("NFKD", name).casefold()


def stem_of(key: str) -> str:
    """The name of the source without folders and suffix."""
    last = re.split(r"[/!\\]", key.rstrip("/"))[-1]
    stem, dot, suffix = last.rpartition(".")
    return stem if dot and stem and len(suffix) <= 8 and suffix.isalnum() else last  # noqa: PLR2004 - .markdown


def _without_kepub(name: str) -> str:
    """A name that can't be taken for that of a KEPUB when its suffix is an EPUB's."""
    while name.lower().endswith(_KEPUB):
        name = name[: -len(_KEPUB)].rstrip(" .") or "_"
    return name


@dataclass(frozen=True, slots=True)
class _Values:
    """What fields are filled from."""

    metadata: Metadata
    key: str
    words: int | None


def _author(values: _Values) -> str:
    names = [creator.name for creator in values.metadata.creators if creator.role == "aut"]
    if len(names) > 3:  # noqa: PLR2004 - as a library card has it
        return f"{names[0]} and others"
    return " & ".join(names)


def _author_sort(values: _Values) -> str:
    authors = [creator for creator in values.metadata.creators if creator.role == "aut"]
    return (authors[0].file_as or authors[0].name) if authors else ""


def _number(values: _Values) -> str:
    series = values.metadata.series
    return "" if series is None or series.number is None else f"{series.number:g}"


def _of_key(values: _Values) -> str:
    return stem_of(values.key)


def _folder(values: _Values) -> str:
    """The folder the source lies in; folders in it become one name."""
    return re.split(r"[/!\\]", values.key.rstrip("/"))[-2:-1].pop() if "/" in values.key else ""


def _id(values: _Values) -> str:
    """The number the site gave the story: the last number of its address, or of its file."""
    numbers = re.findall(r"/(\d{1,12})(?=/|$|\?)", values.metadata.source)
    if numbers:
        return str(numbers[0])
    at_end = re.search(r"(\d{1,12})$", stem_of(values.key))
    return at_end[1] if at_end else ""


_VALUES: Mapping[str, Callable[[_Values], str]] = {
    "author": _author,
    "author_sort": _author_sort,
    "fandom": lambda values: next(iter(values.metadata.fandoms), ""),
    "folder": _folder,
    "id": _id,
    "initial": lambda values: _author_sort(values)[:1].upper(),
    "language": lambda values: values.metadata.language,
    "name": _of_key,
    "number": _number,
    "published": lambda values: str(values.metadata.published or ""),
    "rating": lambda values: values.metadata.rating,
    "series": lambda values: values.metadata.series.name if values.metadata.series else "",
    "status": lambda values: values.metadata.status,
    "title": lambda values: values.metadata.title or _of_key(values),
    "words": lambda values: str(values.words or ""),
    "year": lambda values: (
        f"{values.metadata.published.year:04}" if values.metadata.published else ""
    ),
}
FIELDS = tuple(_VALUES)
"""The names of all fields."""
_OF_KEY = frozenset({"name", "folder"})
_UNKNOWN = {"author": "Unknown author", "author_sort": "Unknown author", "title": "Untitled"}


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")


def _part(text: str) -> Part:
    found: list[str | Field] = []
    for one in _piece().finditer(text):
        if one[0] in {"{{", "}}"}:
            found.append(one[0][0])
        elif one[0] in {"{", "}"}:
            raise _invalid(
                f"a lone {one[0]} in {text!r}", "write a field as {title}, and a brace as {{ or }}"
            )
        elif one[1] is None:
            found.append(one[0])
        else:
            name, colon, mark = one[1].partition(":")
            if name not in _VALUES or (colon and mark != "?"):
                raise _invalid(
                    f"there is no field {{{one[1]}}}",
                    f"the fields are {', '.join(FIELDS)}; behind each may stand :?",
                )
            found.append(Field(name, optional=bool(colon)))
    return tuple(found)


def _filled(part: Part, values: _Values) -> str:
    """A folder or name; empty when its fields may be left out and nothing is known of any."""
    pieces: list[str] = []
    known = False
    optional = False
    for piece in part:
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        found = _safe(_VALUES[piece.name](values))
        optional = optional or piece.optional
        known = known or bool(found) or not piece.optional
        if found or piece.optional:
            pieces.append(found)
        else:
            pieces.append(_UNKNOWN.get(piece.name, "Unknown"))
    if optional and not known:
        return ""
    return _safe("".join(pieces)) or "_"


def _safe(text: str) -> str:
    """A part of a path that every file system takes as it is; empty when nothing is left."""
    plain = unicodedata.normalize("NFC", text).replace("'", "’")
    letters = [
        "_" if letter in _REFUSED else " " if letter.isspace() else letter
        for letter in plain
        if letter in _JOINERS or letter.isspace() or unicodedata.category(letter) not in _UNSEEN
    ]
    cut = _cut(" ".join("".join(letters).split()), LONGEST_PART)
    # A leading dot hides the file, a trailing one is dropped by Windows, a hyphen looks as options.
    found = cut.strip(" ").rstrip(". ").lstrip(".- ")
    found = unicodedata.normalize("NFC", found)
    return f"_{found}" if found.split(".")[0].strip().casefold() in _RESERVED else found


def _cut(text: str, limit: int) -> str:
    """The text cut between characters to so many bytes; no mark of a letter is parted from it."""
    kept = text.encode("utf-8", "replace")
    if len(kept) <= limit:
        return text
    short = kept[:limit].decode("utf-8", "ignore")
    rest = text[len(short) : len(short) + 1]
    while len(short) > 1 and rest and (unicodedata.combining(rest) or rest in _JOINERS):
        short, rest = short[:-1], short[-1]
    return short.rstrip(" .\u200c\u200d")


def _invalid(message: str, hint: str) -> UsageError:
    return UsageError(Code.OPTION_INVALID, f"--name: {message}", hint=hint)
