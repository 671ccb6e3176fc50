"""Properties of publications: well formed, nothing lost, every link leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from packager.book.blocks import Blocks
from packager.book.book import Book
from packager.book.inlines import Code, Image, Inlines, LineBreak, NoteRef, Ruby
from packager.book.walk import blocks_of, lines_of, sections
from packager.diagnostics import Code as DiagnosticCode
from packager.diagnostics import Report
from packager.publication.footnotes import cited
from packager.publication.publication import NavEntry
from packager.publication.publish import publish
from packager.request import NotesPlacement
from tests.support.books import books
from tests.support.publications import OPS, THEME, Parsed, css_class, parse, text

PLACEMENTS: tuple[NotesPlacement, ...] = ("appendix", "chapter-end", "both", "drop")


def published(book: Book, notes: NotesPlacement = "appendix") -> tuple[Parsed, Report]:
    report = Report()
    return parse(publish(book, THEME, report, notes=notes)), report


@settings(max_examples=150)
@given(books(), st.sampled_from(PLACEMENTS))
def test_a_book_is_published_whole(book: Book, notes: NotesPlacement) -> None:
    """One property for all, as a Book costs more to draw than to publish."""
    parsed, report = published(book, notes)
    _check_ids_and_links(parsed)
    _check_navigation(book, parsed)
    _check_words(book, parsed, notes)
    _check_notes(book, parsed, notes)
    _check_styles(parsed)
    dropped = notes == "drop" and bool(book.notes)
    assert (DiagnosticCode.NOTES_LEFT_OUT in {d.code for d in report.diagnostics}) == dropped
    again, _ = published(book, notes)
    assert again.publication == parsed.publication


def _check_ids_and_links(parsed: Parsed) -> None:
    twice = [name for name, count in Counter(parsed.ids()).items() if count > 1]
    assert twice == []
    broken = [link for link in parsed.links() if link[1] not in parsed.places()]
    assert broken == []
    for href, body in parsed.bodies.items():
        (root,) = body
        assert href == f"text/{root.get('id')}.xhtml"
        for element in body.iter():
            label = element.get("aria-labelledby")
            assert label is None or f"{href}#{label}" in parsed.places()
    for document in parsed.publication.spine:
        assert document.title.strip()


def _check_navigation(book: Book, parsed: Parsed) -> None:
    publication = parsed.publication
    order = {document.href: place for place, document in enumerate(publication.spine)}
    listed = [order[entry.href] for entry in _flat(publication.nav.entries)]
    assert listed == sorted(set(listed))
    assert len(listed) == len(list(sections(book))) + ("text/notes.xhtml" in order)
    assert publication.nav.after in order
    assert all(entry.title.strip() for entry in _flat(publication.nav.entries))
    for landmark in publication.landmarks:
        assert landmark.href in {"", *order}
        assert landmark.title == landmark.title.strip() != ""
    types = [landmark.type for landmark in publication.landmarks]
    assert len(types) == len(set(types))


def _flat(entries: Sequence[NavEntry]) -> list[NavEntry]:
    return [inner for entry in entries for inner in (entry, *_flat(entry.children))]


def _check_words(book: Book, parsed: Parsed, notes: NotesPlacement) -> None:
    """Every word of every run of blocks is printed once, in order, where it belongs."""
    footnotes = {note.id: note for note in book.footnotes}
    documents = [body[0] for body in parsed.bodies.values()]
    by_order = [d for d in documents if _is_section(d)]
    for section, document in zip(sections(book), by_order, strict=True):
        assert _own_text(document) == _printed(section.blocks), section.id
    (title_page,) = (d for d in documents if d.get("id") == "titlepage")
    description = css_class(title_page, "description")
    if description:
        assert _own_text(description[0]) == _printed(book.metadata.description)
    else:  # of lists without items nothing is printed
        assert not "".join(_printed(book.metadata.description)).strip()
    for document in documents:
        runs: list[Blocks] = []
        if document.get("id") == "titlepage":
            runs = [book.metadata.description]
        elif document in by_order:
            section = list(sections(book))[by_order.index(document)]
            runs = [section.blocks]
            if notes in {"chapter-end", "both"}:
                runs += [note.blocks for note in _notes_of(book, section.id)]
        elif document.get("id") == "notes":
            runs = [n.blocks for s in sections(book) for n in _notes_of(book, s.id)]
        found = [e for e in css_class(document, "footnote") if e.get(f"{{{OPS}}}type")]
        assert [_own_text(e) for e in found] == [
            _printed(footnotes[name].blocks) for name in cited(runs, footnotes)
        ]


def _is_section(element: etree._Element) -> bool:
    return element.get("id") not in {"cover", "titlepage", "notes", "colophon"}


def _notes_of(book: Book, section: str) -> list:  # type: ignore[type-arg] # of AuthorNote
    body = [found.id for found in sections(Book(body=book.body))]
    found = []
    if section == body[0]:
        found += [n for n in book.notes if not n.section and n.position == "before"]
    own = [note for note in book.notes if note.section == section]
    for position in ("before", "after"):
        for kind in ("summary", "note"):
            found += [n for n in own if n.position == position and n.kind == kind]
    if section == body[-1]:
        found += [n for n in book.notes if not n.section and n.position == "after"]
    return found


_MACHINERY = (
    "opener",
    "note-link",
    "note",
    "footnotes",
    "noteref",
    "missing-picture",
    "backlink",
    "kind",
)


def _own_text(element: etree._Element) -> str:
    """The text of an element without what the publication added to it, and without stars."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    for name in _MACHINERY:
        for added in css_class(copy, name):
            parent = added.getparent()
            if parent is not None:
                tail = added.tail or ""
                added.clear()
                added.tail = tail
    return text(copy).replace("*", "")


