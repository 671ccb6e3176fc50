"""Tags: which words of the laid out pages belong to which element of the book.

WeasyPrint makes a structure tree of its own, with an element for every line, a new one for every
page a paragraph runs over, and the running heads in none; building it takes time that grows with
the square of the pages. So its builder is put aside while a PDF is written, and this one looks at
the same boxes: what belongs to one element of the book becomes one element of the tree, lines of it
that follow each other become one marked-content sequence (ISO 32000-1, 14.6), and what is no part
of the text becomes an artifact (14.8.2.2).

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from packager.writers.pdf.gathering import UNKNOWN, Reference
from packager.writers.pdf.structure import Annotation, Element, Mark, tag_of

_POINT = 0.75
"""Points in a CSS pixel."""
_PRINT = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""
_ROOT = frozenset({"html", "body"})
_PAGINATION = b"/Artifact <</Type /Pagination>> BDC"
_ORNAMENT = b"/Artifact BMC"
_END = b"EMC"
_UNKNOWN = str(UNKNOWN)
_NO_WORDS = frozenset({"L", "LI", "TOC", "Table", "THead", "TBody", "TFoot", "TR"})
"""Elements that hold elements alone; white space between those is nobody's."""
_READ_ALOUD = ("q::", "rt::")
"""Pseudo-elements whose signs belong to the words: quotation marks, brackets."""

Box = Any
"""A box of WeasyPrint, which has no types."""


@contextlib.contextmanager
def tagged(root: Element, language: str, references: list[Reference]) -> Iterator[None]:
    """Have the pages tagged that WeasyPrint writes within this context.

    Args:
        root: The ``Document`` element. It gets what the pages hold; nothing of it is written into
            the PDF, for the pages of several PDFs share one tree.
        language: The book's; elements in it do not say so.
        references: Gets the page numbers that stand for unknown ones.
    """
    before = weasyprint.pdf.add_tags

    def add_tags(_: object, document: Any, __: object, streams: list[Any]) -> None:  # noqa: ANN401
        tagger = _Tagger(root, language, references)
        for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
            tagger.tag(number, page, stream)

    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = before


