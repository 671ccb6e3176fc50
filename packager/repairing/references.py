"""References of documents: those that lead somewhere are spelled right, those that don't go.

EPUB 3.3, section 4.2.5: https://www.w3.org/TR/epub-33/#sec-container-iri. Nothing is ever fetched:
a picture of the network becomes a small picture that stands for it, with a link to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.repairing.addresses import is_remote, outside
from packager.repairing.epub import (
    SVG,
    SVG_TYPE,
    XHTML,
    XHTML_TYPE,
    XLINK,
    Epub,
    href_to,
    inside,
    local,
    namespace,
)
from packager.repairing.ids import fragment_of
from packager.repairing.pictures import stand_in
from packager.repairing.places import Places
from packager.repairing.styles import mended_css
from packager.repairing.tree import remove, rename

if TYPE_CHECKING:
    from lxml import etree

_RESOURCES: dict[str, tuple[str, ...]] = {
    "audio": ("src",), "embed": ("src",), "iframe": ("src",), "img": ("src",), "input": ("src",),
    "link": ("href",), "object": ("data",), "script": ("src",), "source": ("src",),
    "track": ("src",), "video": ("src", "poster"),
}  # fmt: skip
_CITED = ("cite", "longdesc")
_MAY_BE_REMOTE = frozenset({"audio", "video", "source"})
_HREF = f"{{{XLINK}}}href"
_NO_WORDS = frozenset({"embed", "iframe", "link", "script", "source", "track"})


@dataclass(frozen=True, slots=True)
class _Site:
    """The document a reference stands in."""

    path: str
    epub: Epub
    places: Places

    def note(self, code: Code, what: str, example: str = "") -> None:
        """Count a change in the document."""
        self.epub.note(code, what, self.path, example=example)


def mend_references(epub: Epub, places: Places) -> None:
    """Mend every reference of every document."""
    for path, root in epub.documents.items():
        site = _Site(path, epub, places)
        for found in list(root.iter("*")):
            if namespace(found) == XHTML:
                _of_html(found, site)
            elif namespace(found) == SVG:
                _of_svg(found, site)


def _of_html(found: etree._Element, site: _Site) -> None:
    name = local(found)
    if name in {"a", "area"} and "href" in found.attrib:
        _link(found, "href", site)
    for attribute in _RESOURCES.get(name, ()):
        if attribute in found.attrib and found.getparent() is not None:
            _resource(found, name, attribute, site)
    if name == "img" and "src" not in found.attrib:
        remove(found)
        site.note(Code.REPAIR_LEFT_OUT, "pictures without an address were left out")
    if "srcset" in found.attrib:
        _srcset(found, site)
    for attribute in _CITED:
        said = found.get(attribute)
        if said and not is_remote(said) and not site.places.find(said, site.path):
            del found.attrib[attribute]
            site.note(Code.REPAIRED_REFERENCE, "sources cited that are nowhere went")
    _style(found, name, site)


def _link(found: etree._Element, name: str, site: _Site) -> None:
    href = found.get(name, "").strip()
    new = _target(href, site)
    if new is None:
        del found.attrib[name]
        for other in ("target", "download", "hreflang", "ping", "type", "rel"):
            found.attrib.pop(other, None)
        site.note(Code.REPAIRED_REFERENCE, "links that lead nowhere became text",
                  example=href[:60])  # fmt: skip
    elif new != found.get(name):
        found.set(name, new)
        site.note(Code.REPAIRED_REFERENCE, "links were set right", example=href[:60])


def _target(href: str, site: _Site) -> str | None:
    """Where a link leads, spelled as it must be; ``None`` when that is nowhere."""
    if not href:
        return None
    if href.startswith("#"):
        return _place(site.path, href[1:], href, site.places)
    away = outside(href)
    if away is not None:
        return away or None
    plain, _, fragment = href.partition("#")
    to = site.places.find(plain, site.path)
    if site.places.types.get(to) not in {XHTML_TYPE, SVG_TYPE}:
        return None
    site.places.linked.add(to)
    exact = _same(plain, to, site)
    base = plain if exact else href_to(to, site.path)
    if not fragment:
        return href if exact else base
    return _place(to, fragment, f"{base}#{fragment}", site.places) or base


def _same(plain: str, to: str, site: _Site) -> bool:
    """Whether a reference is spelled as it must be."""
    exact = inside(plain, site.path, site.epub.files) == to
    return exact and not any(sign in plain for sign in " ?\\")


def _place(to: str, fragment: str, href: str, places: Places) -> str | None:
    """The reference to an id; to its document when the id is nowhere, ``None`` within that."""
    base = href.partition("#")[0]
    if not fragment or to not in places.ids or fragment.startswith("epubcfi("):
        return href
    own = fragment_of(fragment, places.ids[to], places.renamed.get(to, {}))
    if not own:
        return base or None
    return href if own == fragment else f"{base}#{own}"


def _resource(found: etree._Element, name: str, attribute: str, site: _Site) -> None:
    href = found.get(attribute, "").strip()
    if name == "link" and "stylesheet" not in found.get("rel", "").lower().split():
        if not is_remote(href) and not site.places.find(href, site.path):
            remove(found)
            site.note(Code.REPAIRED_REFERENCE, "links of the head that lead nowhere were taken "
                      "away")  # fmt: skip
        return
    if href.startswith("data:") or (name == "object" and not href):
        return
    if is_remote(href):
        _remote(found, name, attribute, href, site)
        return
    to = site.places.find(href, site.path)
    if to in site.places.types:
        _spell(found, attribute, href, to, site)
        return
    if name == "img":
        stand_in(found, attribute, site.path, site.epub)
        site.note(Code.REPAIRED_REFERENCE, "pictures that are not there got one that stands for "
                  "them", example=href[:60])  # fmt: skip
        return
    _drop(found, name, attribute, href, site)


def _spell(found: etree._Element, attribute: str, href: str, to: str, site: _Site) -> None:
    plain, mark, fragment = href.partition("#")
    keeps = bool(mark) and to.endswith(".svg") and bool(fragment)
    new = plain if _same(plain, to, site) else href_to(to, site.path)
    new = f"{new}#{fragment}" if keeps else new
    if new != found.get(attribute):
        found.set(attribute, new)
        site.note(Code.REPAIRED_REFERENCE, "references were spelled as the files are")


def _remote(found: etree._Element, name: str, attribute: str, href: str, site: _Site) -> None:
    if name in _MAY_BE_REMOTE and attribute == "src":
        safe = href if not href.lower().startswith("http:") else f"https{href[4:]}"
        if safe != href:
            found.set(attribute, safe)
            site.note(Code.REPAIRED_REFERENCE, "addresses of sounds and films got HTTPS")
        site.places.remote.add(safe)
        return
    if name == "img":
        stand_in(found, attribute, site.path, site.epub, address=outside(href) or "")
        site.note(Code.REPAIRED_REFERENCE, "pictures of the network became links to them",
                  example=href[:60])  # fmt: skip
        return
    _drop(found, name, attribute, href, site)


def _drop(found: etree._Element, name: str, attribute: str, href: str, site: _Site) -> None:
    """Take away what can't be shown, and not the words within it."""
    if name in _NO_WORDS:
        remove(found)
    elif name == "object":
        rename(found, "div")
        found.attrib.pop(attribute)
    else:
        del found.attrib[attribute]
    site.note(Code.REPAIR_LEFT_OUT, "what is on the network or nowhere was left out",
              example=f"{name} {href[:60]}")  # fmt: skip


