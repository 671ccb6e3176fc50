"""Dask distributed as an engine: names travel to its workers, books are staged by them.

Each Dask worker keeps a supervised pool of its own, so that a story that crashes, hangs or eats
memory is stopped and named there as it is on one machine, and the Dask worker lives on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from packager.batch.engine import Engine, available_processors
from packager.diagnostics import Code
from packager.errors import DependencyError, PackagerError
from packager.version import __version__

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

_CONNECT = 10
"""Seconds to find the scheduler and a worker."""
_RETRIES = 3
"""How often a chunk is tried on another worker when the one that had it is gone."""


def open_cluster(address: str, *, timeout: float, memory: int) -> Engine:
    """A cluster as an engine.

    Args:
        address: Of the scheduler, as ``tcp://127.0.0.1:8786`` or ``127.0.0.1:8786``; ``local`` to
            start one on this machine that only this machine can reach.
        timeout: Seconds a story may take.
        memory: Bytes of address space a process may have.

    Raises:
        DependencyError: Dask distributed is not installed, or the cluster can't be reached, or has
            no workers, or some of another version.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra

        from packager.batch.dask_worker import NAME, Pool  # noqa: PLC0415 - with it
    except ImportError as error:
        raise DependencyError(
            Code.CLUSTER_MISSING,
            "Dask distributed is not installed",
            hint="pip install 'story-packager[cluster]'",
        ) from error
    _silence()
    local = _local_cluster() if address == "local" else None
    try:
        client = Client(
            local if local is not None else address, timeout=_CONNECT, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise DependencyError(
            Code.WORKERS_UNUSABLE,
            f"the scheduler {address} can't be reached: {str(error) or 'no answer'}",
            hint="start one: dask scheduler --host 127.0.0.1",
        ) from error
    try:
        client.wait_for_workers(1, timeout=_CONNECT)
        client.register_plugin(Pool(__version__, timeout, memory), name=NAME)
        workers = sum(client.nthreads().values())
    except PackagerError:
        _close(client, local)
        raise
    except Exception as error:
        _close(client, local)
        raise DependencyError(
            Code.WORKERS_UNUSABLE,
            f"the workers of {address} can't be used: {error}",
            hint="start some: dask worker ADDRESS, with the same packager installed",
        ) from error
    executor = client.get_executor(pure=False, retries=_RETRIES)
    return Engine(
        name=f"dask:{address}",
        executor=_Sender(executor),
        workers=max(workers, 1),
        window=max(workers, 1) * 3,
        lost=lambda: "" if client.status == "running" else "the scheduler is gone",
        close=lambda _: _close(client, local),
    )


class _Sender(Executor):
    """Sends chunks to the pools of the Dask workers."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(  # type: ignore[override]  # as that of SupervisedPool
        self,
        function: Callable[..., Any],
        items: Sequence[Any],
        /,
        *arguments: Any,  # noqa: ANN401 - the function's own
    ) -> Future[list[Any]]:
        from packager.batch.dask_worker import run_there  # noqa: PLC0415 - where Dask is

        return self._executor.submit(run_there, function, items, *arguments)


def _silence() -> None:
    """Keep from the terminal what the libraries say of a cluster that goes away."""
    for name in ("asyncio", "distributed", "tornado", *logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"asyncio", "distributed", "tornado"}:
            logger = logging.getLogger(name)
            logger.handlers = [logging.NullHandler()]
            logger.propagate = False


def _local_cluster() -> LocalCluster:
    """A scheduler and a worker in this process; the work itself is done by the worker's pool."""
    from distributed import LocalCluster  # noqa: PLC0415 - an extra

    return LocalCluster(
        n_workers=1,
        threads_per_worker=available_processors(),
        processes=False,
        dashboard_address=None,
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    )


def _close(client: Client, local: LocalCluster | None) -> None:
    with suppress(Exception):  # it is over, whatever a cluster that is gone says about it
        client.close()
    if local is not None:
        with suppress(Exception):
            local.close()
