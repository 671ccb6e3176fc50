"""Raw HTML within Markdown: a tag or a page of it, read as any other HTML is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from packager.book.blocks import Block, Blocks, Heading, SceneBreak
from packager.book.inlines import Inlines
from packager.diagnostics import Code, Where
from packager.readers.left_out import LeftOut
from packager.readers.markdown.inlines import TAGS
from packager.readers.markdown.links import target_of
from packager.readers.text.scene_breaks import is_marker

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from packager.readers.markup.reading import Markup

COMMENTS = "comments and what no book can hold"
MAX_HEADING_LEVEL = 6
_MOST_OPEN = 200
"""Containers open at once beyond which nobody meant any of them."""

_CONTAINERS = (
    "address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|header|main|nav"
    "|ol|p|section|table|ul|font|span|em|strong|b|i|u|small|big"
)


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(rf"<(/?)({_CONTAINERS})(?=[\s/>])[^<>]*>", re.IGNORECASE)


@cache
def _any_tag() -> re.Pattern[str]:
    # A tag that nobody ended reaches to the next one, as for the parser.
    return re.compile(r"</?\s*[a-z][^<>]*(?:>|(?=<)|\Z)", re.IGNORECASE)


@cache
def _tag_in_value() -> re.Pattern[str]:
    return re.compile(r"""=\s*(?:"[^"<>]*<|'[^'<>]*<)""")


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(
        r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![a-z][^>]*>"
        r"|<(script|style|template|noscript|title)\b[^>]*>.*?(?:</\1\s*>|\Z)",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _heading_tag() -> re.Pattern[str]:
    return re.compile(r"<h([1-6])[\s>]", re.IGNORECASE)


@cache
def _name() -> re.Pattern[str]:
    return re.compile(
        r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']?([^\s"'<>]{1,200})""", re.IGNORECASE
    )


@cache
def _classes() -> re.Pattern[str]:
    return re.compile(r"""\s*<[a-z]+\s[^<>]*?class\s*=\s*["']?([^"'<>]{1,200})""", re.IGNORECASE)


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(r"<iframe\b([^<>]*)>(?:[^<]*</iframe\s*>)?", re.IGNORECASE)


