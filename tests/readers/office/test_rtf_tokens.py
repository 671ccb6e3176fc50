"""RTF as tokens."""

from __future__ import annotations

import pytest

from packager.readers.office.rtf_tokens import Token, tokens


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (b"{a}", [Token("open"), Token("text", raw=b"a"), Token("close")]),
        (rb"\b0 x", [Token("control", "b", 0), Token("text", raw=b"x")]),
        (rb"\u-3?", [Token("control", "u", -3), Token("text", raw=b"?")]),
        (rb"\'e9", [Token("text", raw=b"\xe9")]),
        (rb"\~", [Token("control", "~")]),
        (b"a\r\nb", [Token("text", raw=b"a"), Token("text", raw=b"b")]),
        (rb"\bin3 {}\x", [Token("binary", raw=b"{}\\"), Token("text", raw=b"x")]),
        (rb"\bin99 ab", [Token("binary", raw=b"ab")]),
        (b"a\\", [Token("text", raw=b"a")]),
    ],
)
def test_bytes_are_tokens(found: bytes, told: list[Token]) -> None:
    assert list(tokens(found)) == told
