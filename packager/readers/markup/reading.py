"""Reading: the nodes of an HTML tree as blocks and inlines of a book.

Only elements that mean something to a book are known, and only what the Book can hold is ever
made of them: whatever else a page has (scripts, handlers, frames) has no way in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Division,
    Heading,
    Paragraph,
)
from packager.book.book import Footnote
from packager.book.inlines import Inline, Inlines, NoteRef, Superscript
from packager.book.style import Style
from packager.book.walk import blocks_of, text_of_inlines
from packager.diagnostics import Code, Report
from packager.readers.markup.appearance import Appearance
from packager.readers.markup.counts import Counts
from packager.readers.markup.footnotes import LABEL, MORE, NOTE, REFERENCE, NoteLinks
from packager.readers.markup.frames import joined
from packager.readers.markup.looks import Look
from packager.readers.markup.page_marks import is_page_mark
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.silences import Silences
from packager.readers.markup.tree import visible_text
from packager.readers.markup.walk import Walk
from packager.request import SceneBreaks

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Resolve = Callable[[str], str | None]


class Markup:
    """Reads the HTML of one book.

    Args:
        source: Name of the source, for messages.
        report: Told what became of each kind of element and look.
        pictures: Takes the pictures; without it each is its words.
        resolve: Turns an address into ``#section-id`` or one on the web; ``None`` is a dead link.
            Without it links to the web live and all others are dead.
        classes: What classes of a site look like, by their names, where no style sheet says so; a
            ``Look`` of nothing for a class that means nothing.
        scene_breaks: What counts as a scene break.

    Attributes:
        base: Path of the document being read, relative to the source; addresses start from it.
        resolve: As above; a book of many documents may set another for each.
    """

    def __init__(
        self,
        *,
        source: str,
        report: Report,
        pictures: Pictures | None = None,
        resolve: Resolve | None = None,
        classes: Mapping[str, Look | Style] | None = None,
        scene_breaks: SceneBreaks = "auto",
    ) -> None:
        self.source = source
        self.report = report
        self.pictures = pictures
        self.resolve = resolve
        self.base = ""
        self.counts = Counts()
        self.silences = Silences(source, scene_breaks)
        self.appearance = Appearance(
            {
                name: look if isinstance(look, Look) else Look(style=look)
                for name, look in (classes or {}).items()
            },
            self.counts,
        )
        self._links = NoteLinks()
        self._linked = False
        self._parser: LexborHTMLParser | None = None
        self._passages: dict[str, dict[int, Blocks]] = {}
        self._referenced: set[str] = set()
        self._loose: list[NoteRef] = []

    def add_styles(self, css: str) -> None:
        """Know a style sheet that lies beside the documents; those within them are found."""
        self.appearance.shared.add(css)

    def link_notes(self, documents: Mapping[str, LexborNode]) -> None:
        """Find the footnotes of a book whose notes stand in other documents than their references.

        One document's own are found when it is first read; many must be given together, before any
        is read.

        Args:
            documents: The roots of their trees, by their paths.
        """
        self._linked = True
        self._links.link(documents)

    def blocks(self, nodes: Iterable[LexborNode] | LexborNode, *, aside: bool = False) -> Blocks:
        """The blocks of these nodes, or of the children of one node.

        Scene breaks at either end part nothing and are left out; headings count from 1.

        Args:
            nodes: Nodes in reading order; one node stands for its children.
            aside: A note, a summary, a description: blank lines are no scene breaks there.
        """
        found = self._walk(nodes, aside=aside)
        found = _from_level_one(found)
        if self._loose and found:
            found = self._with_loose(found)
        return found

    def inlines(self, node: LexborNode) -> Inlines:
        """What stands within a node as one run of text; its blocks are lines of it."""
        return joined(self._walk(node, aside=True))

    def title(self, node: LexborNode | None) -> str:
        """The text of a node on one line, without marks of footnotes; empty for no node.

        A footnote of a heading is moved to the text that is read next.
        """
        if node is None:
            return ""
        self.open_document(node)
        for reference in node.css(f"[{REFERENCE}]"):
            self._loose.append(NoteRef(self.refer(reference)))
        text = " ".join(visible_text(node, self._not_in_title).split())
        if not text:
            shown = (image.attributes.get("alt") or "" for image in node.css("img"))
            text = " ".join(" ".join(shown).split())
        return text

    def _not_in_title(self, node: LexborNode) -> bool:
        attributes = node.attributes
        if LABEL in attributes:
            self.remove_label(node)
        if any(name in attributes for name in (REFERENCE, LABEL, NOTE, MORE)):
            return True
        if is_page_mark(attributes):
            self.remove_page_mark(node)
            return True
        return False

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes of what has been read, in the order the text points to them."""
        found: list[Footnote] = []
        for note, nodes in self._links.passages.items():
            if note not in self._referenced and note not in self._passages:
                continue
            read = self._passages.setdefault(note, {})
            for node in nodes:
                if node.mem_id not in read:
                    self._walk([node], aside=True)
            found.append(Footnote(id=note, blocks=self._unlabelled(note)))
        return tuple(found)

    def finish(self) -> None:
        """Say, once for each kind, what was unwrapped, left out and guessed."""
        self.silences.tell(self.report)
        self.counts.tell(self.source, self.report)

    # What follows serves Walk.

    def open_document(self, node: LexborNode) -> None:
        """Know the style sheets, language and footnotes of the document a node is of."""
        parser = node.parser
        if parser is self._parser:
            return
        self._parser = parser
        root = parser.root
        assert root is not None  # noqa: S101 - it has this node
        self.appearance.open(root)
        if not self._linked:
            self._links.link({self.base: root})

    def refer(self, node: LexborNode) -> str:
        """The id of the footnote a link points to; what the link says is its label."""
        note = node.attributes[REFERENCE] or ""
        self._referenced.add(note)
        self.remove_label(node)
        return note

    def remove_label(self, node: LexborNode) -> None:
        """Account for words that label a footnote, or the list of them."""
        words = " ".join(visible_text(node).split())
        if words:
            self.counts.remove(
                Code.LINE_NOT_PRINTED, "labels of footnotes are set by the book", words
            )

    def remove_page_mark(self, node: LexborNode) -> None:
        """Account for the number of a page of a printed edition."""
        words = " ".join(visible_text(node).split())
        if words:
            self.counts.remove(Code.TEXT_REMOVED, "page numbers of a printed edition", words)

    def keep_note(self, note: str, node_id: int, blocks: Blocks) -> None:
        """Put a passage that was read into its footnote."""
        self._passages.setdefault(note, {})[node_id] = blocks

    def target(self, href: str) -> str | None:
        """Where a link leads, if a book may lead there."""
        address = href.strip()
        found = self.resolve(address) if self.resolve else None
        if found is None:
            found = f"https:{address}" if address.startswith("//") else address
            if found.startswith("#"):
                found = ""
        if _may_lead().fullmatch(found):
            return found
        if address:
            self.counts.dead[address] += 1
        return None

    def _walk(self, nodes: Iterable[LexborNode] | LexborNode, *, aside: bool) -> Blocks:
        from selectolax.lexbor import LexborNode  # noqa: PLC0415 - loaded when HTML is read

        roots = nodes.iter(include_text=True) if isinstance(nodes, LexborNode) else nodes
        return Walk(self, aside=aside).run(roots)

    def _unlabelled(self, note: str) -> Blocks:
        """The text of a footnote without the label it repeats."""
        blocks = tuple(block for passage in self._passages[note].values() for block in passage)
        label = re.sub(r"[\[\](){}.:\s]", "", self._links.labels.get(note, ""))
        first = blocks[0] if blocks else None
        if not label or not isinstance(first, Paragraph) or not first.children:
            return blocks
        start, *rest = first.children
        if (
            isinstance(start, Superscript)
            and text_of_inlines(start.children).strip(" []().") == label
        ):
            kept: Inlines = tuple(rest)
        elif isinstance(start, str):
            text = re.sub(
                rf"\s*[\[({{]?{re.escape(label)}[\])}}]?[.:]?[\s\u00a0]+", "", start, count=1
            )
            if not start.lstrip().startswith((label, f"[{label}", f"({label}", f"{{{label}")):
                text = start
            if text == start and (bare := _without_stop(start)) != start:
                return (replace(first, children=(bare, *rest)), *blocks[1:])
            kept = (text, *rest) if text else tuple(rest)
        else:
            return blocks
        if kept != first.children:
            self.counts.remove(
                Code.LINE_NOT_PRINTED, "labels of footnotes are set by the book", label
            )
        if kept and isinstance(kept[0], str):
            kept = (kept[0].lstrip(" \u00a0"), *kept[1:])
        return (replace(first, children=kept), *blocks[1:]) if kept else blocks[1:]

    def _with_loose(self, blocks: Blocks) -> Blocks:
        """The blocks with the references that stood in a title at the start of the first text."""
        for index, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                references: tuple[Inline, ...] = tuple(self._loose)
                self._loose.clear()
                first = replace(block, children=(*references, *block.children))
                return (*blocks[:index], first, *blocks[index + 1 :])
        return blocks


@cache
def _may_lead() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|mailto:|#)\S+", re.IGNORECASE)


def _from_level_one(blocks: Blocks) -> Blocks:
    levels = [block.level for block in blocks_of(blocks) if isinstance(block, Heading)]
    shift = min(levels, default=1) - 1
    return _raised(blocks, shift) if shift else blocks


def _raised(blocks: Blocks, shift: int) -> Blocks:
    found: list[Block] = []
    for block in blocks:
        match block:
            case Heading(level):
                found.append(replace(block, level=max(1, level - shift)))
            case Division(inner) | BlockQuote(inner):
                found.append(replace(block, blocks=_raised(inner, shift)))
            case _:
                found.append(block)
    return tuple(found)


def _without_stop(text: str) -> str:
    """A text without the full stop or bracket that stood behind a label which was a link."""
    bare = text.lstrip(" \u00a0")
    if bare[:1] in {".", ")", "]", ":"} and bare[1:2] in {" ", "\u00a0"}:
        return bare[1:].lstrip(" \u00a0")
    return text
