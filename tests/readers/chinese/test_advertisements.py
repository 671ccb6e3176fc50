"""Lines of Chinese sites between those of a story."""

from __future__ import annotations

import pytest

from packager.readers.chinese.advertisements import is_advertisement, without_page_turns


@pytest.mark.parametrize(
    "line",
    [
        "本书来自www.example.com免费txt小说下载站",
        "更多精彩小说，尽在example.net",
        "手机用户请到m.example.com阅读。",
        "请记住本书首发域名：www.example.com。手机版阅读网址：m.example.com",
        "-----网友请提示:长时间阅读请注意眼睛的休息。网站推荐阅读：",
        "txt小说下载 www.ｅｘａｍｐｌｅ.com",
        "天才一秒记住本站地址：www.example.com",
        "声明：本书仅供试读，请在下载后24小时内删除",
        "读者群：123456789",
        "附：【本作品来自互联网,本人不做任何负责】内容版权归作者所有!",
        "百度搜索“雪灯小说网”最快更新",
        "www.example.com",
    ],
)
def test_a_line_of_a_site_is_one(line: str) -> None:
    assert is_advertisement(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "雪",
        "他打开www.example.com，小说还没有更新。",
        "“请记住本书的名字。”她说。",
        "手机响了，是编辑打来的，催稿。",
        "他在小说网上更新了最新章节，然后关了手机。",
        "那本书的版权归她所有，可她说不要。",
        "雪" * 200 + "www.example.com小说下载",
        "书友们纷纷散去，城里又静了下来。",
    ],
)
def test_a_line_of_a_story_is_none(line: str) -> None:
    assert not is_advertisement(line)


def test_a_call_to_turn_the_page_is_taken_out_of_its_line() -> None:
    line = "他点了点头。（本章未完，请点击下一页继续阅读！）"
    assert without_page_turns(line) == ("他点了点头。", ("（本章未完，请点击下一页继续阅读！）",))
    assert without_page_turns("下一页是空白的。") == ("下一页是空白的。", ())
