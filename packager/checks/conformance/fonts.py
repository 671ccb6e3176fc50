"""Fonts: whether they are what the manifest says, and which of them may be obfuscated.

EPUB 3.3, section 3.2 (https://www.w3.org/TR/epub-33/#sec-core-media-types) and section 4.2.6.3.2
(https://www.w3.org/TR/epub-33/#sec-font-obfuscation).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from packager.checks.conformance.epub_file import ENCRYPTION, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import each, names
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_SFNT = "a TrueType or OpenType font"
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\0\1\0\0", _SFNT),
    (b"true", _SFNT),
    (b"OTTO", _SFNT),
    (b"ttcf", "a font collection"),
    (b"wOFF", "a WOFF font"),
    (b"wOF2", "a WOFF2 font"),
)
_CORE: dict[str, str] = {
    **each("font/ttf font/otf application/font-sfnt application/vnd.ms-opentype", _SFNT),
    **each("font/woff application/font-woff", "a WOFF font"),
    "font/woff2": "a WOFF2 font",
}
_OTHERS = names(
    "application/x-font-ttf application/x-font-truetype application/x-font-otf "
    "application/x-font-opentype application/x-font-woff application/x-truetype-font font/sfnt "
    "font/opentype font/truetype font/collection"
)
_ENC = "{http://www.w3.org/2001/04/xmlenc#}"
_OBFUSCATION = "http://www.idpf.org/2008/embedding"


def font_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the fonts of a book."""
    encryption = book.tree(ENCRYPTION)
    hidden = frozenset(() if encryption is None else obfuscated(encryption))
    for item in book.by_path.values():
        if is_font(item.media_type) and item.path not in hidden:
            data = book.read(item.path)
            if data is not None:
                yield from font_findings(data, item.media_type, item.path)
    if encryption is not None:
        media_types = {path: item.media_type for path, item in book.by_path.items()}
        yield from obfuscation_findings(encryption, media_types)


def is_font(media_type: str) -> bool:
    """Whether a media type is one of fonts, a core one or not."""
    return media_type in _CORE or media_type in _OTHERS


def font_kind(data: bytes) -> str:
    """What a font is by its first bytes, in words; empty for what is no font."""
    return next((kind for start, kind in _STARTS if data.startswith(start)), "")


def font_findings(data: bytes, media_type: str, path: str) -> Iterator[Finding]:
    """What is wrong with a font that is not obfuscated.

    Args:
        data: Its bytes; the first four are enough.
        media_type: As the manifest has it.
        path: Where it is in the book.
    """
    kind = font_kind(data)
    expected = _CORE.get(media_type)
    message = ""
    if not kind:
        message = "the file is no font"
    elif expected is None:
        message = f"{media_type} is no core media type of fonts; the file is {kind}"
    elif kind != expected:
        message = f"the file is {kind}, and the manifest says {media_type}"
    if message:
        yield Finding(rule=Rule.FONT_OTHER_TYPE, message=message, path=path)


def obfuscated(encryption: etree._Element) -> Iterator[str]:
    """Paths of the files that ``META-INF/encryption.xml`` says are obfuscated as fonts are."""
    for found in encryption.iter(f"{_ENC}EncryptedData"):
        method = found.find(f"{_ENC}EncryptionMethod")
        if method is not None and method.get("Algorithm") == _OBFUSCATION:
            for reference in found.iter(f"{_ENC}CipherReference"):
                yield reference.get("URI", "")


def obfuscation_findings(
    encryption: etree._Element, media_types: Mapping[str, str]
) -> Iterator[Finding]:
    """Files that are said to be obfuscated fonts and are none.

    Args:
        encryption: The root of ``META-INF/encryption.xml``.
        media_types: What the manifest says of each file, by its path in the container.
    """
    for path in obfuscated(encryption):
        media_type = media_types.get(path)
        if media_type is not None and media_type not in _CORE:
            message = f"the file is called an obfuscated font, and is {media_type}"
            yield Finding(rule=Rule.FONT_OBFUSCATED, message=message, path=path)
