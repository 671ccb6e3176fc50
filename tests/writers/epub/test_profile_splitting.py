"""Documents over the cap are parted between blocks; not a word, id or link is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.diagnostics import Report
from packager.publication.publication import ContentDocument, Landmark, NavEntry, Publication
from packager.writers.epub.splitting import split_documents
from packager.writers.epub.writer import write
from tests.support.epub_reader import Epub
from tests.support.epubcheck import EpubCheck
from tests.support.publications import Parsed, parse
from tests.support.tide import tide

CAP = 4_000


def _chapter(inner: str, stem: str = "chapter-009") -> ContentDocument:
    return ContentDocument(
        href=f"text/{stem}.xhtml",
        title="The “Long” Night & Day",
        matter="bodymatter",
        body=f'<section class="chapter" epub:type="chapter" role="doc-chapter" id="{stem}" '
        f'aria-labelledby="{stem}-title">\n<header class="opener">\n<h1 class="title" '
        f'id="{stem}-title">The Long Night</h1>\n</header>\n{inner}\n</section>',
    )


def _with(document: ContentDocument) -> Publication:
    bare = tide()
    return replace(
        bare,
        spine=(*bare.spine[:5], document, *bare.spine[5:]),
        nav=replace(
            bare.nav,
            entries=(
                *bare.nav.entries[:4],
                NavEntry(title=document.title, href=document.href),
                *bare.nav.entries[4:],
            ),
        ),
    )


def _split(inner: str, cap: int = CAP) -> tuple[Parsed, Parsed, list[ContentDocument]]:
    whole = _with(_chapter(inner))
    made = split_documents(whole, cap)
    parts = [one for one in made.spine if one.href.startswith("text/chapter-009")]
    return parse(whole), parse(made), parts


def _text(parsed: Parsed, *hrefs: str) -> str:
    joined = "".join("".join(parsed.bodies[href].itertext()) for href in hrefs)
    return " ".join(joined.split())


PARAGRAPHS = "\n".join(
    f'<p id="p{n}">Paragraph {n} of the tide. {"Ebb. " * 40}</p>' for n in range(60)
)


def test_a_publication_of_short_documents_is_left_alone() -> None:
    publication = tide()
    assert split_documents(publication, 300_000) is publication


def test_no_part_is_longer_than_the_cap_and_none_is_a_rest() -> None:
    _, _, parts = _split(PARAGRAPHS)
    sizes = [len(part.body.encode()) for part in parts]
    assert len(parts) > 3
    assert max(sizes) <= CAP
    assert min(sizes) > max(sizes) / 2


def test_the_first_part_keeps_the_name_and_the_others_are_named_after_it() -> None:
    _, _, parts = _split(PARAGRAPHS)
    assert [part.href for part in parts[:3]] == [
        "text/chapter-009.xhtml",
        "text/chapter-009_2.xhtml",
        "text/chapter-009_3.xhtml",
    ]
    assert {part.title for part in parts} == {"The “Long” Night & Day"}


def test_a_name_that_is_taken_is_not_taken_again() -> None:
    publication = _with(_chapter(PARAGRAPHS))
    other = _chapter("<p>Other.</p>", "Chapter-009_2")
    made = split_documents(replace(publication, spine=(*publication.spine, other)), CAP)
    hrefs = [document.href.casefold() for document in made.spine]
    assert len(hrefs) == len(set(hrefs))


def test_the_text_is_the_same() -> None:
    before, after, parts = _split(PARAGRAPHS)
    hrefs = [part.href for part in parts]
    assert _text(after, *hrefs) == _text(before, "text/chapter-009.xhtml")


def test_every_id_is_still_there_once_and_every_link_leads_somewhere() -> None:
    links = '<p><a href="#p55">on</a> <a href="chapter-001.xhtml">out</a></p>'
    back = '<p id="last"><a href="#p0">back</a> <a href="#p59">here</a></p>'
    before, after, parts = _split(f"{links}\n{PARAGRAPHS}\n{back}")
    assert set(before.ids()) < set(after.ids())
    assert len(after.ids()) == len(set(after.ids()))
    assert {target for _, target in after.links()} <= after.places()
    last = parts[-1].href.rpartition("/")[2]
    assert f'href="{last}#p55"' in parts[0].body
    assert 'href="chapter-001.xhtml"' in parts[0].body
    assert 'href="chapter-009.xhtml#p0"' in parts[-1].body
    assert 'href="#p59"' in parts[-1].body


def test_links_from_other_documents_contents_and_landmarks_follow() -> None:
    whole = _with(_chapter(PARAGRAPHS))
    first = whole.spine[2]
    link = '<p><a href="chapter-009.xhtml#p58">far</a> <a href="chapter-009.xhtml">near</a></p>'
    entry = NavEntry(
        title="Night",
        href="text/chapter-009.xhtml",
        children=(NavEntry(title="Late", href="text/chapter-009.xhtml#p58"),),
    )
    mark = Landmark(type="bodymatter", title="Late", href="text/chapter-009.xhtml#p59")
    made = split_documents(
        replace(
            whole,
            spine=tuple(
                replace(one, body=one.body + link) if one is first else one for one in whole.spine
            ),
            nav=replace(whole.nav, entries=(entry,)),
            landmarks=(mark,),
        ),
        CAP,
    )
    last = next(one.href for one in made.spine if 'id="p58"' in one.body)
    assert f'href="{last.removeprefix("text/")}#p58"' in made.spine[2].body
    assert 'href="chapter-009.xhtml">near' in made.spine[2].body
    (night,) = made.nav.entries
    assert (night.href, night.children[0].href) == ("text/chapter-009.xhtml", f"{last}#p58")
    assert made.landmarks[0].href == f"{last}#p59"


def test_contents_stand_behind_the_last_part_of_a_long_title_page() -> None:
    publication = tide()
    title = next(one for one in publication.spine if one.href == publication.nav.after)
    long = replace(title, body=title.body.replace("</section>", f"{PARAGRAPHS}</section>", 1))
    spine = tuple(long if one is title else one for one in publication.spine)
    made = split_documents(replace(publication, spine=spine), CAP)
    parts = [one.href for one in made.spine if one.href.startswith("text/titlepage")]
    assert len(parts) > 1
    assert made.nav.after == parts[-1]


def test_a_continuation_looks_like_its_chapter_and_is_none() -> None:
    _, _, (_, second, *_) = _split(PARAGRAPHS)
    opened = re.match(r"<section[^>]*>", second.body)
    assert opened is not None
    assert opened[0] == (
        '<section class="continuation chapter" id="chapter-009_2" '
        'aria-label="The “Long” Night &amp; Day">'
    )


def test_quotes_and_divisions_go_on_in_the_next_part() -> None:
    inner = (
        f'<blockquote class="letter" lang="de" id="q">\n<div>\n{PARAGRAPHS}\n</div>\n</blockquote>'
    )
    _, _, (first, second, *_) = _split(inner)
    assert '<blockquote class="letter" lang="de" id="q">\n<div>\n<p' in first.body
    assert first.body.endswith("</div></blockquote></section>")
    assert (
        '<blockquote class="continuation letter" lang="de"><div class="continuation"><p'
        in second.body
    )


@pytest.mark.parametrize(
    "whole",
    [
        f"<ul>\n<li>\n{PARAGRAPHS}\n</li>\n</ul>",
        f"<table><tbody><tr><td>{PARAGRAPHS}</td></tr></tbody></table>",
        f'<div class="footnote" role="doc-footnote" id="n">{PARAGRAPHS}</div>',
        f"<p>{'Word. ' * 2_000}</p>",
        f"<div>loose {'<em>word</em> ' * 1_000}</div>",
    ],
    ids=["list", "table", "footnote", "paragraph", "loose text"],
)
def test_what_can_not_be_parted_stays_whole(whole: str) -> None:
    before, after, parts = _split(whole)
    assert len(parts) == 1
    assert parts[0].body == before.publication.spine[5].body
    assert _text(after, parts[0].href) == _text(before, parts[0].href)


def test_no_part_ends_with_a_heading_or_a_scene_break_or_begins_with_one() -> None:
    block = '<hr class="scene-break"/>\n<h2>Later</h2>\n<p>It rained. {}</p>\n<p>On.</p>'
    _, _, parts = _split("\n".join(block.format("Drip. " * 20) for _ in range(60)))
    assert len(parts) > 2
    for before, after in pairwise(parts):
        assert re.search(r"</p></section>$", before.body)
        assert re.match(r"<section[^>]*><p>", after.body)


def test_properties_stay_with_the_part_that_has_the_drawing() -> None:
    drawing = '<figure><svg xmlns="http://www.w3.org/2000/svg"/></figure>'
    whole = replace(_chapter(f"{PARAGRAPHS}\n{drawing}"), properties=("svg",))
    made = split_documents(_with(whole), CAP)
    parts = [one for one in made.spine if one.href.startswith("text/chapter-009")]
    assert [part.properties for part in parts] == [()] * (len(parts) - 1) + [("svg",)]


_BLOCK = st.recursive(
    st.integers(1, 80).map(lambda count: f"<p>{'Ebb ünd. ' * count}</p>")
    | st.sampled_from(["<hr/>", "<h2>Head</h2>", "<p>a<br/>b</p>", "<pre>x\n y</pre>"]),
    lambda inner: st.tuples(
        st.sampled_from(["div", "blockquote", "section", "ul"]), st.lists(inner, max_size=5)
    ).map(
        lambda made: (
            f"<ul>{''.join(f'<li>{one}</li>' for one in made[1])}</ul>"
            if made[0] == "ul"
            else f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
        )
    ),
    max_leaves=30,
)


@given(st.lists(_BLOCK, min_size=1, max_size=20), st.integers(400, 6_000))
def test_any_document_keeps_its_words_and_stays_well_formed(blocks: list[str], cap: int) -> None:
    before, after, parts = _split("\n".join(blocks), cap)
    squeezed = _text(after, *(part.href for part in parts)).replace(" ", "")
    assert squeezed == _text(before, "text/chapter-009.xhtml").replace(" ", "")
    assert len(after.ids()) == len(set(after.ids()))


@pytest.mark.epubcheck
@pytest.mark.parametrize("profile", ["generic", "small"])
def test_epubcheck_has_no_word_about_parts(epubcheck: EpubCheck, profile: str) -> None:
    many = "\n".join(f"<p>Paragraph {n} of the tide. {'Ebb. ' * 40}</p>" for n in range(3_000))
    long = _with(_chapter(f'<p><a href="#end">end</a></p>\n{many}\n<p id="end">End.</p>'))
    data = write(replace(long, profile=profile), Report())
    assert len([path for path in Epub(data).spine if "chapter-009" in path]) > 2
    assert [message for message in epubcheck(data) if message.code != "CSS-028"] == []
