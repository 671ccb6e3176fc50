"""Figures: what stands in a book for an ``img`` element."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.diagnostics import Where
from packager.readers.markup.looks import names
from packager.readers.text.scene_breaks import is_marker

if TYPE_CHECKING:
    from packager.readers.markup.reading import Markup

_MAX_NAME = 80
_SMALL = 40
"""Pixels up to which a picture on the network is a smiley, and its words say all of it."""

_SMILEYS = names("emoticon emoji smiley wp-smiley emote")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-url")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, or what stands in its place.

    Attributes:
        asset: Id of the asset; empty when there is none.
        words: What it shows; the text that stands in its place.
        target: Where it is, when it lies on the network.
    """

    asset: str
    words: str
    target: str = ""


def shown(attributes: Mapping[str, str | None], markup: Markup) -> Shown:
    """What stands in the book for a picture."""
    words = " ".join((attributes.get("alt") or attributes.get("title") or "").split())
    href = _address(attributes)
    address = f"https:{href}" if href.startswith("//") else href
    remote = bool(_remote().fullmatch(address))
    smiley = remote and words and _is_smiley(attributes)
    if not href or smiley or markup.pictures is None:
        return Shown("", words)
    asset = markup.pictures.take(href, markup.base, words, Where(markup.source))
    if asset:
        markup.counts.silent += not words
        return Shown(asset, words)
    if remote:
        return Shown("", words or address, address)
    if not words and not href.startswith("data:"):
        words = posixpath.basename(unquote(href))[:_MAX_NAME]
    return Shown("", f"[{words}]" if words else "")


@cache
def _remote() -> re.Pattern[str]:
    return re.compile(r"https?://\S+", re.IGNORECASE)


def _address(attributes: Mapping[str, str | None]) -> str:
    """Where the picture is; pages that load theirs late have it elsewhere than others."""
    href = (attributes.get("src") or "").strip()
    if not href or href.startswith(("data:image/gif", "data:image/svg")):
        for name in _LAZY:
            late = (attributes.get(name) or "").strip()
            if late:
                return late
    if not href:
        choices = (attributes.get("srcset") or attributes.get("data-srcset") or "").split(",")
        href = next((choice.split()[0] for choice in choices if choice.strip()), "")
    return href


def _is_smiley(attributes: Mapping[str, str | None]) -> bool:
    if names((attributes.get("class") or "").lower()) & _SMILEYS:
        return True
    sides = [(attributes.get(name) or "").removesuffix("px") for name in ("width", "height")]
    return all(side.isascii() and side.isdigit() and int(side[:5]) <= _SMALL for side in sides)


def is_ornament(attributes: Mapping[str, str | None]) -> bool:
    """Whether a picture, where it stands alone, only parts two scenes."""
    words = (attributes.get("alt") or "").strip()
    if words and is_marker(words):
        return True
    name = posixpath.basename(unquote((attributes.get("src") or "").partition("?")[0]))
    said = f"{words[:_MAX_NAME]} {attributes.get('class') or ''} {name[-_MAX_NAME:]}"
    return bool(_ornament().search(said.replace("_", "-").lower()))


@cache
def _ornament() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:divider|scene-?\s?break|section-?\s?break|separator|fleuron|asterism|dinkus"
        r"|ornamental[- ]break|hr)(?:\b|\d)"
    )
