"""The package document: metadata, manifest, spine, guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from packager.diagnostics import Code, Report
from packager.errors import PackagerError
from packager.publication.publication import Collection, Publication
from packager.writers.epub.writer import WRITER, write
from tests.support.epub_reader import DC, OPF, XML, Epub


def _metas(epub: Epub) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in epub.package.iter(f"{OPF}meta"):
        if "property" in meta.attrib and "refines" not in meta.attrib:
            found.setdefault(meta.attrib["property"], []).append(meta.text or "")
    return found


def _refinements(epub: Epub, target: str) -> dict[str, str]:
    return {
        meta.attrib["property"]: meta.text or ""
        for meta in epub.package.iter(f"{OPF}meta")
        if meta.attrib.get("refines") == f"#{target}"
    }


def _dc(epub: Epub, name: str) -> list[str]:
    return [element.text or "" for element in epub.package.iter(f"{DC}{name}")]


def _epub2(epub: Epub) -> Iterator[tuple[str, str]]:
    for meta in epub.package.iter(f"{OPF}meta"):
        if "name" in meta.attrib:
            yield meta.attrib["name"], meta.attrib["content"]


def test_the_writer_is_named_for_its_format() -> None:
    assert (WRITER.name, WRITER.suffix, WRITER.media_type) == (
        "epub",
        ".epub",
        "application/epub+zip",
    )
    assert WRITER.write is write


def test_the_package_says_its_version_language_direction_and_identifier(epub: Epub) -> None:
    package = epub.package
    assert package.attrib == {
        "version": "3.0",
        "unique-identifier": "pub-id",
        f"{XML}lang": "en",
        "dir": "ltr",
    }
    (identifier,) = package.iter(f"{DC}identifier")
    assert identifier.attrib["id"] == "pub-id"
    assert identifier.text == "urn:uuid:5d1ff3a8-2f3c-5be0-9d0b-7d7c0a4c3b52"


def test_titles_and_people_are_refined(epub: Epub) -> None:
    assert _dc(epub, "title") == ["The Clockmaker’s Tide", "A Story in Three Waters"]
    assert _refinements(epub, "title") == {
        "title-type": "main",
        "file-as": "Clockmaker’s Tide, The",
    }
    assert _refinements(epub, "subtitle") == {"title-type": "subtitle"}
    assert _dc(epub, "creator") == ["Ines Fallow", "Teodor Quill"]
    assert _refinements(epub, "creator-2") == {"role": "aut", "file-as": "Quill, Teodor"}
    assert _refinements(epub, "contributor-1") == {"role": "bkp", "file-as": "packager"}


def test_a_refinement_stands_behind_what_it_refines(epub: Epub) -> None:
    seen: set[str] = set()
    metadata = epub.package.find(f"{OPF}metadata")
    assert metadata is not None
    for element in metadata:
        if "refines" in element.attrib:
            assert element.attrib["refines"].removeprefix("#") in seen
        if "id" in element.attrib:
            assert element.attrib["id"] not in seen
            seen.add(element.attrib["id"])


def test_what_is_known_is_said_and_what_is_not_is_not(epub: Epub, publication: Publication) -> None:
    assert _dc(epub, "language") == ["en"]
    assert _dc(epub, "publisher") == ["Example Archive"]
    assert _dc(epub, "date") == ["2014-05-03"]
    assert _dc(epub, "subject") == ["Fantasy", "Slice of Life", "Sea & Shore"]
    assert _dc(epub, "source") == ["https://example.org/story/41?tide=in&chapter=1"]
    assert _dc(epub, "rights") == ["© 2014 Ines Fallow and Teodor Quill"]
    assert _dc(epub, "description") == [publication.metadata.description]
    bare = replace(
        publication.metadata,
        subtitle="",
        contributors=(),
        description="",
        collection=None,
        subjects=(),
        publisher="",
        rights="",
        source="",
        published=None,
    )
    other = Epub(write(replace(publication, metadata=bare, cover=""), Report()))
    said = ("publisher", "date", "subject", "source", "rights", "description", "contributor")
    assert not [name for name in said if _dc(other, name)]
    assert _dc(other, "title") == ["The Clockmaker’s Tide"]
    assert not list(_epub2(other))
    assert "belongs-to-collection" not in _metas(other)


def test_the_moment_of_the_last_change_is_written_once_in_utc(publication: Publication) -> None:
    east = datetime(2014, 6, 2, 2, 0, 7, 999, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    metadata = replace(publication.metadata, modified=east)
    epub = Epub(write(replace(publication, metadata=metadata), Report()))
    assert _metas(epub)["dcterms:modified"] == ["2014-06-01T20:15:07Z"]


def test_a_moment_without_a_time_zone_is_refused(publication: Publication) -> None:
    local = datetime(2014, 6, 1, 12, 30, tzinfo=UTC).replace(tzinfo=None)
    metadata = replace(publication.metadata, modified=local)
    with pytest.raises(PackagerError, match="time zone") as raised:
        write(replace(publication, metadata=metadata), Report())
    assert raised.value.code is Code.BUG


def test_the_series_is_said_for_new_readers_and_old(epub: Epub, publication: Publication) -> None:
    assert _metas(epub)["belongs-to-collection"] == ["Low Water"]
    assert _refinements(epub, "collection-1") == {
        "collection-type": "series",
        "group-position": "2",
    }
    old = dict(_epub2(epub))
    assert (old["calibre:series"], old["calibre:series_index"]) == ("Low Water", "2")
    unnumbered = replace(publication.metadata, collection=Collection(name="Low Water", position=""))
    other = Epub(write(replace(publication, metadata=unnumbered), Report()))
    assert _refinements(other, "collection-1") == {"collection-type": "series"}
    assert "calibre:series_index" not in dict(_epub2(other))


def test_accessibility_and_length_are_said(epub: Epub, publication: Publication) -> None:
    offered, metas = publication.metadata.accessibility, _metas(epub)
    assert tuple(metas["schema:accessMode"]) == offered.modes
    assert tuple(metas["schema:accessModeSufficient"]) == offered.sufficient
    assert tuple(metas["schema:accessibilityFeature"]) == offered.features
    assert tuple(metas["schema:accessibilityHazard"]) == offered.hazards
    assert metas["schema:accessibilitySummary"] == [offered.summary]
    assert metas["schema:wordCount"] == ["1042"]


def test_the_cover_is_named_for_new_readers_and_old(data: bytes, epub: Epub) -> None:
    covers = [
        name for name, item in epub.manifest.items() if item.get("properties") == "cover-image"
    ]
    assert covers == [dict(_epub2(epub))["cover"]]
    assert epub.manifest[covers[0]]["media-type"] == "image/jpeg"
    # The Nook finds no cover when content stands before name.
    assert b'<meta name="cover" content="cover.jpg"/>' in epub.files[epub.package_path]
    assert data


def test_the_manifest_lists_every_file_once(epub: Epub) -> None:
    listed = [item["href"] for item in epub.manifest.values()]
    unlisted = {"mimetype", "META-INF/container.xml", epub.package_path}
    assert sorted(listed) == sorted(set(epub.files) - unlisted)


def test_the_spine_is_the_reading_order_with_the_contents_behind_the_title_page(
    epub: Epub, publication: Publication
) -> None:
    hrefs = [f"EPUB/{document.href}" for document in publication.spine]
    assert list(epub.spine) == [*hrefs[:2], "EPUB/nav.xhtml", *hrefs[2:]]


def test_a_contents_nobody_meets_is_in_the_manifest_alone(publication: Publication) -> None:
    short = replace(publication, nav=replace(publication.nav, in_spine=False))
    epub = Epub(write(short, Report()))
    assert epub.nav == "EPUB/nav.xhtml"
    assert epub.nav not in epub.spine
    # A landmark or guide entry would lead out of the spine (RSC-011).
    assert [link for link in epub.links() if link.target == epub.nav] == []


def test_what_is_not_linear_says_so(publication: Publication) -> None:
    *others, colophon = publication.spine
    aside = replace(publication, spine=(*others, replace(colophon, linear=False)))
    references = list(Epub(write(aside, Report())).package.iter(f"{OPF}itemref"))
    assert [ref.get("linear", "yes") for ref in references] == ["yes"] * 7 + ["no"]


def test_properties_of_documents_reach_the_manifest(publication: Publication) -> None:
    first, *others = publication.spine
    drawn = replace(publication, spine=(replace(first, properties=("svg",)), *others))
    assert Epub(write(drawn, Report())).manifest["cover.xhtml"]["properties"] == "svg"


@pytest.mark.parametrize(("direction", "progression"), [("ltr", None), ("rtl", "rtl")])
def test_pages_turn_the_way_the_language_runs(
    publication: Publication, direction: str, progression: str | None
) -> None:
    metadata = replace(publication.metadata, direction=direction)
    epub = Epub(write(replace(publication, metadata=metadata), Report()))
    spine = epub.package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == progression
    assert epub.package.attrib["dir"] == direction
    chapter = epub.xml("EPUB/text/chapter-001.xhtml")
    assert chapter.get("dir") == progression


def test_vertical_lines_turn_pages_from_right_to_left(publication: Publication) -> None:
    metadata = replace(publication.metadata, language="ja", vertical=True)
    epub = Epub(write(replace(publication, metadata=metadata), Report()))
    spine = epub.package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert epub.package.attrib["dir"] == "ltr"
    assert dict(_epub2(epub))["primary-writing-mode"] == "vertical-rl"
    for name in ("EPUB/text/chapter-001.xhtml", "EPUB/nav.xhtml"):
        document = epub.xml(name)
        assert (document.get("class"), document.get("dir")) == ("vertical", None)


def test_the_state_and_the_rating_are_said_when_known(epub: Epub, publication: Publication) -> None:
    assert "schema:creativeWorkStatus" not in _metas(epub)
    assert "schema:contentRating" not in _metas(epub)
    metadata = replace(publication.metadata, status="complete", rating="Teen")
    metas = _metas(Epub(write(replace(publication, metadata=metadata), Report())))
    assert metas["schema:creativeWorkStatus"] == ["complete"]
    assert metas["schema:contentRating"] == ["Teen"]


@pytest.mark.parametrize(
    ("field", "hostile"),
    [("title", "bell\x07"), ("publisher", "half\ud83d"), ("rights", "nul\x00")],
)
def test_a_character_no_xml_can_hold_is_refused(
    publication: Publication, field: str, hostile: str
) -> None:
    metadata = replace(publication.metadata, **{field: hostile})
    with pytest.raises(PackagerError) as raised:
        write(replace(publication, metadata=metadata), Report())
    assert raised.value.code is Code.BUG


def test_who_certifies_a_book_stands_beside_what_it_conforms_to(publication: Publication) -> None:
    assert "dcterms:conformsTo" not in _metas(Epub(write(publication, Report())))
    metadata = publication.metadata
    offered = replace(metadata.accessibility, certified_by="Ann Example")
    certified = replace(publication, metadata=replace(metadata, accessibility=offered))
    epub = Epub(write(certified, Report()))
    assert _metas(epub)["dcterms:conformsTo"] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert _refinements(epub, "conformance") == {"a11y:certifiedBy": "Ann Example"}
