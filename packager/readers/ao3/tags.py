"""The list of tags of a work of the Archive of Our Own, its byline and its related works.

The list is a ``dl``: in a download ``dl.tags``, on a page ``dl.work.meta``. It is read by the words
of its labels, which are English on every page of the Archive, whatever the work's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packager.book.metadata import Creator, Metadata, Series
from packager.diagnostics import Code
from packager.readers.html.page_nodes import words_of
from packager.readers.left_out import LeftOut
from packager.readers.sites.labels import with_label
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LISTED = "lists of tags"
RELATED = "lists of related works"

_STATS = re.compile(
    r"(Published|Updated|Completed|Words|Chapters)\s*:\s*([0-9][^\s:]*(?:\s[0-9]{3}\b)*)"
)
_PART = re.compile(r"\bPart\s+(\d{1,6})\s+of\s+", re.IGNORECASE)
_HIDDEN = frozenset({"show warnings", "show additional tags"})
"""What stands in place of tags a reader of the site does not want to see."""

_ARCHIVED = re.compile(r"\s*\[archived by\s[^\]]*\]", re.IGNORECASE)
_PSEUD = re.compile(r"(.+?)\s*\([^()]*\)")
_TRANSLATION = re.compile(
    r"a translation of\s+(?P<title>.+)\s+by\s+(?P<names>.+?)\.?(?:\s*log in to view\.?)?",
    re.IGNORECASE,
)
_GIFT = re.compile(r"for\s+(.+?)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Related:
    """What the list of related works says of this one.

    Attributes:
        originals: Names of the authors whose work this is a translation of.
        dedication: Whom it was written for, as printed: ``For Ann.``
    """

    originals: tuple[str, ...] = ()
    dedication: str = ""


def with_tags(metadata: Metadata, tags: LexborNode, left_out: LeftOut) -> Metadata:
    """The metadata with what a list of tags says; all of its words are named as not printed."""
    left_out.add(Code.LINE_NOT_PRINTED, LISTED, words_of(tags))
    for label, value in _rows(tags):
        key = words_of(label).rstrip(" :")
        text = words_of(value)
        if key.lower() == "stats":
            metadata = _with_stats(metadata, text)
        elif key.lower() == "series":
            metadata = replace(metadata, series=metadata.series or _series(value, text))
        else:
            links = (words_of(link) for link in value.css("a"))
            names = tuple(name for name in links if name.lower() not in _HIDDEN)
            if names or text.lower() not in _HIDDEN:
                metadata = with_label(metadata, key, text, names=names) or metadata
    return metadata


def _rows(tags: LexborNode) -> Iterator[tuple[LexborNode, LexborNode]]:
    """Labels and values, those of a list within the list too."""
    label: LexborNode | None = None
    for node in tags.iter():
        if node.tag == "dt":
            label = node
        elif node.tag == "dd" and label is not None:
            inner = node.css_first("dl")
            if inner is None:
                yield label, node
            else:
                yield from _rows(inner)
            label = None
        elif node.tag == "div":  # older pages group rows
            yield from _rows(node)


def _with_stats(metadata: Metadata, text: str) -> Metadata:
    for label, value in _STATS.findall(text):
        metadata = with_label(metadata, label, value) or metadata
    return metadata


def _series(value: LexborNode, text: str) -> Series | None:
    """The first series: a book has a place for one; the others stay in what was left out."""
    found = _PART.search(text)
    if found is None:
        return Series(text) if text else None
    rest = text[found.end() :]
    names = {words_of(link) for link in value.css("a")}
    rests = (rest, rest.removeprefix("the "))  # "Part 1 of the Seasons Series" on older pages
    linked = (name for name in names for one in rests if name and one.startswith(name))
    further = _PART.search(rest)
    name = max(linked, key=len, default="") or rest[: further.start() if further else None]
    name = name.strip(" ,")
    return Series(name, float(found[1])) if name else None


def byline_names(text: str) -> tuple[str, ...]:
    """The names in a byline: ``by ann, winter (bob)`` are ``ann`` and ``winter``.

    A pseudonym stands before the name of its account, which is not printed. Names hold neither
    commas nor brackets.
    """
    line = _ARCHIVED.sub("", " ".join(text.split()))
    line = re.sub(r"^(?:chapter\s+)?by\s+", "", line, flags=re.IGNORECASE)
    names = (name.strip() for name in line.split(","))
    pseuds = ((_PSEUD.fullmatch(name), name) for name in names if name)
    return tuple(dict.fromkeys(found[1] if found else name for found, name in pseuds))


def creators_of(names: tuple[str, ...], related: Related) -> tuple[Creator, ...]:
    """The creators of a work: those of its byline, who are translators of a translation."""
    if not related.originals:
        return tuple(Creator(name) for name in names)
    originals = tuple(Creator(name) for name in related.originals)
    return (*originals, *(Creator(name, "trl") for name in names))


def related_works(related: Related, works: LexborNode, left_out: LeftOut) -> Related:
    """What a list of related works says, with what is known already; no book prints the list.

    Args:
        related: What is known.
        works: The list: ``Inspired by X by Y.``, ``A translation of X by Y.``, ``For Ann.``
        left_out: Told of its words.
    """
    text = words_of(works)
    for item in works.css("li"):
        line = words_of(item)
        translation = _TRANSLATION.fullmatch(line)
        gift = _GIFT.fullmatch(line)
        if gift and not related.dedication:
            related = replace(related, dedication=printable(f"For {gift[1]}."))
            text = text.replace(line, "", 1)
        if translation:
            related = replace(related, originals=byline_names(translation["names"]))
    left_out.add(Code.TEXT_REMOVED, RELATED, text)
    return related
