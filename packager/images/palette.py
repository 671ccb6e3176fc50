"""Palette: colours that were chosen to stand together, and the arithmetic of contrast."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]

LEAST_CONTRAST = 4.5
_PAPER: Colour = (0xFB, 0xF7, 0xEF)
_BLACK: Colour = (0x16, 0x15, 0x18)
_DARK = 0.18


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one cover.

    Attributes:
        ground: What most of the cover is.
        ink: Type on the ground.
        tones: Four tones for shapes, from the one nearest the ground to the farthest from it.
        accent: The one colour that stands out: a moon, a rule.
    """

    ground: Colour
    ink: Colour
    tones: tuple[Colour, Colour, Colour, Colour]
    accent: Colour

    @property
    def is_dark(self) -> bool:
        """Whether light type stands on a dark ground."""
        return luminance(self.ground) < _DARK

    def ink_on(self, colour: Colour) -> Colour:
        """The ink that reads best on a colour: the palette's own where it reads well."""
        for own in (self.ink, self.ground):
            if contrast(own, colour) >= LEAST_CONTRAST + 1:
                return own
        return max((_PAPER, _BLACK), key=lambda ink: contrast(ink, colour))


def luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast of two colours, from 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two; ``share`` is how much of the other, from 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _palette(ground: str, ink: str, tones: str, accent: str) -> Palette:
    first, second, third, fourth = (_colour(tone) for tone in tones.split())
    return Palette(_colour(ground), _colour(ink), (first, second, third, fourth), _colour(accent))


def _colour(hexadecimal: str) -> Colour:
    red, green, blue = bytes.fromhex(hexadecimal)
    return red, green, blue


PALETTES = (
    # dusk over water
    _palette("1f2a44", "f5ead8", "34406a 5d5485 a4678b d98f86", "f4bd72"),
    # a fen in autumn
    _palette("ece5d3", "22302b", "cdd2b8 97ac8c 56796a 294a42", "d9733a"),
    # baked clay
    _palette("f3e6d5", "3a1d18", "ecc19a d78a58 ae4d35 5d2823", "2f6170"),
    # ink and rose
    _palette("f8eae6", "2b2140", "f0c9c6 dd97a5 95557d 40315e", "e9a03c"),
    # ice
    _palette("e6eef0", "12303f", "bfd7de 80aec0 417593 16405a", "e55b36"),
    # a wood at night
    _palette("15302b", "f0e8d2", "20463d 2f6553 62946f b3c690", "eabf5a"),
    # oxblood
    _palette("561820", "f8e8d3", "78232c a23c3a cb6e4e eab176", "f6dfb0"),
    # saffron
    _palette("eeb748", "2a1a12", "e4993f c9682f 8c3c2b 3c2320", "fbefd2"),
    # plum
    _palette("2b1c3f", "f5e8ee", "43295f 704281 ab5d8d e39390", "f8d592"),
    # slate and coral
    _palette("313e48", "f4eee5", "455963 607985 91a8ac cdd6d0", "f2825d"),
    # teal
    _palette("0e4548", "f6edda", "17605f 33837b 7db3a0 ccdcba", "f4a860"),
    # woodcut
    _palette("f4f0e7", "1a1a1b", "dcd6c8 a8a194 625e54 242424", "c63a2d"),
    # lilac
    _palette("e9e2f2", "2a234f", "cdc0e3 a08dca 65559f 302963", "f0985a"),
    # olive
    _palette("ebe1bd", "2e2d1b", "d2c484 a0a056 626f3f 303c2b", "b6462f"),
    # garden wall
    _palette("f5dad2", "123a33", "eab1a7 c97673 4f7c6a 143c34", "d99a1f"),
    # harbour
    _palette("d5e4e6", "1c2c3c", "a9c8cb 6d9ea6 37657a 1b3247", "d8523f"),
    # ember
    _palette("211d1f", "f6ead9", "3f2d2c 77362d c4532f ee9a4d", "ffd08a"),
    # high summer
    _palette("f9efd0", "1d3350", "f3cf6f e98f54 4f8f97 1e3f5e", "d94f45"),
)
