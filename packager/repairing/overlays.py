"""Media overlays: the voice that reads along; one whose sounds are not there goes.

EPUB 3.3, section 9: https://www.w3.org/TR/epub-33/#sec-media-overlays
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.repairing.epub import OPF, Epub, inside, local
from packager.repairing.xml_tree import parse, without_prolog

if TYPE_CHECKING:
    from lxml import etree

_TYPE = "application/smil+xml"


def mend_overlays(epub: Epub) -> None:
    """Take away the overlays of a book when one of them leads to what is not there."""
    overlays = [item for item in epub.items() if item.get("media-type") == _TYPE]
    named = [item for item in epub.items() if "media-overlay" in item.attrib]
    if not overlays and not named:
        return
    ids = {item.get("id") for item in overlays}
    whole = all(item.get("media-overlay") in ids for item in named)
    listed = frozenset(epub.by_path())
    if whole and all(_is_whole(epub, item, listed) for item in overlays):
        return
    for item in named:
        del item.attrib["media-overlay"]
    for item in overlays:
        epub.files.pop(epub.path_of(item), None)
        epub.part("manifest").remove(item)
        epub.note(Code.REPAIR_LEFT_OUT, "voices that read along, whose sounds are not there, were "
                  "left out", example=item.get("href", ""))  # fmt: skip
    metadata = epub.part("metadata")
    for meta in list(metadata.iterfind(f"{{{OPF}}}meta")):
        if meta.get("property", "").startswith("media:"):
            metadata.remove(meta)


def _is_whole(epub: Epub, item: etree._Element, listed: frozenset[str]) -> bool:
    path = epub.path_of(item)
    text = epub.files.get(path, b"").decode("utf-8", "replace")
    root = parse(without_prolog(text, path, epub.changes, ()))
    if root is None:
        return False
    return all(
        inside(found.get("src", ""), path, epub.files) in listed
        for found in root.iter("*")
        if local(found) in {"audio", "text"}
    )
