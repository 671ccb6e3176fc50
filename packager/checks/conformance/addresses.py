"""Addresses within a book: how a URL of a document becomes a path of the container.

EPUB 3.3, sections 4.2.1 and 4.2.5: https://www.w3.org/TR/epub-33/#sec-container-iri.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Address:
    """Where a URL of a document leads.

    Attributes:
        path: Path in the container, escapes taken away; empty for a remote address, one of another
            scheme, and one that leads out of the container.
        fragment: What stands behind ``#``, escapes taken away; empty without one.
        query: Whether it has a query.
        leaks: Whether it leads out of the container.
        scheme: Lower-cased: ``https``, ``mailto``, ``file``; empty for a relative address.
    """

    path: str = ""
    fragment: str = ""
    query: bool = False
    leaks: bool = False
    scheme: str = ""


@cache
def _scheme() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")


def scheme_of(href: str) -> str:
    """The scheme of an absolute URL, lower-cased; empty for a relative one."""
    found = _scheme().match(href)
    return found[1].lower() if found else ""


def is_remote(href: str) -> bool:
    """Whether an address leads to the network: ``https:``, ``http:``, ``ftp:``, ``//host``."""
    return href.startswith("//") or scheme_of(href) in {"http", "https", "ftp"}


def resolved(href: str, base: str) -> Address:
    """Where an address leads.

    Args:
        href: As written in the document.
        base: Path of the document in the container.
    """
    href = href.strip()
    scheme = scheme_of(href)
    rest, _, fragment = href.partition("#")
    if scheme or rest.startswith("//"):
        return Address(fragment=unquote(fragment), scheme=scheme or "https")
    rest, question, _ = rest.partition("?")
    if not rest:
        return Address(base, unquote(fragment), query=bool(question))
    start = [] if rest.startswith("/") else base.split("/")[:-1]
    parts, leaks = _joined(start, rest.lstrip("/"))
    return Address(
        path="" if leaks else unquote("/".join(parts)),
        fragment=unquote(fragment),
        query=bool(question),
        leaks=leaks or rest.startswith("/"),
    )


def _joined(start: list[str], rest: str) -> tuple[list[str], bool]:
    """The parts of a path, and whether it goes higher than the root."""
    parts, leaks = list(start), False
    for part in rest.split("/"):
        if part == "..":
            leaks = leaks or not parts
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return parts, leaks
