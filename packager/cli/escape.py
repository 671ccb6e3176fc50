"""Text from a story or a file system made safe to show on a terminal."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero width joiners belong to Persian words and to emoji; they move nothing on the screen."""

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

_ESCAPED_BYTES = range(0xDC80, 0xDD00)


def visible(text: str) -> str:
    r"""The text with every character escaped that would steer a terminal instead of being seen.

    Those are the control characters, the format characters that reorder a line (Unicode Standard
    Annex 9, https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters) or hide in it,
    line ends, and lone surrogates: bytes of a file's name that are no text (PEP 383) become
    ``\xNN`` again.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _escaped(character) if unicodedata.category(character) in _UNSEEN else character
        for character in text
    )


def _escaped(character: str) -> str:
    code = ord(character)
    if character in _JOINERS:
        return character
    if code in _ESCAPED_BYTES:
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
