"""Properties of the manifest's items, as they follow from what is in the documents.

EPUB 3.3, appendix D.6: https://www.w3.org/TR/epub-33/#sec-item-property-values
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.repairing.addresses import is_remote
from packager.repairing.epub import MATHML, OPF, SVG, XHTML, XHTML_TYPE, Epub, local, namespace
from packager.repairing.manifest import BY_SUFFIX
from packager.repairing.places import Places

if TYPE_CHECKING:
    from lxml import etree

_COMPUTED = ("mathml", "remote-resources", "scripted", "svg")
_SCRIPTS = frozenset({"", "module", "text/javascript", "application/javascript",
                      "application/ecmascript", "text/ecmascript"})  # fmt: skip
_MEDIA = frozenset({"audio", "video", "source"})
_SHOW = frozenset({"embed", "iframe", "img", "object"})
_ISLANDS = {SVG: "svg", MATHML: "mathml"}


def mend_properties(epub: Epub, places: Places, *, was_epub2: bool) -> None:
    """Compute the properties of every item, and list what lies on the network.

    Args:
        epub: The EPUB.
        places: What was found on the network.
        was_epub2: Whether the book says which picture is its cover in the way of EPUB 2 alone.
    """
    cover = _cover(epub, named=was_epub2)
    for item in epub.items():
        path = epub.path_of(item)
        said = item.get("properties", "").split()
        true = [one for one in said if one in {"nav", "data-nav", "dictionary", "glossary",
                                               "index", "search-key-map"}]  # fmt: skip
        if item is cover:
            true.append("cover-image")
        root = epub.documents.get(path)
        if root is not None and item.get("media-type") == XHTML_TYPE:
            true += _of(root, shows_svg="svg" in said)
        elif item.get("media-type") != XHTML_TYPE:
            true += [one for one in said if one in _COMPUTED]
        if sorted(true) == sorted(said):
            continue
        if true:
            item.set("properties", " ".join(true))
        else:
            item.attrib.pop("properties", None)
        epub.note(Code.REPAIRED_PACKAGE, "properties of files were computed from what is in them")
    _fallbacks(epub)
    _remote_items(epub, places)


def _cover(epub: Epub, *, named: bool) -> etree._Element | None:
    """The item of the cover: the one that says so, else the one EPUB 2 names."""
    items = epub.items()
    images = [item for item in items if item.get("media-type", "").startswith("image/")]
    for item in images:
        if "cover-image" in item.get("properties", "").split():
            return item
    if not named:
        return None
    for meta in epub.part("metadata").iterfind(f"{{{OPF}}}meta"):
        if meta.get("name") == "cover":
            own = meta.get("content", "")
            return next((item for item in images if own in {item.get("id"), item.get("href")}),
                        None)  # fmt: skip
    return None


def _of(root: etree._Element, *, shows_svg: bool) -> list[str]:
    """What a document holds; a drawing it shows as a picture may count as well, if it did."""
    found: set[str] = set()
    for element in root.iter("*"):
        space, name = namespace(element), local(element)
        if space in _ISLANDS:
            found.add(_ISLANDS[space])
        elif space == XHTML and name in _MEDIA and is_remote(element.get("src", "")):
            found.add("remote-resources")
        elif (
            shows_svg
            and name in _SHOW
            and any(
                element.get(attribute, "").partition("#")[0].endswith(".svg")
                for attribute in ("src", "data")
            )
        ):
            found.add("svg")
        if _is_scripted(element, name):
            found.add("scripted")
    return [name for name in _COMPUTED if name in found]


def _is_scripted(element: etree._Element, name: str) -> bool:
    if name == "script":
        return element.get("type", "").strip().lower() in _SCRIPTS
    return name == "form" or any(str(key).startswith("on") for key in element.attrib)


def _fallbacks(epub: Epub) -> None:
    """Take away fallbacks that lead nowhere, or in a circle."""
    items = epub.by_id()
    for item in epub.items():
        named = item.get("fallback")
        if named is None:
            continue
        seen = {item.get("id", "")}
        step = named
        while step in items and step not in seen:
            seen.add(step)
            step = items[step].get("fallback", "")
        if named not in items or step in seen:
            del item.attrib["fallback"]
            epub.note(Code.REPAIRED_PACKAGE, "fallbacks that lead nowhere were taken away")


def _remote_items(epub: Epub, places: Places) -> None:
    """List the sounds, films and fonts on the network that are used, and no others."""
    listed = {item.get("href", ""): item for item in epub.items()
              if is_remote(item.get("href", ""))}  # fmt: skip
    for href in sorted(places.remote - set(listed)):
        suffix = "." + href.partition("?")[0].partition("#")[0].rpartition(".")[2].lower()
        item = epub.add_item("remote", BY_SUFFIX.get(suffix, "audio/mpeg"))
        item.set("href", href)
    for href, item in listed.items():
        if item.get("media-type", "").startswith("image/") or href not in places.remote:
            epub.part("manifest").remove(item)
            epub.note(Code.REPAIRED_PACKAGE, "files on the network that nothing uses were taken "
                      "off the list", example=href[:60])  # fmt: skip
