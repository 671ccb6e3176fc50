"""Numbering: where each gathering of a book begins, told by those before it."""

from __future__ import annotations

from packager.writers.pdf.gathering import Count, Start


class Numbering:
    """Numbers gatherings that follow each other, from page 1 on a recto."""

    def __init__(self) -> None:
        self._pages = 0
        self._folio = 0
        self._strings: dict[str, str] = {}

    def start(self, count: Count, *, again: bool = False) -> tuple[Start, bool]:
        """Where the next gathering begins.

        Args:
            count: What is known about it.
            again: Whether its pages were made again for the verso it begins on.

        Returns:
            The start, and whether it is settled; if not, the gathering asks again.
        """
        recto = self._pages % 2 == 0
        blank = count.begins != "either" and (count.begins == "recto") != recto
        start = Start(
            recto=recto != blank, folio=self._folio, blank=blank, strings=dict(self._strings)
        )
        if not (start.recto or count.turns or again):
            return start, False
        pages = count.pages + blank
        self._folio = count.folio + (self._folio + blank if count.continues else 0)
        self._pages += pages
        self._strings.update(count.strings)
        return start, True
