"""The metadata of the package document, statement by statement, in the order they are written.

EPUB 3.3, section 5.5: https://www.w3.org/TR/epub-33/#sec-pkg-metadata
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from packager.diagnostics import Code
from packager.errors import PackagerError
from packager.publication.publication import Collection, Contributor, PackageMetadata

IDENTIFIER_ID = "pub-id"

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""What a book says that conforms, to the letter (EPUB Accessibility 1.1, section 5.2).

https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One element of the metadata.

    Attributes:
        name: ``meta``, or the name of a Dublin Core element with the prefix ``dc:``.
        text: What it says; empty for the metas of EPUB 2, which speak in attributes.
        attributes: In the order they are written.
    """

    name: str
    text: str
    attributes: dict[str, str]


def statements(metadata: PackageMetadata, cover: str) -> Iterator[Statement]:
    """Everything the package document says about the book; what is not known is not said.

    Refinements follow what they refine, for readers that read from top to bottom.

    Args:
        metadata: What is known.
        cover: The manifest id of the cover image, empty when there is none.

    Raises:
        PackagerError: The moment of the last change has no time zone, a bug of the caller.
    """
    yield Statement("dc:identifier", metadata.identifier, {"id": IDENTIFIER_ID})
    yield from _titles(metadata)
    yield Statement("dc:language", metadata.language, {})
    for number, creator in enumerate(metadata.creators, 1):
        yield from _person("creator", number, creator)
    for number, contributor in enumerate(metadata.contributors, 1):
        yield from _person("contributor", number, contributor)
    yield from _known("dc:publisher", metadata.publisher)
    if metadata.published:
        yield Statement("dc:date", metadata.published.isoformat(), {})
    yield _property("dcterms:modified", _modified(metadata))
    yield from _known("dc:description", metadata.description)
    for subject in metadata.subjects:
        yield from _known("dc:subject", subject)
    yield from _known("dc:source", metadata.source)
    yield from _known("dc:rights", metadata.rights)
    if metadata.collection:
        yield from _collection(metadata.collection)
    yield from _schema(metadata)
    yield from _epub2(metadata, cover)


def _titles(metadata: PackageMetadata) -> Iterator[Statement]:
    yield Statement("dc:title", metadata.title, {"id": "title"})
    yield _refinement("title", "title-type", "main")
    yield _refinement("title", "file-as", metadata.title_file_as or metadata.title)
    if metadata.subtitle:
        yield Statement("dc:title", metadata.subtitle, {"id": "subtitle"})
        yield _refinement("subtitle", "title-type", "subtitle")


def _person(element: str, number: int, person: Contributor) -> Iterator[Statement]:
    own = f"{element}-{number}"
    yield Statement(f"dc:{element}", person.name, {"id": own})
    yield Statement(
        "meta", person.role, {"refines": f"#{own}", "property": "role", "scheme": "marc:relators"}
    )
    yield _refinement(own, "file-as", person.file_as or person.name)


def _modified(metadata: PackageMetadata) -> str:
    if metadata.modified.utcoffset() is None:
        # Read as local time, it would write another moment on another machine.
        raise PackagerError(Code.BUG, "the moment of the last change has no time zone")
    moment = metadata.modified.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return f"{moment.isoformat()}Z"  # strftime writes years before 1000 without their zeros


def _collection(collection: Collection) -> Iterator[Statement]:
    yield Statement(
        "meta", collection.name, {"property": "belongs-to-collection", "id": "collection-1"}
    )
    yield _refinement("collection-1", "collection-type", "series")
    if collection.position:
        yield _refinement("collection-1", "group-position", collection.position)


def _schema(metadata: PackageMetadata) -> Iterator[Statement]:
    """Accessibility metadata (EPUB Accessibility 1.1, section 2), length, state, rating."""
    offered = metadata.accessibility
    for mode in offered.modes:
        yield _property("schema:accessMode", mode)
    for modes in offered.sufficient:
        yield _property("schema:accessModeSufficient", modes)
    for feature in offered.features:
        yield _property("schema:accessibilityFeature", feature)
    for hazard in offered.hazards:
        yield _property("schema:accessibilityHazard", hazard)
    if offered.summary:
        # It is English in every book, and said so where the book is not.
        named = {"property": "schema:accessibilitySummary"}
        english = metadata.language.partition("-")[0] == "en"
        yield Statement("meta", offered.summary, named | ({} if english else {_XML_LANG: "en"}))
    if offered.certified_by:
        yield Statement("meta", CONFORMS, {"property": "dcterms:conformsTo", "id": "conformance"})
        yield _refinement("conformance", "a11y:certifiedBy", offered.certified_by)
    yield _property("schema:wordCount", str(metadata.word_count))
    if metadata.status:
        yield _property("schema:creativeWorkStatus", metadata.status)
    if metadata.rating:
        yield _property("schema:contentRating", metadata.rating)


def _epub2(metadata: PackageMetadata, cover: str) -> Iterator[Statement]:
    """What readers older than EPUB 3 look for; the Nook wants ``name`` before ``content``.

    Kindle asks the package, not the style sheet, which way lines run.
    """
    collection = metadata.collection
    if metadata.vertical:
        yield Statement("meta", "", {"name": "primary-writing-mode", "content": "vertical-rl"})
    if cover:
        yield Statement("meta", "", {"name": "cover", "content": cover})
    if collection:
        yield Statement("meta", "", {"name": "calibre:series", "content": collection.name})
        if collection.position:
            position = {"name": "calibre:series_index", "content": collection.position}
            yield Statement("meta", "", position)


def _known(name: str, text: str) -> Iterator[Statement]:
    if text:
        yield Statement(name, text, {})


def _property(name: str, text: str) -> Statement:
    return Statement("meta", text, {"property": name})


def _refinement(target: str, name: str, text: str) -> Statement:
    return Statement("meta", text, {"refines": f"#{target}", "property": name})
