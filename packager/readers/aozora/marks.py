"""Marks within a line of Aozora Bunko text: ruby, emphasis, and the notes in ``［＃ ］``.

A note is about what stands before it (``猫［＃「猫」に傍点］``), about a run between two notes
(``［＃傍点］猫［＃傍点終わり］``), about its line, or about the lines up to another note.
https://www.aozora.gr.jp/annotation/
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from packager.book.inlines import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Ruby,
    Strong,
    Subscript,
    Superscript,
)
from packager.book.walk import text_of_inlines
from packager.readers.aozora.characters import GETA, character_of, with_accents, with_repetition
from packager.readers.aozora.looks import (
    UNSEEN,
    Maker,
    base_start,
    beside,
    caption_of,
    kind_of,
    maker_of,
    without_ruby,
)
from packager.readers.aozora.notes import Layout, Notes
from packager.sources.text import Line

_LEVELS = {"大": 1, "中": 2, "小": 3}


@cache
def _tokens() -> re.Pattern[str]:
    return re.compile(
        r"［＃(?P<note>[^［］]{0,600})］|《《(?P<dotted>[^《》\n]{1,200})》》"
        r"|《(?P<reading>[^《》\n]{1,100})》|[｜|](?P<base>)(?=[^《》｜|\n]{1,100}《)"
    )


_NEAR = (6, 80)
"""Pieces of a line a note looks back over, and over which it does when that was not enough."""

_DEEPEST = 8
"""Marks may be nested so deep; nobody means more."""

_PIECE = 60

_UNKNOWN = re.compile(r"※［＃([^［］]{0,400})］")


@dataclass(slots=True)
class _Open:
    """A run that waits for its end."""

    kind: str
    make: Maker | None
    children: list[Inline] = field(default_factory=list)
    base: int | None = None


@dataclass(slots=True)
class MarkedLine:
    """A line with its marks read.

    Attributes:
        line: The line as the source has it.
        children: What is printed of it.
        level: 1, 2 or 3 for a large, middle or small heading; 0 for text.
        layout: How it is set.
        picture: The file of a picture that stands here; empty without one.
        caption: What the note says the picture shows.
        opens_page: Whether a page begins with it.
    """

    line: Line
    children: Inlines = ()
    level: int = 0
    layout: Layout = field(default_factory=Layout)
    picture: str = ""
    caption: str = ""
    opens_page: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return text_of_inlines(self.children)

    @property
    def blank(self) -> bool:
        """Whether nothing of it is printed."""
        return not self.children and not self.picture


@dataclass(slots=True)
class MarkReader:
    """Reads the marks of lines, one after another; runs may go on over the ends of lines.

    Attributes:
        notes: Where the notes that were met are gathered.
    """

    notes: Notes = field(default_factory=Notes)
    _stack: list[_Open] = field(default_factory=lambda: [_Open("", None)])
    _row: MarkedLine = field(default_factory=lambda: MarkedLine(Line(0, "")))

    def read(self, line: Line) -> MarkedLine:
        """A line with its marks read."""
        self._row = MarkedLine(line, layout=self.notes.layout(), level=self.notes.level)
        text = with_repetition(_UNKNOWN.sub(self._character, line.text))
        if "〔" in text:
            text = self._accented(text)
        at = 0
        for token in _tokens().finditer(text):
            self._say(text[at : token.start()])
            at = token.end()
            if token["note"] is not None:
                self._note(token["note"])
            elif token["dotted"]:
                self._top.append(Emphasis((token["dotted"],)))
            elif token["reading"]:
                self._ruby(token["reading"])
            else:
                self._stack[-1].base = len(self._top)
        self._say(text[at:])
        self._row.children = self._whole_line()
        return self._row

    @property
    def _top(self) -> list[Inline]:
        return self._stack[-1].children

    def _say(self, text: str) -> None:
        if not self._top and len(self._stack) == 1:
            bare = text.lstrip(" \u3000")
            self._row.layout = self._row.layout.further(len(text) - len(bare))
            text = bare
        if text:
            self._top.append(text)

    def _accented(self, text: str) -> str:
        accented = with_accents(text)
        if accented != text:
            self.notes.met("lines with letters that are spelt with accents", text)
        return accented

    def _character(self, found: re.Match[str]) -> str:
        character = character_of(found[1])
        self.notes.met("descriptions of characters", found[0])
        if not character:
            self.notes.missing.append(found[1])
        return character or GETA

    def _whole_line(self) -> Inlines:
        """What the line holds; runs that are still open go on in the next one."""
        children: list[Inline] = []
        for one in reversed(self._stack[1:]):
            inner = [*one.children, *children]
            children = [one.make(tuple(inner))] if one.make and inner else inner
            one.children, one.base = [], None
        first = self._stack[0]
        children = [*first.children, *children]
        first.children, first.base = [], None
        if children and isinstance(children[-1], str):
            children[-1] = children[-1].rstrip(" \u3000")
        return _joined(children)

    # --- ruby ---------------------------------------------------------------------------------

    def _ruby(self, reading: str) -> None:
        top, base = self._top, self._stack[-1].base
        self._stack[-1].base = None
        if base is not None and base < len(top):
            whole = tuple(top[base:])
            del top[base:]
            top.append(Ruby(without_ruby(whole), reading))
            return
        if not top or isinstance(top[-1], Ruby):
            self._say(f"《{reading}》")
            return
        last = top.pop()
        if not isinstance(last, str):
            top.append(Ruby(without_ruby((last,)), reading))
            return
        while top and isinstance(top[-1], str) and len(last) < _PIECE and not base_start(last):
            last = str(top.pop()) + last
        start = base_start(last)
        if start == len(last):
            top.append(last)
            self._say(f"《{reading}》")
            return
        if start:
            top.append(last[:start])
        top.append(Ruby((last[start:],), reading))

    # --- notes --------------------------------------------------------------------------------

    def _note(self, said: str) -> None:
        raw = f"［＃{said}］"
        plain = unicodedata.normalize("NFKC", said).strip()
        if (
            self._of_characters(plain)
            or self._of_line(plain)
            or self._begins(plain)
            or self._ends(plain)
            or self._about(said)
        ):
            self.notes.met("notes on the layout", raw)
        elif self.notes.is_editorial(plain):
            self.notes.met("notes of the editors", raw)
        else:
            self.notes.unknown.append(raw)

    def _of_characters(self, plain: str) -> bool:
        """Marks for reading Chinese, which stand small beside the line; a line break."""
        if plain == "改行":
            self._top.append(LineBreak())
            return True
        if re.fullmatch("[一二三四五六七八九十レ上中下甲乙丙丁天地人]{1,3}", plain):
            self._top.append(Subscript((plain,)))
            return True
        found = re.fullmatch(r"\((.{1,12})\)(?:行右小書き)?", plain)
        if found:
            self._top.append(Superscript((found[1],)))
            return True
        return False

    def _of_line(self, plain: str) -> bool:
        """Notes on where a line or a block stands, on headings of lines, pages and pictures."""
        layout = self.notes.laid_out(plain, self._row.layout)
        if layout is not None:
            self._row.layout = layout
            return True
        if plain in {"改丁", "改ページ", "改見開き", "改段"}:
            self._row.opens_page = True
            return True
        heading = re.fullmatch(r"(ここから|ここで)?(?:同行|窓)?([大中小])見出し(終わり)?", plain)
        if heading and "同行" not in plain and "窓" not in plain:
            if heading[1] == "ここから":
                self.notes.level = _LEVELS[heading[2]]
            elif heading[1] == "ここで":
                self.notes.level = 0
            self._row.level = _LEVELS[heading[2]]
            return True
        picture = re.fullmatch(
            r"(?P<said>.{0,200}?)\((?P<file>[^()、,\s]{1,80}\.(?:png|jpe?g|gif))"
            r"(?:[、,]横[\d.]+×縦[\d.]+)?\)(?:入る)?",
            plain,
        )
        if picture:
            self._row.picture = picture["file"]
            self._row.caption = caption_of(picture["said"])
            return True
        return False

    def _begins(self, plain: str) -> bool:
        kind = plain.removeprefix("ここから")
        make = maker_of(kind)
        if (make is None and kind not in UNSEEN) or len(self._stack) > _DEEPEST:
            return False
        self._stack.append(_Open(kind_of(kind), make))
        return True

    def _ends(self, plain: str) -> bool:
        found = re.fullmatch(r"(?:ここで)?(.+?)(?:終わり|おわり)", plain)
        if found is None:
            return False
        kind = kind_of(found[1])
        depth = next(
            (i for i in range(len(self._stack) - 1, 0, -1) if self._stack[i].kind == kind), 0
        )
        while depth and len(self._stack) > depth:
            closed = self._stack.pop()
            if closed.children:
                inner = tuple(closed.children)
                self._top.extend((closed.make(inner),) if closed.make else inner)
        return depth > 0 or kind in UNSEEN or maker_of(kind) is not None

    def _about(self, said: str) -> bool:
        """A note about words that stand before it in the line."""
        noted = re.fullmatch(r"「(.+?)」(?:の左)?に「(.+?)」の(?:ルビ|注記|傍記)", said)
        if noted and "ママ" not in noted[2]:
            words = noted[2]
            return self._wrap(noted[1], lambda inner: beside(inner, words))
        found = re.fullmatch(r"「(.+)」(?:の左|の右)?(?:に|は|の)(.{1,30})", said)
        if found is None:
            return False
        what = unicodedata.normalize("NFKC", found[2])
        heading = re.fullmatch("(同行|窓)?([大中小])見出し", what)
        if heading and not heading[1]:
            self._row.level = _LEVELS[heading[2]]
            return True
        make: Maker | None = Strong if heading else maker_of(what)
        if make is None:
            return what in UNSEEN
        targets = found[1].split("」「")
        return [self._wrap(target, make) for target in targets].count(False) == 0

    def _wrap(self, target: str, make: Maker) -> bool:
        """Put what a note says around the last place where its words stand."""
        words = re.sub("《[^《》]*》|｜", "", target)
        return any(self._wrap_near(words, make, pieces) for pieces in _NEAR) if words else False

    def _wrap_near(self, words: str, make: Maker, pieces: int) -> bool:
        near = _joined(self._top[-pieces:])
        place = text_of_inlines(near).rfind(words)
        if place < 0:
            return False
        children = list(near)
        start = _parted(children, place)
        end = _parted(children, place + len(words))
        inner = tuple(children[start:end])
        if not inner or _depth(inner) >= _DEEPEST:
            return bool(inner)
        children[start:end] = [make(inner)]
        self._top[-pieces:] = children
        self._stack[-1].base = None
        return True


def _depth(inner: Inlines) -> int:
    """How deep marks are nested in each other, as far as it matters."""
    deep = 0
    while deep < _DEEPEST and (inner := tuple(one for child in inner for one in _within(child))):
        deep += 1
    return deep


def _within(child: Inline) -> Inlines:
    return getattr(child, "children", ())


def _joined(children: Sequence[Inline]) -> Inlines:
    """The children with runs of text that stand side by side made one."""
    joined: list[Inline] = []
    for plain, run in groupby(children, key=lambda child: isinstance(child, str)):
        if plain:
            text = "".join(map(str, run))
            joined += [text] if text else []
        else:
            joined += run
    return tuple(joined)


def _parted(children: list[Inline], place: int) -> int:
    """The index of the child that begins at a place of the text; a plain run there is parted.

    A place within another child moves to its end.
    """
    at = 0
    for index, child in enumerate(children):
        if at >= place:
            return index
        size = len(child) if isinstance(child, str) else len(text_of_inlines((child,)))
        if isinstance(child, str) and at < place < at + size:
            children[index : index + 1] = [child[: place - at], child[place - at :]]
            return index + 1
        at += size
    return len(children)
