"""Accessibility: what a book says of itself and whether it is so, and what screen readers need.

EPUB Accessibility 1.1: https://www.w3.org/TR/epub-a11y-11/. Nobody can say by rules alone that a
book is accessible; these say where it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from packager.checks.conformance.epub_file import DC, OPF, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.html_roles import LINK_ROLES, roles_of
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BODY = f"{_XHTML}body"
_HEADINGS = {f"{_XHTML}h{level}": level for level in range(1, 7)}
_MUST = ("accessMode", "accessibilityFeature", "accessibilityHazard")
_MODES = names(
    "auditory chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual musicOnVisual "
    "tactile textOnVisual textual visual"
)
_HAZARDS = names("flashing motionSimulation sound")
_NONE_OR_UNKNOWN = names(
    "none unknown noFlashingHazard noMotionSimulationHazard noSoundHazard unknownFlashingHazard "
    "unknownMotionSimulationHazard unknownSoundHazard"
)
_CONFORMS = ("EPUB Accessibility", "EPUB-A11Y", "idpf.org/epub/a11y")
_ROLES: dict[str, str] = {
    name: f"doc-{name}"
    for name in names(
        "abstract acknowledgments afterword appendix backlink bibliography biblioref chapter "
        "colophon conclusion cover credit credits dedication endnotes epigraph epilogue errata "
        "footnote foreword glossary glossref index introduction noteref notice pagebreak part "
        "preface prologue pullquote qna subtitle tip toc"
    )
} | {"page-list": "doc-pagelist", "tip": "doc-tip"}
"""The role of each ``epub:type`` that has one; a cover has it on its picture."""
_ELSEWHERE = names("cover index subtitle")
_NAVIGATION = f"{_XHTML}nav"


@dataclass(frozen=True, slots=True)
class _Claims:
    """What the metadata says: values by property, without ``schema:``."""

    values: Mapping[str, Sequence[str]]

    def of(self, name: str) -> Sequence[str]:
        return self.values.get(name, ())


def accessibility_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What stands between a book and a person who reads with other senses."""
    documents = {item.path: document.root for item, document in book.content_documents()}
    if book.package is not None:
        yield from package_findings(book.package, book.package_path, documents)
    for path, root in documents.items():
        yield from document_findings(root, path)


def package_findings(
    package: etree._Element, path: str, documents: Mapping[str, etree._Element]
) -> Iterator[Finding]:
    """Whether the package document says what it must about accessibility, and truly.

    Args:
        package: Its root element.
        path: Where it is in the book.
        documents: Root elements of the content documents by their paths.
    """
    metadata = package.find(f"{OPF}metadata")
    if metadata is None or not package.get("version", "").startswith("3"):
        return
    claims = _claims(metadata)
    for name in _MUST:
        if not claims.of(name):
            message = f"the metadata says no schema:{name}"
            yield Finding(rule=Rule.ACCESSIBILITY_UNSAID, message=message, path=path)
    for message in (*_vocabulary(claims), *_untrue(claims, documents), *_uncertified(claims)):
        yield Finding(rule=Rule.ACCESSIBILITY_CLAIM, message=message, path=path)
    paged = any(
        "page-list" in (nav.get(_TYPE) or "").split()
        for root in documents.values()
        for nav in root.iter(_NAVIGATION)
    )
    sourced = metadata.find(f"{DC}source") is not None or claims.of("pageBreakSource")
    if paged and not sourced:
        message = "there is a list of pages, and no edition it is of"
        hint = "say the edition in dc:source and a11y:pageBreakSource"
        yield Finding(rule=Rule.PAGES_WITHOUT_SOURCE, message=message, path=path, hint=hint)


def _claims(metadata: etree._Element) -> _Claims:
    values: dict[str, list[str]] = {}
    for element in (*metadata.iter(f"{OPF}meta"), *metadata.iter(f"{OPF}link")):
        text = (element.text or element.get("content") or element.get("href") or "").strip()
        said = element.get("property") or element.get("name") or element.get("rel") or ""
        values.setdefault(said.rpartition(":")[2], []).append(text)
    return _Claims(values)


