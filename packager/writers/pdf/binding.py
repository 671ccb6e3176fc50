"""Binding: gatherings become one PDF, archival (PDF/A-2a) and accessible (PDF/UA-1) at once.

ISO 19005-2 and ISO 14289-1 both build on PDF 1.7 (ISO 32000-1), whose sections are named below.
Knows pikepdf, and nothing of how pages are laid out.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import accumulate
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from packager.publication.publication import PackageMetadata
from packager.writers.pdf.font_embedding import embed_fonts
from packager.writers.pdf.gathering import Bookmark, Gathering, Place
from packager.writers.pdf.metadata import xmp_packet
from packager.writers.pdf.references import fill_in
from packager.writers.pdf.structure import Annotation, Element, Mark, order_headings

_PROFILE = ("pdf", "sRGB2014.icc")
"""Where WeasyPrint keeps the colour profile of the International Color Consortium."""
_CONDITION = "sRGB2014"


@dataclass(frozen=True, slots=True)
class _Bound:
    """A gathering and the place of its first page in the book."""

    gathering: Gathering
    start: int


def bind(
    gatherings: Sequence[Gathering],
    metadata: PackageMetadata,
    opening: str,
    fonts: Iterable[Path],
) -> bytes:
    """The gatherings as one PDF.

    Args:
        gatherings: In the order of the book; one at least.
        metadata: What the book says about itself.
        opening: The named place whose page is numbered 1; those before it are numbered in roman.
        fonts: The font files the gatherings were set with.

    Raises:
        WriteError: A font file is not what it was.
    """
    starts = accumulate((one.pages for one in gatherings), initial=0)
    bound = [_Bound(one, start) for one, start in zip(gatherings, starts, strict=False)]
    folios = {name: folio for one in gatherings for name, folio in one.folios.items()}
    with pikepdf.open(BytesIO(gatherings[0].pdf)) as pdf:
        fill_in(pdf, gatherings[0], folios)
        for later in gatherings[1:]:
            with pikepdf.open(BytesIO(later.pdf)) as source:
                fill_in(source, later, folios)
                for page in source.pages:
                    pdf.pages.append(page)
        pages: list[pikepdf.Object] = [page.obj for page in pdf.pages]
        destinations = _add_destinations(pdf, pages, bound)
        _label_pages(pdf, destinations.get(opening, 0))
        _Outline(pdf, pages).add(_bookmarks(bound))
        _StructureTree(pdf, pages).add(bound)
        _describe(pdf, metadata)
        embed_fonts(pdf, fonts)
        written = BytesIO()
        # Not linearized: with an outline and object streams, libqpdf's hint tables fail its check.
        pdf.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
            min_version="1.7",
        )
    return written.getvalue()


def _add_destinations(
    pdf: pikepdf.Pdf, pages: list[pikepdf.Object], bound: Sequence[_Bound]
) -> dict[str, int]:
    """Name the places links lead to (12.3.2.3).

    Returns:
        The page of each, from 0.
    """
    found: dict[str, int] = {}
    targets: list[tuple[bytes, pikepdf.Object]] = []
    for one in bound:
        for name, place in one.gathering.destinations.items():
            if name not in found:
                found[name] = one.start + place.page
                target = _destination(pages, one.start, place)
                targets.append((bytes(String(name)), target))
    names = Array([part for name, target in sorted(targets) for part in (String(name), target)])
    tree = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=names)))
    pdf.Root.Names = tree
    return found


def _destination(pages: list[pikepdf.Object], start: int, place: Place) -> Array:
    left, top = round(place.left, 3), round(place.top, 3)
    return Array([pages[start + place.page], Name.XYZ, left, top, 0])


def _label_pages(pdf: pikepdf.Pdf, first: int) -> None:
    """Name the pages in viewers as the folios do (12.4.2): i, ii, iii, 1, 2, 3."""
    ranges: list[int | Dictionary] = [first, Dictionary(S=Name.D)]
    if first:
        ranges = [0, Dictionary(S=Name.r), *ranges]
    pdf.Root.PageLabels = Dictionary(Nums=Array(ranges))


def _bookmarks(bound: Sequence[_Bound]) -> Iterator[Bookmark]:
    for one in bound:
        for mark in one.gathering.bookmarks:
            place = mark.place._replace(page=one.start + mark.place.page)
            yield Bookmark(mark.level, mark.title, place)


class _Outline:
    """The outline (12.3.3), whose items are a tree by their levels."""

    def __init__(self, pdf: pikepdf.Pdf, pages: list[pikepdf.Object]) -> None:
        self._pdf = pdf
        self._pages = pages

    def add(self, bookmarks: Iterator[Bookmark]) -> None:
        """Put the outline into the PDF; without bookmarks there is none."""
        with self._pdf.open_outline() as outline:
            outline.root.clear()
            parents: list[tuple[int, list[pikepdf.OutlineItem]]] = [(0, outline.root)]
            for mark in bookmarks:
                while parents[-1][0] >= mark.level:
                    parents.pop()
                target = _destination(self._pages, 0, mark.place)
                item = pikepdf.OutlineItem(mark.title, destination=target)
                parents[-1][1].append(item)
                parents.append((mark.level, item.children))


class _StructureTree:
    """The structure tree (14.7.2), and the way back from the content to it (14.7.4.4)."""

    def __init__(self, pdf: pikepdf.Pdf, pages: list[pikepdf.Object]) -> None:
        self._pdf = pdf
        self._pages = pages
        self._marked: list[list[pikepdf.Object | None]] = [[] for _ in pages]
        self._linked: list[pikepdf.Object] = []

    def add(self, bound: Sequence[_Bound]) -> None:
        """Put the trees of the gatherings into the PDF, as one."""
        order_headings([one.gathering.structure for one in bound])
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=tree)
        )
        document.K = Array(
            [
                self._element(kid, document, one.start)
                for one in bound
                for kid in one.gathering.structure.kids
                if isinstance(kid, Element)
            ]
        )
        tree.K = Array([document])
        numbered: list[int | pikepdf.Object] = []
        for number, (page, marked) in enumerate(zip(self._pages, self._marked, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            numbered += [number, self._pdf.make_indirect(Array(marked))]
        for number, link in enumerate(self._linked, len(self._pages)):
            numbered += [number, link]
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbered)))
        tree.ParentTreeNextKey = len(self._pages) + len(self._linked)
        self._pdf.Root.StructTreeRoot = tree
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: pikepdf.Object, start: int) -> pikepdf.Object:
        """A structure element with all it holds."""
        made = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent)
        )
        if element.language:
            made.Lang = String(element.language)
        if element.alternate:
            made.Alt = String(element.alternate)
        attributes = _attributes(element)
        if attributes is not None:
            made.A = attributes
        first = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if first is not None:
            made.Pg = self._pages[start + first]
        kids = [self._kid(kid, made, start, first) for kid in element.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(
        self, kid: Element | Mark | Annotation, made: pikepdf.Object, start: int, first: int | None
    ) -> pikepdf.Object | int:
        """What an element holds, as the element refers to it."""
        if isinstance(kid, Element):
            return self._element(kid, made, start)
        page = self._pages[start + kid.page]
        if isinstance(kid, Annotation):
            annotation = page.Annots[kid.place]
            annotation.StructParent = len(self._pages) + len(self._linked)
            self._linked.append(made)
            return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        marked = self._marked[start + kid.page]
        marked.extend([None] * (kid.number + 1 - len(marked)))
        marked[kid.number] = made
        if kid.page == first:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)


def _attributes(element: Element) -> pikepdf.Object | None:
    """What a picture or a cell of a table says of itself (14.8.5)."""
    if element.box is not None:
        return Dictionary(O=Name.Layout, BBox=Array([round(side, 3) for side in element.box]))
    if element.tag not in {"TD", "TH"}:
        return None
    attributes = Dictionary(O=Name.Table)
    if element.columns > 1:
        attributes.ColSpan = element.columns
    if element.rows > 1:
        attributes.RowSpan = element.rows
    if element.scope:
        attributes.Scope = Name(f"/{element.scope}")
    return attributes if len(attributes) > 1 else None


def _describe(pdf: pikepdf.Pdf, metadata: PackageMetadata) -> None:
    """Say what the book is, which standards it keeps, and how viewers show it."""
    packet = pdf.make_stream(
        xmp_packet(
            metadata,
            producer=str(pdf.docinfo.get("/Producer", "")),
            creator=str(pdf.docinfo.get("/Creator", "")),
        )
    )
    packet.Type = Name.Metadata
    packet.Subtype = Name.XML
    pdf.Root.Metadata = packet
    profile = pdf.make_stream(_profile(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String(_CONDITION),
                Info=String(_CONDITION),
                DestOutputProfile=profile,
            )
        ]
    )
    pdf.Root.Lang = String(metadata.language)
    # The title, not the file's name (ISO 14289-1, 7.1), and pages turn as the language does.
    preferences = Dictionary(DisplayDocTitle=True)
    if metadata.direction == "rtl":
        preferences.Direction = Name.R2L
    pdf.Root.ViewerPreferences = preferences


def _profile() -> bytes:
    """The sRGB profile WeasyPrint brings, found without importing WeasyPrint."""
    found = importlib.util.find_spec("weasyprint")
    assert found is not None  # noqa: S101 - it laid the pages out
    assert found.origin is not None  # noqa: S101 - it is no namespace
    return Path(found.origin).parent.joinpath(*_PROFILE).read_bytes()
