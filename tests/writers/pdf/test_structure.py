"""The structure tree says what the words are, once each, in the order of the book."""

from __future__ import annotations

import pikepdf
import pytest
from lxml import etree

from packager.publication.publication import Publication
from packager.writers.pdf.structure import Element, Mark, drop_empty, order_headings
from tests.support.pdf_structure import Node, structure_of

from .conftest import Laid

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def tree(laid: Laid) -> Node:
    return structure_of(laid.pdf.objects)


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum()).casefold()


def test_a_paragraph_is_one_element_however_many_pages(tree: Node) -> None:
    paragraphs = [node for node in tree.all() if node.tag == "P"]
    assert sum(len(node.pages) > 1 for node in paragraphs) >= 3


def test_no_element_is_a_line(tree: Node) -> None:
    assert {node.tag for node in tree.all()} <= {
        "Document", "Sect", "Div", "P", "BlockQuote", "H1", "H2", "H3", "H4", "H5", "H6", "L",
        "LI", "Lbl", "LBody", "TOC", "TOCI", "Link", "Figure", "Caption", "Table", "THead", "TBody",
        "TR", "TH", "TD", "Span",
    }  # fmt: skip
    assert all(node.language for node in tree.all() if node.tag == "Span")


def test_there_are_as_many_headings_as_in_the_book(tree: Node, publication: Publication) -> None:
    bodies = "".join(document.body for document in publication.spine)
    source = etree.fromstring(f'<b xmlns:epub="http://www.idpf.org/2007/ops">{bodies}</b>'.encode())
    for tag in ("h1", "h2"):
        found = [node for node in tree.all() if node.tag == tag.upper()]
        contents = tag == "h1"
        assert len(found) == len(list(source.iter(tag))) + contents


def test_heads_and_folios_are_artifacts(laid: Laid) -> None:
    """What is no artifact is the text: on a page of prose nothing else has a number."""
    content = laid.pdf.objects.pages[8].Contents.read_bytes()
    assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 2


def test_a_picture_has_words(tree: Node) -> None:
    figures = [node for node in tree.all() if node.tag == "Figure"]
    assert figures
    assert all(node.alternate for node in figures)


def test_links_say_where_they_lead_and_are_printed(laid: Laid) -> None:
    notes = [note for page in laid.pdf.objects.pages for note in page.get("/Annots", [])]
    assert len(notes) > 8
    for note in notes:
        assert int(note.F) & 4
        assert str(note.Contents).strip()
        assert "/StructParent" in note


def test_headings_skip_no_level() -> None:
    document = Element("Document", [Element("H2"), Element("Sect", [Element("H4")]), Element("H1")])
    order_headings([document, Element("Document", [Element("H3")])])
    assert [kid.tag for kid in document.kids if isinstance(kid, Element)] == ["H1", "Sect", "H1"]


def test_what_holds_nothing_is_left_out() -> None:
    full = Element("P", [Mark(0, 0)])
    row = Element("TR", [Element("TD")])
    document = Element("Document", [Element("Sect", [Element("P")]), full, row])
    drop_empty(document)
    assert document.kids == [full, row]


def test_the_catalog_says_language_and_standards(laid: Laid, publication: Publication) -> None:
    root = laid.pdf.objects.Root
    assert str(root.Lang) == publication.metadata.language
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    packet = etree.fromstring(root.Metadata.read_bytes())
    said = {etree.QName(one).localname: "".join(one.itertext()).strip() for one in packet.iter()
            if isinstance(one.tag, str)}  # fmt: skip
    assert said["title"] == publication.metadata.title
    assert said["creator"] == "".join(one.name for one in publication.metadata.creators)
    assert isinstance(root.OutputIntents[0].DestOutputProfile, pikepdf.Stream)
