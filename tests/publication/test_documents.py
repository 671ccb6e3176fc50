"""The documents of a publication, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from packager.book.blocks import (
    Block,
    BlockQuote,
    Cell,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Span,
    Strong,
)
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Role, Section
from packager.book.style import Style
from packager.diagnostics import Report
from packager.publication.publication import NavEntry, Publication
from packager.publication.publish import publish
from packager.publication.xhtml import Setting, attribute, blocks_xhtml, escape, inlines_xhtml
from packager.request import NotesPlacement
from tests.support.publications import THEME, Parsed, css_class, parse, text

METADATA = Metadata(title="The Long Winter", language="en")
ONE = Section(id="chapter-001", number=1, blocks=(Paragraph(("It snowed.",)),))
TWO = Section(id="chapter-002", number=2, title="Thaw", blocks=(Paragraph(("It thawed.",)),))


def published(book: Book, notes: NotesPlacement = "appendix") -> Parsed:
    if not book.metadata.title:
        book = replace(book, metadata=METADATA)
    return parse(publish(book, THEME, Report(), notes=notes))


def publication(book: Book, notes: NotesPlacement = "appendix") -> Publication:
    return published(book, notes).publication


def note(section: str, position: str, words: str) -> AuthorNote:
    assert position in {"before", "after"}
    return AuthorNote(
        section=section,
        position="before" if position == "before" else "after",
        blocks=(Paragraph((words,)),),
    )


def block(found: Block, **setting: object) -> str:
    return blocks_xhtml(
        (found,),
        Setting(document="d", pictures={"p": "../p.png"}, targets={"s": "s.xhtml"}, **setting),
    )  # type: ignore[arg-type] # for brevity


def inline(found: Inline) -> str:
    return inlines_xhtml(
        (found,), Setting(document="d", pictures={"p": "../p.png"}, targets={"s": "s.xhtml"})
    )


# --- blocks and inlines -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "xhtml"),
    [
        (Paragraph(("a",)), "<p>a</p>"),
        (Paragraph((), Style(align="center", indent=2)), '<p class="align-center indent-2"></p>'),
        (SceneBreak("* * *"), '<hr class="scene-break"/>'),
        (SceneBreak("", Style(align="end")), '<hr class="scene-break align-end"/>'),
        (Heading(2, ("a",)), "<h3>a</h3>"),
        (Heading(6, ("a",)), "<h6>a</h6>"),
        (BlockQuote((Paragraph(("a",)),)), "<blockquote>\n<p>a</p>\n</blockquote>"),
        (Division((), Style(face="serif")), '<div class="face-serif">\n\n</div>'),
        (Preformatted("a  <b>\n c"), "<pre>a  &lt;b&gt;\n c</pre>"),
        (ListBlock(((Paragraph(("a",)),),)), "<ul>\n<li>\n<p>a</p>\n</li>\n</ul>"),
        (ListBlock(((),), ordered=True, start=3), '<ol start="3">\n<li>\n\n</li>\n</ol>'),
        (ListBlock(()), ""),
        (Verse(((VerseLine(("a",)), VerseLine(("b",), Style(indent=1))),)),
         ('<div class="verse">\n<p class="stanza"><span class="line">a</span><br/>\n'
          '<span class="line indent-1">b</span></p>\n</div>')),
        (Figure("p", "x"), '<figure>\n<img src="../p.png" alt="x"/>\n</figure>'),
        (Figure("p", "", ("c",)),
         '<figure>\n<img src="../p.png" alt="c"/>\n<figcaption>c</figcaption>\n</figure>'),
        (Figure("lost", "a map"),
         '<figure>\n<span class="missing-picture">a map</span>\n</figure>'),
        (Table(((Cell((Paragraph(("a",)),), heading=True, columns=2), Cell((), rows=3)),), ("c",)),
         ('<table>\n<caption>c</caption>\n<tbody>\n<tr><th colspan="2"><p>a</p></th>'
          '<td rowspan="3"></td></tr>\n</tbody>\n</table>')),
        (Table(()), ""),
        (Table(((),), ("caption",)), "<p>caption</p>"),
        (Paragraph(("a",), Style(language="ar", direction="rtl")),
         '<p lang="ar" xml:lang="ar" dir="rtl">a</p>'),
        (Division((Paragraph(("a",)),), Style(spoiler=True)),
         '<div class="spoiler">\n<p>a</p>\n</div>'),
        (Paragraph(("a",), Style(color="#a1b2c3", scale=1.255)),
         '<p class="color-a1b2c3 scale-125">a</p>'),
    ],
)  # fmt: skip
def test_a_block_is_written_as_html_has_it(found: Block, xhtml: str) -> None:
    assert block(found) == xhtml


@pytest.mark.parametrize(
    ("found", "xhtml"),
    [
        ("a<b>&\"c'", "a&lt;b&gt;&amp;\"c'"),
        (Emphasis((Strong(("a",)),)), "<em><strong>a</strong></em>"),
        (SmallCaps(("a",)), '<span class="small-caps">a</span>'),
        (Code("<a>"), "<code>&lt;a&gt;</code>"),
        (Span(("a",), Style(color="#000000")), '<span class="color-000000">a</span>'),
        (Span(("a",)), "<span>a</span>"),
        (LineBreak(), "<br/>\n"),
        (Ruby(("漢",), "か<"), "<ruby>漢<rt>か&lt;</rt></ruby>"),
        (Image("p", 'a "b"'), '<img src="../p.png" alt="a &quot;b&quot;"/>'),
        (Image("lost", "a"), '<span class="missing-picture">a</span>'),
        (Link(("a",), "https://a.b/?c&d"), '<a href="https://a.b/?c&amp;d">a</a>'),
        (Link(("a",), 'https://a.b/"c'), '<a href="https://a.b/&quot;c">a</a>'),
        (Link(("a",), "#s"), '<a href="s.xhtml">a</a>'),
        (Link(("a",), "#lost"), "a"),
        (Link(("a", Emphasis((Link(("b",), "#s"),))), "#s"), '<a href="s.xhtml">a<em>b</em></a>'),
        (NoteRef("lost"), "<sup>*</sup>"),
        (Link(("a", NoteRef("lost")), "#s"), '<a href="s.xhtml">a</a><sup>*</sup>'),
    ],
)
def test_an_inline_is_written_as_html_has_it(found: Inline, xhtml: str) -> None:
    assert inline(found) == xhtml


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_may_hold_is_replaced(bad: str) -> None:
    assert escape(f"a{bad}b&") == "a\ufffdb&amp;"
    assert attribute(f'"{bad}') == "&quot;\ufffd"


def test_the_first_paragraph_of_a_scene_is_marked() -> None:
    p = Paragraph(("a",))
    setting = Setting(document="d", pictures={}, targets={})
    blocks = (p, p, SceneBreak(), p, p, Heading(1, ("h",)), p)
    written = blocks_xhtml(blocks, setting, opening=True)
    assert [line.startswith('<p class="first">') for line in written.split("\n")] == [
        True, False, False, True, False, False, True,
    ]  # fmt: skip


def test_headings_skip_no_level() -> None:
    blocks = (Heading(4, ("a",)), Heading(6, ("b",)), Heading(4, ("c",)))
    body = published(Book(body=(Section(id="a", blocks=blocks),))).body("a")
    tags = [str(e.tag).rpartition("}")[2] for e in body.iter() if str(e.tag)[-2:-1] == "h"]
    assert tags == ["h1", "h2", "h3", "h2"]


def test_a_colour_too_light_to_be_read_on_white_is_made_darker() -> None:
    red = Paragraph((Span(("a",), Style(color="#8b0000")), Span(("b",), Style(color="#ffff00"))))
    css = publication(Book(body=(Section(id="a", blocks=(red,)),))).stylesheets[-1].css
    assert css == ".color-8b0000 { color: #8b0000; }\n.color-ffff00 { color: #797900; }\n"


def test_colours_and_sizes_of_the_author_have_rules_and_others_are_the_themes() -> None:
    styles = (
        Style(color="#314253", align="center"),
        Style(scale=0.5),
    )
    blocks = (
        Paragraph((Span(("a",), styles[0]),)),
        Verse(((VerseLine(("b",), styles[1]),),)),
        Table(((Cell((), style=Style(scale=2.0)),),)),
    )
    sheets = publication(Book(body=(Section(id="a", blocks=blocks),))).stylesheets
    assert sheets[-1].media == "all"
    assert sheets[-1].css == (
        ".color-314253 { color: #314253; }\n.scale-200 { font-size: 200%; }\n"
        ".scale-50 { font-size: 50%; }\n"
    )
    assert [sheet.media for sheet in publication(Book(body=(ONE,))).stylesheets] == [
        "all", "epub", "print",
    ]  # fmt: skip


def test_vertical_lines_have_a_stylesheet_for_reading_systems() -> None:
    upright = Book(metadata=replace(METADATA, language="ja", vertical=True), body=(ONE,))
    sheet = publication(upright).stylesheets[-1]
    assert sheet.media == "epub"
    for prefix in ("-epub-", "-webkit-", ""):
        assert f"  {prefix}writing-mode: vertical-rl;" in sheet.css
    level = publication(Book(body=(ONE,)))
    assert not any("writing-mode" in sheet.css for sheet in level.stylesheets)


# --- chapters and their titles ----------------------------------------------------------------


def opener(section: Section, *more: Section) -> tuple[str, str]:
    """The line above a section's title, and the title."""
    body = published(Book(body=(section, *more))).body(section.id)
    (header,) = css_class(body, "opener")
    above = css_class(header, "number")
    (title,) = css_class(header, "title")
    return ("".join(above[0].itertext()) if above else "", "".join(title.itertext()))


