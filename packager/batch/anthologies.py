"""Anthologies: the stories of a series, or of an author, made into one book."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from packager.batch.manifest import Planned
from packager.batch.places import open_place
from packager.batch.pool import Lost
from packager.batch.task import Candidate, Facts, Task
from packager.book.metadata import Metadata
from packager.errors import PackagerError

if TYPE_CHECKING:
    from packager.batch.engine import Engine
    from packager.batch.manifest import Manifest
    from packager.request import Request

By = Literal["series", "author"]
_CHUNK = 32


@dataclass(frozen=True, slots=True)
class _Story:
    """A story, and where it stands in its anthology."""

    candidate: Candidate
    facts: Facts

    @property
    def order(self) -> tuple[float, str]:
        """By its number in the series, those without one behind, by key."""
        number = self.facts.number
        return (float("inf") if number is None else number, self.candidate.key)


def look_all(tasks: Sequence[Task]) -> Iterator[Facts]:
    """What stories say of themselves; nothing of one that can't be read, which says so later."""
    from packager.pipeline import inspect  # noqa: PLC0415 - only on workers

    for task in tasks:
        try:
            metadata = inspect(open_place(task.place), task.request).book.metadata
        except (PackagerError, MemoryError, RecursionError, ValueError):
            metadata = Metadata()
        yield facts_of(metadata)


def facts_of(metadata: Metadata) -> Facts:
    """What an anthology goes by."""
    authors = [maker.name for maker in metadata.creators if maker.role == "aut"]
    series = metadata.series
    return Facts(
        series=series.name if series else "",
        number=series.number if series else None,
        author=authors[0] if authors else "",
    )


def gathered(
    candidates: Iterable[Candidate], by: By, manifest: Manifest, engine: Engine, request: Request
) -> Iterator[Planned]:
    """The books of a batch of anthologies; a story that belongs to none is a book on its own.

    What stories say of themselves is read once, by the engine, and kept in the manifest.

    Args:
        candidates: The stories.
        by: What makes an anthology of them.
        manifest: Where it is kept what was read.
        engine: What reads them.
        request: How they are read.

    Raises:
        PackagerError: The engine can't be used.
    """
    groups: dict[str, list[_Story]] = {}
    for candidate, facts in _with_facts(candidates, manifest, engine, request):
        name = facts.series if by == "series" else facts.author
        if name:
            groups.setdefault(name, []).append(_Story(candidate, facts))
        else:
            yield Planned(replace(candidate, metadata=None))
    for name, stories in sorted(groups.items()):
        stories.sort(key=lambda story: story.order)
        if len(stories) == 1:
            yield Planned(replace(stories[0].candidate, metadata=None))
        else:
            yield _anthology(by, name, stories)


def _anthology(by: By, name: str, stories: Sequence[_Story]) -> Planned:
    told = "".join(f"{one.candidate.key}\0{one.candidate.stamp}\n" for one in stories)
    whole = Candidate(
        key=f"{by}/{name.replace('/', '-')}",
        size=sum(one.candidate.size for one in stories),
        stamp=hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        place=stories[0].candidate.place,
    )
    return Planned(whole, parts=tuple(one.candidate.place for one in stories), title=name)


def _with_facts(
    candidates: Iterable[Candidate], manifest: Manifest, engine: Engine, request: Request
) -> Iterator[tuple[Candidate, Facts]]:
    unread: list[Candidate] = []
    for candidate in candidates:
        known = (
            facts_of(candidate.metadata)
            if candidate.metadata is not None
            else manifest.facts(candidate.key, candidate.stamp)
        )
        if known is None:
            unread.append(candidate)
        else:
            yield candidate, known
    for chunk, found in _looked(unread, engine, request):
        for candidate, facts in zip(chunk, found, strict=True):
            read = Facts() if isinstance(facts, Lost) else facts
            manifest.keep_facts(candidate.key, candidate.stamp, read)
            yield candidate, read


def _looked(
    unread: Sequence[Candidate], engine: Engine, request: Request
) -> Iterator[tuple[Sequence[Candidate], list[Any]]]:
    chunks = (unread[at : at + _CHUNK] for at in range(0, len(unread), _CHUNK))
    flight: dict[Future[list[Any]], Sequence[Candidate]] = {}
    while True:
        for chunk in islice(chunks, engine.window - len(flight)):
            tasks = [Task(one.key, one.place, None, request) for one in chunk]
            flight[engine.submit(look_all, tasks)] = chunk
        if not flight:
            return
        for future in wait(flight, return_when=FIRST_COMPLETED).done:
            yield flight.pop(future), future.result()
