"""Words in blocks: all that a person reads in blocks that are left out, to account for them."""

from __future__ import annotations

from packager.book.blocks import Blocks, Figure, ListBlock
from packager.book.inlines import Image, Link
from packager.book.walk import blocks_of, inlines_of, lines_of, text_of


def words_in(blocks: Blocks) -> str:
    """The text of blocks with the numbers of lists, what pictures show, and addresses of links."""
    more: list[str] = []
    for block in blocks_of(blocks):
        if isinstance(block, ListBlock) and block.ordered:
            more += (str(block.start + index) for index in range(len(block.items)))
        if isinstance(block, Figure):
            more.append(block.alt)
        for line in lines_of(block):
            for inline in inlines_of(line):
                if isinstance(inline, Image):
                    more.append(inline.alt)
                elif isinstance(inline, Link) and not inline.target.startswith("#"):
                    more.append(inline.target)
    return "\n".join([text_of(blocks), *filter(None, more)])
