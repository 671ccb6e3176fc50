"""Content documents: the body as it came, in a head and root every reading system understands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packager.diagnostics import Code, Report
from packager.errors import PackagerError
from packager.publication.publication import Publication, Resource, Stylesheet
from packager.writers.epub.writer import write
from tests.support.epub_reader import OPS, XHTML, XML, Epub


def test_bodies_are_copied_byte_for_byte(epub: Epub, publication: Publication) -> None:
    for document in publication.spine:
        assert f">\n{document.body}\n</body>".encode() in epub.files[f"EPUB/{document.href}"]


def test_text_keeps_every_space_between_inline_elements(publication: Publication) -> None:
    body = "Lead text <b>A</b><i>B</i> <b>C</b>\n <i>D</i> &amp; \u00a0\u2060 end"
    first, *others = publication.spine
    epub = Epub(write(replace(publication, spine=(replace(first, body=body), *others)), Report()))
    assert epub.texts()[0] == "\nLead text AB C\n D & \u00a0\u2060 end\n"


def test_the_head_names_language_encoding_title_and_stylesheet(
    epub: Epub, publication: Publication
) -> None:
    for document in publication.spine:
        content = epub.files[f"EPUB/{document.href}"]
        assert content.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n')
        root = epub.xml(f"EPUB/{document.href}")
        assert root.attrib == {"lang": "en", f"{XML}lang": "en"}
        assert root.findtext(f"{XHTML}head/{XHTML}title") == document.title
        link = root.find(f"{XHTML}head/{XHTML}link")
        assert link is not None
        assert link.attrib["href"] == "../css/story.css"
        body = root.find(f"{XHTML}body")
        assert body is not None
        assert body.attrib == {f"{OPS}type": document.matter}


@pytest.mark.parametrize(
    "body",
    ["<p>one", "<p>&nbsp;</p>", '<p svg:a="b"/>', "<p>\x08</p>", "<p>\ud800</p>"],
    ids=["unclosed", "entity", "prefix", "control", "surrogate"],
)
def test_a_body_that_is_no_xml_is_refused_as_a_bug(publication: Publication, body: str) -> None:
    first, *others = publication.spine
    broken = replace(publication, spine=(replace(first, body=body), *others))
    with pytest.raises(PackagerError) as raised:
        write(broken, Report())
    assert raised.value.code is Code.BUG


def test_the_stylesheet_is_the_themes_for_screens_in_order(publication: Publication) -> None:
    sheets = (
        Stylesheet(media="all", css='@charset "utf-8";\np { margin: 0 }\n'),
        Stylesheet(media="print", css="@page { size: a5 }\n"),
        Stylesheet(media="epub", css='@charset "utf-8";\np { margin: 1em }\n'),
        Stylesheet(media="all", css=".x { color: red }\n"),
    )
    epub = Epub(write(replace(publication, stylesheets=sheets), Report()))
    assert epub.files["EPUB/css/story.css"].decode() == (
        '@charset "utf-8";\np { margin: 0 }\n\np { margin: 1em }\n\n.x { color: red }\n'
    )


def test_two_files_of_one_name_are_refused(publication: Publication) -> None:
    again = Resource(id="again", href="images/COVER.jpg", media_type="image/jpeg", data=b"x")
    doubled = replace(publication, resources=(*publication.resources, again))
    with pytest.raises(PackagerError, match=r"cover\.jpg"):
        write(doubled, Report())


def test_contents_behind_a_document_that_is_not_there_are_refused(
    publication: Publication,
) -> None:
    nav = replace(publication.nav, after="text/lost.xhtml")
    with pytest.raises(PackagerError, match="lost"):
        write(replace(publication, nav=nav), Report())
