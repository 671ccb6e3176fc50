"""The sections of a FictionBook as those of a book: parts, chapters, and what is within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packager.book.blocks import Block, Blocks, Heading, Paragraph, SceneBreak
from packager.book.metadata import Metadata
from packager.book.section import Role
from packager.diagnostics import Code
from packager.readers.assembly import Found, FoundNote, section_ids
from packager.readers.headings.chapter_heading import ChapterHeading, parse_heading

if TYPE_CHECKING:
    from packager.book.inlines import NoteRef
    from packager.readers.epub.xml import Element
    from packager.readers.fb2.text import FictionText

_NOTES = frozenset({"notes", "footnotes", "comments", "примечания", "endnotes", "footnote"})
_SHORT = 120
"""Words a section without a title has at most, ahead of others, to be a foreword, no chapter."""


def is_of_notes(body: Element) -> bool:
    """Whether a body below the first holds notes, by its name."""
    return body.get("name").lower() in _NOTES


def note_sections(bodies: Sequence[Element]) -> tuple[list[Element], list[Element]]:
    """The bodies that hold the story, and the sections of those that hold its notes."""
    story: list[Element] = []
    noted: list[Element] = []
    for index, body in enumerate(bodies):
        if index and is_of_notes(body):
            noted += [one for one in body.iter("section") if not _subsections(one)]
        else:
            story.append(body)
    return story, noted


def places_of(story: Sequence[Element], opened: Mapping[int, str]) -> dict[str, str]:
    """The section each id of an element is in, by the id.

    Args:
        story: The bodies.
        opened: The id of the section an element opens, by the ``id()`` of the element.
    """
    places: dict[str, str] = {}
    for body in story:
        here = ""
        for one in body.iter():
            here = opened.get(id(one), here)
            if here and one.get("id"):
                places.setdefault(one.get("id"), here)
    return places


@dataclass(slots=True)
class _Planned:
    """A section of the book to be: the elements it is made of.

    Attributes:
        role: What it is.
        element: The section of the file; ``None`` for what stands in a body before any.
        content: What it holds.
        heading: What its title says.
    """

    role: Role
    element: Element | None
    content: list[Element]
    title: Element | None = None


@dataclass(slots=True)
class FictionSections:
    """Reads the sections of a story.

    Attributes:
        text: Makes their text.
        metadata: What is known, which a title on top repeats.
    """

    text: FictionText
    metadata: Metadata

    def planned(self, story: Sequence[Element]) -> dict[int, str]:
        """The id of the section each element opens, before any text is read."""
        plans = self._plans(story)
        ids = section_ids([one.role for one in plans])
        return {
            id(one.element): name
            for one, name in zip(plans, ids, strict=True)
            if one.element is not None
        }

    def read(self, story: Sequence[Element]) -> list[Found]:
        """The sections with their text."""
        plans = self._plans(story)
        untitled = not any(one.title for one in plans if one.role is Role.CHAPTER)
        found = [self._found(one) for one in plans]
        chapters = [one for one in found if one.role is Role.CHAPTER]
        if len(chapters) == 1 and not any(one.role is Role.PART for one in found):
            return [replace(one, number=None) if one in chapters else one for one in found]
        if untitled:
            count = 0
            for index, one in enumerate(found):
                if one.role is Role.CHAPTER:
                    count += 1
                    found[index] = replace(one, number=count)
        return found

    # --- planning -----------------------------------------------------------------------------

    def _plans(self, story: Sequence[Element]) -> list[_Planned]:
        plans: list[_Planned] = []
        for index, body in enumerate(story):
            plans += self._of_body(body, titled=index > 0)
        return _with_foreword(plans)

    def _of_body(self, body: Element, *, titled: bool) -> Iterator[_Planned]:
        loose = [one for one in body.elements if one.name not in {"section", "title"}]
        sections = _subsections(body)
        while len(sections) == 1 and self._only_wraps(sections[0]):
            loose += [one for one in sections[0].elements if one.name not in {"section", "title"}]
            sections = _subsections(sections[0])
        title = _title(body)
        if titled and title is not None:
            yield _Planned(Role.PART, body, loose, title)
            loose = []
        if loose:
            epigraph = all(one.name in {"epigraph", "image", "empty-line"} for one in loose)
            role = Role.EPIGRAPH if epigraph and sections else Role.CHAPTER
            yield _Planned(role, None, loose)
        for section in sections:
            yield from self._of_section(section)

    def _only_wraps(self, section: Element) -> bool:
        """Whether a section is all of the story and says no more than its title."""
        inner = _subsections(section)
        if len(inner) < 2 or not any(_title(one) for one in inner):  # noqa: PLR2004
            return False
        title = _title(section)
        if title is None:
            return True
        said = title.text.lower()
        return bool(self.metadata.title) and self.metadata.title.lower() in said

    def _of_section(self, section: Element) -> Iterator[_Planned]:
        inner = [one for one in _subsections(section) if _title(one)]
        title = _title(section)
        heading = _heading(title)
        chapter = heading is not None and heading.role is not Role.PART
        if not inner or chapter:
            role = (
                heading.role
                if heading and not (heading.role is Role.PART and not inner)
                else (Role.CHAPTER)
            )
            yield _Planned(
                role, section, [one for one in section.elements if one is not title], title
            )
            return
        own = [one for one in section.elements if one.name not in {"section", "title"}]
        yield _Planned(Role.PART, section, own, title)
        for one in _subsections(section):
            yield from self._of_section(one)

    # --- reading ------------------------------------------------------------------------------

    def _found(self, plan: _Planned) -> Found:
        lines, refs = self.text.title_lines(plan.title) if plan.title else ([], [])
        title, number = self._named(lines, plan.role)
        notes: tuple[FoundNote, ...] = ()
        content = plan.content
        summaries = [one for one in content if one.name == "annotation"]
        if summaries:
            content = [one for one in content if one.name != "annotation"]
            told = tuple(
                b for one in summaries for b in self.text.blocks(one.children, scenes=False)
            )
            notes = (FoundNote(position="before", blocks=told, kind="summary"),)
        blocks = _referring(self._blocks(content, 1), refs)
        return Found(role=plan.role, title=title, number=number, blocks=blocks, notes=notes)

    def _named(self, lines: Sequence[str], role: Role) -> tuple[str, int | None]:
        """The title and the number some lines of a title say."""
        if not lines:
            return "", None
        heading = parse_heading(lines[0])
        if heading is None or (heading.role is Role.PART) != (role is Role.PART):
            return _joined(lines), None
        if heading.label:
            self.text.left_out.add(Code.LINE_NOT_PRINTED, "labels of headings", heading.label)
        return _joined([line for line in (heading.title, *lines[1:]) if line]), heading.number

    def _blocks(self, content: Sequence[Element], depth: int) -> Blocks:
        """The blocks of a section with those of the sections within it, parted by silence."""
        blocks: list[Block] = []
        run: list[Element] = []
        for one in content:
            if one.name != "section":
                run.append(one)
                continue
            blocks += self.text.blocks(run)
            run = []
            if blocks and _title(one) is None:
                blocks.append(SceneBreak())
            blocks += self._inner(one, depth)
        blocks += self.text.blocks(run)
        return tuple(blocks)

    def _inner(self, section: Element, depth: int) -> Blocks:
        title = _title(section)
        blocks: Blocks = ()
        if title is not None:
            lines, refs = self.text.title_lines(title)
            if lines:
                blocks = (Heading(min(6, depth), (_joined(lines), *refs)),)
        content = [one for one in section.elements if one is not title]
        return (*blocks, *self._blocks(content, depth + 1))


def _subsections(element: Element) -> list[Element]:
    return [one for one in element.elements if one.name == "section"]


def _title(element: Element) -> Element | None:
    found = next((one for one in element.elements if one.name == "title"), None)
    return found if found is not None and found.text else None


def _heading(title: Element | None) -> ChapterHeading | None:
    if title is None:
        return None
    first = next((one.text for one in title.elements if one.text), title.text)
    return parse_heading(first)


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        joint = "" if not text else " " if text.endswith((".", ":", "!", "?", "…")) else ": "
        text += joint + line
    return text


def _with_foreword(plans: Sequence[_Planned]) -> list[_Planned]:
    """The plans; a short one without a title, ahead of titled ones, is an introduction."""
    first = next((one for one in plans if one.role is not Role.EPIGRAPH), None)
    if first is None or first.title is not None or first.role is not Role.CHAPTER:
        return list(plans)
    others = [one for one in plans if one is not first and one.role is not Role.EPIGRAPH]
    if not any(one.title for one in others):
        return list(plans)
    words = sum(len(one.text.split()) for one in first.content)
    if words > _SHORT:
        return list(plans)
    return [replace(one, role=Role.INTRODUCTION) if one is first else one for one in plans]


def _referring(blocks: Blocks, refs: Sequence[NoteRef]) -> Blocks:
    """The blocks with the marks of footnotes on a title put before their first words."""
    if not refs:
        return blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            marked = replace(block, children=(*refs, *block.children))
            return (*blocks[:index], marked, *blocks[index + 1 :])
    return (Paragraph(tuple(refs)), *blocks)
