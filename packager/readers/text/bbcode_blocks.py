"""BBCode as blocks: marks that may overlap and reach over paragraphs, quotations, centred text.

A tag that is not known stays as the text it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from packager.book.blocks import Block, BlockQuote, Blocks, Paragraph, SceneBreak
from packager.book.book import Footnote
from packager.book.inlines import (
    Emphasis,
    Inline,
    Link,
    SmallCaps,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import MAX_INDENT, PLAIN, Align, Style
from packager.diagnostics import Code, Report, Where
from packager.readers.markup.colors import color
from packager.readers.markup.lines import Marks, marked, nested
from packager.readers.markup.looks import Mark
from packager.readers.text.prose import Prose, gaps_of
from packager.readers.text.scene_breaks import is_marker
from packager.request import SceneBreaks
from packager.sources.text import Line

_MARKS: dict[str, Mark] = {
    "b": Strong, "strong": Strong, "i": Emphasis, "em": Emphasis, "u": Underline, "s": Strike,
    "strike": Strike, "del": Strike, "smcaps": SmallCaps, "smallcaps": SmallCaps,
    "sup": Superscript, "sub": Subscript,
}  # fmt: skip
_ALIGNS: dict[str, Align] = {
    "center": "center", "centre": "center", "right": "end", "left": "start", "justify": "justify",
}  # fmt: skip
_PLAIN_TAGS = (
    "font",
    "size",
    "color",
    "colour",
    "url",
    "spoiler",
    "indent",
    "quote",
    "code",
    "mono",
)
_LONE = ("hr", "img", "youtube", "embed", "icon", "emoticon", "media", "site_embed")

_WIDEST = 500
"""Characters the value of a tag may have."""

STANDING = "¶"
"""The text of a line that stands for a block without words of its own."""

_MAX_OPEN = 24
_FEWEST = 2
"""Pairs of tags a text has that is BBCode."""

_SIZES = {"1": 0.6, "2": 0.8, "3": 1.0, "4": 1.2, "5": 1.5, "6": 2.0, "7": 2.5}
_SCALE = (0.5, 3.0)


@cache
def tag_pattern() -> re.Pattern[str]:
    """A tag of BBCode: its slash, its name, its value."""
    names = "|".join(sorted((*_MARKS, *_ALIGNS, *_PLAIN_TAGS, *_LONE), key=len, reverse=True))
    return re.compile(
        rf"\[(?P<slash>/?)(?P<name>{names})(?:=[\"']?(?P<value>[^\]\n]{{0,{_WIDEST}}}?)[\"']?)?\s*/?\]",
        re.IGNORECASE,
    )


def has_bbcode(text: str) -> bool:
    """Whether a text has tags of BBCode, opened and closed."""
    return tag_pairs(text) >= _FEWEST


def tag_pairs(text: str) -> int:
    """How many tags are closed again in a text, up to a hundred."""
    opened: dict[str, int] = {}
    pairs = 0
    for found in tag_pattern().finditer(text):
        name = found["name"].lower()
        if not found["slash"]:
            opened[name] = opened.get(name, 0) + 1
            pairs += name == "hr"
        elif opened.get(name, 0):
            opened[name] -= 1
            pairs += 1
        if pairs >= 100:  # noqa: PLR2004 - enough to be sure
            break
    return pairs


def without_tags(text: str) -> str:
    """A text without its tags; the address of a picture stays."""
    return tag_pattern().sub("", text) if "[" in text else text


@dataclass(slots=True)
class BBCodeBlocks:
    """Makes blocks of the chapters of a text in BBCode.

    Attributes:
        source: Name of the source, for messages.
        breaks: What counts as a scene break.
        report: Told of scene breaks, and of tags that could not be meant.
        raw: The lines with their tags, by the same lines without, when those are given.
        footnotes: None; there are no footnotes in BBCode.
        note_lines: None, for the same reason.
        unpaired: Tags that closed nothing.
        unmeant: Tags whose value no book has.
    """

    source: str
    breaks: SceneBreaks
    report: Report
    raw: dict[Line, str] = field(default_factory=dict)
    footnotes: list[Footnote] = field(default_factory=list)
    note_lines: list[Line] = field(default_factory=list)
    unpaired: list[str] = field(default_factory=list)
    pictures: int = 0

    def chapters(self, texts: Sequence[Sequence[Line]]) -> Iterator[Blocks]:
        """The blocks of each chapter in turn; no mark reaches from one into the next."""
        read = []
        for text in texts:
            chapter = _Chapter()
            for line in text:
                chapter.read(line, self.raw.get(line, line.text))
            chapter.end()
            self.unpaired += chapter.unpaired
            self.pictures += chapter.pictures
            read.append(chapter)
        gaps = tuple(sorted(gap for chapter in read for gap in gaps_of(chapter.lines)))
        prose = Prose(self.source, self.breaks, self.report, gaps, each=False)
        for chapter in read:
            yield prose.blocks(chapter.lines, made=chapter.made)
        prose.report_guesses()
        self._tell()

    def _tell(self) -> None:
        where = Where(self.source)
        if self.unpaired:
            self.report.add(
                Code.MARKUP_MENDED,
                f"tags without a partner were left out ({len(self.unpaired)})",
                where=where,
                removed="\n".join(self.unpaired),
            )
        if self.pictures:
            self.report.add(
                Code.PICTURE_REMOTE,
                f"pictures and films lie on the network ({self.pictures}); their places hold links",
                where=where,
            )


@dataclass(slots=True)
class _Chapter:
    """A chapter being read: what is open, and the line being made."""

    lines: list[Line] = field(default_factory=list)
    made: dict[int, Block] = field(default_factory=dict)
    marks: list[tuple[str, Marks]] = field(default_factory=list)
    aligns: list[tuple[str, Align]] = field(default_factory=list)
    indent: int = 0
    pieces: list[tuple[Marks, Inline]] = field(default_factory=list)
    quotes: list[tuple[int, list[Block]]] = field(default_factory=list)
    unpaired: list[str] = field(default_factory=list)
    pictures: int = 0
    address: str = ""
    taking: str = ""

    def read(self, line: Line, text: str) -> None:
        """Read one line, which is a paragraph, or more where tags part it."""
        before = len(self.lines)
        at = 0
        if "[" in text:
            for found in tag_pattern().finditer(text):
                self._write(text[at : found.start()])
                at = found.end()
                self._tag(found, line, text)
        self._write(text[at:])
        if self.taking:  # an address is on one line; this is no picture
            address, self.taking = f"[{self.taking}]{self.address}", ""
            self._write(address)
        if not self._paragraph(line) and len(self.lines) == before and not self.quotes:
            self.lines.append(Line(line.number, ""))

    def end(self) -> None:
        """Close what was never closed."""
        while self.quotes:
            self._close_quote(self.lines[-1].number if self.lines else self.quotes[-1][0])

    # --- text

    def _write(self, text: str) -> None:
        if self.taking:
            self.address += text
        elif text:
            self.pieces.append((self._current(), text))

    def _current(self) -> Marks:
        found: Marks = ()
        for _, more in self.marks:
            found = marked(found, more)
        return found

    def _paragraph(self, line: Line) -> bool:
        """Set the pieces as a paragraph; whether there were any."""
        pieces, self.pieces = _stripped(self.pieces), []
        if not pieces:
            return False
        children = nested(pieces)
        style = self._style()
        words = "".join(piece for _, piece in pieces if isinstance(piece, str))
        if self.quotes:
            self.quotes[-1][1].append(Paragraph(children, style))
            return True
        ornament = not any(one.isalnum() for one in words) and style.indent == 0
        if not (ornament and is_marker(words)) and (style != PLAIN or children != (words,)):
            self.made[len(self.lines)] = Paragraph(children, style)
        self.lines.append(Line(line.number, words if words.strip() else STANDING))
        return True

    def _style(self) -> Style:
        align = self.aligns[-1][1] if self.aligns else None
        return Style(align=align, indent=self.indent) if align or self.indent else PLAIN

    # --- tags

    def _tag(self, found: re.Match[str], line: Line, text: str) -> None:
        name = found["name"].lower()
        if self.taking:
            self._take_address(found, name)
        elif name in _LONE:
            self._lone(found, name, line, text)
        elif name == "quote":
            self._quote(found, line)
        elif name in _ALIGNS or name == "indent":
            self._paragraph(line)
            self._block(found, name)
        elif found["slash"]:
            self._close(found, name)
        elif len(self.marks) < _MAX_OPEN:
            self.marks.append(
                (name, self._meaning(name, found["value"] or "", text[found.end() :]))
            )

    def _lone(self, found: re.Match[str], name: str, line: Line, text: str) -> None:
        if name == "hr":
            if not found["slash"]:
                self._paragraph(line)
                self._stand(line, SceneBreak("---"))
        elif found["slash"]:
            self.unpaired.append(found[0])
        elif found["value"] and not re.search(
            rf"\[/{name}\]", text[found.end() : found.end() + 600], re.IGNORECASE
        ):
            self._picture(found["value"])
        else:
            self.taking, self.address = name, ""

    def _take_address(self, found: re.Match[str], name: str) -> None:
        if found["slash"] and name == self.taking:
            self.taking = ""
            self._picture(self.address.strip())
        else:
            self.address += found[0]

    def _picture(self, address: str) -> None:
        if not address:
            return
        self.pictures += 1
        link = _link(address)
        self.pieces.append((self._current(), Link((address,), link) if link else address))

    def _stand(self, line: Line, block: Block) -> None:
        if self.quotes:
            self.quotes[-1][1].append(block)
            return
        self.made[len(self.lines)] = block
        self.lines.append(Line(line.number, STANDING))

    def _quote(self, found: re.Match[str], line: Line) -> None:
        self._paragraph(line)
        if not found["slash"]:
            if len(self.quotes) < _MAX_OPEN:
                self.quotes.append((line.number, []))
                if found["value"]:
                    self.quotes[-1][1].append(Paragraph((Strong((found["value"],)),)))
        elif self.quotes:
            self._close_quote(line.number)
        else:
            self.unpaired.append(found[0])

    def _close_quote(self, number: int) -> None:
        _, blocks = self.quotes.pop()
        if blocks:
            self._stand(Line(number, ""), BlockQuote(tuple(blocks)))

    def _block(self, found: re.Match[str], name: str) -> None:
        if name == "indent":
            self.indent = max(0, min(MAX_INDENT, self.indent + (-1 if found["slash"] else 1)))
        elif not found["slash"]:
            self.aligns.append((name, _ALIGNS[name]))
        elif any(one == name for one, _ in self.aligns):
            while self.aligns and self.aligns.pop()[0] != name:
                pass
        else:
            self.unpaired.append(found[0])

    def _close(self, found: re.Match[str], name: str) -> None:
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place][0] == name:
                del self.marks[place]
                return
        self.unpaired.append(found[0])

    def _meaning(self, name: str, value: str, behind: str) -> Marks:
        if name in _MARKS:
            return (_MARKS[name],)
        found: Style | str | None = None
        match name:
            case "color" | "colour":
                ink = color(value.strip())
                found = Style(color=ink) if ink else None
            case "size":
                scale = _scale(value.strip().lower())
                found = Style(scale=scale) if scale and scale != 1 else None
            case "spoiler":
                found = Style(spoiler=True)
            case "url":
                found = _link(value or without_tags(behind[:_WIDEST].partition("[/")[0]))
            case "code" | "mono":
                found = Style(face="monospace")
            case _:
                pass
        return (found,) if found else ()


def _stripped(pieces: Sequence[tuple[Marks, Inline]]) -> list[tuple[Marks, Inline]]:
    """The pieces without white space at either end."""
    found = list(pieces)
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while found:
            marks, piece = found[place]
            if not isinstance(piece, str):
                break
            kept = strip(piece, " \t\u00a0\u3000")
            if kept:
                found[place] = (marks, kept)
                break
            del found[place]
    return found


def _link(address: str) -> str:
    text = address.strip()
    return text if re.fullmatch(r"(?:https?://|mailto:)\S+", text, re.IGNORECASE) else ""


def _scale(value: str) -> float | None:
    if value in _SIZES:
        return _SIZES[value]
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?)(px|pt|em|%|)", value)
    if found is None:
        return None
    size = float(found[1])
    match found[2]:
        case "em":
            scale = size
        case "%":
            scale = size / 100
        case "pt":
            scale = size / 12
        case _:
            scale = size / 16
    return round(min(max(scale, _SCALE[0]), _SCALE[1]), 2)
