"""A Chinese novel as a Book: what its labels say, and its text without that of sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from packager.book.blocks import Block, Blocks, Paragraph, Verse, VerseLine
from packager.book.book import Book
from packager.book.metadata import Metadata
from packager.book.walk import map_blocks
from packager.diagnostics import Code, Report, Where
from packager.readers.chinese.advertisements import is_advertisement, without_page_turns
from packager.readers.headings.chapter_heading import CERTAIN, parse_heading
from packager.readers.left_out import LeftOut
from packager.readers.sites.labels import with_label
from packager.readers.text.scene_breaks import is_marker
from packager.readers.text.story import read_story
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import Line, read_lines

_LONGEST_TITLE = 30
"""Characters of a title without a label."""

_TOP = 60
"""Lines with text in which labels are looked for, from the top."""

_LONGEST = 80
_LONGEST_BLURB = 2000

_BLURB = "Summary"
_STATES = {"连载": "incomplete", "連載": "incomplete", "完": "complete"}
_MEANT = {
    "title": "Title",
    "author": "Author",
    "translator": "Translator",
    "subjects": "Tags",
    "status": "Status",
    "blurb": _BLURB,
    "publisher": "Publisher",
    "words": "Words",
    "other": "Packaged",
}
"""What the labels are called by the sites whose labels are known anyway."""


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?P<title>书名|書名|小说名|小說名|作品名称?|作品名稱?|标题|標題)"
        r"|(?P<author>作者|原著|著者)"
        r"|(?P<translator>译者|譯者|翻译|翻譯)"
        r"|(?P<subjects>(?:小说|小說|作品)?(?:类型|類型|类别|類別|分类|分類)"
        r"|(?:内容)?(?:标签|標籤)|题材)"
        r"|(?P<status>(?:作品|小说|文章)?(?:状态|狀態|进度|進度))"
        r"|(?P<blurb>(?:内容|內容|作品|小说|小說|本书)?"
        r"(?:简介|簡介|介绍|介紹|提要)|文案)"
        r"|(?P<publisher>来源网站|来源|來源|出版社|首发网站|首發網站|出处)"
        r"|(?P<words>全文字数|字数|字數)"
        r"|(?P<other>更新时间|更新日期|最后更新|整理|校对|校對|制作|製作|扫校|主角|配角|备注))"
        r"\s*[:：]\s*"
    )


_NAMED_TITLE = re.compile(
    r"《(?P<title>[^《》]{1,60})》(?:[（(][^（）()]{1,20}[）)])?\s*(?P<rest>.{0,60})"
)
_BARE_BLURB = re.compile(
    r"[【\[（(\s]*(?:(?:内容|內容|作品|小说|本书)?(?:简介|簡介|介绍|介紹)|文案)[】\])）:：\s]*"
)
_COUPLET = re.compile(
    "([\u3400-\u9fff\U00020000-\U0003ffff]{4,7})[，；！？、：]"
    "([\u3400-\u9fff\U00020000-\U0003ffff]{4,7})[。；！？，]?"
)
_END = re.compile(
    r"[\s　]*[(（【\[\-—]*\s*(?:本章完|本章未完|未完待续|未完待續|待续|待續"
    r"|全书完|全書完|全文完|本书完|本卷完|完结|完結|完"
    r"|第[零一二三四五六七八九十百\d]+卷[\s　]?完)\s*[)）】\]\-—。]*[\s　]*"
)
_STARRED = re.compile(r"[\s　]*[☆★◎●○■□▲△◆◇]+[、.．\s　]*(?=\S)")
_BODY = re.compile(r"[\s　]*(?:正文卷?|VIP卷|ＶＩＰ卷|章节目录|章節目錄)[\s　.·:：]+(?=第)")


def read_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a Chinese novel.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no story.
        UsageError: The regular expression asked for is none.
    """
    left_out = LeftOut()
    lines = [_plain(line, left_out) for line in read_lines(source, report)]
    metadata, rest = _top(lines, left_out)
    left_out.tell(report, Where(source.name))
    book = read_story(rest, source.name, request, report, metadata=metadata, marks="none")
    return map_blocks(book, _with_poems)


def _with_poems(blocks: Blocks) -> Blocks:
    """The blocks with paragraphs that are lines of one poem made one: all of one measure."""
    made: list[Block] = []
    for measure, run in groupby(blocks, key=_measure):
        lines = tuple(run)
        if measure and len(lines) > 1:
            verse = tuple(VerseLine(one.children) for one in lines if isinstance(one, Paragraph))
            made.append(Verse((verse,)))
        else:
            made += lines
    return tuple(made)


