"""The types of a Publication: what every writer gets, and all it gets.

The words are those of EPUB 3.3 (https://www.w3.org/TR/epub-33/): content document, spine,
navigation, landmarks, resource. A PDF is set from the same value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from packager.paper import Paper

Matter = Literal["cover", "frontmatter", "bodymatter", "backmatter"]
Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentDocument:
    """One document of the spine.

    Attributes:
        href: Path within the publication: ``text/chapter-001.xhtml``. The file's stem is also the
            id of the section element that holds the whole document, so that a link to the document
            can become a link to the section when documents are joined.
        title: What the title element says; never empty.
        matter: The part of the book it belongs to; the ``epub:type`` of the body.
        body: Well-formed XHTML, what stands within the body element, in the XHTML namespace with
            the prefix ``epub`` for the OPS namespace. Its links to other documents are relative to
            ``href``. Ids are unique in the whole publication.
        linear: Whether it is part of the reading order.
        properties: Manifest properties that follow from the content: ``svg``, ``mathml``.
    """

    href: str
    title: str
    matter: Matter
    body: str
    linear: bool = True
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """A line of the table of contents; ``href`` is relative to the publication's root."""

    title: str
    href: str
    children: tuple[NavEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """The table of contents.

    Attributes:
        title: Its heading, in the language of the book.
        landmarks_title: The heading of the landmarks, which nobody sees.
        entries: Its lines, in spine order.
        in_spine: Whether readers meet it as a page (books with two or more chapters); the spine
            position is behind the title page, ``after``.
        after: The href of the document it follows in the spine.
    """

    title: str
    landmarks_title: str
    entries: tuple[NavEntry, ...]
    in_spine: bool
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place reading systems offer a key for.

    Attributes:
        type: One value of the structural semantics vocabulary: ``cover``, ``toc``, ``bodymatter``.
        title: Its label, in the language of the book.
        href: Relative to the publication's root; empty for the navigation document itself.
        guide: The matching type of an EPUB 2 guide reference; empty when there is none.
    """

    type: str
    title: str
    href: str
    guide: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file that documents use: a picture.

    Attributes:
        id: Unique in the publication.
        href: Path within the publication: ``images/cover.jpg``.
        media_type: By its bytes, never by its name.
        data: The bytes.
    """

    id: str
    href: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylesheet:
    """A stylesheet and the media it is for: every artifact, reading systems, or paper."""

    media: Literal["all", "epub", "print"]
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Someone with a name, a name to sort by, and a MARC relator code."""

    name: str
    file_as: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A series: its name and the place in it, as text, empty when it is not known."""

    name: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """EPUB Accessibility 1.1 metadata, computed from the content, never claimed.

    https://www.w3.org/TR/epub-a11y-11/#sec-disc-package

    Attributes:
        modes: Senses the content speaks to: ``textual``, ``visual``.
        sufficient: Modes that each are enough to have all of it.
        features: What helps in reading it.
        hazards: What may harm a reader; ``none``.
        summary: The same in a sentence.
        certified_by: Who says that the book conforms to the standard; only then it is claimed.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    certified_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageMetadata:
    """What a package document or a PDF says about the book, in plain strings.

    Attributes:
        identifier: A URI.
        title: As printed; never empty.
        title_file_as: As sorted.
        subtitle: Empty when there is none.
        creators: In printed order; empty when nobody is known.
        contributors: Others, the producer among them.
        language: A BCP 47 tag.
        direction: Base direction of the text.
        description: Plain text, paragraphs separated by a blank line.
        collection: The series.
        subjects: Tags, worlds, people, warnings, each once.
        publisher: Empty when not known.
        rights: Empty when not known.
        source: Address on the web, empty when not known.
        published: Day of first publication.
        modified: Moment of the last change, with a time zone.
        word_count: Words of the body.
        accessibility: What the content offers.
        vertical: Whether lines run from top to bottom, the first at the right; pages then turn from
            right to left.
        status: How far the story has come, empty when not known.
        rating: For whom it is, in the site's words; empty when not known.
    """

    identifier: str
    title: str
    title_file_as: str
    subtitle: str
    creators: tuple[Contributor, ...]
    contributors: tuple[Contributor, ...]
    language: str
    direction: Direction
    description: str
    collection: Collection | None
    subjects: tuple[str, ...]
    publisher: str
    rights: str
    source: str
    published: date | None
    modified: datetime
    word_count: int
    accessibility: Accessibility
    vertical: bool = False
    status: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A book set as documents, before anyone packs it.

    Attributes:
        metadata: What it says about itself.
        spine: The documents in reading order, without the navigation document.
        nav: The table of contents.
        landmarks: The places reading systems offer.
        stylesheets: The theme, by media.
        resources: The pictures.
        cover: The id of the resource that is the cover; empty when there is none.
        fonts: Folders of font files the theme needs, as absolute paths; only a writer that lays
            text out opens them.
        paper: The page a PDF is made for.
        profile: Name of the profile of the reading systems it is for.
    """

    metadata: PackageMetadata
    spine: tuple[ContentDocument, ...]
    nav: Navigation
    landmarks: tuple[Landmark, ...]
    stylesheets: tuple[Stylesheet, ...]
    resources: tuple[Resource, ...]
    cover: str
    fonts: tuple[str, ...]
    paper: Paper = Paper()
    profile: str = "generic"
