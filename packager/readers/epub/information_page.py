"""The page of information some programs put in front of a story they fetched: labels and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.book.metadata import Metadata
from packager.diagnostics import Code
from packager.readers.epub.document import Document
from packager.readers.epub.reading import Reading
from packager.readers.epub.tree import children
from packager.readers.html.page_nodes import attribute, has_content, words_of
from packager.readers.left_out import LeftOut
from packager.readers.sites.labels import label_of, with_label
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LINES = frozenset({"p", "li", "dd", "tr", "h1", "h2", "h3", "h4", "hr", "blockquote"})
_SUMMARY = frozenset({"summary", "description", "synopsis"})


def with_information(
    metadata: Metadata, document: Document, reading: Reading, left_out: LeftOut
) -> Metadata:
    """The metadata with what a page of information says; none of the page is printed.

    A summary may go on in the lines below its label, as far as the next label.

    Args:
        metadata: What is known so far, which stays.
        document: The page.
        reading: Reads a summary that has markup.
        left_out: Told of every line.
    """
    summary: list[LexborNode] = []
    open_summary = False
    for line in _lines(document.body):
        text = words_of(line)
        labelled = label_of(text)
        if labelled is None:
            if open_summary and line.tag in {"p", "blockquote", "-text"}:
                summary.append(line)
            else:
                left_out.add(Code.LINE_NOT_PRINTED, "lines of the information page", text)
            continue
        label, value = labelled
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the information page", text)
        open_summary = label.lower() in _SUMMARY
        if open_summary:
            summary += _value(line)
            continue
        address = _address(line) if label.lower() in {"source", "url", "story url"} else ""
        metadata = with_label(metadata, label, address or printable(value)) or metadata
    blocks = reading.blocks(document.path, summary, aside=True) if summary else ()
    for node in summary:
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the information page", words_of(node))
    return (with_label(metadata, "Summary", "", blocks=blocks) or metadata) if blocks else metadata


def _lines(node: LexborNode) -> list[LexborNode]:
    """The lines of a page, in order, whatever wraps them."""
    found: list[LexborNode] = []
    waiting = list(children(node))[::-1]
    while waiting:
        inner = waiting.pop()
        if inner.is_element_node and inner.tag not in _LINES and _wraps(inner):
            waiting += list(children(inner))[::-1]
        elif has_content(inner):
            found.append(inner)
    return found


def _wraps(node: LexborNode) -> bool:
    return any(inner.tag in _LINES or inner.tag == "div" for inner in children(node))


def _value(line: LexborNode) -> list[LexborNode]:
    """What follows the label on a line: all of it but the label's own words."""
    label = line.css_first("b, strong") if line.is_element_node else None
    if label is not None:
        label.decompose()
        return [line]
    first = next((node for node in children(line) if node.tag == "-text"), None)
    if first is not None:
        first.replace_with((first.text_content or "").partition(":")[2].lstrip())
    return [line]


def _address(line: LexborNode) -> str:
    return attribute(line.css_first("a"), "href") if line.is_element_node else ""
