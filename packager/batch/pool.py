"""A pool of worker processes that loses nothing: the story that ends a worker is named exactly.

``ProcessPoolExecutor`` gives everything up when one worker dies, and can't end one that hangs.
Here each worker has a thread that feeds it and takes a result for each item, so it is always known
which item a worker is at. A worker that dies is replaced; the item it died of is tried once more
on its own, and nobody else's work is lost or done twice.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from time import monotonic
from typing import Any, Literal

from packager.batch.child import RAISED, READY, receive, send
from packager.diagnostics import Code
from packager.errors import DependencyError

_STARTS = 4
"""How often a worker is started that ends before it has begun; something else may have ended it."""
_LOOK = 0.05
"""Seconds between two looks at the clock for workers that hang."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Stands in place of the result of an item that ended its worker.

    Attributes:
        reason: What ended it.
        message: One line about it.
    """

    reason: Literal["died", "timeout"]
    message: str


class _Raised(Exception):  # noqa: N818 - it carries one
    """The function raised an exception in the worker."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(frozen=True, slots=True)
class _Job:
    future: Future[list[Any]]
    function: Callable[..., Any]
    items: Sequence[Any]
    arguments: tuple[Any, ...]


class SupervisedPool(Executor):
    """Worker processes, each watched.

    Args:
        workers: How many there are at most.
        timeout: Seconds an item may take; 0 for as long as it likes.
        memory: Bytes of address space a worker may have; 0 for as much as there is.
    """

    def __init__(self, workers: int, *, timeout: float = 0, memory: int = 0) -> None:
        self._limit = workers
        self._timeout = timeout
        self._memory = memory
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._slots: list[_Slot] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._open = 0

    def submit(  # type: ignore[override]  # an Executor whose calls are of many items each
        self,
        function: Callable[..., Any],
        items: Sequence[Any],
        /,
        *arguments: Any,  # noqa: ANN401 - the function's own
    ) -> Future[list[Any]]:
        """Have ``function(items, *arguments)`` run in a worker.

        It is a generator that gives one result for each item, in order, and is asked again for the
        rest of them when a worker ends. The future has the list of results, with a ``Lost`` for
        each item that ended its worker.

        Raises:
            RuntimeError: The pool is shut down.
        """
        if self._ended.is_set():
            raise RuntimeError("the pool is shut down")
        future: Future[list[Any]] = Future()
        future.add_done_callback(self._count_done)
        with self._lock:
            self._open += 1
            self._jobs.put(_Job(future, function, items, arguments))
            if len(self._slots) < min(self._limit, self._open):
                self._slots.append(_Slot(self._jobs, self._timeout, self._memory))
                if len(self._slots) == 1 and self._timeout:
                    threading.Thread(target=self._watch, daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """End the workers; with ``cancel_futures`` at once, whatever they are at."""
        del wait  # a worker that has nothing to do ends in no time
        if self._ended.is_set():
            return
        if cancel_futures:
            while not self._jobs.empty():
                job = self._jobs.get()
                if job is not None:
                    job.future.cancel()
        with self._lock:
            slots = tuple(self._slots)
        for slot in slots:
            if cancel_futures:
                slot.stop()
        for _ in slots:
            self._jobs.put(None)
        for slot in slots:
            slot.thread.join()
        self._ended.set()

    def processes(self) -> tuple[int, ...]:
        """The ids of the workers there are now."""
        with self._lock:
            found = [slot.child for slot in self._slots]
        return tuple(child.pid for child in found if child is not None)

    def _count_done(self, _: Future[list[Any]]) -> None:
        with self._lock:
            self._open -= 1

    def _watch(self) -> None:
        while not self._ended.wait(min(_LOOK, self._timeout)):
            now = monotonic()
            for slot in tuple(self._slots):
                slot.end_if_late(now)


class _Slot:
    """A worker, and the thread that feeds it."""

    def __init__(self, jobs: SimpleQueue[_Job | None], timeout: float, memory: int) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self._jobs = jobs
        self._timeout = timeout
        self._memory = memory
        self._deadline = 0.0
        self._late = False
        self._stopped = False
        self._clock = threading.Lock()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def end_if_late(self, now: float) -> None:
        """End the worker when its item takes too long."""
        with self._clock:
            if self._deadline and now > self._deadline and self.child is not None:
                self._late = True
                self._deadline = 0.0
                self.child.kill()

    def stop(self) -> None:
        """End the worker, and don't start another."""
        with self._clock:
            self._stopped = True
            if self.child is not None:
                self.child.kill()

    def _serve(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                break
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                results = self._run(job)
            except BaseException as error:  # noqa: BLE001 - whoever waits for it is told
                job.future.set_exception(error)
            else:
                job.future.set_result(results)
        self._close()

    def _run(self, job: _Job) -> list[Any]:
        results: list[Any] = []
        suspect = -1
        while len(results) < len(job.items):
            alone = suspect == len(results)
            items = job.items[len(results) :][: 1 if alone else None]
            if self._give(job, items, results):
                continue
            lost = self._lost()
            if lost.reason == "timeout" or alone:
                results.append(lost)
            else:
                suspect = len(results)
        return results

    def _give(self, job: _Job, items: Sequence[Any], results: list[Any]) -> bool:
        """Send items and take their results; whether the worker lived to give them all."""
        child = self._started()
        assert child.stdin is not None  # noqa: S101 - it is a pipe
        assert child.stdout is not None  # noqa: S101 - it is a pipe
        try:
            send(child.stdin, (job.function, items, job.arguments))  # type: ignore[arg-type]
            for _ in items:
                self._time(self._timeout)
                results.append(_result(receive(child.stdout)))  # type: ignore[arg-type]
        except _Raised as raised:
            raise raised.error from None
        except (EOFError, OSError):
            return False
        finally:
            self._time(0)
        return True

    def _time(self, allowed: float) -> None:
        with self._clock:
            self._deadline = monotonic() + allowed if allowed else 0.0

    def _started(self) -> subprocess.Popen[bytes]:
        """The worker, started when there is none.

        Raises:
            DependencyError: It can't be started.
        """
        if self.child is not None:
            return self.child
        for _ in range(_STARTS):
            child = self._start()
            assert child.stdout is not None  # noqa: S101 - it is a pipe
            try:
                answer = receive(child.stdout)  # type: ignore[arg-type]
            except EOFError:
                answer = None
            if answer == READY:
                return child
            self._close()
        raise DependencyError(
            Code.WORKERS_UNUSABLE,
            f"a worker ended before it had begun, {_STARTS} times",
            hint="give it more with --memory, or use --engine serial",
        )

    def _start(self) -> subprocess.Popen[bytes]:
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; from packager.batch.child import main; "
            f"main({os.getpid()}, {self._memory})"
        )
        with self._clock:
            if self._stopped:
                raise InterruptedError("the pool is shut down")
            child = subprocess.Popen(  # noqa: S603 - this very Python
                [sys.executable, "-c", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                # An interrupt from the keyboard is for the driver alone.
                start_new_session=True,
            )
            self.child = child
            self._late = False
        return child

    def _lost(self) -> Lost:
        """What ended the worker; the next one is started when it is needed.

        Raises:
            InterruptedError: We did.
        """
        child, late = self.child, self._late
        code = self._close()
        if self._stopped:
            raise InterruptedError("the pool is shut down")
        if late or child is None:
            return Lost("timeout", f"it took longer than {self._timeout:g} s, and was stopped")
        return Lost("died", f"the worker that read it ended: {_how(code)}")

    def _close(self) -> int:
        with self._clock:
            child, self.child = self.child, None
        if child is None:
            return 0
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        with suppress(OSError):
            child.kill()
        return child.wait()


def _result(message: tuple[str, Any]) -> Any:  # noqa: ANN401 - the function's own
    kind, value = message
    if kind == RAISED:
        raise _Raised(value)
    return value


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
