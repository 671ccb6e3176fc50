"""Chapters whose heads their dialect marks: each head said what it is, and none was guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.blocks import Blocks
from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Assembly, Found, assemble, section_ids
from packager.readers.headings.chapter_titles import chapter_titles
from packager.readers.left_out import LeftOut
from packager.sources.text import Line


@dataclass(frozen=True, slots=True)
class ChapterHead:
    """The head of a chapter: the number of its line, and what it says."""

    line: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadRule:
    """Why a line is the head of a chapter, in words, and how sure that is."""

    why: str
    confidence: float


def headed_chapters(
    heads: Sequence[ChapterHead],
    above: Sequence[Line],
    texts: Sequence[Blocks],
    report: Report,
    *,
    rule: HeadRule,
    where: Where,
) -> Assembly:
    """The sections of a story whose chapters have heads.

    Args:
        heads: The heads, in order.
        above: The lines above the first.
        texts: The blocks of those lines, and then those of each chapter.
        report: Told of each chapter, and of what of a head is not printed.
        rule: Why a head is one.
        where: The source, for messages.

    Raises:
        ReadError: No chapter has a text.
    """
    left_out = LeftOut()
    found = _found(heads, texts, left_out)
    if not any(one.blocks for one in found):
        raise ReadError(Code.NO_STORY, "there are heads of chapters, and no text", where=where)
    ids = section_ids([one.role for one in found])
    if len(ids) > len(heads):
        first = next(line for line in above if not line.blank)
        report.decide(
            first.number,
            found[0].role.value,
            "the text above the first head" if heads else "nothing parts the text",
            0.5,
            first.text.strip(),
            section=ids[0],
        )
    for head, name in zip(heads, ids[len(ids) - len(heads) :], strict=True):
        report.decide(head.line, "chapter", rule.why, rule.confidence, head.title, section=name)
    left_out.tell(report, where)
    return assemble(found)


def _found(heads: Sequence[ChapterHead], texts: Sequence[Blocks], left_out: LeftOut) -> list[Found]:
    titles = chapter_titles([head.title for head in heads])
    found = []
    for head, title, blocks in zip(heads, titles, texts[1:], strict=True):
        if title.title != head.title:
            label = head.title.removesuffix(title.title)
            left_out.add(Code.LINE_NOT_PRINTED, "labels of headings", label)
        found.append(Found(role=title.role, number=title.number, title=title.title, blocks=blocks))
    if texts[0]:
        role = Role.INTRODUCTION if found else Role.CHAPTER
        found.insert(0, Found(role=role, blocks=texts[0]))
    return found
