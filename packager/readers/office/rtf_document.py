r"""RTF as blocks: paragraphs with the marks, alignment, pictures and footnotes they carry.

What every word processor writes is understood: ``\b \i \ul \strike \scaps \super \sub``, ``\qc``,
``\li``, heading styles and ``\outlinelevel``, code pages and ``\u``, ``\footnote``, ``\pict`` of
PNG and JPEG, ``HYPERLINK`` fields and bookmarks, lists, tables and tables in them, ``\info``. What
was deleted, and comments, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from packager.book.blocks import Block, Blocks, Paragraph
from packager.book.book import Asset, Footnote
from packager.book.inlines import (
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
from packager.readers.covers import UNKNOWN_TYPE
from packager.readers.office.rtf_destinations import CAPTURED, NAMED, SKIPPED
from packager.readers.office.rtf_fields import is_contents, target_of
from packager.readers.office.rtf_flow import RtfFlow
from packager.readers.office.rtf_letters import Letters, codec_of
from packager.readers.office.rtf_paragraph_look import look_after
from packager.readers.office.rtf_styles import StyleSheet
from packager.readers.office.rtf_tokens import Token, tokens
from packager.readers.office.runs import Mark
from packager.sources.text import printable

MAX_DEPTH = 1_000
"""Groups within groups; real documents have a dozen."""

_SYMBOLS = {
    "~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "tab": "\t", "emspace": "\u2003", "enspace": "\u2002",
    "cell": "\t", "nestcell": "\t",
}  # fmt: skip
_MARKS = frozenset({"b", "i", "ul", "strike", "striked", "scaps", "super", "sub", "v", "deleted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RtfDocument:
    r"""What an RTF document holds.

    Attributes:
        blocks: Its text.
        footnotes: Its footnotes.
        assets: Its pictures.
        facts: What ``\info`` says: ``title``, ``author``, ``subject``, ``keywords``; ``title``
            and ``subtitle`` are else the paragraphs in the styles of that name.
        dropped: Words that were deleted, hidden or a comment.
        bookmarks: The blocks by the names of the bookmarks in them.
        pages: The blocks on top of pages.
    """

    blocks: Blocks
    footnotes: tuple[Footnote, ...]
    assets: tuple[Asset, ...]
    facts: dict[str, str]
    dropped: str
    bookmarks: Mapping[str, Block]
    pages: tuple[Block, ...]


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces."""

    marks: frozenset[str] = frozenset()
    font: int | None = None
    skip: bool = False
    named: bool = False
    fact: str = ""
    fallback: int = 1
    kind: str = ""


