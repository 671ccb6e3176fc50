"""The navigation document, the NCX and the guide lead to the same places."""

from __future__ import annotations

from dataclasses import replace

from packager.diagnostics import Report
from packager.publication.publication import Landmark, NavEntry, Publication
from packager.writers.epub.writer import write
from tests.support.epub_reader import NCX, OPF, OPS, XHTML, XML, Epub


def _flat(entries: tuple[NavEntry, ...]) -> list[tuple[str, str]]:
    return [
        line
        for entry in entries
        for line in [(entry.title, f"EPUB/{entry.href}"), *_flat(entry.children)]
    ]


def test_both_tables_of_contents_say_what_the_publication_says(
    epub: Epub, publication: Publication
) -> None:
    expected = _flat(publication.nav.entries)
    for table in (epub.contents(), epub.ncx_points()):
        lines = [
            (title, f"{link.target}#{link.fragment}".removesuffix("#")) for title, link in table
        ]
        assert lines == expected


def test_the_contents_follow_the_reading_order(epub: Epub) -> None:
    places = [epub.spine.index(link.target) for _, link in epub.contents()]
    assert places == sorted(places)


def test_every_link_leads_somewhere(epub: Epub) -> None:
    assert len(list(epub.links())) > 30
    assert epub.broken_links() == ()


def test_ids_are_unique_within_and_across_documents(epub: Epub) -> None:
    ids = [name for path in epub.spine for name in epub.ids(path)]
    assert len(ids) == len(set(ids))


def test_landmarks_are_hidden_and_hold_one_type_each(epub: Epub, publication: Publication) -> None:
    navs = {nav.attrib[f"{OPS}type"]: nav for nav in epub.xml(epub.nav).iter(f"{XHTML}nav")}
    assert set(navs) == {"toc", "landmarks"}
    assert "hidden" not in navs["toc"].attrib
    assert navs["landmarks"].attrib["hidden"] == "hidden"
    types = [a.attrib[f"{OPS}type"] for a in navs["landmarks"].iter(f"{XHTML}a")]
    assert types == [mark.type for mark in publication.landmarks]


def test_the_guide_holds_what_has_an_old_name(epub: Epub) -> None:
    guide = [
        (ref.attrib["type"], ref.attrib["href"]) for ref in epub.package.iter(f"{OPF}reference")
    ]
    assert guide == [
        ("cover", "text/cover.xhtml"),
        ("title-page", "text/titlepage.xhtml"),
        ("toc", "nav.xhtml#toc"),
        ("text", "text/chapter-001.xhtml"),
        ("notes", "text/notes.xhtml"),
    ]


def test_the_ncx_names_book_authors_language_and_depth(epub: Epub) -> None:
    ncx = epub.xml(epub.ncx)
    assert ncx.attrib[f"{XML}lang"] == "en"
    assert ncx.findtext(f"{NCX}docTitle/{NCX}text") == "The Clockmaker’s Tide"
    authors = [author.findtext(f"{NCX}text") for author in ncx.iter(f"{NCX}docAuthor")]
    assert authors == ["Ines Fallow", "Teodor Quill"]
    head = {meta.attrib["name"]: meta.attrib["content"] for meta in ncx.iter(f"{NCX}meta")}
    assert head["dtb:uid"] == "urn:uuid:5d1ff3a8-2f3c-5be0-9d0b-7d7c0a4c3b52"
    assert head["dtb:depth"] == "2"


def test_one_target_has_one_play_order(publication: Publication) -> None:
    part = NavEntry(
        title="Part One",
        href="text/chapter-001.xhtml",
        children=(
            NavEntry(title="One", href="text/chapter-001.xhtml"),
            NavEntry(
                title="Two",
                href="text/chapter-002.xhtml",
                children=(NavEntry(title="Deep", href="text/chapter-002.xhtml#bottom"),),
            ),
        ),
    )
    last = NavEntry(title="Three", href="text/chapter-003.xhtml")
    nav = replace(publication.nav, entries=(part, last))
    epub = Epub(write(replace(publication, nav=nav), Report()))
    points = list(epub.xml(epub.ncx).iter(f"{NCX}navPoint"))
    assert [point.attrib["playOrder"] for point in points] == ["1", "1", "2", "3", "4"]
    assert len({point.attrib["id"] for point in points}) == 5
    nav_map = epub.xml(epub.ncx).find(f"{NCX}navMap")
    assert nav_map is not None
    assert [len(list(point.iter(f"{NCX}navPoint"))) for point in nav_map] == [4, 1]
    assert [title for title, _ in epub.contents()] == [
        "Part One",
        "One",
        "Two",
        "Deep",
        "Three",
    ]


def test_a_publication_without_landmarks_has_no_list_of_them(publication: Publication) -> None:
    plain: tuple[Landmark, ...] = ()
    epub = Epub(write(replace(publication, landmarks=plain), Report()))
    assert len(list(epub.xml(epub.nav).iter(f"{XHTML}nav"))) == 1
    assert list(epub.package.iter(f"{OPF}guide")) == []
