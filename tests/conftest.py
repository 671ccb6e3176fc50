"""Fixtures for every test."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.support.epubcheck import EpubCheck

# The same examples in every run, on every machine; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=60)
settings.register_profile("explore", deadline=None, database=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--accept`` makes what the golden cases give what is expected of them."""
    parser.addoption("--accept", action="store_true", help="rewrite what golden cases expect")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything for EPUBCheck goes to one process, so that one Java machine serves all."""
    for item in items:
        if item.get_closest_marker("epubcheck"):
            item.add_marker(pytest.mark.xdist_group("epubcheck"))


@pytest.fixture(scope="session")
def epubcheck() -> EpubCheck:
    """EPUBCheck in one Java machine; call it with a path or with bytes for its messages.

    Without Java the test fails: a book nobody checked is no finished book.
    """
    return EpubCheck()
