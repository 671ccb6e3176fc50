"""Reads the structure tree of a PDF (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf


@dataclass(slots=True)
class Node:
    """A structure element: its type, what it says of itself, the pages it is on, what it holds."""

    tag: str
    language: str = ""
    alternate: str = ""
    pages: set[int] = field(default_factory=set)
    kids: list[Node] = field(default_factory=list)

    def all(self) -> Iterator[Node]:
        """This element and every one within it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()


def structure_of(pdf: pikepdf.Pdf) -> Node:
    """The tree of a PDF; that each element names its parent is asserted."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    (document,) = pdf.Root.StructTreeRoot.K
    return _node(document, pages)


def _node(element: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Node:
    node = Node(
        tag=str(element.S).lstrip("/"),
        language=str(element.get("/Lang", "")),
        alternate=str(element.get("/Alt", "")),
    )
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            node.pages.add(pages[element.Pg.objgen])
        elif kid.get("/Type") in ("/MCR", "/OBJR"):
            node.pages.add(pages[kid.Pg.objgen])
        else:
            assert kid.P.objgen == element.objgen
            node.kids.append(_node(kid, pages))
    return node
