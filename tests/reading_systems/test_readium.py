"""What Readium's parser makes of a book is what was looked at and found right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from packager.version import __version__
from tests.reading_systems.books import Books
from tests.reading_systems.service import ReadingSystems

pytestmark = pytest.mark.reading_systems

_MANIFESTS = Path(__file__).resolve().parent / "manifests"


@pytest.mark.parametrize("name", ["the-ninth-lamp", "al-fanar", "aozora"])
def test_the_manifest_is_what_is_expected(
    name: str, books: Books, reading_systems: ReadingSystems, request: pytest.FixtureRequest
) -> None:
    found = json.dumps(
        reading_systems("readium", books[name]), indent=1, sort_keys=True, ensure_ascii=False
    ).replace(f"packager {__version__}", "packager VERSION")
    path = _MANIFESTS / f"{name}.json"
    if request.config.getoption("--accept"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{found}\n", "utf-8")
    assert json.loads(found) == json.loads(path.read_text("utf-8"))
