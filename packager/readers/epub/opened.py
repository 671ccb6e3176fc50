"""An EPUB opened: its package, its table of contents, and its documents as trees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError, SourceError
from packager.readers.epub.container import Container, open_container
from packager.readers.epub.document import Document, read_documents
from packager.readers.epub.mending import Mending
from packager.readers.epub.metadata import named_meta
from packager.readers.epub.navigation import Navigation, read_navigation
from packager.readers.epub.package import Package, read_package
from packager.readers.markup.tree import visible_text
from packager.sources.source import Source, UnsafePath

_APPLE = "meta-inf/com.apple.ibooks.display-options.xml"
_FEW_WORDS = 6
"""Words a page of a comic may have: its number, a credit."""

_MIN_PAGES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An EPUB opened.

    Attributes:
        name: Name of the source, for messages.
        container: Its files.
        package: What it says of itself.
        navigation: Its table of contents.
        documents: Its content documents, in the order of the spine.
        mending: What had to be mended.
    """

    name: str
    container: Container
    package: Package
    navigation: Navigation
    documents: tuple[Document, ...]
    mending: Mending

    def source(self) -> Source:
        """The files of the container as a source, found by whatever path a document names."""

        def neighbour(path: str) -> bytes | None:
            exact = path if path in self.container.exact else self.container.find(path)
            try:
                return self.container.read(exact) if exact else None
            except SourceError as error:
                raise UnsafePath(error.message) from error

        return Source(name=self.name, data=b"", neighbour=neighbour)


def open_epub(source: Source, report: Report) -> Opened:
    """An EPUB, opened.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: It is encrypted, its pages are laid out, or it holds no document.
    """
    mending = Mending(source.name, report)
    container = open_container(source, mending)
    package = read_package(container)
    _refuse_pages(container, package)
    navigation = read_navigation(container, package)
    documents = tuple(read_documents(container, package.spine, report))
    if not documents:
        _refuse_pictures(container, package)
        raise ReadError(
            Code.NO_STORY,
            "the EPUB holds no document of text",
            where=Where(source.name),
            hint="is it whole? an EPUB reader or calibre's editor shows what is in it",
        )
    _refuse_comic(container, documents)
    return Opened(
        name=source.name,
        container=container,
        package=package,
        navigation=navigation,
        documents=documents,
        mending=mending,
    )


def visible(source: Source) -> str:
    """The words of every document a reader of the EPUB would see, in the order of its spine."""
    report = Report()
    container = open_container(source, Mending(source.name, report))
    package = read_package(container)
    return "\n".join(
        visible_text(document.body) for document in read_documents(container, package.spine, report)
    )


def _refuse_pages(container: Container, package: Package) -> None:
    """Refuse a book whose pages are laid out: pictures of pages, whose text no paper can flow.

    EPUB 3.3, section 8.2.2: https://www.w3.org/TR/epub-33/#sec-rendition-layout

    Raises:
        ReadError: It is one.
    """
    if is_laid_out(container, package):
        raise _fixed(container, "its pages are laid out (fixed layout)")


def is_laid_out(container: Container, package: Package) -> bool:
    """Whether the pages of a book are laid out, and hardly any of them flows."""
    fixed = [place for place in package.spine if "rendition:layout-pre-paginated" in
             place.properties]  # fmt: skip
    said = (
        named_meta(package, "rendition:layout").lower() == "pre-paginated"
        or named_meta(package, "fixed-layout").lower() == "true"
        or named_meta(package, "book-type").lower() == "comic"
        or len(fixed) * 2 > max(len(package.spine), 1)
        or _apple_says(container)
    )
    flowing = [place for place in package.spine if "rendition:layout-reflowable" in
               place.properties]  # fmt: skip
    return said and len(flowing) * 2 <= len(package.spine)


def _apple_says(container: Container) -> bool:
    path = next((name for name in container.names if name.lower() == _APPLE), "")
    if not path:
        return False
    return any(
        option.get("name").lower() == "fixed-layout" and option.text.lower() == "true"
        for option in container.xml(path).iter("option")
    )


def _refuse_pictures(container: Container, package: Package) -> None:
    if package.spine and all(place.item.media_type.startswith("image/") for place in package.spine):
        raise _fixed(container, "its pages are pictures")


def _refuse_comic(container: Container, documents: Sequence[Document]) -> None:
    """Refuse a book that shows a picture a page and hardly a word.

    Raises:
        ReadError: It is one.
    """
    if len(documents) < _MIN_PAGES:
        return
    pages = words = 0
    for document in documents:
        count = len(document.body.text().split())
        words += count
        pages += count <= _FEW_WORDS and document.body.css_first("img, image") is not None
    if pages * 10 >= len(documents) * 9 and words <= _FEW_WORDS * len(documents):
        raise _fixed(container, "its pages are pictures")


def _fixed(container: Container, message: str) -> ReadError:
    return ReadError(
        Code.FORMAT_REFUSED,
        f"{message}, and there is no text to set anew",
        where=Where(container.name),
        hint="packager sets stories in type; for comics and picture books keep this file as it is",
    )
