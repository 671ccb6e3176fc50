"""Lists: word processors write each item as a paragraph with a level; here they are nested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.blocks import Block, Blocks, ListBlock, Paragraph


@dataclass(frozen=True, slots=True)
class ListItem:
    """A paragraph that is an item of a list.

    Attributes:
        block: The paragraph.
        level: How deep its list is nested, 0 the outermost.
        ordered: Numbered rather than bulleted.
        number: Its number, where the source says it.
    """

    block: Paragraph
    level: int = 0
    ordered: bool = False
    number: int = 1


def lists_of(items: Sequence[ListItem]) -> list[Block]:
    """Items that follow one another, as the lists they are.

    A list ends where its kind changes on the same level.
    """
    found: list[Block] = []
    open_lists: list[_Open] = []
    for item in items:
        while open_lists and open_lists[-1].first.level > item.level and len(open_lists) > 1:
            _close(open_lists, found)
        if open_lists and item.level > open_lists[-1].first.level:
            open_lists.append(_Open(item))
        elif open_lists and open_lists[-1].first.ordered == item.ordered:
            open_lists[-1].entries.append([item.block])
        else:
            if open_lists:
                _close(open_lists, found)
            open_lists.append(_Open(item))
    while open_lists:
        _close(open_lists, found)
    return found


class _Open:
    """A list that may go on."""

    __slots__ = ("entries", "first")

    def __init__(self, first: ListItem) -> None:
        self.first = first
        self.entries: list[list[Block]] = [[first.block]]

    def block(self) -> ListBlock:
        items: tuple[Blocks, ...] = tuple(tuple(entry) for entry in self.entries)
        return ListBlock(items, self.first.ordered, max(1, self.first.number))


def _close(open_lists: list[_Open], found: list[Block]) -> None:
    """Put the innermost list into the last item of the one around it, or behind the others."""
    done = open_lists.pop().block()
    if open_lists:
        open_lists[-1].entries[-1].append(done)
    else:
        found.append(done)
