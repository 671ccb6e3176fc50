"""The dialect ``chinese``."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Paragraph, SceneBreak, Verse
from packager.book.walk import text_of
from packager.diagnostics import Code
from packager.errors import ReadError, SourceError
from packager.readers.chinese.reader import READER
from packager.sources.source import from_bytes
from tests.support.reading import reading, sure

STORY = """《风雪山村》（精校版全本）作者：林小舟
类型：奇幻 冒险
状态：已完结

内容简介：
　　大雪封山，少年点起了一盏灯。
　　灯下来了一只会说话的狐狸。

更多精彩小说请访问 www.example-novels.com
手机用户请浏览 m.example.com 阅读，更优质的阅读体验。

楔子

　　很久以前，山里有一盏灯。

正文 第一卷 风雪

第一章 点灯

　　雪下了一整夜。
　　“你来了。”狐狸说。他打开了www.foxmail.com，小说还没有更新。
　　少年没有说话，只是点了点头。（本章未完，请翻页）
　　正是：
山前一夜雪纷纷，窗外孤灯照故人。
白发不知春又至，青衫犹记旧时恩。

　　※※※

　　第二天，雪停了。
(本章完)

☆、第二章 下山

　　请记住本书首发域名：www.example.com。
　　山下的村子已经不见了。
　　第一次见到这样的雪，第二章还没有写完。

第二卷 归人

第一百二十章 归来

　　许多年以后，少年回来了。

番外 狐狸

　　狐狸做了一个梦。

后记

　　写完了。谢谢大家。
QQ群：12345678
（全书完）
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le"])
def test_a_novel_is_read_whole_in_any_encoding(encoding: str) -> None:
    found = reading(READER, STORY.replace("\n", "\r\n").encode(encoding))
    assert found.outline == [
        ("prologue", None, ""),
        ("part-1", None, "第一卷 风雪"),
        ("chapter-001", 1, "点灯"),
        ("chapter-002", 2, "下山"),
        ("part-2", None, "第二卷 归人"),
        ("chapter-003", 120, "归来"),
        ("chapter-004", None, "番外 狐狸"),
        ("afterword", None, "后记"),
    ]
    assert [part.id for part in found.book.body] == ["prologue", "part-1", "part-2"]
    assert [section.id for section in found.book.back] == ["afterword"]


def test_the_labelled_lines_on_top_are_facts() -> None:
    metadata = reading(READER, STORY).book.metadata
    assert metadata.title == "风雪山村"
    assert [creator.name for creator in metadata.creators] == ["林小舟"]
    assert metadata.subjects == ("奇幻", "冒险")
    assert metadata.status == "complete"
    assert text_of(metadata.description).splitlines() == [
        "大雪封山，少年点起了一盏灯。",
        "灯下来了一只会说话的狐狸。",
    ]


def test_lines_of_a_site_are_named_and_not_printed() -> None:
    removed = reading(READER, STORY).removed(Code.TEXT_REMOVED).splitlines()
    assert removed == [
        "更多精彩小说请访问 www.example-novels.com",
        "手机用户请浏览 m.example.com 阅读，更优质的阅读体验。",
        "请记住本书首发域名：www.example.com。",
        "QQ群：12345678",
        "（本章未完，请翻页）",
    ]


def test_a_sentence_that_mentions_a_site_stays() -> None:
    found = reading(READER, STORY)
    assert "他打开了www.foxmail.com，小说还没有更新。" in found.text("chapter-001")
    assert "只是点了点头。" in found.text("chapter-001")
    assert "第一次见到这样的雪，第二章还没有写完。" in found.text("chapter-002")


def test_lines_of_one_measure_are_a_poem_and_ornament_is_a_break() -> None:
    blocks = reading(READER, STORY).section("chapter-001").blocks
    assert [type(block) for block in blocks] == [
        Paragraph, Paragraph, Paragraph, Paragraph, Verse, SceneBreak, Paragraph,
    ]  # fmt: skip
    (verse,) = (block for block in blocks if isinstance(block, Verse))
    assert [line.children for line in verse.stanzas[0]] == [
        ("山前一夜雪纷纷，窗外孤灯照故人。",),
        ("白发不知春又至，青衫犹记旧时恩。",),
    ]


def test_marks_at_the_end_of_a_chapter_and_words_before_headings_are_not_printed() -> None:
    removed = reading(READER, STORY).removed(Code.LINE_NOT_PRINTED)
    assert {"(本章完)", "（全书完）", "正文", "☆、", "第一章"} <= set(removed.splitlines())


def test_traditional_characters_and_labels_are_understood() -> None:
    text = (
        "書名：風雪\n作者：林小舟\n簡介：一盞燈。\n\n"
        "第一回 點燈\n\n　　雪下了。\n\n第二回 下山\n\n　　雪停了。\n"
    )
    found = reading(READER, text.encode("big5"))
    assert (found.book.metadata.title, text_of(found.book.metadata.description)) == (
        "風雪",
        "一盞燈。",
    )
    assert found.outline == [("chapter-001", 1, "點燈"), ("chapter-002", 2, "下山")]


def test_a_story_without_headings_is_one_chapter() -> None:
    found = reading(
        READER, "《灯》作者：林\n简介：\n　　山里有一盏灯。\n　　雪下了一整夜，灯没有灭。\n"
    )
    assert found.outline == [("chapter-001", None, "")]
    assert found.text("chapter-001") == "山里有一盏灯。\n雪下了一整夜，灯没有灭。"
    assert found.book.metadata.title == "灯"


def test_a_label_within_the_story_is_text() -> None:
    text = "第一章 来\n\n　　信来了。\n\n第二章 信\n\n　　信封上写着：\n作者：不明\n简介：不明\n"
    found = reading(READER, text)
    assert "作者：不明\n简介：不明" in found.text("chapter-002")
    assert found.book.metadata.creators == ()


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (STORY, 0.85, 0.85),
        ("山里有一盏灯。雪下了一整夜，灯没有灭。\n", 0.4, 0.4),
        ("第一章 はじめ\n\nランプが音を立て、その夜は誰も戸口に来なかった。\n", 0.0, 0.0),
        ("The lamp hissed. 第一章\n", 0.0, 0.0),
        ("제1장\n\n등불이 쉭쉭거렸고 그날 밤 아무도 문에 오지 않았다.\n", 0.0, 0.0),
    ],
)
def test_it_is_sure_of_chinese_with_headings(text: str, least: float, most: float) -> None:
    assert least <= sure(READER, text) <= most


def test_html_is_not_asked_about() -> None:
    assert sure(READER, "<html><body><p>第一章 雪下了。</p></body></html>") == 0.0


@given(
    st.text(
        alphabet="第一二章回卷 　\n，。：《》（）本完作者简介正文☆雪灯www.com手机用户请浏览",
        max_size=200,
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    source = from_bytes("s.txt", text.encode())
    with contextlib.suppress(SourceError, ReadError):
        reading(READER, source)


def test_volumes_counted_behind_their_word_and_a_bare_title_above_the_author() -> None:
    text = ("风雪录\n作者：山河\n内容简介：雪。\n\n卷一 风雪\n\n第1章 初见\n\n　　雪下了一夜。\n\n"
            "卷二 江湖\n\n第2章 归来\n\n　　他回来了。\n")  # fmt: skip
    found = reading(READER, text)
    assert found.book.metadata.title == "风雪录"
    assert [one.title for one in found.book.body] == ["卷一 风雪", "卷二 江湖"]
