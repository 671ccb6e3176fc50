"""Every element within every other: what stands where is what EPUBCheck says it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from lxml import etree

from packager.checks.conformance.check import checked
from packager.checks.conformance.content_model import content_findings
from packager.checks.conformance.rule import Rule, Weight
from packager.checks.conformance.xhtml_1 import old_content_findings
from tests.support.epub_builder import CONTAINER, PIXEL, packed
from tests.support.epubcheck import EpubCheck

pytestmark = pytest.mark.epubcheck

_WHOLE = {
    "bdo": '<bdo dir="ltr"/>',
    "data": '<data value="1"/>',
    "details": "<details><summary/></details>",
    "dl": "<dl><dt/><dd/></dl>",
    "hgroup": "<hgroup><h1/></hgroup>",
    "img": '<img src="i.png" alt=""/>',
    "input": '<input type="hidden"/>',
    "map": '<map name="m"/>',
    "meter": '<meter value="1"/>',
    "object": '<object data="i.png" type="image/png"/>',
    "ol": "<ol><li/></ol>",
    "picture": '<picture><img src="i.png" alt=""/></picture>',
    "ruby": "<ruby>a<rt/></ruby>",
    "table": "<table><tr><td/></tr></table>",
    "ul": "<ul><li/></ul>",
}
"""Elements that need something to be right."""

_OLD_WHOLE = {
    "blockquote": "<blockquote><p/></blockquote>",
    "dl": "<dl><dd/></dl>",
    "map": '<map id="m"><p/></map>',
    "tr": "<tr><td/></tr>",
}
"""What some need in EPUB 2."""

_AROUND = {
    "bdo": '<bdo dir="ltr">{}</bdo>',
    "caption": "<table><caption>{}</caption><tr><td/></tr></table>",
    "data": '<data value="1">{}</data>',
    "dd": "<dl><dt/><dd>{}</dd></dl>",
    "details": "<details><summary/>{}</details>",
    "dl": "<dl>{}<dt/><dd/></dl>",
    "dt": "<dl><dt>{}</dt><dd/></dl>",
    "figcaption": "<figure><figcaption>{}</figcaption></figure>",
    "hgroup": "<hgroup><h1/>{}</hgroup>",
    "li": "<ol><li>{}</li></ol>",
    "ol": "<ol>{}<li/></ol>",
    "ruby": "<ruby>{}<rt/></ruby>",
    "summary": "<details><summary>{}</summary></details>",
    "table": "<table>{}<tr><td/></tr></table>",
    "td": "<table><tr><td>{}</td></tr></table>",
    "th": "<table><tr><th>{}</th></tr></table>",
    "tr": "<table><tr>{}<td/></tr></table>",
    "ul": "<ul>{}<li/></ul>",
}


def _words(line: str) -> list[str]:
    return line.split()


_PARENTS = _words(
    "a abbr address article aside b bdo blockquote caption cite code dd del details dfn div "
    "dl dt em figcaption figure footer h1 h6 header hgroup i ins label li main nav ol p pre q "
    "ruby s section small span strong sub summary sup table td th time tr u ul"
)
_CHILDREN = _words(
    "a address article aside b blockquote br button code data details div dl em figure footer "
    "form h2 header hgroup hr img input label li main map menu meter nav object ol p picture "
    "pre progress ruby script search section select span table td time tr ul video"
)

_OLD_PARENTS = _words(
    "a abbr acronym address b big blockquote caption cite dd del div dl dt em h1 ins li ol p "
    "pre span table td th tr tt ul"
)
_OLD_CHILDREN = _words(
    "a address b blockquote br caption dd del div dl dt em h2 hr img ins li map ol p pre span "
    "table td tr tt ul"
)
_INLINE = frozenset(["a", "abbr", "acronym", "b", "big", "cite", "em", "span", "tt"])

_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">x</dc:identifier>
<dc:title>The Lamp</dc:title><dc:language>en</dc:language>{modified}</metadata>
<manifest>{items}<item id="i" href="i.png" media-type="image/png"/></manifest>
<spine{toc}>{spine}</spine></package>"""
_MODIFIED = '<meta property="dcterms:modified">2020-01-01T00:00:00Z</meta>'
_NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
    '<meta name="dtb:uid" content="x"/></head><docTitle><text>The Lamp</text></docTitle><navMap>'
    '<navPoint id="a" playOrder="1"><navLabel><text>Dark</text></navLabel>'
    '<content src="d0.xhtml"/></navPoint></navMap></ncx>'
)


def _page(body: str) -> str:
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>Oil</title></head><body>{body}</body></html>"
    )


def _old_page(body: str) -> str:
    return _page(body).replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "")


