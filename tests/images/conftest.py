"""Faces and pictures the tests share."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from packager.images.face import Face

STYLES = Path(__file__).resolve().parents[2] / "styles"


def _face(family: str, path: str, *, weight: int = 400, italic: bool = False) -> Face:
    return Face(family=family, load=(STYLES / path).read_bytes, weight=weight, italic=italic)


@pytest.fixture(scope="session")
def faces() -> tuple[Face, ...]:
    """The bundled fonts, the book's own first and the largest last."""
    garamond = "classic/fonts/EBGaramond-"
    others = sorted(
        path.relative_to(STYLES).as_posix()
        for path in (STYLES / "fonts").glob("noto*/*")
        if path.suffix in {".ttf", ".otf"} and "cjk" not in path.name.lower()
    )
    return (
        _face("EB Garamond", garamond + "Regular.ttf"),
        _face("EB Garamond", garamond + "Italic.ttf", italic=True),
        _face("EB Garamond", garamond + "Bold.ttf", weight=700),
        *(_face(path.split("/")[1], path) for path in others),
        _face("Noto Serif CJK JP", "fonts/noto-serif-cjk/NotoSerifCJKjp-Regular.otf"),
    )


@pytest.fixture
def encoded() -> Callable[..., bytes]:
    """A function that saves an image: format, then whatever Pillow's save takes."""

    def save(image: Image.Image, name: str, **options: object) -> bytes:
        stream = io.BytesIO()
        image.save(stream, name, **options)
        return stream.getvalue()

    return save
