"""Inlines: what the parser finds within a paragraph, as the inlines of a book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    SmallCaps,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.diagnostics import Code as DiagnosticCode
from packager.readers.left_out import LeftOut
from packager.readers.markdown.attributes import Attributes
from packager.readers.markdown.links import target_of
from packager.readers.markdown.pieces import joined
from packager.readers.markup.pictures import Pictures

if TYPE_CHECKING:
    from markdown_it.token import Token

ADDRESSES = "addresses of links and pictures within the book"
ATTRIBUTES = "attributes in braces"
TAGS = "tags of HTML"
TITLES = "what links say when a pointer rests on them"
_SMALL_CAPS = frozenset({"smallcaps", "small-caps", "sc"})
_UNDERLINE = frozenset({"underline", "ul"})


@cache
def _break_tag() -> re.Pattern[str]:
    return re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    token: Token | None
    children: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class InlineTokens:
    """Reads the inlines of one file.

    Attributes:
        base: Path of the file, from which its relative addresses start.
        pictures: Takes the pictures.
        left_out: Told of what is not printed.
        first_footnote: How many footnotes the files before it have.
    """

    base: str
    pictures: Pictures
    left_out: LeftOut
    first_footnote: int = 0
    _stack: list[_Open] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> Inlines:
        """The inlines of what the parser found in a run of text; of raw HTML it knows ``<br>``."""
        outer, self._stack = self._stack, [_Open(None)]
        for token in tokens:
            self._token(token)
        while len(self._stack) > 1:
            self._close()
        found, self._stack = self._stack[0].children, outer
        return tuple(_tidy(found))

    def _token(self, token: Token) -> None:  # noqa: C901 - one line a type of token
        match token.type:
            case "text" | "text_special":
                self._say(token.content)
            case "softbreak":
                self._say("\n")
            case "hardbreak":
                self._put(LineBreak())
            case "code_inline":
                self._put(Code(token.content))
            case "image":
                self._image(token)
            case "footnote_ref":
                self._put(NoteRef(f"note-{token.meta['id'] + 1 + self.first_footnote}"))
            case "html_inline":
                self._leave_out(TAGS, token.content)
                if _break_tag().fullmatch(token.content):
                    self._put(LineBreak())
            case _ if token.nesting > 0:
                self._stack.append(_Open(token))
            case _ if token.nesting < 0:
                self._close()
            case _:
                self._say(token.content)

    def _put(self, inline: Inline) -> None:
        self._stack[-1].children.append(inline)

    def _say(self, text: str) -> None:
        children = self._stack[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += text
        elif text:
            children.append(text)

    def _leave_out(self, kind: str, text: str) -> None:
        self.left_out.add(DiagnosticCode.LINE_NOT_PRINTED, kind, text)

    def _close(self) -> None:
        closed = self._stack.pop()
        children = tuple(_tidy(closed.children))
        token = closed.token
        made: Inlines = children
        match token.type if token is not None and children else "":
            case "em_open":
                made = (Emphasis(children),)
            case "strong_open":
                made = (Strong(children),)
            case "s_open":
                made = (Strike(children),)
            case "span_open" if token is not None:
                made = self._span(token.meta["attributes"], children)
            case "link_open" if token is not None:
                made = self._link(token, children)
        for inline in made:
            if isinstance(inline, str):
                self._say(inline)
            else:
                self._put(inline)

    def _span(self, attributes: Attributes, children: Inlines) -> Inlines:
        self._leave_out(ATTRIBUTES, attributes.text)
        classes = {name.lower() for name in attributes.classes}
        if classes & _SMALL_CAPS:
            return (SmallCaps(children),)
        if classes & _UNDERLINE:
            return (Underline(children),)
        if "sup" in classes:
            return (Superscript(children),)
        return (Subscript(children),) if "sub" in classes else children

    def _link(self, token: Token, children: Inlines) -> Inlines:
        self.account(token)
        target = target_of(str(token.attrs.get("href", "")), self.base)
        return children if target is None else (Link(children, target),)

    def account(self, token: Token) -> None:
        """Name what a link or picture is written with that no book prints."""
        href = str(token.attrs.get("href") or token.attrs.get("src") or "")
        target = target_of(href, self.base)
        if target is None or target.startswith("#"):
            self._leave_out(ADDRESSES, href)
        self._leave_out(TITLES, str(token.attrs.get("title") or ""))

    def _image(self, token: Token) -> None:
        href = str(token.attrs.get("src", ""))
        alt = words_of_image(token)
        self.account(token)
        for inline in self.picture(href, alt):
            if isinstance(inline, str):
                self._say(inline)
            else:
                self._put(inline)

    def picture(self, href: str, alt: str) -> Inlines:
        """A picture within a line; of one that can't be had its words, with a link to it."""
        asset = self.pictures.take(href, base=self.base, alt=alt)
        if asset is not None:
            return (Image(asset, alt),)
        target = target_of(href, self.base) or ""
        if target.startswith("#") or not target:
            return (alt,) if alt else ()
        return (Link((alt or target,), target),)


def words_of_image(token: Token) -> str:
    """What an image's own words say it shows, its marks taken away."""
    parts: list[str] = []
    stack = list(reversed(token.children or []))
    while stack:
        child = stack.pop()
        if child.children:
            stack += reversed(child.children)
        else:
            parts.append(" " if child.type in {"softbreak", "hardbreak"} else child.content)
    return " ".join("".join(parts).split())


def _tidy(children: list[Inline]) -> list[Inline]:
    return [joined(one) if isinstance(one, str) and "\n" in one else one for one in children]
