"""calibre, as far as it reads metadata.

https://manual.calibre-ebook.com/generated/en/ebook-meta.html
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True, slots=True)
class CalibreMetadata:
    """What calibre's library would say about a book.

    Attributes:
        title: The title.
        title_sort: The title to sort by.
        authors: Names and names to sort by.
        language: As ISO 639-3, calibre's choice.
        series: The name, empty when there is none.
        position: The place in the series, empty when there is none.
        tags: The subjects.
        publisher: Empty when there is none.
        published: The day, empty when there is none.
        description: Plain text.
        cover: Whether it found a cover.
    """

    title: str
    title_sort: str
    authors: tuple[tuple[str, str], ...]
    language: str
    series: str
    position: str
    tags: frozenset[str]
    publisher: str
    published: str
    description: str
    cover: bool


def metadata(book: Path, folder: Path) -> CalibreMetadata:
    """What ``ebook-meta`` reads in a book; ``folder`` is empty, and for its use."""
    package, cover = folder / "calibre.opf", folder / "calibre-cover"
    subprocess.run(
        ["ebook-meta", f"--to-opf={package}", f"--get-cover={cover}", str(book)],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "CALIBRE_CONFIG_DIRECTORY": str(folder / "config"),
        },
        capture_output=True,
        check=True,
        timeout=120,
    )
    root = ET.parse(package).getroot()  # noqa: S314 - calibre wrote it
    metas = {meta.get("name", ""): meta.get("content", "") for meta in root.iter(f"{_OPF}meta")}
    return CalibreMetadata(
        title=_text(root, "title"),
        title_sort=metas.get("calibre:title_sort", ""),
        authors=tuple(
            (creator.text or "", creator.get(f"{_OPF}file-as", ""))
            for creator in root.iter(f"{_DC}creator")
        ),
        language=_text(root, "language"),
        series=metas.get("calibre:series", ""),
        position=metas.get("calibre:series_index", ""),
        tags=frozenset(subject.text or "" for subject in root.iter(f"{_DC}subject")),
        publisher=_text(root, "publisher"),
        published=_text(root, "date")[:10],
        description=_text(root, "description"),
        cover=cover.is_file() and cover.stat().st_size > 0,
    )


def _text(root: ET.Element, name: str) -> str:
    return root.findtext(f".//{_DC}{name}", "")