class _Reading:
    """One reading of a document: the state that the control words change."""

    def __init__(self) -> None:
        self.flow = RtfFlow()
        self.outer: list[tuple[int, RtfFlow]] = []
        self.groups: list[_Group] = [_Group()]
        self.letters = Letters()
        self.styles = StyleSheet()
        self.facts: dict[str, str] = {}
        self.dropped: list[str] = []
        self.footnotes: list[Footnote] = []
        self.assets: list[Asset] = []
        self.address: list[tuple[int, str]] = []
        self.captured = ""
        self.hex = bytearray()
        self.starred = False
        self.depth_lost = 0
        self.contents = 0

    # --- text -------------------------------------------------------------------------------

    def settle(self) -> None:
        """The bytes read so far as text, in the encoding that holds."""
        if not self.letters.waiting:
            return
        raw = self.letters.take()
        group = self.groups[-1]
        if group.kind == "pict":
            self.hex += raw
        else:
            self.write(self.letters.text(raw, group.font))

    def write(self, text: str) -> None:
        group = self.groups[-1]
        clean = printable(text)
        if group.kind in CAPTURED:
            self.captured += clean
        elif group.fact:
            self.facts[group.fact] = self.facts.get(group.fact, "") + clean
        elif group.skip or group.marks & {"v", "deleted"}:
            if group.named or not group.skip:
                self.dropped.append(clean)
        elif clean:
            self.flow.line.append(self.marked((clean,)))

    def marked(self, children: Inlines) -> Inline:
        marks = self.groups[-1].marks
        inline: Inline = children[0]
        if self.address:
            inline = Link((inline,), self.address[-1][1])
        for mark, kind in _KINDS:
            if mark in marks:
                inline = kind((inline,))
        return inline

    # --- structure --------------------------------------------------------------------------

    def begin_group(self) -> None:
        self.settle()
        self.starred = False
        if len(self.groups) >= MAX_DEPTH:
            self.depth_lost += 1
            return
        top = self.groups[-1]
        self.groups.append(replace(top, kind="" if top.kind != "pict" else "pict"))
        if top.kind in CAPTURED:
            self.groups[-1].kind = top.kind
        if top.kind in {"fonttbl", "stylesheet"}:
            self.captured, self.styles.number = "", 0

    def end_group(self) -> None:
        self.settle()
        self.starred = False
        if self.depth_lost:
            self.depth_lost -= 1
            return
        if len(self.groups) == 1:
            return
        group = self.groups.pop()
        depth = len(self.groups)
        parent = self.groups[-1].kind
        if group.kind == "pict" and parent != "pict":
            self.picture()
        if group.kind == "stylesheet" or (group.kind in CAPTURED and parent != group.kind):
            self.end_captured(group.kind, depth)
        if self.contents > depth:
            self.contents = 0
        if self.address and self.address[-1][0] > depth:
            self.address.pop()
        if self.outer and self.outer[-1][0] == depth:
            self.end_footnote()

    def end_captured(self, kind: str, depth: int) -> None:
        """The text of a destination that says something has ended."""
        said, self.captured = self.captured, ""
        match kind:
            case "stylesheet" if said:
                self.styles.named(said.strip(" ;"))
            case "fldinst":
                if target := target_of(said):
                    self.address.append((depth, target))
                if is_contents(said):
                    self.contents = depth
            case "bkmkstart" if said.strip():
                self.flow.names.append(said.strip())
            case "listtext" | "pntext":
                self.flow.marker = said
            case _:
                pass

    def begin_footnote(self) -> None:
        self.outer.append((len(self.groups) - 1, self.flow))
        self.flow = RtfFlow()
        self.groups[-1].marks = frozenset()

    def end_footnote(self) -> None:
        self.settle()
        self.flow.end()
        self.dropped += (f"{line}\n" for line in self.flow.contents)
        blocks = tuple(block for block in self.flow.blocks if block != Paragraph(()))
        _, self.flow = self.outer.pop()
        if blocks:
            name = f"footnote-{len(self.footnotes) + 1}"
            self.footnotes.append(Footnote(id=name, blocks=blocks))
            self.flow.line.append(NoteRef(name))

    def picture(self) -> None:
        digits = bytes(self.hex.translate(None, b" \t\r\n"))
        self.hex = bytearray()
        try:
            found = bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            found = bytes(digits)
        if found.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM")):
            name = f"image-{len(self.assets) + 1:03d}"
            self.assets.append(Asset(id=name, media_type=UNKNOWN_TYPE, data=found))
            self.flow.line.append(Image(name))

    # --- control words ----------------------------------------------------------------------

    def control(self, token: Token) -> None:
        word, number = token.word, token.number
        if word == "'":
            return
        if word == "u" and number is not None:
            self.unicode(number)
            return
        self.settle()
        group = self.groups[-1]
        if word == "*":
            self.starred = True
            return
        starred, self.starred = self.starred, False
        if word in {"\n", "\r"}:
            word = "par"  # as TextEdit writes it
        if word in _SYMBOLS and word not in {"cell", "nestcell"}:
            self.write(_SYMBOLS[word])
        elif word in _MARKS or word == "ulnone":
            self.mark(word, number)
        elif not self.destination(word, group, starred=starred):
            self.layout(word, number, group)

    def unicode(self, number: int) -> None:
        self.settle()
        if text := self.letters.unicode(number, self.groups[-1].fallback):
            self.write(text)

    def mark(self, word: str, number: int | None) -> None:
        group = self.groups[-1]
        name = {"ulnone": "ul", "striked": "strike"}.get(word, word)
        on = number != 0 and word != "ulnone"
        group.marks = group.marks | {name} if on else group.marks - {name}

    def destination(self, word: str, group: _Group, *, starred: bool) -> bool:
        """Whether the word opens a destination, which then has its own kind of text."""
        known = True
        match word:
            case "fonttbl" | "stylesheet" | "fldinst" | "pict":
                group.kind = word
                self.captured = ""
            case "bkmkstart" | "listtext" | "pntext" if not group.skip:
                group.kind, group.skip = word, True
                self.captured = ""
            case "info":
                group.skip = True
            case "title" | "author" | "subject" | "keywords" if group.skip and not group.fact:
                group.fact = word
            case "footnote":
                self.begin_footnote()
            case "fldrslt" if self.contents and self.contents == len(self.groups) - 1:
                group.skip = group.named = True
            case "fldrslt" | "shppict" | "shptxt":
                group.skip = group.named
            case _ if word in SKIPPED or (starred and word not in {"footnote", "ud", "upr"}):
                group.skip = True
                group.named = word in NAMED
            case _:
                known = False
        return known

    def layout(self, word: str, number: int | None, group: _Group) -> None:
        if group.skip:
            if word in {"par", "line", "cell"} and group.named:
                self.dropped.append("\n")
            self.fonts(word, number, group)
        elif group.kind == "stylesheet":
            self.styles.says(word, number or 0)
            self.fonts(word, number, group)
        elif look := look_after(self.flow.look, word, number, self.styles):
            self.flow.look = look
        elif not self.ends(word):
            self.fonts(word, number, group)

    def ends(self, word: str) -> bool:
        """Whether the word ends a paragraph, a line, a cell or a row."""
        flow = self.flow
        match word:
            case "par":
                flow.end_paragraph()
            case "sect" | "page":
                if flow.line:
                    flow.end_paragraph()
                flow.turned |= word == "page"
            case "line":
                flow.line.append(LineBreak())
            case "cell" | "nestcell":
                flow.end_cell(nested=word == "nestcell")
            case "row" | "nestrow":
                flow.end_row(nested=word == "nestrow")
            case _:
                return False
        return True

    def fonts(self, word: str, number: int | None, group: _Group) -> None:
        """What a word says of marks and of how bytes are letters."""
        match word:
            case "plain":
                group.marks, group.font = frozenset(), None
            case "nosupersub":
                group.marks -= {"super", "sub"}
            case "uc" if number is not None:
                group.fallback = max(0, min(number, 8))
            case "ansicpg" if number:
                self.letters.encoding = codec_of(number, self.letters.encoding)
            case "mac":
                self.letters.encoding = "mac-roman"
            case "deff" if number is not None:
                self.letters.default_font = number
            case "f" if number is not None:
                group.font = number
            case "fcharset" if group.kind == "fonttbl":
                self.letters.of_font(group.font, number)
            case _:
                pass


