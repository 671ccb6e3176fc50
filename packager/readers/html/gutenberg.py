"""Project Gutenberg in HTML: its header and licence taken off, and what they say of the book.

Three generations: a ``pre`` in front and behind, paragraphs between two lines of stars, and
sections whose ids are ``pg-header`` and ``pg-footer``
(https://www.gutenberg.org/help/file_formats.html).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code
from packager.readers.left_out import LeftOut
from packager.readers.markup.tree import visible_text
from packager.readers.sites.labels import with_label

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PUBLISHER = "Project Gutenberg"

_MAX_VALUE = 300
_LABELS = {"posting date": "", "release date": "", "most recently updated": "Updated",
           "last updated": "Updated"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GutenbergText:
    """What the header and the licence of an edition say.

    Attributes:
        metadata: Title, authors, language, address and rights.
    """

    metadata: Metadata


@cache
def _named() -> re.Pattern[str]:
    return re.compile(r"PROJECT GUTENBERG|Project Gutenberg|THE SMALL PRINT")


@cache
def _start() -> re.Pattern[str]:
    return re.compile(
        r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\*?\s*THE SMALL PRINT", re.IGNORECASE
    )


@cache
def _end() -> re.Pattern[str]:
    return re.compile(
        r"\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG"
        r"|^\s*End of (?:the |this )?Project Gutenberg",
        re.IGNORECASE | re.MULTILINE,
    )


def without_licence(root: LexborNode, left_out: LeftOut) -> GutenbergText | None:
    """Take header and licence off a tree; ``None`` when it is no edition of Project Gutenberg.

    Args:
        root: The tree of the page.
        left_out: Told of the words that were removed.
    """
    body = root.css_first("body") or root
    if not _named().search(body.text()):
        return None
    head = root.css_first("#pg-header") or _block_with(body, _start(), last=True)
    foot = root.css_first("#pg-footer") or _block_with(body, _end(), last=False)
    if head is None and foot is None:
        return None
    front = _cut(head, body, back=True) if head is not None else ""
    behind = _cut(foot, body, back=False) if foot is not None else ""
    for words in (front, behind):
        left_out.add(Code.TEXT_REMOVED, "header and licence of Project Gutenberg", words)
    return GutenbergText(_metadata(front))


def _block_with(body: LexborNode, mark: re.Pattern[str], *, last: bool) -> LexborNode | None:
    """The block in which the mark stands; of several starts the last, of several ends the first."""
    found: LexborNode | None = None
    for node in body.traverse(include_text=True, skip_empty=True):
        if node.is_text_node and mark.search(node.text_content or ""):
            found = node
            if not last:
                break
    while found is not None and found.tag not in {"p", "pre", "div", "section", "center", "table",
                                                  "h1", "h2", "h3", "h4"}:  # fmt: skip
        above = found.parent
        if above is None or above.mem_id == body.mem_id:
            return found
        found = above
    return found


def _cut(block: LexborNode, body: LexborNode, *, back: bool) -> str:
    """Remove a block and everything on one side of it; the words of all that."""
    gone: list[LexborNode] = []
    at: LexborNode | None = block
    first = True
    while at is not None and at.mem_id != body.mem_id and at.tag not in {"body", "html"}:
        beside = at if first else (at.prev if back else at.next)
        first = False
        while beside is not None:
            gone.append(beside)
            beside = beside.prev if back else beside.next
        at = at.parent
    if back:
        gone.reverse()
    words = "\n".join(
        (node.text_content or "") if node.is_text_node else visible_text(node)
        for node in gone
        if node.is_text_node or node.is_element_node
    )
    for node in gone:
        node.decompose()
    return words


def _metadata(header: str) -> Metadata:
    metadata = Metadata(publisher=PUBLISHER)
    lines = [line.rstrip() for line in header.replace("\u00a0", " ").splitlines()]
    for index, line in enumerate(lines):
        found = _field().match(line.strip())
        if found is None:
            continue
        label = found[1].strip()
        if label.lower() == "title" and found[2]:
            value = found[2]
            metadata = replace(metadata, subtitle=_subtitle(lines, index) or metadata.subtitle)
        else:
            value = _value(found[2], lines[index + 1 : index + 4])
        label = _LABELS.get(label.lower(), label)
        if label and value:
            metadata = with_label(metadata, label, value.strip()[:_MAX_VALUE]) or metadata
    number = re.search(r"\[(?:eBook|EBook|Etext)\s*#\s*(\d{1,6})\]", header, re.IGNORECASE)
    if number:
        metadata = replace(metadata, source=f"https://www.gutenberg.org/ebooks/{number[1]}")
    permission = re.search(r"This e-?(?:Book|text) is for the use of", header, re.IGNORECASE)
    if permission:
        rest = re.split(r"\n\s*\n\s*\n|\n(?=Title\s*:)", header[permission.start() :])[0]
        metadata = replace(metadata, rights=" ".join(rest.split())[:1000])
    if not metadata.title:
        named = _by().search(" ".join(header.split()[:60]))
        if named:
            metadata = replace(metadata, title=named[1].strip(), creators=(Creator(named[2]),))
    return metadata


def _value(value: str, below: Sequence[str]) -> str:
    """A value with its rest, which is set in; one alone may stand on a line of its own."""
    for more in below:
        if (value and not more.startswith((" ", "\t"))) or _field().match(more.strip()):
            break
        value = f"{value} {more.strip()}".strip()
    return value


def _subtitle(lines: Sequence[str], index: int) -> str:
    """The lines right below that of the title, up to a blank one or the next field."""
    below: list[str] = []
    for line in lines[index + 1 : index + 5]:
        text = line.strip()
        if not text or _field().match(text) or text.startswith(("*", "[")):
            break
        below.append(text)
    return " ".join(below)[:_MAX_VALUE]


@cache
def _field() -> re.Pattern[str]:
    return re.compile(
        r"(Title|Author|Authors|Editor|Translator|Illustrator|Contributor|Commentator|Language"
        r"|Release Date|Posting Date|Last Updated|Most recently updated|Subtitle)\s*:\s*(.*)",
        re.IGNORECASE,
    )


@cache
def _by() -> re.Pattern[str]:
    return re.compile(
        r"Project Gutenberg(?:'s|’s)? e-?(?:book|text) of\s+(.{1,200}?),?"
        r" by (\w[\w .'’-]{1,60}\w)",
        re.IGNORECASE,
    )
