"""WeasyPrint is served the publication's pictures and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.publication.publication import Publication, Stylesheet
from packager.writers.pdf.engine import load_engine

from .conftest import Laid, lay

pytestmark = pytest.mark.pdf


def test_a_picture_of_the_publication_is_served(publication: Publication) -> None:
    load_engine()
    from packager.writers.pdf.fetcher import AssetFetcher  # noqa: PLC0415

    served = AssetFetcher(publication.resources).fetch("asset:cover")
    assert served.read() == publication.resources[0].data


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/",
        "https://example.org/x.png",
        "ftp://127.0.0.1/x",
        "data:text/plain,x",
        "asset:nothing",
        "asset:../cover",
        "ASSET:cover",
        "",
    ],
)
def test_every_other_address_is_refused(publication: Publication, address: str) -> None:
    load_engine()
    from packager.writers.pdf.fetcher import AssetFetcher  # noqa: PLC0415

    with pytest.raises(PermissionError):
        AssetFetcher(publication.resources).fetch(address)


def test_a_stylesheet_reaches_no_file(publication: Publication, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::before { content: 'SECRET' }", encoding="utf-8")
    css = f'@import "{secret.as_uri()}"; body {{ background: url("{secret.as_uri()}") }}'
    laid = _with_sheet(publication, css)
    assert all("SECRET" not in laid.pdf.text(page) for page in range(len(laid.pdf)))
    assert len([one for one in laid.messages if "only show its own pictures" in one]) == 2


def _with_sheet(publication: Publication, css: str) -> Laid:
    from dataclasses import replace  # noqa: PLC0415

    sheets = (*publication.stylesheets, Stylesheet(media="print", css=css))
    return lay(replace(publication, stylesheets=sheets, spine=publication.spine[:2]))
