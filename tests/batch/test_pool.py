"""Workers die, hang and eat memory; nothing else is lost, and whoever did it is named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from packager.batch.engine import open_engine
from packager.batch.pool import Lost, SupervisedPool
from packager.diagnostics import Code
from packager.errors import PackagerError, UsageError
from tests.batch.hostile import work

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")

Pools = Callable[..., SupervisedPool]


@pytest.fixture
def pool() -> Iterator[Pools]:
    made: list[SupervisedPool] = []

    def make(workers: int = 1, **limits: Any) -> SupervisedPool:
        made.append(SupervisedPool(workers, **limits))
        return made[-1]

    yield make
    for one in made:
        one.shutdown(cancel_futures=True)


def runs(folder: Path) -> Counter[str]:
    return Counter(line.split()[0] for line in (folder / "runs").read_text("utf-8").splitlines())


def gone(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def soon(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def test_results_come_in_the_order_of_the_items(pool: Pools, tmp_path: Path) -> None:
    items = [f"story {number}" for number in range(20)]
    futures = [pool(2).submit(work, items, str(tmp_path)) for _ in range(1)]
    assert futures[0].result(30) == [item.upper() for item in items]


@pytest.mark.parametrize("poison", ["die-1", "abort-1"])
def test_a_poison_item_is_named_and_the_others_are_done_once(
    poison: str, pool: Pools, tmp_path: Path
) -> None:
    items = ["a", "b", poison, "c", "d"]
    results = pool().submit(work, items, str(tmp_path)).result(30)
    assert [results[at] for at in (0, 1, 3, 4)] == ["A", "B", "C", "D"]
    assert isinstance(results[2], Lost)
    assert results[2].reason == "died"
    assert results[2].message.endswith("SIGKILL" if poison == "die-1" else "SIGABRT")
    assert runs(tmp_path) == Counter({"a": 1, "b": 1, poison: 2, "c": 1, "d": 1})


def test_an_item_whose_worker_died_by_accident_is_done_again(pool: Pools, tmp_path: Path) -> None:
    results = pool().submit(work, ["a", "once", "b"], str(tmp_path)).result(30)
    assert results == ["A", "ONCE", "B"]


@pytest.mark.parametrize("poison", ["hang", "spin"])
def test_an_item_that_takes_too_long_is_stopped_and_named(
    poison: str, pool: Pools, tmp_path: Path
) -> None:
    results = pool(timeout=1.0).submit(work, ["a", poison, "b"], str(tmp_path)).result(30)
    assert (results[0], results[2]) == ("A", "B")
    assert results[1] == Lost("timeout", "it took longer than 1 s, and was stopped")
    assert runs(tmp_path)[poison] == 1


@LINUX
def test_an_item_cannot_take_more_memory_than_allowed(pool: Pools, tmp_path: Path) -> None:
    future = pool(memory=2**30).submit(work, ["a", "fat"], str(tmp_path))
    with pytest.raises(MemoryError):
        future.result(30)
    assert pool().submit(work, ["b"], str(tmp_path)).result(30) == ["B"]


def test_what_the_work_raises_comes_back_and_the_worker_lives(pool: Pools, tmp_path: Path) -> None:
    one = pool()
    with pytest.raises(ValueError, match="raise"):
        one.submit(work, ["a", "raise"], str(tmp_path)).result(30)
    before = one.processes()
    assert one.submit(work, ["b"], str(tmp_path)).result(30) == ["B"]
    assert one.processes() == before


def test_workers_that_cannot_begin_are_said_to(pool: Pools, tmp_path: Path) -> None:
    with pytest.raises(PackagerError) as raised:
        pool(memory=2**20).submit(work, ["a"], str(tmp_path)).result(30)
    assert raised.value.code is Code.WORKERS_UNUSABLE


@LINUX
def test_killed_workers_lose_nothing(pool: Pools, tmp_path: Path) -> None:
    one = pool(2)
    items = [f"slow-{number}" for number in range(60)]
    futures = [one.submit(work, items[at : at + 10], str(tmp_path)) for at in range(0, 60, 10)]
    for killed, future in enumerate(futures[:4]):
        # A story is named that loses its worker twice, so the others go on between two kills.
        future.result(30)
        for process in one.processes()[killed % 2 :][:1]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    results = [result for future in futures for result in future.result(30)]
    assert results == [item.upper() for item in items]


def test_a_pool_that_is_shut_down_ends_its_workers_at_once(pool: Pools, tmp_path: Path) -> None:
    one = pool(2)
    futures: list[Future[list[Any]]] = [one.submit(work, ["hang"], str(tmp_path)) for _ in "123"]
    assert soon(lambda: len(one.processes()) == 2)
    started = time.monotonic()
    one.shutdown(cancel_futures=True)
    assert time.monotonic() - started < 5
    assert one.processes() == ()
    assert futures[2].cancelled()
    with pytest.raises(RuntimeError, match="shut down"):
        one.submit(work, ["a"], str(tmp_path))


_DRIVER = """
import sys, time
sys.path[:] = {path!r}
from packager.batch.pool import SupervisedPool
from tests.batch.hostile import work
pool = SupervisedPool(2)
futures = [pool.submit(work, [sys.argv[2]], sys.argv[1]) for _ in range(2)]
while len(pool.processes()) < 2:
    time.sleep(0.02)
print(*pool.processes(), flush=True)
time.sleep(60)
"""


@LINUX
@pytest.mark.parametrize("busy", ["hang", "spin"])
def test_workers_end_when_the_driver_is_killed(busy: str, tmp_path: Path) -> None:
    driver = subprocess.Popen(
        [sys.executable, "-c", _DRIVER.format(path=sys.path), str(tmp_path), busy],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert driver.stdout is not None
    workers = [int(process) for process in driver.stdout.readline().split()]
    assert len(workers) == 2
    assert soon((tmp_path / "runs").exists)
    driver.kill()
    driver.wait()
    driver.stdout.close()
    assert soon(lambda: all(map(gone, workers)))


@pytest.mark.parametrize("name", ["", "loca", "local:0", "local:x", "serial:2", "dask", "dask:"])
def test_an_engine_nobody_knows_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as refused:
        open_engine(name, timeout=0, memory=0)
    assert refused.value.code is Code.OPTION_INVALID
