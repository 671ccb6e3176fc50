"""The colophon: what the book is, where it comes from, and what made it."""

from __future__ import annotations

from packager.book.metadata import Metadata
from packager.publication.front_matter import address_link, authors_of
from packager.publication.plan import COLOPHON, TEXT_FOLDER
from packager.publication.publication import ContentDocument
from packager.publication.xhtml import escape
from packager.words import Words


def colophon(metadata: Metadata, words: Words) -> ContentDocument:
    """The last page of the book."""
    lines = [f"<cite>{escape(metadata.title)}</cite>"]
    authors = authors_of(metadata)
    if authors:
        lines.append(escape(words.names(authors)))
    if metadata.publisher:
        lines.append(escape(metadata.publisher))
    if metadata.source:
        lines.append(address_link(metadata.source))
    if metadata.rights:
        lines.append(f"{escape(words.rights)}: {escape(metadata.rights)}")
    lines.append(escape(words.made))
    paragraphs = "\n".join(f"<p>{line}</p>" for line in lines)
    body = (
        f'<section class="colophon" epub:type="colophon" role="doc-colophon" id="{COLOPHON}" '
        f'aria-labelledby="{COLOPHON}-title">\n'
        f'<h1 id="{COLOPHON}-title">{escape(words.colophon)}</h1>\n{paragraphs}\n</section>'
    )
    return ContentDocument(
        href=f"{TEXT_FOLDER}/{COLOPHON}.xhtml",
        title=words.colophon,
        matter="backmatter",
        body=body,
    )
