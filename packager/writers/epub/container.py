"""Container: the ZIP file of a publication, the same bytes for the same entries.

EPUB 3.3, section 4.2, OCF ZIP container: https://www.w3.org/TR/epub-33/#sec-zip-container-file-identification
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO, Self

_EARLIEST: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0)
"""The first moment ZIP can write; an entry's date would only say when the program ran."""

_UNIX = 3
_REGULAR_FILE = 0o100644
_LEVEL = 6
"""Level 9 takes longer and makes prose smaller by less than half a per cent."""

_PACKED = (".jpg", ".jpeg", ".png", ".gif", ".webp")
"""What is compressed already: deflating it again costs time and gains nothing."""


class Container:
    """A ZIP file being written, with dates, modes and origin that no machine has a say in.

    Args:
        file: Where the bytes go; it must be seekable, so that no entry needs a data descriptor.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w")

    def writestr(self, name: str, content: str | bytes, compress_type: int | None = None) -> None:
        """Add an entry; the name and signature are those ebooklib calls ``ZipFile`` with.

        Args:
            name: Path in the container.
            content: The bytes; text is encoded in UTF-8.
            compress_type: ``zipfile.ZIP_STORED`` for an entry that must be readable as it is.
        """
        entry = zipfile.ZipInfo(name, _EARLIEST)
        entry.create_system = _UNIX
        entry.external_attr = _REGULAR_FILE << 16
        if compress_type == zipfile.ZIP_STORED or name.endswith(_PACKED):
            self._zip.writestr(entry, content, zipfile.ZIP_STORED)
        else:
            self._zip.writestr(entry, content, zipfile.ZIP_DEFLATED, _LEVEL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Write the central directory; after a failure too, or ``ZipFile`` would later on."""
        self._zip.close()
