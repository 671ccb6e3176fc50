"""What runs on a Dask worker: a supervised pool, and the way of a chunk to it.

This module is imported where Dask distributed is installed, and only there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from packager.batch.pool import SupervisedPool
from packager.diagnostics import Code
from packager.errors import DependencyError
from packager.version import __version__

NAME = "packager-pool"
"""What the plugin is called on the workers."""


class Pool(WorkerPlugin):
    """A plugin of Dask's that gives a worker its supervised pool.

    Args:
        version: Version of packager the driver is.
        timeout: Seconds a story may take.
        memory: Bytes of address space a process may have.
    """

    name = NAME

    def __init__(self, version: str, timeout: float, memory: int) -> None:
        self.version = version
        self.timeout = timeout
        self.memory = memory

    def setup(self, worker: Worker) -> None:
        """Make the pool.

        Raises:
            DependencyError: The worker has another version of packager.
        """
        if self.version != __version__:
            raise DependencyError(
                Code.WORKERS_UNUSABLE,
                f"the worker {worker.address} has packager {__version__}, and the driver "
                f"{self.version}",
                hint="install the same version on every machine",
            )
        self.pool = SupervisedPool(worker.state.nthreads, timeout=self.timeout, memory=self.memory)

    def teardown(self, worker: Worker) -> None:
        """End the pool with the worker."""
        del worker
        self.pool.shutdown(cancel_futures=True)


def run_there(
    function: Callable[..., Any],
    items: Sequence[Any],
    *arguments: Any,  # noqa: ANN401 - the function's own
) -> list[Any]:
    """Have a chunk done by the pool of the Dask worker this runs on."""
    pool: SupervisedPool = get_worker().plugins[NAME].pool
    return pool.submit(function, items, *arguments).result()
