"""Books, and the reading systems they are shown to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading_systems.books import Books
from tests.reading_systems.installed import missing
from tests.reading_systems.service import ReadingSystems


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these tests go to one process, so that one browser serves all."""
    for item in items:
        if item.get_closest_marker("reading_systems"):
            item.add_marker(pytest.mark.xdist_group("reading_systems"))


@pytest.fixture(scope="session")
def installed() -> None:
    """Everything the reading systems need; else the test is skipped, and says what to install.

    ``READING_SYSTEMS=required``, which ``scripts/test`` sets, makes it fail instead.
    """
    absent = missing()
    if not absent:
        return
    said = f"not installed: {'; '.join(absent)}"
    if os.environ.get("READING_SYSTEMS") == "required":
        pytest.fail(said, pytrace=False)
    pytest.skip(said)


@pytest.fixture(scope="session")
def reading_systems(installed: None) -> Iterator[ReadingSystems]:  # noqa: ARG001
    """Call it with the name of a system, a book, and what else it should know."""
    with ReadingSystems() as started:
        yield started


@pytest.fixture(scope="session")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Every book of the golden cases, the examples and the stories here, made on demand, once."""
    return Books(tmp_path_factory.mktemp("books"))


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder for screenshots; ``SCREENSHOTS`` names one where they can be looked at later."""
    folder = Path(os.environ.get("SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
