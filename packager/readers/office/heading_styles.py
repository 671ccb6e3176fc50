"""The styles of headings, as word processors name them in the languages they speak."""

from __future__ import annotations

import re
from functools import cache

_NAMES = (
    "heading", "überschrift", "titre", "título", "títol", "titolo", "titlu", "заголовок",
    "заглавие", "загаловак", "kop", "rubrik", "overskrift", "otsikko", "nagłówek", "nadpis",
    "naslov", "наслов", "címsor", "başlık", "cabeçalho", "encabezado", "encapçalament",
    "intestazione", "επικεφαλίδα", "antraštė", "virsraksts", "pealkiri", "fyrirsögn", "izenburua",
    "tiêu đề", "judul", "tajuk", "見出し", "标题", "標題", "제목", "หัวเรื่อง", "כותרת", "عنوان",
    "العنوان", "शीर्षक",
)  # fmt: skip
"""What Word, LibreOffice and Pages call a heading; a number follows."""


@cache
def _style() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(_NAMES)})\s*(\d)(?!\d)", re.IGNORECASE)


def heading_level(style: str) -> int:
    """The level of the headings in a style, by its name; 0 where it is none of headings."""
    found = _style().match(style.strip())
    return int(found[1]) if found else 0