def _measure(block: Block) -> tuple[int, ...]:
    """The ideographs of each half of a line of verse; nothing for anything else."""
    match block:
        case Paragraph((str(text),)) if len(text) <= 16:  # noqa: PLR2004 - twice seven, and marks
            found = _COUPLET.fullmatch(text)
            return (len(found[1]), len(found[2])) if found else ()
        case _:
            return ()


def _plain(line: Line, left_out: LeftOut) -> Line:
    """The line as its author left it; blank where all of it is the site's."""
    text = line.text
    if len(text) > 4 * _LONGEST or text.isascii():
        return line
    if _END.fullmatch(text):
        left_out.add(Code.LINE_NOT_PRINTED, "marks at the end of a chapter", text)
        return line._replace(text="")
    if is_advertisement(text):
        left_out.add(Code.TEXT_REMOVED, "advertisements of a site", text)
        return line._replace(text="")
    text, turned = without_page_turns(text)
    for words in turned:
        left_out.add(Code.TEXT_REMOVED, "words of a site between pages", words)
    led = _BODY.match(text) or _STARRED.match(text)
    if led and parse_heading(text[led.end() :]):
        left_out.add(Code.LINE_NOT_PRINTED, "words before headings", led[0])
        text = text[led.end() :]
    return line if text == line.text else line._replace(text=text)


# --- the top ----------------------------------------------------------------------------------


def _top(lines: Sequence[Line], left_out: LeftOut) -> tuple[Metadata, tuple[Line, ...]]:
    """What the labelled lines above the first heading say, and all other lines."""
    heading = next((i for i, line in enumerate(lines) if _opens(line)), None)
    metadata = Metadata()
    kept: list[Line] = []
    blurb: list[str] = []
    described = False
    texts = 0
    for line in lines[: len(lines) if heading is None else heading]:
        text = line.text.strip()
        texts += bool(text)
        pairs = _said(text) if 0 < len(text) <= _LONGEST_BLURB and texts <= _TOP else ()
        if not pairs:
            described = described and not is_marker(text)
            # Without a heading below it nobody knows where a blurb ends.
            if described and heading is not None:
                blurb.append(text)
            else:
                kept.append(line)
            continue
        described = False
        for label, value in pairs:
            if label == _BLURB:
                described = True
                blurb.append(value)
            else:
                metadata = with_label(metadata, label, value) or metadata
        left_out.add(Code.LINE_NOT_PRINTED, "labelled lines", text)
    paragraphs = tuple(Paragraph((text,)) for text in blurb if text)
    below = lines[heading:] if heading is not None else ()
    kept, metadata = _with_title(kept, metadata, left_out)
    if kept and below:
        kept.append(kept[-1]._replace(text=""))  # a heading stands alone, whatever stood above it
    return replace(metadata, description=paragraphs), (*kept, *below)


def _with_title(
    kept: list[Line], metadata: Metadata, left_out: LeftOut
) -> tuple[list[Line], Metadata]:
    """A single short line above the labels, which is the title."""
    first = next((line for line in kept if not line.blank), None)
    if first is None or metadata.title or not metadata.creators:
        return kept, metadata
    text = first.text.strip("　 ")
    if len(text) > _LONGEST_TITLE or text[-1] in "。，！？…：、”」" or _opens(first):
        return kept, metadata
    left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", text)
    return [line for line in kept if line is not first], replace(metadata, title=text)


def _opens(line: Line) -> bool:
    text = line.text
    if not text or len(text) > _LONGEST or text.isspace():
        return False
    found = parse_heading(text)
    return found is not None and found.confidence >= CERTAIN


def _said(text: str) -> tuple[tuple[str, str], ...]:
    """The labels of a line and what follows each; none for a line of another kind."""
    if _BARE_BLURB.fullmatch(text):
        return ((_BLURB, ""),)
    named = _NAMED_TITLE.match(text)
    rest = named["rest"] if named else text
    labels = list(_labels().finditer(rest))
    if not labels or (labels[0].start() > 0 and not named):
        return (("Title", named["title"]),) if named and not named["rest"] else ()
    ends = [*(one.start() for one in labels[1:]), len(rest)]
    pairs = [
        (_MEANT[one.lastgroup or ""], _value(one.lastgroup, rest[one.end() : end]))
        for one, end in zip(labels, ends, strict=True)
    ]
    return (("Title", named["title"]), *pairs) if named else tuple(pairs)


def _value(label: str | None, text: str) -> str:
    value = text.strip("　 ，,;；|")
    match label:
        case "subjects":
            return re.sub(r"[\s/|，、;；]+", ", ", value)
        case "status":
            return next((said for sign, said in _STATES.items() if sign in value), value)
        case _:
            return value
