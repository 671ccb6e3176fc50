"""EPUBCheck finds nothing, not even a hint, but CSS-028, which says that there is a font."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packager.diagnostics import Report
from packager.publication.publication import (
    Collection,
    ContentDocument,
    Contributor,
    Landmark,
    NavEntry,
    PackageMetadata,
    Publication,
)
from packager.writers.epub.writer import write
from tests.support.epub_reader import DC, Epub
from tests.support.epubcheck import EpubCheck, Message

pytestmark = pytest.mark.epubcheck

_HOSTILE = "R&D <b>\"both\"</b> 'sides' ]]> &amp; &#0; <!-- 100% --> \\ {0} \u202e"


def _findings(epubcheck: EpubCheck, data: bytes) -> list[Message]:
    return [message for message in epubcheck(data) if message.code != "CSS-028"]


def _with(publication: Publication, metadata: PackageMetadata) -> bytes:
    return write(replace(publication, metadata=metadata), Report())


def test_a_book_with_everything(epubcheck: EpubCheck, data: bytes) -> None:
    assert _findings(epubcheck, data) == []


def test_one_chapter_without_a_contents_page(
    epubcheck: EpubCheck, publication: Publication
) -> None:
    last = "text/chapter-003.xhtml"
    cover, title_page, *_ = publication.spine
    (chapter,) = (document for document in publication.spine if document.href == last)
    alone = chapter.body.replace("notes.xhtml#note-chapter-003-after", "#chapter-003")
    bare = replace(
        publication,
        spine=(cover, title_page, replace(chapter, body=alone)),
        nav=replace(
            publication.nav,
            in_spine=False,
            entries=(NavEntry(title="The Clockmaker’s Tide", href=last),),
        ),
        landmarks=(
            *publication.landmarks[:3],
            Landmark(type="bodymatter", title="Start", href=last, guide="text"),
        ),
        resources=publication.resources[:1],
    )
    assert _findings(epubcheck, write(bare, Report())) == []


def test_right_to_left(epubcheck: EpubCheck, publication: Publication) -> None:
    metadata = replace(publication.metadata, language="ar", direction="rtl", title="مدّ الساعاتي")
    assert _findings(epubcheck, _with(publication, metadata)) == []


def test_a_chinese_title_and_a_fraction_of_a_series(
    epubcheck: EpubCheck, publication: Publication
) -> None:
    metadata = replace(
        publication.metadata,
        language="zh-Hant",
        title="鐘錶匠的潮汐",
        title_file_as="鐘錶匠的潮汐",
        creators=(Contributor(name="王小明", file_as="王小明", role="aut"),),
        collection=Collection(name="低潮", position="1.5"),
    )
    assert _findings(epubcheck, _with(publication, metadata)) == []


def test_characters_with_a_meaning_in_xml_in_every_field(
    epubcheck: EpubCheck, publication: Publication
) -> None:
    person = Contributor(name=_HOSTILE, file_as=_HOSTILE, role="aut")
    metadata = replace(
        publication.metadata,
        title=_HOSTILE,
        title_file_as=_HOSTILE,
        subtitle=_HOSTILE,
        creators=(person, person),
        contributors=(replace(person, role="trl"),),
        description=f"{_HOSTILE}\n\n{_HOSTILE}",
        collection=Collection(name=_HOSTILE, position="2"),
        subjects=(_HOSTILE, _HOSTILE),
        publisher=_HOSTILE,
        rights=_HOSTILE,
        source=_HOSTILE,
        accessibility=replace(publication.metadata.accessibility, summary=_HOSTILE),
    )
    nav = publication.nav
    hostile = replace(
        publication,
        metadata=metadata,
        nav=replace(
            nav,
            title=_HOSTILE,
            landmarks_title=_HOSTILE,
            entries=tuple(replace(entry, title=_HOSTILE) for entry in nav.entries),
        ),
        landmarks=tuple(replace(mark, title=_HOSTILE) for mark in publication.landmarks),
        spine=tuple(replace(document, title=_HOSTILE) for document in publication.spine),
    )
    data = write(hostile, Report())
    assert _findings(epubcheck, data) == []
    epub = Epub(data)
    said = ("title", "creator", "contributor", "publisher", "rights", "source", "subject")
    texts = [element.text for name in said for element in epub.package.iter(f"{DC}{name}")]
    assert texts == [_HOSTILE] * 10
    assert {title for title, _ in epub.contents()} == {_HOSTILE, "What was at the bottom"}
    assert epub.ncx_points()[0][0] == _HOSTILE


def test_three_hundred_chapters(epubcheck: EpubCheck, publication: Publication) -> None:
    chapters = tuple(
        ContentDocument(
            href=f"text/more-{number:03d}.xhtml",
            title=f"More {number}",
            matter="bodymatter",
            body=f'<section class="chapter" epub:type="chapter" role="doc-chapter"'
            f' id="more-{number:03d}" aria-labelledby="more-{number:03d}-title">'
            f'<h1 id="more-{number:03d}-title">More {number}</h1><p>And then?</p></section>',
        )
        for number in range(300)
    )
    entries = tuple(NavEntry(title=chapter.title, href=chapter.href) for chapter in chapters)
    nav = publication.nav
    long = replace(
        publication,
        spine=publication.spine + chapters,
        nav=replace(nav, entries=nav.entries + entries),
    )
    data = write(long, Report())
    assert _findings(epubcheck, data) == []
    assert len(Epub(data).spine) == 308


def test_a_broken_book_is_found_out(epubcheck: EpubCheck, publication: Publication) -> None:
    first, *others = publication.spine
    broken = replace(first, body='<p id="a"/><p id="a"/><a href="lost.xhtml">lost</a>')
    found = epubcheck(write(replace(publication, spine=(broken, *others)), Report()))
    assert {"RSC-005", "RSC-007"} <= {m.code for m in found if m.severity == "ERROR"}
    assert any(place.startswith("EPUB/text/cover.xhtml:") for m in found for place in m.places)