class _Tagger:
    """Goes through the boxes of page after page, and knows the elements it met."""

    def __init__(self, root: Element, language: str, references: list[Reference]) -> None:
        self._root = root
        self._language = language
        self._references = references
        self._unknown: dict[int, tuple[str, float]] = {}
        self._elements: dict[tuple[int, str], Element | None] = {}
        self._lists: dict[Element, Element] = {}
        """The item of a list each body of one belongs to."""
        self._contents: set[Element] = set()
        self._heads: dict[int, int] = {}
        """The page on which the head or foot of a table stood first."""
        self._page = 0
        self._height = 0.0
        self._links: dict[int, int] = {}
        self._owners: dict[int, Element] = {}
        self._places: list[tuple[Element, int | Annotation]] = []

    def tag(self, number: int, page: Any, stream: Any) -> None:  # noqa: ANN401
        """Tag one page."""
        tags = stream._tags  # noqa: SLF001 - WeasyPrint keeps them for its own builder
        self._page = number
        self._height = page.height * _POINT
        self._owners = {}
        self._places = []
        self._unknown = {}
        linked = [box for *_, box in page.links if box.link_annotation]
        self._links = {id(box): place for place, box in enumerate(linked)}
        heads: set[int] = set()
        for child in page._page_box.children:  # noqa: SLF001 - the boxes are nowhere else
            if isinstance(child, boxes.MarginBox):
                heads.update(tags[box]["mcid"] for box in child.descendants() if box in tags)
            else:
                self._walk(child, self._root, tags)
        numbers = _rewrite(stream, self._owners, heads)
        for mcid, (target, shift) in self._unknown.items():
            self._references.append(Reference(Mark(number, numbers[mcid]), target, shift))
        for element, place in self._places:
            if isinstance(place, Annotation):
                element.kids.append(place)
            elif place in numbers:
                _add_mark(element, Mark(number, numbers[place]))

    def _walk(self, box: Box, parent: Element | None, tags: dict[Box, Any]) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001 - it stands for this one
        element = self._element(box, parent)
        if element is not None and id(box) in self._links:
            element = self._link(box, element)
        if isinstance(box, boxes.ReplacedBox):
            self._own(tags.get(box), element)
        for child in box.all_children():
            if isinstance(child, boxes.TextBox):
                if _UNKNOWN in child.text and child in tags:
                    target = box.element.get("href", "")[1:]
                    self._unknown[tags[child]["mcid"]] = target, _shift(box)
                self._own(tags.get(child), None if _is_silent(box, child, element) else element)
            else:
                self._walk(child, element, tags)

    def _own(self, tag: Any, element: Element | None) -> None:  # noqa: ANN401
        """Say whose a marked-content sequence is; that of nobody is an artifact."""
        if tag is not None and element is not None:
            self._owners[tag["mcid"]] = element
            self._places.append((element, tag["mcid"]))

    def _element(self, box: Box, parent: Element | None) -> Element | None:
        """The structure element a box belongs to; ``None`` within an artifact."""
        if parent is None or box.element is None or box.element_tag in _ROOT:
            return parent
        if self._is_repeated(box):
            return None
        key = id(box.element), box.element_tag
        if key not in self._elements:
            self._elements[key] = self._make(box, parent)
        return self._elements[key]

    def _is_repeated(self, box: Box) -> bool:
        """Whether this is the head or foot of a table, once more on another page."""
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self._heads.setdefault(id(box.element), self._page) != self._page

    def _make(self, box: Box, parent: Element) -> Element | None:
        """A new element within another, or the other when this one says nothing of its own."""
        tag = self._tag(box, parent)
        language = "" if "::" in box.element_tag else box.element.get("lang", "")
        if language == self._language:
            language = ""
        if tag == "Figure" and not box.element.get("alt", "").strip():
            return None
        if not tag:
            if not language:
                return parent
            tag = "Span"
        element = Element(tag, language=language)
        if tag == "Lbl":
            parent = self._lists.get(parent, parent)
            parent.kids.insert(0, element)
        else:
            parent.kids.append(element)
        if box.element_tag == "nav":
            self._contents.add(element)
        return self._described(element, box)

    def _tag(self, box: Box, parent: Element) -> str:
        """The structure type of a box, in the place it has."""
        match tag_of(box.element_tag):
            case "L" if parent in self._contents or parent.tag in {"TOC", "TOCI"}:
                return "TOC"
            case "LI" if parent.tag == "TOC":
                return "TOCI"
            case "LI" if parent.tag != "L":
                return "P"
            case "Lbl" if parent not in self._lists:
                return ""
            case tag:
                return tag

    def _described(self, element: Element, box: Box) -> Element:
        """The element with what its type asks for; for the item of a list, the body in it."""
        if element.tag == "LI":
            body = Element("LBody")
            element.kids.append(body)
            self._lists[body] = element
            return body
        if element.tag == "Figure":
            element.alternate = " ".join(box.element.get("alt").split())
            left, top = box.content_box_x() * _POINT, self._height - box.content_box_y() * _POINT
            element.box = (left, top - box.height * _POINT, left + box.width * _POINT, top)
        if element.tag in {"TD", "TH"}:
            element.columns, element.rows = box.colspan, box.rowspan
        if element.tag == "TH":
            element.scope = "Row" if box.element.get("scope") == "row" else "Column"
        return element

    def _link(self, box: Box, element: Element) -> Element:
        """The link a box belongs to, with the box's annotation as a part of it."""
        if element.tag != "Link":
            key = id(box.element), "link"
            link = self._elements.get(key)
            if link is None:
                link = self._elements[key] = Element("Link")
                element.kids.append(link)
            element = link
        box.link_annotation["F"] = _PRINT
        words = " ".join("".join(box.element.itertext()).split())
        if words:
            box.link_annotation["Contents"] = pydyf.String(words)
        self._places.append((element, Annotation(self._page, self._links[id(box)])))
        return element


