"""Contents: the list of contents of a page: evidence of its chapters, and no text of the story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.readers.html.headings import PageHeading, contents_words, key
from packager.readers.html.page_nodes import attribute, is_text_alone, words_of
from packager.readers.left_out import LeftOut
from packager.readers.markup.footnotes import LABEL, REFERENCE
from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LEAST = 3
"""Entries below which links in a row are no list of contents."""

_SHARE = 0.5
_UNITS = "li, p, tr, dd, dt, h3, h4, h5, h6"
_LISTS = ("ul", "ol", "table", "dl", "nav", "menu", "div", "center", "blockquote")


@dataclass(slots=True)
class Contents:
    """The entries of a list of contents.

    Attributes:
        entries: The text of each, and the name it links to; empty when it is no link.
    """

    entries: list[tuple[str, str]] = field(default_factory=list)


def without_contents(
    nodes: Sequence[LexborNode],
    sections: Sequence[PageHeading],
    left_out: LeftOut,
    *,
    labelled: bool = False,
) -> tuple[tuple[LexborNode, ...], Contents]:
    """The nodes in front of the first chapter without the list of contents among them.

    Args:
        nodes: Nodes in a row, none within another.
        sections: The headings of the sections that were found.
        left_out: Told of the words of the list.
        labelled: Whether a heading says that they are such a list.
    """
    titles = {key(one.text) for one in sections}
    titles |= {key(one.says.title) for one in sections if one.says and one.says.title}
    contents = Contents()
    listed: set[int] = set()
    for node in nodes:
        if node.is_element_node and _is_list(node, titles, labelled=labelled, contents=contents):
            listed.add(node.mem_id)
    if len(contents.entries) < (2 if labelled else _LEAST):
        return tuple(nodes), Contents()
    kept: list[LexborNode] = []
    for index, node in enumerate(nodes):
        is_label = bool(
            node.is_element_node
            and contents_words().fullmatch(words_of(node).strip(" .:"))
            and any(other.mem_id in listed for other in nodes[index + 1 : index + 6])
        )
        if node.mem_id in listed or is_label:
            left_out.add(Code.TEXT_REMOVED, "the list of contents", words_of(node))
        else:
            kept.append(node)
    return tuple(kept), contents


def _is_list(node: LexborNode, titles: set[str], *, labelled: bool, contents: Contents) -> bool:
    """Whether a node is (a line of) a list of contents; its entries are noted."""
    units = node.css(_UNITS) if node.tag in _LISTS else [node]
    units = [unit for unit in units if len(unit.css(_UNITS)) <= 1]  # itself is one of them
    lines = [line for unit in units for line in _lines(unit)]
    if not lines:
        return False
    links = [a for a in node.css("a[href^='#']") if _is_entry(a)]
    linked = sum(len(words_of(a)) for a in links)
    total = len(words_of(node))
    by_links = bool(links) and linked >= _SHARE * total
    hits = sum(1 for line in lines if _entry_key(line) in titles)
    by_titles = hits >= max(1, _SHARE * len(lines))
    if not by_links and not by_titles and not (labelled and links):
        return False
    if by_links:
        contents.entries += [(words_of(a), attribute(a, "href")[1:]) for a in links]
    else:
        contents.entries += [(line, "") for line in lines]
    return True


def _is_entry(link: LexborNode) -> bool:
    attributes = link.attributes
    return REFERENCE not in attributes and LABEL not in attributes and bool(words_of(link))


def _lines(unit: LexborNode) -> list[str]:
    """The lines of an entry; a paragraph of entries has a line break between them."""
    if unit.tag == "p" and unit.css_first("br") is not None:
        return [line.strip() for line in visible_text(unit).splitlines() if line.strip()]
    text = words_of(unit)
    return [text] if text else []


def _entry_key(line: str) -> str:
    """An entry without the number of its page."""
    return key(_page_number().sub("", line))


@cache
def _page_number() -> re.Pattern[str]:
    return re.compile(r"[\s.·…_-]*\b(?:\d{1,4}|[ivxlc]{1,7})\s*$")


def is_way_back(node: LexborNode) -> bool:
    """Whether a node is only a link to the top of the page or to its contents."""
    if not node.is_element_node or node.tag not in {"p", "div", "a", "center", "small"}:
        return False
    if node.tag != "a" and is_text_alone(node):
        return False
    links = node.css("a[href^='#']")
    if node.tag == "a":
        links = [node]
    return len(links) == 1 and bool(_way_back().fullmatch(words_of(node).strip(" []()^.")))


def is_turning(node: LexborNode) -> bool:
    """Whether a node is only links to the chapters before and behind, and to their list."""
    links = node.css("a[href]")
    words = words_of(node)
    if not links or len(links) > 4 or len(words) > _TURNING:  # noqa: PLR2004 - first, back, on, list
        return False
    rest = words
    for link in links:
        said = words_of(link)
        if not _turns().fullmatch(said.strip(" []()<>|«»←→‹›.")):
            return False
        rest = rest.replace(said, "", 1)
    return not any(character.isalnum() for character in rest)


_TURNING = 120
"""Characters of a line of such links."""


@cache
def _turns() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:previous|prev|next|last|first|back|forward)(?: (?:chapter|part|page|post|scene))?"
        r"|(?:table of )?contents|toc|index|chapter (?:list|index)"
        r"|back to (?:my |the )?(?:stories|index|contents|list|home)(?: page)?)?",
        re.IGNORECASE,
    )


@cache
def _way_back() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:go |jump )?(?:back|return)?\s*(?:to\s+)?(?:the\s+)?"
        r"(?:top|contents|table of contents|index|toc|beginning)"
        r"(?: of (?:the )?page)?|↑|⇧|nach oben|haut de page)",
        re.IGNORECASE,
    )


def missing(contents: Contents, sections: Iterable[PageHeading], anchored: set[str]) -> list[str]:
    """The entries of a list of contents that are no section.

    Args:
        contents: The list.
        sections: The headings of the sections found.
        anchored: Names of the anchors at whose places sections begin.
    """
    titles = {key(one.text) for one in sections}
    return [
        text
        for text, target in contents.entries
        if target not in anchored and _entry_key(text) not in titles
    ]
