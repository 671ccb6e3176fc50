"""Looks: what an author's style sheet or ``style`` attribute asks for, in a book's own terms.

https://www.w3.org/TR/CSS2/ and, for the properties of text, https://www.w3.org/TR/css-text-3/
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from packager.book.inlines import (
    Emphasis,
    SmallCaps,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import MAX_INDENT, MAX_SCALE, MIN_SCALE, PLAIN, Align, Face, Style
from packager.readers.markup.colors import color, is_ink, is_paper


def names(text: str) -> frozenset[str]:
    """A set of names out of a line of them."""
    return frozenset(text.split())


Mark = type[Emphasis | Strong | Underline | Strike | SmallCaps | Superscript | Subscript]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is asked of an element.

    Attributes:
        style: Its style.
        marks: What its text is set in: italics, bold, small capitals.
        plain: What its text is no longer set in, though what is around it is.
        hidden: Not shown at all.
        lines: Line ends of the source are line breaks.
        dropped: Names of properties that no book can carry.
    """

    style: Style = PLAIN
    marks: tuple[Mark, ...] = ()
    plain: frozenset[Mark] = frozenset()
    hidden: bool = False
    lines: bool = False
    dropped: tuple[str, ...] = ()

    def over(self, under: Look) -> Look:
        """This look where it asks for something, else the one below it."""
        return Look(
            style=over(self.style, under.style),
            marks=(*(m for m in under.marks if m not in self.plain and m not in self.marks),
                   *self.marks),
            plain=self.plain | (under.plain - set(self.marks)),
            hidden=self.hidden or under.hidden,
            lines=self.lines or under.lines,
            dropped=under.dropped + self.dropped,
        )  # fmt: skip


NO_LOOK = Look()


def over(style: Style, under: Style) -> Style:
    """A style where it asks for something, else the one below it on the same element."""
    if under is PLAIN or under == PLAIN:
        return style
    if style is PLAIN or style == PLAIN:
        return under
    return Style(
        align=style.align or under.align,
        indent=style.indent or under.indent,
        color=style.color or under.color,
        scale=style.scale or under.scale,
        face=style.face or under.face,
        language=style.language or under.language,
        direction=style.direction or under.direction,
        spoiler=style.spoiler or under.spoiler,
    )


def within(outer: Style, inner: Style) -> Style:
    """The one style of an element alone within another: indents add up, sizes multiply."""
    both = over(inner, outer)
    if outer.indent and inner.indent:
        both = replace(both, indent=min(MAX_INDENT, outer.indent + inner.indent))
    if outer.scale and inner.scale:
        both = replace(both, scale=_scale(outer.scale * inner.scale))
    return both


def declared(css: str) -> Look:
    """The look a run of declarations asks for: ``text-align: center; color: #b00``."""
    look = NO_LOOK
    for declaration in css.split(";"):
        name, colon, value = declaration.partition(":")
        prop = name.strip().lower()
        text = value.lower().replace("!important", "").strip()
        if not colon or not text or text in _NOTHING:
            continue
        rule = _rules().get(prop)
        asked = rule(text) if rule else _unknown(prop)
        look = asked.over(look)
    return look


_NOTHING = frozenset(("inherit", "initial", "unset", "revert", "auto"))
_SILENT = names(
    "text-indent line-height orphans widows page-break-before page-break-after page-break-inside "
    "break-before break-after break-inside margin-top margin-bottom margin-right padding-top "
    "padding-bottom padding-right padding width height max-width min-width max-height min-height "
    "hyphens -webkit-hyphens -epub-hyphens adobe-hyphenate letter-spacing word-spacing "
    "clear cursor font-kerning text-rendering overflow box-sizing list-style-position"
)
"""Properties whose job the book's own typography does; nothing is lost with them."""


def _unknown(prop: str) -> Look:
    if prop in _SILENT or prop.startswith(("mso-", "-webkit-", "-moz-", "-ms-", "-o-", "--")):
        return NO_LOOK
    return Look(dropped=(prop,))


def _marked(*marks: Mark) -> Look:
    return Look(marks=marks)


def _plain(*marks: Mark) -> Look:
    return Look(plain=frozenset(marks))


def _align(value: str) -> Look:
    align = _ALIGNED.get(value)
    return Look(style=Style(align=align)) if align else NO_LOOK


_ALIGNED: dict[str, Align] = {
    "center": "center",
    "-webkit-center": "center",
    "-moz-center": "center",
    "middle": "center",
    "right": "end",
    "-webkit-right": "end",
    "end": "end",
    "left": "start",
    "start": "start",
}


def _color(value: str) -> Look:
    found = color(value)
    if found is None or is_ink(found):
        return NO_LOOK
    return Look(dropped=("color",)) if is_paper(found) else Look(style=Style(color=found))


def _italic(value: str) -> Look:
    return _marked(Emphasis) if value.startswith(("italic", "oblique")) else _plain(Emphasis)


def _weight(value: str) -> Look:
    heavy = value.isascii() and value.isdigit() and int(value[:4]) >= _SEMI_BOLD
    return _marked(Strong) if heavy or value in {"bold", "bolder"} else _plain(Strong)


_SEMI_BOLD = 600  # https://www.w3.org/TR/css-fonts-4/#font-weight-numeric-values


