"""The dialect ``aozora``."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Division, Figure, Paragraph, SceneBreak, Verse
from packager.book.inlines import Emphasis, Ruby, Span, Strong, Subscript, Superscript
from packager.book.section import Role
from packager.book.style import Style
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code
from packager.errors import ReadError, SourceError
from packager.readers.aozora.reader import READER
from packager.request import Request
from packager.sources.source import Source, from_bytes
from tests.support.reading import Reading, reading, sure

LEGEND = """-------------------------------------------------------
【テキスト中に現れる記号について】

《》：ルビ
（例）狐《きつね》

［＃］：入力者注　主に外字の説明や、傍点の位置の指定
-------------------------------------------------------

"""
TOP = f"灯台の狐\n――ある冬の話――\n山田花子\n田中一郎訳\n\n{LEGEND}"
COLOPHON = """

底本：「灯台の狐」雪国文庫、雪国書房
　　　1950（昭和25）年1月1日発行
入力：鈴木二郎
校正：佐藤三郎
2001年2月3日公開
2004年3月12日修正
青空文庫作成ファイル：
このファイルは青空文庫で作られました。
"""
PLAIN = "　　　　　　一\n\n　雪がふる。\n\n　　　　　　二\n\n　雪がやむ。\n"
"""Two chapters whose numbers stand alone, set in."""

PAGE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def read(body: str, request: Request | None = None) -> Reading:
    text = f"{TOP}{body}{COLOPHON}".replace("\n", "\r\n")
    return reading(READER, text.encode("cp932"), request)


def children(line: str) -> tuple[object, ...]:
    """What a line of the story becomes."""
    (block,) = read(line).section("chapter-001").blocks
    assert isinstance(block, Paragraph)
    return block.children


# --- title, legend, colophon ------------------------------------------------------------------


def test_the_lines_on_top_are_title_subtitle_author_and_translator() -> None:
    metadata = read(PLAIN).book.metadata
    assert (metadata.title, metadata.subtitle) == ("灯台の狐", "――ある冬の話――")
    assert [(one.name, one.role) for one in metadata.creators] == [
        ("山田花子", "aut"),
        ("田中一郎", "trl"),
    ]
    assert (metadata.language, metadata.vertical, metadata.direction) == ("ja", True, None)


def test_two_lines_are_a_title_and_an_author() -> None:
    found = reading(READER, "雪《ゆき》\n山田花子\n\n　雪《ゆき》がふる。\n").book.metadata
    assert (found.title, [one.name for one in found.creators]) == ("雪", ["山田花子"])


def test_the_legend_is_named_and_not_printed() -> None:
    found = read(PLAIN)
    assert "主に外字の説明や" in found.removed(Code.TEXT_REMOVED)
    assert all("外字" not in found.text(one.id) for one in found.sections)


def test_the_colophon_stands_behind_the_story_and_says_when_it_appeared() -> None:
    found = read(PLAIN)
    (colophon,) = found.book.back
    assert (colophon.role, colophon.title) == (Role.APPENDIX, "底本")
    assert found.text("appendix").startswith("底本：「灯台の狐」雪国文庫、雪国書房\n1950")
    metadata = found.book.metadata
    assert (metadata.published, metadata.modified) == (date(2001, 2, 3), date(2004, 3, 12))
    assert metadata.publisher == "青空文庫"


# --- headings ---------------------------------------------------------------------------------


def test_numbers_that_stand_alone_set_in_are_chapters() -> None:
    found = read(PLAIN)
    assert found.outline[:2] == [("chapter-001", 1, ""), ("chapter-002", 2, "")]
    assert Code.STRUCTURE_GUESSED in found.codes()


@pytest.mark.parametrize(
    "numbers", ["一 二 三", "１ ２ ３", "（一） （二） （三）", "その一 その二 その三", "Ⅰ Ⅱ Ⅲ"]
)
def test_numbers_are_written_in_many_ways(numbers: str) -> None:
    body = "".join(f"　　　{number}\n\n　雪がふる。\n\n" for number in numbers.split(" "))
    assert [number for _, number, _ in reading(READER, TOP + body).outline] == [1, 2, 3]


def test_numbers_that_do_not_count_up_are_text() -> None:
    found = read("　　　　　　三\n\n　雪がふる。\n\n　　　　　　九\n\n　雪がやむ。\n")
    assert found.outline[0] == ("chapter-001", None, "")
    assert found.text("chapter-001").splitlines()[0] == "三"


def test_headings_are_those_the_notes_mark() -> None:
    body = (
        "［＃５字下げ］第一部　灯台［＃「第一部　灯台」は大見出し］\n\n［＃改ページ］\n"
        "［＃３字下げ］一　雪《ゆき》の夜［＃「一　雪の夜」は中見出し］\n\n　雪がふる。\n\n"
        "　　　　　　二\n\n　これは見出しではない。\n\n"
        "［＃小見出し］朝［＃小見出し終わり］\n\n　朝だ。\n\n"
        "［＃ここから中見出し］\n二\n帰り道\n［＃ここで中見出し終わり］\n\n　帰る。\n"
    )
    found = read(body)
    assert found.outline[:3] == [
        ("part-1", None, "第一部　灯台"),
        ("chapter-001", 1, "雪の夜"),
        ("chapter-002", 2, "帰り道"),
    ]
    assert found.text("chapter-001") == "雪がふる。\n二\nこれは見出しではない。\n朝\n朝だ。"
    assert "ゆき" in found.removed(Code.LINE_NOT_PRINTED)


def test_large_headings_that_are_chapters_keep_the_middle_ones_within_them() -> None:
    body = (
        "第一章　雪［＃「第一章　雪」は大見出し］\n\n　雪。\n\n"
        "夜［＃「夜」は中見出し］\n\n　夜。\n\n"
        "第二章　春［＃「第二章　春」は大見出し］\n\n　春。\n"
    )
    assert read(body).outline[:2] == [("chapter-001", 1, "雪"), ("chapter-002", 2, "春")]


def test_a_text_without_headings_is_one_chapter() -> None:
    assert read("　雪がふる。\n").outline[0] == ("chapter-001", None, "")


@pytest.mark.parametrize(
    ("request_", "chapters"),
    [
        (Request(split="none"), 1),
        (Request(split="marker"), 1),
        (Request(chapter_regex="[一二]$"), 2),
    ],
)
def test_the_user_says_what_parts_the_text(request_: Request, chapters: int) -> None:
    outline = read(PLAIN, request_).outline
    assert sum(name.startswith("chapter") for name, _, _ in outline) == chapters


# --- marks within a line ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("　唐の都｜洛陽《らくやう》の", ("唐の都", Ruby(("洛陽",), "らくやう"), "の")),
        ("　若い杜子春《とししゆん》は", ("若い", Ruby(("杜子春",), "とししゆん"), "は")),
        ("　人々《ひとびと》", (Ruby(("人々",), "ひとびと"),)),
        ("　Ｈ２Ｏ《みず》", (Ruby(("Ｈ２Ｏ",), "みず"),)),
        ("　あのひと《彼》", (Ruby(("あのひと",), "彼"),)),
        ("　タワー《塔》へ", (Ruby(("タワー",), "塔"), "へ")),
        ("　。《なに》", ("。《なに》",)),
        ("　《《強く》》言う", (Emphasis(("強く",)), "言う")),
        ("　猫が［＃「猫」に傍点］来た", (Emphasis(("猫",)), "が来た")),
        ("　大きな猫［＃「大きな猫」に白丸傍点］", (Emphasis(("大きな猫",)),)),
        (
            "　黒猫《くろねこ》だ［＃「黒猫だ」に傍点］",
            (Emphasis((Ruby(("黒猫",), "くろねこ"), "だ")),),
        ),
        ("　あ［＃太字］猫［＃太字終わり］い", ("あ", Strong(("猫",)), "い")),
        ("　あ［＃「無い」に傍点］い", ("あい",)),
        ("　犬［＃「犬」に「いぬ」の注記］だ", (Ruby(("犬",), "いぬ"), "だ")),
        ("　犬［＃「犬」に「ママ」の注記］だ", ("犬だ",)),
        ("　大声［＃「大声」は２段階大きな文字］", (Span(("大声",), Style(scale=1.44)),)),
        ("　水Ｈ２［＃「２」は下付き小文字］", ("水Ｈ", Subscript(("２",)))),
        (
            "　乱神［＃（ヲ）］不語［＃二］",
            ("乱神", Superscript(("ヲ",)), "不語", Subscript(("二",))),
        ),
        (
            "　注［＃割り注］一［＃改行］二［＃割り注終わり］",
            ("注", Span(("（", "一", " ", "二", "）"), Style(scale=0.75))),
        ),
        (
            "　猫《ねこ》［＃「猫」の左に「キャット」のルビ］",
            (Span((Ruby(("猫",), "ねこ"), "（キャット）")),),
        ),
        ("　明治12［＃「12」は縦中横］年", ("明治12年",)),
        ("　※［＃「てへん＋去」、U+62BE、8-下-3］る", ("抾る",)),
        ("　※［＃「口＋句」、第3水準1-14-90］る", ("呴る",)),
        ("　※［＃「火＋稲のつくり」、8-上-2］る", ("〓る",)),
        ("　〔re'sume'〕 と〔注〕", ("résumé と〔注〕",)),
        ("　いろ／＼な、だん／″＼と", ("いろ〳〵な、だん〴〵と",)),
    ],
)
def test_marks_are_read(line: str, expected: tuple[object, ...]) -> None:
    assert children(line) == expected


def test_notes_packager_does_not_know_are_named() -> None:
    found = read("　雪［＃謎の印］がふる［＃「ふる」は底本では「降る」］。\n")
    assert found.text("chapter-001") == "雪がふる。"
    removed = found.removed(Code.TEXT_REMOVED)
    assert "［＃謎の印］" in removed
    assert "［＃「ふる」は底本では「降る」］" in removed
    assert any("does not know" in one.message for one in found.report.diagnostics)


def test_a_character_that_is_only_described_is_said() -> None:
    said = [one.message for one in read("　※［＃「火＋稲」、8-上-2］\n").report.diagnostics]
    assert any("「火＋稲」、8-上-2" in one and "〓 (1)" in one for one in said)


def test_the_encoding_aozora_publishes_in_is_no_guess() -> None:
    assert Code.ENCODING_GUESSED not in read(PLAIN).codes()
    euc = reading(READER, f"{TOP}{PLAIN}".encode("euc-jp"))
    assert Code.ENCODING_GUESSED in euc.codes()
    assert euc.book.metadata.title == "灯台の狐"


def test_a_run_goes_on_over_the_ends_of_lines() -> None:
    found = read("［＃ここから太字］\n雪がふる。\n夜がくる。\n［＃ここで太字終わり］\n　朝だ。\n")
    assert found.section("chapter-001").blocks == (
        Paragraph((Strong(("雪がふる。",)),)),
        Paragraph((Strong(("夜がくる。",)),)),
        Paragraph(("朝だ。",)),
    )


# --- blocks -----------------------------------------------------------------------------------


def test_lines_set_in_are_verse_or_a_letter() -> None:
    letter = "前略、お元気ですか。冬の灯台はとても寒くて、毎日毎日、雪かきばかりしてゐます。"
    found = read(
        "　歌ふ。\n\n［＃ここから２字下げ］\n雪がふる\n　灯がともる\n\n狐がねむる\n"
        "［＃ここで字下げ終わり］\n\n"
        f"　読む。\n［＃ここから４字下げ］\n{letter}\nまた。\n［＃ここで字下げ終わり］\n"
        "［＃地付き］狐より\n"
    )
    first, verse, second, division, last = found.section("chapter-001").blocks
    assert isinstance(verse, Verse)
    assert [[text_of_inlines(one.children) for one in stanza] for stanza in verse.stanzas] == [
        ["雪がふる", "灯がともる"],
        ["狐がねむる"],
    ]
    assert isinstance(division, Division)
    assert division.style == Style(indent=2)
    assert last == Paragraph(("狐より",), Style(align="end"))
    assert (first, second) == (Paragraph(("歌ふ。",)), Paragraph(("読む。",)))


def test_a_lone_blank_line_and_ornament_part_scenes() -> None:
    lines = "　雪がふる。\n" * 6
    found = read(f"{lines}\n{lines}　　　　×　　　　×\n{lines}")
    blocks = found.section("chapter-001").blocks
    assert [index for index, one in enumerate(blocks) if isinstance(one, SceneBreak)] == [6, 13]


def test_pictures_beside_the_text_are_shown_and_others_named() -> None:
    figures = (
        "［＃「灯台」の図（fig01_01.png、横320×縦240）入る］\n［＃挿絵（fig01_02.png）入る］\n"
    )
    body = f"　雪。\n{figures}　夜。\n"
    source = Source(
        name="s.txt",
        data=f"{TOP}{body}".encode(),
        neighbour=lambda path: PAGE if path == "fig01_01.png" else None,
    )
    found = reading(READER, source)
    _, figure, placeholder, _ = found.section("chapter-001").blocks
    assert figure == Figure("image-001", "灯台", ("灯台",))
    assert placeholder == Paragraph(("（fig01_02.png）",), Style(align="center"))
    assert Code.PICTURE_NOT_FOUND in found.codes()


# --- how sure ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "least"),
    [
        (TOP + PLAIN, 0.98),
        ("雪\n山田花子\n\n　雪がふる。\n底本：「雪」\n青空文庫\n", 0.97),
        ("雪\n\n　雪がふる［＃「ふる」に傍点］。\n", 0.9),
        ("　雪《ゆき》、灯《ひ》、狐《きつね》がゐる。\n", 0.8),
    ],
)
def test_it_is_sure_by_its_signs(text: str, least: float) -> None:
    assert sure(READER, text) >= least
    assert sure(READER, text.encode("cp932")) >= least


@pytest.mark.parametrize(
    "text", ["雪がふる。\n", "第一章《风雪》，第二章《雪停》，第三章《春》。\n", "Snow.\n"]
)
def test_it_is_not_sure_without_them(text: str) -> None:
    assert sure(READER, text) == 0.0


# --- anything ---------------------------------------------------------------------------------


@given(
    st.text(
        alphabet="雪狐｜《》［］＃「」にはの傍点終わり見出し大中小ここから字下げ２一二　\n※、。",
        max_size=150,
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(SourceError, ReadError):
        reading(READER, from_bytes("s.txt", text.encode()))


@pytest.mark.parametrize(
    "line",
    [
        "猫［＃「猫」に傍点］" * 300 + "\n",
        "猫" + "［＃「猫」に傍点］" * 300 + "\n",
        "［＃傍点］あ" * 3000 + "\n",
        "［＃「" * 3000 + "\n",
        "｜" * 3000 + "《か》\n",
        "［＃傍点］雪\n" * 200,
    ],
)
def test_marks_without_end_are_read(line: str) -> None:
    assert reading(READER, f"{TOP}{line}").sections
