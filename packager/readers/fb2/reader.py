"""The dialect ``fb2``: FictionBook 2, the XML of Russian libraries.

``description`` holds what is known, the first ``body`` the story in nested sections, further bodies
its notes, and ``binary`` the pictures. http://www.gribuser.ru/xml/fictionbook/2.0/
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.blocks import Block, Blocks, Heading
from packager.book.book import Book, Footnote
from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, assemble, section_ids
from packager.readers.covers import COVER_ID
from packager.readers.fb2.sections import FictionSections, is_of_notes, note_sections, places_of
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import decode

if TYPE_CHECKING:
    from packager.readers.epub.xml import Element
    from packager.readers.fb2.text import FictionText

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_ROOT = re.compile(r"<(?:\w{1,20}:)?FictionBook\b")
_NO_TEXT = re.compile(
    r"<binary\b.*?(?:</binary\s*>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?\?>"
    r"|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>",
    re.DOTALL,
)
_TAG = re.compile(
    r"</[^<>]*>?|<[^<>]*>|<[A-Za-z][A-Za-z0-9_:.-]*(?:\s+[A-Za-z:-]+=\"[^\"<>]*\")*\s*/?(?=<)"
)


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a FictionBook: by its root element."""
    del source
    if sample.kind != "fb2":
        return 0.0, "no FictionBook"
    return 0.99, "the root element of a FictionBook"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a FictionBook.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no text of a story.
    """
    # Imported here: most sources are none of these.
    from packager.readers.epub.mending import Mending  # noqa: PLC0415
    from packager.readers.epub.xml import Element, parse_xml  # noqa: PLC0415
    from packager.readers.fb2.binaries import Binaries  # noqa: PLC0415
    from packager.readers.fb2.description import metadata_of  # noqa: PLC0415
    from packager.readers.fb2.mended import mend, mend_notes  # noqa: PLC0415
    from packager.readers.fb2.text import FictionText  # noqa: PLC0415

    mending = Mending(source.name, report)
    root = parse_xml(_decoded(source, report), source.name, mending)
    mending.finish()
    book = root.find("fictionbook") or root
    mend(book)
    bodies = [one for one in book.elements if one.name == "body"]
    description = next((one for one in book.elements if one.name == "description"), Element(""))
    for body in bodies[1:]:
        if is_of_notes(body):
            mend_notes(body)
    story, noted = note_sections(bodies)
    if not story:
        raise ReadError(
            Code.NO_STORY, "the FictionBook has no body with text", where=Where(source.name)
        )
    binaries = Binaries(
        {one.get("id"): one for one in book.elements if one.name == "binary"}, source.name, report
    )
    text = FictionText(source.name, request.scene_breaks, report, binaries)
    text.lines.notes = {one.get("id"): f"fn-{n}" for n, one in enumerate(noted, 1) if one.get("id")}
    metadata = metadata_of(description)
    sections = FictionSections(text, metadata)
    text.lines.targets = places_of(story, sections.planned(story))
    found = sections.read(story)
    if not any(one.blocks for one in found):
        raise ReadError(Code.NO_STORY, "the FictionBook holds no text", where=Where(source.name))
    footnotes, unused = _footnotes(noted, text)
    found += unused
    cover = _cover(description, text)
    annotation = next(iter(description.iter("annotation")), None)
    blurb = text.blocks(annotation.children, scenes=False) if annotation else ()
    _name_facts(description, bodies, text)
    _report(found, report)
    text.tell()
    assembly = assemble(found)
    return Book(
        metadata=replace(metadata, description=blurb),
        cover=cover,
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        notes=assembly.notes,
        footnotes=footnotes,
        assets=tuple(binaries.assets),
    )


def _decoded(source: Source, report: Report) -> str:
    declared = _DECLARED.search(source.data[:512])
    return decode(source, report, declared[1].decode("ascii") if declared else "")


def _name_facts(description: Element, bodies: list[Element], text: FictionText) -> None:
    """Name what the file says of itself, of which a book prints only some."""
    said = " ".join(
        child for one in description.iter() for child in one.children if isinstance(child, str)
    )
    text.left_out.add(Code.LINE_NOT_PRINTED, "what the file says of itself", said)
    for body in bodies:
        title = next((one for one in body.elements if _is_title(one)), None)
        if title is not None:
            words = " ".join(one.text for one in title.elements) or title.text
            text.left_out.add(Code.LINE_NOT_PRINTED, "titles of the file's bodies", words)


def _cover(description: Element, text: FictionText) -> str:
    """The id of the cover's asset; empty without one."""
    title = description.find("title-info")
    page = title.find("coverpage") if title else None
    image = page.find("image") if page else None
    if image is None:
        return ""
    return text.binaries.take(image.get("href"), image.get("alt"), COVER_ID) or ""


def _footnotes(noted: list[Element], text: FictionText) -> tuple[tuple[Footnote, ...], list[Found]]:
    """The footnotes the text points to; those nothing points to are a section of their own."""
    footnotes: list[Footnote] = []
    astray: list[Found] = []
    waiting = [(text.lines.notes.get(one.get("id"), ""), one) for one in noted]
    changed = True
    while changed:  # a footnote may point to another
        changed = False
        for name, one in [pair for pair in waiting if pair[0] in text.lines.used]:
            waiting.remove((name, one))
            footnotes.append(Footnote(id=name, blocks=_note_blocks(one, text)))
            changed = True
    blocks: list[Block] = []
    for _, one in waiting:
        title = next((child for child in one.elements if child.name == "title"), None)
        lines = text.title_lines(title)[0] if title else []
        blocks += (Heading(3, (": ".join(lines),)),) if lines else ()
        blocks += text.blocks([c for c in one.elements if c is not title], scenes=False)
    if blocks:
        text.report.add(
            Code.LINK_DEAD,
            f"nothing points to some footnotes ({len(waiting)}); they are a section of their own",
            where=Where(text.source),
        )
        astray.append(Found(role=Role.APPENDIX, blocks=tuple(blocks)))
    footnotes.sort(key=lambda note: int(note.id.removeprefix("fn-")))
    return tuple(footnotes), astray


def _note_blocks(note: Element, text: FictionText) -> Blocks:
    for one in note.elements:
        if one.name == "title":
            text.left_out.add(Code.LINE_NOT_PRINTED, "numbers of footnotes", one.text)
    return text.blocks([one for one in note.children if not _is_title(one)], scenes=False)


def _is_title(one: Element | str) -> bool:
    return not isinstance(one, str) and one.name == "title"


def _report(found: list[Found], report: Report) -> None:
    for one, name in zip(found, section_ids([one.role for one in found]), strict=True):
        said = one.title or (str(one.number) if one.number else "")
        report.decide(0, one.role.value, "a section of the file", 0.95, said, section=name)


def visible(source: Source) -> str:
    """All text of the file but its pictures."""
    text = _NO_TEXT.sub(" ", _decoded(source, Report()))
    root = _ROOT.search(text)
    text = text[root.start() :] if root else text
    return html.unescape(_TAG.sub(" ", text))


READER = Reader(
    name="fb2",
    summary="FictionBook 2 (FB2)",
    suffixes=(".fb2", ".fb2.zip", ".fbz"),
    sniff=sniff,
    read=read,
    visible=visible,
)
