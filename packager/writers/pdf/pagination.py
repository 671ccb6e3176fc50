"""Pagination: the stages of WeasyPrint's layout, taken one by one.

WeasyPrint lays a document out in one go: pages first, then the numbers and heads around them. A
gathering has to stop in between, for the number of its first page depends on the gatherings before
it. This follows ``weasyprint.layout.layout_document`` (WeasyPrint 70, BSD 3-Clause) with three
differences: it stops there, it knows what came before, and it moves pages to the other side of the
leaf when they are needed there.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from weasyprint.css.targets import TargetLookupItem
from weasyprint.formatting_structure import boxes
from weasyprint.layout import initialize_page_maker, layout_fixed_boxes
from weasyprint.layout.background import layout_backgrounds
from weasyprint.layout.page import (
    PageType,
    make_all_pages,
    make_margin_boxes,
    make_page,
    page_height,
    page_width,
)
from weasyprint.layout.percent import resolve_percentages

from packager.writers.pdf.gathering import UNKNOWN, Count, Start
from packager.writers.pdf.page_styles import set_page_styles

_ROUNDS = 8
"""How often pages are made again because a number on them changed."""
_FIRST = 2
"""The number of the first page, for named strings."""

Box = Any
"""A box of WeasyPrint, which has no types."""


@dataclass(slots=True)
class Pagination:
    """Pages without numbers and heads, and what is needed to add those.

    Attributes:
        context: WeasyPrint's.
        html: The document.
        root: The box of its root element.
        pages: The boxes of the pages.
        strings: The named strings set on each page, in order.
    """

    context: Any
    html: Any
    root: Box
    pages: list[Box]
    strings: list[list[tuple[str, str]]]


def know_targets(context: Any, folios: Mapping[str, int], elsewhere: frozenset[str]) -> None:  # noqa: ANN401
    """Tell the layout about places in other gatherings.

    Args:
        context: Of a layout that has not begun.
        folios: The page numbers that are known.
        elsewhere: The named places.
    """
    for name in elsewhere:
        item = TargetLookupItem("up-to-date")
        item.target_box = _Elsewhere({"page": [folios.get(name, UNKNOWN)]})
        context.target_collector.target_lookup_items.setdefault(name, item)


@dataclass(slots=True)
class _Elsewhere:
    """Stands for a box that another gathering holds; WeasyPrint asks for the counters alone."""

    cached_counter_values: dict[str, list[int]]


def paginate(context: Any, html: Any, root: Box, *, recto: bool = True) -> Pagination:  # noqa: ANN401
    """Put the lines on pages.

    Args:
        context: WeasyPrint's.
        html: The document.
        root: The box of its root element.
        recto: Whether the first page is a recto.
    """
    initialize_page_maker(context, root)
    resume_at, following, right, *rest = context.page_maker[0]
    context.page_maker[0] = (resume_at, following, right == recto, *rest)
    footnotes = context.footnotes.copy()
    pages: list[Box] = []
    for round_number in range(_ROUNDS):
        if round_number:
            context.footnotes = footnotes.copy()
        before = len(pages)
        pages = list(make_all_pages(context, root, html, pages))
        if not _changed(context, before, len(pages)):
            break
    return Pagination(context, html, root, pages, _named_strings(context, pages))


def _changed(context: Any, before: int, count: int) -> bool:  # noqa: ANN401
    """Whether pages must be made again, now that the number of them is known."""
    again = False
    for *_, state, remake in context.page_maker:
        state[1]["pages"] = [count]
        again |= remake["content_changed"] or (remake["pages_wanted"] and before != count)
    return again


def _named_strings(context: Any, pages: list[Box]) -> list[list[tuple[str, str]]]:  # noqa: ANN401
    """The named strings of each page; and each element keeps its bookmark on one page alone."""
    found: list[list[tuple[str, str]]] = []
    marked: set[tuple[int, str]] = set()
    for number, page in enumerate(pages):
        counters = context.page_maker[number + 1][3][1]
        strings: list[tuple[str, str]] = []
        for box in page.descendants():
            if box.bookmark_label:
                key = id(box.element), box.element_tag.rpartition("::")[2]
                if key in marked:
                    box.bookmark_label = ""
                marked.add(key)
            if box.missing_link:
                _refresh(context, box, counters)
            if box.string_set and box.string_set != "none":
                strings.extend(box.string_set)
        found.append(strings)
    return found


def _refresh(context: Any, box: Box, counters: dict[str, list[int]]) -> None:  # noqa: ANN401
    """Write the page numbers into strings and bookmarks that hold some."""
    for (source, token), item in context.target_collector.counter_lookup_items.items():
        if source != box.missing_link or token == "content":  # noqa: S105 - a token of CSS
            continue
        if token == "bookmark-label" and not box.bookmark_label:  # noqa: S105
            continue
        item.parse_again(counters)
        if token == "bookmark-label":  # noqa: S105
            box.bookmark_label = source.bookmark_label


def count(pagination: Pagination) -> Count:
    """What the gatherings behind this one have to know of it."""
    folios = _folios(pagination)
    strings: dict[str, str] = {}
    for assigned in pagination.strings:
        strings.update(assigned)
    return Count(
        pages=len(pagination.pages),
        begins=_begins(pagination.root),
        turns=_turns(pagination),
        folio=folios[-1],
        continues=folios[-1] == len(folios),
        strings=strings,
    )


def _folios(pagination: Pagination) -> list[int]:
    """The number of each page, when the first one has the number 1."""
    maker = pagination.context.page_maker
    return [maker[number + 1][3][1]["page"][-1] for number in range(len(pagination.pages))]


def _begins(box: Box) -> Literal["recto", "verso", "either"]:
    """The side of a leaf the first box of a document asks for."""
    side: Literal["recto", "verso", "either"] = "either"
    right: Literal["recto", "verso"] = "recto" if box.style["direction"] == "ltr" else "verso"
    left: Literal["recto", "verso"] = "verso" if right == "recto" else "recto"
    while box is not None:
        match box.style["break_before"]:
            case "recto" | "verso" as asked:
                side = asked
            case "right":
                side = right
            case "left":
                side = left
            case _:
                pass
        children = box.children if isinstance(box, boxes.BlockBox) else ()
        box = next((child for child in children if child.is_in_normal_flow()), None)
    return side


def _turns(pagination: Pagination) -> bool:
    """Whether the pages are the same on the other side of the leaf, but for their margins."""
    if any(page.page_type.blank for page in pagination.pages):
        return False
    if any(
        following["break"] in {"left", "right", "recto", "verso"}
        for _, following, *_ in pagination.context.page_maker
    ):
        return False
    seen: set[object] = set()
    for page in pagination.pages:
        kind = page.page_type.name, tuple((name, at == 0) for name, at in page.page_type.groups)
        if kind not in seen:
            seen.add(kind)
            other = _other_side(pagination, page)
            if (other.width, other.height) != (page.width, page.height):
                return False
    return True


def _other_side(pagination: Pagination, page: Box) -> Box:
    """An empty page like this one on the other side of a leaf."""
    context, html = pagination.context, pagination.html
    side = "left" if page.page_type.side == "right" else "right"
    kind = page.page_type._replace(side=side)
    set_page_styles(kind, html, context.style_for)
    style = context.style_for(kind)
    style["overflow"] = pagination.root.viewport_overflow
    other = boxes.PageBox(kind, style)
    resolve_percentages(other, style["size"])
    other.position_x = other.position_y = 0
    width, height = style["size"]
    page_width(other, context, width)
    page_height(other, context, height)
    return other


def turn(pagination: Pagination) -> None:
    """Move the pages to the other side of the leaf; :func:`count` says whether they can be."""
    for number, page in enumerate(pagination.pages):
        other = _other_side(pagination, page)
        across = other.content_box_x() - page.content_box_x()
        down = other.content_box_y() - page.content_box_y()
        other.children = page.children
        other.fixed_boxes = page.fixed_boxes
        for child in other.children:
            child.translate(across, down)
        pagination.pages[number] = other


def finish(pagination: Pagination, start: Start, *, fill: bool = False) -> list[int]:
    """Add numbers and heads to the pages, and the blank pages they need.

    Args:
        pagination: Its pages become those of the gathering.
        start: Where the gathering begins.
        fill: Whether the number of pages is made even.

    Returns:
        The number of each page.
    """
    context = pagination.context
    states = [context.page_maker[number + 1][3] for number in range(len(pagination.pages))]
    _number(states, start.folio + start.blank)
    if start.blank:
        blank, state = _blank_page(pagination, recto=not start.recto)
        state[1]["page"] = [start.folio + 1]
        pagination.pages.insert(0, blank)
        pagination.strings.insert(0, [])
        states.insert(0, state)
    if fill and len(pagination.pages) % 2:
        last = pagination.pages[-1].page_type.side
        recto = (last == "left") == (pagination.root.style["direction"] == "ltr")
        blank, state = _blank_page(pagination, recto=recto)
        state[1]["page"] = [states[-1][1]["page"][-1] + 1]
        pagination.pages.append(blank)
        pagination.strings.append([])
        states.append(state)
    _set_strings(pagination, start)
    fixed = [(number, page) for number, page in enumerate(pagination.pages) if page.fixed_boxes]
    for number, (page, state) in enumerate(zip(pagination.pages, states, strict=True)):
        _decorate(context, number, page, state, fixed)
    return [state[1]["page"][-1] for state in states]


def _number(states: list[Any], before: int) -> None:
    """Number pages on from those before, up to where the numbers begin anew."""
    for number, (_, counters, *_) in enumerate(states, 1):
        if counters["page"][-1] != number:
            return
        counters["page"] = [*counters["page"][:-1], number + before]


def _blank_page(pagination: Pagination, *, recto: bool) -> tuple[Box, Any]:
    """A page without text, and the state of the counters on it."""
    context, root = pagination.context, pagination.root
    side = "right" if recto == (root.style["direction"] == "ltr") else "left"
    kind = PageType(side, blank=True, name="", index=len(pagination.pages), groups=())
    set_page_styles(kind, pagination.html, context.style_for)
    state = copy.deepcopy(context.page_maker[0][3])
    page, *_ = make_page(context, root, kind, None, 1, state)
    return page, state


def _set_strings(pagination: Pagination, start: Start) -> None:
    """Make the named strings known to the margins: those from before stand on a page 1 of none."""
    context = pagination.context
    found: Any = defaultdict(lambda: defaultdict(list))
    for name, text in start.strings.items():
        found[name][1].append(text)
    for number, strings in enumerate(pagination.strings, _FIRST):
        for name, text in strings:
            found[name][number].append(text)
    context.string_set = found
    for pages in context.running_elements.values():
        moved = {number + _FIRST - 1 + start.blank: found for number, found in pages.items()}
        pages.clear()
        pages.update(moved)


def _decorate(
    context: Any,  # noqa: ANN401
    number: int,
    page: Box,
    state: Any,  # noqa: ANN401
    fixed: list[tuple[int, Box]],
) -> None:
    """Add what stands around the text of one page, and what stands on every page."""
    root, footnotes, notes = page.children
    before = [one for at, one in fixed if at < number]
    after = [one for at, one in fixed if at > number]
    root.children = [
        *layout_fixed_boxes(context, before, page),
        *root.children,
        *layout_fixed_boxes(context, after, page),
    ]
    context.current_page = number + _FIRST
    around = [area for area in (footnotes, notes) if area.children]
    page.children = (root, *around, *make_margin_boxes(context, page, state))
    layout_backgrounds(page, context.get_image_from_uri)
