"""A text of Aozora Bunko as a Book: title, legend, story, colophon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from packager.book.blocks import Paragraph
from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.aozora.blocks import AozoraBlocks
from packager.readers.aozora.headings import AozoraHeading, find_headings
from packager.readers.aozora.marks import MarkedLine, MarkReader
from packager.readers.assembly import Found, assemble, section_ids
from packager.readers.left_out import LeftOut
from packager.readers.markup.pictures import Pictures
from packager.request import Request
from packager.sources.encoding import decoded
from packager.sources.source import Source
from packager.sources.text import Line, read_lines

_LEGEND = "テキスト中に現れる記号について"
_RULE = re.compile(r"[-－―—‐─]{10,}\s*")
_COLOPHON = re.compile(r"底本(?:の親本)?[:：]|青空文庫作成ファイル[:：]|入力[:：]\S")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?P<what>公開|作成|修正|更新)")
_TOP_LINES = 8
_LONGEST_TOP = 80
_ROLE = re.compile(r"[\s　]*(?P<role>訳|譯|翻訳|共訳|編訳|訳編|編|編集|校訂|著|作|画|絵)[\s　]*$")
_ROLES = {"訳": "trl", "譯": "trl", "編": "edt", "校": "edt", "画": "ill", "絵": "ill"}


def read_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a text of Aozora Bunko.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no story.
        UsageError: The regular expression asked for is none.
    """
    left_out = LeftOut()
    reader = MarkReader()
    top, story, colophon = _parted(read_lines(source, report, _declared(source)), left_out)
    metadata = _with_days(_named(top, reader, left_out), colophon)
    rows = [reader.read(line) for line in story]
    headings = find_headings(rows, request)
    pictures = Pictures(source, report)
    blocks = AozoraBlocks(source.name, request.scene_breaks, report, pictures)
    found = _sections(rows, headings, blocks)
    blocks.tell()
    if not any(one.blocks for one in found):
        raise ReadError(
            Code.NO_STORY, "there is a title here, and no text", where=Where(source.name)
        )
    _report(headings, found, source.name, report, left_out)
    if colophon:
        paragraphs = tuple(
            Paragraph((text,)) for line in colophon if (text := line.text.strip(" \u3000"))
        )
        found.append(Found(role=Role.APPENDIX, title="底本", blocks=paragraphs))
    reader.notes.tell(report, source.name)
    left_out.tell(report, Where(source.name))
    assembly = assemble(found)
    return Book(
        metadata=metadata,
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        notes=assembly.notes,
        assets=pictures.assets,
    )


def _declared(source: Source) -> str:
    """What Aozora Bunko publishes its texts in, where the evidence does not speak against it."""
    return "shift_jis" if decoded(source.data).encoding == "cp932" else ""


# --- title, legend, colophon ------------------------------------------------------------------


def _parted(
    lines: Sequence[Line], left_out: LeftOut
) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """The lines on top, those of the story, and those of the colophon; the legend is left out."""
    start = next(index for index, line in enumerate(lines) if not line.blank)
    end = start
    while end < len(lines) and not lines[end].blank and not _RULE.fullmatch(lines[end].text):
        end += 1
    top: Sequence[Line] = lines[start:end]
    if len(top) > _TOP_LINES or any(len(line.text) > _LONGEST_TOP for line in top):
        top, end = (), start  # a text without a title
    end = _behind_legend(lines, end, left_out)
    last = next(
        (
            index
            for index in range(end, len(lines))
            if lines[index].text[:1] in "底青入" and _COLOPHON.match(lines[index].text)
        ),
        len(lines),
    )
    return top, lines[end:last], lines[last:]


def _behind_legend(lines: Sequence[Line], start: int, left_out: LeftOut) -> int:
    """The index behind the legend of signs, which stands between two rows of hyphens."""
    rules = [
        index
        for index in range(start, min(start + 60, len(lines)))
        if _RULE.fullmatch(lines[index].text)
    ]
    legend = next(
        (i for i in range(start, min(start + 60, len(lines))) if _LEGEND in lines[i].text), None
    )
    if legend is None or not any(rule > legend for rule in rules):
        return start
    first = max((rule for rule in rules if rule < legend), default=legend)
    last = next(rule for rule in rules if rule > legend)
    if any(not line.blank for line in lines[start:first]):
        return start
    for line in lines[first : last + 1]:
        left_out.add(Code.TEXT_REMOVED, "lines of the legend of signs", line.text)
    return last + 1


