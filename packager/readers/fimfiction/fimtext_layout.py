"""The layout of a flattened story: which lines are its description, its chapters, its notes.

A flattened document is a chapter with the notes above or below it. Where a note ends and a story
begins is often not written down; what is guessed then is said, with how sure it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from packager.diagnostics import Code, Report, Where
from packager.readers.fimfiction.fimtext_lines import Kind, Marked
from packager.readers.fimfiction.note_extent import (
    BEHIND_DESCRIPTION,
    BEHIND_LAST_NOTE,
    BETWEEN_NOTES,
    BODY_BELOW_NOTE,
    LONG_BODY,
    is_chapter,
    split_at_blank,
    split_at_first_line,
    words_in,
)
from packager.sources.text import Line


@dataclass(slots=True)
class Document:
    """One flattened document: a chapter with the notes about it, in the making.

    Attributes:
        before: The lines of the notes above it.
        body: Its lines.
        after: The lines of the notes below it.
        heading: The lines of its heading, where the user said what one is.
    """

    before: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    heading: tuple[Line, ...] = ()

    @property
    def has_body(self) -> bool:
        """Whether there is a story in it, not notes alone."""
        return any(not line.blank for line in self.body)


@dataclass(slots=True)
class Layout:
    """The lines of the source, sorted by what they belong to."""

    description: list[Line] = field(default_factory=list)
    chapters: list[Document] = field(default_factory=list)


def lay_out(marked: Sequence[Marked], name: str, report: Report) -> Layout:
    """The layout of a story.

    Args:
        marked: The lines of the source, marked by what each is.
        name: Name of the source, for messages.
        report: Told of each label, each chapter's opening, and each guess.
    """
    documents = _documents(_without_labels_of_the_book(marked, name, report))
    layout = Layout()
    label = next((entry for entry in marked if entry.kind is Kind.DESCRIPTION), None)
    pending: list[Line] = []  # notes that wait for the story they stand above
    if label is not None:
        pending = _lay_out_description(documents, label, layout, name, report)
    spaced = any(entry.opens for entry in marked)
    documents = [
        part for document in documents for part in _divided(document, name, report, spaced=spaced)
    ]
    if pending:
        documents = _with_notes_above(documents, name, report)
    while documents:
        document = _chapter(documents, name, report)
        document.before[:0] = pending
        pending = []
        if document.has_body:
            layout.chapters.append(document)
        elif layout.chapters:
            layout.chapters[-1].after += [*document.before, *document.after]
        else:
            pending = [*document.before, *document.after]
    if pending:
        # Nothing but a note is left, so the story stands below it.
        before, body, _ = _split_note_from_body(pending, name, report)
        layout.chapters.append(Document(before=before, body=body))
    return layout


# --- labels -----------------------------------------------------------------------------------


def _without_labels_of_the_book(
    marked: Sequence[Marked], name: str, report: Report
) -> list[Marked]:
    """The lines without the description's label and the cover's path, which are reported."""
    kept = []
    for entry in marked:
        if entry.kind is Kind.DESCRIPTION or entry.kind is Kind.COVER:
            _label(entry, name, report)
        else:
            kept.append(entry)
    return kept


def _label(entry: Marked, name: str, report: Report) -> None:
    line, became = entry.line, entry.kind.value
    text = line.text.strip()
    confidence = 0.99 if "\t" in line.text else 0.8
    report.decide(line.number, became, "a line with nothing but the label", confidence, text)
    report.add(
        Code.LINE_NOT_PRINTED,
        f"{text!r} is the {became} and is not printed",
        where=Where(name, line.number),
        removed=text,
    )


def _split_at_label(
    entries: Sequence[Marked], name: str, report: Report
) -> tuple[list[Line], list[Line]]:
    """The lines before the first notes label, and those behind it with further labels taken out."""
    body: list[Line] = []
    notes: list[Line] = []
    target = body
    for index, entry in enumerate(entries):
        if entry.kind is Kind.NOTES:
            _label(entry, name, report)
            _report_empty_note(entries[index + 1 :], entry.line, name, report)
            target = notes
        else:
            target.append(entry.line)
    return body, notes


def _report_empty_note(behind: Sequence[Marked], label: Line, name: str, report: Report) -> None:
    following = next((entry for entry in behind if entry.kind is not Kind.BLANK), None)
    if following is None or following.kind is Kind.NOTES:
        report.add(
            Code.NOTE_EMPTY,
            "a note's label has no note below it",
            where=Where(name, label.number),
        )


# --- documents --------------------------------------------------------------------------------


def _documents(marked: Sequence[Marked]) -> list[list[Marked]]:
    documents: list[list[Marked]] = [[]]
    for entry in marked:
        if entry.opens:
            documents.append([])
        documents[-1].append(entry)
    return [document for document in documents if _has_text(document)]


def _has_text(entries: Sequence[Marked]) -> bool:
    return any(entry.kind is not Kind.BLANK for entry in entries)


def _first(entries: Sequence[Marked]) -> Marked:
    """The first line of a document that is not blank."""
    return next(entry for entry in entries if entry.kind is not Kind.BLANK)


def _divided(
    entries: list[Marked], name: str, report: Report, *, spaced: bool
) -> list[list[Marked]]:
    """A document parted where a note goes on as only a chapter does, whose space was lost.

    Behind the last note nothing but its length speaks for a chapter, and where other chapters have
    kept their space (``spaced``), a long note is likelier.
    """
    first = _first(entries)
    labels = [i for i, e in enumerate(entries) if e.kind is Kind.NOTES and e is not first]
    parts: list[list[Marked]] = []
    start = 0
    for label, end in zip(labels, [*labels, len(entries)][1:], strict=True):
        behind = entries[label + 1 : end]
        head, tail = split_at_blank([entry.line for entry in behind])
        last = end == len(entries)
        size = BEHIND_LAST_NOTE if last else BETWEEN_NOTES
        if (last and spaced) or not is_chapter(
            head, tail, size, [entry.line for entry in entries[start:label]]
        ):
            continue
        cut = end - len(tail)
        parts.append(entries[start:cut])
        entries[cut] = entries[cut]._replace(opens=True)
        start = cut
        _report_lost_opening(
            tail[0], "a note ends here, and what follows is long enough", name, report
        )
    return [*parts, entries[start:]]


def _report_lost_opening(line: Line, rule: str, name: str, report: Report) -> None:
    report.decide(line.number, "chapter", rule, 0.5, line.text)
    report.add(
        Code.STRUCTURE_GUESSED,
        "a chapter was taken to begin here, though no space opens it",
        where=Where(name, line.number),
        hint="put exactly one space before the first line of each chapter",
    )


def _with_notes_above(
    documents: list[list[Marked]], name: str, report: Report
) -> list[list[Marked]]:
    """The documents with each note given to the chapter below it, where notes stand above.

    A note stands before the first chapter (the caller has it), one between every two, and none
    behind the last: so each is about the chapter below it, though it lies in the document above.
    """
    labels = [
        [index for index, entry in enumerate(document) if entry.kind is Kind.NOTES]
        for document in documents
    ]
    on_top = any(_first(document).kind is Kind.NOTES for document in documents)
    if on_top or labels[1:] == [] or labels[-1] or any(len(one) != 1 for one in labels[:-1]):
        return documents
    report.add(
        Code.STRUCTURE_GUESSED,
        "a note stands before the first chapter and none behind the last, so each was taken for "
        "one about the chapter below it",
        where=Where(name, documents[0][labels[0][0]].line.number),
    )
    given: list[list[Marked]] = []
    above: list[Marked] = []
    for document, found in zip(documents, labels, strict=True):
        cut = found[0] if found else len(document)
        given.append([*above, *document[:cut]])
        above = [entry._replace(opens=index == 0) for index, entry in enumerate(document[cut:])]
    return given


# --- the description --------------------------------------------------------------------------


def _lay_out_description(
    documents: list[list[Marked]], label: Marked, layout: Layout, name: str, report: Report
) -> list[Line]:
    """Take the description from the front of the documents; return a note that stood behind it."""
    if not documents or (documents[0][0].opens and documents[0][0].line.number > label.line.number):
        return []
    words, notes = _split_at_label(documents.pop(0), name, report)
    head, tail = split_at_blank(words)
    if not documents:
        # Nothing opens a chapter: the description ends at its first blank line, or is one line.
        if not tail:
            head, tail = split_at_first_line(words)
    elif not is_chapter(head, tail, BEHIND_DESCRIPTION, [entry.line for entry in documents[0]]):
        head, tail = words, []
    layout.description = head
    if not tail:
        return notes
    _report_lost_opening(tail[0], "the text behind the description", name, report)
    layout.chapters.append(Document(body=tail, after=notes))
    return []


# --- chapters ---------------------------------------------------------------------------------


def _chapter(documents: list[list[Marked]], name: str, report: Report) -> Document:
    """Take one chapter from the front of the documents."""
    entries = documents.pop(0)
    first = _first(entries)
    _decide_opening(first, report)
    entries = _without_note_of_next(entries, documents, name, report)
    if first.kind is Kind.NOTES:
        return _chapter_with_note_on_top(entries, documents, name, report)
    body, after = _split_at_label(entries, name, report)
    return Document(body=body, after=after)


def _decide_opening(first: Marked, report: Report) -> None:
    line = first.line
    if not first.opens:
        rule = "the text begins here without the space that opens a document"
        report.decide(line.number, "chapter", rule, 0.7, line.text)
    elif line.text.startswith(" "):
        rule = "exactly one space opens a document"
        report.decide(line.number, "chapter", rule, 0.95, line.text)


def _without_note_of_next(
    entries: list[Marked], documents: Sequence[list[Marked]], name: str, report: Report
) -> list[Marked]:
    """A document without the second note behind its story, which is given to the next document.

    Of two notes between two chapters, the first is about this one, the second about the next.
    """
    first = _first(entries)
    labels = [i for i, e in enumerate(entries) if e.kind is Kind.NOTES and e is not first]
    if len(labels) < 2 or not documents or _first(documents[0]).kind is Kind.NOTES:  # noqa: PLR2004
        return entries
    cut = labels[-1]
    label = entries[cut].line
    report.decide(label.number, "note before", "the second note between chapters", 0.6, label.text)
    report.add(
        Code.STRUCTURE_GUESSED,
        "of two notes between chapters, the second was taken for the next chapter's",
        where=Where(name, label.number),
    )
    documents[0][:0] = [entries[cut]._replace(opens=True), *entries[cut + 1 :]]
    return entries[:cut]


def _chapter_with_note_on_top(
    entries: Sequence[Marked], documents: list[list[Marked]], name: str, report: Report
) -> Document:
    start = next(index for index, entry in enumerate(entries) if entry.kind is Kind.NOTES)
    label = entries[start]
    _label(label, name, report)
    behind = list(entries[start + 1 :])
    second = next((i for i, entry in enumerate(behind) if entry.kind is Kind.NOTES), None)
    inner = behind if second is None else behind[:second]
    lines = [entry.line for entry in inner]
    opened = next((index for index, entry in enumerate(inner) if entry.opens), None)
    if opened is not None:
        # The body opens with its own space, within the document the label opened.
        head, tail, confidence = lines[:opened], lines[opened:], 0.95
        _decide_opening(inner[opened], report)
    elif second is None and _whole_is_note(lines, documents):
        below = documents.pop(0)
        _decide_note_before(label.line, 0.9, report)
        _decide_opening(_first(below), report)
        below = _without_note_of_next(below, documents, name, report)
        body, after = _split_at_label(below, name, report)
        return Document(before=lines, body=body, after=after)
    else:
        head, tail, confidence = _split_note_from_body(lines, name, report)
    _decide_note_before(label.line, confidence, report)
    after = [] if second is None else _split_at_label(behind[second:], name, report)[1]
    return Document(before=head, body=tail, after=after)


def _decide_note_before(label: Line, confidence: float, report: Report) -> None:
    report.decide(label.number, "note before", "a note opens the document", confidence, label.text)


def _whole_is_note(lines: Sequence[Line], documents: Sequence[list[Marked]]) -> bool:
    """Whether a document that opens with a note is the note alone, above the next document."""
    if not documents or _first(documents[0]).kind is Kind.NOTES:
        return False
    head, tail = split_at_blank(lines)
    # A long text is a chapter of its own; a short one is, when the chapters here are short.
    beside = [] if words_in(tail) >= LONG_BODY else [entry.line for entry in documents[0]]
    return not is_chapter(head, tail, BODY_BELOW_NOTE, beside)


def _split_note_from_body(
    lines: Sequence[Line], name: str, report: Report
) -> tuple[list[Line], list[Line], float]:
    """A note and the body below it in one document, and how sure the cut between them is."""
    head, tail = split_at_blank(lines)
    confidence, end = 0.6, "first blank line"
    if not tail:
        head, tail = split_at_first_line(lines)
        confidence, end = 0.3, "first paragraph"
    if tail:
        report.add(
            Code.STRUCTURE_GUESSED,
            f"the note above the chapter was taken to end at its {end}",
            where=Where(name, tail[0].number),
            hint="put exactly one space before the first line of the chapter",
        )
    return head, tail, confidence
