"""Advertisements in Chinese web novels: lines a site has put between those of the story.

A line is one only as a whole, and only on strong evidence: an address beside words of a site's, or
a phrase no story has, and nothing told in it. Who opens a site in the story stays in the story.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_LONGEST = 120

_TOLD = re.compile("[他她它我“”「」『』]|(?<!小)说(?!网|吧|阅)|道[:：]")
"""Signs that something is told or said."""

_SEARCHED = re.compile('百度搜索?[“"「].{1,20}[”"」]')
"""A call to look for the site, whose name stands in quotation marks."""

_ADDRESS = re.compile(
    r"https?://|www\s*[.。．·]|[a-z0-9-]{2,}\s*[.。．·]\s*(?:com|net|org|cc|cn|info|me|la|tw|xyz|vip|top)\b",
    re.IGNORECASE,
)


@cache
def _of_a_site() -> re.Pattern[str]:
    """Words that stand beside an address of a site's."""
    return re.compile(
        r"小说|小說|下载|下載|阅读|閱讀|首发|首發|更新|更多|章节|章節|手机|手機|电子书|電子書|书友|書友|书城"
        r"|书库|網|网|本书|本書|来自|來自|整理|制作|提供|收藏|域名|网址|txt|wap|访问|訪問|登录|登陆|请到|记住",
        re.IGNORECASE,
    )


@cache
def _phrases() -> re.Pattern[str]:
    """Phrases no story has, at the head of a line or after little."""
    return re.compile(
        r"手[机機]用[户戶][请請]|[请請][记記]住本?[书書站].{0,8}(?:域名|网址|網址)|天才一秒[记記]住"
        r"|本[书書](?:来自|來自|首[发發]|由.{1,20}(?:整理|提供|制作|下[载載]|首[发發]))|本文由.{1,20}(?:整理|提供|首发)"
        r"|更多.{0,8}(?:小[说說]|电子书|電子書|章[节節]|内容).{0,8}(?:[请請尽盡]|下[载載]|[关關]注|登[录陆]|[访訪]问|就[来來到])"
        r"|(?:免[费費]|全集|全本)?txt.{0,6}(?:下[载載]|小[说說]|电子书)|[无無]弹窗|[无無]彈窗|[无無]广告"
        r"|(?:[书書]友|[读讀]者|交流|小说)?(?:QQ|扣扣|企鹅)群.{0,4}\d{5,}|(?:[书書]友|[读讀]者|交流)群[:：]?\s*\d{5,}"
        r"|最新章[节節].{0,12}(?:[阅閱][读讀]|首[发發]|更新)|最快更新|全文字更新|百度搜索|加入[书書][签籤架]"
        r"|下[载載]后24小[时時]|24小[时時][内內][删刪]除|版[权權]归.{0,8}所有|仅供.{0,12}(?:试读|学习|交流|预览|参考)"
        r"|[长長][时時][间間][阅閱][读讀][请請]注意|本作品[来來]自互[联聯][网網]|本站所有.{0,4}小[说說]"
        r"|(?:微信|[关關]注).{0,4}公[众眾][号號]|[扫掃](?:码|描二[维維][码碼])|欢迎.{0,6}(?:光临|访问|加群|您来).{0,20}(?:小说|网|投)"
        r"|本[书書].{0,6}(?:精校|校[对對]).{0,6}版|声明[:：].{0,8}本[书書]",
        re.IGNORECASE,
    )


_PAGE_TURN = re.compile(
    r"[(（【\[]\s*本章未完[^()（）【】\[\]]{0,30}[)）】\]]|[(（]\s*[继繼][续續][^()（）]{0,12}下一[页頁][^()（）]{0,8}[)）]"
)


def is_advertisement(text: str) -> bool:
    """Whether a whole line is a site's, not the story's.

    >>> is_advertisement("手机用户请浏览wap.example.com阅读，更优质的阅读体验。")
    True
    >>> is_advertisement("他打开www.example.com，小说还没有更新。")
    False
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not 4 <= len(plain) <= _LONGEST:  # noqa: PLR2004 - the shortest phrase
        return False
    bare = plain.strip("-=~*#_ .。,，!！:：;；\"'【】[]()<>《》「」『』“”·…—")
    if _SEARCHED.match(bare):
        return True
    if _TOLD.search(bare):
        return False
    found = _phrases().search(bare)
    if found and found.start() <= len(bare) // 2:
        return True
    return _ADDRESS.search(bare) is not None and (
        _of_a_site().search(bare) is not None or _ADDRESS.sub("", bare).isascii()
    )


def without_page_turns(text: str) -> tuple[str, tuple[str, ...]]:
    """A line without a site's call to turn the page, and those calls: ``（本章未完，请翻页）``."""
    if "未完" not in text and "下一" not in text:
        return text, ()
    return _PAGE_TURN.sub("", text), tuple(_PAGE_TURN.findall(text))