@pytest.mark.parametrize(
    ("number", "title", "shown"),
    [
        (1, "", ("", "Chapter 1")),
        (None, "", ("", "The Long Winter")),
        (None, "Snow", ("", "Snow")),
        (3, "Snow", ("Chapter 3", "Snow")),
        (3, "Chapter 3: Snow", ("", "Chapter 3: Snow")),
        (3, "CHAPTER THREE", ("", "CHAPTER THREE")),
        (3, "3. Snow", ("", "3. Snow")),
        (3, "3", ("", "3")),
        (3, "III", ("", "III")),
        (3, "III: Snow", ("", "III: Snow")),
        (3, "Part Two", ("", "Part Two")),
        (3, "Part the First", ("", "Part the First")),
        (3, "Kapitel 3", ("", "Kapitel 3")),
        (3, "第三章 雪", ("", "第三章 雪")),
        (3, "I Am the Night", ("Chapter 3", "I Am the Night")),
        (3, "I love you", ("Chapter 3", "I love you")),
        (3, "3 Days Later", ("Chapter 3", "3 Days Later")),
        (3, "Part of the Ship", ("Chapter 3", "Part of the Ship")),
        (3, "Act of Kindness", ("Chapter 3", "Act of Kindness")),
        (3, "Book Smarts and Snow", ("Chapter 3", "Book Smarts and Snow")),
        (3, "Mild", ("Chapter 3", "Mild")),
        (3, "Civil War", ("Chapter 3", "Civil War")),
    ],
)
def test_a_chapter_says_its_number_once(
    number: int | None, title: str, shown: tuple[str, str]
) -> None:
    assert opener(Section(id="c", number=number, title=title)) == shown


