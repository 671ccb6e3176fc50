"""The pages a PDF is made for."""

from __future__ import annotations

import pytest

from packager.errors import UsageError
from packager.paper import DEVICES, TRIMS, PageFormat, Paper, page_format
from packager.writers.pdf.type_area import type_area

EVERY = (*TRIMS, *DEVICES)


def test_no_two_pages_have_one_name() -> None:
    assert len({one.name for one in EVERY}) == len(EVERY)


def test_devices_are_for_the_screen_and_trims_for_print() -> None:
    assert all(Paper(format=one.name).for_screen for one in DEVICES)
    assert not any(Paper(format=one.name).for_screen for one in TRIMS)
    assert Paper(format="a5", edition="screen").for_screen
    assert not Paper(format="phone", edition="print").for_screen


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.name)
@pytest.mark.parametrize("edition", ["print", "screen"])
@pytest.mark.parametrize("large", [False, True])
def test_the_text_stands_in_whole_lines_within_the_page(
    page: PageFormat, edition: str, *, large: bool
) -> None:
    paper = Paper(
        format=page.name, edition="print" if edition == "print" else "screen", large_print=large
    )
    area = type_area(paper)
    filled = area.head + area.lines * area.line_height + area.foot
    assert filled == pytest.approx(area.height, abs=0.01)
    assert area.foot > 0.7 * area.head
    assert area.lines >= (11 if large else 19)
    assert area.gutter >= area.edge >= 14
    measure = area.width - area.gutter - area.edge
    letters = measure / (area.type_size * 0.43)
    assert (10 if large else 30) <= letters <= 102


def test_an_unknown_page_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="no page size 'a9'"):
        page_format(Paper(format="a9"))
