"""HTML headings: which of a page's headings is its title, which open parts, and which chapters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from packager.book.section import Role
from packager.readers.headings.chapter_heading import (
    CERTAIN,
    MAX_HEADING,
    ChapterHeading,
    parse_heading,
)
from packager.readers.html.page_nodes import attribute
from packager.readers.markup.footnotes import LABEL, MORE, NOTE, REFERENCE
from packager.readers.markup.page_marks import is_page_mark
from packager.readers.markup.tree import visible_text
from packager.readers.text.scene_breaks import is_marker

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FEW_WORDS = 12


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading of a page.

    Attributes:
        node: The element.
        level: 1 to 6; 0 for a paragraph that reads as one.
        text: Its text, without marks of footnotes.
        says: What it says, when it names a kind or a number.
    """

    node: LexborNode
    level: int
    text: str
    says: ChapterHeading | None

    @property
    def named(self) -> bool:
        """Whether it names a kind of section beyond doubt."""
        return self.says is not None and self.says.confidence >= CERTAIN

    @property
    def part(self) -> bool:
        """Whether it names a part of the book."""
        return self.says is not None and self.says.role is Role.PART and self.named


def headings_in(story: LexborNode) -> list[PageHeading]:
    """The headings of a story, in reading order; neither ornament nor those of footnotes."""
    found: list[PageHeading] = []
    inner = {
        node.mem_id
        for note in story.css(f"[{NOTE}], [{MORE}]")
        for node in note.css("h1, h2, h3, h4, h5, h6")
    }
    for node in story.css("h1, h2, h3, h4, h5, h6"):
        attributes = node.attributes
        if LABEL in attributes or NOTE in attributes or node.mem_id in inner:
            continue
        lines = heading_lines(node)
        text = " ".join(lines)
        if text and not is_marker(text):
            found.append(PageHeading(node, int((node.tag or "h1")[1]), text, _said(lines)))
    return found


def heading_lines(node: LexborNode) -> list[str]:
    """The lines of a heading, or what its picture shows; without marks of footnotes and pages."""
    text = visible_text(node, _is_no_text)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if not lines:
        text = " ".join(" ".join(attribute(one, "alt") for one in node.css("img")).split())
        lines = [text] if text else []
    return lines


def _is_no_text(node: LexborNode) -> bool:
    attributes = node.attributes
    return is_page_mark(attributes) or any(
        name in attributes for name in (REFERENCE, LABEL, NOTE, MORE)
    )


def _said(lines: Sequence[str]) -> ChapterHeading | None:
    """What a heading says, whose title often stands on a line below its number."""
    whole = parse_heading(" ".join(lines))
    if len(lines) > 1 and (whole is None or whole.number is None):
        first = parse_heading(lines[0])
        if first is not None and first.number is not None and not first.title:
            return replace(first, title=" ".join(lines[1:]))
    return whole


def paragraphs_as_headings(story: LexborNode) -> list[PageHeading]:
    """Paragraphs that read as headings, for pages that mark none."""
    found: list[PageHeading] = []
    for node in story.css("p, center, div"):
        text = node.text()
        if not text or len(text) > 2 * MAX_HEADING or _holds(node, "p, div, br + br, li, table"):
            continue
        line = " ".join(text.split())
        says = parse_heading(line)
        if says is None or not line:
            continue
        heading = PageHeading(node, 0, line, says)
        if (heading.named and _ends_apart(line)) or (says.label and _stands_out(node, line)):
            found.append(heading)
    # A page has its chapters marked all alike, and one alone says nothing.
    return found if len(found) > 1 or any(one.named for one in found) else []


def _holds(node: LexborNode, selector: str) -> bool:
    """Whether an element stands within a node; a search begins with the node itself."""
    return any(found.mem_id != node.mem_id for found in node.css(selector))


def _ends_apart(line: str) -> bool:
    return len(line.split()) <= _FEW_WORDS


def _stands_out(node: LexborNode, line: str) -> bool:
    """Whether a paragraph is all bold or underlined, or centred."""
    if node.tag == "center" or attribute(node, "align").lower() == "center":
        return True
    if "center" in attribute(node, "style").lower() + attribute(node, "class").lower():
        return True
    strong = node.css_first("b, strong, u, center")
    return strong is not None and " ".join(strong.text().split()) == line


def matching(story: LexborNode, regex: re.Pattern[str]) -> list[PageHeading]:
    """The paragraphs and headings whose text begins with what a user said chapters begin with."""
    found: list[PageHeading] = []
    for node in story.css("h1, h2, h3, h4, h5, h6, p, center, div"):
        text = node.text()
        if len(text) > 2 * MAX_HEADING or _holds(node, "p, div, h1, h2, h3, h4, h5, h6"):
            continue
        line = " ".join(text.split())
        if line and regex.match(line):
            found.append(PageHeading(node, 2, line, parse_heading(line)))
    return found


