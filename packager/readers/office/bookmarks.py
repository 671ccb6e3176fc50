"""Bookmarks: the places a word processor's links lead to, found again as sections of the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, unquote

from packager.book.blocks import Block, Blocks
from packager.book.inlines import Inline, Inlines, Link
from packager.book.walk import blocks_of, is_plain, map_inlines, map_lines
from packager.diagnostics import Code, Report, Where

_PENDING = "#?"
"""How the target of a link to a bookmark begins; no id of a section does."""

_SHOWN = 3
"""Bookmarks that a message names."""


def pending(name: str) -> str:
    """The target of a link to a bookmark, until the sections of the book are known."""
    return f"{_PENDING}{quote(name)}"


def sections_of(
    blocks: Blocks, bookmarks: Mapping[str, Block], parted: Sequence[Blocks], ids: Sequence[str]
) -> dict[str, str]:
    """The ids of the sections by the names of the bookmarks in them.

    Args:
        blocks: The text as it was read.
        bookmarks: The very block, at any depth, that each bookmark stands in.
        parted: The text of each section: the same blocks, without headings and blank ones.
        ids: The ids of the sections.
    """
    if not bookmarks or not ids:
        return {}
    section_by_block = {
        id(block): name for name, part in zip(ids, parted, strict=True) for block in part
    }
    wanted: dict[int, list[str]] = {}
    for name, block in bookmarks.items():
        wanted.setdefault(id(block), []).append(name)
    found: dict[str, str] = {}
    waiting: list[str] = []
    last = ids[0]
    for block in blocks:
        waiting += (name for one in blocks_of((block,)) for name in wanted.get(id(one), ()))
        section = section_by_block.get(id(block))
        if section is None:
            continue  # a heading: it opens the section of the text below it
        found.update(dict.fromkeys(waiting, section))
        waiting, last = [], section
    found.update(dict.fromkeys(waiting, last))
    return found


@dataclass(slots=True)
class BookmarkLinks:
    """Leads the links of a text to the sections of their bookmarks.

    Attributes:
        places: The ids of the sections by the names of the bookmarks.
        dead: The bookmarks that are nowhere.
    """

    places: Mapping[str, str]
    dead: list[str] = field(default_factory=list)

    def led(self, blocks: Blocks) -> Blocks:
        """The blocks with links to sections; of one that leads nowhere only the text stays."""
        return map_lines(blocks, self._line)

    def _line(self, line: Inlines) -> Inlines:
        return line if is_plain(line) else map_inlines(line, self._inline)

    def _inline(self, inline: Inline) -> Inlines:
        if not isinstance(inline, Link) or not inline.target.startswith(_PENDING):
            return (inline,)
        name = unquote(inline.target.removeprefix(_PENDING))
        section = next((self.places[key] for key in _spellings(name) if key in self.places), None)
        if section is None:
            self.dead.append(name)
            return inline.children
        return (replace(inline, target=f"#{section}"),)

    def tell(self, report: Report, where: Where) -> None:
        """Name the links that lead nowhere."""
        count = len(self.dead)
        names = list(dict.fromkeys(self.dead))
        if names:
            shown = ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
            report.add(
                Code.LINK_DEAD,
                f"{count} {'link leads' if count == 1 else 'links lead'} to nothing in the "
                f"document, and only the text stays: {shown}",
                where=where,
            )


def _spellings(name: str) -> Iterable[str]:
    """A name, and that of a heading without the number LibreOffice writes in front of it."""
    yield name
    if name.endswith("|outline"):
        yield name.lstrip("0123456789. ")
