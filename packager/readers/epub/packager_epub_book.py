"""The Book of an EPUB packager made, put together from its documents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, groupby

from lxml import etree

from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.section import Role, Section
from packager.book.walk import sections
from packager.diagnostics import Code, Report, Where
from packager.readers.epub.container import Container, open_container
from packager.readers.epub.mending import Mending
from packager.readers.epub.packager_epub_documents import (
    ReadNote,
    ReadSection,
    read_appendix,
    read_section,
)
from packager.readers.epub.packager_epub_markup import (
    ForeignMarkupError,
    Node,
    Page,
    elements_of,
    name_of,
)
from packager.readers.epub.packager_epub_metadata import completed, metadata_of, read_title_page
from packager.readers.epub.packager_epub_parts import (
    parts_of,
    rejoined,
    relinked,
    without_kobo,
)
from packager.readers.left_out import LeftOut
from packager.sources.source import Source
from packager.words import words_for

_ROOT = "EPUB/"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_TEXT = "text/"
_NAV = "nav.xhtml"
TITLE_PAGE, NOTES, COLOPHON = "titlepage", "notes", "colophon"
_OWN = frozenset({"cover", TITLE_PAGE, NOTES, COLOPHON})
"""Documents packager makes of what it knows; the others are the story's."""

_FRONT = frozenset({Role.FOREWORD, Role.PREFACE, Role.DEDICATION, Role.EPIGRAPH})
"""Stands before the story even where it is all of the story."""

_RENAMED = "section-"
"""What packager puts in front of a section's id that it needs itself."""

_CALLED = "lines packager writes into every book"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """The files of the book.

    Attributes:
        container: Where they are.
        package: The package document.
        spine: Paths of the documents in reading order, from the folder of the package.
        parts: Paths of those that go on with one of them, by its path; they are not in the spine.
        pictures: Path and media type of each picture, by its id.
        cover: Id of the picture that is the cover; empty when there is none.
    """

    container: Container
    package: Node
    spine: tuple[str, ...]
    parts: dict[str, list[str]]
    pictures: dict[str, tuple[str, str]]
    cover: str

    def tree(self, path: str) -> Node:
        """The root of a document.

        Raises:
            ForeignMarkupError: It is missing or no XML.
            SourceError: It is damaged.
        """
        return _tree(self.container, path)

    def body(self, path: str) -> Node:
        """The body of a content document, of all its parts; raises as ``tree`` does."""
        body = self._body(path)
        others = self.parts.get(path, ())
        if not rejoined(body, [self._body(other) for other in others]):
            raise ForeignMarkupError(f"{path} does not go on in the next document")
        if self.parts:
            relinked(body, path, self.parts)
        return body

    def _body(self, path: str) -> Node:
        root = self.tree(path)
        if name_of(root) != "html" or name_of(root[-1]) != "body":
            raise ForeignMarkupError(f"{path} has no body")
        return without_kobo(root[-1])


