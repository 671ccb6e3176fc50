"""An archive of very many stories: one after another out of it, with their lines of its list."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from packager.diagnostics import Where
from packager.errors import SourceError
from packager.sources.source import UnsafePath
from packager.sources.story_archive import open_member, story_archive

LIST = b'{\n"9": {"title": "Lamp"},\n"10": {"title": "Gull"}\n}'


def packed(lamp: bytes = b"lamp") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("epub/q/quill-1/lamp-9.epub", lamp)
        archive.writestr("epub/q/quill-1/cover.jpg", b"picture")
        archive.writestr("epub/q/other-2/ü-10.epub", b"gull")
        archive.writestr("index.json", LIST, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def test_a_member_comes_with_its_line_and_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed())
    place = (LIST.index(b'"10"'), len(b'"10": {"title": "Gull"}'))
    source = open_member(path, "epub/q/quill-1/lamp-9.epub", place)
    assert (source.name, source.data, source.path) == ("lamp-9.epub", b"lamp", path)
    assert source.neighbour("cover.jpg") == b"picture"
    assert source.neighbour("gull.jpg") is None
    with pytest.raises(UnsafePath):
        source.neighbour("../other-2/ü-10.epub")
    assert source.collection is not None
    assert list(source.collection.lines("index.json")) == [b'"10": {"title": "Gull"}']
    assert list(source.collection.lines("none.json")) == []
    other = open_member(path, "epub/q/other-2/ü-10.epub")
    assert other.collection is not None
    assert list(other.collection.lines("index.json")) == LIST.split(b"\n")


def test_an_archive_written_anew_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    for lamp in (b"lamp", b"a longer lamp"):
        path.write_bytes(packed(lamp))
        assert open_member(path, "epub/q/quill-1/lamp-9.epub").data == lamp


def test_what_is_not_there_or_damaged_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with pytest.raises(SourceError, match="no such archive"):
        open_member(path, "x")
    path.write_bytes(packed())
    with pytest.raises(SourceError, match="no member"):
        open_member(path, "epub/q/quill-1/lamp-8.epub")
    path.write_bytes(packed().replace(b"lamp", b"lump", 2).replace(b"lump", b"lamp", 1))
    with pytest.raises(SourceError):
        open_member(path, "epub/q/quill-1/lamp-9.epub")


def test_a_stream_is_an_archive_as_well() -> None:
    archive = story_archive(lambda: io.BytesIO(packed()), Where("memory"))
    source = archive.source("epub/q/quill-1/lamp-9.epub", (2, 23))
    assert source.path is None
    assert source.data == b"lamp"
