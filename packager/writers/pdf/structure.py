"""The structure of a PDF: what its words are, beside where they stand.

The names are those of ISO 32000-1, 14.8.4, and the rules those of PDF/UA-1 (ISO 14289-1, 7). An
element of the book is one element here, however many lines, pages or gatherings it runs over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

_TAGS = {
    "section": "Sect",
    "nav": "Sect",
    "article": "Sect",
    "aside": "Sect",
    "figure": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "LI",
    "dd": "LI",
    "li::marker": "Lbl",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figcaption": "Caption",
    "img": "Figure",
}
_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})


class Mark(NamedTuple):
    """A marked-content sequence: the page it is on, from 0, and its number on that page."""

    page: int
    number: int


class Annotation(NamedTuple):
    """A link's annotation: the page it is on, from 0, and its place among those of that page."""

    page: int
    place: int


@dataclass(slots=True, eq=False)
class Element:
    """A structure element.

    Attributes:
        tag: Its standard structure type.
        kids: What it holds, in reading order.
        language: A BCP 47 tag, when it is not that of the book.
        alternate: What a picture shows, in words.
        box: Where a picture stands on its page, in points from the lower left corner.
        columns: Columns a table cell spans.
        rows: Rows a table cell spans.
        scope: What a header cell of a table is the header of.
    """

    tag: str
    kids: list[Element | Mark | Annotation] = field(default_factory=list)
    language: str = ""
    alternate: str = ""
    box: tuple[float, float, float, float] | None = None
    columns: int = 1
    rows: int = 1
    scope: Literal["", "Row", "Column"] = ""


def tag_of(name: str) -> str:
    """The structure type of an HTML element; none when it says nothing of what it holds."""
    return _TAGS.get(name, "")


def order_headings(documents: Iterable[Element]) -> None:
    """Let headings begin at the first level and skip none on the way down (ISO 14289-1, 7.4.2)."""
    level = 0
    for document in documents:
        for element in _elements(document):
            if element.tag in _HEADINGS:
                level = min(int(element.tag[1:]), level + 1)
                element.tag = f"H{level}"


def drop_empty(document: Element) -> None:
    """Leave elements out that hold nothing, and so on upwards; a cell of a table may be empty."""
    for element in reversed(list(_elements(document))):
        element.kids[:] = [kid for kid in element.kids if not _is_empty(kid)]


def _is_empty(kid: Element | Mark | Annotation) -> bool:
    return isinstance(kid, Element) and not kid.kids and kid.tag not in {"TD", "TH"}


def _elements(document: Element) -> Iterator[Element]:
    """Every element, each before what it holds, in reading order."""
    waiting = [document]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))