@pytest.mark.parametrize(
    ("role", "number", "title"),
    [
        (Role.PART, 2, "Part 2"), (Role.PROLOGUE, None, "Prologue"),
        (Role.EPILOGUE, None, "Epilogue"), (Role.FOREWORD, None, "Foreword"),
        (Role.AFTERWORD, 1, "Afterword"),
    ],
)  # fmt: skip
def test_a_section_without_a_title_is_called_what_it_is(
    role: Role, number: int | None, title: str
) -> None:
    assert opener(Section(id="c", role=role, number=number))[1] == title


@pytest.mark.parametrize(
    ("language", "role", "title"),
    [
        ("de", Role.DEDICATION, "Widmung"), ("fr", Role.PREFACE, "Avant-propos"),
        ("ru", Role.AFTERWORD, "Послесловие"), ("ja", Role.ACKNOWLEDGMENTS, "謝辞"),
        ("zh", Role.PART, "部"), ("pl", Role.PART, "Część"), ("es", Role.EPIGRAPH, "Epígrafe"),
        ("uk", Role.APPENDIX, "Додаток"), ("nl", Role.FOREWORD, "Ten geleide"),
        ("it", Role.INTRODUCTION, "Introduzione"), ("pt", Role.PROLOGUE, "Prólogo"),
    ],
)  # fmt: skip
def test_a_section_without_a_title_is_called_what_it_is_in_the_language_of_the_book(
    language: str, role: Role, title: str
) -> None:
    metadata = replace(METADATA, language=language)
    book = Book(metadata=metadata, body=(Section(id="c", role=role),))
    assert published(book).publication.nav.entries[0].title == title


