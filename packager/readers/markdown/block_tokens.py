"""Block tokens: what the parser finds between blank lines, as the blocks of a book."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.inlines import Inlines
from packager.book.style import MAX_INDENT, PLAIN, Align, Style
from packager.diagnostics import Code
from packager.readers.left_out import LeftOut
from packager.readers.markdown.attributes import attributes_at, attributes_behind
from packager.readers.markdown.emphasis import simply_emphasised
from packager.readers.markdown.inlines import (
    ADDRESSES,
    ATTRIBUTES,
    InlineTokens,
    words_of_image,
)
from packager.readers.markdown.parser import inlines_as_html, parser
from packager.readers.markdown.raw_html import RawHtml
from packager.readers.markdown.words_in import words_in

if TYPE_CHECKING:
    from markdown_it.token import Token

NAMES_OF_CODE = "names of the language of code"
NUMBERS = "numbers of list items, which the book counts"
LABELS = "names of footnotes and references"

_CODE_COLUMNS = 100
"""Characters of a line from which an indented paragraph is one, and no code."""

_MOST_OPEN = 50
"""Brackets that may be open at once; a parser looks for the end of each."""

_LONG_HEADING = 100
_SHORT_HEADING = 40
_SENTENCE_ENDS = (".", ",", ";", "!", "?", "…", "”", '"', "’", "*")
_ALIGN: dict[str, Align] = {
    "center": "center",
    "centre": "center",
    "centered": "center",
    "text-center": "center",
    "align-center": "center",
    "right": "end",
    "text-right": "end",
    "align-right": "end",
    "left": "start",
    "text-left": "start",
}
_SILENCES = frozenset({"scene-break", "section-break", "scenebreak"})
_QUOTES = frozenset({"epigraph", "quote", "blockquote", "letter"})
DIVISIONS = _SILENCES | _QUOTES
"""Classes of fenced divisions that mean something, beside notes and styles."""


@cache
def _text_align() -> re.Pattern[str]:
    return re.compile(r"text-align:\s*(\w+)")


@cache
def _swallowing() -> re.Pattern[str]:
    return re.compile(
        r"<(/?)(script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|template|plaintext"
        r"|select|svg|math)\b",
        re.IGNORECASE,
    )


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(r"[\[\]]")


@cache
def _callout() -> re.Pattern[str]:
    return re.compile(r"\[!([\w-]{1,30})\][+-]?[ \t]*")


@dataclass(slots=True)
class BlockTokens:
    """Reads the blocks of one file.

    Attributes:
        inlines: Reads its inlines.
        html: Reads its raw HTML.
        left_out: Told of what is not printed.
        env: What the parser remembers of the file.
        notes: What the footnotes say, by their labels.
        guessed: How many headings and blocks of code were taken for paragraphs.
    """

    inlines: InlineTokens
    html: RawHtml
    left_out: LeftOut
    env: MutableMapping[str, Any]
    notes: dict[str, Blocks] = field(default_factory=dict)
    guessed: int = 0

    def blocks(self, tokens: Sequence[Token]) -> Blocks:
        """The blocks of a run of tokens that closes what it opens."""
        found: list[Block] = []
        for group in groups(tokens):
            found += self.group(group)
        return tuple(found)

    def group(self, tokens: Sequence[Token]) -> Blocks:  # noqa: C901, PLR0911, PLR0912 - one a type of token
        """The blocks of one token and all it encloses."""
        first, inner = tokens[0], tokens[1:-1]
        match first.type:
            case "paragraph_open":
                return self.paragraph(inner[0].content)
            case "heading_open":
                return self._heading(first, inner[0].content)
            case "hr" | "ornament":
                return (SceneBreak(first.content),)
            case "blockquote_open":
                return self._quote(self.blocks(inner))
            case "bullet_list_open" | "ordered_list_open":
                return self._list(first, inner)
            case "code_block":
                return self._code(first.content)
            case "fence":
                self._leave_out(NAMES_OF_CODE, first.info)
                return (Preformatted(first.content.rstrip()),) if first.content.strip() else ()
            case "html_block":
                self.html.account(first.content)
                return self.html.blocks(first.content)
            case "table_open":
                return (self._table(inner),)
            case "line_block":
                return (self._verse(first.meta["lines"]),)
            case "division_open":
                return self.division(first, self.blocks(inner))
            case "footnote_reference_open":
                self._note(first.meta["label"], self.blocks(inner))
                return ()
            case _:
                return ()

    # --- lines ----------------------------------------------------------------------------------

    def parsed(self, content: str) -> list[Token]:
        """The inlines of a run of text, as tokens."""
        tokens: list[Token] = []
        md = parser()
        md.inline.parse(_without_nested_brackets(content), md, self.env, tokens)
        before = ""
        for token in tokens:
            if token.type == "text" and before in {"link_close", "image"}:
                found = attributes_at(token.content, 0)
                if found is not None:
                    self._leave_out(ATTRIBUTES, found.text)
                    token.content = token.content[found.end :]
            elif token.type == "text_special":  # an escaped sign, an entity
                token.type = "text"
            before = token.type
        return tokens

    def line(self, content: str) -> Inlines:
        """The inlines of a run of text."""
        simple = simply_emphasised(content)
        if simple is not None:
            return simple
        tokens = self.parsed(content)
        if _has_html(tokens):
            return self.html.inlines(self.as_html(tokens))
        return self.inlines.read(tokens)

    def paragraph(self, content: str) -> Blocks:
        """A paragraph, or what its markup makes of it: a picture, a page of HTML."""
        simple = simply_emphasised(content)
        if simple is not None:
            return (Paragraph(simple),) if simple else ()
        tokens = self.parsed(content)
        if _has_html(tokens):
            return self.html.blocks(f"<p>{self.as_html(tokens)}</p>")
        figure = self._figure(tokens)
        if figure:
            return figure
        children, style = self._styled(self.inlines.read(tokens))
        if not any(not isinstance(one, str) or one.strip() for one in children):
            return ()
        return (Paragraph(children, style),)

    def as_html(self, tokens: list[Token]) -> str:
        """The inlines of a run of text as HTML, what is not printed of them named."""
        closed: set[str] = set()
        for token in reversed(tokens):
            if token.type == "html_inline":
                self.html.account(token.content)
                found = _swallowing().match(token.content)
                name = found[2].lower() if found else ""
                if found and found[1]:
                    closed.add(name)
                elif found and name not in closed:
                    token.content = ""  # what nothing closes would swallow the rest of the text
            elif token.type in {"link_open", "image"}:
                self.inlines.account(token)
        html = inlines_as_html(tokens, self.env)
        if closed:
            self.html.account_unseen(html)
        return html

    def _styled(self, children: Inlines) -> tuple[Inlines, Style]:
        """The inlines without attributes at their end, and the style these ask for."""
        last = children[-1] if children else None
        found = attributes_behind(last) if isinstance(last, str) else None
        if found is None or not isinstance(last, str):
            return children, PLAIN
        self._leave_out(ATTRIBUTES, found.text)
        kept = last[: found.end]
        rest = (*children[:-1], kept) if kept else children[:-1]
        return rest, style_of(found.classes)

    def _figure(self, tokens: Sequence[Token]) -> Blocks:
        """A paragraph that is one picture."""
        if not tokens or tokens[0].type != "image":
            return ()
        image, *rest = tokens
        if any(token.type != "text" or token.content.strip() for token in rest):
            return ()
        alt = words_of_image(image)
        href = str(image.attrs.get("src", ""))
        title = str(image.attrs.get("title") or "")
        asset = self.inlines.pictures.take(href, base=self.inlines.base, alt=alt)
        if asset is None:
            return ()
        self._leave_out(ADDRESSES, href)
        return (Figure(asset, alt, (title,) if title else ()),)

    def _leave_out(self, kind: str, text: str) -> None:
        self.left_out.add(Code.LINE_NOT_PRINTED, kind, text)

    # --- blocks ---------------------------------------------------------------------------------

    def is_sentence(self, opened: Token, content: str) -> bool:
        """Whether a heading is a paragraph that only has a rule directly below it."""
        if opened.markup not in {"-", "="}:
            return False
        ends = content.endswith(_SENTENCE_ENDS) and len(content) > _SHORT_HEADING
        return ends or len(content) > _LONG_HEADING or "\n" in content

    def _note(self, label: str, blocks: Blocks) -> None:
        self._leave_out(LABELS, label)
        if label in self.notes:
            words = words_in(blocks)
            self.left_out.add(Code.TEXT_REMOVED, "footnotes whose name others have", words)
        else:
            self.notes[label] = blocks

    def _heading(self, opened: Token, content: str) -> Blocks:
        if self.is_sentence(opened, content):
            self.guessed += 1
            return (*self.paragraph(content), SceneBreak(opened.markup * 3))
        children, _ = self._styled(self.line(content))
        return (Heading(int(opened.tag[1]), children),) if children else ()

    def _quote(self, blocks: Blocks) -> Blocks:
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph) and first.children and isinstance(first.children[0], str):
            found = _callout().match(first.children[0])
            if found:
                self._leave_out("kinds of callouts", found[1])
                rest = first.children[0][found.end() :]
                kept: Inlines = (rest, *first.children[1:]) if rest else first.children[1:]
                blocks = (*((replace(first, children=kept),) if kept else ()), *blocks[1:])
        return (BlockQuote(blocks),) if blocks else ()

    def _list(self, opened: Token, inner: Sequence[Token]) -> Blocks:
        ordered = opened.type == "ordered_list_open"
        start = int(opened.attrs.get("start", 1)) if ordered else 1
        items: list[Blocks] = []
        for number, item in enumerate(groups(inner), start):
            if ordered and item[0].info != str(number):
                self._leave_out(NUMBERS, item[0].info)
            items.append(self.blocks(item[1:-1]))
        return (ListBlock(tuple(items), ordered, start),) if any(items) else ()

    def _code(self, content: str) -> Blocks:
        """Indented text: code, unless its lines are as long as only those of prose are."""
        lines = content.split("\n")
        if max(map(len, lines)) <= _CODE_COLUMNS:
            return (Preformatted(content.strip("\n").rstrip()),)
        self.guessed += 1
        found: list[Block] = []
        for line in lines:
            if line.strip():
                found += self.paragraph(line.strip())
        return tuple(found)

    def _table(self, inner: Sequence[Token]) -> Table:
        rows = [row for part in groups(inner) for row in groups(part[1:-1])]
        return Table(tuple(tuple(self._cell(cell) for cell in groups(row[1:-1])) for row in rows))

    def _cell(self, tokens: Sequence[Token]) -> Cell:
        found = _text_align().search(str(tokens[0].attrs.get("style", "")))
        align = _ALIGN.get(found[1]) if found else None
        line = self.line(tokens[1].content)
        blocks: Blocks = (Paragraph(line),) if line else ()
        style = Style(align=align) if align else PLAIN
        return Cell(blocks, heading=tokens[0].type == "th_open", style=style)

    def _verse(self, lines: Sequence[tuple[int, str]]) -> Verse:
        stanzas: list[tuple[VerseLine, ...]] = []
        stanza: list[VerseLine] = []
        for indent, text in (*lines, (0, "")):
            if text:
                steps = min(MAX_INDENT, (indent + 1) // 2)
                stanza.append(VerseLine(self.line(text), Style(indent=steps) if steps else PLAIN))
            elif stanza:
                stanzas.append(tuple(stanza))
                stanza = []
        return Verse(tuple(stanzas))

    def division(self, opened: Token, blocks: Blocks) -> Blocks:
        """A fenced division: a scene break, a style, or only its blocks."""
        self._leave_out(ATTRIBUTES, opened.info)
        classes = division_classes(opened)
        names = {name.lower().replace("_", "-") for name in classes}
        if names & _SILENCES:
            return tuple(b for b in blocks if isinstance(b, SceneBreak)) or (SceneBreak(), *blocks)
        if names & _QUOTES and blocks:
            return (BlockQuote(blocks),)
        style = style_of(classes)
        return (Division(blocks, style),) if style != PLAIN and blocks else blocks


def division_classes(opened: Token) -> tuple[str, ...]:
    """The classes of a fenced division."""
    found = attributes_at(opened.info, 0)
    return found.classes if found else tuple(opened.info.split()[:1])


def style_of(classes: Sequence[str]) -> Style:
    """The style that classes ask for by the names everyone uses."""
    align = next((_ALIGN[name.lower()] for name in classes if name.lower() in _ALIGN), None)
    return Style(align=align) if align else PLAIN


def groups(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The tokens in groups, each from one that opens something to the one that closes it."""
    found: list[Sequence[Token]] = []
    depth = start = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            found.append(tokens[start : index + 1])
            start = index + 1
    return found


def _without_nested_brackets(content: str) -> str:
    """A text with its brackets as text where they nest so deep that nobody meant links by them."""
    if content.count("[") <= _MOST_OPEN:
        return content
    depth = 0
    for sign in _brackets().findall(content):
        depth = depth + 1 if sign == "[" else max(0, depth - 1)
        if depth > _MOST_OPEN:
            return content.replace("[", "\\[")
    return content


def _has_html(tokens: Sequence[Token]) -> bool:
    return any(
        token.type == "html_inline" and not token.content.lower().startswith("<br")
        for token in tokens
    )