_KINDS: tuple[tuple[str, Mark], ...] = (
    ("i", Emphasis),
    ("b", Strong),
    ("ul", Underline),
    ("strike", Strike),
    ("scaps", SmallCaps),
    ("super", Superscript),
    ("sub", Subscript),
)


def read_rtf(data: bytes) -> RtfDocument:
    """The blocks, footnotes, pictures and facts of an RTF document; never raises."""
    reading = _Reading()
    for token in tokens(data):
        match token.kind:
            case "open":
                reading.begin_group()
            case "close":
                reading.end_group()
            case "text":
                reading.letters.add(token.raw)
            case "binary":
                reading.settle()
                if reading.groups[-1].kind == "pict":
                    reading.hex += token.raw
            case "control":
                reading.control(token)
    while reading.outer:
        reading.end_footnote()
    reading.settle()
    flow = reading.flow
    flow.end()
    return RtfDocument(
        blocks=tuple(flow.blocks),
        footnotes=tuple(reading.footnotes),
        assets=tuple(reading.assets),
        facts={
            **flow.styled,
            **{key: " ".join(value.split()) for key, value in reading.facts.items()},
        },
        dropped=" ".join((*reading.dropped, *(f"{line}\n" for line in flow.contents))),
        bookmarks=flow.bookmarks,
        pages=tuple(flow.pages),
    )