@pytest.mark.parametrize(
    ("role", "title", "shown"),
    [
        (Role.PROLOGUE, "The Storm", ("Prologue", "The Storm")),
        (Role.PROLOGUE, "Prologue: The Storm", ("", "Prologue: The Storm")),
        (Role.PROLOGUE, "PROLOG", ("", "PROLOG")),
        (Role.APPENDIX, "The Tides", ("Appendix", "The Tides")),
        (Role.DEDICATION, "For Maren", ("", "For Maren")),
        (Role.EPIGRAPH, "Old Pell", ("", "Old Pell")),
        (Role.PART, "Winter", ("", "Winter")),
    ],
)
def test_what_a_section_is_stands_above_a_title_that_says_it_not(
    role: Role, title: str, shown: tuple[str, str]
) -> None:
    assert opener(Section(id="c", role=role, title=title)) == shown


def test_the_day_a_chapter_appeared_stands_below_its_title() -> None:
    first = replace(ONE, published=date(2024, 5, 3))
    second = replace(TWO, published=date(2024, 6, 1))
    parsed = published(Book(body=(first, second, Section(id="three"))))
    assert [text(e) for e in css_class(parsed.body("chapter-001"), "date")] == ["3May2024"]
    assert [text(e) for e in css_class(parsed.body("chapter-002"), "date")] == ["1June2024"]
    assert not css_class(parsed.body("three"), "date")


def test_one_day_for_all_chapters_is_the_title_pages() -> None:
    sections = tuple(replace(found, published=date(2024, 5, 3)) for found in (ONE, TWO))
    parsed = published(Book(body=sections))
    assert not css_class(parsed.body("chapter-001"), "date")


def test_a_title_of_blanks_is_none() -> None:
    assert opener(Section(id="c", number=3, title=" \u00a0")) == opener(Section(id="c", number=3))


def test_a_section_says_what_it_is_to_every_reading_system() -> None:
    for role in Role:
        (root,) = published(Book(body=(Section(id="c", role=role),))).body("c")
        assert root.get("role") == f"doc-{role.value}"
        assert root.get("{http://www.idpf.org/2007/ops}type") == role.value


def test_parts_hold_their_chapters_in_the_contents() -> None:
    part = Section(id="part-1", role=Role.PART, number=1, children=(ONE, TWO))
    found = publication(
        Book(
            front=(Section(id="dedication", role=Role.DEDICATION),),
            body=(part, Section(id="epilogue", role=Role.EPILOGUE)),
            back=(Section(id="afterword", role=Role.AFTERWORD),),
        )
    )
    assert [(d.href, d.matter) for d in found.spine] == [
        ("text/titlepage.xhtml", "frontmatter"),
        ("text/dedication.xhtml", "frontmatter"),
        ("text/part-1.xhtml", "bodymatter"),
        ("text/chapter-001.xhtml", "bodymatter"),
        ("text/chapter-002.xhtml", "bodymatter"),
        ("text/epilogue.xhtml", "bodymatter"),
        ("text/afterword.xhtml", "backmatter"),
        ("text/colophon.xhtml", "backmatter"),
    ]
    assert found.nav.entries[1] == NavEntry(
        title="Part 1",
        href="text/part-1.xhtml",
        children=(
            NavEntry(title="Chapter 1", href="text/chapter-001.xhtml"),
            NavEntry(title="Thaw", href="text/chapter-002.xhtml"),
        ),
    )
    (start,) = (landmark for landmark in found.landmarks if landmark.type == "bodymatter")
    assert start.href == "text/part-1.xhtml"