def _srcset(found: etree._Element, site: _Site) -> None:
    """Take away a choice of pictures of which one is not there."""
    hrefs = [one.split()[0] for one in found.get("srcset", "").split(",") if one.split()]
    if hrefs and all(not is_remote(href) and site.places.find(href, site.path) for href in hrefs) \
            and not site.places.moved:  # fmt: skip
        return
    del found.attrib["srcset"]
    found.attrib.pop("sizes", None)
    site.note(Code.REPAIRED_REFERENCE, "choices of pictures that are not there went")


def _of_svg(found: etree._Element, site: _Site) -> None:
    for attribute in (_HREF, "href"):
        href = found.get(attribute)
        if href is None:
            continue
        if local(found) == "a":
            _link(found, attribute, site)
        elif href.startswith(("#", "data:")):
            continue
        elif not is_remote(href) and (to := site.places.find(href, site.path)):
            _spell(found, attribute, href, to, site)
        else:
            remove(found)
            site.note(Code.REPAIR_LEFT_OUT, "what is on the network or nowhere was left out",
                      example=href[:60])  # fmt: skip
            return


def _style(found: etree._Element, name: str, site: _Site) -> None:
    if "style" in found.attrib:
        own = found.get("style", "")
        new = mended_css(own, site.path, site.epub, site.places, declarations=True)
        if new != own:
            found.set("style", new)
        if not new.strip():
            del found.attrib["style"]
    if name == "style" and found.text:
        found.text = mended_css(found.text, site.path, site.epub, site.places)
