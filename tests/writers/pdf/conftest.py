"""Books to set, and their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from packager.paper import Paper
from packager.publication.publication import ContentDocument, NavEntry, Publication, Stylesheet
from packager.themes.library import load
from packager.writers.pdf.breaks import open_long_runs
from packager.writers.pdf.composing import compose
from packager.writers.pdf.division import divide
from packager.writers.pdf.document import join_spine, opening_id
from packager.writers.pdf.engine import load_engine
from packager.writers.pdf.fontconfig import font_files, private_fonts
from tests.support.pdf_reader import Pdf
from tests.support.tide import tide

_PROSE = (
    "<p>The lamplighter of Quay Street kept his ladder in three pieces, because a ladder in one"
    " piece had once been borrowed by a bishop and never seen again. He was not bitter about it;"
    " he spoke of the bishop often and warmly, and each time he spoke the ladder had been a little"
    " longer, and the bishop a little shorter.</p>"
)


@dataclass(frozen=True)
class Laid:
    """Pages, and what WeasyPrint said about them."""

    pdf: Pdf
    data: bytes
    messages: tuple[str, ...]


def on_paper(publication: Publication, trim: str = "a5") -> Publication:
    """A publication with the print side of the classic theme, as the pipeline would bring it."""
    theme = load("classic")
    sheets = tuple(sheet for sheet in publication.stylesheets if sheet.media == "all")
    return replace(
        publication,
        stylesheets=(*sheets, Stylesheet(media="print", css=theme.print_css)),
        fonts=tuple(str(folder) for folder in theme.fonts),
        paper=Paper(format=trim),
    )


def chapters(bodies: tuple[tuple[str, str], ...], trim: str = "a5") -> Publication:
    """A book of chapters, each a title and XHTML."""
    book = on_paper(tide(), trim)
    documents = tuple(
        ContentDocument(
            href=f"text/chapter-{number:03}.xhtml",
            title=title,
            matter="bodymatter",
            body=f'<section class="chapter" id="chapter-{number:03}"><header class="opener">'
            f'<p class="number">Chapter {number}</p><h1 class="title">{title}</h1></header>'
            f"{body}</section>",
        )
        for number, (title, body) in enumerate(bodies, 1)
    )
    entries = tuple(NavEntry(title=one.title, href=one.href) for one in documents)
    return replace(
        book, spine=(*book.spine[:2], *documents), nav=replace(book.nav, entries=entries)
    )


def longer(publication: Publication) -> Publication:
    """The same book with chapters of several pages."""
    spine = tuple(
        replace(one, body=one.body.replace("</header>", "</header>" + 16 * _PROSE))
        if one.matter == "bodymatter"
        else one
        for one in publication.spine
    )
    return replace(publication, spine=spine)


def lay(publication: Publication) -> Laid:
    """What the writer does, with WeasyPrint's remarks kept."""
    root = join_spine(publication)
    open_long_runs(root)
    with private_fonts(publication.fonts):
        load_engine()
        from packager.writers.pdf.binding import bind  # noqa: PLC0415 - imports pikepdf

        gatherings = compose(divide(publication, root))
    files = font_files(publication.fonts)
    data = bind(gatherings, publication.metadata, opening_id(publication), files)
    return Laid(Pdf(data), data, tuple(said for one in gatherings for said in one.messages))


@pytest.fixture(scope="session")
def make_chapters() -> Callable[..., Publication]:
    return chapters


@pytest.fixture(scope="session")
def lay_pages() -> Callable[[Publication], Laid]:
    return lay


@pytest.fixture(scope="session")
def publication() -> Publication:
    return longer(on_paper(tide()))


@pytest.fixture(scope="session")
def laid(publication: Publication) -> Laid:
    return lay(publication)


@pytest.fixture(scope="session")
def laid_6x9(publication: Publication) -> Laid:
    return lay(replace(publication, paper=Paper(format="6x9")))
