"""Engines: what runs the tasks. The driver knows an ``Executor`` and nothing behind it.

``submit(function, items, *arguments)`` gives a future of a list with a result for each item.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

from packager.batch.pool import SupervisedPool
from packager.diagnostics import Code
from packager.errors import UsageError

_AHEAD = 2
"""Chunks that wait for each worker, so that none is idle while the driver records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What runs the tasks.

    Attributes:
        name: What it is called on the command line.
        executor: Takes the chunks.
        workers: How many chunks are worked on at a time.
        window: How many chunks are in flight at most.
        lost: Says what is wrong when nothing can come back any more; empty while all is well.
        close: Ends it; with ``True`` at once, and what is in flight is dropped.
    """

    name: str
    executor: Executor
    workers: int
    window: int
    lost: Callable[[], str]
    close: Callable[[bool], None]

    def submit(
        self,
        function: Callable[..., Any],
        items: Sequence[Any],
        *arguments: Any,  # noqa: ANN401 - the function's own
    ) -> Future[list[Any]]:
        """Have the function called with the items and arguments, somewhere."""
        return self.executor.submit(function, items, *arguments)


class _Serial(Executor):
    """Does it here and now: nothing is isolated, nothing is started."""

    def submit(  # type: ignore[override]  # as that of SupervisedPool
        self,
        function: Callable[..., Any],
        items: Sequence[Any],
        /,
        *arguments: Any,  # noqa: ANN401 - the function's own
    ) -> Future[list[Any]]:
        future: Future[list[Any]] = Future()
        try:
            future.set_result(list(function(items, *arguments)))
        except Exception as error:  # noqa: BLE001 - whoever waits for it is told
            future.set_exception(error)
        return future


def open_engine(name: str, *, timeout: float, memory: int) -> Engine:
    """The engine of this name.

    Args:
        name: ``serial``, ``local``, ``local:N``, ``dask:ADDRESS`` or ``dask:local``.
        timeout: Seconds a story may take; 0 for as long as it likes.
        memory: Bytes of address space a worker may have; 0 for as much as there is.

    Raises:
        UsageError: There is no such engine.
        DependencyError: It needs what is not installed.
        PackagerError: It can't be reached.
    """
    kind, _, rest = name.partition(":")
    if kind == "serial" and not rest:
        executor = _Serial()
        return Engine(
            name=name,
            executor=executor,
            workers=1,
            window=1,
            lost=str,
            close=lambda _: executor.shutdown(),
        )
    if kind == "local" and (not rest or (rest.isascii() and rest.isdecimal() and int(rest))):
        workers = int(rest) if rest else available_processors()
        pool = SupervisedPool(workers, timeout=timeout, memory=memory)
        return Engine(
            name=name,
            executor=pool,
            workers=workers,
            window=workers * (1 + _AHEAD),
            lost=str,
            close=lambda at_once: pool.shutdown(cancel_futures=at_once),
        )
    if kind == "dask" and rest:
        from packager.batch.cluster import open_cluster  # noqa: PLC0415 - few runs have one

        return open_cluster(rest, timeout=timeout, memory=memory)
    raise UsageError(
        Code.OPTION_INVALID,
        f"there is no engine {name!r}",
        hint="there are serial, local:N, dask:ADDRESS and dask:local",
    )


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
