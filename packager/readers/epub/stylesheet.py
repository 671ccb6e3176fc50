"""The stylesheets of an EPUB: what the classes of its documents mean, and the way its lines run."""

from __future__ import annotations

import re

from packager.readers.epub.container import Container
from packager.readers.epub.document import Document
from packager.readers.epub.opened import Opened

_WRITING = re.compile(r"writing-mode\s*:\s*(?:vertical-rl|tb-rl)", re.IGNORECASE)
_MAX_SHEET = 2**20
_LOOKED_AT = 5
"""Documents by which the way of the lines is judged."""

_WHOLE = frozenset({"html", "body", ":root", "*"})


class Stylesheets:
    """The stylesheets of one book, each read once.

    Args:
        container: Where they are.
    """

    def __init__(self, container: Container) -> None:
        self._container = container
        self._texts: dict[str, str] = {}

    def linked(self, document: Document) -> tuple[str, ...]:
        """The stylesheets a document links to, alternatives aside."""
        found: list[str] = []
        for link in document.root.css("link[href]"):
            relation = (link.attributes.get("rel") or "").lower().split()
            if "stylesheet" in relation and "alternate" not in relation:
                path = self._container.find(link.attributes.get("href") or "", document.path)
                if path:
                    found.append(self._text(path))
        return tuple(found)

    def is_vertical(self, document: Document) -> bool:
        """Whether the lines of a document run from top to bottom."""
        if document.meta("primary-writing-mode").lower().startswith("vertical-rl"):
            return True
        own = [document.root.attributes.get("style"), document.body.attributes.get("style")]
        if any(_WRITING.search(style or "") for style in own):
            return True
        sheets = (*self.linked(document), *(node.text() for node in document.root.css("style")))
        return any(_runs_down(css) for css in sheets)

    def _text(self, path: str) -> str:
        if path not in self._texts:
            found = self._container.read(path) or b""
            self._texts[path] = found[:_MAX_SHEET].decode("utf-8", "replace")
        return self._texts[path]


def runs_down(opened: Opened, language: str) -> bool:
    """Whether the lines of most of a book run from top to bottom."""
    if opened.package.direction == "rtl" and language.startswith("ja"):
        return True
    sheets = Stylesheets(opened.container)
    looked = opened.documents[:_LOOKED_AT]
    return sum(sheets.is_vertical(document) for document in looked) * 2 > len(looked)


def _runs_down(css: str) -> bool:
    """Whether a sheet sets the lines of the whole document from top to bottom."""
    first, *rest = css.split("/*")
    plain = first + "".join(part.partition("*/")[2] for part in rest)
    for rule in plain.split("}"):
        selectors, _, declared = rule.rpartition("{")
        named = {selector.strip().lower() for selector in selectors.split(",")}
        if named <= _WHOLE and _WRITING.search(declared):
            return True
    return False
