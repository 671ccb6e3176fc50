"""Page marks: the page numbers of a printed edition, which stand in the text of a transcript."""

from __future__ import annotations

from collections.abc import Mapping

from packager.readers.markup.elements import PAGE_MARKS
from packager.readers.markup.looks import names

_PAGE_BREAKS = names("pagebreak doc-pagebreak")  # https://www.w3.org/TR/epub-ssv-11/#pagebreak


def is_page_mark(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element is the number of a page of a printed edition."""
    kinds = f"{attributes.get('epub:type') or ''} {attributes.get('role') or ''}"
    classes = attributes.get("class") or ""
    return bool(
        (kinds != " " and names(kinds) & _PAGE_BREAKS) or (classes and names(classes) & PAGE_MARKS)
    )
