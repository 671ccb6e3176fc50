"""What the keys of a header say about a story."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.metadata import Creator, Metadata, Series
from packager.diagnostics import Code, Report
from packager.readers.left_out import LeftOut
from packager.readers.markdown.front_matter import split_header
from packager.readers.markdown.header_facts import HeaderFacts, header_facts


def facts(yaml: str) -> tuple[HeaderFacts, Report, str]:
    header, _ = split_header(f"---\n{yaml}\n---\n")
    report, left_out = Report(), LeftOut()
    found = header_facts(header, report, left_out, "story.md")
    return found, report, "\n".join(text for texts in left_out.found.values() for text in texts)


def test_every_key_finds_its_field() -> None:
    found, report, left_out = facts(
        "title: 'Snow: A Tale'\nsubtitle: In the north\nauthor: Ann Example and Bo Sample\n"
        "translator: C. Dee\nlang: en_gb\nseries: The Four Seasons\nseries-number: 4\n"
        "tags: [Winter, Cold]\ncategories: Slice of Life, Sad\nrating: Teen\nstatus: In Progress\n"
        "date: 2024-05-03 10:00:00 +0100\nlastmod: May 9, 2024\nurl: https://example.org/1\n"
        "license: CC BY 4.0\nfandom: Skyfolk\ncharacters: [Flint, Birch]\nships: Flint/Birch\n"
        "content_warnings: none\nwords: 12,345\nlayout: page\nfont: Serif"
    )
    assert found.metadata == Metadata(
        title="Snow: A Tale",
        subtitle="In the north",
        creators=(Creator("Ann Example"), Creator("Bo Sample"), Creator("C. Dee", "trl")),
        language="en-GB",
        series=Series("The Four Seasons", 4.0),
        subjects=("Winter", "Cold", "Slice of Life", "Sad"),
        rating="Teen",
        status="incomplete",
        published=date(2024, 5, 3),
        modified=date(2024, 5, 9),
        source="https://example.org/1",
        rights="CC BY 4.0",
        fandoms=("Skyfolk",),
        characters=("Flint", "Birch"),
        relationships=("Flint/Birch",),
        warnings=("none",),
        words=12345,
    )
    assert report.diagnostics == []
    assert {"layout", "page", "font", "Serif"} <= set(left_out.split())


def test_authors_may_be_a_list_of_names_and_of_maps() -> None:
    found, _, _ = facts(
        "authors:\n  - Ann Example\n  - name: Bo Sample\n    role: illustrator\n"
        "  - given: Cy\n    family: Dee\n    role: edt"
    )
    assert found.metadata.creators == (
        Creator("Ann Example"),
        Creator("Bo Sample", "ill"),
        Creator("Cy Dee", "edt"),
    )


@pytest.mark.parametrize(
    ("yaml", "series"),
    [
        ("series: Low Water 2", Series("Low Water", 2.0)),
        ("series: {name: Low Water, number: 2}", Series("Low Water", 2.0)),
        ("series: [Low Water]\nvolume: 3", Series("Low Water", 3.0)),
        ("series: Low Water", Series("Low Water")),
    ],
)
def test_a_series_may_be_written_in_many_ways(yaml: str, series: Series) -> None:
    assert facts(yaml)[0].metadata.series == series


def test_a_value_nobody_can_mean_is_left_out_with_its_line() -> None:
    found, report, left_out = facts("title: Snow\ndate: soon\nlang: Elvish tongue")
    assert found.metadata == Metadata(title="Snow")
    assert [(d.code, d.where and d.where.line) for d in report.diagnostics] == [
        (Code.HEADER_IGNORED, 3),
        (Code.HEADER_IGNORED, 4),
    ]
    assert {"soon", "Elvish", "tongue"} <= set(left_out.split())


def test_descriptions_notes_and_cover_are_kept_apart() -> None:
    found, _, left_out = facts(
        "summary: It *snows*.\nsynopsis: It stops.\nnotes: Thanks!\nend_notes: Bye.\n"
        "cover-image: img/c.png\nchapter: 3\nweight: 7\npart: Two"
    )
    assert (found.description, found.notes, found.end_notes) == ("It *snows*.", "Thanks!", "Bye.")
    assert (found.cover, found.number, found.order, found.part) == ("img/c.png", 3, 7.0, "Two")
    assert "It stops." in left_out


def test_no_header_says_nothing() -> None:
    assert header_facts(None, Report(), LeftOut(), "story.md") == HeaderFacts()