def test_a_story_of_one_chapter_has_no_page_of_contents() -> None:
    assert not publication(Book(body=(ONE,))).nav.in_spine
    found = publication(Book(body=(ONE, TWO)))
    assert found.nav.in_spine
    assert found.nav.after == "text/titlepage.xhtml"


@pytest.mark.parametrize(
    "name",
    [
        "cover", "titlepage", "notes", "colophon", "nav", "contents", "toc", "landmarks",
        "note-chapter-001-before", "ref-chapter-001-after", "chapter-001-title", "notes-title",
        "endnote-chapter-001-after", "footnote-chapter-001-1", "footref-chapter-001-1",
        "footnotes-chapter-001-title", "section-cover", "notes-chapter-001-title", "cover-title",
    ],
)  # fmt: skip
def test_a_section_with_an_id_of_the_publication_gets_another(name: str) -> None:
    own = Section(
        id=name,
        blocks=(Paragraph((NoteRef("one"), Link(("here",), f"#{name}"))),),
    )
    chapter = replace(ONE, blocks=(Paragraph((NoteRef("one"),)),))
    cover = Section(id="cover") if name != "cover" else Section(id="toc")
    book = Book(
        metadata=METADATA,
        cover="p",
        body=(chapter, own, cover),
        notes=(
            note("chapter-001", "before", "a"),
            note(name, "after", "b"),
            note(name, "after", "c"),
        ),
        footnotes=(Footnote(id="one", blocks=(Paragraph(("x",)),)),),
        assets=(Asset(id="p", media_type="image/png", data=b""),),
    )
    parsed = published(book, "both")
    assert len(parsed.ids()) == len(set(parsed.ids()))
    assert all(place in parsed.places() for _, place in parsed.links())
    assert len({document.href for document in parsed.publication.spine}) == 7


# --- notes ------------------------------------------------------------------------------------

NOTED = Book(
    metadata=METADATA,
    body=(ONE, TWO),
    notes=(
        note("chapter-001", "before", "Mind the snow."),
        note("chapter-001", "after", "Thanks!"),
        note("chapter-002", "after", "Bye!"),
    ),
)


def test_the_appendix_has_every_note_below_its_chapters_heading_in_order() -> None:
    body = published(NOTED).body("notes")
    groups = css_class(body, "chapter-notes")
    assert [text(group[0]) for group in groups] == ["Chapter1", "Thaw"]
    assert [len(css_class(group, "note")) for group in groups] == [2, 1]
    assert [text(css_class(body, "note")[i][0]) for i in range(3)] == [
        "Mindthesnow.", "Thanks!", "Bye!",
    ]  # fmt: skip


def test_the_appendix_names_the_part_of_a_chapter_for_many_parts_have_a_chapter_1() -> None:
    part = Section(id="part-1", role=Role.PART, title="Winter", children=(ONE,))
    book = replace(NOTED, body=(part, TWO))
    groups = css_class(published(book).body("notes"), "chapter-notes")
    assert [text(group[0]) for group in groups] == ["Winter·Chapter1", "Thaw"]


def test_a_quiet_link_stands_where_the_note_stood() -> None:
    (root,) = published(NOTED).body("chapter-001")
    assert [(e.get("class") or "") for e in root] == [
        "opener", "note-link note-before", "first", "note-link note-after",
    ]  # fmt: skip
    assert root[1][0].get("href") == "notes.xhtml#note-chapter-001-before"
    assert root[3][0].get("href") == "notes.xhtml#note-chapter-001-after"


def test_notes_at_the_chapters_end_have_links_from_above_only() -> None:
    (root,) = published(NOTED, "chapter-end").body("chapter-001")
    assert [(e.get("class") or "") for e in root] == [
        "opener", "note-link note-before", "first", "note", "note",
    ]  # fmt: skip
    assert root[1][0].get("href") == "#endnote-chapter-001-before"


def test_notes_in_both_places_are_in_both() -> None:
    parsed = published(NOTED, "both")
    assert len(css_class(parsed.body("notes"), "note")) == 3
    (root,) = parsed.body("chapter-001")
    assert [(e.get("class") or "") for e in root][-2:] == ["note", "note"]


