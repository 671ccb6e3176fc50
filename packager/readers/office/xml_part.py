"""The XML documents within a word processor's file."""

from __future__ import annotations

from lxml import etree


def parse_xml(found: bytes) -> etree._Element | None:
    """The root of an XML document; ``None`` when nothing of it can be read, or not all of it.

    No entity is expanded and nothing is fetched.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True
    )
    try:
        root = etree.fromstring(found, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # libxml2 leaves out what is nested deeper than it likes, and says so only here.
    return None if "Excessive depth" in str(parser.error_log) else root


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; of what is no element, nothing like a name."""
    return str(element.tag).rpartition("}")[2]
