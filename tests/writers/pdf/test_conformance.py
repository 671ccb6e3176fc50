"""Every PDF is archival and accessible: the validators find nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from packager.pipeline import convert
from packager.publication.publication import Publication
from packager.request import Request
from tests.support.verapdf import broken_rules

from .conftest import Laid
from .test_clipping import BLOCKS, RUNS

pytestmark = pytest.mark.pdf

EXAMPLES = Path(__file__, "../../../../examples").resolve()
STORIES = sorted(EXAMPLES.glob("*/*.txt"))
NO_JAVA = (
    "veraPDF needs Java: install openjdk-17-jre-headless (Debian, Ubuntu)"
    " or openjdk (Homebrew), then run the tests again"
)


@pytest.fixture(scope="module")
def books(
    tmp_path_factory: pytest.TempPathFactory,
    laid: Laid,
    publication: Publication,
    make_chapters: Callable[..., Publication],
    lay_pages: Callable[[Publication], Laid],
) -> tuple[Path, ...]:
    """Books of every kind, as files."""
    arabic = replace(
        publication, metadata=replace(publication.metadata, language="ar", direction="rtl")
    )
    ordeal = (*((name, f"<p>{text}</p>") for name, text in RUNS.items()), *BLOCKS.items())
    found = {
        "tide": laid.data,
        "arabic": lay_pages(arabic).data,
        "ordeal": lay_pages(make_chapters(ordeal)).data,
    }
    for story in STORIES:
        (made,) = convert(story, Request(formats=("pdf",))).artifacts
        found[story.parent.name] = made.data
    folder = tmp_path_factory.mktemp("books")
    paths = tuple(folder / f"{name}.pdf" for name in found)
    for path, data in zip(paths, found.values(), strict=True):
        path.write_bytes(data)
    return paths


@pytest.mark.skipif(shutil.which("java") is None, reason=NO_JAVA)
def test_verapdf_finds_nothing(books: tuple[Path, ...]) -> None:
    assert broken_rules(*books) == {path.name: [] for path in books}


@pytest.mark.skipif(shutil.which("java") is None, reason=NO_JAVA)
def test_verapdf_finds_what_is_wrong(books: tuple[Path, ...], tmp_path: Path) -> None:
    import pikepdf  # noqa: PLC0415

    bare = tmp_path / "bare.pdf"
    with pikepdf.open(books[0]) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(bare)
    assert [one.split(":")[0] for one in broken_rules(bare)["bare.pdf"]]


def test_page_validation_finds_nothing(books: tuple[Path, ...]) -> None:
    import page  # noqa: PLC0415

    found = {path.name: page.validate_pdf(str(path), profile="ua1") for path in books}
    assert {name: one.is_compliant for name, one in found.items()} == dict.fromkeys(found, True)


def test_qpdf_finds_nothing(books: tuple[Path, ...]) -> None:
    import pikepdf  # noqa: PLC0415

    for path in books:
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == []
        if shutil.which("qpdf"):
            done = subprocess.run(["qpdf", "--check", path], check=False, capture_output=True)
            assert done.returncode == 0, done.stderr