@dataclass(frozen=True, slots=True)
class Openings:
    """The headings that open sections.

    Attributes:
        title: The heading that is the title of the work.
        sections: Those that open parts, chapters and their like, in reading order.
        part_level: The level of those that are parts by their level; 0 when there are none.
    """

    title: PageHeading | None
    sections: tuple[PageHeading, ...]
    part_level: int = 0


def openings(headings: Sequence[PageHeading], known_title: str = "") -> Openings:
    """Which headings open sections, by what they say, and by their levels where they say nothing.

    Args:
        headings: All headings, in reading order.
        known_title: The title of the work, where the page says it elsewhere.
    """
    title = _title(headings, known_title)
    rest = [one for one in headings if one is not title and not _heads_note().fullmatch(one.text)]
    level = _chapter_level(rest)
    if not level:
        return Openings(title, ())
    above = [one for one in rest if one.level < level]
    if title is None and above and above[0] is rest[0] and above[0].says is None:
        alone = sum(1 for one in above if one.level == above[0].level) == 1
        if alone:
            title = above.pop(0)
    upper = max((one.level for one in above), default=0)
    part_level = upper if _are_parts(above, upper) else 0
    sections = tuple(
        one
        for one in rest
        if one is not title and (one.level == level or (one.level < level and one in above))
    )
    return Openings(title, sections, part_level)


@cache
def _heads_note() -> re.Pattern[str]:
    """The headings of an author's notes, which belong to the chapter they stand in."""
    return re.compile(
        r"(?:the )?author['’]?s?['’]? (?:end ?)?notes?\s*:?|a\s?/\s?n\s*:?"
        r"|anmerkung(?:en)? (?:des autors|der autorin)\s*:?|notes? de l['’]auteure?\s*:?"
        r"|notas? d(?:el|a|e la) autora?\s*:?|(?:от|примечани[ея]) автора\s*:?"
        r"|作者(?:的话|有话说)[:：]?",
        re.IGNORECASE,
    )


_LETTER = re.compile(r"[^\W\d_]")
"""What a title has that is no mere number: ``1.01`` counts the chapters of a serial."""


def _title(headings: Sequence[PageHeading], known: str) -> PageHeading | None:
    """The heading that names the work: on top, and higher than all others or said elsewhere."""
    for one in headings[:3]:
        if one.named:
            return None
        same = known and key(one.text) == key(known)
        alone = _LETTER.search(one.text) is not None and all(
            other.level > one.level for other in headings if other is not one
        )
        if same or (alone and one is headings[0] and len(headings) > 1):
            return one
        only = one is headings[0] and len(headings) == 1 and _LETTER.search(one.text) is not None
        if only and one.level == 1 and one.says is None:
            return one
    return None


def _chapter_level(headings: Sequence[PageHeading]) -> int:
    """The level of the chapters; 0 when no headings divide the text."""
    if not headings:
        return 0
    levels = sorted({one.level for one in headings})
    said = {
        level: sum(1 for one in headings if one.level == level and one.named and not one.part)
        for level in levels
    }
    best = max(levels, key=lambda level: (said[level], -level))
    if said[best]:
        return best
    numbered = {
        level: sum(
            1
            for one in headings
            if one.level == level and one.says is not None and one.says.ordinal
        )
        for level in levels
    }
    best = max(levels, key=lambda level: (numbered[level], -level))
    if numbered[best] > 1:
        return best
    several = [level for level in levels if sum(one.level == level for one in headings) > 1]
    return several[0] if several else levels[0]


def _are_parts(above: Sequence[PageHeading], level: int) -> bool:
    """Whether the headings right above the chapters are parts: several, or one that says so."""
    upper = [one for one in above if one.level == level]
    return any(one.part for one in upper) or len(upper) > 1


def key(text: str) -> str:
    """A text reduced to its letters and digits, for finding the same title written otherwise."""
    return "".join(character for character in text.casefold() if character.isalnum())


@cache
def contents_words() -> re.Pattern[str]:
    """The headings of a list of contents, and of the lists that stand beside it."""
    return re.compile(
        r"(?:table of )?contents|chapters|list of (?:chapters|illustrations|plates|maps|figures)"
        r"|illustrations|inhalt(?:sverzeichnis|sübersicht)?|table des mati[èe]res|sommaire"
        r"|[ií]ndice|sum[áa]rio|sommario|inhoud(?:sopgave)?|spis treści|содержание|оглавление"
        r"|зм[іi]ст|目录|目次|目錄",
        re.IGNORECASE,
    )
