"""Several processes that lay the gatherings of a book out at the same time.

Every worker takes the next gathering in the order of the book. It counts its pages, and waits to
hear where they begin until the gatherings before it are counted; those are ahead of it in other
workers, or done, so somebody always goes on. What comes out does not depend on how many there are.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

from packager.diagnostics import Code
from packager.errors import PackagerError, WriteError
from packager.writers.pdf.gathering import Copy, Count, Gathering
from packager.writers.pdf.numbering import Numbering
from packager.writers.pdf.worker import COUNTED, DONE, receive, send

_ENDED = "ended"
"""Stands for a message when there will be none any more."""


class Workers:
    """Worker processes; they end with the context.

    Args:
        count: How many there are.
    """

    def __init__(self, count: int) -> None:
        self._messages: SimpleQueue[tuple[_Worker, str, Any]] = SimpleQueue()
        self._workers = [_Worker(self._messages) for _ in range(count)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.end()

    def lay_out(self, copies: Sequence[Copy], numbering: Numbering) -> list[Gathering]:
        """Lay gatherings out.

        Args:
            copies: What they are set from; they follow each other in the book.
            numbering: Says where each begins.

        Raises:
            DependencyError: Pango is not installed.
            WriteError: One could not be laid out, or ended its worker.
        """
        return _Run(copies, numbering, self._workers, self._messages).gatherings()


@dataclass(slots=True)
class _Job:
    """A gathering at work: its place among the others, and its pages when they are counted."""

    place: int
    count: Count | None = None
    again: bool = False


class _Run:
    """Gives gatherings to workers, and answers them in the order of the book."""

    def __init__(
        self,
        copies: Sequence[Copy],
        numbering: Numbering,
        workers: Sequence[_Worker],
        messages: SimpleQueue[tuple[_Worker, str, Any]],
    ) -> None:
        self._copies = copies
        self._numbering = numbering
        self._workers = workers
        self._messages = messages
        self._jobs: dict[_Worker, _Job] = {}
        self._given = 0
        self._next = 0
        """The place of the gathering that is to be numbered next."""
        self._done: dict[int, Gathering] = {}

    def gatherings(self) -> list[Gathering]:
        """Have the work done."""
        for worker in self._workers:
            self._give(worker)
        while len(self._done) < len(self._copies):
            worker, kind, content = self._messages.get()
            job = self._jobs.get(worker)
            if job is None:  # it ended without work; the others go on
                continue
            if kind == COUNTED:
                job.count = content
                self._answer()
            elif kind == DONE:
                self._done[job.place] = content
                del self._jobs[worker]
                self._give(worker)
            else:
                raise self._failure(self._copies[job.place], content)
        return [self._done[place] for place in range(len(self._copies))]

    def _give(self, worker: _Worker) -> None:
        if self._given < len(self._copies):
            self._jobs[worker] = _Job(self._given)
            worker.send(self._copies[self._given])
            self._given += 1

    def _answer(self) -> None:
        """Tell every gathering that can know it where it begins."""
        for worker, job in sorted(self._jobs.items(), key=lambda pair: pair[1].place):
            if job.place != self._next or job.count is None:
                continue
            start, settled = self._numbering.start(job.count, again=job.again)
            job.again, job.count = not settled, None
            self._next += settled
            worker.send(start)

    def _failure(self, copy: Copy, reason: str | PackagerError) -> PackagerError:
        if isinstance(reason, PackagerError):
            return reason
        of = f" of {copy.title!r}" if copy.title else ""
        return WriteError(
            Code.LAYOUT_FAILED,
            f"the pages{of} could not be laid out: {' '.join(reason.split())[:200]}",
            hint="the EPUB of this story is not affected; -j 1 uses no other processes",
        )


class _Worker:
    """A worker process, and the thread that listens to it."""

    def __init__(self, messages: SimpleQueue[tuple[_Worker, str, Any]]) -> None:
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; from packager.writers.pdf.worker import main;"
            f" main({os.getpid()})"
        )
        self._messages = messages
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def send(self, message: object) -> None:
        """Send a message; when the worker has ended, whoever listens hears of that."""
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            send(self._process.stdin, message)  # type: ignore[arg-type]
        except OSError:
            return

    def end(self) -> None:
        """End the process at once, whatever it is at."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was to be sent finds nobody
                    continue

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        try:
            while True:
                kind, content = receive(self._process.stdout)  # type: ignore[arg-type]
                self._messages.put((self, kind, content))
        except (EOFError, OSError):
            code = self._process.wait()
            said = (
                f"its worker process ended with signal {-code}"
                if code < 0
                else (f"its worker process ended with status {code}")
            )
            self._messages.put((self, _ENDED, said))
