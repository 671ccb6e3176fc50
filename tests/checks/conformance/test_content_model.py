"""Content documents: what is refused, what is not, and that EPUBCheck says the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from packager.checks.conformance.content_model import XHTML, content_findings
from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    CHAPTER,
    Break,
    Case,
    Files,
    assert_agrees,
    assert_only,
    both,
    chapter,
    found,
    lamp,
    text,
)
from tests.support.epub_builder import packed
from tests.support.epubcheck import EpubCheck

_TITLE = "<title>Dark</title>"
_DOCTYPE = "<!DOCTYPE html>"
_OLD_DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" '
    '"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'
)


def _encoded(encoding: str) -> Break:
    def change(files: Files) -> None:
        page = files[CHAPTER].decode().replace('<meta charset="utf-8"/>', "")
        files[CHAPTER] = page.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)

    return change


CASES = (
    Case("an open tag", Rule.NOT_WELL_FORMED, chapter("<p>")),
    Case("a bare ampersand", Rule.NOT_WELL_FORMED, chapter("<p>you & me</p>")),
    Case("an entity nobody declares", Rule.NOT_WELL_FORMED, chapter("<p>&nbsp;</p>")),
    Case(
        "XML 1.1",
        Rule.NOT_WELL_FORMED,
        text(CHAPTER, '<?xml version="1.0"', '<?xml version="1.1"'),
    ),
    Case("Latin 1", Rule.NOT_WELL_FORMED, _encoded("iso-8859-1")),
    Case("UTF-16", Rule.NOT_WELL_FORMED, _encoded("utf-16")),
    Case(
        "a root without a namespace",
        Rule.NOT_XHTML,
        text(CHAPTER, ' xmlns="http://www.w3.org/1999/xhtml"', ""),
    ),
    Case("an old document type", Rule.DOCTYPE_EXTERNAL, text(CHAPTER, _DOCTYPE, _OLD_DOCTYPE)),
    Case(
        "an entity from outside",
        Rule.DOCTYPE_EXTERNAL,
        text(CHAPTER, _DOCTYPE, '<!DOCTYPE html [<!ENTITY oil SYSTEM "oil.txt">]>'),
    ),
    Case("an empty title", Rule.TITLE_EMPTY, text(CHAPTER, _TITLE, "<title> </title>")),
    Case("no title", Rule.DISCOURAGED, text(CHAPTER, _TITLE, "")),
    Case(
        "a role that is deprecated",
        Rule.DISCOURAGED,
        chapter('<ol><li role="doc-endnote">Oil.</li></ol>'),
    ),
    Case("an element HTML gave up", Rule.ELEMENT_UNKNOWN, chapter("<center>Oil.</center>")),
    Case("an element nobody knows", Rule.ELEMENT_UNKNOWN, chapter("<lamp>Oil.</lamp>")),
    Case("no namespace", Rule.ELEMENT_UNKNOWN, chapter('<p xmlns="">Oil.</p>')),
    Case("a block in a paragraph", Rule.ELEMENT_MISPLACED, chapter("<p><em><div/></em></p>")),
    Case("an item without a list", Rule.ELEMENT_MISPLACED, chapter("<li>Oil.</li>")),
    Case("text in a list", Rule.ELEMENT_MISPLACED, chapter("<ul>Oil<li>and wick.</li></ul>")),
    Case("a list in a list", Rule.ELEMENT_MISPLACED, chapter("<ol><ol><li>Oil.</li></ol></ol>")),
    Case(
        "a link within a link",
        Rule.ELEMENT_MISPLACED,
        chapter(
            '<p><a href="chapter-002.xhtml">Oil <b><a href="colophon.xhtml">and</a></b></a></p>'
        ),
    ),
    Case(
        "a block in a link in a paragraph",
        Rule.ELEMENT_MISPLACED,
        chapter('<p><a href="chapter-002.xhtml"><div>Oil.</div></a></p>'),
    ),
    Case(
        "parts of a table out of order",
        Rule.ELEMENT_MISPLACED,
        chapter("<table><tbody><tr><th>Oil</th></tr></tbody><caption>A</caption></table>"),
    ),
    Case("a term without its meaning", Rule.ELEMENT_MISPLACED, chapter("<dl><dt>Oil</dt></dl>")),
    Case("a reading of nothing", Rule.ELEMENT_MISPLACED, chapter("<p><ruby>油</ruby></p>")),
    Case("a date in bold", Rule.ELEMENT_MISPLACED, chapter("<p><time><b>1900</b></time></p>")),
    Case("two bodies", Rule.ELEMENT_MISPLACED, text(CHAPTER, "</html>", "<body/></html>")),
    Case("an attribute HTML gave up", Rule.ATTRIBUTE_UNKNOWN, chapter('<p align="center">Oil</p>')),
    Case("an attribute of another", Rule.ATTRIBUTE_UNKNOWN, chapter('<p href="a">Oil.</p>')),
    Case(
        "an attribute of another language",
        Rule.ATTRIBUTE_UNKNOWN,
        chapter('<p xmlns:xlink="http://www.w3.org/1999/xlink" xlink:type="simple">Oil.</p>'),
    ),
    Case("data in capitals", Rule.ATTRIBUTE_UNKNOWN, chapter('<p data-Oil="1">Oil.</p>')),
    Case("a width with a unit", Rule.ATTRIBUTE_WRONG, chapter('<p><canvas width="9px"/></p>')),
    Case("a picture without a source", Rule.ATTRIBUTE_WRONG, chapter('<p><img alt=""/></p>')),
    Case("an empty id", Rule.ATTRIBUTE_WRONG, chapter('<p id="">Oil.</p>')),
    Case("a space in an id", Rule.ATTRIBUTE_WRONG, chapter('<p id="a b">Oil.</p>')),
    Case("no tag of a language", Rule.ATTRIBUTE_WRONG, chapter('<p lang="en_GB">Oil.</p>')),
    Case(
        "two languages",
        Rule.ATTRIBUTE_WRONG,
        chapter('<p lang="en" xml:lang="de">Oil.</p>'),
    ),
    Case(
        "a label that is not there",
        Rule.ATTRIBUTE_WRONG,
        chapter('<p aria-labelledby="nowhere">Oil.</p>'),
    ),
    Case(
        "a prefix nobody declares",
        Rule.ATTRIBUTE_WRONG,
        chapter('<p epub:type="lamp:oil">Oil.</p>'),
    ),
    Case("a role without its state", Rule.ATTRIBUTE_WRONG, chapter('<p role="radio">Oil.</p>')),
    Case("a state without a role", Rule.ATTRIBUTE_WRONG, chapter('<p aria-sort="none">Oil.</p>')),
    Case("a footnote that is an item", Rule.ROLE_NOT_ALLOWED, chapter(
        '<ol><li role="doc-footnote">Oil.</li></ol>')),
    Case("a role nobody knows", Rule.ROLE_NOT_ALLOWED, chapter('<p role="lamp">Oil.</p>')),
    Case(
        "two roles", Rule.ROLE_NOT_ALLOWED, chapter('<p role="doc-footnote note">Oil.</p>')
    ),
)  # fmt: skip


def _names(cases: tuple[Case, ...]) -> list[str]:
    return [case.about.replace(" ", "-") for case in cases]


@pytest.mark.parametrize("case", CASES, ids=_names(CASES))
def test_a_broken_document_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=_names(CASES))
def test_epubcheck_says_the_same(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


VALID = (
    "<p>Oil, <b>a <i>lamp</i></b>, <a href='chapter-002.xhtml'><span>light</span></a>.</p>",
    "<div><a href='chapter-002.xhtml'><div>A block in a link in a block.</div></a></div>",
    "<p><ins>Oil</ins> <del datetime='2020-01-01'>Gas</del> <bdo dir='rtl'>retsol</bdo></p>",
    "<dl><dt>Oil</dt><dt>Fuel</dt><dd>It burns.</dd><dd>It smells.</dd></dl>",
    "<dl><div><dt>Oil</dt><dd>It burns.</dd></div></dl>",
    "<table><caption>Oil</caption><colgroup><col span='2'/></colgroup><tbody><tr/></tbody></table>",
    "<table><thead><tr><th scope='col'>A</th></tr></thead><tr><td colspan='2'>C</td></tr></table>",
    "<p><ruby>油<rp>(</rp><rt>oil</rt><rp>)</rp>燈<rt>lamp</rt></ruby></p>",
    "<figure><figcaption>Oil</figcaption><p>Oil.</p></figure>",
    "<figure><p>Oil.</p><figcaption>Oil</figcaption></figure>",
    "<ol start='3' reversed='reversed' type='a'><li value='9'>Oil</li></ol>",
    "<aside epub:type='footnote' role='doc-footnote' id='n'>Oil.</aside>",
    "<p><svg xmlns='http://www.w3.org/2000/svg'><title>A lamp</title><path d='M0 0'/></svg></p>",
    "<p><math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math></p>",
    "<p data-oil='1' data-a-b='' aria-label='Oil' tabindex='-1' hidden=''>Oil.</p>",
    "<p xmlns:z='http://example.org/z' z:oil='1'>An attribute of nobody's business.</p>",
    "<details><summary>Oil</summary><p>It burns.</p></details>",
    "<p><time datetime='2020-01-01'><b>Today</b></time> <time>12:30</time></p>",
    "<my-lamp>A custom element.</my-lamp>",
    "<form><fieldset><legend>Oil</legend><label for='i'>A</label><input id='i'/></fieldset></form>",
    "<p epub:type='msv:lamp prism:oil'>Prefixes everyone knows.</p>",
    "<p dir='ltr'>Oil.</p>",
    "<p role='checkbox' aria-checked='mixed'>Oil.</p>",
)


@pytest.mark.parametrize("markup", VALID)
def test_valid_markup_is_not_accused(markup: str) -> None:
    files = lamp()
    chapter(markup)(files)
    files["EPUB/content.opf"] = _with_properties(files["EPUB/content.opf"], markup)
    assert [one for one in found(packed(files)) if one.rule.number < "P85"] == []


@pytest.mark.epubcheck
def test_epubcheck_calls_the_valid_markup_valid(epubcheck: EpubCheck) -> None:
    files = lamp()
    markup = "".join(VALID)
    both(chapter(markup))(files)
    files["EPUB/content.opf"] = _with_properties(files["EPUB/content.opf"], markup)
    grave = [one for one in epubcheck(packed(files)) if one.severity in {"FATAL", "ERROR"}]
    assert grave == []


def _with_properties(package: bytes, markup: str) -> bytes:
    """The manifest must say what a document embeds."""
    said = " ".join(
        name
        for name, mark in (("svg", "<svg"), ("mathml", "<math"), ("scripted", "<form"))
        if mark in markup
    )
    own = b'id="chapter-001.xhtml" '
    return package.replace(own, own + f'properties="{said}" '.encode()) if said else package


def test_a_finding_names_its_line() -> None:
    files = lamp()
    text(CHAPTER, '<p class="first">She', '<p foo="1">She')(files)
    line = files[CHAPTER].decode().split("<p foo")[0].count("\n") + 1
    (finding,) = found(packed(files))
    assert (finding.path, finding.line) == (CHAPTER, line)


def test_what_is_not_well_formed_names_line_and_column() -> None:
    files = lamp()
    text(CHAPTER, "She lit it.", "She & it.")(files)
    before = files[CHAPTER].decode().split("& it")[0]
    (finding,) = found(packed(files))
    assert finding.line == before.count("\n") + 1
    assert finding.column > before.rpartition("\n")[2].index("She")


@pytest.mark.parametrize(
    "markup",
    [
        "<dl>" + "<dt/><dt/><dd/>" * 20_000 + "<p/></dl>",
        "<ruby>" + "<rp/><rt/>" * 20_000 + "<b/></ruby>",
        "<table>" + "<tr/>" * 30_000 + "<caption/></table>",
        "<ul>" + "x<b/>" * 30_000 + "</ul>",
    ],
    ids=("dl", "ruby", "table", "ul"),
)
def test_long_lists_of_children_take_linear_time(markup: str) -> None:
    document = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Oil</title></head>'
        f"<body>{markup}</body></html>"
    )
    rules = {one.rule for one in content_findings(etree.fromstring(document), "oil.xhtml")}
    assert rules == {Rule.ELEMENT_MISPLACED}


@pytest.mark.parametrize(
    "attributes",
    [f'epub:type="{"a" * 50_000}!"', f'epub:type="{"a " * 25_000}!"'],
    ids=("long", "many"),
)
def test_a_long_type_takes_linear_time(attributes: str) -> None:
    document = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>Oil</title></head><body><p {attributes}>Oil.</p></body></html>"
    )
    rules = {one.rule for one in content_findings(etree.fromstring(document), "oil.xhtml")}
    assert Rule.ATTRIBUTE_WRONG in rules


_ELEMENTS = (
    "a b br caption dd div dl dt em h1 img lamp li meta ol p ruby rt rp section span table td "
    "template time tr ul video"
)
_WORDS = st.sampled_from(
    [*_ELEMENTS.split(), "{http://www.w3.org/2000/svg}svg", "{urn:oil}wick", "my-lamp"]
)
_ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "class", "role", "lang", "href", "colspan", "for", "aria-owns", "oil"]),
    st.sampled_from(["", "1", "oil", "doc-footnote", "en", "a b", "#"]),
    max_size=2,
)
_TREES = st.recursive(
    st.tuples(_WORDS, _ATTRIBUTES, st.just(())),
    lambda inner: st.tuples(_WORDS, _ATTRIBUTES, st.lists(inner, max_size=4).map(tuple)),
    max_leaves=12,
)
_Tree = tuple[str, dict[str, str], tuple["_Tree", ...]]


def _element(tree: _Tree) -> etree._Element:
    name, attributes, children = tree
    made = etree.Element(name if name.startswith("{") else f"{XHTML}{name}", attributes)
    made.text = "Oil" if "oil" in attributes else None
    made.extend(_element(child) for child in children)
    return made


@given(_TREES)
def test_any_markup_is_read_the_same_each_time(tree: _Tree) -> None:
    root = etree.Element(f"{XHTML}html")
    etree.SubElement(root, f"{XHTML}head")
    etree.SubElement(root, f"{XHTML}body").append(_element(tree))
    once = list(content_findings(root, "oil.xhtml"))
    assert once == list(content_findings(root, "oil.xhtml"))
    assert all(finding.message for finding in once)
