"""pandoc's document tree as blocks.

The nodes are those of pandoc-types 1.22 and 1.23
(https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

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
from packager.book.book import Footnote
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
from packager.readers.office.runs import Mark, joined, trimmed
from packager.sources.text import printable

Node = dict[str, Any]

_MARKS: dict[str, Mark] = {
    "Emph": Emphasis,
    "Strong": Strong,
    "Underline": Underline,
    "Strikeout": Strike,
    "Superscript": Superscript,
    "Subscript": Subscript,
    "SmallCaps": SmallCaps,
}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_CONTENTS = frozenset({"contents", "topic-contents", "toc"})
_ASIDES = frozenset(
    {
        "note", "admonition", "warning", "caution", "danger", "error", "hint", "important", "tip",
        "attention", "sidebar", "topic", "epigraph", "spoiler",
    }
)  # fmt: skip
"""Classes of what stands apart from the running text."""

_CENTRED = frozenset({"center", "centre", "centered", "align-center"})
_OUTLINER = frozenset({"todo", "done", "tag"})
"""Classes of what Org writes into headings for its own sake."""

_NO_ALT = "image"
"""What pandoc says of a picture of LaTeX's, which has no words."""

_SIGNS = {
    "ast": "*", "star": "*", "cdot": "·", "bullet": "•", "diamond": "◇", "sim": "~", "dots": "…",
    "ldots": "…", "cdots": "⋯", "dagger": "†", "ddagger": "‡", "times": "×", "circ": "∘",
    "infty": "∞", "quad": " ", "qquad": " ", "heartsuit": "♥", "clubsuit": "♣",
    "spadesuit": "♠", "diamondsuit": "♦", "-": "-", ",": " ", " ": " ", ";": " ",
}  # fmt: skip
"""Commands of LaTeX's mathematics that stand for one sign."""

_SIGN = re.compile(r"\\([A-Za-z]+|[-,; ])\s*")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)

MAX_DEPTH = 60
"""Nodes within nodes; what is deeper is left as its words."""


