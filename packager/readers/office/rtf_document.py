r"""RTF as blocks: paragraphs with the marks, alignment, pictures and footnotes they carry.

What every word processor writes is understood: ``\b \i \ul \strike \scaps \super \sub``, ``\qc``,
``\li``, heading styles and ``\outlinelevel``, code pages and ``\u``, ``\footnote``, ``\pict`` of
PNG and JPEG, ``HYPERLINK`` fields, rows of tables, ``\info``. What was deleted, and comments, are
left out.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from packager.book.blocks import Block, Blocks, Cell, Figure, Heading, Paragraph, Table
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
from packager.book.style import Align, Style
from packager.book.walk import text_of_inlines
from packager.readers.covers import UNKNOWN_TYPE
from packager.readers.office.rtf_tokens import Token, tokens
from packager.readers.office.runs import Mark, joined, trimmed
from packager.sources.text import printable

MAX_DEPTH = 1_000
"""Groups within groups; real documents have a dozen."""

_STEP = 720
"""Twips of one step of indent: half an inch."""

_SKIPPED = frozenset(
    {
        "fonttbl", "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator",
        "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "mmathPr",
        "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
        "annotation", "atnid", "atnauthor", "atndate", "atnref", "objdata", "filetbl", "pnseclvl",
        "nonshppict", "fldtype", "bkmkstart", "bkmkend", "listtext", "pntext", "ftnsep", "ftnsepc",
        "shpinst", "template", "passwordhash", "wgrffmtfilter",
    }
)  # fmt: skip
"""Destinations whose text is not the author's story."""

_NAMED = frozenset(
    {"annotation", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
     "footerf"}
)  # fmt: skip
"""Destinations whose text somebody wrote, so that it is named where it is left out."""

_SYMBOLS = {
    "~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "tab": "\t", "emspace": "\u2003", "enspace": "\u2002",
    "cell": "\t", "nestcell": "\t",
}  # fmt: skip
_ALIGN: dict[str, Align] = {"qc": "center", "qr": "end", "qj": "justify"}
_MARKS = frozenset({"b", "i", "ul", "strike", "striked", "scaps", "super", "sub", "v", "deleted"})
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_HEADING_STYLE = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|заголовок|kop|rubrik|nagłówek)\s*(\d)",
    re.IGNORECASE,
)

