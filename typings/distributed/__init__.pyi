from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

class _State:
    nthreads: int

class Worker:
    address: str
    state: _State
    plugins: Mapping[str, Any]

class WorkerPlugin:
    name: str
    def setup(self, worker: Worker) -> None: ...
    def teardown(self, worker: Worker) -> None: ...

class LocalCluster:
    def __init__(
        self,
        *,
        n_workers: int,
        threads_per_worker: int,
        processes: bool,
        dashboard_address: str | None,
        memory_limit: int,
        silence_logs: int,
    ) -> None: ...
    def close(self) -> None: ...

class Client:
    status: str
    def __init__(
        self, address: str | LocalCluster, *, timeout: float, set_as_default: bool
    ) -> None: ...
    def wait_for_workers(self, n_workers: int, timeout: float) -> None: ...
    def register_plugin(self, plugin: WorkerPlugin, name: str) -> None: ...
    def nthreads(self) -> dict[str, int]: ...
    def get_executor(self, *, pure: bool, retries: int) -> Executor: ...
    def close(self) -> None: ...

def get_worker() -> Worker: ...
