"""What is asked for is known by its digest: another value is another one, and formats are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packager.batch.terms import options_digest
from packager.profile import PROFILES
from packager.request import Request


def test_every_profile_has_a_digest_of_its_own() -> None:
    digests = {options_digest(Request(profile=one.name)) for one in PROFILES}
    assert len(digests) == len(PROFILES)


def test_the_same_is_the_same_whatever_the_formats() -> None:
    asked = Request(profile="kobo")
    assert options_digest(asked) == options_digest(replace(asked, formats=("kepub", "epub")))


@pytest.mark.parametrize("template", ["{title}", "{author}/{title}"])
def test_names_count(template: str) -> None:
    assert options_digest(Request(), template) != options_digest(Request())
