"""The words of a source and of a book, comparable: quotes and dashes play no part."""

from __future__ import annotations

import re

from tests.support.epub_reader import XHTML, Epub

_WORD = re.compile(r"[^\W_]+")

STEERING = re.compile(
    r"[ \t]*(?:Description|Author's Notes:)[ \t]*"
    r"|\s?(?:Title|Author|Language|Series|Cover): .*"
    r"|\t\S+\.(?:jpg|png)\s*"
)
"""Lines of the dialect that steer the book and are not printed in it."""


def words(text: str) -> list[str]:
    """The runs of letters and digits, in order."""
    return _WORD.findall(text)


def source_words(source: str) -> list[str]:
    """The words of a source that belong in a book, in order."""
    lines = source.split("\n")
    return words("\n".join(line for line in lines if not STEERING.fullmatch(line)))


def paragraphs(book: Epub, path: str, parent: str | None = None) -> list[str]:
    """The text of the author's paragraphs in a document: no links to notes, no line of an opener.

    Args:
        book: The book.
        path: The document.
        parent: A class an element around the paragraphs must have; ``None`` for any.
    """
    root = book.xml(path)
    if parent is not None:
        (root,) = [e for e in root.iter() if e.get("class") == parent]
    ours = {"note-link note-before", "note-link note-after", "backlink", "number"}
    return [
        "".join(element.itertext())
        for element in root.iter(f"{XHTML}p")
        if element.get("class", "") not in ours
    ]


def story_paragraphs(book: Epub) -> list[str]:
    """Description, chapters, then notes: every paragraph of the author's, in the book's order."""
    found = []
    for path in book.spine:
        stem = path.rpartition("/")[2].partition(".")[0]
        if stem == "titlepage":
            classes = [element.get("class") for element in book.xml(path).iter()]
            found += paragraphs(book, path, "description") if "description" in classes else []
        elif stem == "notes" or stem.startswith("chapter-"):
            found += paragraphs(book, path)
    return found
