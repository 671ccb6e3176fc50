"""The manifest: every file of the book once, with a path and a media type that are right.

EPUB 3.3, section 5.6: https://www.w3.org/TR/epub-33/#sec-pkg-manifest
"""

from __future__ import annotations

import posixpath
import unicodedata
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.repairing.addresses import is_remote
from packager.repairing.epub import (
    CSS_TYPE,
    NCX_TYPE,
    OPF,
    SVG_TYPE,
    XHTML_TYPE,
    Epub,
    href_to,
    id_of,
)
from packager.repairing.ids import is_name
from packager.repairing.pictures import is_whole, sniffed

if TYPE_CHECKING:
    from lxml import etree

    from packager.readers.epub.container import Container

BY_SUFFIX = {
    ".xhtml": XHTML_TYPE, ".html": XHTML_TYPE, ".htm": XHTML_TYPE, ".xht": XHTML_TYPE,
    ".css": CSS_TYPE, ".ncx": NCX_TYPE, ".svg": SVG_TYPE, ".js": "text/javascript",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif",
    ".webp": "image/webp", ".ttf": "font/ttf", ".otf": "font/otf", ".woff": "font/woff",
    ".woff2": "font/woff2", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg",
    ".opus": "audio/ogg", ".mp4": "video/mp4", ".webm": "video/webm",
    ".smil": "application/smil+xml", ".pls": "application/pls+xml",
}  # fmt: skip
"""Media types of the files a book may have without a fallback (EPUB 3.3, section 3.2)."""

_SAME = (
    frozenset({"font/ttf", "application/font-sfnt", "application/vnd.ms-opentype"}),
    frozenset({"font/otf", "application/font-sfnt", "application/vnd.ms-opentype"}),
    frozenset({"font/woff", "application/font-woff"}),
    frozenset({"text/javascript", "application/javascript", "application/ecmascript"}),
    frozenset({"audio/ogg", "audio/ogg; codecs=opus", "application/ogg", "video/ogg"}),
)  # fmt: skip
"""Media types that mean the same and are allowed as well."""

_DOCUMENTS = frozenset({"text/html", "text/x-oeb1-document", "application/html", "text/xml",
                        "application/xml", "application/xhtml", "text/xhtml"})  # fmt: skip
_SUFFIXES = {"image/jpeg": (".jpg", ".jpeg", ".jpe"), "image/png": (".png",),
             "image/gif": (".gif",), "image/webp": (".webp",)}  # fmt: skip
_FORBIDDEN = frozenset('"*:<>?\\|')
_ATTRIBUTES = frozenset({"id", "href", "media-type", "fallback", "properties", "media-overlay"})
_MAX_NAME = 200
"""Bytes of a name, of the 255 it may have."""


def mend_manifest(epub: Epub, container: Container, disguised: frozenset[str]) -> None:
    """Mend the items: what they are called, which files they list, of what media type.

    Args:
        epub: The EPUB.
        container: Its files, to find one by whatever path it is named.
        disguised: Paths of fonts that are obfuscated, whose bytes tell nothing.
    """
    replaced: dict[str, str] = {}
    seen: dict[str, str] = {}
    for item in epub.items():
        _item(epub, item, container)
    for item in epub.items():
        path = epub.path_of(item)
        if path in seen:
            replaced[item.get("id", "")] = seen[path]
            epub.part("manifest").remove(item)
            epub.note(Code.REPAIRED_PACKAGE, "files listed twice were listed once")
            continue
        if path:
            seen[path] = item.get("id", "")
            _media_type(epub, item, path, disguised)
            if not is_whole(epub.files[path], item.get("media-type", "")):
                epub.part("manifest").remove(item)
                del epub.files[path]
                epub.note(Code.REPAIR_LEFT_OUT, "broken pictures were left out", example=path)
    for element in epub.package.iter("*"):
        for attribute in ("idref", "fallback", "media-overlay", "toc"):
            own = element.get(attribute)
            if own in replaced:
                element.set(attribute, replaced[own])


def _item(epub: Epub, item: etree._Element, container: Container) -> None:
    """Mend the address of an item, or take it away when there is no such file."""
    href = item.get("href", "").strip()
    for name in set(item.attrib) - _ATTRIBUTES:
        del item.attrib[name]
        epub.note(Code.REPAIRED_PACKAGE, "attributes that are not allowed were taken away",
                  example=str(name).rpartition("}")[2])  # fmt: skip
    if is_remote(href):
        return
    path = container.find(href, epub.path)
    if not path or path == epub.path or path.startswith("META-INF/"):
        epub.part("manifest").remove(item)
        epub.note(Code.REPAIRED_PACKAGE, "listed files that are not there were taken off the list",
                  example=href[:60])  # fmt: skip
        return
    if epub.path_of(item) != path or "#" in href or "?" in href or " " in href:
        item.set("href", href_to(path, epub.path))
        epub.note(Code.REPAIRED_PACKAGE, "listed files were spelled as they are")


def mend_ids(epub: Epub) -> None:
    """Give every element of the package that needs one an id that is a name, and no other has."""
    taken: set[str] = set()
    renamed: dict[str, str] = {}
    for element in epub.package.iter("*"):
        own = element.get("id")
        needs = element.tag == f"{{{OPF}}}item"
        if own is None and not needs:
            continue
        own = own or ""
        if own.strip() == own and own not in taken and is_name(own):
            taken.add(own)
            continue
        del_wanted = id_of(own) if own.strip() else id_of(element.get("href", "item"))
        new, number = del_wanted, 1
        while new in taken:
            number += 1
            new = f"{del_wanted}-{number}"
        element.set("id", new)
        taken.add(new)
        if own and own not in renamed and own not in taken:
            renamed[own] = new
        epub.note(Code.REPAIRED_PACKAGE, "ids of the package that are missing, no names or given "
                  "twice were made anew")  # fmt: skip
    _follow(epub, renamed)


