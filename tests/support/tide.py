"""The Clockmaker's Tide: a small publication with everything a story may hold.

Its three chapters, the last without a title, its notes before and after them, and what stands
around them lie in ``tide_text/`` as the bodies of documents.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from packager.publication.publication import (
    Accessibility,
    Collection,
    ContentDocument,
    Contributor,
    Landmark,
    Matter,
    NavEntry,
    Navigation,
    PackageMetadata,
    Publication,
    Resource,
    Stylesheet,
)

_THEME = Path(__file__, "../../../styles/classic").resolve()

_TEXT = Path(__file__).with_name("tide_text")
_TITLE = "The Clockmaker’s Tide"


def tide() -> Publication:
    """The publication, the same value each time."""
    return Publication(
        metadata=_metadata(),
        spine=(
            _document("cover", "Cover", "cover"),
            _document("titlepage", _TITLE, "frontmatter"),
            _document("chapter-001", "The House at Low Water", "bodymatter"),
            _document("chapter-002", "A Word with the Harbour", "bodymatter"),
            _document("chapter-003", "Chapter 3", "bodymatter"),
            _document("notes", "Author’s Notes", "backmatter"),
            _document("colophon", "Colophon", "backmatter"),
        ),
        nav=Navigation(
            title="Contents",
            landmarks_title="Landmarks",
            entries=(
                NavEntry(title="Title Page", href="text/titlepage.xhtml"),
                NavEntry(title="The House at Low Water", href="text/chapter-001.xhtml"),
                NavEntry(
                    title="A Word with the Harbour",
                    href="text/chapter-002.xhtml",
                    children=(
                        NavEntry(
                            title="What was at the bottom", href="text/chapter-002.xhtml#bottom"
                        ),
                    ),
                ),
                NavEntry(title="Chapter 3", href="text/chapter-003.xhtml"),
                NavEntry(title="Author’s Notes", href="text/notes.xhtml"),
                NavEntry(title="Colophon", href="text/colophon.xhtml"),
            ),
            in_spine=True,
            after="text/titlepage.xhtml",
        ),
        landmarks=(
            Landmark(type="cover", title="Cover", href="text/cover.xhtml", guide="cover"),
            Landmark(
                type="titlepage",
                title="Title Page",
                href="text/titlepage.xhtml",
                guide="title-page",
            ),
            Landmark(type="toc", title="Contents", href="", guide="toc"),
            Landmark(
                type="bodymatter",
                title="Start of the Story",
                href="text/chapter-001.xhtml",
                guide="text",
            ),
            Landmark(
                type="appendix", title="Author’s Notes", href="text/notes.xhtml", guide="notes"
            ),
            Landmark(type="colophon", title="Colophon", href="text/colophon.xhtml"),
        ),
        stylesheets=(
            Stylesheet(media="all", css=(_THEME / "text.css").read_text(encoding="utf-8")),
            Stylesheet(media="epub", css=(_THEME / "epub.css").read_text(encoding="utf-8")),
            Stylesheet(media="print", css="@page { size: a5 }\n"),
            Stylesheet(
                media="all",
                css=".color-1f5c7a { color: #1f5c7a; }\n.scale-140 { font-size: 140%; }\n",
            ),
        ),
        resources=(
            Resource(
                id="cover", href="images/cover.jpg", media_type="image/jpeg", data=_picture("JPEG")
            ),
            Resource(
                id="chart", href="images/chart.png", media_type="image/png", data=_picture("PNG")
            ),
        ),
        cover="cover",
        fonts=(),
    )


def _metadata() -> PackageMetadata:
    return PackageMetadata(
        identifier="urn:uuid:5d1ff3a8-2f3c-5be0-9d0b-7d7c0a4c3b52",
        title=_TITLE,
        title_file_as="Clockmaker’s Tide, The",
        subtitle="A Story in Three Waters",
        creators=(
            Contributor(name="Ines Fallow", file_as="Fallow, Ines", role="aut"),
            Contributor(name="Teodor Quill", file_as="Quill, Teodor", role="aut"),
        ),
        contributors=(Contributor(name="packager", file_as="packager", role="bkp"),),
        language="en",
        direction="ltr",
        description="The sea takes one clock too many.\n\nA girl goes down to get it back.",
        collection=Collection(name="Low Water", position="2"),
        subjects=("Fantasy", "Slice of Life", "Sea & Shore"),
        publisher="Example Archive",
        rights="© 2014 Ines Fallow and Teodor Quill",
        source="https://example.org/story/41?tide=in&chapter=1",
        published=date(2014, 5, 3),
        modified=datetime(2014, 6, 1, 12, 30, tzinfo=UTC),
        word_count=1042,
        accessibility=Accessibility(
            modes=("textual", "visual"),
            sufficient=("textual",),
            features=(
                "alternativeText",
                "displayTransformability",
                "readingOrder",
                "structuralNavigation",
                "tableOfContents",
            ),
            hazards=("none",),
            summary="Text with headings, a table of contents and described pictures.",
        ),
    )


def _document(stem: str, title: str, matter: Matter) -> ContentDocument:
    body = (_TEXT / f"{stem}.xhtml").read_text(encoding="utf-8")
    return ContentDocument(href=f"text/{stem}.xhtml", title=title, matter=matter, body=body)


def _picture(kind: str) -> bytes:
    """A cover in the sea's colours, or a chart in black on white."""
    file = BytesIO()
    if kind == "JPEG":
        cover = Image.new("RGB", (800, 1200), "#12394d")
        draw = ImageDraw.Draw(cover)
        for step in range(12):
            draw.rectangle((0, 700 + step * 42, 800, 712 + step * 42), fill="#e8d9b5")
        draw.ellipse((250, 180, 550, 480), fill="#f4ecd8")
        cover.save(file, kind, quality=88)
    else:
        chart = Image.new("L", (600, 240), 255)
        draw = ImageDraw.Draw(chart)
        for step in range(4):
            draw.ellipse((80 + step * 130, 90, 110 + step * 130, 120), outline=0, width=3)
            draw.line((40 + step * 130, 200, 150 + step * 130, 160), fill=0, width=3)
        chart.save(file, kind)
    return file.getvalue()