def book_of(source: Source, report: Report) -> Book:
    """The Book an EPUB was made of.

    Args:
        source: The EPUB, packed or as a folder.
        report: Told of what packager wrote of its own, which is not the story's.

    Raises:
        ForeignMarkupError: It holds what packager does not write.
        ValueError: A value is outside what a Book may hold.
        SourceError: The archive or a file in it is damaged.
        ReadError: The book is encrypted.
    """
    files = _files(open_container(source, Mending(source.name, report)))
    stems = {path: posixpath.basename(path).removesuffix(".xhtml") for path in files.spine}
    story = [path for path in files.spine if path.startswith(_TEXT) and stems[path] not in _OWN]
    base = Page(
        stem="",
        targets={f"{stems[path]}.xhtml": _id(stems[path]) for path in story},
        pictures={f"../{path}": name for name, (path, _) in files.pictures.items()},
    )
    metadata = metadata_of(files.package)
    words = words_for(metadata.language)
    title_page = read_title_page(
        files.body(f"{_TEXT}{TITLE_PAGE}.xhtml"), replace(base, stem=TITLE_PAGE)
    )
    colophon = _lines(files.body(f"{_TEXT}{COLOPHON}.xhtml")[0])
    metadata = completed(metadata, title_page, colophon, files.package)
    read = [
        read_section(files.body(path), replace(base, stem=stems[path]), metadata.title, words)
        for path in story
    ]
    printed = [title_page.text, *colophon]
    if _NAV in files.spine:
        printed += _lines(files.body(_NAV))
    notes, appendix = _notes(files, base, read, printed)
    placed, hosts = _placed(notes, read)
    front, body, back = _grouped(_nested(files.tree(_NAV), read), read, hosts)
    left_out = LeftOut()
    for line in (*printed, *chain.from_iterable(one.printed for one in read)):
        left_out.add(Code.LINE_NOT_PRINTED, _CALLED, line)
    left_out.tell(report, Where(source.name))
    return Book(
        metadata=metadata,
        cover=files.cover,
        front=front,
        body=body,
        back=back,
        notes=placed,
        footnotes=(
            *title_page.footnotes,
            *chain.from_iterable(one.footnotes for one in read),
            *appendix,
        ),
        assets=tuple(_assets(files, base.alts)),
    )


def _lines(node: Node) -> list[str]:
    """The text of the elements within one, a line each."""
    return ["".join(one.itertext()) for one in elements_of(node)]


def _id(stem: str) -> str:
    """The id of a section, by the stem of its document, which may have had to be another name."""
    if not stem.startswith(_RENAMED):
        return stem
    name = stem.removeprefix(_RENAMED)
    return name.removesuffix("-section") if name.endswith("-title-section") else name


# --- the files ----------------------------------------------------------------------------------


def _tree(container: Container, path: str) -> Node:
    found = container.read(_ROOT + path)
    if found is None:
        raise ForeignMarkupError(f"{path} is missing")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(found, parser)
    except etree.XMLSyntaxError as error:
        raise ForeignMarkupError(f"{path} is not well formed") from error


def _files(container: Container) -> _Files:
    package = _tree(container, "content.opf")
    items = {node.get("id", ""): node for node in package.iterfind(f"{_OPF}manifest/{_OPF}item")}
    spine = []
    for place in package.iterfind(f"{_OPF}spine/{_OPF}itemref"):
        item = items.get(place.get("idref", ""))
        if item is None:
            raise ForeignMarkupError("a place of the spine that is no document")
        spine.append(item.get("href", ""))
    pictures: dict[str, tuple[str, str]] = {}
    cover = ""
    for node in items.values():
        href = node.get("href", "")
        if href.startswith("images/"):
            name = posixpath.splitext(posixpath.basename(href))[0]
            pictures[name] = (href, node.get("media-type", ""))
            if "cover-image" in node.get("properties", "").split():
                cover = name
    parts = parts_of(spine)
    later = frozenset(chain.from_iterable(parts.values()))
    return _Files(
        container=container,
        package=package,
        spine=tuple(path for path in spine if path not in later),
        parts=parts,
        pictures=pictures,
        cover=cover,
    )


def _assets(files: _Files, alts: Mapping[str, Sequence[str]]) -> Iterator[Asset]:
    for name, (path, media_type) in files.pictures.items():
        found = files.container.read(_ROOT + path)
        if found is None:
            raise ForeignMarkupError(f"{path} is missing")
        places = alts.get(name, ())
        alt = places[0] if places and all(places) else ""
        yield Asset(id=name, media_type=media_type, data=found, alt=alt)


# --- sections -----------------------------------------------------------------------------------


