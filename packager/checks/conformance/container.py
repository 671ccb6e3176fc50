"""The container of a book: its ZIP file, the names in it, and ``META-INF``.

EPUB 3.3, section 4: https://www.w3.org/TR/epub-33/#sec-ocf.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from lxml import etree

from packager.checks.conformance.addresses import resolved
from packager.checks.conformance.epub_file import (
    CONTAINER,
    ENCRYPTION,
    OPF,
    PACKAGE_TYPE,
    EpubFile,
    rootfiles,
)
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_TYPE = b"application/epub+zip"
_META_INF = "META-INF/"
_META_FILES = tuple(
    f"{_META_INF}{name}.xml" for name in ("container", "encryption", "signatures", "metadata")
)
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_SHOWN = 60


def container_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the container."""
    if book.archive.damage:
        yield Finding(rule=Rule.NOT_A_ZIP, message=book.archive.damage)
        return
    yield from _unreadable(book)
    yield from _mimetype(book)
    yield from _names(book)
    yield from _meta_inf(book)
    yield from _listed(book)


def _unreadable(book: EpubFile) -> Iterator[Finding]:
    for entry in book.archive.entries:
        if entry.encrypted:
            message = "the file is encrypted by the ZIP itself"
        elif entry.name in book.archive.compression:
            message = "the file is compressed otherwise than by Deflate"
        elif not entry.is_folder and book.read(entry.name) is None:
            message = "the file is damaged"
        else:
            continue
        yield Finding(rule=Rule.NOT_A_ZIP, message=message, path=entry.name)


def _mimetype(book: EpubFile) -> Iterator[Finding]:
    first = book.archive.entries[0] if book.archive.entries else None
    if first is None or first.name != "mimetype":
        message = "the first file of the archive is not mimetype"
    elif not first.stored:
        message = "mimetype is compressed"
    elif first.extra:
        message = f"mimetype has an extra field of {len(first.extra)} bytes"
    elif book.read("mimetype") != _TYPE:
        message = "mimetype says something else than application/epub+zip"
    else:
        return
    yield Finding(rule=Rule.MIMETYPE, message=message, path="mimetype" if first else "")


@cache
def _forbidden() -> re.Pattern[str]:
    """Characters no file name may have: section 4.2.2 of EPUB 3.3, in the order it lists them."""
    outside_bmp = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _planes())
    return re.compile(
        '["*:<>?\\\\|\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
        f"\U000e0001\U000f0000-\U000fffff\U00100000-\U0010ffff{outside_bmp}]"
    )


def _planes() -> range:
    return range(0x10000, 0x100000, 0x10000)


def _names(book: EpubFile) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for entry in book.archive.entries:
        name = entry.name
        if not entry.utf_8:
            message = "the name of the file is not UTF-8"
            yield Finding(rule=Rule.NAME_NOT_UTF_8, message=message, path=name)
            continue
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if key in seen:
            message = f"the name is that of another file: {seen[key]}"
            yield Finding(rule=Rule.NAME_TWICE, message=message, path=name)
        seen.setdefault(key, name)
        if not entry.is_folder:
            yield from _name(name)


def _name(name: str) -> Iterator[Finding]:
    found = "".join(dict.fromkeys(_forbidden().findall(name)))
    if found:
        shown = ", ".join(f"U+{ord(sign):04X}" for sign in found[:_SHOWN])
        message = f"the name has characters that are not allowed: {shown}"
        yield Finding(rule=Rule.NAME_FORBIDDEN, message=message, path=name)
    if name.endswith("."):
        message = "the name ends with a full stop"
        yield Finding(rule=Rule.NAME_FORBIDDEN, message=message, path=name)
    if any(sign.isspace() for sign in name):
        message = "the name has a space"
        hint = "old reading systems lose such files"
        yield Finding(rule=Rule.NAME_SPACED, message=message, path=name, hint=hint)


def _meta_inf(book: EpubFile) -> Iterator[Finding]:
    if CONTAINER not in book.archive:
        message = f"the book has no {CONTAINER}"
        yield Finding(rule=Rule.CONTAINER_BROKEN, message=message)
        return
    for path in _META_FILES:
        error = book.parse_error(path)
        if error is not None:
            yield Finding(
                rule=Rule.CONTAINER_BROKEN,
                message=error.message,
                path=path,
                line=error.line,
                column=error.column,
            )
    encryption = book.tree(ENCRYPTION)
    if encryption is not None and encryption.find("*") is None:
        message = "it names nothing that is encrypted"
        yield Finding(rule=Rule.CONTAINER_BROKEN, message=message, path=ENCRYPTION)
    yield from _container(book)


def _container(book: EpubFile) -> Iterator[Finding]:
    root = book.tree(CONTAINER)
    if root is None:
        return
    message = ""
    if root.tag != f"{_OCF}container":
        message = "its root is not the element container of OCF"
    elif root.get("version") != "1.0":
        message = "its version is not 1.0"
    elif not any(path for path in rootfiles(book)):
        message = "it names no package document"
    else:
        message = next(_inside(root), "")
    if message:
        yield Finding(rule=Rule.CONTAINER_BROKEN, message=message, path=CONTAINER)


def _inside(root: etree._Element) -> Iterator[str]:
    for child in root.findall("*"):
        if child.tag not in {f"{_OCF}rootfiles", f"{_OCF}links"}:
            yield f"{etree.QName(child).localname[:_SHOWN]} is no element of a container"
    for found in root.iter(f"{_OCF}rootfile"):
        if not found.get("full-path", "").strip():
            yield "a rootfile has no full-path"
        elif found.get("media-type", "").strip() != PACKAGE_TYPE:
            yield f"the media type of a rootfile is not {PACKAGE_TYPE}"


def _listed(book: EpubFile) -> Iterator[Finding]:
    """Files nobody lists, items of the manifest in ``META-INF``, empty folders."""
    if book.package is not None:
        known = {"mimetype", *rootfiles(book), *book.by_path, *_linked(book)}
        for name in book.archive.names:
            if name not in known and not name.startswith(_META_INF):
                message = "the file is not listed in the manifest"
                yield Finding(rule=Rule.FILE_UNLISTED, message=message, path=name)
        for item in book.items:
            if item.path.startswith(_META_INF):
                message = f"{item.path} of the manifest lies in META-INF"
                yield Finding(
                    rule=Rule.IN_META_INF, message=message, path=book.package_path, line=item.line
                )
    full = {
        name[: end + 1] for name in book.archive.names for end, at in enumerate(name) if at == "/"
    }
    for entry in book.archive.entries:
        if entry.is_folder and entry.name not in full:
            message = "the folder is empty"
            yield Finding(rule=Rule.FOLDER_EMPTY, message=message, path=entry.name)


def _linked(book: EpubFile) -> Iterator[str]:
    metadata = book.section("metadata")
    for link in () if metadata is None else metadata.iterfind(f"{OPF}link"):
        yield resolved(link.get("href", ""), book.package_path).path
