"""The faces a cover may be drawn with: the theme's own first, then those for other scripts."""

from __future__ import annotations

from pathlib import Path

from packager.images.face import Face
from packager.themes.theme import Theme

_SUFFIXES = (".ttf", ".otf")
_BOLD = 700
_REGULAR = 400


def font_files(theme: Theme) -> tuple[Path, ...]:
    """The font files of a theme: its own by name, then the shared ones, the lightest first.

    The lightest first, so that a face of twenty thousand ideographs is opened only for a story
    that needs it; but machine type last, for it would do for many a letter and suit none.
    """
    own, *shared = (_fonts_in(folder) for folder in theme.fonts)
    others = [path for folder in shared for path in folder]
    return (*own, *sorted(others, key=_lightness))


def _lightness(path: Path) -> tuple[bool, int, str]:
    return ("Mono" in path.name, path.stat().st_size, path.name)


def _fonts_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def cover_faces(theme: Theme) -> tuple[Face, ...]:
    """The faces of a theme, each loaded only when a character asks for it."""
    return tuple(_face(path) for path in font_files(theme))


def _face(path: Path) -> Face:
    family, _, style = path.stem.partition("-")
    return Face(
        family=family,
        load=path.read_bytes,
        weight=_BOLD if "Bold" in style else _REGULAR,
        italic="Italic" in style,
    )
