"""Reads a PDF as a reader sees it: text where it stands, links with the page they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2

INVISIBLE = "\u200b\ufffe\x02\r\n"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page in points, from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the page it is on (from 0), its place there, and the page or address it leads to."""

    page: int
    box: Box
    target: int | str


class Pdf:
    """A PDF, opened twice: once for its text, once for its objects."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self.objects = pikepdf.open(BytesIO(data))
        self.texts = [page.get_textpage() for page in self.document]

    def __len__(self) -> int:
        return len(self.document)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page, in points."""
        return self.document[page].get_size()

    def text(self, page: int, box: Box | None = None) -> str:
        """The text of a page, or of a part of it, without what nobody sees."""
        if box is None:
            found = self.texts[page].get_text_range()
        else:
            found = self.texts[page].get_text_bounded(box.left, box.bottom, box.right, box.top)
        return "".join(one for one in found if one not in INVISIBLE)

    def lines(self, page: int) -> list[str]:
        """The lines of a page, from the top, with every space the same."""
        found = self.texts[page].get_text_range()
        return [" ".join(line.split()) for line in found.splitlines() if line.strip()]

    def head(self, page: int) -> str:
        """The running head: what stands above the text block."""
        width, height = self.size(page)
        return self.text(page, Box(0, height - 60, width, height)).strip()

    def folio(self, page: int) -> str:
        """The folio: what stands below the text block."""
        width, _ = self.size(page)
        return self.text(page, Box(0, 0, width, 66)).strip()

    def label(self, page: int) -> str:
        """The name viewers give to a page."""
        return str(self.objects.pages[page].label)

    def boxes(self, page: int) -> list[tuple[str, Box]]:
        """Every visible character of a page, and where it stands."""
        text = self.texts[page]
        found = ((text.get_text_range(at, 1), at) for at in range(text.count_chars()))
        return [
            (character, Box(*text.get_charbox(at)))
            for character, at in found
            if character.strip(INVISIBLE + " \u00a0")
        ]

    def links(self) -> list[Link]:
        """Every link, in the order of the pages."""
        names = pikepdf.NameTree(self.objects.Root.Names.Dests)
        pages = {page.objgen: number for number, page in enumerate(self.objects.pages)}
        found = []
        for number, page in enumerate(self.objects.pages):
            for note in page.get("/Annots", []):
                left, one, right, other = (float(side) for side in note.Rect)
                box = Box(left, min(one, other), right, max(one, other))
                if "/A" in note:
                    found.append(Link(number, box, str(note.A.URI)))
                else:
                    place = names[str(note.Dest)]
                    found.append(Link(number, box, pages[place[0].objgen]))
        return found

    def outline(self) -> list[tuple[int, str]]:
        """The outline: level, from 1, and title."""
        found: list[tuple[int, str]] = []
        with self.objects.open_outline() as outline:
            waiting = [(1, item) for item in reversed(outline.root)]
            while waiting:
                level, item = waiting.pop()
                found.append((level, item.title))
                waiting.extend((level + 1, child) for child in reversed(item.children))
        return found

    def font_names(self) -> set[str]:
        """The names of the fonts, and that each is embedded is asserted."""
        names = set()
        for thing in self.objects.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                assert any(key in thing for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                names.add(str(thing.FontName).lstrip("/").partition("+")[2])
        return names
