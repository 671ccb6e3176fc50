"""Handlers: what is done at each element, by its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from packager.readers.markup import elements
from packager.readers.markup.block_elements import (
    block,
    caption,
    cell,
    figure,
    heading,
    item,
    listing,
    paragraph,
    quotation_block,
    row,
    rule,
    table,
    verbatim,
)
from packager.readers.markup.entering import Entered
from packager.readers.markup.line_elements import (
    anchor,
    annotated,
    inline,
    line_break,
    machine_text,
    quotation,
    reading,
)
from packager.readers.markup.shown_elements import (
    control,
    drawing,
    embedded,
    form,
    image,
    machinery,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from packager.readers.markup.walk import Walk

Enter = Callable[["Walk", "LexborNode", str], Entered]
"""A handler: called when an element begins, with the element and its name."""


@cache
def handlers() -> dict[str, Enter]:
    """What is done at each element."""
    known: dict[str, Enter] = {}
    for tags, enter in (
        (elements.BLOCKS, block),
        (elements.HEADINGS, heading),
        (elements.LISTS, listing),
        (elements.CELLS, cell),
        (elements.VERBATIM, verbatim),
        (elements.MACHINE, machine_text),
        (elements.CONTROLS, control),
        (elements.EMBEDDED, embedded),
        (elements.DRAWN, drawing),
        (elements.UNSEEN, machinery),
        (elements.LOOKS, inline),
    ):
        for tag in tags:
            known.setdefault(tag, enter)
    return known | {
        "p": paragraph,
        "br": line_break,
        "hr": rule,
        "a": anchor,
        "q": quotation,
        "blockquote": quotation_block,
        "li": item,
        "figure": figure,
        "figcaption": caption,
        "caption": caption,
        "table": table,
        "tr": row,
        "ruby": annotated,
        "rt": reading,
        "rtc": reading,
        "img": image,
        "form": form,
    }
