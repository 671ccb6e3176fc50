"""The plan of a run: which book goes where, decided and checked before any work is done."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from packager.cli.options import Misused
from packager.cli.suggest import nearest
from packager.delivery.file import output_path
from packager.diagnostics import Code, Where
from packager.errors import WriteError
from packager.registry import format_of, suffixes

STREAM = "-"
"""Standard input as a source, standard output as an output."""

DEFAULT_FORMAT = "epub"

_NAME = 80
"""Characters of a title that become the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One source, or the stories of an anthology, and the books to be made of it.

    Attributes:
        place: The source as the user called it; of an anthology its title.
        source: Its path; ``None`` for standard input.
        outputs: A path for each format, in the order of the formats; empty when the book goes to
            standard output.
        anthology: The title of the anthology; empty for one source.
        places: The sources of the anthology as the user called them.
    """

    place: str
    source: Path | None
    outputs: tuple[Path, ...]
    anthology: str = ""
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run will do: for every source these formats."""

    formats: tuple[str, ...]
    jobs: tuple[Job, ...]


def plan(sources: Sequence[str], out: str | None, formats: Sequence[str]) -> Plan:
    """What the words of the command line ask for.

    Args:
        sources: Paths, or ``-``.
        out: A file, a folder, ``-``, or ``None`` for beside each source.
        formats: Names of writers; empty to take the suffix of ``out``, else EPUB.

    Raises:
        Misused: It can't be meant.
        WriteError: Two books would have the same file.
    """
    if "" in sources or out == "":
        raise Misused("a path is empty", "a variable of the shell may not be set")
    _refuse_source(out, sources)
    chosen = _formats(out, tuple(dict.fromkeys(formats)))
    if sources.count(STREAM) > 1:
        raise Misused("standard input can be read only once")
    if out == STREAM:
        if len(sources) != 1 or len(chosen) != 1:
            raise Misused(
                "standard output takes one book",
                f"there are {len(sources)} sources and {len(chosen)} formats here",
            )
        return Plan(formats=chosen, jobs=(_job(sources[0], ()),))
    if STREAM in sources and out is None:
        raise Misused(
            "the book of standard input needs a name", "-o FILE, or -o - for standard output"
        )
    folder = out is not None and _is_folder(out)
    if out is not None and not folder and len(sources) > 1:
        raise Misused(
            f"-o {out} is one file, and there are {len(sources)} sources",
            "name a folder that exists, or leave -o out: each book stands beside its source",
        )
    jobs = tuple(_job(source, _outputs(source, out, chosen, folder=folder)) for source in sources)
    _refuse_clashes(jobs)
    return Plan(formats=chosen, jobs=jobs)


def plan_anthology(
    sources: Sequence[str], title: str, out: str | None, formats: Sequence[str]
) -> Plan:
    """What a run will do that makes one book of several sources.

    Without ``out`` the book stands beside the first source, named after its title.

    Args:
        sources: Paths, or ``-``.
        title: The title of the book.
        out: A file, a folder, ``-``, or ``None``.
        formats: Names of writers; empty to take the suffix of ``out``, else EPUB.

    Raises:
        Misused: It can't be meant.
        WriteError: The book would replace a source.
    """
    if sources.count(STREAM) > 1:
        raise Misused("standard input can be read only once")
    _refuse_source(out, sources)
    first = sources[0]
    beside = Path(first).parent if first != STREAM else Path()
    # The books are planned as those of a source with the anthology's name would be.
    named = plan([str(beside / file_name(title))], out, formats)
    (job,) = named.jobs
    whole = Job(
        place=title,
        source=job.source,
        outputs=job.outputs,
        anthology=title,
        places=tuple(sources),
    )
    _refuse_clashes((*(_job(source, ()) for source in sources), whole))
    return Plan(formats=named.formats, jobs=(whole,))


def file_name(title: str) -> str:
    """A title as the name of a file: what no file system takes is left out, and it stays short."""
    spaced = (" " if letter.isspace() or letter in '/\\:*?"<>|' else letter for letter in title)
    plain = " ".join("".join(filter(str.isprintable, spaced)).split()).strip(" .")
    return plain[:_NAME].rstrip(" .") or "anthology"


