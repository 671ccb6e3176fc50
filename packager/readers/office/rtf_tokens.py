r"""RTF as tokens: groups, control words, bytes of text.

Rich Text Format 1.9.1: ``{`` and ``}`` nest, ``\word123`` steers, ``\'hh`` is a byte of the
document's code page, everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal


@dataclass(frozen=True, slots=True)
class Token:
    """A token: ``kind`` says what; ``word`` and ``number`` are of a control, ``raw`` of text."""

    kind: Literal["open", "close", "control", "text", "binary"]
    word: str = ""
    number: int | None = None
    raw: bytes = b""


@cache
def _pattern() -> re.Pattern[bytes]:
    return re.compile(
        rb"""(?P<open>\{) | (?P<close>\})
        | \\(?:
            '(?P<byte>[0-9A-Fa-f]{2})
          | (?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?
          | (?P<symbol>[^A-Za-z0-9'])
          )
        | (?P<line>[\r\n]+)
        | (?P<text>[^\\{}\r\n]+)
        | (?P<stray>\\)
        """,
        re.VERBOSE,
    )


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF document, in order; bytes that mean nothing are passed over."""
    position = 0
    pattern = _pattern()
    while found := pattern.match(data, position):
        position = found.end()
        match found.lastgroup:
            case "open" | "close" as kind:
                yield Token("open" if kind == "open" else "close")
            case "byte":
                yield Token("text", raw=bytes.fromhex(found["byte"].decode("ascii")))
            case "word" | "number":
                word = found["word"].decode("ascii")
                number = int(found["number"]) if found["number"] else None
                if word == "bin" and number:
                    end = min(len(data), position + max(0, number))
                    yield Token("binary", raw=data[position:end])
                    position = end
                else:
                    yield Token("control", word, number)
            case "symbol":
                yield Token("control", found["symbol"].decode("latin-1"))
            case "text":
                yield Token("text", raw=found["text"])
            case _:
                pass
