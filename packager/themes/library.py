"""The themes that come with packager, loaded from ``styles/``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from packager.diagnostics import Code
from packager.errors import UsageError
from packager.themes.theme import Theme

SHARED_FONTS = "fonts"
"""The folder of ``styles/`` with the fonts for the scripts a theme's own faces don't have."""


def styles_folder() -> Path:
    """The folder ``styles/``: within the installed package, else beside it in a checkout."""
    package = Path(__file__).parent.parent
    within = package / "styles"
    return within if within.is_dir() else package.parent / "styles"


def theme_names() -> tuple[str, ...]:
    """The names of the themes there are, sorted."""
    return _names(styles_folder())


def themes() -> tuple[Theme, ...]:
    """Every theme there is, by name."""
    return tuple(load(name) for name in theme_names())


def load(name: str) -> Theme:
    """The theme of this name.

    Raises:
        UsageError: There is none.
    """
    styles = styles_folder()
    names = _names(styles)
    if name not in names:
        import difflib  # noqa: PLC0415 - only for a mistake

        close = difflib.get_close_matches(name, names, n=1)
        raise UsageError(
            Code.THEME_UNKNOWN,
            f"there is no theme {name!r}",
            hint=f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}",
        )
    return _load(styles, name)


@lru_cache(maxsize=8)
def _names(styles: Path) -> tuple[str, ...]:
    """The names of the themes in a folder, looked for once and not for every story of a batch."""
    return tuple(sorted(found.parent.name for found in styles.glob("*/theme.toml")))


@lru_cache(maxsize=8)
def _load(styles: Path, name: str) -> Theme:
    """A theme, read once and not for every story of a batch."""
    folder = styles / name
    about = tomllib.loads((folder / "theme.toml").read_text("utf-8"))
    return Theme(
        name=name,
        title=about["title"],
        summary=about["summary"],
        text_css=(folder / "text.css").read_text("utf-8"),
        epub_css=(folder / "epub.css").read_text("utf-8"),
        print_css=(folder / "print.css").read_text("utf-8"),
        fonts=(folder / "fonts", styles / SHARED_FONTS),
    )