def _book(pages: Mapping[str, str], *, version: str) -> bytes:
    old = version == "2.0"
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages
    )
    contents = (
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        if old
        else '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    )
    package = _PACKAGE.format(
        version=version,
        modified="" if old else _MODIFIED,
        items=contents + items,
        toc=' toc="ncx"' if old else "",
        spine="".join(f'<itemref idref="{name}"/>' for name in pages),
    )
    nav = _page('<nav epub:type="toc"><ol><li><a href="d0.xhtml">Dark</a></li></ol></nav>')
    return packed(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.format("package.opf").encode(),
            "package.opf": package.encode(),
            **({"toc.ncx": _NCX.encode()} if old else {"nav.xhtml": nav.encode()}),
            "i.png": PIXEL,
            **{name: page.encode() for name, page in pages.items()},
        }
    )


def _accused(epubcheck: EpubCheck, book: bytes) -> set[str]:
    """The documents EPUBCheck refuses for what stands in them."""
    return {
        place.rpartition(":")[0]
        for message in epubcheck(book)
        if message.code == "RSC-005"
        for place in message.places
    }


def _pairs() -> Iterator[str]:
    for parent in _PARENTS:
        for child in _CHILDREN:
            whole = _WHOLE.get(child, f"<{child}/>")
            yield _page(_AROUND.get(parent, f"<{parent}>{{}}</{parent}>").format(whole))


def _old_pairs() -> Iterator[str]:
    for parent in _OLD_PARENTS:
        for child in _OLD_CHILDREN:
            whole = _OLD_WHOLE.get(child) or _WHOLE.get(child, f"<{child}/>")
            markup = _AROUND.get(parent, f"<{parent}>{{}}</{parent}>").format(whole)
            yield _old_page(f"<p>{markup}</p>" if parent in _INLINE else markup)


@pytest.mark.slow
def test_what_may_stand_in_an_element_of_html_is_what_epubcheck_says(epubcheck: EpubCheck) -> None:
    pages = {f"d{number}.xhtml": page for number, page in enumerate(_pairs())}
    ours = {
        name
        for name, page in pages.items()
        if any(
            one.rule.weight is Weight.ERROR
            for one in content_findings(etree.fromstring(page), name)
        )
    }
    assert ours == _accused(epubcheck, _book(pages, version="3.0"))


@pytest.mark.slow
def test_what_may_stand_in_an_element_of_epub_2_is_what_epubcheck_says(
    epubcheck: EpubCheck,
) -> None:
    pages = {f"d{number}.xhtml": page for number, page in enumerate(_old_pairs())}
    ours = {
        name
        for name, page in pages.items()
        if [*old_content_findings(etree.fromstring(page), name)]
    }
    assert ours == _accused(epubcheck, _book(pages, version="2.0"))


_OLD_MARKUP = {
    "text in the body": ("Oil.", Rule.ELEMENT_MISPLACED),
    "an element of HTML 5": ("<section><p/></section>", Rule.ELEMENT_UNKNOWN),
    "an element HTML gave up": ("<p><font>Oil</font></p>", Rule.ELEMENT_UNKNOWN),
    "an empty list": ("<ul/>", Rule.ELEMENT_MISPLACED),
    "a foot before its body": (
        "<table><tbody><tr><td/></tr></tbody><tfoot><tr><td/></tr></tfoot></table>",
        Rule.ELEMENT_MISPLACED,
    ),
    "a link in a link": (
        '<p><a href="d0.xhtml"><b><a href="d0.xhtml">Oil</a></b></a></p>',
        Rule.ELEMENT_MISPLACED,
    ),
    "a named anchor": ('<p><a name="oil"/></p>', Rule.ATTRIBUTE_UNKNOWN),
    "data": ('<p data-oil="1">Oil.</p>', Rule.ATTRIBUTE_UNKNOWN),
    "an id in figures": ('<p id="1oil">Oil.</p>', Rule.ATTRIBUTE_WRONG),
    "a picture without a text": ('<p><img src="i.png"/></p>', Rule.ATTRIBUTE_WRONG),
}


@pytest.mark.parametrize(("markup", "rule"), _OLD_MARKUP.values(), ids=[*_OLD_MARKUP])
def test_a_broken_document_of_epub_2_is_found(
    epubcheck: EpubCheck, markup: str, rule: Rule
) -> None:
    book = _book({"d0.xhtml": _old_page(markup)}, version="2.0")
    grave = {one.rule for one in checked(book) if one.rule.weight is Weight.ERROR}
    assert grave == {rule}
    assert _accused(epubcheck, book) == {"d0.xhtml"}


def test_the_document_type_of_html_5_is_none_of_epub_2(epubcheck: EpubCheck) -> None:
    page = "<!DOCTYPE html>" + _old_page("<p>Oil.</p>")
    book = _book({"d0.xhtml": page}, version="2.0")
    assert Rule.DOCTYPE_EXTERNAL in {one.rule for one in checked(book)}
    assert "HTM-004" in {one.code for one in epubcheck(book)}
