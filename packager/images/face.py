"""Face: a font someone else has read; FontStack: faces in order of preference, opened when needed.

Nothing here touches the disk or asks the system for fonts: a face comes with a function that loads
its bytes, and is loaded only when a character asks for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import uharfbuzz as hb

NORMAL_WEIGHT = 400

# Characters that are drawn by what they do to others: joiners, selectors, marks of direction.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_INVISIBLE = frozenset(map(chr, [0x034F, 0x115F, 0x1160, 0x3164, *range(0xFE00, 0xFE10)]))
# Format characters that are drawn all the same: Arabic number signs, the end of an ayah.
_DRAWN_FORMATS = frozenset(
    map(chr, [*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD])
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font file.

    Attributes:
        family: Name of the family; faces of one family are styles of one design.
        load: Reads the bytes of the TrueType or OpenType file.
        weight: As in CSS, 400 for regular, 700 for bold.
        italic: Whether it is the italic.
    """

    family: str
    load: Callable[[], bytes]
    weight: int = NORMAL_WEIGHT
    italic: bool = False


@dataclass(frozen=True, slots=True)
class OpenFace:
    """A face that has been loaded: what shapes it, its characters and its units per em."""

    font: hb.Font
    characters: hb.Set
    units_per_em: int

    @classmethod
    def load(cls, face: Face) -> OpenFace:
        """Load a face."""
        opened = hb.Face(hb.Blob(face.load()))
        return cls(hb.Font(opened), opened.unicodes, opened.upem)

    def has(self, text: str) -> bool:
        """Whether it can draw each character, where need be out of its parts."""
        return all(self._has(character) for character in text)

    def _has(self, character: str) -> bool:
        if ord(character) in self.characters or is_invisible(character):
            return True
        parts = unicodedata.normalize("NFD", character)
        return parts != character and all(ord(part) in self.characters for part in parts)


class FontStack:
    """Faces in order of preference; each is loaded once, and only when those before it fail.

    Args:
        faces: The faces; the first family is the book's own.
        weight: The weight wanted.
        italic: Whether italics are wanted.
    """

    def __init__(
        self, faces: tuple[Face, ...], *, weight: int = NORMAL_WEIGHT, italic: bool = False
    ) -> None:
        families = list(dict.fromkeys(face.family for face in faces))
        self._faces = sorted(
            faces,
            key=lambda face: (
                families.index(face.family),
                face.italic != italic,
                abs(face.weight - weight),
            ),
        )
        self._opened: dict[int, OpenFace] = {}

    def __getitem__(self, index: int) -> OpenFace:
        if index not in self._opened:
            self._opened[index] = OpenFace.load(self._faces[index])
        return self._opened[index]

    def first_with(self, text: str) -> int | None:
        """The index of the first face that has all of a text, or None."""
        return next((at for at in range(len(self._faces)) if self[at].has(text)), None)


def missing_glyphs(text: str, faces: tuple[Face, ...]) -> tuple[str, ...]:
    """The characters of a text that no face has, each once, by code point.

    Spaces, controls, joiners and variation selectors need no glyph and are never missing.
    """
    missing = {character for character in set(text) if not is_invisible(character)}
    for face in faces:
        if not missing:
            break
        opened = OpenFace.load(face)
        missing = {character for character in missing if not opened.has(character)}
    return tuple(sorted(missing))


def is_invisible(character: str) -> bool:
    """Whether a character has no picture of its own."""
    if character in _INVISIBLE:
        return True
    category = unicodedata.category(character)
    return category in _INVISIBLE_CATEGORIES and character not in _DRAWN_FORMATS