def _follow(epub: Epub, renamed: dict[str, str]) -> None:
    if not renamed:
        return
    for element in epub.package.iter("*"):
        for name in ("idref", "fallback", "media-overlay", "toc", "unique-identifier"):
            if element.get(name) in renamed:
                element.set(name, renamed[element.get(name, "")])
        refined = element.get("refines", "")
        if refined.startswith("#") and refined[1:] in renamed:
            element.set("refines", f"#{renamed[refined[1:]]}")
        if element.get("name") == "cover" and element.get("content") in renamed:
            element.set("content", renamed[element.get("content", "")])


def _media_type(epub: Epub, item: etree._Element, path: str, disguised: frozenset[str]) -> None:
    said = item.get("media-type", "").strip()
    plain = " ".join(said.lower().split())
    true = _true_type(epub.files[path], path, plain, is_disguised=path in disguised)
    if true != said:
        item.set("media-type", true)
        epub.note(Code.REPAIRED_PACKAGE, "media types were set right",
                  example=f"{posixpath.basename(path)} {true}")  # fmt: skip


def _true_type(found: bytes, path: str, said: str, *, is_disguised: bool) -> str:
    by_name = BY_SUFFIX.get(posixpath.splitext(path)[1].lower(), "")
    if is_disguised:
        return said if said.startswith(("font/", "application/")) else by_name or said
    by_bytes = sniffed(found)
    if by_bytes:
        same = any({said, by_bytes} <= group for group in _SAME)
        return said if same or (by_bytes == "audio/ogg" and said) else by_bytes
    if said in _DOCUMENTS or not said:
        return by_name or said or "application/octet-stream"
    return _by_content(found[:1_024].lower(), by_name, said)


def _by_content(head: bytes, by_name: str, said: str) -> str:
    """The media type of a text, by how it begins, by its name and by what is said of it."""
    if b"<html" in head and by_name in {"", XHTML_TYPE}:
        return XHTML_TYPE
    if said == XHTML_TYPE and b"<svg" in head and b"<html" not in head:
        return SVG_TYPE
    if by_name in {CSS_TYPE, NCX_TYPE, SVG_TYPE} and said != "application/x-dtbncx+xml":
        return by_name
    if by_name and any({said, by_name} <= group for group in _SAME):
        return said
    listed = frozenset(BY_SUFFIX.values())
    wrong = by_name and (said not in listed or said.partition("/")[0] != by_name.partition("/")[0])
    return by_name if wrong and by_name != XHTML_TYPE else said


def add_undeclared(epub: Epub) -> None:
    """List files of a book that nobody listed; what no book shows stays beside it, unlisted."""
    listed = set(epub.by_path())
    for path in list(epub.files):
        if path in listed or path == epub.path or path.startswith("META-INF/"):
            continue
        kind = _true_type(epub.files[path], path, "", is_disguised=False)
        if not is_whole(epub.files[path], kind):
            continue
        if kind in frozenset(BY_SUFFIX.values()) - {NCX_TYPE, "application/smil+xml"}:
            epub.add_item(path, kind)


def true_names(epub: Epub) -> dict[str, str]:
    """New paths for files whose own no container may have, or whose suffix is another picture's.

    EPUB 3.3, section 4.2.3: https://www.w3.org/TR/epub-33/#sec-container-filenames
    """
    listed = epub.by_path()
    taken: set[str] = set()
    moved: dict[str, str] = {}
    for path in epub.files:
        parts = [_allowed(part) for part in path.split("/") if part not in {"", ".", ".."}]
        new = "/".join(parts) or "file"
        item = listed.get(path)
        suffixes = _SUFFIXES.get(item.get("media-type", "")) if item is not None else None
        stem, suffix = posixpath.splitext(new)
        if suffixes and suffix.lower() not in suffixes:
            new = stem + suffixes[0]
        stem, suffix = posixpath.splitext(new)
        number = 1
        while _folded(new) in taken:
            number += 1
            new = f"{stem}-{number}{suffix}"
        taken.add(_folded(new))
        if new != path:
            moved[path] = new
    return moved


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _allowed(part: str) -> str:
    """A name of a file or folder as a container may have it."""
    kept = "".join("_" if _is_forbidden(one) else one for one in part)
    kept = kept.rstrip(".") or "_"
    while len(kept.encode()) > _MAX_NAME:
        stem, suffix = posixpath.splitext(kept)
        kept = stem[:-1] + suffix if len(suffix) < len(kept) - 1 else kept[:-1]
    return kept


def _is_forbidden(one: str) -> bool:
    kind = unicodedata.category(one)
    return (
        one in _FORBIDDEN
        or one.isspace()
        or kind in {"Cc", "Co", "Cn", "Cs"}
        or (
            0xFFF0 <= ord(one) <= 0xFFFF or 0xE0000 <= ord(one) <= 0xE0FFF  # noqa: PLR2004
        )
    )


def move(epub: Epub, moved: dict[str, str]) -> None:
    """Give files their new paths; the manifest follows."""
    items = epub.by_path()
    epub.files = {moved.get(path, path): found for path, found in epub.files.items()}
    epub.documents = {moved.get(path, path): root for path, root in epub.documents.items()}
    epub.path = moved.get(epub.path, epub.path)
    for old, new in moved.items():
        epub.note(Code.REPAIRED_CONTAINER, "files got names a container may have", new,
                  example=f"{old} is {new}")  # fmt: skip
    for old, item in items.items():
        if old in moved:
            item.set("href", href_to(moved[old], epub.path))
            epub.note(Code.REPAIRED_PACKAGE, "listed files were spelled as they are")
