"""Fimfarchive as candidates: in the order of its list, with what the list says, never unpacked."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from packager.batch.fimfarchive import (
    Keep,
    StoriesOf,
    fimfarchive_candidates,
    is_fimfarchive,
    read_line,
)
from packager.batch.found import Search, candidates
from packager.batch.task import Candidate
from packager.diagnostics import Where
from packager.sources.story_archive import open_member


def entry(number: int, **more: Any) -> dict[str, Any]:
    return {
        "archive": {"date_checked": "2025-01-30T09:03:38+00:00", "path": member(number)},
        "author": {"id": 1, "name": "Quill Feather"},
        "completion_status": "complete",
        "content_rating": "everyone",
        "date_published": "2012-04-14T14:42:21+00:00",
        "description_html": '<p>Says "path": "epub/q/quill-1/story-1.epub"</p>',
        "id": number,
        "num_chapters": 1,
        "num_likes": number,
        "num_views": 5,
        "num_words": 100 * number,
        "tags": [{"name": "Adventure", "type": "genre"}],
        "title": f"Story {number}",
        "url": f"https://www.fimfiction.net/story/{number}/x",
        **more,
    }


def member(number: int) -> str:
    return f"epub/q/quill-1/story-{number}.epub"


def pack(entries: dict[int, dict[str, Any] | str], numbers: tuple[int, ...] = (1, 2, 3)) -> bytes:
    lines = [
        f'"{number}": {one if isinstance(one, str) else json.dumps(one)}'
        for number, one in entries.items()
    ]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in numbers:
            archive.writestr(member(number), b"epub %d" % number)
        archive.writestr("readme.pdf", b"pdf")
        archive.writestr("index.json", "{\n" + ",\n".join(lines) + "\n}\n", zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def found(archive: bytes, *, known: bool = True, keep: Keep | None = None) -> list[Candidate]:
    def opened() -> BinaryIO:
        return io.BytesIO(archive)

    return list(fimfarchive_candidates(StoriesOf(opened, "f.zip", "f.zip", known=known, keep=keep)))


def test_stories_come_in_the_order_of_the_list_with_what_it_says() -> None:
    stories = found(pack({3: entry(3), 1: entry(1), 2: entry(2)}))
    assert [one.key for one in stories] == [f"f.zip!{member(n)}" for n in (3, 1, 2)]
    metadata = stories[0].metadata
    assert metadata is not None
    assert (metadata.title, metadata.words, metadata.rating) == ("Story 3", 300, "Everyone")
    assert (metadata.subjects, metadata.published) == (("Adventure",), date(2012, 4, 14))
    assert stories[0].size == len(b"epub 3")


def test_the_place_leads_to_the_member_and_its_line(tmp_path: Path) -> None:
    path = tmp_path / "fimfarchive-20260601.zip"
    path.write_bytes(pack({2: entry(2), 1: entry(1, title="Schnee – ü")}))
    stories = list(candidates([str(path)]))
    assert [one.place.member for one in stories] == [member(n) for n in (2, 1, 3)]
    for one, number in zip(stories, (2, 1), strict=False):
        source = open_member(path, one.place.member, one.place.index_line)
        assert source.data == b"epub %d" % number
        assert source.collection is not None
        (line,) = source.collection.lines("index.json")
        assert read_line(line)[0] == one.metadata
    assert stories[2].metadata is None


def test_a_story_changes_with_its_bytes_and_with_what_the_list_says_of_it() -> None:
    def stamp(**more: Any) -> str:
        return found(pack({1: entry(1, **more)}), known=False)[0].stamp

    assert stamp() == stamp(num_views=900, num_likes=77)
    assert stamp() != stamp(title="Another")
    assert stamp() != stamp(num_words=1)


def test_stories_can_be_chosen_by_the_list() -> None:
    archive = pack({1: entry(1), 2: entry(2), 3: entry(3)})
    stories = found(archive, keep=lambda metadata, likes: metadata.words == 200 or likes == 3)
    assert [one.place.member for one in stories] == [member(2), member(3)]
    assert all(one.metadata is None for one in found(archive, known=False))


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[1]",
        '"text"',
        '{"archive": {"path": "epub/q/quill-1/gone-7.epub"}}',
        '{"path": 5}',
        '{"path": "index.json"}',
        '{"path": "\\u0065pub/q/none-1/x-1.epub"}',
        '{"archive": {"path": ' + "[" * 5_000,
        '{"path": "epub/q/quill-1/story-2.epub"}',
    ],
)
def test_a_line_that_can_not_be_read_costs_no_story(broken: str) -> None:
    stories = found(pack({1: broken, 2: entry(2)}))
    assert sorted(one.place.member for one in stories) == [member(n) for n in (1, 2, 3)]


def test_a_path_may_be_escaped_and_the_older_form_has_it_at_the_top() -> None:
    line = json.dumps({"path": member(1), "likes": 4, "words": 9}).replace("epub/q", "\\u0065pub/q")
    (first, *_) = found(pack({1: line}))
    assert first.place.member == member(1)
    assert first.metadata is not None
    assert first.metadata.words == 9


def test_an_archive_without_a_list_has_its_stories_by_name() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in (2, 10, 1):
            archive.writestr(member(number), b"")
    assert [one.place.member for one in found(stream.getvalue())] == [member(n) for n in (1, 10, 2)]


def test_the_archive_is_known_by_its_layout() -> None:
    packed = pack({1: entry(1)})
    assert is_fimfarchive(io.BytesIO(packed), "some.zip", Where("a"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("index.json", "{}")
        archive.writestr("lamp.txt", "")
    assert not is_fimfarchive(stream, "fimfarchive-1.zip", Where("a"))


def test_likes_are_known_to_a_search(tmp_path: Path) -> None:
    path = tmp_path / "fimfarchive-20260601.zip"
    path.write_bytes(pack({1: entry(1), 2: entry(2)}))
    search = Search(keep=lambda metadata, likes: likes == 2, known=False)  # noqa: ARG005
    assert member(2) in {one.place.member for one in candidates([str(path)], search)}
