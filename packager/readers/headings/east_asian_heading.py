"""Headings in Chinese, Japanese and Korean: ``第三章``, ``제3장``, ``序章``, ``三``."""

from __future__ import annotations

import re
from functools import cache

from packager.book.section import Role
from packager.readers.headings.numerals import han_value, read_numeral
from packager.readers.headings.words import ChapterHeading

_HAN = "零〇○一二三四五六七八九十百千万两兩廿卅壹贰叁肆伍陆柒捌玖拾佰仟０-９0-9"
_LEADS = "　 :：、.．·・,，-–—~～|｜"

_Kind = tuple[str, Role, bool]
"""The kind in English, what it opens, and whether the book has a word of its own for it."""


def _each(words: str, kind: str, role: Role, *, printed: bool) -> dict[str, _Kind]:
    return dict.fromkeys(words.split(), (kind, role, printed))


_WHOLE: dict[str, _Kind] = {
    **_each(
        "序章 序幕 楔子 引子 プロローグ 프롤로그 開幕 서장", "prologue", Role.PROLOGUE, printed=True
    ),
    **_each(
        "終章 终章 尾声 尾聲 エピローグ 에필로그 終幕 结局 종장",
        "epilogue",
        Role.EPILOGUE,
        printed=True,
    ),
    **_each(
        "序 自序 序言 前言 はじめに まえがき 序文 머리말 서문",
        "preface",
        Role.PREFACE,
        printed=False,
    ),
    **_each("引言 导言 序論 서론", "introduction", Role.INTRODUCTION, printed=False),
    **_each("後記 后记 跋 あとがき 後書き 후기", "afterword", Role.AFTERWORD, printed=False),
    **_each(
        "番外 番外編 番外篇 幕間 幕间 间章 間章 閑話 外传 外傳 외전 막간",
        "interlude",
        Role.CHAPTER,
        printed=False,
    ),
}

_UNITS: dict[str, _Kind] = {
    **_each("章 回 话 話 節 节 장 화 회 절", "chapter", Role.CHAPTER, printed=True),
    **_each("部 편", "part", Role.PART, printed=True),
    **_each("卷 巻 册 冊 集 篇 編 권", "volume", Role.PART, printed=False),
    **_each("幕 막", "act", Role.PART, printed=False),
}


@cache
def _numbered_han() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[第제]\s*(?P<number>[{_HAN}]{{1,10}})\s*(?P<unit>[{''.join(_UNITS)}])"
        rf"|(?P<late>[{_HAN}]{{1,10}})\s*(?P<lone>[章回話话장화]))(?P<rest>.*)"
    )


@cache
def _volume() -> re.Pattern[str]:
    """A volume counted behind its word: 卷一 风雪, 巻の二."""
    return re.compile(
        rf"[卷巻]の?(?P<number>[{_HAN}]{{1,5}})(?P<rest>(?:[{re.escape(_LEADS)}].*)?)"
    )


@cache
def _whole_words() -> re.Pattern[str]:
    names = "|".join(sorted(_WHOLE, key=len, reverse=True))
    return re.compile(rf"(?P<name>{names})(?P<number>[{_HAN}]{{0,4}})(?P<rest>.*)")


_STARTS = frozenset("第제卷巻" + "".join({name[0] for name in _WHOLE}))


def east_asian_heading(line: str) -> ChapterHeading | None:
    """What a line of Chinese, Japanese or Korean says when it is a heading.

    Args:
        line: The line, without white space around it.
    """
    if line[0] in _STARTS or line[0] in "零〇○一二三四五六七八九十百千两兩廿卅０１２３４５６７８９":
        return _han_numbered(line) or _han_volume(line) or _han_whole(line) or _han_bare(line)
    return None


def _han_numbered(line: str) -> ChapterHeading | None:
    found = _numbered_han().fullmatch(line)
    if found is None:
        return None
    rest = found["rest"]
    value = han_value(found["number"] or found["late"])
    if not value or not _is_han_title(rest):
        return None
    kind, role, printed = _UNITS[found["unit"] or found["lone"]]
    title = rest.strip(_LEADS)
    sure = 0.95 if not rest or rest[0] in _LEADS else 0.8
    # A volume on the line of its first chapter: 第一卷 第一章 风起
    inner = _numbered_han().fullmatch(title) if role is Role.PART else None
    if inner is not None:
        return ChapterHeading(
            Role.CHAPTER, None, line, sure, "chapter", han_value(inner["number"] or inner["late"])
        )
    if not printed:
        return ChapterHeading(role, None, line, sure, kind, value)
    label = line[: len(line) - len(rest.lstrip(_LEADS))].rstrip(_LEADS)
    return ChapterHeading(role, value, title, sure, kind, value, label)


def _han_volume(line: str) -> ChapterHeading | None:
    found = _volume().fullmatch(line)
    value = han_value(found["number"]) if found else None
    if found is None or not value or not _is_han_title(found["rest"]):
        return None
    inner = _numbered_han().fullmatch(found["rest"].strip(_LEADS))
    if inner is not None:
        number = han_value(inner["number"] or inner["late"])
        return ChapterHeading(Role.CHAPTER, None, line, 0.85, "chapter", number)
    return ChapterHeading(Role.PART, None, line, 0.85, "volume", value)


def _is_han_title(rest: str) -> bool:
    """Whether what follows is a title, and not the rest of a sentence about a chapter."""
    if len(rest) > 40:  # noqa: PLR2004 - a title of forty ideographs is a long sentence
        return False
    return not rest.rstrip().endswith(("。", "，", "；", "、", "：")) and (
        not rest or rest[0] in _LEADS + "(（「『【" or rest[0] not in "的是了中里裡は에는を의"
    )


def _han_whole(line: str) -> ChapterHeading | None:
    found = _whole_words().fullmatch(line)
    if found is None:
        return None
    rest = found["rest"]
    if rest and rest[0] not in _LEADS + "(（「『【":
        return None
    if not _is_han_title(rest):
        return None
    kind, role, printed = _WHOLE[found["name"]]
    alone = not rest and not found["number"]
    sure = 0.9 if len(found["name"]) > 1 else 0.5
    if alone and printed:
        return ChapterHeading(role, None, "", sure, kind, None, line)
    return ChapterHeading(role, None, line, sure, kind)


def _han_bare(line: str) -> ChapterHeading | None:
    number = read_numeral(line)
    if number is None:
        return None
    rest = line[number.end :]
    if not rest.strip(" .．、　"):
        return ChapterHeading(Role.CHAPTER, number.value, "", 0.4, "numeral", number.value, line)
    if rest[0] not in "　 、．.":
        return None
    title = rest.strip(_LEADS)
    if len(title) > 30 or title.endswith(("。", "」", "，", "、")):  # noqa: PLR2004 - a sentence
        return None
    label = line[: len(line) - len(title)].rstrip(_LEADS)
    return ChapterHeading(Role.CHAPTER, number.value, title, 0.3, "numeral", number.value, label)
