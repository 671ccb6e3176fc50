"""Walk: one way through a tree, from its first node to its last, and the blocks it leaves behind.

It goes from node to node and never into itself, so no depth of a tree can exhaust it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.blocks import (
    Blocks,
    Cell,
    Figure,
    Heading,
    Paragraph,
    SceneBreak,
)
from packager.book.inlines import Code as MachineText
from packager.book.inlines import Image, Inlines, Link, NoteRef, Ruby
from packager.book.style import PLAIN, Style
from packager.book.walk import inlines_of, text_of_inlines
from packager.diagnostics import Code
from packager.readers.markup import frames
from packager.readers.markup.entering import SKIP, Entered, Leave, Skip
from packager.readers.markup.frames import Frame, Kind, close_item
from packager.readers.markup.handlers import handlers
from packager.readers.markup.lines import (
    SPACES,
    Line,
    Marks,
    is_blank,
    marked,
    pictures_only,
    without_mark,
)
from packager.readers.markup.looks import Look
from packager.readers.markup.page_marks import is_page_mark
from packager.readers.markup.shown_elements import unknown
from packager.readers.markup.tree import visible_text
from packager.readers.text.scene_breaks import is_marker

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from packager.readers.markup.reading import Markup

MAX_MARKER = 80
"""Characters of a line that may be ornament."""

_TAB = 4
_MAX_LEAD = 40
"""Spaces by which a line of verbatim text may be indented."""

MAX_HIDDEN = 60
"""Words that may be hidden; a chapter behind a button is shown by it, and is no secret."""


class Walk:
    """Reads nodes into blocks.

    Args:
        markup: The reader of the book.
        aside: Whether they are a note, in which blank lines part no scenes.
    """

    def __init__(self, markup: Markup, *, aside: bool) -> None:
        self.markup = markup
        self._aside = aside
        self.frames = [Frame("text")]
        self.frame = self.frames[0]
        self.line = Line()
        self.marks: Marks = ()
        self.style = PLAIN
        self.level = 0
        self.verbatim = 0
        self.lines = 0
        self.tables = 0
        self.ruby = -1
        self._lead = 0
        self.ornament = markup.silences.rule != "none"

    def run(self, nodes: Iterable[LexborNode]) -> Blocks:
        """The blocks of nodes in a row."""
        opened = False
        for node in nodes:
            if not opened:
                self.markup.open_document(node)
                opened = True
            self._read(node)
        self.flush()
        return self.judged(self.frame)

    def _read(self, node: LexborNode) -> None:
        current, enders = node, list[Leave]()
        enters = handlers()
        while True:
            tag = current.tag or ""
            if tag == "-text":
                self._text(current.text_content or "")
                leave: Entered = SKIP
            else:
                leave = enters.get(tag, unknown)(self, current, tag)
            if not isinstance(leave, Skip):
                child = current.first_child
                if child is not None:
                    enders.append(leave)
                    current = child
                    continue
                if leave is not None:
                    leave()
            if not enders:
                return
            following = current.next
            while following is None:
                parent = current.parent
                assert parent is not None  # noqa: S101 - it was come down through
                current = parent
                leave = enders.pop()
                if leave is not None:
                    leave()
                if not enders:
                    return
                following = current.next
            current = following

    def _text(self, text: str) -> None:
        if self.verbatim or self.lines:
            self._text_in_lines(text)
            return
        line = self.line
        if text.isspace() and not text.strip(SPACES):
            if not (line.spaced or line.breaks):
                line.write(" ", self.marks)
            return
        if line.breaks:
            if is_blank(text):
                return
            self.resolve_breaks()
        line.write(text, self.marks)

    def _text_in_lines(self, text: str) -> None:
        """Text whose line ends are line breaks, as ``white-space: pre-line`` has it."""
        line = self.line
        for number, part in enumerate(text.split("\n")):
            if number:
                line.breaks += 1
                self._lead = 0
            tail = part.lstrip(" \t")
            if self.verbatim and (line.breaks or line.spaced):
                self._lead += len(part.expandtabs(_TAB)) - len(tail.expandtabs(_TAB))
            if is_blank(part):
                if part and not (line.breaks or line.spaced):
                    line.write(" ", self.marks)
                continue
            self.resolve_breaks()
            if self._lead and line.spaced:
                line.add("\u00a0" * min(self._lead, _MAX_LEAD), ())
                part = tail  # noqa: PLW2901 - the rest of it
            self._lead = 0
            line.write(part, self.marks)

    def part(self) -> None:
        """Part the words to either side of something that is no text."""
        if not self.line.spaced and not self.line.breaks:
            self.line.write(" ", self.marks)

    def resolve_breaks(self) -> None:
        """Line breaks in front of more text: one is a line break, more end a paragraph."""
        line = self.line
        breaks = line.breaks
        if not breaks:
            return
        if not line.pieces or line.blank:
            line.breaks = 0
            line.pieces.clear()
            line.spaced = True
            self.frame.blanks += breaks
        elif breaks == 1 or self.level:
            line.end_line()
        else:
            line.breaks = 0
            self.flush()
            if breaks > 2:  # noqa: PLR2004 - two end a paragraph
                self.frame.blanks += breaks - 2
                self.frame.runs.add(len(self.frame.blocks))

    def flush(self) -> None:
        """End the paragraph."""
        line = self.line
        if not line.pieces:
            self.frame.blanks += line.breaks
            line.breaks = 0
            line.spaced = True
            return
        breaks = line.breaks
        if line.blank:
            spaces = all(not str(piece).strip(SPACES) for _, piece in line.pieces)
            self.frame.blanks += breaks if spaces else breaks + 1
            line.pieces.clear()
            line.breaks = 0
            line.spaced = True
            return
        self.put(line.take())
        self.frame.blanks += max(0, breaks - 1)

    def put(self, children: Inlines) -> None:
        """Put a finished line in its place: as a paragraph, a heading, a figure, a scene break."""
        if not children:
            return
        frame = self.frame
        if len(children) == 1 and isinstance(children[0], str):
            text = children[0]
            mark = text.strip() if len(text) <= MAX_MARKER and self._is_marker(text) else ""
        else:
            pictures = pictures_only(children)
            if pictures:
                for picture in pictures:
                    frame.add(Figure(picture.asset, picture.alt, style=self.style))
                return
            mark = self._mark_of(children)
        if mark:
            frame.add(SceneBreak(mark))
        elif self.level:
            style = replace(self.style, align=None, scale=None, face=None, indent=0)
            frame.add(Heading(self.level, without_mark(children), style))
        else:
            frame.add(Paragraph(children, self.style))

    def _is_marker(self, text: str) -> bool:
        return self.ornament and self.frame.kind not in {"cell", "caption"} and is_marker(text)

    def _mark_of(self, children: Inlines) -> str:
        """The ornament a line consists of; empty when it is text."""
        if len(children) > 3 or any(  # noqa: PLR2004 - no ornament is in so many pieces
            isinstance(one, NoteRef | Image | MachineText | Ruby | Link)
            for one in inlines_of(children)
        ):
            return ""
        text = text_of_inlines(children).strip()
        return text if len(text) <= MAX_MARKER and self._is_marker(text) else ""

    def open_frame(self, kind: Kind, style: Style = PLAIN) -> Frame:
        """Begin a block that holds others."""
        frame = Frame(kind, style)
        self.frames.append(frame)
        self.frame = frame
        return frame

    def close_frame(self) -> None:
        """End the innermost block that holds others."""
        self.flush()
        frame = self.frames.pop()
        self.frame = parent = self.frames[-1]
        if frame.kind == "list":
            close_item(frame)
        found = self._made(frame, self.judged(frame), parent)
        for block in found:
            parent.add(block)

    def _made(self, frame: Frame, blocks: Blocks, parent: Frame) -> Blocks:  # noqa: PLR0911 - one a kind
        match frame.kind:
            case "quote":
                return frames.quote(blocks, frame.style)
            case "list":
                return frames.listing(frame)
            case "table":
                return blocks + frames.table(frame)
            case "figure":
                return frames.figure(replace(frame, blocks=list(blocks)))
            case "verse":
                return frames.verse(blocks, frame.style)
            case "stanza":
                return frames.stanza(blocks)
            case "item":
                parent.items.append(blocks)
                return ()
            case "cell":
                style = replace(frame.style, indent=0)
                parent.cells.append(Cell(blocks, frame.heading, frame.columns, frame.height, style))
                return ()
            case "caption" if parent.kind in {"figure", "table"}:
                parent.caption += frames.joined(blocks)
                return ()
            case _:
                return frames.division(blocks, frame.style)

    def judged(self, frame: Frame) -> Blocks:
        """The blocks of a frame, with the scene breaks among them."""
        return self.markup.silences.judged(
            frame.blocks,
            frame.gaps,
            frame.runs,
            aside=self._aside or frame.kind not in {"text", "division"},
            ends=frame.kind != "division",
        )

    def full(self) -> bool:
        """Whether nothing more can be nested."""
        return len(self.frames) >= frames.MAX_FRAMES

    def ending(self, saved: tuple[Marks, Style, int, int]) -> Leave:
        """What ends a block that opened no frame."""

        def leave() -> None:
            self.flush()
            self.restore(saved)

        return leave

    def save(self) -> tuple[Marks, Style, int, int]:
        """What is set at present; a block begins with nothing of it but its marks."""
        saved = (self.marks, self.style, self.level, self.lines)
        self.style = PLAIN
        self.level = 0
        return saved

    def restore(self, saved: tuple[Marks, Style, int, int]) -> None:
        """Set again what was set before."""
        self.marks, self.style, self.level, self.lines = saved

    def apply(self, look: Look) -> None:
        """Set what a look asks of text."""
        if look.plain:
            self.marks = tuple(mark for mark in self.marks if mark not in look.plain)
        if look.marks:
            self.marks = marked(self.marks, look.marks)
        self.lines += look.lines

    def look(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> Look | None:
        """What is asked of an element; ``None`` when it is not to be seen, which is then said."""
        look = self.markup.appearance.look(tag, attributes)
        if look.hidden and not look.style.spoiler:
            words = visible_text(node).split()
            if len(words) <= MAX_HIDDEN and node.css_first("img") is None:
                if words:
                    self.markup.counts.remove(
                        Code.TEXT_REMOVED, "text that is hidden", " ".join(words)
                    )
                return None
        if is_page_mark(attributes):
            self.markup.remove_page_mark(node)
            return None
        return look
