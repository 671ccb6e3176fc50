"""The Book as JSON and back: for other programs, for looking, for tests.

Every node is an object with ``type`` and its fields; a plain run of text is a string; fields that
have their default value are left out; bytes are base64, dates ISO 8601.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from packager.book import blocks, inlines
from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Role, Section
from packager.book.style import Style

SCHEMA = 1

_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        inlines.Emphasis,
        inlines.Strong,
        inlines.Underline,
        inlines.Strike,
        inlines.SmallCaps,
        inlines.Superscript,
        inlines.Subscript,
        inlines.Code,
        inlines.Span,
        inlines.Link,
        inlines.Image,
        inlines.NoteRef,
        inlines.Ruby,
        inlines.LineBreak,
        blocks.Paragraph,
        blocks.Heading,
        blocks.SceneBreak,
        blocks.BlockQuote,
        blocks.ListBlock,
        blocks.VerseLine,
        blocks.Verse,
        blocks.Preformatted,
        blocks.Figure,
        blocks.Cell,
        blocks.Table,
        blocks.Division,
        Style,
        Section,
        Metadata,
        Creator,
        Series,
        Asset,
        AuthorNote,
        Footnote,
        Book,
    )
}

_KINDS: dict[str, dict[str, Any]] = {name: get_type_hints(kind) for name, kind in _TYPES.items()}
"""What each field of a node may hold."""


def to_json(book: Book) -> str:
    """The book as a JSON text, two spaces deep."""
    return json.dumps({"schema": SCHEMA, "book": _encode(book)}, ensure_ascii=False, indent=2)


def from_json(text: str) -> Book:
    """The book a JSON text holds.

    Raises:
        ValueError: The text is not JSON, of another schema, or holds a value no Book may hold.
    """
    try:
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise ValueError(f"not a book of schema {SCHEMA}")
        book = _decode(found.get("book"))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a book: {error}") from error
    except RecursionError as error:
        raise ValueError("not a book: it is nested too deep") from error
    if not isinstance(book, Book):
        raise ValueError("not a book")  # noqa: TRY004 - the value is wrong, not the caller's type
    return book


def _encode(value: object) -> object:
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    if isinstance(value, Enum):
        return {"role": value.value}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        node: dict[str, object] = {"type": type(value).__name__}
        for spec in dataclasses.fields(value):
            field_value = getattr(value, spec.name)
            if field_value != spec.default:
                node[spec.name] = _encode(field_value)
        return node
    return value


def _decode(value: object) -> object:
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if not isinstance(value, dict):
        return value
    if "base64" in value:
        return base64.b64decode(value["base64"], validate=True)
    if "role" in value and "type" not in value:
        return Role(value["role"])
    if "date" in value:
        return date.fromisoformat(value["date"])
    fields = {name: _decode(item) for name, item in value.items() if name != "type"}
    kinds = _KINDS[value["type"]]
    for name, item in fields.items():
        if not _fits(item, kinds[name]):
            raise TypeError(f"{value['type']}.{name} can't be {item!r:.80}")
    return _TYPES[value["type"]](**fields)


def _fits(value: object, kind: Any) -> bool:  # noqa: ANN401 - a type, a union, a Literal
    origin = get_origin(kind)
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(item, get_args(kind)[0]) for item in value)
    if origin in {UnionType, Union}:
        return any(_fits(value, one) for one in get_args(kind))
    if origin is Literal:
        return value in get_args(kind)
    if isinstance(value, bool):
        return bool(kind is bool)
    return isinstance(value, int | float if kind is float else kind)
