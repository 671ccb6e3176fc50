"""Reading: a source made a Book, with its words accounted for and its structure as was asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Report, Where
from packager.errors import SourceError, UsageError
from packager.registry import Choice, choose_reader
from packager.request import Request
from packager.sources.file import read_file
from packager.sources.source import Source, UnsafePath

if TYPE_CHECKING:
    from packager.book.book import Book
    from packager.structure.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source that was read.

    Attributes:
        source: The source.
        request: What was asked for; how the source was read is as its plan says.
        choice: The reader, and why it.
        found: The Book as it was understood.
        book: The Book as it was asked for: ``found``, or what a plan made of it.
        visible: What a person sees in the source.
        plan: The plan that was followed.
    """

    source: Source
    request: Request
    choice: Choice
    found: Book
    book: Book
    visible: str
    plan: Plan | None = None

    @property
    def lined(self) -> bool:
        """Whether the lines of ``visible`` are those of the source."""
        return self.choice.kind == "text"


def read_source(
    source: Source, request: Request, report: Report, *, every: bool = False
) -> Reading:
    """A source read by the reader that knows it best, or by the one that was asked for.

    Every word a person sees in the source is in the Book or named in the report, else the report
    says so. Only then a plan has its say, for what the user takes away is not lost.

    Args:
        source: The source.
        request: What the user asked for.
        report: Told what became of the source.
        every: Whether the readers that could not do better are asked as well, for the user to see.

    Raises:
        PackagerError: The source can't be read, holds no story, or a plan or option can't be meant.
    """
    from packager.checks.words import account  # noqa: PLC0415 - the stages load when they run
    from packager.transforms.order import structural  # noqa: PLC0415 - as above

    plan = None if request.plan is None else _plan(request.plan, source)
    if plan is not None:
        request = _as_planned(request, plan)
    if request.chapter_regex:
        from packager.structure.splitting import chapter_pattern  # noqa: PLC0415 - as above

        chapter_pattern(request)  # before the source is read, for it may be no regular expression
    choice = choose_reader(source, request.reader, report, every=every)
    if plan is not None:
        choice = replace(choice, why="as the plan says")
    found = choice.reader.read(source, request, report)
    for transform in structural(source.name):
        found = transform(found, report)
    visible = choice.reader.visible(source)
    if request.chapter_regex or request.split == "none":
        found = _split(found, visible, request, source.name, report)
    lined = choice.kind == "text"
    account(visible, found, report, name=source.name, numbered=lined)
    book = found
    if plan is not None and request.plan is not None:
        from packager.structure.building import build  # noqa: PLC0415 - few runs have a plan
        from packager.structure.lines import Lines  # noqa: PLC0415 - as above

        book = build(found, plan, Lines(visible if lined else ""), Where(str(request.plan)))
    return Reading(
        source=source,
        request=request,
        choice=choice,
        found=found,
        book=book,
        visible=visible,
        plan=plan,
    )


def _split(book: Book, visible: str, request: Request, name: str, report: Report) -> Book:
    from packager.structure.splitting import (  # noqa: PLC0415 - few runs ask for it
        chapter_pattern,
        refuse_unmatched,
        split_as_asked,
    )

    found = split_as_asked(book, request, report)
    pattern = chapter_pattern(request)
    if pattern is not None:
        refuse_unmatched(pattern, visible, name)
    return found


def plan_text_of(reading: Reading, refined: Book, report: Report) -> str:
    """The plan of a source that was read, as the text of a file.

    Args:
        reading: What was read.
        refined: The finished Book, which knows its title, authors and language, and has the titles
            of chapters that were written down beside the source.
        report: Why each section begins where it does.
    """
    from packager.book.walk import sections  # noqa: PLC0415 - few runs write a plan
    from packager.structure.lines import Lines  # noqa: PLC0415 - as above
    from packager.structure.plan import plan_of, source_facts  # noqa: PLC0415 - as above
    from packager.structure.toml import plan_text  # noqa: PLC0415 - as above

    facts = source_facts(
        name=reading.source.name,
        sha256=digest_of(reading.source),
        reader=reading.choice.reader.name,
        request=reading.request,
    )
    plan = plan_of(reading.found, facts, report, Lines(reading.visible if reading.lined else ""))
    metadata = refined.metadata
    titles = {section.id: section.title for section in sections(refined)}
    return plan_text(
        replace(
            plan,
            sections=tuple(replace(one, title=titles[one.id]) for one in plan.sections),
            title=metadata.title,
            authors=tuple(maker.name for maker in metadata.creators if maker.role == "aut"),
            language=metadata.language,
        )
    )


def digest_of(source: Source) -> str:
    """SHA-256 of a source: its bytes, or the paths and bytes of all its files."""
    digest = hashlib.sha256(source.data)
    for name in source.names:
        try:
            found = source.neighbour(name)
        except UnsafePath:
            found = None
        digest.update(f"{name}\0{len(found or b'')}\0".encode("utf-8", "surrogatepass"))
        digest.update(found or b"")
    return digest.hexdigest()


def _plan(path: Path, source: Source) -> Plan:
    from packager.structure.parsing import MAX_PLAN, parse_plan  # noqa: PLC0415 - rarely needed

    where = Where(str(path))
    try:
        found = read_file(path, MAX_PLAN)
    except SourceError as error:
        raise UsageError(
            Code.PLAN_INVALID,
            f"the plan can't be read: {error.message}",
            where=where,
            hint="packager inspect SOURCE --plan FILE writes one",
        ) from error
    plan = parse_plan(found, where)
    if plan.source.sha256 != digest_of(source):
        raise UsageError(
            Code.PLAN_INVALID,
            f"the plan is of another source, or {source.name!r} has changed since: it was made of "
            f"{plan.source.name!r}",
            where=where,
            hint="packager inspect SOURCE --plan NEW_FILE writes one for it as it is now",
        )
    return plan


def _as_planned(request: Request, plan: Plan) -> Request:
    """The request with the source read as it was when the plan was made.

    Raises:
        UsageError: Something else was asked for.
    """
    facts = plan.source
    usual = Request()
    for option, asked, default, planned in (
        ("--from", request.reader, usual.reader, facts.reader),
        ("--scene-breaks", request.scene_breaks, usual.scene_breaks, facts.scene_breaks),
        ("--chapter-regex", request.chapter_regex, usual.chapter_regex, facts.chapter_regex),
        ("--split", request.split, usual.split, facts.split),
    ):
        if asked not in (default, planned):
            raise UsageError(
                Code.PLAN_INVALID,
                f"the plan was made with {option} {planned or 'unset'}, and {asked} is asked for",
                where=Where(str(request.plan)),
                hint=f"leave {option} out, or have the plan written anew with it",
            )
    return replace(
        request,
        reader=facts.reader,
        scene_breaks=facts.scene_breaks,
        chapter_regex=facts.chapter_regex,
        split=facts.split,
    )
