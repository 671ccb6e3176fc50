"""Addresses outside the book: which a link may have, and how they must be spelled.

URL Standard: https://url.spec.whatwg.org/; EPUB 3.3, section 3.7:
https://www.w3.org/TR/epub-33/#sec-resource-locations
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({
    "doi", "ftp", "geo", "http", "https", "irc", "isbn", "magnet", "mailto", "news", "sip", "sms",
    "tel", "urn", "xmpp",
})  # fmt: skip
"""Registered schemes a link of a book may have."""

_SAFE = "!$&'()*+,;=:@/?#%~[]-._"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    scheme = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]+):")
    host = re.compile(r"(?:[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\])(?::\d{0,5})?")
    percent = re.compile(r"%(?![0-9A-Fa-f]{2})")
    return scheme, host, percent


def is_remote(href: str) -> bool:
    """Whether a reference leads to the network, or names a scheme of another kind."""
    return href.lstrip().startswith("//") or (
        _patterns()[0].match(href) is not None and not href.lstrip().lower().startswith("data:")
    )


def outside(href: str) -> str | None:
    """An address outside the book as it must be spelled.

    Returns:
        The address; empty when it is none a book may lead to; ``None`` when it leads into the book.
    """
    scheme, host, percent = _patterns()
    href = href.strip()
    if href.startswith("//"):
        href = f"https:{href}"
    found = scheme.match(href)
    if found is None:
        return None
    name = found[1].lower()
    if name not in _SCHEMES:
        return ""
    rest = re.sub(r"[\t\r\n]", "", href[found.end() :])
    if name in {"http", "https", "ftp"}:
        rest = "//" + rest.replace("\\", "/").lstrip("/")
        try:
            named = urlsplit(f"{name}:{rest}").netloc.rpartition("@")[2]
        except ValueError:
            return ""
        if not host.fullmatch(named):
            return ""
    elif not rest:
        return ""
    spelled = "".join(one if one.isalnum() else quote(one, safe=_SAFE) for one in rest)
    spelled = percent.sub("%25", spelled)
    head, mark, fragment = spelled.partition("#")
    brackets = head if "//[" in head else head.replace("[", "%5B").replace("]", "%5D")
    return f"{href[: found.end()].strip()}{brackets}{mark}{fragment.replace('#', '%23')}"
