"""The spine becomes one document, and nothing of it is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from packager.publication.publication import ContentDocument, NavEntry, Publication
from packager.writers.pdf.document import join_spine, opening_id


def words(text: str) -> list[str]:
    return text.split()


def with_body(publication: Publication, body: str) -> etree._Element:
    document = ContentDocument(href="text/x.xhtml", title="x", matter="bodymatter", body=body)
    return join_spine(replace(publication, spine=(document,)))


def test_every_word_is_there_in_order(publication: Publication) -> None:
    nav_free = replace(publication, nav=replace(publication.nav, in_spine=False))
    body = join_spine(nav_free).find("body")
    assert body is not None
    wrapped = "".join(document.body for document in publication.spine)
    source = etree.fromstring(
        f'<b xmlns:epub="http://www.idpf.org/2007/ops">{wrapped}</b>'.encode()
    )
    assert words(" ".join(body.itertext())) == words(" ".join(source.itertext()))


def test_links_between_documents_become_links_within_one(publication: Publication) -> None:
    root = join_spine(publication)
    ids = {one.get("id") for one in root.iterfind(".//*[@id]")}
    inner = [one.get("href", "") for one in root.iter("a") if one.get("href", "").startswith("#")]
    assert len(inner) > 6
    assert all(target[1:] in ids for target in inner)


def test_a_link_to_a_document_leads_to_its_section(publication: Publication) -> None:
    links_there = '<a href="x.xhtml">a</a><a href="../text/x.xhtml#p">b</a>'
    section = f'<section id="x"><p id="p">{links_there}</p></section>'
    links = list(with_body(publication, section).iter("a"))[-2:]
    assert [link.get("href") for link in links] == ["#x", "#p"]


def test_only_harmless_addresses_survive(publication: Publication) -> None:
    addresses = (
        "https://example.org/?a=1#b", "mailto:a@example.org", "javascript:alert(1)",
        "file:///etc/passwd", "data:text/html,x", "nowhere.xhtml", "#nowhere", "//example.org/",
    )  # fmt: skip
    section = "".join(f'<a href="{address}">x</a>' for address in addresses)
    root = with_body(publication, f'<section id="x"><p>{section}</p></section>')
    paragraph = root.find(".//section/p")
    assert paragraph is not None
    kept = [link.get("href") for link in paragraph]
    assert kept == ["https://example.org/?a=1#b", "mailto:a@example.org", *[None] * 6]


def test_pictures_have_addresses_the_fetcher_serves(publication: Publication) -> None:
    sources = [one.get("src") for one in join_spine(publication).iter("img")]
    assert sources == ["asset:cover", "asset:chart"]


def test_a_picture_from_elsewhere_has_no_address(publication: Publication) -> None:
    addresses = ("file:///etc/passwd", "http://example.org/x.png")
    pictures = "".join(f'<img src="{address}" alt="x"/>' for address in addresses)
    body = f'<section id="x">{pictures}</section>'
    assert [one.get("src") for one in with_body(publication, body).iter("img")] == [None, None]


def test_the_contents_stand_behind_the_title_page(publication: Publication) -> None:
    body = join_spine(publication).find("body")
    assert body is not None
    assert [one.get("id") for one in body][:4] == ["cover", "titlepage", "nav", "chapter-001"]


def test_the_contents_leave_out_what_stands_before_them(publication: Publication) -> None:
    titles = [one.text for one in join_spine(publication).iterfind(".//nav//a")]
    assert "Title Page" not in titles
    assert titles[:2] == ["The House at Low Water", "A Word with the Harbour"]


def test_a_place_before_the_body_has_a_roman_number(publication: Publication) -> None:
    foreword = ContentDocument(
        href="text/foreword.xhtml",
        title="Foreword",
        matter="frontmatter",
        body='<section class="foreword" id="foreword"><h1>Foreword</h1></section>',
    )
    spine = (*publication.spine[:2], foreword, *publication.spine[2:])
    entries = (NavEntry(title="Foreword", href=foreword.href), *publication.nav.entries)
    root = join_spine(
        replace(publication, spine=spine, nav=replace(publication.nav, entries=entries))
    )
    front = [one.text for one in root.iterfind(".//nav//a[@class='front']")]
    assert front == ["Foreword"]


def test_the_first_of_the_body_opens_the_numbering(publication: Publication) -> None:
    root = join_spine(publication)
    assert opening_id(publication) == "chapter-001"
    assert [one.get("id") for one in root.iterfind(".//*[@class='chapter opening']")] == [
        "chapter-001"
    ]


def test_language_and_direction_are_the_books(publication: Publication) -> None:
    metadata = replace(publication.metadata, language="ar", direction="rtl")
    root = join_spine(replace(publication, metadata=metadata))
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_the_language_of_a_passage_is_kept(publication: Publication) -> None:
    body = '<section id="x"><p xml:lang="fr">Bonjour</p></section>'
    passage = with_body(publication, body).find(".//section/p")
    assert passage is not None
    assert dict(passage.attrib) == {"lang": "fr"}


def test_a_book_of_one_piece_says_so(
    publication: Publication, make_chapters: Callable[..., Publication]
) -> None:
    single = make_chapters((("One", "<p>x</p>"),))
    assert join_spine(single).get("class") == "single"
    assert join_spine(publication).get("class") is None


def test_wide_tables_say_so(publication: Publication) -> None:
    rows = (
        "".join(f"<table><tr>{'<td>x</td>' * count}</tr></table>" for count in (3, 12, 60))
        + '<table class="t"><tr><td colspan="30">x</td></tr></table>'
    )
    tables = with_body(publication, f'<section id="x">{rows}</section>').iter("table")
    assert [table.get("class") for table in tables] == [
        None, "columns-many", "columns-most", "t columns-most",
    ]  # fmt: skip
