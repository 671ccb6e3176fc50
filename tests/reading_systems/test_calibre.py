"""calibre's library says of a book what the book says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading_systems.books import Books
from tests.reading_systems.calibre import CalibreMetadata, metadata

pytestmark = [pytest.mark.reading_systems, pytest.mark.usefixtures("installed")]


def test_calibre_reads_every_field(books: Books, tmp_path: Path) -> None:
    assert metadata(books["the-ninth-lamp"], tmp_path) == CalibreMetadata(
        title="The Ninth Lamp: An Account",
        title_sort="Ninth Lamp: An Account, The",
        authors=(("Ann Example", "Example, Ann"),),
        language="eng",
        series="Low Water",
        position="2",
        tags=frozenset({"Sea", "Slice of Life", "Lamps"}),
        publisher="Example Press",
        published="2024-05-03",
        description=(
            "A lighthouse of eight lamps is counted every night.\n\nTonight there are nine."
        ),
        cover=True,
    )


def test_calibre_reads_a_book_that_runs_from_right_to_left(books: Books, tmp_path: Path) -> None:
    assert metadata(books["al-fanar"], tmp_path) == CalibreMetadata(
        title="المصباح التاسع",
        title_sort="المصباح التاسع",
        authors=(("ليلى المثال", "المثال, ليلى"),),
        language="ara",
        series="الجزر",
        position="2",
        tags=frozenset({"بحر", "منارة"}),
        publisher="",
        published="2024-05-03",
        description="تُعَدُّ مصابيح المنارة كل ليلة، وهي ثمانية. الليلة صارت تسعة.",
        cover=True,
    )
