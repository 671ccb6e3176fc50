"""What an EPUB packager made says of itself: its package document, title page and colophon.

The package document has every value; where it has lost something, white space or which of the
site's lists a tag is of, the title page has it as it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from packager.book.blocks import Blocks
from packager.book.book import Footnote
from packager.book.metadata import Creator, Metadata, Series
from packager.book.style import Direction
from packager.readers.epub.packager_epub_documents import read_footnotes
from packager.readers.epub.packager_epub_markup import (
    ForeignMarkupError,
    Node,
    Page,
    blocks_in,
    classes_of,
    elements_of,
    name_of,
    text_in,
)
from packager.words import words_for

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SEPARATOR = "\u00a0· "
_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The metadata of a package document.

    Attributes:
        elements: The Dublin Core elements, by name: id and text.
        properties: The properties of the book, by name.
        refinements: The properties of an element, by its id and the property's name.
    """

    elements: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    properties: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    refinements: dict[tuple[str, str], str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The text of the first element of a name; empty without one."""
        return next((text for _, text in self.elements.get(name, ())), "")

    def property(self, name: str) -> str:
        """The first value of a property; empty without one."""
        return next((text for _, text in self.properties.get(name, ())), "")


def statements_of(package: Node) -> Statements:
    """What the metadata of a package document states."""
    found = Statements()
    for node in package.iterfind(f"{_OPF}metadata/*"):
        text = node.text or ""
        own = node.get("id", "")
        if node.tag.startswith(_DC):
            found.elements.setdefault(node.tag.removeprefix(_DC), []).append((own, text))
        elif node.get("refines"):
            place = (node.get("refines", "").removeprefix("#"), node.get("property", ""))
            found.refinements[place] = text
        elif node.get("property"):
            found.properties.setdefault(node.get("property", ""), []).append((own, text))
        else:
            name = node.get("name", "")
            found.properties.setdefault(name, []).append(("", node.get("content", "")))
    return found


def metadata_of(package: Node) -> Metadata:
    """What a package document says, before the title page has had its say.

    The day of the last change is that of the first publication, or not known: another one is
    printed on the title page.

    Raises:
        ForeignMarkupError: A value is none that packager writes.
    """
    said = statements_of(package)
    language = said.one("language")
    published = said.one("date")
    unchanged = published and said.property("dcterms:modified") == f"{published}T00:00:00Z"
    return Metadata(
        identifier=said.one("identifier"),
        title=said.one("title"),
        creators=tuple(
            Creator(
                name,
                said.refinements.get((own, "role"), "aut"),
                said.refinements.get((own, "file-as"), ""),
            )
            for own, name in said.elements.get("creator", ())
        ),
        language=language,
        series=_series(said),
        rating=said.property("schema:contentRating"),
        published=date.fromisoformat(published) if published else None,
        modified=date.fromisoformat(published) if unchanged else None,
        publisher=said.one("publisher"),
        rights=said.one("rights"),
        source=said.one("source"),
        status=said.property("schema:creativeWorkStatus"),
        direction=_direction(package.get("dir", ""), language),
        vertical=said.property("primary-writing-mode") == "vertical-rl",
    )


def _direction(said: str, language: str) -> Direction | None:
    """The base direction, where it is not the one of the language."""
    usual = "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    if said not in {"ltr", "rtl"}:
        raise ForeignMarkupError("a direction that is none")
    return None if said == usual else cast("Direction", said)


def _series(said: Statements) -> Series | None:
    for own, name in said.properties.get("belongs-to-collection", ()):
        if said.refinements.get((own, "collection-type")) == "series":
            place = said.refinements.get((own, "group-position"), "")
            return Series(name, float(place) if place else None)
    return None


# --- the title page -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlePage:
    """The title page, read.

    Attributes:
        lines: The text of its single lines, by their class.
        facts: The values of its lists, by their label.
        description: What it says about the story.
        footnotes: Of the description.
        text: All of it.
    """

    lines: dict[str, str]
    facts: dict[str, str]
    description: Blocks
    footnotes: tuple[Footnote, ...]
    text: str


def read_title_page(body: Node, page: Page) -> TitlePage:
    """The title page of a book packager made.

    Raises:
        ForeignMarkupError: It holds what packager does not write.
        ValueError: A value is outside what a Book may hold.
    """
    (section,) = elements_of(body)
    text = "\n".join(section.itertext())
    lines: dict[str, str] = {}
    facts: dict[str, str] = {}
    description: Blocks = ()
    footnotes: tuple[Footnote, ...] = ()
    for node in elements_of(section):
        match name_of(node), classes_of(node):
            case (("h1" | "p"), [kind, *_]):
                lines[kind] = text_in(node)
            case "div", ["description"]:
                description = blocks_in(elements_of(node), page)
            case "dl", ["facts", _]:
                labels = elements_of(node)
                pairs = zip(labels[::2], labels[1::2], strict=True)
                facts |= {text_in(label): "".join(value.itertext()) for label, value in pairs}
            case "section", ["footnotes"]:
                footnotes = read_footnotes(node, page, [])
            case _:
                raise ForeignMarkupError("a title page of other lines")
    return TitlePage(
        lines=lines, facts=facts, description=description, footnotes=footnotes, text=text
    )


def completed(
    metadata: Metadata, title_page: TitlePage, colophon: Sequence[str], package: Node
) -> Metadata:
    """The metadata with what the pages packager made of it say more exactly.

    Args:
        metadata: As the package document has it.
        title_page: The title page.
        colophon: The lines of the colophon.
        package: The package document.

    Raises:
        ValueError: A value is outside what a Book may hold.
    """
    words = words_for(metadata.language)
    lines, facts = title_page.lines, title_page.facts
    byline = lines.get("byline", "")
    changed = statements_of(package).property("dcterms:modified")[:10]
    series = metadata.series
    chapters, _, planned = facts.get(words.chapters, "").partition("/")
    return replace(
        metadata,
        title=lines.get("title", metadata.title),
        subtitle=lines.get("subtitle", ""),
        creators=tuple(
            replace(one, name=_as_printed(one.name, byline)) for one in metadata.creators
        ),
        description=title_page.description,
        series=series and replace(series, name=_as_printed(series.name, lines.get("series", ""))),
        rating=_as_printed(metadata.rating, facts.get(words.rating, "")),
        status=_as_printed(metadata.status, facts.get(words.status, "")),
        publisher=_line_of(metadata.publisher, colophon),
        rights=_as_printed(metadata.rights, "\n".join(colophon)),
        modified=date.fromisoformat(changed) if words.updated in facts else metadata.modified,
        words=_number(facts.get(words.length, "")),
        chapters=_number(chapters),
        planned=_number(planned),
        subjects=_row(lines.get("tags", "")),
        fandoms=_row(facts.get(words.fandoms, "")),
        relationships=_row(facts.get(words.relationships, "")),
        characters=_row(facts.get(words.characters, "")),
        warnings=_row(facts.get(words.warnings, "")),
    )


def _row(text: str) -> tuple[str, ...]:
    """The values of a row, with dots between them."""
    return tuple(text.split(_SEPARATOR)) if text else ()


def _as_printed(value: str, text: str) -> str:
    """A value of the package document, which has it on one line, with the white space it had."""
    found = re.search(r"\s+".join(map(re.escape, value.split())), text) if value else None
    return found[0] if found else value


def _line_of(value: str, lines: Sequence[str]) -> str:
    return next((line for line in lines if line.split() == value.split()), value)


def _number(text: str) -> int | None:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else None
