"""A publication to write, and the file it becomes."""

from __future__ import annotations

import pytest

from packager.diagnostics import Report
from packager.publication.publication import Publication
from packager.writers.epub.writer import write
from tests.support.epub_reader import Epub
from tests.support.tide import tide


@pytest.fixture(scope="session")
def publication() -> Publication:
    return tide()


@pytest.fixture(scope="session")
def data(publication: Publication) -> bytes:
    return write(publication, Report())


@pytest.fixture(scope="session")
def epub(data: bytes) -> Epub:
    return Epub(data)