@dataclass(slots=True)
class TreeReading:
    """One reading of a tree.

    Attributes:
        picture: Takes a picture by its address and its words, and gives the id of its asset.
        footnotes: What was pointed to, in order.
        dropped: Words in formats of others, such as raw LaTeX, that no book can hold.
    """

    picture: Callable[[str, str], str | None]
    footnotes: list[Footnote] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def blocks(self, nodes: Sequence[Node], depth: int = 0) -> Blocks:
        """The blocks of these nodes."""
        if depth > MAX_DEPTH:
            text = " ".join(words_in(nodes))
            return (Paragraph((text,)),) if text else ()
        return tuple(block for node in nodes for block in self._block(node, depth + 1))

    def inlines(self, nodes: Sequence[Node], depth: int = 0) -> Inlines:
        """The inlines of these nodes, without white space at their ends."""
        return trimmed(joined(self._run(nodes, depth)))

    def _block(self, node: Node, depth: int) -> Iterator[Block]:  # noqa: C901, PLR0912 - one a node
        content: Any = node.get("c", ())
        match node.get("t"):
            case "Para" | "Plain":
                yield from self._paragraph(content, depth)
            case "Header":
                line = self.inlines(content[2], depth)
                yield from (Heading(max(1, min(content[0], 6)), line),) if line else ()
            case "HorizontalRule":
                yield SceneBreak()
            case "BlockQuote":
                yield BlockQuote(self.blocks(content, depth))
            case "BulletList":
                yield ListBlock(tuple(self.blocks(item, depth) for item in content))
            case "OrderedList":
                items = tuple(self.blocks(item, depth) for item in content[1])
                yield ListBlock(items, ordered=True, start=content[0][0])
            case "DefinitionList":
                for term, meanings in content:
                    yield Paragraph((Strong(self.inlines(term, depth)),))
                    for meaning in meanings:
                        yield BlockQuote(self.blocks(meaning, depth))
            case "LineBlock":
                lines = tuple(VerseLine(self.inlines(line, depth)) for line in content)
                yield Verse((lines,))
            case "CodeBlock":
                yield Preformatted(printable(content[1]))
            case "RawBlock":
                self.dropped.append(content[1])
            case "Div":
                yield from self._division(content, depth)
            case "Figure":
                yield from self.blocks(content[2], depth)
                yield from self.blocks(content[1][1], depth)
            case "Table":
                yield from self._table(content, depth)
            case _:
                pass

    def _division(self, content: list[Any], depth: int) -> Iterator[Block]:
        """What stands in a frame; a list of contents is dropped, the middle of a line is a look."""
        classes = set(content[0][1])
        if classes & _CONTENTS:
            self.dropped.append(" ".join(words_in(content[1])))
            return
        inner = self.blocks(content[1], depth)
        if classes & _ASIDES:
            yield Division(inner)
        elif classes & _CENTRED:
            for block in inner:
                centred = isinstance(block, Paragraph | Heading)
                yield (
                    replace(block, style=replace(block.style, align="center")) if centred else block
                )
        else:
            yield from inner

    def _paragraph(self, nodes: Sequence[Node], depth: int) -> Iterator[Block]:
        line = self.inlines(nodes, depth)
        if len(line) == 1 and isinstance(line[0], Image):
            yield Figure(line[0].asset, line[0].alt)
        elif line:
            yield Paragraph(line)

    def _table(self, content: list[Any], depth: int) -> Iterator[Block]:
        _, caption, _, head, bodies, foot = content
        heads = [(row, True) for row in head[1]]
        rows = [(row, False) for body in bodies for row in (*body[2], *body[3])]
        cells = tuple(
            tuple(
                Cell(
                    self.blocks(cell[4], depth),
                    heading=heading,
                    columns=max(1, min(cell[3], 100)),
                    rows=max(1, min(cell[2], 1000)),
                )
                for cell in row[1]
            )
            for row, heading in (*heads, *rows, *((row, False) for row in foot[1]))
        )
        told = [node for block in caption[1] for node in block.get("c", ())]
        if any(cells):
            line = self.inlines([node for node in told if isinstance(node, dict)], depth)
            yield Table(tuple(row for row in cells if row), line)

    def _run(self, nodes: Sequence[Node], depth: int) -> Iterator[Inline]:
        if depth > MAX_DEPTH:
            yield " ".join(words_in(nodes))
            return
        for node in nodes:
            yield from self._inline(node, depth + 1)

    def _inline(self, node: Node, depth: int) -> Iterator[Inline]:  # noqa: C901, PLR0912 - one a node
        content: Any = node.get("c", ())
        match node.get("t"):
            case "Str":
                yield printable(str(content))
            case "Space" | "SoftBreak":
                yield " "
            case "LineBreak":
                yield LineBreak()
            case kind if kind in _MARKS:
                children = joined(self._run(content, depth))
                yield from (_MARKS[str(kind)](children),) if children else ()
            case "Quoted":
                opening, closing = _QUOTES[content[0]["t"]]
                yield from (opening, *self._run(content[1], depth), closing)
            case "Math":
                text = math_text(content[1])
                yield printable(text) if text else Code(printable(content[1]))
            case "Code":
                yield Code(printable(content[1]))
            case "Span" if set(content[0][1]) & _OUTLINER:
                self.dropped.append(" ".join(words_in(content[1])))
            case "Link":
                yield from self._link(content, depth)
            case "Image":
                yield from self._image(content, depth)
            case "Note":
                name = f"footnote-{len(self.footnotes) + 1}"
                self.footnotes.append(Footnote(id=name, blocks=()))
                place = len(self.footnotes) - 1
                self.footnotes[place] = Footnote(id=name, blocks=self.blocks(content, depth))
                yield NoteRef(name)
            case "Span" | "Cite":
                yield from self._run(content[1], depth)
            case "RawInline":
                self.dropped.append(content[1])
            case _:
                pass

    def _link(self, content: list[Any], depth: int) -> Inlines:
        children = joined(self._run(content[1], depth))
        address = content[2][0]
        return (Link(children, address),) if children and _ADDRESS.fullmatch(address) else children

    def _image(self, content: list[Any], depth: int) -> Inlines:
        words = joined(self._run(content[1], depth))
        alt = " ".join(" ".join(words_in(content[1])).split())
        asset = self.picture(content[2][0], "" if alt == _NO_ALT else alt)
        return words if asset is None else (Image(asset, "" if alt == _NO_ALT else alt),)


def math_text(formula: str) -> str:
    """A formula of nothing but signs and words, as text; empty for one that has more to it."""
    text = _SIGN.sub(lambda found: _SIGNS.get(found[1], "\\"), formula)
    return "" if set(text) & set("\\^_{}&") else text


def words_in(node: object) -> Iterator[str]:
    """The words at any depth of a tree, without understanding it."""
    todo: list[object] = [node]
    while todo:
        top = todo.pop()
        if isinstance(top, dict):
            if top.get("t") == "Math":
                formula = str(top["c"][1])
                yield math_text(formula) or formula
            elif top.get("t") in {"Str", "Code", "CodeBlock"}:
                content = top.get("c")
                yield str(content if isinstance(content, str) else content[1])  # type: ignore[index] # pandoc's own pairs
            else:
                todo.append(top.get("c"))
        elif isinstance(top, list | tuple):
            todo.extend(reversed(top))
