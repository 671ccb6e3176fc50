"""EPUBCheck has no word about stories of every kind, in every profile, as EPUB and as KEPUB."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from packager import Request, convert
from packager.profile import PROFILES
from tests.support.epub_reader import Epub
from tests.support.epubcheck import EpubCheck

GOLDEN = Path(__file__).parents[2] / "golden"

STORIES = (
    "html/source/ninth-lamp.html",
    "fimfiction-epub/source/downloads/snow.epub",
    "chinese-novel/source",
    "aozora/source",
)

ALL = pytest.mark.parametrize("profile", [one.name for one in PROFILES])


def _source(name: str) -> Path:
    path = GOLDEN / name
    return path if path.is_file() else next(one for one in sorted(path.iterdir()) if one.is_file())


def _books(source: Path, profile: str, folder: Path) -> list[Path]:
    request = Request(formats=("epub", "kepub"), profile=profile)  # type: ignore[arg-type]
    paths = []
    for artifact in convert(source, request).artifacts:
        path = folder / f"book{artifact.suffix}"
        path.write_bytes(artifact.data)
        paths.append(path)
    return paths


@pytest.mark.epubcheck
@ALL
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_valid_in_every_profile(
    story: str, profile: str, tmp_path: Path, epubcheck: EpubCheck
) -> None:
    books = _books(_source(story), profile, tmp_path)
    assert [(book.name, epubcheck(book)) for book in books] == [
        ("book.epub", ()),
        ("book.kepub.epub", ()),
    ]


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with a picture of every kind."""
    ramp = Image.linear_gradient("L").resize((300, 200))
    paint = Image.merge("RGB", (ramp, ramp.rotate(180), Image.effect_noise(ramp.size, 60)))
    glass = paint.convert("RGBA")
    glass.putalpha(ramp)
    folder = tmp_path_factory.mktemp("story")
    paint.save(folder / "a.webp")
    glass.save(folder / "b.png")
    paint.convert("CMYK").save(folder / "c.jpg")
    paint.convert("P").save(
        folder / "d.gif", save_all=True, append_images=[paint.rotate(180).convert("P")]
    )
    glass.save(folder / "e.webp", lossless=True)
    paint.resize((1800, 1200)).save(folder / "f.png")
    pictures = "\n".join(
        f'<p>Before {name}.</p><p><img src="{name}" alt="A picture"/></p>'
        for name in ("a.webp", "b.png", "c.jpg", "d.gif", "e.webp", "f.png")
    )
    (folder / "story.html").write_text(
        "<html lang='en'><head><title>The Gallery</title><meta name='author' content='Ann'>"
        f"</head><body><h1>The Gallery</h1><h2>Chapter 1</h2>{pictures}"
        "<h2>Chapter 2</h2><p>The end.</p></body></html>",
        "utf-8",
    )
    return folder / "story.html"


@pytest.mark.epubcheck
@ALL
def test_pictures_of_every_kind_are_ones_the_profile_shows(
    gallery: Path, profile: str, tmp_path: Path, epubcheck: EpubCheck
) -> None:
    for book in _books(gallery, profile, tmp_path):
        assert epubcheck(book) == ()
        epub = Epub(book)
        found = {
            Path(item["href"]).stem: item["media-type"]
            for item in epub.manifest.values()
            if item["media-type"].startswith("image/")
        }
        kinds = Counter(found.values())
        assert sum(kinds.values()) == 7
        assert set(kinds) <= {"image/jpeg", "image/png", "image/gif"}
        assert kinds["image/gif"] == (1 if profile in {"generic", "apple"} else 0)
        for path, data in epub.files.items():
            if path.startswith("EPUB/images/"):
                image = Image.open(BytesIO(data))
                assert image.mode not in {"CMYK", "YCCK"}
                if profile in {"kobo", "kindle", "pocketbook", "small"}:
                    assert not image.has_transparency_data


def test_a_small_book_is_the_smallest(gallery: Path, tmp_path: Path) -> None:
    sizes = {one.name: _books(gallery, one.name, tmp_path)[0].stat().st_size for one in PROFILES}
    assert min(sizes, key=lambda name: sizes[name]) == "small"
    assert sizes["small"] < sizes["generic"] / 3


def test_the_words_are_the_same_in_every_profile(tmp_path: Path) -> None:
    texts = set()
    for one in PROFILES:
        for book in _books(_source(STORIES[0]), one.name, tmp_path):
            epub = Epub(book)
            texts.add("".join("".join(epub.xml(path).itertext()) for path in epub.spine))
    assert len(texts) == 1