def _vocabulary(claims: _Claims) -> Iterator[str]:
    for mode in claims.of("accessMode"):
        if mode not in _MODES:
            yield f"{mode[:40]} is no access mode"
    hazards = claims.of("accessibilityHazard")
    for hazard in hazards:
        if hazard not in _HAZARDS and hazard not in _NONE_OR_UNKNOWN:
            yield f"{hazard[:40]} is no hazard"
    if "none" in hazards and len(set(hazards)) > 1:
        yield f"there is no hazard, and there is {next(one for one in hazards if one != 'none')}"


def _untrue(claims: _Claims, documents: Mapping[str, etree._Element]) -> Iterator[str]:
    features = claims.of("accessibilityFeature")
    pictures = [image for root in documents.values() for image in root.iter(f"{_XHTML}img")]
    if "alternativeText" in features:
        silent = sum(image.get("alt") is None for image in pictures)
        if silent:
            yield f"alternativeText is claimed, and {silent} of {len(pictures)} pictures have none"
    if "none" in features and len(set(features)) > 1:
        yield "nothing makes the book accessible, and something does"
    sufficient = {"".join(modes.split()) for modes in claims.of("accessModeSufficient")}
    speaking = any(image.get("alt") != "" for image in pictures)
    if "visual" not in claims.of("accessMode") and speaking and claims.of("accessMode"):
        yield "there are pictures, and the access mode is not visual"
    if (
        sufficient
        and "textual" in sufficient
        and any(image.get("alt") is None for image in pictures)
    ):
        yield "text is said to be enough, and pictures have no alternative text"


def _uncertified(claims: _Claims) -> Iterator[str]:
    for standard in claims.of("conformsTo"):
        if any(part in standard for part in _CONFORMS) and not claims.of("certifiedBy"):
            yield "the book claims to conform, and nobody certifies it"


def document_findings(root: etree._Element, path: str) -> Iterator[Finding]:
    """What in a content document a screen reader stumbles over.

    Args:
        root: Its root element.
        path: Where it is in the book.
    """
    if not root.get("lang") and not root.get(_LANG):
        message = "the document does not say in which language it is"
        yield _finding(Rule.LANGUAGE_UNSAID, message, root, path)
    yield from _headings(root, path)
    yield from _types(root, path)
    for table in root.iter(f"{_XHTML}table"):
        if table.get("role") not in ("presentation", "none") and not _has_headers(table):
            message = "the table has no cells that head its rows or columns"
            yield _finding(Rule.TABLE_WITHOUT_HEADERS, message, table, path)


def _headings(root: etree._Element, path: str) -> Iterator[Finding]:
    before = 0
    for heading in root.iter(*_HEADINGS):
        level = _HEADINGS[heading.tag]
        if before and level > before + 1:
            message = f"a heading of level {level} follows one of level {before}"
            yield _finding(Rule.HEADING_SKIPPED, message, heading, path)
        before = level


def _types(root: etree._Element, path: str) -> Iterator[Finding]:
    for element in root.iter("*"):
        said = element.get(_TYPE)
        if said is None or element.get("role") is not None or element.tag == _BODY:
            continue
        allowed = _allowed(element)
        for name in said.split():
            role = _ROLES.get(name)
            if role is not None and role in allowed and name not in _ELSEWHERE:
                message = f"the element is a {name} to EPUB, and has no role {role}"
                yield _finding(Rule.TYPE_WITHOUT_ROLE, message, element, path)


def _allowed(element: etree._Element) -> frozenset[str]:
    """The roles an element may have; a link to a landmark is no landmark itself."""
    name = element.tag.removeprefix(_XHTML)
    return LINK_ROLES if name == "a" else roles_of(name)


def _has_headers(table: etree._Element) -> bool:
    cells = (f"{_XHTML}th", f"{_XHTML}td")
    return any(
        cell.tag == cells[0] or cell.get("role") in ("rowheader", "columnheader")
        for cell in table.iter(*cells)
    )


def _finding(rule: Rule, message: str, element: etree._Element, path: str) -> Finding:
    return Finding(rule=rule, message=message, path=path, line=element.sourceline or 0)