@cache
def _frame_attribute() -> re.Pattern[str]:
    return re.compile(r"""\b(src|title)\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE)


@cache
def _rule() -> re.Pattern[str]:
    return re.compile(r"<hr\b[^<>]*>", re.IGNORECASE)


def left_open(html: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The containers a fragment closes that it did not open, and those it opens and leaves open."""
    opened: list[str] = []
    closed: list[str] = []
    if "<" not in html:
        return (), ()
    for end, name in _tag().findall(_unseen().sub("", html)):
        tag = name.lower()
        if not end:
            opened.append(tag)
        elif opened and opened[-1] == tag:
            opened.pop()
        elif tag in opened:
            del opened[len(opened) - 1 - opened[::-1].index(tag) :]
        else:
            closed.append(tag)
        if len(opened) > _MOST_OPEN or len(closed) > _MOST_OPEN:
            return (), ()
    return tuple(closed), tuple(opened)


def regions(fragments: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Where raw HTML opens something that raw HTML further down closes.

    Args:
        fragments: The places of raw HTML in a text, and what it says.

    Returns:
        The place each region begins at and that of the fragment that ends it.
    """
    found: dict[int, int] = {}
    never: set[str] = set()
    index = 0
    while index < len(fragments):
        place, html = fragments[index]
        stack = [name for name in left_open(html)[1] if name not in never]
        end = _end_of(fragments, index + 1, stack) if stack else None
        if end is None:
            never.update(stack[:1])
            index += 0 if stack else 1
        else:
            found[place] = fragments[end][0]
            index = end + 1
    return found


def _end_of(fragments: Sequence[tuple[int, str]], index: int, stack: list[str]) -> int | None:
    """The index of the fragment that closes the first of these containers."""
    waiting = list(stack)
    while index < len(fragments):
        closed, opened = left_open(fragments[index][1])
        for name in closed:
            if name in waiting:
                del waiting[len(waiting) - 1 - waiting[::-1].index(name) :]
        if not waiting:
            return index
        waiting += opened
        index += 1
        if len(waiting) > _MOST_OPEN:
            break
    return None


def names_in(html: str) -> tuple[str, ...]:
    """The names links may call elements of a fragment by."""
    return tuple(_name().findall(html)) if "<" in html else ()


def classes_of(html: str) -> tuple[str, ...]:
    """The classes of the element a fragment begins with."""
    found = _classes().match(html)
    return tuple(found[1].split()) if found else ()


@dataclass(slots=True)
class RawHtml:
    """Reads raw HTML of one book.

    Attributes:
        reader: Gives what reads the HTML of the book; it is asked for when there is any.
        left_out: Told of the tags.
        where: The file, for messages.
        base: Path of the file, from which its relative addresses start.
    """

    reader: Callable[[], Markup]
    left_out: LeftOut
    where: Where
    base: str

    def blocks(self, html: str) -> Blocks:
        """The blocks of a fragment."""
        from packager.readers.markup.tree import visible_text  # noqa: PLC0415 - HTML is rare here

        body = self._body(html)
        blocks = list(_at_level(self._markup().blocks(body), html))
        shown = _unseen().sub("", html).strip()
        rules = list(_rule().finditer(shown))
        if not blocks:
            text = " ".join(visible_text(body).split())
            if rules or is_marker(text):
                return (SceneBreak(text if is_marker(text) else ""),)
            return ()
        # A rule at either end parts the fragment from what is around it.
        if rules and not rules[0].start():
            blocks.insert(0, SceneBreak())
        if rules and rules[-1].end() == len(shown):
            blocks.append(SceneBreak())
        return tuple(blocks)

    def inlines(self, html: str) -> Inlines:
        """A fragment as one run of text."""
        return self._markup().inlines(self._body(html))

    def account(self, html: str) -> None:
        """Name the tags and comments of a fragment, whose words are not printed."""
        self.account_unseen(html)
        tags = _any_tag().findall(_unseen().sub(" ", html))
        if _tag_in_value().search(html):
            tags = [html]  # where one tag ends and the next begins can't be told by their signs
        self.left_out.add(Code.LINE_NOT_PRINTED, TAGS, " ".join(tags))

    def account_unseen(self, html: str) -> None:
        """Name the comments and scripts of a fragment."""
        unseen = [found[0] for found in _unseen().finditer(html)]
        self.left_out.add(Code.TEXT_REMOVED, COMMENTS, " ".join(unseen))

    def _markup(self) -> Markup:
        markup = self.reader()
        markup.base = self.base
        markup.resolve = partial(target_of, base=self.base)
        return markup

    def _body(self, html: str) -> LexborNode:
        from packager.readers.markup.tree import parse_html  # noqa: PLC0415 - HTML is rare here

        report = self.reader().report
        root = parse_html(_frame().sub(_as_link, html), self.where, report, xml=False)
        body = root.css_first("body")
        return root if body is None else body


def _as_link(found: re.Match[str]) -> str:
    """A page within the page as a link to it."""
    said = {name.lower(): value for name, value in _frame_attribute().findall(found[1])}
    address = said.get("src", "")
    return f'<p><a href="{address}">{said.get("title") or address}</a></p>' if address else ""


def _at_level(blocks: Blocks, html: str) -> Blocks:
    """The blocks with their headings at the levels the fragment gave them."""
    levels = [int(level) for level in _heading_tag().findall(html)]
    shift = min(levels, default=1) - 1
    if not shift:
        return blocks
    return tuple(_lowered(block, shift) for block in blocks)


def _lowered(block: Block, shift: int) -> Block:
    if isinstance(block, Heading):
        return replace(block, level=min(MAX_HEADING_LEVEL, block.level + shift))
    return block
