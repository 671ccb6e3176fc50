"""Tree: the bytes of an HTML source as text, the text as the tree a browser would build."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Report, Where
from packager.errors import SourceError
from packager.readers.markup.elements import APART, HEADINGS, UNSEEN
from packager.readers.markup.nesting import tamed
from packager.sources.source import Source
from packager.sources.text import all_plain, decode, printable, unprintable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_MARKUP = 2**27
"""Characters a document may have; the longest stories in one file are below a tenth of it."""

_DECLARED_WITHIN = 4096
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"


def html_source_text(source: Source, report: Report) -> str:
    """The text of an HTML source: by its mark, as UTF-8, as it declares itself, else by a guess.

    The order differs from the standard's only in that UTF-8 which is valid is believed before a
    declaration (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding).

    Raises:
        SourceError: The source is empty or not text.
    """
    text = decode(source, report, declared=declared_encoding(source.data))
    if all_plain(text):
        return text
    bad = unprintable(text)
    if bad:
        report.add(
            Code.CHARACTERS_REMOVED,
            f"characters that no book can hold were removed, the first U+{ord(bad):04X}",
            where=Where(source.name),
        )
    return printable(text)


def declared_encoding(found: bytes) -> str:
    """The encoding an XML declaration or a ``meta`` element names; empty when there is none."""
    start = found[:_DECLARED_WITHIN].decode("latin-1")
    match = _declaration().search(start)
    return match[1] if match else ""


@cache
def _declaration() -> re.Pattern[str]:
    return re.compile(
        r"""(?:<\?xml\s[^>]{0,100}?encoding\s*=\s*|<meta\s[^>]{0,200}?charset\s*=\s*)["']?"""
        r"""([A-Za-z0-9._:-]{1,40})""",
        re.IGNORECASE,
    )


def parse_html(text: str, where: Where, report: Report, *, xml: bool | None = None) -> LexborNode:
    """The root element of the tree a browser builds of a document or a fragment.

    Markup that would make any parser slow (thousands of elements within one another) is flattened
    first; no text is lost by it.

    Args:
        text: The document.
        where: Its place, for messages.
        report: Told of what was mended.
        xml: Whether it was written as XML, in which ``<i/>`` is an element without content and
            CDATA is text; by its declaration, document type or namespace when not said.

    Raises:
        SourceError: The text is too large.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - loaded when HTML is read

    if len(text) > MAX_MARKUP:
        raise SourceError(
            Code.SOURCE_TOO_LARGE,
            f"the markup has more than {MAX_MARKUP:,} characters",
            where=where,
            hint="give packager its chapters as files of their own",
        )
    text, taken = _prepared(text, xml=xml)
    if taken:
        report.add(
            Code.MARKUP_MENDED,
            f"{taken} tags nested deeper than any story needs were taken away; their text stays",
            where=where,
        )
    root = LexborHTMLParser(text).root
    assert root is not None  # noqa: S101 - a parser makes an html element of anything
    closed = sum(_close_heading(node) for node in root.css(_HEADINGS))
    if closed:
        report.add(
            Code.MARKUP_MENDED,
            f"{closed} headings nobody closed were ended before the text below them",
            where=where,
        )
    return root


@lru_cache(maxsize=1)
def _prepared(text: str, *, xml: bool | None) -> tuple[str, int]:
    """The text as the parser gets it, and how many tags were taken away.

    It is kept for a while, for a page is parsed to be read, and again to be compared.
    """
    if not all_plain(text):
        text = printable(text).translate(_OTHER_SPACES)
    if "&#" in text:
        text = _references().sub(_printable_reference, text)
    if _is_xml(text) if xml is None else xml:
        text = _as_html(text)
    return tamed(text)


_HEADINGS = ", ".join(HEADINGS)
_LONG = 300
"""Characters in blocks within a heading above which the heading was left open."""


def _close_heading(heading: LexborNode) -> bool:
    """Move the text out of a heading that has swallowed it; whether there was any."""
    line: list[str] = []
    swallowed: list[LexborNode] = []
    for child in heading.iter(include_text=True):
        if swallowed or (child.tag in APART and child.tag != "br"):
            swallowed.append(child)
        else:
            line.append(child.text_content or "" if child.is_text_node else child.text())
    if not "".join(line).strip() or sum(len(node.text()) for node in swallowed) < _LONG:
        return False
    for node in reversed(swallowed):
        heading.insert_after(node, move=True)
    return True


_OTHER_SPACES = {0x0B: " ", 0x0C: " ", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}


@cache
def _references() -> re.Pattern[str]:
    return re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,8})|0*(\d{1,10}))(?![0-9a-fA-F]);?")


def _printable_reference(found: re.Match[str]) -> str:
    """A character reference, or nothing when it names what no book can hold."""
    meant = html.unescape(found[0] if found[0].endswith(";") else found[0] + ";")
    if not meant or unprintable(meant):
        return ""
    return " " if meant in "\x0b\x0c\x85\u2028\u2029" else found[0]


def _is_xml(text: str) -> bool:
    start = text[:2048]
    return start.lstrip().startswith("<?xml") or bool(_xhtml().search(start))


@cache
def _xhtml() -> re.Pattern[str]:
    return re.compile(r"<!doctype\s[^>]{0,200}\bxhtml|<html\s[^>]{0,400}\bxmlns\s*=", re.IGNORECASE)


def _as_html(text: str) -> str:
    """XML written so that a parser of HTML understands the same by it."""
    if "<![CDATA[" in text:
        text = _without_cdata(text)
    return _empty_elements().sub(r"<\1\2></\1>", text)


@cache
def _empty_elements() -> re.Pattern[str]:
    # The attributes may hold neither angle, so that a search ends at the next one.
    return re.compile(
        rf"<(?!(?:{_VOID})[\s/])([a-zA-Z][\w.:-]*)((?:\s[^<>]*)?)/>", re.IGNORECASE | re.ASCII
    )


def _without_cdata(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        inner = text[start + len("<![CDATA[") : end]
        kept += (text[at:start], html.escape(inner, quote=False))
        at = end + len("]]>")
    return "".join([*kept, text[at:]])


def visible_text(node: LexborNode, skip: Callable[[LexborNode], bool] | None = None) -> str:
    """The words a person sees within a node, each block on lines of its own.

    It knows nothing of stories: what a reader makes of the same node is measured by it.

    Args:
        node: Any element.
        skip: Says which elements within it are passed over.
    """
    parts: list[str] = []
    current: LexborNode | None = node.first_child
    open_ends: list[str] = []
    while current is not None:
        tag = current.tag or ""
        child: LexborNode | None = None
        if tag == "-text":
            parts.append(current.text_content or "")
        elif tag not in UNSEEN and not (skip and skip(current)):
            child = current.first_child
            if tag in APART:
                parts.append("\n")
        if child is not None:
            open_ends.append("\n" if tag in APART else "")
            current = child
            continue
        while current.next is None and open_ends:
            parts.append(open_ends.pop())
            current = current.parent
            assert current is not None  # noqa: S101 - it was come down through
        current = current.next
    return "".join(parts)
