"""XHTML content documents: what stands around a body, and whether the whole is XML.

EPUB 3.3, section 6.1: https://www.w3.org/TR/epub-33/#sec-xhtml
"""

from __future__ import annotations

from html import escape
from xml.parsers import expat

from packager.diagnostics import Code
from packager.errors import PackagerError
from packager.publication.publication import Matter, PackageMetadata

_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"


def content_document(
    body: str,
    *,
    href: str,
    title: str,
    matter: Matter,
    stylesheet: str,
    metadata: PackageMetadata,
) -> bytes:
    """A finished content document.

    The encoding is declared twice: Send to Kindle reads a file without an XML declaration as
    ISO-8859-1, and a browser reads the meta element. Both language attributes are needed too, one
    for XML and one for HTML. ``xmlns:epub`` stands on the root, where Apple Books looks for it.

    Args:
        body: What stands within the body element; it is not changed.
        href: Path of the document within the publication.
        title: What the title element says; not empty.
        matter: The part of the book, ``epub:type`` of the body.
        stylesheet: Path of the stylesheet within the publication.
        metadata: Its language and direction, and whether lines are vertical, which the class
            ``vertical`` says.

    Returns:
        The document in UTF-8.
    """
    lang = escape(metadata.language)
    base = ' dir="rtl"' if metadata.direction == "rtl" else ""
    base += ' class="vertical"' if metadata.vertical else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        "<!DOCTYPE html>\n"
        f'<html xmlns="{_XHTML}" xmlns:epub="{_OPS}" lang="{lang}" xml:lang="{lang}"{base}>\n'
        "<head>\n"
        '<meta charset="utf-8"/>\n'
        f"<title>{escape(title, quote=False)}</title>\n"
        f'<link rel="stylesheet" type="text/css" href="{_up(href)}{escape(stylesheet)}"/>\n'
        "</head>\n"
        f'<body epub:type="{matter}">\n'
        f"{body}\n"
        "</body>\n"
        "</html>\n"
    ).encode()


def require_well_formed(content: bytes, name: str) -> None:
    """Make sure that a document is XML with every namespace prefix declared.

    A reading system shows an error page, or nothing, for a document that is not well formed.

    Raises:
        PackagerError: It is not; whoever made the document has a bug.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the parser takes no keyword
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise PackagerError(
            Code.BUG, f"{name} is not well-formed XML: line {error.lineno}, {reason}"
        ) from error


def _up(href: str) -> str:
    """The way from a document to the root of the publication."""
    return "../" * href.count("/")
