"""Front matter: the cover page and the title page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from packager.book.book import Footnote
from packager.book.metadata import Metadata, Series
from packager.publication.footnotes import cited, footnotes_xhtml
from packager.publication.plan import COVER, TEXT_FOLDER, TITLE_PAGE
from packager.publication.publication import ContentDocument
from packager.publication.xhtml import Setting, attribute, blocks_xhtml, escape, heading_levels
from packager.words import Words

_LONG = 320
"""Letters of a row of tags that is set small: about five lines of a page."""


def authors_of(metadata: Metadata) -> tuple[str, ...]:
    """The names that stand below the title."""
    return tuple(creator.name for creator in metadata.creators if creator.role == "aut")


def cover_page(metadata: Metadata, picture: str, words: Words) -> ContentDocument:
    """The page that shows the cover and nothing else; ``picture`` is relative to the document."""
    authors = authors_of(metadata)
    alt = (
        words.cover_by.format(metadata.title, words.names(authors))
        if authors
        else words.cover_of.format(metadata.title)
    )
    body = (
        f'<div class="cover" id="{COVER}">\n'
        f'<img role="doc-cover" src="{attribute(picture)}" alt="{attribute(alt)}"/>\n</div>'
    )
    return ContentDocument(
        href=f"{TEXT_FOLDER}/{COVER}.xhtml", title=alt, matter="cover", body=body
    )


def title_page(
    metadata: Metadata,
    *,
    pictures: Mapping[str, str],
    targets: Mapping[str, str],
    footnotes: Mapping[str, Footnote],
    classes: set[str],
    words: Words,
) -> ContentDocument:
    """The title page: title, authors, series, description, tags, and the facts that are known."""
    names = cited([metadata.description], footnotes)
    setting = Setting(
        document=TITLE_PAGE,
        pictures=pictures,
        targets=targets,
        footnotes={name: number for number, name in enumerate(names, 1)},
        levels=heading_levels(metadata.description, 1),
        classes=classes,
    )
    parts = [f'<h1 class="title" id="{TITLE_PAGE}-title">{escape(metadata.title)}</h1>']
    if metadata.subtitle:
        parts.append(f'<p class="subtitle">{escape(metadata.subtitle)}</p>')
    authors = authors_of(metadata)
    if authors:
        parts.append(f'<p class="byline">{escape(words.names(authors))}</p>')
    if metadata.series is not None:
        parts.append(f'<p class="series">{escape(series_line(metadata.series, words))}</p>')
    description = blocks_xhtml(metadata.description, setting, opening=True)
    if description:
        parts.append(f'<div class="description">\n{description}\n</div>')
    if metadata.subjects:
        parts.append(f'<p class="tags{_long(metadata.subjects)}">{_row(metadata.subjects)}</p>')
    parts += [
        _fact_list(name, facts)
        for name, facts in (
            ("story", _story(metadata, words)),
            ("edition", _edition(metadata, words)),
        )
        if facts
    ]
    if names:
        parts.append(footnotes_xhtml(names, footnotes, setting, words))
    body = (
        f'<section class="titlepage" epub:type="titlepage" id="{TITLE_PAGE}" '
        f'aria-labelledby="{TITLE_PAGE}-title">\n' + "\n".join(parts) + "\n</section>"
    )
    return ContentDocument(
        href=f"{TEXT_FOLDER}/{TITLE_PAGE}.xhtml",
        title=metadata.title,
        matter="frontmatter",
        body=body,
    )


def series_line(series: Series, words: Words) -> str:
    """``Book 2 of The Four Seasons``."""
    if series.number is None:
        return words.series_without_number.format(series.name)
    return words.series.format(series.name, number_text(series.number))


def number_text(number: float) -> str:
    """A place in a series as it is written: ``2``, ``2.5``."""
    return f"{number:.5f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class _Fact:
    """A line about the story: its label, its value as XHTML, and the class of a long one."""

    label: str
    value: str
    name: str = ""


def _fact_list(name: str, facts: Sequence[_Fact]) -> str:
    rows = "\n".join(
        f"<dt>{escape(fact.label)}</dt>\n<dd{fact.name}>{fact.value}</dd>" for fact in facts
    )
    return f'<dl class="facts {name}">\n{rows}\n</dl>'


def _story(metadata: Metadata, words: Words) -> list[_Fact]:
    """What the story is about and for whom, as its site sorts stories."""
    lists = (
        (words.fandoms, metadata.fandoms),
        (words.relationships, metadata.relationships),
        (words.characters, metadata.characters),
        (words.rating, (metadata.rating,) if metadata.rating else ()),
        (words.warnings, metadata.warnings),
    )
    return [
        _Fact(label, _row(values), ' class="long"' if _long(values) else "")
        for label, values in lists
        if values
    ]


def _edition(metadata: Metadata, words: Words) -> list[_Fact]:
    """How far the story has come, when, and where it stands on the web."""
    facts = []
    if metadata.status:
        facts.append(_Fact(words.status, escape(words.state(metadata.status))))
    if metadata.chapters is not None:
        of = "" if metadata.planned is None else f"/{words.number(metadata.planned)}"
        facts.append(_Fact(words.chapters, f"{words.number(metadata.chapters)}{of}"))
    if metadata.words is not None:
        facts.append(_Fact(words.length, words.number(metadata.words)))
    if metadata.published is not None:
        facts.append(_Fact(words.published, escape(words.date(metadata.published))))
    if metadata.modified is not None and metadata.modified != metadata.published:
        facts.append(_Fact(words.updated, escape(words.date(metadata.modified))))
    if metadata.source:
        facts.append(_Fact(words.source, address_link(metadata.source)))
    return facts


def _row(values: Sequence[str]) -> str:
    """Values in a row; the dots are text, for not every reading system shows generated content."""
    return "\u00a0· ".join(escape(value) for value in values)


def _long(values: Sequence[str]) -> str:
    """The class of a row that would be a page in the size of the others."""
    return " long" if sum(map(len, values)) > _LONG else ""


def address_link(address: str) -> str:
    """A link that shows its address without the scheme; plain text for what is no web address."""
    shown = escape(address.partition("://")[2] or address)
    if address.startswith(("https://", "http://")):
        return f'<a href="{attribute(address)}">{shown}</a>'
    return shown
