"""Style sheets: what EPUB forbids, what is missing, what e-readers do not survive.

EPUB 3.3, section 6.3: https://www.w3.org/TR/epub-33/#sec-css.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from packager.checks.conformance.addresses import resolved
from packager.checks.conformance.css_syntax import Declaration, Reference, StyleSheet, parsed
from packager.checks.conformance.epub_file import EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_XHTML = "{http://www.w3.org/1999/xhtml}"
_STYLE = f"{_XHTML}style"
_FORBIDDEN = ("direction", "unicode-bidi")
_LAYOUT = names(
    "align-content align-items align-self aspect-ratio flex flex-basis flex-direction flex-flow "
    "flex-grow flex-shrink flex-wrap grid grid-area grid-auto-columns grid-auto-flow "
    "grid-auto-rows grid-column grid-row grid-template grid-template-areas grid-template-columns "
    "grid-template-rows justify-content justify-items place-content place-items"
)
"""Properties newer than Adobe's engine; it may refuse the style sheet, or the book."""
_COLOURS = ("color", "background", "background-color")
_NO_COLOUR = names("inherit initial transparent none currentcolor unset")
_SIZES = ("100%", "1em", "1rem", "medium", "inherit")
_TEXT = re.compile(r"(?:html|body|p)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a style sheet may refer to.

    Attributes:
        files: Paths of the files in the container.
        listed: Paths of those the manifest lists.
        may_turn: Whether a style sheet may set the direction of text, as in EPUB 2.
    """

    files: Collection[str]
    listed: Collection[str]
    may_turn: bool = False


def stylesheet_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the CSS of a book, in its own files and within documents."""
    files = frozenset(book.archive.names)
    shelf = Shelf(files=files, listed=book.by_path, may_turn=book.is_epub_2)
    for item in book.by_path.values():
        if item.media_type == "text/css" and (data := book.read(item.path)) is not None:
            yield from stylesheet_findings(data, item.path, shelf)
    for item, document in book.content_documents():
        yield from embedded_findings(document.elements, item.path, shelf)


def stylesheet_findings(data: bytes, path: str, shelf: Shelf) -> Iterator[Finding]:
    """What is wrong with a style sheet of its own file.

    Args:
        data: Its bytes.
        path: Where it is in the book.
        shelf: What it may refer to.
    """
    if data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        text = data.decode("utf-16", "replace")
        message = "the style sheet is in UTF-16; write it in UTF-8"
        yield Finding(rule=Rule.CSS_UNSUITED, message=message, path=path)
    else:
        text = data.decode("utf-8-sig", "replace")
        charset = _charset().match(text)
        if charset is not None and charset[1].lower() != "utf-8":
            message = f"the style sheet says it is in {charset[1][:40]}"
            yield Finding(rule=Rule.CSS_ENCODING, message=message, path=path, line=1)
    yield from _findings(parsed(text), path, shelf)


def embedded_findings(
    elements: Iterable[etree._Element], path: str, shelf: Shelf
) -> Iterator[Finding]:
    """What is wrong with the CSS within a document: its style elements and attributes.

    Args:
        elements: Those of the document, in order.
        path: Where the document is in the book.
        shelf: What its CSS may refer to.
    """
    inlined: dict[str, StyleSheet] = {}
    for element in elements:
        line = (element.sourceline or 1) - 1
        if element.tag == _STYLE:
            sheet = parsed("".join(element.itertext()))
        elif (inline := element.get("style")) is not None:
            if inline not in inlined:
                inlined[inline] = parsed(f"*{{{inline}}}")
            sheet = inlined[inline]
        else:
            continue
        for finding in _findings(sheet, path, shelf):
            yield replace(finding, line=finding.line + line)


@cache
def _charset() -> re.Pattern[str]:
    return re.compile(r'@charset "([^"\n]*)";')


def _findings(sheet: StyleSheet, path: str, shelf: Shelf) -> Iterator[Finding]:
    for flaw in sheet.flaws:
        yield Finding(
            rule=Rule.CSS_UNREADABLE,
            message=flaw.message,
            path=path,
            line=flaw.line,
            column=flaw.column,
        )
    for reference in sheet.references:
        yield from _reference(reference, path, shelf)
    for one in sheet.declarations:
        if one.name in _FORBIDDEN and not shelf.may_turn:
            message = f"{one.name} is for the document to say"
            hint = "use the attribute dir, or the element bdo"
            yield Finding(
                rule=Rule.CSS_FORBIDDEN, message=message, path=path, line=one.line, hint=hint
            )
        elif _is_for_readers(one):
            message = f"{one.name}: {one.value[:40]} is for the reader to choose"
            yield Finding(rule=Rule.CSS_UNSUITED, message=message, path=path, line=one.line)
    for message, line in dict(_refused(sheet)).items():
        yield Finding(rule=Rule.CSS_REFUSED, message=message, path=path, line=line)


def _reference(reference: Reference, path: str, shelf: Shelf) -> Iterator[Finding]:
    target = reference.target
    address = resolved(target, path)
    if not target:
        yield _lost("an address is empty", path, reference)
    elif address.scheme:
        if address.scheme != "data" and reference.within != "@font-face":
            message = f"{target[:80]} is taken from the web"
            yield Finding(rule=Rule.CSS_REMOTE, message=message, path=path, line=reference.line)
    elif address.path not in shelf.files:
        yield _lost(f"{target[:80]} is not in the book", path, reference)
    elif address.path not in shelf.listed:
        yield _lost(f"{target[:80]} is not in the manifest", path, reference)


def _lost(message: str, path: str, reference: Reference) -> Finding:
    return Finding(rule=Rule.CSS_TARGET, message=message, path=path, line=reference.line)


def _is_for_readers(declaration: Declaration) -> bool:
    """Whether a declaration sets what a person sets in a reading system."""
    name, value = declaration.name, declaration.value.lower()
    if name == "position":
        return value.startswith("fixed")
    if name not in _COLOURS and name != "font-size":
        return False
    if not any(_TEXT.match(one.strip()) for one in declaration.selector.split(",")):
        return False
    if name == "font-size":
        return value not in _SIZES and declaration.selector.strip().lower() != "p"
    return value not in _NO_COLOUR and "url(" not in value


@cache
def _functions() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(calc|min|max|clamp|var|env)\(", re.IGNORECASE)


@cache
def _selectors() -> re.Pattern[str]:
    return re.compile(r":(?:is|where|has)\(", re.IGNORECASE)


def _refused(sheet: StyleSheet) -> Iterator[tuple[str, int]]:
    """What Adobe's engine drops a style sheet for, each with the line where it stands."""
    for selector, line in sheet.selectors:
        if (found := _selectors().search(selector)) is not None:
            yield f"{found[0].lower()}) in a selector makes Adobe's engine drop the sheet", line
    for one in sheet.declarations:
        what = ""
        if one.name.startswith("--"):
            what = "a custom property"
        elif one.name in _LAYOUT:
            what = one.name
        elif one.name == "display" and ("flex" in one.value or "grid" in one.value):
            what = f"display: {one.value[:20]}"
        elif "(" in one.value and (function := _functions().search(one.value)) is not None:
            what = f"{function[1].lower()}()"
        if what:
            yield f"{what} makes Adobe's engine drop the sheet", one.line
