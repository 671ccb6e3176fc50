"""The ZIP file: what stands where, and nothing of the machine in it."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED

import pytest

from tests.support.epub_reader import Epub

_BUILD = """
import sys
from hashlib import sha256
from packager.diagnostics import Report
from packager.writers.epub.writer import write
from tests.support.tide import tide
print(sha256(write(tide(), Report())).hexdigest())
"""
_ROOT = Path(__file__).parents[3]


def test_the_media_type_is_first_stored_and_bare(data: bytes, epub: Epub) -> None:
    first = epub.entries[0]
    assert first.filename == "mimetype"
    assert first.compress_type == ZIP_STORED
    assert first.extra == b""
    assert data[30 : 30 + 8 + 20] == b"mimetypeapplication/epub+zip"


def test_every_entry_has_the_same_date_mode_and_origin(epub: Epub) -> None:
    for entry in epub.entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr == 0o100644 << 16
        assert entry.create_system == 3
        assert entry.extra == b""
        assert entry.flag_bits == 0


def test_text_is_deflated_and_pictures_are_stored(epub: Epub) -> None:
    kinds = {Path(entry.filename).suffix: entry.compress_type for entry in epub.entries}
    assert kinds[".xhtml"] == kinds[".css"] == kinds[".opf"] == kinds[".ncx"] == ZIP_DEFLATED
    assert kinds[".jpg"] == kinds[".png"] == ZIP_STORED


def test_files_stand_where_the_layout_says_in_the_order_of_the_book(epub: Epub) -> None:
    assert [entry.filename for entry in epub.entries] == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/content.opf",
        "EPUB/nav.xhtml",
        "EPUB/toc.ncx",
        "EPUB/css/story.css",
        "EPUB/images/cover.jpg",
        "EPUB/images/chart.png",
        "EPUB/text/cover.xhtml",
        "EPUB/text/titlepage.xhtml",
        "EPUB/text/chapter-001.xhtml",
        "EPUB/text/chapter-002.xhtml",
        "EPUB/text/chapter-003.xhtml",
        "EPUB/text/notes.xhtml",
        "EPUB/text/colophon.xhtml",
    ]


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242"},
    ],
    ids=["new york", "kathmandu"],
)
def test_another_machine_writes_the_same_bytes(
    data: bytes, surroundings: dict[str, str], tmp_path: Path
) -> None:
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(_ROOT)}
    built = subprocess.run(
        [sys.executable, "-c", _BUILD],
        cwd=tmp_path,
        env=environment,
        umask=0o077,
        capture_output=True,
        text=True,
        check=True,
    )
    assert built.stdout.strip() == sha256(data).hexdigest()