def test_notes_left_out_leave_nothing_behind() -> None:
    found = publication(NOTED, "drop")
    assert "note" not in "".join(document.body for document in found.spine)
    assert "appendix" not in {landmark.type for landmark in found.landmarks}


def test_notes_of_the_work_stand_before_the_first_and_after_the_last_chapter() -> None:
    book = replace(NOTED, notes=(note("", "before", "Hello."), note("", "after", "Goodbye.")))
    parsed = published(book)
    assert [text(e[0]) for e in css_class(parsed.body("notes"), "note")] == ["Hello.", "Goodbye."]
    assert css_class(parsed.body("chapter-001"), "note-before")
    assert css_class(parsed.body("chapter-002"), "note-after")
    headings = [text(e[0]) for e in css_class(parsed.body("notes"), "chapter-notes")]
    assert headings == ["TheLongWinter"] * 2


def test_notes_of_the_work_and_of_a_chapter_in_one_place_are_two_groups() -> None:
    book = replace(
        NOTED,
        notes=(
            note("", "before", "Hello."),
            note("chapter-001", "before", "Mind the snow."),
            note("chapter-002", "after", "Bye!"),
            note("", "after", "Goodbye."),
        ),
    )
    parsed = published(book)
    groups = css_class(parsed.body("notes"), "chapter-notes")
    assert [(text(group[0]), text(css_class(group, "note")[0][0])) for group in groups] == [
        ("TheLongWinter", "Hello."), ("Chapter1", "Mindthesnow."),
        ("Thaw", "Bye!"), ("TheLongWinter", "Goodbye."),
    ]  # fmt: skip
    assert len(set(parsed.ids())) == len(parsed.ids())
    assert all(place in parsed.places() for _, place in parsed.links())


def test_notes_of_a_story_in_one_chapter_stand_below_its_title_once() -> None:
    notes = (note("", "before", "Hello."), note("one", "after", "Bye!"))
    book = Book(metadata=METADATA, body=(Section(id="one"),), notes=notes)
    (group,) = css_class(published(book).body("notes"), "chapter-notes")
    assert [text(e[0]) for e in css_class(group, "note")] == ["Hello.", "Bye!"]


SUMMED = replace(
    NOTED,
    notes=(
        *NOTED.notes[:2],
        AuthorNote(
            section="chapter-001",
            position="before",
            kind="summary",
            blocks=(Heading(1, ("In short",)), Paragraph(("It snows.",))),
        ),
    ),
)


def test_a_summary_is_called_one_and_stands_first() -> None:
    parsed = published(SUMMED)
    (root,) = parsed.body("chapter-001")
    links = css_class(root, "note-link")
    assert [text(link) for link in links] == ["Summary", "Author’snote", "Author’snote"]
    assert links[0][0].get("href") == "notes.xhtml#note-chapter-001-summary"
    first, second, _ = css_class(parsed.body("notes"), "note")
    assert [str(e.tag).rpartition("}")[2] for e in first] == ["h3", "h4", "p", "p"]
    assert [text(e) for e in first][:3] == ["Summary", "Inshort", "Itsnows."]
    assert first.get("aria-label") == "Summary of Chapter 1"
    assert css_class(first, "backlink")[0][0].get("href") == (
        "chapter-001.xhtml#ref-chapter-001-summary"
    )
    assert text(second[0]) == "Mindthesnow."
    assert all(place in parsed.places() for _, place in parsed.links())


def test_a_summary_at_the_chapters_end_is_headed_as_one() -> None:
    (root,) = published(SUMMED, "chapter-end").body("chapter-001")
    headings = [text(e[0]) for e in root if e.get("class") == "note"]
    assert headings == ["Summary", "Author’snote", "Author’snote"]


@pytest.mark.parametrize(("language", "label"), [("de", "Zusammenfassung"), ("ja", "あらすじ")])
def test_a_summary_is_called_one_in_the_language_of_the_book(language: str, label: str) -> None:
    metadata = replace(METADATA, language=language)
    (root,) = published(replace(SUMMED, metadata=metadata)).body("chapter-001")
    assert text(css_class(root, "note-link")[0]) == label