def _job(place: str, outputs: tuple[Path, ...]) -> Job:
    return Job(place=place, source=None if place == STREAM else Path(place), outputs=outputs)


def _suffixes() -> dict[str, str]:
    return {suffix: name for name, suffix in suffixes().items()}


def _formats(out: str | None, asked: tuple[str, ...]) -> tuple[str, ...]:
    if out is None or out == STREAM or Path(out).is_dir() or _ends_as_folder(out):
        return asked or (DEFAULT_FORMAT,)
    known = _suffixes()
    suffix = PurePath(out).suffix.lower()
    said = format_of(PurePath(out).name)
    if not asked:
        if said:
            return (said,)
        if suffix or os.path.lexists(out):
            raise _unknown_suffix(out, suffix, known)
        return (DEFAULT_FORMAT,)
    if said and len(asked) == 1 and said != asked[0]:
        raise Misused(f"-o {out} says {said}, and -t says {asked[0]}", "leave one of them out")
    return asked


def _unknown_suffix(out: str, suffix: str, known: dict[str, str]) -> Misused:
    near = nearest(suffix, known)
    example = PurePath(out).with_suffix(near or f".{DEFAULT_FORMAT}")
    return Misused(
        f"-o {out}: no format has the suffix {suffix!r}",
        f"did you mean {example}?"
        if near
        else f"the suffixes are {', '.join(known)}; -t names a format whatever the suffix",
    )


def _ends_as_folder(out: str) -> bool:
    return out.endswith(("/", os.sep))


def _is_folder(out: str) -> bool:
    """Whether ``-o`` means a folder: it is one, or it can only be meant as one."""
    return (
        Path(out).is_dir()
        or _ends_as_folder(out)
        or (PurePath(out).suffix == "" and not Path(out).exists())
    )


def _outputs(
    source: str, out: str | None, formats: tuple[str, ...], *, folder: bool
) -> tuple[Path, ...]:
    if out is not None and not folder and len(formats) == 1:
        return (Path(out),)  # to the letter, whatever its suffix
    if out is not None and folder and not Path(out).is_dir():
        suffix = suffixes()[formats[0]]
        raise WriteError(
            Code.OUTPUT_FOLDER_MISSING,
            "there is no such folder",
            where=Where(out),
            hint=f"make it first, or name a file such as {out.rstrip('/' + os.sep)}{suffix}",
        )
    return tuple(
        output_path(
            source=_named(source),
            out=None if out is None else Path(out),
            suffix=suffixes()[name],
        )
        for name in formats
    )


def _named(source: str) -> Path:
    """The path whose name the book takes; ``.`` and ``..`` have names of their own."""
    if source == STREAM:
        return Path("stdin")
    path = Path(source)
    return path if path.name not in {"", ".."} else Path(os.path.realpath(path))


def _refuse_source(out: str | None, sources: Sequence[str]) -> None:
    """Refuse a source as output, before its suffix is found fault with.

    Raises:
        WriteError: ``-o`` names a source.
    """
    if out is None or Path(out).is_dir():
        return
    if _same(Path(out)) in {_same(Path(source)) for source in sources if source != STREAM}:
        raise WriteError(
            Code.OUTPUT_IS_SOURCE,
            "the output would replace the source",
            where=Where(out),
            hint="name another file with -o",
        )


def _refuse_clashes(jobs: Sequence[Job]) -> None:
    """Refuse two books in one file, and a book in the place of another source.

    Raises:
        WriteError: It would come to that.
    """
    sources = {_same(job.source): job.place for job in jobs if job.source is not None}
    taken: dict[str, str] = {}
    for job in jobs:
        for output in job.outputs:
            key = _same(output)
            if sources.get(key, job.place) != job.place:
                raise WriteError(
                    Code.OUTPUT_IS_SOURCE,
                    f"the book of {job.place} would replace the source {sources[key]}",
                    where=Where(str(output)),
                    hint="give the book another name with -o",
                )
            if key in taken:
                raise WriteError(
                    Code.OUTPUT_TWICE,
                    f"the books of {taken[key]} and {job.place} would have the same file",
                    where=Where(str(output)),
                    hint="rename one of the sources, or convert them one by one",
                )
            taken[key] = job.place


def _same(path: Path) -> str:
    """A text that is equal for two names of one file."""
    return os.path.normcase(os.path.realpath(path))
