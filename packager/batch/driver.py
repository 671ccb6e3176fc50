"""The driver of a batch: hands tasks to an engine, moves what comes back to its place, records it.

It does not know which engine runs. Tasks may be done more than once and chunks may be lost: what is
not recorded is done again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from packager.batch.placing import place
from packager.batch.pool import Lost
from packager.batch.task import Failure, Result, Task
from packager.batch.worker import Converted, convert_all, name_of_key
from packager.diagnostics import Code
from packager.errors import BatchIncomplete, PackagerError

if TYPE_CHECKING:
    from packager.batch.changes import Rules
    from packager.batch.engine import Engine
    from packager.batch.manifest import Manifest, Planned
    from packager.batch.store import Store
    from packager.batch.terms import Terms
    from packager.request import Request

MOST = 48
"""Stories of a chunk: few enough to be spread evenly, enough to hide the way to a worker."""
_TRIES = 2
"""How often a story on its own may lose its worker before it is named."""
_LOOK = 1.0
"""Seconds between two looks at an engine that gives nothing back."""

Work = Callable[..., Iterator[Any]]


@dataclass(slots=True)
class Counts:
    """How far a run has come.

    Attributes:
        planned: Stories to convert.
        done: Stories converted.
        failed: Stories that failed.
        skipped: Stories that were read and are not selected.
        size: Bytes of the books that were made.
        seconds: Processor seconds of the workers.
        stopped: Why the run ended before its end; empty when it did not.
    """

    planned: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    size: int = 0
    seconds: float = 0.0
    stopped: str = ""

    def count(self, result: Result) -> None:
        """Count what became of a story."""
        self.seconds += result.seconds
        if result.status == "failed":
            self.failed += 1
        elif result.status == "skipped":
            self.skipped += 1
        else:
            self.done += 1
            self.size += sum(one.size for one in result.outputs)


@dataclass(slots=True, kw_only=True)
class Run:
    """A run over the stories the manifest has chosen.

    Attributes:
        manifest: What is to be done, and where it is recorded.
        store: The folder of the books.
        engine: What does it.
        terms: What all tasks share.
        request: What is asked for.
        rules: What each story is recorded as made by.
        told: Called with what became of each story, when it is recorded.
        max_failures: The run ends when more stories than these have failed; ``None`` for never.
        work: What a worker does.
    """

    manifest: Manifest
    store: Store
    engine: Engine
    terms: Terms
    request: Request
    rules: Rules
    told: Callable[[Result], None]
    max_failures: int | None = None
    work: Work = convert_all
    counts: Counts = field(default_factory=Counts)
    _flight: dict[Future[list[Any]], tuple[Task, ...]] = field(default_factory=dict)
    _again: deque[tuple[Task, ...]] = field(default_factory=deque)
    _tries: dict[str, int] = field(default_factory=dict)

    def go(self) -> Counts:
        """Do what is to be done.

        Raises:
            PackagerError: The books can't be written, or the engine is gone; what was recorded
                stays.
            KeyboardInterrupt: The user stopped it; what had come back is recorded.
        """
        chunks = self._chunks()
        with self.manifest.transaction():
            self._tell_left(self.counts.planned)
        try:
            while self._fill(chunks):
                self._take(self._wait())
                if self.max_failures is not None and self.counts.failed > self.max_failures:
                    self.counts.stopped = f"{self.counts.failed} stories failed"
                    break
        except KeyboardInterrupt:
            self._take({future for future in self._flight if _came_back(future)})
            raise
        return self.counts

    def _chunks(self) -> Iterator[tuple[Task, ...]]:
        planned = self.counts.planned
        most = max(1, min(MOST, planned // (4 * self.engine.workers)))
        chunk: list[Task] = []
        for one, _ in self.manifest.chosen():
            chunk.append(self._task(one))
            if len(chunk) == most:
                yield tuple(chunk)
                chunk = []
        if chunk:
            yield tuple(chunk)

    def _task(self, planned: Planned) -> Task:
        outputs = (
            tuple((name, f"{planned.name}.{name}") for name in self.request.formats)
            if planned.name
            else None
        )
        candidate = planned.candidate
        return Task(
            candidate.key, candidate.place, outputs, self.request, planned.parts, planned.title
        )

    def _fill(self, chunks: Iterator[tuple[Task, ...]]) -> bool:
        """Hand out chunks until enough are in flight; whether any are."""
        while len(self._flight) < self.engine.window:
            chunk = self._again.popleft() if self._again else next(chunks, None)
            if chunk is None:
                break
            self._flight[self.engine.submit(self.work, chunk, self.terms)] = chunk
        return bool(self._flight)

    def _wait(self) -> set[Future[list[Any]]]:
        while True:
            came = wait(self._flight, timeout=_LOOK, return_when=FIRST_COMPLETED).done
            lost = self.engine.lost()
            if lost:
                self._take({future for future in came if _came_back(future)})
                raise BatchIncomplete(
                    Code.WORKERS_UNUSABLE,
                    lost,
                    hint="the same command goes on where this one ended",
                )
            if came:
                return came

    def _take(self, came: set[Future[list[Any]]]) -> None:
        for future in came:
            chunk = self._flight.pop(future)
            try:
                results = future.result()
            except PackagerError:
                raise
            except Exception as error:  # noqa: BLE001 - a chunk that is lost may be any library's
                self._lost(chunk, error)
                continue
            self._record(chunk, results)

    def _lost(self, chunk: tuple[Task, ...], error: BaseException) -> None:
        """Halve a chunk that did not come back, until the story it was lost by is on its own."""
        if len(chunk) > 1:
            middle = len(chunk) // 2
            self._again += (chunk[:middle], chunk[middle:])
            return
        (task,) = chunk
        self._tries[task.key] = self._tries.get(task.key, 0) + 1
        if self._tries[task.key] < _TRIES:
            self._again.append(chunk)
            return
        message = (str(error).splitlines() or [type(error).__name__])[0]
        self._record(chunk, [Lost("died", f"its worker was lost: {message}")])

    def _record(self, chunk: tuple[Task, ...], results: list[Any]) -> None:
        recorded: list[Result] = []
        with self.manifest.transaction():
            for task, made in zip(chunk, results, strict=True):
                converted = _named(task, made) if isinstance(made, Lost) else made
                recorded.append(
                    place(
                        converted,
                        self.store,
                        self.manifest,
                        stamp=self.manifest.stamp_of(task.key),
                        made_by=self.rules.made_by(converted.result.status),
                    )
                )
            counts = self.counts
            known = counts.done + counts.failed + counts.skipped + len(recorded)
            self._tell_left(counts.planned - known)
        for result in recorded:
            self.counts.count(result)
            self.told(result)

    def _tell_left(self, left: int) -> None:
        """Keep how many stories are left, for who looks while this runs or after it was killed."""
        self.manifest.tell("left", str(max(0, left)))


def _came_back(future: Future[list[Any]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _named(task: Task, lost: Lost) -> Converted:
    """A story that ended its worker, as one that failed."""
    code = Code.WORKER_TIMED_OUT if lost.reason == "timeout" else Code.WORKER_DIED
    result = Result(task.key, "failed", error=Failure(code.number, 3, lost.message))
    return Converted(result, name_of_key(task.key))