def _printed(blocks: Blocks) -> str:
    lines = (_letters(line) for block in blocks_of(blocks) for line in lines_of(block))
    return "".join("".join(lines).split()).replace("*", "")


def _letters(line: Inlines) -> str:
    parts = []
    for inline in line:
        match inline:
            case str():
                parts.append(inline)
            case Code(code):
                parts.append(code)
            case Image() | NoteRef() | LineBreak():
                pass
            case Ruby(children, reading):
                parts.append(_letters(children) + reading)
            case _:
                parts.append(_letters(inline.children))
    return "".join(parts)


def _check_notes(book: Book, parsed: Parsed, notes: NotesPlacement) -> None:
    printed = [n for s in sections(book) for n in _notes_of(book, s.id)]
    assert len(printed) == len(book.notes)
    texts = [_printed(note.blocks) for note in printed]
    in_place = [
        _own_text(_without_heading(e))
        for body in parsed.bodies.values()
        for e in css_class(body, "note")
        if e.tag.endswith("section")
    ]
    assert in_place == (texts if notes in {"chapter-end", "both"} else [])
    appendix = parsed.bodies.get("text/notes.xhtml")
    assert (appendix is not None) == (notes in {"appendix", "both"} and bool(printed))
    if appendix is None:
        return
    found = css_class(appendix, "note")
    assert [_own_text(e) for e in (_copy(e) for e in found)] == texts
    places = parsed.places()
    for element in found:
        ways = [a for a in element.iter() if a.get("role") == "doc-backlink"]
        (back,) = (a for a in ways if not a.get("href", "").startswith("#"))
        mark = f"text/{back.get('href')}"
        assert mark in places
        document, _, name = mark.partition("#")
        (reference,) = (e for e in parsed.bodies[document].iter() if e.get("id") == name)
        assert reference.get("href") == f"notes.xhtml#{element.get('id')}"
        assert reference.get(f"{{{OPS}}}type") == "noteref"


def _copy(element: etree._Element) -> etree._Element:
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    copy.attrib.pop("class")
    return copy


def _without_heading(element: etree._Element) -> etree._Element:
    copy = _copy(element)
    copy.remove(copy[0])
    return copy


def _check_styles(parsed: Parsed) -> None:
    """Every class that carries a value of the author's has its rule, and no rule is idle."""
    used = {
        name
        for body in parsed.bodies.values()
        for element in body.iter()
        for name in (element.get("class") or "").split()
        if name.startswith(("color-", "scale-"))
    }
    css = "\n".join(sheet.css for sheet in parsed.publication.stylesheets)
    assert all(f".{name} {{" in css for name in used)
