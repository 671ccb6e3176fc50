"""Artifact: a finished book as bytes; Writer: what makes one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from packager.diagnostics import Report
from packager.publication.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A finished book.

    Attributes:
        format: Name of the writer that made it.
        suffix: The end of its file's name, with the dot.
        media_type: Its media type.
        data: The bytes.
    """

    format: str
    suffix: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in lower-case hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A format packager writes.

    Attributes:
        name: What ``-t`` calls it.
        suffix: The end of its files' names, with the dot.
        media_type: Its media type.
        write: Makes the bytes; raises only ``PackagerError``.
        write_with: Makes the same bytes with a number of processes; ``None`` for a writer that is
            fast enough with one.
    """

    name: str
    suffix: str
    media_type: str
    write: Callable[[Publication, Report], bytes]
    write_with: Callable[[Publication, Report, int], bytes] | None = None
