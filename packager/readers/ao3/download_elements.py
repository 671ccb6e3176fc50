"""Elements of a download of the Archive's: which open a chapter, label a note, lead elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from packager.readers.html.page_nodes import attribute, has_content, short_words, words_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SUMMARY = frozenset({"summary", "chapter summary", "summary for the chapter"})
"""Labels of summaries."""

NOTES = frozenset(
    {
        *("notes", "chapter notes", "notes for the chapter", "notes for the work"),
        *("end notes", "chapter end notes", "endnotes", "author's note", "author's notes"),
    }
)
JUMP = re.compile(r"\(?\s*see the end of the (?:chapter|work) for\b.{0,80}", re.IGNORECASE)
"""A line that leads to notes elsewhere, and says nothing."""


BYLINE = re.compile(r"(?:chapter\s+)?by\s+\S.*", re.IGNORECASE)
HEADINGS = frozenset({"h1", "h2", "h3"})
_LAST_WORDS = re.compile(r"please drop by the archive\b", re.IGNORECASE)
_CHAPTER = re.compile(r"Chapter\s+\d{1,5}\b")
_MARKS = frozenset({"b", "i", "em", "strong", "u", "s", "small", "big", "font", "a", "tt", "code"})
"""Elements a browser opens again in what follows, where they were left open."""


def opens_text(node: LexborNode) -> bool:
    """Whether the preface of an old download ends here: by the text, or the first heading."""
    if node.tag == "h2":
        return _CHAPTER.match(words_of(node)) is not None
    return node.tag == "div" and "userstuff" in attribute(node, "class").split()


def label_key(text: str) -> str:
    """A line as a label is compared; empty for one that is too long for a label."""
    return text.lower().rstrip(" :").replace("\u2019", "'") if len(text) < 40 else ""  # noqa: PLR2004 - no label is as long


def addresses_in(node: LexborNode) -> list[str]:
    """Where the links within an element lead."""
    return [attribute(link, "href") for link in node.css("a")]


def is_short(node: LexborNode) -> bool:
    """Whether an element holds a line and no paragraph."""
    return node.is_element_node and not any(
        child.tag in {"p", "blockquote", "br"} for child in node.iter()
    )


def parts_of(node: LexborNode) -> Iterator[LexborNode]:
    """What stands in a part of the site's own, seen through marks that somebody left open."""
    for child in node.iter(include_text=True):
        if is_mark_around(child, "h2, blockquote, p"):
            yield from child.iter(include_text=True)
        else:
            yield child


def is_mark_around(node: LexborNode, selector: str) -> bool:
    """Whether a node is a mark somebody left open around what a selector names."""
    return node.tag in _MARKS and node.css_first(selector) is not None


def is_chapter_heading(node: LexborNode) -> bool:
    """Whether a ``div`` holds a heading and nothing but a byline, a summary and notes with labels.

    A text of the author's may begin with a heading too, at a cut of calibre's; it goes on with
    paragraphs that are no labels.
    """
    if node.tag != "div":
        return False
    children = [child for child in parts_of(node) if has_content(child)]
    if not children or children[0].tag not in HEADINGS:
        return False
    labelled = False
    for child in children[1:]:
        text = short_words(child)
        if label_key(text) in SUMMARY | NOTES:
            labelled = True
        elif child.tag == "blockquote" and labelled:
            pass
        elif not (JUMP.fullmatch(text) or BYLINE.fullmatch(text)) or not is_short(child):
            return False
    return True


def closes_text(node: LexborNode) -> bool:
    """Whether the text of an old download ends here: by its notes, or what the site says last."""
    if node.tag != "p":
        return False
    text = short_words(node)
    return label_key(text) == "end notes" or _LAST_WORDS.match(text) is not None
