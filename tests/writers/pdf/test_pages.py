"""What a reader of the PDF meets."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from lxml import etree

from packager.publication.publication import Publication
from tests.support.pdf_reader import Box, Link, Pdf

from .conftest import Laid

pytestmark = pytest.mark.pdf

MM = 72 / 25.4
OPENING = 6
"""Where the first chapter begins: behind cover, blank, title, its verso, contents, blank."""


@pytest.fixture(scope="module", params=["laid", "laid_6x9"], ids=["a5", "6x9"])
def pages(request: pytest.FixtureRequest) -> Laid:
    found: Laid = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def pdf(pages: Laid) -> Pdf:
    return pages.pdf


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum()).casefold()


def of(links: list[Link], text: str, pdf: Pdf) -> list[Link]:
    return [link for link in links if text in pdf.text(link.page, link.box)]


def test_weasyprint_has_nothing_to_say(pages: Laid) -> None:
    assert pages.messages == ()


def test_pages_have_the_size_of_the_trim(laid: Laid, laid_6x9: Laid) -> None:
    for pages, (width, height) in ((laid, (148, 210)), (laid_6x9, (152.4, 228.6))):
        for page in range(len(pages.pdf)):
            assert pages.pdf.size(page) == pytest.approx((width * MM, height * MM), abs=0.01)


def test_every_paragraph_is_printed(pdf: Pdf, publication: Publication) -> None:
    printed = "".join(
        letters(pdf.text(page, Box(0, 68, pdf.size(page)[0], pdf.size(page)[1] - 60)))
        for page in range(len(pdf))
    )
    bodies = "".join(document.body for document in publication.spine)
    source = etree.fromstring(f'<b xmlns:epub="http://www.idpf.org/2007/ops">{bodies}</b>'.encode())
    blocks = [
        letters("".join(block.itertext()))
        for block in source.iter("p", "h1", "h2", "td", "th", "pre", "caption", "figcaption")
        if block.find("ruby") is None
    ]
    assert len(blocks) > 90
    assert [block for block in blocks if block not in printed] == []


def test_the_cover_fills_the_first_page(pdf: Pdf) -> None:
    picture = pdf.document[0].render(scale=0.5).to_pil().convert("RGB")
    corners = {picture.getpixel((x, 0)) for x in (0, picture.width - 1)}
    bottom = {picture.getpixel((x, picture.height - 1)) for x in (0, picture.width - 1)}
    assert (255, 255, 255) not in corners | bottom
    assert pdf.text(0).strip() == ""


def test_the_front_matter_has_its_order(pdf: Pdf) -> None:
    assert pdf.lines(1) == []
    assert pdf.lines(2)[0] == "The Clockmaker’s Tide"
    assert "Ines Fallow and Teodor Quill" in pdf.lines(2)
    assert pdf.lines(3)[0] == "The sea takes one clock too many."
    assert pdf.lines(4)[0] == "Contents"
    assert pdf.lines(5) == []
    assert pdf.lines(OPENING)[:2] == ["Chapter 1", "The House at Low Water"]


def test_heads_name_the_book_on_the_left_and_the_chapter_on_the_right(pdf: Pdf) -> None:
    assert pdf.head(OPENING + 1) == "The Clockmaker’s Tide"
    assert pdf.head(OPENING + 2) == "The House at Low Water"


def test_openers_and_display_pages_have_no_head(pdf: Pdf) -> None:
    openers = [
        page for page in range(OPENING, len(pdf)) if pdf.lines(page)[0].startswith("Chapter")
    ]
    assert len(openers) >= 2
    assert [pdf.head(page) for page in [*range(OPENING), *openers, len(pdf) - 1]] == [""] * (
        OPENING + len(openers) + 1
    )


def test_folios_count_the_front_in_roman_and_the_body_from_one(pdf: Pdf) -> None:
    folios = [pdf.folio(page) for page in range(len(pdf))]
    assert folios[:OPENING] == ["", "", "", "", "v", ""]
    body = folios[OPENING:-1]
    assert body == [str(number) for number in range(1, len(body) + 1)]
    assert folios[-1] == ""


def test_viewers_call_pages_what_the_folios_say(pdf: Pdf) -> None:
    labels = [pdf.label(page) for page in range(len(pdf))]
    assert labels[:OPENING] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert labels[OPENING:] == [str(number) for number in range(1, len(pdf) - OPENING + 1)]


def test_contents_give_the_folios_of_what_they_lead_to(pdf: Pdf) -> None:
    width, _ = pdf.size(4)
    lines = {
        (pdf.text(4, Box(0, link.box.bottom + 2, width, link.box.top - 2)), link.target)
        for link in pdf.links()
        if link.page == 4
    }
    assert len(lines) == 6
    for line, target in lines:
        assert line.split()[-1] == pdf.label(int(target))


def test_note_links_lead_there_and_back_and_say_the_page(pdf: Pdf) -> None:
    links = pdf.links()
    there = of(links, "Author’s note,", pdf)
    back = of(links, "Back to", pdf)
    assert len(there) == len(back) == 3
    assert len({home.target for home in back}) == 3
    for link, home in zip(there, back, strict=True):
        assert (home.page, home.target) == (link.target, link.page)
        assert re.findall(r"page (\d+)", pdf.text(link.page, link.box)) == [pdf.label(home.page)]
        assert re.findall(r"page (\d+)", pdf.text(home.page, home.box)) == [pdf.label(link.page)]


def test_links_to_the_web_stay(pdf: Pdf) -> None:
    found = {link.target for link in pdf.links() if isinstance(link.target, str)}
    assert found == {
        "https://example.org/clocks?street=low-water&tide=in",
        "https://example.org/story/41",
    }


def test_the_outline_is_the_table_of_contents(pdf: Pdf) -> None:
    assert pdf.outline() == [
        (1, "Title Page"),
        (1, "Contents"),
        (1, "The House at Low Water"),
        (1, "A Word with the Harbour"),
        (2, "What was at the bottom"),
        (1, "Chapter 3"),
        (1, "Author’s Notes"),
        (1, "Colophon"),
    ]


def test_the_pdf_says_what_it_is(pdf: Pdf, publication: Publication) -> None:
    about = pdf.objects.docinfo
    assert str(about.Title) == publication.metadata.title
    assert str(about.Author) == "Ines Fallow, Teodor Quill"
    assert str(about.Keywords) == "Fantasy, Slice of Life, Sea & Shore"
    assert str(about.ModDate) == str(about.CreationDate)
    assert datetime.strptime(str(about.ModDate)[2:16], "%Y%m%d%H%M%S").replace(
        tzinfo=UTC
    ) == datetime(2014, 6, 1, 12, 30, tzinfo=UTC)
    assert str(pdf.objects.Root.Lang) == "en"
    assert pdf.objects.Root.ViewerPreferences.DisplayDocTitle is True


def test_only_bundled_fonts_are_embedded(pdf: Pdf) -> None:
    families = {"EB-Garamond", "IBM-Plex-Mono", "Noto-Serif-CJK-JP"}
    names = pdf.font_names()
    assert any(name.startswith("EB-Garamond-All-Small-Caps") for name in names)
    assert [name for name in names if not name.startswith(tuple(families))] == []


def test_lines_of_facing_pages_stand_at_one_height(laid: Laid) -> None:
    """The text block begins at 62 pt and every line is 14 pt high."""
    pdf = laid.pdf
    for page in (OPENING + 1, OPENING + 2):
        _, height = pdf.size(page)
        baselines = {
            round(height - 62 - box.bottom, 1) % 14
            for character, box in pdf.boxes(page)
            if character in "xzvwnmhkr" and 68 < box.bottom < height - 64
        }
        assert baselines
        assert max(baselines) - min(baselines) < 1


def test_margins_are_mirrored(laid: Laid) -> None:
    pdf = laid.pdf

    def left_edge(page: int) -> float:
        return min(box.left for _, box in pdf.boxes(page))

    assert left_edge(OPENING + 1) == pytest.approx(46, abs=2)
    assert left_edge(OPENING + 2) == pytest.approx(56, abs=2)
