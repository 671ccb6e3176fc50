"""Workers' work for the tests of engines: some items end, hang or fatten the worker.

It is imported by name in worker processes, so it knows nothing of the tests.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from packager.batch.task import Result, Task
from packager.batch.terms import Terms
from packager.batch.worker import Converted, convert_all, failure_of


def work(items: Sequence[str], folder: str) -> Iterator[str]:
    """Give each item in capitals; every run of an item leaves a line in the folder."""
    for item in items:
        with (Path(folder) / "runs").open("a", encoding="utf-8") as runs:
            runs.write(f"{item} {os.getpid()}\n")
        yield _one(item, folder)


def convert(tasks: Sequence[Task], terms: Terms) -> Iterator[Converted]:
    """Convert, but for stories named after what befalls their worker."""
    for task in tasks:
        try:
            _one(Path(task.key).stem, "")
        except MemoryError as error:
            yield Converted(Result(task.key, "failed", error=failure_of(error)))
        else:
            yield from convert_all([task], terms)


def _one(item: str, folder: str) -> str:
    what = item.partition("-")[0]
    if what in _DEEDS:
        _DEEDS[what](Path(folder) / item)
    return item.upper()


def _once(mark: Path) -> None:
    """Die the first time only."""
    if not mark.exists():
        mark.touch()
        os._exit(9)


def _spin() -> None:
    while True:
        pass


def _fail(mark: Path) -> None:
    raise ValueError(mark.name)


_DEEDS: dict[str, Callable[[Path], object]] = {
    "die": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "once": _once,
    "abort": lambda _: os.abort(),
    "hang": lambda _: time.sleep(3600),
    "spin": lambda _: _spin(),
    "fat": lambda _: bytearray(8 * 2**30),
    "raise": _fail,
    "slow": lambda _: time.sleep(0.05),
}
