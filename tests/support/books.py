"""Strategies for Books: every node there is, nested, small enough to shrink and to read.

Ids are unique within a book, links point to sections that exist or to the web, notes belong to
sections that exist: what a Book promises, a drawn book keeps.
"""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from packager.book.blocks import (
    Block,
    BlockQuote,
    Cell,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Role, Section
from packager.book.style import Style

FOOTNOTES = ("fn-1", "fn-2", "before")
PICTURES = ("map", "seal")
SECTIONS = ("chapter-001", "chapter-002", "notes", "cover", "chapter-001-title", "a", "a-1")

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
    | st.sampled_from("aeiou \"'&<>.-–—“”‘’…"),
    max_size=12,
)
"""Text as a reader hands it on: no control characters, surrogates or noncharacters."""

words = st.sampled_from(
    (
        "lamp",
        "she",
        "said",
        "“no”",
        "it's",
        "naïve",
        "雪",
        "<b>",
        "&amp;",
        "R&D",
        "]]>",
        "--",
        "'90s",
    )
)
"""Words that mean trouble to markup."""

styles = st.builds(
    Style,
    align=st.sampled_from((None, "start", "end", "center", "justify")),
    indent=st.integers(0, 8),
    color=st.none() | st.sampled_from(("#000000", "#a1b2c3")),
    scale=st.none() | st.sampled_from((0.5, 1.25, 3.0)),
    face=st.sampled_from((None, "serif", "monospace", "cursive")),
    language=st.sampled_from((None, "de", "zh-Hant-TW", "ar")),
    direction=st.sampled_from((None, "ltr", "rtl")),
    spoiler=st.booleans(),
) | st.just(Style())

_runs = texts | words

_leaves: st.SearchStrategy[Inline] = st.one_of(
    _runs,
    _runs,
    st.builds(Code, _runs),
    st.builds(Image, st.sampled_from((*PICTURES, "lost")), texts),
    st.builds(NoteRef, st.sampled_from((*FOOTNOTES, "lost"))),
    st.just(LineBreak()),
)


def _around(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, max_size=3).map(tuple)
    targets = st.sampled_from(
        ("https://example.org/?a=1&b=2", "mailto:a@b.example", "#chapter-002", "#cover", "#lost")
    )
    return st.one_of(
        *(
            st.builds(kind, children)
            for kind in (Emphasis, Strong, Underline, Strike, SmallCaps, Superscript, Subscript)
        ),
        st.builds(Span, children, styles),
        st.builds(Link, children, targets),
        st.builds(Ruby, children, texts),
    )


inlines: st.SearchStrategy[Inline] = st.recursive(_leaves, _around, max_leaves=5)
"""Any inline."""

lines = st.lists(inlines, max_size=3).map(tuple)
"""A run of inlines."""

_verse_lines = st.builds(VerseLine, lines, styles)

_simple: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, lines, styles),
    st.builds(Paragraph, lines, styles),
    st.builds(Heading, st.integers(1, 6), lines, styles),
    st.builds(SceneBreak, st.sampled_from(("", "* * *")), styles),
    st.builds(
        Verse,
        st.lists(st.lists(_verse_lines, max_size=2).map(tuple), max_size=2).map(tuple),
        styles,
    ),
    st.builds(Preformatted, _runs, styles),
    st.builds(Figure, st.sampled_from((*PICTURES, "lost")), texts, lines, styles),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    run = st.lists(inner, max_size=3).map(tuple)
    cells = st.builds(Cell, run, st.booleans(), st.integers(1, 3), st.integers(1, 3), styles)
    return st.one_of(
        st.builds(BlockQuote, run, styles),
        st.builds(Division, run, styles),
        st.builds(
            ListBlock,
            st.lists(run, max_size=2).map(tuple),
            st.booleans(),
            st.integers(0, 9),
            styles,
        ),
        st.builds(
            Table,
            st.lists(st.lists(cells, max_size=2).map(tuple), max_size=2).map(tuple),
            lines,
            styles,
        ),
    )


blocks: st.SearchStrategy[Block] = st.recursive(_simple, _nested, max_leaves=5)
"""Any block."""

runs = st.lists(blocks, max_size=2).map(tuple)
"""A run of blocks."""

metadata = st.builds(
    Metadata,
    identifier=st.just(""),
    title=texts.map(lambda text: text.strip() or "Untitled"),
    subtitle=texts,
    creators=st.lists(
        st.builds(Creator, texts, st.sampled_from(("aut", "edt", "ill")), texts), max_size=3
    ).map(tuple),
    language=st.sampled_from(("en", "de", "fr", "ja", "uk", "pt-BR", "cs", "he")),
    description=runs,
    series=st.none()
    | st.builds(Series, words, st.none() | st.sampled_from((0.0, 1.0, 2.5, 1_000_000.0))),
    subjects=st.lists(texts, max_size=2).map(tuple),
    rating=texts,
    published=st.none() | st.dates(date(1, 1, 1)),
    modified=st.none() | st.dates(date(1, 1, 1)),
    publisher=texts,
    rights=texts,
    source=st.sampled_from(("", "https://example.org/story/1?a=1&b=2")),
    fandoms=st.lists(texts, max_size=2).map(tuple),
    characters=st.lists(texts, max_size=2).map(tuple),
    relationships=st.lists(texts, max_size=2).map(tuple),
    warnings=st.lists(texts, max_size=2).map(tuple),
    status=st.sampled_from(("", "complete", "hiatus", "Rewriting <soon>")),
    words=st.none() | st.integers(0, 10_000_000),
    chapters=st.none() | st.integers(0, 5_000),
    planned=st.none() | st.integers(0, 5_000),
    direction=st.sampled_from((None, "ltr", "rtl")),
    vertical=st.booleans(),
)


@st.composite
def _sections(draw: st.DrawFn, ids: list[str]) -> tuple[Section, ...]:
    found = []
    while ids and draw(st.booleans()):
        own = ids.pop()
        children: tuple[Section, ...] = ()
        if draw(st.booleans()):
            children = draw(_sections(ids))
        found.append(
            Section(
                id=own,
                role=draw(st.sampled_from(Role)),
                number=draw(st.none() | st.integers(1, 99)),
                title=draw(texts),
                blocks=draw(runs),
                children=children,
                published=draw(st.none() | st.dates(date(1, 1, 1))),
            )
        )
    return tuple(found)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Any Book, its promises kept."""
    ids = list(draw(st.permutations(SECTIONS)))
    front, body, back = (draw(_sections(ids)) for _ in range(3))
    if not body:
        body = (Section(id=ids.pop() if ids else "last", blocks=draw(runs)),)
    present = [name for name in SECTIONS if name not in ids]
    notes = st.builds(
        AuthorNote,
        section=st.sampled_from(("", *present)),
        position=st.sampled_from(("before", "after")),
        blocks=runs,
        kind=st.sampled_from(("note", "summary")),
    )
    pictures = tuple(
        Asset(id=name, media_type="image/png", data=b"\x89PNG", alt=draw(texts))
        for name in PICTURES
    )
    return Book(
        metadata=draw(metadata),
        cover=draw(st.sampled_from(("", "map"))),
        front=front,
        body=body,
        back=back,
        notes=tuple(draw(st.lists(notes, max_size=3))),
        footnotes=tuple(Footnote(id=name, blocks=draw(runs)) for name in FOOTNOTES),
        assets=pictures,
    )