def _named(top: Sequence[Line], reader: MarkReader, left_out: LeftOut) -> Metadata:
    """What the lines on top say: title, subtitle, author, translator."""
    texts = []
    for line in top:
        row = reader.read(line)
        texts.append(row.text)
        if row.text != line.text.strip(" \u3000"):
            left_out.add(Code.LINE_NOT_PRINTED, "marks and readings in the title", line.text)
    creators: list[Creator] = []
    while len(texts) > 1:
        found = _ROLE.search(texts[-1])
        role = _ROLES.get(found["role"][0], "aut") if found else "aut"
        left_out.add(Code.LINE_NOT_PRINTED, "what someone did", found["role"] if found else "")
        creators.insert(0, Creator(texts.pop()[: found.start() if found else None], role))
        if role == "aut":
            break
    if not texts:
        return Metadata(language="ja", vertical=True)
    return Metadata(
        title=texts[0],
        subtitle=": ".join(texts[1:]),
        creators=tuple(sorted(creators, key=lambda one: one.role != "aut")),
        language="ja",
        vertical=True,
    )


def _with_days(metadata: Metadata, colophon: Sequence[Line]) -> Metadata:
    """The metadata with what the colophon says of the text's appearance at Aozora Bunko."""
    if any("青空文庫" in line.text for line in colophon):
        metadata = replace(metadata, publisher="青空文庫")
    for line in colophon:
        found = _DAY.match(line.text.strip())
        if not found:
            continue
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            continue
        if found["what"] in {"公開", "作成"}:
            metadata = replace(metadata, published=metadata.published or day)
        else:
            metadata = replace(metadata, modified=day)
    return metadata


# --- sections ---------------------------------------------------------------------------------


def _sections(
    rows: Sequence[MarkedLine], headings: Sequence[AozoraHeading], blocks: AozoraBlocks
) -> list[Found]:
    ends = [one.start for one in headings[1:]] + [len(rows)] * bool(headings)
    texts = [rows[one.end : end] for one, end in zip(headings, ends, strict=True)]
    above = rows[: headings[0].start if headings else len(rows)]
    made = blocks.chapters([above, *texts])
    found = [
        Found(role=one.role, title=one.title, number=one.number, blocks=body)
        for one, body in zip(headings, made[1:], strict=True)
    ]
    if made[0]:
        words = sum(len(row.text) for row in above)
        role = Role.INTRODUCTION if found and words < 400 else Role.CHAPTER  # noqa: PLR2004 - an epigraph, a foreword
        found.insert(0, Found(role=role, blocks=made[0]))
    if sum(1 for one in found if one.role is Role.CHAPTER) == 1:
        found = [replace(one, number=None) for one in found]
    return found


def _report(
    headings: Sequence[AozoraHeading],
    found: Sequence[Found],
    source: str,
    report: Report,
    left_out: LeftOut,
) -> None:
    ids = section_ids([one.role for one in found])
    if len(found) > len(headings):
        report.decide(
            1, found[0].role.value, "the text above the first heading", 0.7, "", section=ids[0]
        )
        ids = ids[1:]
    for one, name in zip(headings, ids, strict=True):
        report.decide(
            one.line.number, one.role.value, one.rule, one.confidence, one.text, section=name
        )
        left_out.add(Code.LINE_NOT_PRINTED, "labels of headings", one.label)
        left_out.add(Code.LINE_NOT_PRINTED, "readings in headings", one.readings)
    if headings and headings[0].confidence < 0.9:  # noqa: PLR2004 - not marked as headings
        report.add(
            Code.STRUCTURE_GUESSED,
            f"{len(headings)} lines that stand alone and count up were taken for headings",
            where=Where(source, headings[0].line.number),
        )
