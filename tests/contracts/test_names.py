"""A name nobody knows is refused, and the nearest is named, in the API as on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from packager import registry
from packager.diagnostics import Code
from packager.errors import UsageError
from packager.themes import library


@pytest.mark.parametrize(
    ("look_up", "wrong", "code", "hint"),
    [
        (registry.reader, "fimtxt", Code.OPTION_INVALID, "did you mean fimtext?"),
        (registry.writer, "epbu", Code.OPTION_INVALID, "did you mean epub?"),
        (registry.writer, "xyzzy", Code.OPTION_INVALID, "there are epub, kepub, azw3, pdf"),
        (library.load, "clasic", Code.THEME_UNKNOWN, "did you mean classic?"),
    ],
)
def test_a_name_nobody_knows_is_refused(
    look_up: Callable[[str], object], wrong: str, code: Code, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        look_up(wrong)
    assert (refused.value.code, refused.value.hint) == (code, hint)


def test_every_name_loads_what_has_that_name() -> None:
    for name in registry.reader_names():
        assert registry.reader(name).name == name
    for name in registry.writer_names():
        assert registry.writer(name).name == name
    for name in library.theme_names():
        assert library.load(name).name == name