def test_a_note_about_no_chapter_there_is_is_about_the_work() -> None:
    book = replace(NOTED, notes=(note("gone", "after", "Lost?"),))
    assert "Lost?" in "".join(published(book).body("notes").itertext())


# --- footnotes --------------------------------------------------------------------------------


def footnote(name: str, *children: Inline) -> Footnote:
    return Footnote(id=name, blocks=(Paragraph(children),))


def test_footnotes_are_numbered_by_their_first_marks_and_lead_back_there() -> None:
    blocks = (Paragraph(("a", NoteRef("two"), NoteRef("one"), NoteRef("two"))),)
    book = Book(
        body=(Section(id="c", blocks=blocks), Section(id="d", blocks=blocks)),
        footnotes=(footnote("one", "I."), footnote("two", "II."), footnote("three", "III.")),
    )
    parsed = published(book)
    for stem in ("c", "d"):
        body = parsed.body(stem)
        assert [text(e) for e in css_class(body, "noteref")] == ["1", "2", "1"]
        assert [text(e) for e in css_class(body, "footnote")] == ["1.II.", "2.I."]
    assert "III." not in "".join(document.body for document in parsed.publication.spine)


def test_a_footnote_of_a_footnote_is_printed_too() -> None:
    book = Book(
        body=(Section(id="c", blocks=(Paragraph((NoteRef("one"),)),)),),
        footnotes=(
            footnote("one", "I", NoteRef("two")),
            footnote("two", "II", NoteRef("one"), NoteRef("two")),
        ),
    )
    parsed = published(book)
    assert [text(e) for e in css_class(parsed.body("c"), "footnote")] == ["1.I2", "2.II12"]
    assert all(place in parsed.places() for _, place in parsed.links())


@pytest.mark.parametrize("placement", ["appendix", "chapter-end", "both"])
def test_a_footnote_of_a_note_or_of_the_description_is_printed(placement: NotesPlacement) -> None:
    mark = (Paragraph(("x", NoteRef("one"))),)
    book = Book(
        metadata=replace(METADATA, description=mark),
        body=(ONE,),
        notes=(AuthorNote(section="chapter-001", position="after", blocks=mark),),
        footnotes=(footnote("one", "Small print."),),
    )
    parsed = published(book, placement)
    printed = {
        href for href, body in parsed.bodies.items() if "Small print." in "".join(body.itertext())
    }
    expected = {"text/titlepage.xhtml"}
    if placement != "chapter-end":
        expected.add("text/notes.xhtml")
    if placement != "appendix":
        expected.add("text/chapter-001.xhtml")
    assert printed == expected
    assert all(place in parsed.places() for _, place in parsed.links())


def test_a_mark_within_a_link_follows_it() -> None:
    book = Book(
        body=(Section(id="c", blocks=(Paragraph((Link(("a", NoteRef("one")), "#c"),)),)),),
        footnotes=(footnote("one", "I"),),
    )
    parsed = published(book)
    body = parsed.body("c")
    assert all(e.tag.rpartition("}")[2] != "a" for link in body.iter("{*}a") for e in link)
    assert all(place in parsed.places() for _, place in parsed.links())


# --- front and back ---------------------------------------------------------------------------

KNOWN = Metadata(
    title="The <Long> Winter",
    subtitle="Snow & Thaw",
    creators=(Creator("Ann"), Creator("Bob"), Creator("Cy"), Creator("Ed", "edt")),
    language="en",
    description=(Paragraph(("Two friends.",)), Paragraph(("No end.",))),
    series=Series("The Four Seasons", 4),
    subjects=("Sad", "Slice of Life"),
    rating="Teen",
    published=date(2024, 5, 3),
    modified=date(2024, 6, 1),
    publisher="Archive",
    rights="CC0",
    source="https://example.org/1?a&b",
)