def _variant(value: str) -> Look:
    return _marked(SmallCaps) if "small-caps" in value else _plain(SmallCaps)


def _decoration(value: str) -> Look:
    marks: list[Mark] = []
    if "underline" in value:
        marks.append(Underline)
    if "line-through" in value:
        marks.append(Strike)
    return _marked(*marks) if marks else NO_LOOK


def _raised(value: str) -> Look:
    return {"super": _marked(Superscript), "sub": _marked(Subscript)}.get(value, NO_LOOK)


def _size(value: str) -> Look:
    scale = _NAMED_SIZES.get(value)
    if scale is None:
        found = _LENGTH.fullmatch(value)
        if found is None:
            return NO_LOOK
        scale = float(found[1]) * _ROOT.get(found[2], 0.0)
        if found[2] in _ABSOLUTE and _BODY_SIZES[0] <= scale <= _BODY_SIZES[1]:
            return NO_LOOK  # what some page gives all its text
    if scale <= 0 or 0.95 <= scale <= 1.05:  # noqa: PLR2004 - nobody sees the difference
        return NO_LOOK
    return Look(style=Style(scale=_scale(scale)))


def _scale(value: float) -> float:
    return round(min(MAX_SCALE, max(MIN_SCALE, value)), 2)


_NAMED_SIZES = {
    "xx-small": 0.6, "x-small": 0.75, "small": 0.89, "smaller": 0.83, "medium": 1.0,
    "large": 1.2, "larger": 1.2, "x-large": 1.5, "xx-large": 2.0, "xxx-large": 3.0,
}  # fmt: skip
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(em|rem|ex|ch|%|px|pt|pc|in|cm|mm|vw)")
_ROOT = {
    "em": 1.0, "rem": 1.0, "ex": 0.5, "%": 0.01, "px": 1 / 16, "pt": 1 / 12, "pc": 1.0,
    "in": 6.0, "cm": 2.36, "mm": 0.236,
}  # fmt: skip
_ABSOLUTE = frozenset({"px", "pt", "pc", "in", "cm", "mm", "rem"})
_BODY_SIZES = (0.7, 1.2)

_INDENT_STEP = 2.5
"""The ``em`` of one step: the 40 pixels by which browsers indent a quotation."""


def _indent(value: str) -> Look:
    found = _LENGTH.fullmatch(value)
    if found is None:
        return NO_LOOK
    ems = float(found[1]) * (0.4 if found[2] == "%" else _ROOT.get(found[2], 0.0))
    if ems < 1:
        return NO_LOOK
    return Look(style=Style(indent=min(MAX_INDENT, max(1, round(ems / _INDENT_STEP)))))


def _margin(value: str) -> Look:
    sides = value.split()
    if len(sides) not in {2, 4}:
        return NO_LOOK  # one value is the same on all sides and moves nothing to the side alone
    return _indent(sides[3] if len(sides) == 4 else sides[1])  # noqa: PLR2004 - CSS 2.2, 8.3


def _face(value: str) -> Look:
    for face, names in _FACES.items():
        if any(name in value for name in names):
            return Look(style=Style(face=face))
    return NO_LOOK  # serif and sans-serif are the page's taste, and the theme's to choose


_FACES: dict[Face, tuple[str, ...]] = {
    "monospace": ("mono", "courier", "consolas", "menlo", "typewriter", "lucida console"),
    "cursive": ("cursive", "comic sans", "brush script", "script mt", "handwriting", "chalkboard"),
    "fantasy": ("fantasy", "papyrus", "impact"),
}


def _font(value: str) -> Look:
    """The shorthand: of its values only those that mean something alone are taken."""
    look = _face(value)
    if re.search(r"\b(?:italic|oblique)\b", value):
        look = _marked(Emphasis).over(look)
    if re.search(r"\b(?:bold|bolder|[6-9]00)\b", value):
        look = _marked(Strong).over(look)
    if "small-caps" in value:
        look = _marked(SmallCaps).over(look)
    return look


def _space(value: str) -> Look:
    return Look(lines=value in {"pre", "pre-line", "pre-wrap", "break-spaces"})


def _display(value: str) -> Look:
    return Look(hidden=value == "none")


def _visibility(value: str) -> Look:
    return Look(hidden=value in {"hidden", "collapse"})


def _direction(value: str) -> Look:
    return Look(style=Style(direction="rtl")) if value == "rtl" else NO_LOOK


def _float(value: str) -> Look:
    return Look(style=Style(align="end")) if value == "right" else NO_LOOK


@cache
def _rules() -> dict[str, Callable[[str], Look]]:
    return {
        "text-align": _align,
        "text-align-last": _align,
        "color": _color,
        "font": _font,
        "font-style": _italic,
        "font-weight": _weight,
        "font-variant": _variant,
        "font-variant-caps": _variant,
        "text-decoration": _decoration,
        "text-decoration-line": _decoration,
        "vertical-align": _raised,
        "font-size": _size,
        "margin-left": _indent,
        "margin-inline-start": _indent,
        "padding-left": _indent,
        "padding-inline-start": _indent,
        "margin": _margin,
        "font-family": _face,
        "white-space": _space,
        "display": _display,
        "visibility": _visibility,
        "direction": _direction,
    }
