"""Appearance: what an element of a document looks like, from its name, classes and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from packager.book.style import PLAIN, Style
from packager.readers.markup.counts import Counts
from packager.readers.markup.elements import CLASSES, FONT_SIZES, LOOKS
from packager.readers.markup.looks import NO_LOOK, Look, declared
from packager.readers.markup.sheets import Sheet

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_ATTRIBUTES = (
    "class", "style", "align", "color", "size", "face", "lang", "xml:lang", "dir", "hidden", "id",
)  # fmt: skip

_MAX_STYLE = 4096


class Appearance:
    """The looks of the elements of a book, document by document.

    Args:
        classes: What classes of the site look like.
        counts: Told of looks that are left out.

    Attributes:
        shared: Style sheets that lie beside the documents.
    """

    def __init__(self, classes: Mapping[str, Look], counts: Counts) -> None:
        self.shared = Sheet()
        self._classes = {**CLASSES, **classes}
        self._counts = counts
        self._own = Sheet()
        self._language = ""
        self._right_to_left = False
        self._known: dict[tuple[str | None, ...], tuple[Look, tuple[str, ...]]] = {}

    def open(self, root: LexborNode) -> None:
        """Know a document's own style sheets and language."""
        self._own = Sheet()
        self._known.clear()
        for node in root.css("style"):
            self._own.add(node.text())
        attributes = root.attributes
        self._language = _language(attributes.get("lang") or attributes.get("xml:lang") or "")
        body = root.css_first("body")
        direction = attributes.get("dir") or (body.attributes.get("dir") if body else "")
        self._right_to_left = (direction or "").lower() == "rtl"

    def look(self, tag: str, attributes: Mapping[str, str | None]) -> Look:
        """What is asked of an element; what of it is left out is counted."""
        if not attributes:
            return LOOKS.get(tag, NO_LOOK)
        # An id matters only to a style sheet that names it; mostly each is another one.
        identifier = attributes.get("id")
        by_id = f"#{identifier}" in self._own.looks or f"#{identifier}" in self.shared.looks
        key = (
            tag,
            *(attributes.get(name, "") for name in _ATTRIBUTES[:-1]),
            identifier if by_id else None,
            "hidden" if "hidden" in attributes else None,
        )
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._asked(tag, attributes)
        look, strange = known
        if look.dropped:
            self._counts.looks.update(look.dropped)
        if strange:
            self._counts.classes.update(strange)
        return look

    def _asked(
        self, tag: str, attributes: Mapping[str, str | None]
    ) -> tuple[Look, tuple[str, ...]]:
        look = LOOKS.get(tag, NO_LOOK)
        classes = (attributes.get("class") or "").lower()
        strange: list[str] = []
        for name in classes.split():
            if name in self._classes:
                look = self._classes[name].over(look)
            elif not (self._own.knows(name) or self.shared.knows(name)):
                strange.append(name)
        written, identifier = attributes.get("class") or "", attributes.get("id") or ""
        look = self.shared.look(tag, written, identifier).over(look)
        look = self._own.look(tag, written, identifier).over(look)
        look = _by_attributes(tag, attributes).over(look)
        style = attributes.get("style")
        if style:
            look = declared(style[:_MAX_STYLE]).over(look)
        return replace(look, style=self._localized(look.style, attributes)), tuple(strange)

    def _localized(self, style: Style, attributes: Mapping[str, str | None]) -> Style:
        language = _language(attributes.get("lang") or attributes.get("xml:lang") or "")
        if language and language != self._language:
            style = replace(style, language=language)
        direction = (attributes.get("dir") or "").lower() or style.direction
        if direction == "rtl" and not self._right_to_left:
            return replace(style, direction="rtl")
        if direction == "ltr" and self._right_to_left:
            return replace(style, direction="ltr")
        return replace(style, direction=None)


def _by_attributes(tag: str, attributes: Mapping[str, str | None]) -> Look:
    """What the attributes of old HTML ask for."""
    look = Look(hidden=True) if "hidden" in attributes else NO_LOOK
    align = attributes.get("align")
    if align and tag not in {"img", "table", "hr", "td", "th", "tr"}:
        look = declared(f"text-align: {align[:20]}").over(look)
    if tag in {"font", "basefont"}:
        for name in ("color", "face"):
            value = attributes.get(name)
            if value:
                prop = "font-family" if name == "face" else name
                look = declared(f"{prop}: {value[:200].replace(';', ' ')}").over(look)
        scale = FONT_SIZES.get((attributes.get("size") or "").strip())
        if scale:
            look = Look(style=Style(scale=scale)).over(look)
    return look


@cache
def _language(value: str) -> str:
    """A language tag as the Book takes it; empty when the value is none."""
    from packager.readers.sidecar import language_value  # noqa: PLC0415 - most texts name none

    if not value or value.lower().startswith(("x-", "und", "zxx", "mul", "mis")):
        return ""
    try:
        tag = language_value(value)
        return Style(language=tag).language or ""
    except ValueError:
        return ""


def aligned_anyway(style: Style) -> Style:
    """A style without the alignment that text has by itself."""
    if style.align in {"start", "justify"}:
        style = replace(style, align=None)
    return PLAIN if style == PLAIN else style
