"""The dialect ``bbcode``: a story with the tags of a forum, ``[i]``, ``[b]``, ``[center]``.

Its chapters are found as those of any text, by headings that stand apart.
"""

from __future__ import annotations

import re
from functools import cache

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import Line, decode, read_lines

_FEW = 3
_MANY = 10


@cache
def _tags() -> re.Pattern[str]:
    return re.compile(
        r"\[/?(?:b|i|u|s|strong|em|strike|del|smcaps|smallcaps|sup|sub|cent(?:er|re)|right|left"
        r"|justify|font|size|colou?r|url|spoiler|indent|quote|code|mono|hr|img|youtube|embed|icon"
        r"|emoticon|media|site_embed)(?:=[^\]\n]{0,500})?\s*/?\]",
        re.IGNORECASE,
    )


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is BBCode, by the tags that are closed again."""
    del source
    if sample.kind != "text" or not ("[/" in sample.text or "[hr" in sample.text.lower()):
        return 0.0, "no tag of BBCode"
    from packager.readers.text.bbcode_blocks import tag_pairs  # noqa: PLC0415 - few texts

    pairs = tag_pairs(sample.text)
    if pairs >= _MANY:
        return 0.75, "many tags of BBCode"
    if pairs >= _FEW:
        return 0.6, f"{pairs} tags of BBCode, closed again"
    return (0.35, "a tag of BBCode, closed again") if pairs else (0.0, "no tag of BBCode")


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story in BBCode.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It has headings and no story.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.header import read_header  # noqa: PLC0415 - as above
    from packager.readers.text.bbcode_blocks import (  # noqa: PLC0415 - as above
        BBCodeBlocks,
        without_tags,
    )
    from packager.readers.text.story import read_story  # noqa: PLC0415 - as above

    lines = read_lines(source, report)
    header, rest = read_header(lines, source.name, report)
    raw: dict[Line, str] = {}
    bare: list[Line] = []
    for line in rest:
        text = without_tags(line.text)
        stripped = line if text == line.text else line._replace(text=text)
        if stripped is not line:
            # A line of nothing but tags has no words; it must not be taken for a blank one.
            raw[stripped] = f"{raw[stripped]}{line.text}" if stripped in raw else line.text
        bare.append(stripped)
    maker = BBCodeBlocks(source.name, request.scene_breaks, report, raw)
    return read_story(bare, source.name, request, report, metadata=header.metadata, maker=maker)


def visible(source: Source) -> str:
    """The text without its tags."""
    return _tags().sub(" ", decode(source, Report()))


READER = Reader(
    name="bbcode",
    summary="text with the tags of a forum: [i], [b], [center], [quote]",
    suffixes=(".txt", ".bbcode"),
    sniff=sniff,
    read=read,
    visible=visible,
)
