"""The EPUB writer.

It stands on ebooklib, which keeps the manifest, the spine and the guide; documents reach the file
as the bytes they are. What ebooklib 0.20 would write wrongly is overridden in ``_Package``, which
touches private methods, so the version is pinned.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_STORED

from ebooklib.epub import EpubBook, EpubItem, EpubNcx, EpubWriter
from lxml import etree

from packager.diagnostics import Code, Report
from packager.errors import PackagerError
from packager.profile import profile
from packager.publication.publication import (
    ContentDocument,
    PackageMetadata,
    Publication,
    Resource,
    Stylesheet,
)
from packager.writers.artifact import Writer
from packager.writers.epub.container import Container
from packager.writers.epub.fitting import fit
from packager.writers.epub.metadata import IDENTIFIER_ID, statements
from packager.writers.epub.navigation import (
    NAV_HREF,
    NCX_HREF,
    landmark_href,
    nav_body,
    ncx,
    reachable,
)
from packager.writers.epub.send_to_kindle import preflight
from packager.writers.epub.xhtml import content_document, require_well_formed

MEDIA_TYPE = "application/epub+zip"

_STYLESHEET_HREF = "css/story.css"
_CHARSET = '@charset "utf-8";\n'
_XHTML = "application/xhtml+xml"
_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Item(EpubItem):
    """An item of finished bytes.

    ``EpubHtml`` is never used: it reads its content with an HTML 4 parser and writes it again,
    which drops leading text and body attributes, puts spaces between inline elements and lowers
    the case of SVG attributes. Every id is the file's name, every media type is given: ebooklib
    would take one from the tables of the machine.
    """

    def __init__(
        self, href: str, media_type: str, content: bytes, *, properties: Sequence[str] = ()
    ) -> None:
        super().__init__(posixpath.basename(href), href, media_type, content)
        self.properties = list(properties)


class _Package(EpubWriter):
    """Writes a book into a container in memory, so that no failure leaves half a file on disk."""

    def __init__(self, out: Container, book: EpubBook, publication: Publication) -> None:
        super().__init__("", book)
        self.out = out
        self._publication = publication

    def write(self) -> None:
        """Write everything; the media type first and stored, where ``file`` looks for it."""
        self.out.writestr("mimetype", MEDIA_TYPE, compress_type=ZIP_STORED)
        self._write_container()
        self._write_opf()
        self._write_items()

    def _write_opf_metadata(self, root: etree._Element) -> None:
        # ebooklib groups elements by name, far from what refines them, swallows what it can't
        # write, and stamps local time as UTC.
        metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DC})
        for statement in statements(self._publication.metadata, _cover_id(self._publication)):
            name = statement.name.replace("dc:", f"{{{_DC}}}")
            element = etree.SubElement(metadata, name, statement.attributes)
            element.text = statement.text or None

    def _write_opf_file(self, root: etree._Element) -> None:
        # ebooklib declares a prefix that EPUB 3 reserves, and no language.
        metadata = self._publication.metadata
        root.attrib.pop("prefix")
        root.set(_XML_LANG, metadata.language)
        root.set("dir", metadata.direction)
        super()._write_opf_file(root)

    def _get_ncx(self) -> bytes:
        # ebooklib's has no order, depth, language or author, and fails on entries without an id.
        content = ncx(self._publication.metadata, self._publication.nav.entries)
        require_well_formed(content, NCX_HREF)
        return content


def write(publication: Publication, report: Report) -> bytes:
    """The publication as an EPUB 3.3 file, made to its profile.

    Args:
        publication: What to write; its fonts and the stylesheets for paper are left out.
        report: Told of CSS that was left out, and of what Send to Kindle would refuse.

    Returns:
        The file's bytes, which depend on the publication and on zlib alone.

    Raises:
        PackagerError: The publication can't be written as a valid EPUB; whoever made it has a bug.
    """
    fitted = fit(publication, report)
    data = pack(fitted)
    if profile(publication.profile).send_to_kindle:
        preflight(fitted, len(data), report)
    return data


def pack(publication: Publication) -> bytes:
    """A publication that was made to its profile, as an EPUB 3.3 file.

    Raises:
        PackagerError: The publication can't be written as a valid EPUB; whoever made it has a bug.
    """
    try:
        return _packed(publication)
    except ValueError as error:  # a control character, a lone surrogate, a lost document
        raise PackagerError(Code.BUG, f"no EPUB can hold this publication: {error}") from error


WRITER = Writer(name="epub", suffix=".epub", media_type=MEDIA_TYPE, write=write)


def _packed(publication: Publication) -> bytes:
    items = _items(publication)
    _require_distinct(items)
    book = EpubBook()
    book.metadata.clear()  # a random identifier and the name of the library
    book.IDENTIFIER_ID = IDENTIFIER_ID
    if publication.metadata.direction == "rtl" or publication.metadata.vertical:
        book.direction = "rtl"  # page progression; left to right needs no word
    for item in items:
        book.add_item(item)
    book.spine = _spine(publication, items)
    book.guide = [
        {"type": mark.guide, "title": mark.title, "href": landmark_href(mark)}
        for mark in reachable(publication.landmarks, publication.nav)
        if mark.guide
    ]
    file = BytesIO()
    with Container(file) as out:
        _Package(out, book, publication).write()
    return file.getvalue()


def _items(publication: Publication) -> list[EpubItem]:
    """Everything the manifest lists, in its order, which is the order of the file."""
    return [
        _navigation(publication),
        EpubNcx(uid=NCX_HREF, file_name=NCX_HREF),
        _Item(_STYLESHEET_HREF, "text/css", _css(publication.stylesheets).encode()),
        *(_resource(resource, publication.cover) for resource in publication.resources),
        *(_document(document, publication.metadata) for document in publication.spine),
    ]


def _navigation(publication: Publication) -> _Item:
    nav, metadata = publication.nav, publication.metadata
    content = content_document(
        nav_body(nav, reachable(publication.landmarks, nav)),
        href=NAV_HREF,
        title=nav.title,
        matter="frontmatter",
        stylesheet=_STYLESHEET_HREF,
        metadata=metadata,
    )
    require_well_formed(content, NAV_HREF)
    return _Item(NAV_HREF, _XHTML, content, properties=("nav",))


def _document(document: ContentDocument, metadata: PackageMetadata) -> _Item:
    content = content_document(
        document.body,
        href=document.href,
        title=document.title,
        matter=document.matter,
        stylesheet=_STYLESHEET_HREF,
        metadata=metadata,
    )
    require_well_formed(content, document.href)
    item = _Item(document.href, _XHTML, content, properties=document.properties)
    item.is_linear = document.linear
    return item


def _resource(resource: Resource, cover: str) -> _Item:
    properties = ("cover-image",) if resource.id == cover else ()
    return _Item(resource.href, resource.media_type, resource.data, properties=properties)


def _css(stylesheets: tuple[Stylesheet, ...]) -> str:
    """One stylesheet, in the order of the theme's; ``@charset`` counts on the first line only."""
    sheets = (sheet.css for sheet in stylesheets if sheet.media != "print")
    return _CHARSET + "\n".join(css.removeprefix(_CHARSET) for css in sheets)


def _spine(publication: Publication, items: list[EpubItem]) -> list[EpubItem]:
    """The reading order; a contents page that readers meet stands behind ``nav.after``."""
    hrefs = [document.href for document in publication.spine]
    if publication.nav.in_spine:
        hrefs.insert(hrefs.index(publication.nav.after) + 1, NAV_HREF)
    by_href = {item.file_name: item for item in items}
    return [by_href[href] for href in hrefs]


def _cover_id(publication: Publication) -> str:
    """The manifest id of the cover image, empty when there is none."""
    covers = (found for found in publication.resources if found.id == publication.cover)
    return next((posixpath.basename(cover.href) for cover in covers), "")


def _require_distinct(items: list[EpubItem]) -> None:
    """Two items of one name would be one file; ebooklib writes both.

    Raises:
        PackagerError: Two items have one name, however it is cased.
    """
    names = Counter(item.id.casefold() for item in items)
    twice = sorted(name for name, count in names.items() if count > 1)
    if twice:
        raise PackagerError(Code.BUG, f"two files of the publication are named {twice[0]}")
