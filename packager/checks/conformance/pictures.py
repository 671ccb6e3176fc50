"""Pictures: whether they are what the manifest says, and what every reading system can show.

EPUB 3.3, section 3.2: https://www.w3.org/TR/epub-33/#sec-core-media-types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from packager.checks.conformance.addresses import resolved
from packager.checks.conformance.epub_file import Document, EpubFile, Item
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import names
from packager.checks.conformance.picture_header import picture_header
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

CORE_PICTURES = names("image/gif image/jpeg image/png image/svg+xml image/webp")
"""Media types of pictures that every reading system shows."""

_ALIASES = {"image/jpg": "image/jpeg"}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "image/gif": (".gif",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
_KNOWN = tuple(suffix for suffixes in _SUFFIXES.values() for suffix in suffixes)
_PLAIN = frozenset(_SUFFIXES)
_IMG = "{http://www.w3.org/1999/xhtml}img"
_COVER_LEAST = 1000
_COVER_MOST = 2560
_COVER_PIXELS = 4_100_000


def picture_rules(book: EpubFile, profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the pictures of a book."""
    for item in book.by_path.values():
        if item.media_type.startswith("image/"):
            data = book.read(item.path)
            if data is not None:
                yield from picture_findings(data, item.media_type, item.path)
                if "cover-image" in item.properties and profile != "small":
                    yield from cover_findings(data, item.path)
    for item, document in book.content_documents():
        yield from alternative_findings(document.root, item.path)
        yield from _foreign(book, document, item.path)


def _foreign(book: EpubFile, document: Document, path: str) -> Iterator[Finding]:
    """Pictures of a kind that not every reading system shows, with nothing to show instead."""
    for image in document.root.iter(_IMG):
        item = book.by_path.get(resolved(image.get("src", ""), path).path)
        if item is not None and is_foreign(item, book.manifest):
            message = f"{item.path} is {item.media_type}, which not every reading system shows"
            line = image.sourceline or 0
            yield Finding(rule=Rule.PICTURE_FOREIGN, message=message, path=path, line=line)


def is_foreign(item: Item, manifest: Mapping[str, Item]) -> bool:
    """Whether neither a picture nor any of its fallbacks is of a core media type."""
    passed: set[str] = set()
    chain: Item | None = item
    while chain is not None and chain.id not in passed:
        if _ALIASES.get(chain.media_type, chain.media_type) in CORE_PICTURES:
            return False
        passed.add(chain.id)
        chain = manifest.get(chain.fallback)
    return item.media_type.startswith("image/")


def picture_findings(data: bytes, media_type: str, path: str) -> Iterator[Finding]:
    """What is wrong with a picture in pixels.

    Only kinds that EPUBCheck opens can be wrong; of WebP and others the header is not asked.

    Args:
        data: Its bytes.
        media_type: As the manifest has it.
        path: Where it is in the book.
    """
    declared = _ALIASES.get(media_type, media_type)
    if declared not in _PLAIN:
        return
    header = picture_header(data)
    if header is None:
        yield _finding(Rule.PICTURE_UNREADABLE, "the file is no picture, or a damaged one", path)
        return
    if header.media_type != declared:
        message = f"the picture is {header.media_type}, and the manifest says {media_type}"
        yield _finding(Rule.PICTURE_OTHER_TYPE, message, path)
    elif not header.whole or not header.width or not header.height:
        yield _finding(Rule.PICTURE_UNREADABLE, "the picture is damaged: its header breaks", path)
    yield from _name(header.media_type, path)


def _name(media_type: str, path: str) -> Iterator[Finding]:
    """Readers that go by names, EPUBCheck among them, open a picture by the end of its name."""
    end = path.lower()
    if end.endswith(_SUFFIXES.get(media_type, _KNOWN)):
        return
    if end.endswith(_KNOWN):
        yield _finding(Rule.PICTURE_MISNAMED, f"the picture is {media_type}, not so its name", path)
    else:
        message = f"the name does not say that the picture is {media_type}"
        yield _finding(Rule.PICTURE_UNREADABLE, message, path)


def cover_findings(data: bytes, path: str) -> Iterator[Finding]:
    """What is wrong with the size of a cover, in pixels.

    Args:
        data: Its bytes.
        path: Where it is in the book.
    """
    header = picture_header(data)
    if header is None or not header.width or not header.height:
        return
    size = f"{header.width} × {header.height}"
    if max(header.width, header.height) < _COVER_LEAST:
        message = f"the cover is {size}, too small to be sharp"
        yield _finding(Rule.COVER_UNSUITED, message, path)
    elif header.height > _COVER_MOST or header.width * header.height > _COVER_PIXELS:
        message = f"the cover is {size}, larger than any screen needs"
        yield _finding(Rule.COVER_UNSUITED, message, path)


def alternative_findings(root: etree._Element, path: str) -> Iterator[Finding]:
    """Pictures of a document that say nothing to someone who can't see them.

    Args:
        root: The root element of the document.
        path: Where the document is in the book.
    """
    for image in root.iter(_IMG):
        if image.get("alt") is not None or image.get("role") in ("none", "presentation"):
            continue
        if not any(image.get(name) for name in ("aria-label", "aria-labelledby", "title")):
            yield Finding(
                rule=Rule.ALT_MISSING,
                message=f"{image.get('src', 'a picture')[:80]} has no alternative text",
                path=path,
                line=image.sourceline or 0,
                hint='an ornament has alt=""',
            )


def _finding(rule: Rule, message: str, path: str) -> Finding:
    return Finding(rule=rule, message=message, path=path)