_CONTENTS = re.compile(r"(?:toc|index|verzeichnis|tdc|indice) \d|toc heading|contents \d")
"""Styles of the lists a word processor makes of the headings."""


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
    """

    blocks: Blocks
    footnotes: tuple[Footnote, ...]
    assets: tuple[Asset, ...]
    facts: dict[str, str]
    dropped: str


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


@dataclass(slots=True)
class _Flow:
    """Text on its way into blocks: the story's, or a footnote's."""

    blocks: list[Block] = field(default_factory=list)
    line: list[Inline] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


class _Reading:
    """One reading of a document: the state that the control words change."""

    def __init__(self) -> None:
        self.flow = _Flow()
        self.outer: list[tuple[int, _Flow, Style, int, str]] = []
        self.groups: list[_Group] = [_Group()]
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.styles: dict[int, str] = {}
        self.facts: dict[str, str] = {}
        self.dropped: list[str] = []
        self.footnotes: list[Footnote] = []
        self.assets: list[Asset] = []
        self.pending = bytearray()
        self.swallow = 0
        self.surrogate = 0
        self.paragraph_style = Style()
        self.level = 0
        self.in_table = False
        self.address: list[tuple[int, str]] = []
        self.scratch = ""
        self.scratch_number = 0
        self.hex = bytearray()
        self.starred = False
        self.depth_lost = 0
        self.contents = 0
        self.style_name = ""
        self.based: dict[int, int] = {}
        self.levels: dict[int, int] = {}
        self.named: dict[str, str] = {}

    # --- text -------------------------------------------------------------------------------

    def text(self, token: Token) -> None:
        raw = token.raw
        if self.swallow:
            taken = min(self.swallow, len(raw))
            self.swallow -= taken
            raw = raw[taken:]
        if raw:
            self.pending += raw

    def settle(self) -> None:
        """The bytes read so far as text, in the encoding that holds."""
        if not self.pending:
            return
        raw, self.pending = bytes(self.pending), bytearray()
        group = self.groups[-1]
        if group.kind == "pict":
            self.hex += raw
            return
        encoding = self.fonts.get(group.font or 0, self.encoding)
        self.write(raw.decode(encoding, "replace"))

    def write(self, text: str) -> None:
        group = self.groups[-1]
        clean = printable(text)
        if group.kind in {"fonttbl", "stylesheet", "fldinst"}:
            self.scratch += clean
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
        if top.kind in {"fonttbl", "stylesheet"}:
            self.groups[-1].kind = top.kind
            self.scratch, self.scratch_number = "", 0
        elif top.kind == "fldinst":
            self.groups[-1].kind = "fldinst"

    def end_group(self) -> None:
        self.settle()
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
        if group.kind == "stylesheet" and self.scratch:
            self.styles[self.scratch_number] = self.scratch.strip(" ;")
            self.scratch = ""
        if group.kind == "fldinst" and parent != "fldinst":
            self.field(depth)
        if self.contents > depth:
            self.contents = 0
        if self.address and self.address[-1][0] > depth:
            self.address.pop()
        if self.outer and self.outer[-1][0] == depth:
            self.end_footnote()

    def field(self, depth: int) -> None:
        """A field begins, as its instruction says: a link, or a list of contents."""
        found = re.search(r'HYPERLINK\s+"?(https?://[^\s"]+|mailto:[^\s"]+)', self.scratch)
        if found:
            self.address.append((depth, found[1]))
        if re.match(r"\s*(?:TOC|INDEX)\b", self.scratch):
            self.contents = depth
        self.scratch = ""

    def begin_footnote(self) -> None:
        self.outer.append(
            (len(self.groups) - 1, self.flow, self.paragraph_style, self.level, self.style_name)
        )
        self.flow = _Flow()
        self.paragraph_style, self.level, self.style_name = Style(), 0, ""
        self.groups[-1].marks = frozenset()

    def end_footnote(self) -> None:
        self.paragraph()
        self.end_table()
        blocks = tuple(block for block in self.flow.blocks if block != Paragraph(()))
        _, self.flow, self.paragraph_style, self.level, self.style_name = self.outer.pop()
        if blocks:
            name = f"footnote-{len(self.footnotes) + 1}"
            self.footnotes.append(Footnote(id=name, blocks=blocks))
            self.flow.line.append(NoteRef(name))

    def paragraph(self) -> None:
        """End the paragraph; blank ones are kept as gaps, for scene breaks are made of them."""
        self.settle()
        line = trimmed(joined(self.flow.line))
        self.flow.line = []
        text = " ".join(text_of_inlines(line).split())
        if self.style_name in {"title", "subtitle"} and text:
            self.named.setdefault(self.style_name, text)
        elif _CONTENTS.fullmatch(self.style_name):
            self.dropped.append(f"{text}\n")
            return
        target = self.flow.cell if self.in_table else self.flow.blocks
        if not self.in_table:
            self.end_table()
        alone = line[0] if len(line) == 1 else None
        if isinstance(alone, Image):
            target.append(Figure(alone.asset, style=self.paragraph_style))
        elif not line:
            if target is self.flow.blocks:
                target.append(Paragraph(()))
        elif self.level:
            target.append(Heading(min(self.level, 6), line, self.paragraph_style))
        else:
            target.append(Paragraph(line, self.paragraph_style))

    def end_cell(self) -> None:
        self.paragraph()
        self.flow.row.append(Cell(tuple(self.flow.cell)))
        self.flow.cell = []

    def end_row(self) -> None:
        if self.flow.cell:  # the word that ends the last cell is missing
            self.flow.row.append(Cell(tuple(self.flow.cell)))
            self.flow.cell = []
        if self.flow.row:
            self.flow.rows.append(tuple(self.flow.row))
        self.flow.row = []

    def end_table(self) -> None:
        self.end_row()
        if self.flow.rows:
            self.flow.blocks.append(Table(tuple(self.flow.rows)))
        self.flow.rows = []

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

    def style_sheet(self, word: str, number: int) -> None:
        """What a word says of the style that is being described."""
        match word:
            case "s":
                self.scratch_number = number
            case "sbasedon":
                self.based[self.scratch_number] = number
            case "outlinelevel":
                self.levels[self.scratch_number] = number + 1 if 0 <= number < 6 else 0  # noqa: PLR2004 - 9 is body text
            case _:
                pass

    def level_of(self, number: int) -> int:
        """The level of the headings in a style, as its name says, or one it is based on; or 0."""
        seen: set[int] = set()
        while number not in seen:
            seen.add(number)
            named = _HEADING_STYLE.search(self.styles.get(number, ""))
            if named or number in self.levels:
                return int(named[1]) if named else self.levels[number]
            number = self.based.get(number, number)
        return 0

    def unicode(self, number: int) -> None:
        self.settle()
        code = number % 0x10000
        self.swallow = self.groups[-1].fallback
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first half of a pair
            self.surrogate = code
            return
        if 0xDC00 <= code < 0xE000:  # noqa: PLR2004 - the second
            if self.surrogate:
                code = 0x10000 + ((self.surrogate - 0xD800) << 10) + (code - 0xDC00)
            else:
                code = 0xFFFD
        self.surrogate = 0
        self.write(chr(code))

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
                self.scratch = ""
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
            case _ if word in _SKIPPED or (starred and word not in {"footnote", "ud", "upr"}):
                group.skip = True
                group.named = word in _NAMED
            case _:
                known = False
        return known

    def layout(self, word: str, number: int | None, group: _Group) -> None:  # noqa: C901, PLR0912 - one a word
        if group.skip:
            if word in {"par", "line", "cell"} and group.named:
                self.dropped.append("\n")
            self.letters(word, number, group)
            return
        if group.kind == "stylesheet":
            self.style_sheet(word, number or 0)
            self.letters(word, number, group)
            return
        match word:
            case "par":
                self.paragraph()
            case "sect" | "page":
                if self.flow.line or self.pending:
                    self.paragraph()
            case "line":
                self.flow.line.append(LineBreak())
            case "cell" | "nestcell":
                self.end_cell()
            case "row" | "nestrow":
                self.end_row()
            case "pard":
                self.paragraph_style, self.level, self.in_table = Style(), 0, False
                self.style_name = ""
            case "intbl":
                self.in_table = True
            case "plain":
                group.marks = frozenset()
            case "nosupersub":
                group.marks -= {"super", "sub"}
            case "ql" | "qc" | "qr" | "qj":
                align = _ALIGN.get(word) if word != "qj" else None
                self.paragraph_style = replace(self.paragraph_style, align=align)
            case "li" if number is not None:
                steps = max(0, min(8, round(number / _STEP)))
                self.paragraph_style = replace(self.paragraph_style, indent=steps)
            case "rtlpar":
                self.paragraph_style = replace(self.paragraph_style, direction="rtl")
            case "s" if number is not None:
                self.style_name = self.styles.get(number, "").lower()
                self.level = self.level_of(number)
            case "outlinelevel" if number is not None:
                self.level = number + 1 if 0 <= number < 6 else 0  # noqa: PLR2004 - 9 is body text
            case _:
                self.letters(word, number, group)

    def letters(self, word: str, number: int | None, group: _Group) -> None:
        """What a word says of how bytes are letters."""
        match word:
            case "uc" if number is not None:
                group.fallback = max(0, min(number, 8))
            case "ansicpg" if number:
                self.encoding = _codec(f"cp{number}", self.encoding)
            case "mac":
                self.encoding = "mac-roman"
            case "f" if number is not None:
                group.font = number
            case "fcharset" if number is not None and group.kind == "fonttbl":
                if group.font is not None and number in _CHARSETS and number:
                    self.fonts[group.font] = _CHARSETS[number]
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


def _codec(name: str, otherwise: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise


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
                reading.text(token)
            case "binary":
                reading.settle()
                if reading.groups[-1].kind == "pict":
                    reading.hex += token.raw
            case "control":
                reading.control(token)
    while reading.outer:
        reading.end_footnote()
    reading.settle()
    if reading.flow.line:
        reading.in_table = False
        reading.paragraph()
    reading.end_table()
    return RtfDocument(
        blocks=tuple(reading.flow.blocks),
        footnotes=tuple(reading.footnotes),
        assets=tuple(reading.assets),
        facts={
            **reading.named,
            **{key: " ".join(value.split()) for key, value in reading.facts.items()},
        },
        dropped=" ".join(reading.dropped),
    )