def _shift(box: Box) -> float:
    """The part of the room that is left which stands before a line."""
    ends = {"center": 0.5, "right": 1.0} if box.style["direction"] == "ltr" else {"center": 0.5}
    return ends.get(box.style["text_align_all"], 0.0)


def _add_mark(element: Element, mark: Mark) -> None:
    """Give an element a sequence it may have already, for several boxes may share one."""
    last = element.kids[-1] if element.kids else None
    if not (isinstance(last, Mark) and last == mark):
        element.kids.append(mark)


def _is_silent(box: Box, text: Box, element: Element | None) -> bool:
    """Whether a text is no part of the words: an ornament, a leader, white space between blocks."""
    if "::" in box.element_tag and box.element_tag.partition("::")[0] + "::" not in _READ_ALOUD:
        return not any(character.isalnum() for character in text.text)
    return element is not None and element.tag in _NO_WORDS and not text.text.strip()


def _rewrite(stream: Any, owners: dict[int, Element], heads: set[int]) -> dict[int, int]:  # noqa: ANN401
    """Mark the content of a page anew: one sequence for what follows each other in one element.

    Args:
        stream: The page's content; it is changed.
        owners: The element each sequence belongs to; the others are artifacts.
        heads: The sequences of running heads and folios.

    Returns:
        The new number of each sequence.
    """
    numbers: dict[int, int] = {}
    _flatten_groups(stream, owners)
    written: list[Any] = []
    last: Element | None = None
    count = 0
    items: Iterator[Any] = iter(stream.stream)
    for item in items:
        mcid: Any = item.get("MCID") if isinstance(item, pydyf.Dictionary) else None
        if mcid is None:
            written.append(item)
            if item == b"BMC":
                last = None
            continue
        next(items)  # BDC
        written.pop()  # the name of the sequence
        owner = owners.get(mcid)
        if owner is None:
            written.append(_PAGINATION if mcid in heads else _ORNAMENT)
        else:
            if last is owner and written[-1] == _END:
                written.pop()
            else:
                written.append(f"/Span <</MCID {count}>> BDC".encode())
                count += 1
            numbers[mcid] = count - 1
        last = owner
    stream.stream[:] = written
    return numbers


def _flatten_groups(stream: Any, owners: dict[int, Element]) -> None:  # noqa: ANN401
    """Mark what is drawn as a group, for its opacity, where the page draws it and not within.

    A sequence within a form XObject would need a reference to that object (ISO 32000-1, 14.7.4.2);
    a group is one element nearly always, so the whole of it becomes that of its first sequence.
    """
    for name, group in stream._resources["XObject"].items():  # noqa: SLF001 - see above
        if getattr(group, "_tags", None) is not stream._tags:  # noqa: SLF001
            continue
        marks = [item for item in group.stream if isinstance(item, pydyf.Dictionary)]
        mine = next((mark for mark in marks if mark.get("MCID") in owners), None)
        drawn = b"/" + str(name).encode() + b" Do"
        if mine is None or drawn not in stream.stream:
            continue
        group.stream[:] = _unmarked(group.stream)
        at = stream.stream.index(drawn)
        stream.stream[at : at + 1] = ["/Span", mine, b"BDC", drawn, _END]


def _unmarked(content: list[Any]) -> list[Any]:
    """A content stream without its marked-content sequences."""
    left: list[Any] = []
    for item in content:
        if item == b"BMC":
            left.pop()  # the name of the sequence
        elif item == b"BDC":
            del left[-2:]  # its name and its number
        elif item != _END:
            left.append(item)
    return left
