"""The errors."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from packager import errors
from packager.diagnostics import Code, Where
from packager.errors import PackagerError

KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, PackagerError)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_survives_the_way_between_processes(kind: type[PackagerError]) -> None:
    error = kind(Code.BUG, "it broke", where=Where("story.txt", 3), hint="mend it")
    found = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(found) is kind
    assert (found.code, found.message, found.where, found.hint) == (
        Code.BUG, "it broke", Where("story.txt", 3), "mend it",
    )  # fmt: skip
    assert str(found) == "it broke"


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert errors.__doc__ is not None
    drawn = re.findall(r"(\w+) +(\d+)  ", errors.__doc__)
    assert {(kind.__name__, str(kind.exit_code)) for kind in KINDS} == set(drawn)


def test_only_a_bug_has_the_exit_code_of_a_bug() -> None:
    assert [kind for kind in KINDS if kind.exit_code == errors.EXIT_BUG] == [PackagerError]
    codes = {kind.exit_code for kind in KINDS}
    assert 0 not in codes
    assert errors.EXIT_INTERRUPTED not in codes