def _nested(nav: Node, read: Sequence[ReadSection]) -> tuple[Section, ...]:
    """The sections within each other, as the table of contents has them.

    Raises:
        ForeignMarkupError: It lists others than there are, or in another order.
    """
    toc = nav.find(f".//{_XHTML}nav[@{_TYPE}='toc']/{_XHTML}ol")
    listed = [] if toc is None else list(_entries(toc, 0))
    if [href for href, _ in listed] != [f"{_TEXT}{one.stem}.xhtml" for one in read]:
        raise ForeignMarkupError("a table of contents of other documents")
    found: list[list[Section]] = [[]]
    for one, (_, depth) in zip(reversed(read), reversed(listed), strict=True):
        # From last to first, the sections deeper than one that stand behind it are within it.
        found += ([] for _ in range(depth + 2 - len(found)))
        inner = found[depth + 1]
        found[depth + 1] = []
        found[depth].append(_section(one, tuple(reversed(inner))))
    return tuple(reversed(found[0]))


def _entries(rows: Node, depth: int) -> Iterator[tuple[str, int]]:
    for row in rows:
        link, *deeper = row
        href = link.get("href", "")
        if posixpath.basename(href) != f"{NOTES}.xhtml":
            yield href, depth
        for inner in deeper:
            yield from _entries(inner, depth + 1)


def _section(one: ReadSection, children: tuple[Section, ...]) -> Section:
    return Section(
        id=_id(one.stem),
        role=one.role,
        number=one.number,
        title=one.title,
        blocks=one.blocks,
        children=children,
        published=one.published,
    )


def _grouped(
    outer: tuple[Section, ...], read: Sequence[ReadSection], hosts: AbstractSet[str]
) -> tuple[tuple[Section, ...], tuple[Section, ...], tuple[Section, ...]]:
    """The sections before the story, of it, and behind it, as their documents say they are.

    Args:
        outer: The outermost sections.
        read: All of them, in the same order.
        hosts: Ids of those with a note about the whole work, which stands in the first or the last
            document of the story itself.
    """
    matters = {_id(one.stem): one.matter for one in read}

    def all_of(section: Section, matter: str) -> bool:
        names = [inner.id for inner in sections(Book(body=(section,)))]
        return all(matters[name] == matter for name in names) and hosts.isdisjoint(names)

    first, last = 0, len(outer)
    while first < last and all_of(outer[first], "frontmatter"):
        first += 1
    while last > first and all_of(outer[last - 1], "backmatter"):
        last -= 1
    if first == last:  # a book is never without a story, though it be a dedication
        before = first and outer[first - 1].role in _FRONT and not outer[first - 1].children
        first, last = (first - 1, last) if before or last == len(outer) else (first, last + 1)
    return outer[:first], outer[first:last], outer[last:]


# --- notes --------------------------------------------------------------------------------------


def _notes(
    files: _Files, base: Page, read: Sequence[ReadSection], printed: list[str]
) -> tuple[tuple[ReadNote, ...], tuple[Footnote, ...]]:
    """The author's notes, from the appendix or where they stand, and the appendix's footnotes."""
    if f"{_TEXT}{NOTES}.xhtml" in files.spine:
        body = files.body(f"{_TEXT}{NOTES}.xhtml")
        return read_appendix(body, replace(base, stem=NOTES), printed)
    return tuple(note for one in read for note in one.notes), ()


def _placed(
    notes: Sequence[ReadNote], read: Sequence[ReadSection]
) -> tuple[tuple[AuthorNote, ...], AbstractSet[str]]:
    """The notes where their marks are, and the ids of the sections with one about the whole work.

    The summary of a chapter stands before its notes; where it does not, they are about the whole
    work, whose notes may have the same heading.
    """
    marks = {(one.stem, name): place for one in read for name, place in one.marks.items()}
    placed: list[AuthorNote] = []
    hosts: set[str] = set()
    for (host, position), group in groupby(
        notes, key=lambda note: (note.host, marks.get((note.host, note.reference), note.position))
    ):
        mine = list(group)
        own = [note.kind != "summary" for note in mine if not note.of_work]
        for note in mine:
            of_work = note.of_work or own != sorted(own)
            placed.append(
                AuthorNote(
                    section="" if of_work else _id(host),
                    position=position or "after",
                    blocks=note.blocks,
                    kind=note.kind,
                )
            )
            hosts |= {_id(host)} if of_work else set()
    return tuple(placed), hosts
