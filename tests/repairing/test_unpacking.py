"""Taking EPUBs apart: damaged archives, folders around the book, files of other programs."""

from __future__ import annotations

import pytest

from packager.errors import SourceError
from packager.repairing.changes import Changes
from packager.repairing.unpacking import unpacked
from packager.sources.source import from_bytes
from tests.support.faults import packed

FILES = {
    "mimetype": b"application/epub+zip",
    "META-INF/container.xml": b"<container/>",
    "book.opf": b"<package/>" * 40,
    "one.xhtml": b"<p>The bell rang under the water.</p>" * 40,
}


def taken(found: bytes) -> tuple[dict[str, bytes], Changes]:
    changes = Changes("bell.epub")
    return unpacked(from_bytes("bell.epub", found), changes), changes


def test_the_files_keep_their_order_and_the_media_type_is_left_out() -> None:
    files, changes = taken(packed(FILES))
    assert list(files) == list(FILES)[1:]
    assert not changes


def test_the_whole_files_of_an_archive_without_its_end_are_taken() -> None:
    whole = packed(FILES)
    cut = whole[: whole.index(b"PK\x01\x02")]
    files, changes = taken(cut)
    assert files == {name: found for name, found in FILES.items() if name != "mimetype"}
    assert changes


def test_a_file_cut_short_is_lost_and_the_others_are_taken() -> None:
    whole = packed(FILES)
    cut = whole[: whole.index(b"PK\x01\x02") - 20]
    assert list(taken(cut)[0]) == ["META-INF/container.xml", "book.opf"]


def test_a_folder_around_the_book_is_taken_away() -> None:
    files, changes = taken(packed({f"bell/{name}": found for name, found in FILES.items()}))
    assert list(files) == list(FILES)[1:]
    assert changes


def test_files_of_other_programs_are_left_out() -> None:
    files, _ = taken(packed({**FILES, "__MACOSX/._one.xhtml": b"x", "iTunesMetadata.plist": b"x"}))
    assert list(files) == list(FILES)[1:]


@pytest.mark.parametrize("found", [b"", b"PK", b"PK\x03\x04" * 1000, b"\x00" * 1000])
def test_what_is_no_archive_is_refused(found: bytes) -> None:
    with pytest.raises(SourceError):
        taken(found)
