"""The Book as JSON and back."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book import json as book_json
from packager.book.blocks import Block, Heading, Paragraph
from packager.book.book import Asset, Book
from packager.book.inlines import Inline
from packager.book.json import SCHEMA, from_json, to_json
from packager.book.metadata import Metadata
from packager.book.section import Role, Section
from tests.support.books import books


@given(books())
def test_a_book_survives_the_way_through_json(book: Book) -> None:
    text = to_json(book)
    assert json.loads(text)["schema"] == SCHEMA
    assert from_json(text) == book
    assert to_json(from_json(text)) == text


def test_every_node_of_a_book_has_a_name_in_json() -> None:
    nodes = {kind.__name__ for kind in (*Block.__args__, *Inline.__args__) if kind is not str}
    assert nodes <= set(book_json._TYPES)


def test_defaults_are_left_out_and_the_rest_is_plain() -> None:
    book = Book(
        metadata=Metadata(title="The Long Winter", published=date(2024, 5, 3)),
        body=(Section(id="a", role=Role.PROLOGUE, blocks=(Paragraph(("Snow.",)),)),),
        assets=(Asset(id="p", media_type="image/png", data=b"\x00\xff"),),
    )
    assert json.loads(to_json(book))["book"] == {
        "type": "Book",
        "metadata": {
            "type": "Metadata",
            "title": "The Long Winter",
            "published": {"date": "2024-05-03"},
        },
        "body": [
            {
                "type": "Section",
                "id": "a",
                "role": {"role": "prologue"},
                "blocks": [{"type": "Paragraph", "children": ["Snow."]}],
            }
        ],
        "assets": [
            {"type": "Asset", "id": "p", "media_type": "image/png", "data": {"base64": "AP8="}}
        ],
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 2, "book": {"type": "Book"}}',
        '{"schema": 1}',
        '{"schema": 1, "book": []}',
        '{"schema": 1, "book": {"type": "Section", "id": "a"}}',
        '{"schema": 1, "book": {"type": "Nothing"}}',
        '{"schema": 1, "book": {"type": ["Book"]}}',
        '{"schema": 1, "book": {"type": "Book", "colour": "red"}}',
        '{"schema": 1, "book": {"cover": "a"}}',
        '{"schema": 1, "book": {"type": "Book", "body": [{"type": "Section", "id": "A B"}]}}',
        '{"schema": 1, "book": {"type": "Book", "body": [{"type": "Section", "id": 5}]}}',
        '{"schema": 1, "book": {"type": "Book", "body": [{"type": "Section"}]}}',
        '{"schema": 1, "book": {"type": "Book", "body": {"date": "yesterday"}}}',
        '{"schema": 1, "book": {"type": "Book", "body": {"base64": "*"}}}',
        '{"schema": 1, "book": {"type": "Book", "body": {"base64": 5}}}',
        '{"schema": 1, "book": {"type": "Book", "body": {"role": "hero"}}}',
        '{"schema": 1, "book": {"type": "Book", "body": {"role": []}}}',
    ],
)
def test_what_is_no_book_is_refused_as_a_value(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


@pytest.mark.parametrize(
    "book",
    [
        {"type": "Book", "cover": 5},
        {"type": "Book", "body": "chapter"},
        {"type": "Book", "body": [{"type": "Paragraph", "children": []}]},
        {"type": "Book", "metadata": {"type": "Section", "id": "a"}},
        {
            "type": "Book",
            "body": [
                {
                    "type": "Section",
                    "id": "a",
                    "blocks": [{"type": "Paragraph", "children": "a word"}],
                }
            ],
        },
        {
            "type": "Book",
            "body": [
                {
                    "type": "Section",
                    "id": "a",
                    "blocks": [{"type": "Paragraph", "children": [{"type": "SceneBreak"}]}],
                }
            ],
        },
        {"type": "Book", "notes": [{"type": "AuthorNote", "section": "a", "position": "beside"}]},
        {"type": "Book", "metadata": {"type": "Metadata", "published": "2024-05-03"}},
    ],
)
def test_a_value_in_the_wrong_place_is_refused(book: object) -> None:
    with pytest.raises(ValueError, match="not a book"):
        from_json(json.dumps({"schema": SCHEMA, "book": book}))


def test_json_too_deep_to_read_is_no_book() -> None:
    deep = '{"type": "BlockQuote", "blocks": [' * 100_000
    with pytest.raises(ValueError, match=r"."):
        from_json(f'{{"schema": 1, "book": {deep}')


@given(st.text(max_size=30) | st.binary(max_size=30).map(repr))
def test_no_text_at_all_raises_anything_but_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)


def test_every_value_of_a_book_is_of_a_type_json_knows() -> None:
    """A field of a new type must be taught to the encoder; this test sees it first."""
    known = ("str", "int", "float", "bool", "bytes", "date", "tuple", "Literal", "None")
    names = {kind.__name__ for kind in book_json._TYPES.values()}
    aliases = {"Inlines", "Blocks", "Align", "Face", "Direction", "Position", "NoteKind", "Role"}
    for kind in book_json._TYPES.values():
        for spec in dataclasses.fields(kind):
            written = str(spec.type).replace("|", " ").replace("[", " ").replace("]", " ")
            for word in written.replace(",", " ").replace("...", " ").split():
                assert word in {*known, *names, *aliases}, f"{kind.__name__}.{spec.name}: {word}"
    assert issubclass(Role, Enum)


def test_a_heading_of_no_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level 7"):
        Heading(7, ("x",))
