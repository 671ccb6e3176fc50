"""Notes of Aozora Bunko text on the layout, and what was met of notes at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from packager.book.style import MAX_INDENT, PLAIN, Align, Style
from packager.diagnostics import Code, Report, Where
from packager.readers.headings.numerals import han_value
from packager.readers.left_out import LeftOut

_WIDE = 2
"""Characters of indent from which a line is set in; one opens a paragraph."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a line is set.

    Attributes:
        indent: Characters it is set in by, as spaces and notes say.
        align: Where it stands when not at the start.
        block: Number of the block of lines it is in, from 1; 0 outside of one.
    """

    indent: int = 0
    align: Align | None = None
    block: int = 0

    def further(self, characters: int) -> Layout:
        """The same, set in by some more characters."""
        return replace(self, indent=self.indent + characters) if characters else self

    @property
    def style(self) -> Style:
        """The style of a paragraph set so."""
        steps = min(MAX_INDENT, (self.indent + 1) // 2) if self.indent >= _WIDE else 0
        if self.align == "end":
            steps = 0
        return Style(align=self.align, indent=steps) if steps or self.align else PLAIN


@cache
def _on_layout() -> re.Pattern[str]:
    number = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
    return re.compile(
        rf"(?P<from>ここから)?(?:天から)?{number}字下げ(?:[、,].*)?(?:.*して.*)?"
        rf"|(?P<hung>ここから)?改行天付き(?:[、,]\s*折り返して{number}字下げ)?"
        rf"|(?P<low>ここから)?(?:地付き|(?:地から|文末から|下から){number}字(?:上げ|あき)(?:で地付き)?)"
        rf"|(?P<end>ここで(?:字下げ|地付き|字上げ|地から{number}字上げ|字詰め|中央揃え)終わり)"
        rf"|(?P<width>ここから){number}字詰め"
        r"|(?P<centre>ここから)?(?:ページの左右中央(?:に.*|から)?|左右中央(?:に.*)?|中央揃え|センター)"
    )


_EDITORIAL = re.compile(
    r"底本では|底本のまま|ママ|誤植|誤記|本文終わり|入力者注|校訂者注|編者注|脱字|欠字|伏せ?字|不明|判読"
    r"|はずれ|注記|原文|ルビの「|省略|以下略|初出"
)


@dataclass(slots=True)
class Notes:
    """The notes met so far, and what those that are still open say of the lines below.

    Attributes:
        left_out: The notes, by kind.
        unknown: Notes nobody told packager of.
        missing: Descriptions of characters that have no code.
        level: The level of the heading that goes on below; 0 outside of one.
    """

    left_out: LeftOut = field(default_factory=LeftOut)
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    level: int = 0
    _open: Layout | None = None
    _blocks: int = 0

    def met(self, kind: str, raw: str) -> None:
        """Remember a note that was understood."""
        code = Code.TEXT_REMOVED if kind == "notes of the editors" else Code.LINE_NOT_PRINTED
        self.left_out.add(code, kind, raw)

    def layout(self) -> Layout:
        """How the next line is set."""
        return self._open or Layout()

    def laid_out(self, plain: str, layout: Layout) -> Layout | None:
        """How a line is set with a note on it; ``None`` when it is no note on that."""
        found = _on_layout().fullmatch(plain)
        if found is None:
            return None
        if found["end"]:
            self._open = None
            return replace(layout, block=0, indent=0, align=None)
        number = next((_count(one) for one in found.groups() if one and _count(one)), 0)
        opens = found["from"] or found["hung"] or found["low"] or found["centre"]
        if found["width"]:
            return layout
        if "中央" in plain or plain == "センター":
            layout = replace(layout, align="center")
        elif "字上げ" in plain or "地付き" in plain or "字あき" in plain:
            layout = replace(layout, align="end", indent=number)
        else:
            layout = replace(layout, indent=number, align=None)
        if opens:
            self._blocks += 1
            layout = self._open = replace(layout, block=self._blocks)
        return layout

    @staticmethod
    def is_editorial(plain: str) -> bool:
        """Whether a note is one of the editors', about the text and not its look."""
        return _EDITORIAL.search(plain) is not None

    def tell(self, report: Report, name: str) -> None:
        """Name what was met."""
        where = Where(name)
        self.left_out.tell(report, where)
        if self.missing:
            report.add(
                Code.TEXT_REMOVED,
                f"characters that are only described are printed as 〓 ({len(self.missing)}), "
                f"such as {self.missing[0]!r:.60}",
                where=where,
            )
        if self.unknown:
            kinds = ", ".join(dict.fromkeys(self.unknown))
            report.add(
                Code.TEXT_REMOVED,
                f"notes packager does not know were left out ({len(self.unknown)}): {kinds[:200]}",
                where=where,
                removed="\n".join(self.unknown),
            )


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return han_value(text) if re.fullmatch("[一二三四五六七八九十]+", text) else 0