def test_the_title_page_says_what_is_known() -> None:
    book = Book(metadata=KNOWN, body=(ONE,))
    shown = "".join(published(book).body("titlepage").itertext())
    for words in (
        "The <Long> Winter", "Snow & Thaw", "Ann, Bob and Cy", "Book 4 of The Four Seasons",
        "Two friends.", "Sad", "Slice of Life", "Teen", "3 May 2024", "1 June 2024",
        "example.org/1?a&b",
    ):  # fmt: skip
        assert words in shown
    assert "Ed" not in shown.replace("Updated", "")


def test_the_title_page_says_nothing_that_is_not_known() -> None:
    (root,) = published(Book(metadata=METADATA, body=(ONE,))).body("titlepage")
    assert text(root) == "TheLongWinter"


WORK = replace(
    METADATA,
    fandoms=("The Drowned Coast", "Salt & Tide"),
    characters=("Jorun",),
    relationships=("Jorun/Henrike",),
    warnings=("Drowning",),
    rating="Teen",
    status="incomplete",
    words=123_456,
    chapters=12,
    planned=1_020,
)


def facts(metadata: Metadata) -> list[list[tuple[str, str]]]:
    """The lists of facts on the title page: label and value of each line."""
    body = published(Book(metadata=metadata, body=(ONE,))).body("titlepage")
    found = []
    for group in css_class(body, "facts"):
        words = ["".join(e.itertext()) for e in group]
        found.append(list(zip(words[::2], words[1::2], strict=True)))
    return found


def test_the_title_page_sorts_what_a_site_says_of_a_story() -> None:
    assert facts(WORK) == [
        [
            ("Fandom", "The Drowned Coast\u00a0· Salt & Tide"),
            ("Relationships", "Jorun/Henrike"),
            ("Characters", "Jorun"),
            ("Rating", "Teen"),
            ("Warnings", "Drowning"),
        ],
        [("Status", "in progress"), ("Chapters", "12/1,020"), ("Words", "123,456")],
    ]


def test_the_title_page_speaks_the_language_of_the_book() -> None:
    polish = replace(WORK, language="pl", words=4_321, planned=None, status="complete")
    assert facts(polish)[1] == [("Stan", "zakończone"), ("Rozdziały", "12"), ("Słowa", "4321")]
    german = replace(polish, language="de", status="Auf der Kippe")
    assert facts(german)[1][0] == ("Stand", "Auf der Kippe")
    assert facts(german)[1][2] == ("Wörter", "4.321")


def test_a_long_row_of_tags_is_set_small() -> None:
    many = tuple(f"Number {number} of the tags" for number in range(30))
    body = published(
        Book(metadata=replace(WORK, subjects=many, characters=many), body=(ONE,))
    ).body("titlepage")
    assert [str(e.tag).rpartition("}")[2] for e in css_class(body, "long")] == ["p", "dd"]
    few = published(Book(metadata=replace(WORK, subjects=many[:3]), body=(ONE,)))
    assert not css_class(few.body("titlepage"), "long")


def test_a_day_of_change_that_is_the_day_of_publication_is_said_once() -> None:
    metadata = replace(KNOWN, modified=KNOWN.published)
    shown = "".join(published(Book(metadata=metadata, body=(ONE,))).body("titlepage").itertext())
    assert shown.count("3 May 2024") == 1


def test_the_colophon_names_the_book() -> None:
    shown = "".join(published(Book(metadata=KNOWN, body=(ONE,))).body("colophon").itertext())
    for words in ("The <Long> Winter", "Ann, Bob and Cy", "Archive", "CC0", "packager"):
        assert words in shown


def test_the_cover_page_is_the_cover_in_words() -> None:
    picture = Asset(id="p", media_type="image/jpeg", data=b"x")
    book = Book(metadata=KNOWN, cover="p", body=(ONE,), assets=(picture,))
    parsed = published(book)
    (image,) = parsed.body("cover").iter("{*}img")
    assert image.get("alt") == "Cover of The <Long> Winter by Ann, Bob and Cy"
    assert image.get("src") == "../images/p.jpg"
    assert parsed.publication.spine[0].matter == "cover"
    assert parsed.publication.cover == parsed.publication.resources[0].id
    alone = replace(book, metadata=METADATA)
    (image,) = published(alone).body("cover").iter("{*}img")
    assert image.get("alt") == "Cover of The Long Winter"
