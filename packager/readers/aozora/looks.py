"""Looks of Aozora Bunko text: what the words a note is about become."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from packager.book.inlines import (
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Ruby,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import MAX_SCALE, MIN_SCALE, Style
from packager.book.walk import text_of_inlines
from packager.readers.headings.numerals import han_value

Maker = Callable[[Inlines], Inline]
"""Makes one inline of those a note is about."""

UNSEEN = frozenset({"縦中横", "横組み", "罫囲み", "二重罫囲み", "キャプション", "行左小書き"})
"""Looks no book carries: their words stay as they are."""

_SIZES = re.compile(r"(\d{1,2}|[一二三四五六七八九])段階(大き|小さ)な文字")


def kind_of(what: str) -> str:
    """What a run is called at its end: ``２段階大きな文字`` ends as ``大きな文字``."""
    size = _SIZES.fullmatch(what)
    return f"{size[2]}な文字" if size else what.removeprefix("左に")


def maker_of(what: str) -> Maker | None:
    """What the words within a note become; ``None`` when it is no note on their look."""
    size = _SIZES.fullmatch(what)
    if size:
        steps = int(size[1]) if size[1].isdecimal() else han_value(size[1])
        factor = 1.2**steps if size[2] == "大き" else 0.85**steps
        scale = round(max(MIN_SCALE, min(MAX_SCALE, factor)), 2)
        return lambda inner: Span(inner, Style(scale=scale))
    return _makers().get(what.removeprefix("左に"))


@cache
def _makers() -> dict[str, Maker]:
    dots = ("", "白ゴマ", "丸", "白丸", "黒三角", "白三角", "二重丸", "蛇の目", "ばつ")
    lines = ("傍線", "二重傍線", "鎖線", "破線", "波線")
    makers: dict[str, Maker] = {f"{dot}傍点": Emphasis for dot in dots}
    makers |= dict.fromkeys(lines, Underline)
    makers |= {"太字": Strong, "斜体": Emphasis, "取消線": Strike, "ゴシック体": Strong}
    makers |= {"上付き小文字": Superscript, "行右小書き": Superscript, "下付き小文字": Subscript}
    makers |= {"小さな文字": lambda inner: Span(inner, Style(scale=0.85))}
    makers |= {"大きな文字": lambda inner: Span(inner, Style(scale=1.2))}
    makers |= {
        "割り注": _small_note,
        "割書": _small_note,
        "同行大見出し": Strong,
        "窓大見出し": Strong,
    }
    for size in "中小":
        makers |= {f"同行{size}見出し": Strong, f"窓{size}見出し": Strong}
    return makers


def _small_note(inner: Inlines) -> Inline:
    """A note within the line, which is set small in two rows; here it is small, in brackets."""
    flat = tuple(" " if isinstance(one, LineBreak) else one for one in inner)
    text = text_of_inlines(flat)
    if text[:1] not in "（(〔" or text[-1:] not in "）)〕":
        flat = ("（", *flat, "）")
    return Span(flat, Style(scale=0.75))


def beside(inner: Inlines, words: str) -> Inline:
    """Words beside others: a reading, or behind them in brackets where they have one already."""
    if any(isinstance(one, Ruby) for one in inner):
        return Span((*inner, f"（{words}）"))
    return Ruby(inner, words)


def without_ruby(inner: Inlines) -> Inlines:
    """What a reading stands beside, which may have no reading of its own."""
    return tuple(
        text_of_inlines((one,)) + f"（{one.reading}）" if isinstance(one, Ruby) else one
        for one in inner
    )


def caption_of(said: str) -> str:
    """What a note on a picture says it shows; empty when it says no more than that it is one."""
    found = re.match(r"「(.+?)」の", said)
    if found:
        return found[1]
    bare = said.removesuffix("の図").removesuffix("のキャプション付き")
    return "" if bare in {"図", "挿絵", "挿図", "写真", "底本の表紙"} else bare


# --- what a reading stands beside -------------------------------------------------------------


def _class_of(character: str) -> str:
    """The class of characters a run of which is what a reading stands beside."""
    code = ord(character)
    if character in "々〆〇〻ヶ仝〓" or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF:  # noqa: PLR2004 - ideographs
        return "han"
    if 0x20000 <= code <= 0x3FFFF:  # noqa: PLR2004 - ideographs of the higher planes
        return "han"
    if 0x3041 <= code <= 0x309F:  # noqa: PLR2004 - its block
        return "hiragana"
    if 0x30A1 <= code <= 0x30FF:  # noqa: PLR2004 - its block
        return "katakana"
    return "letters" if character.isalnum() or character in "-.'’＆&" else ""


def base_start(text: str) -> int:
    """Where the run of one class at the end of a text begins; its length when there is none."""
    kind = _class_of(text[-1])
    start = len(text)
    while kind and start and _class_of(text[start - 1]) == kind:
        start -= 1
    return start
