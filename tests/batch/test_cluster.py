"""A cluster of Dask's on this machine, and what becomes of a batch when parts of it are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from packager.batch import cluster as cluster_engine
from packager.batch.engine import open_engine
from packager.batch.store import store_at
from packager.diagnostics import Code
from packager.errors import DependencyError
from tests.batch.shelf import STORIES, batch, books, leftovers, soon, started, stories, workers_of

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux"),
    pytest.mark.slow,
]


@dataclass
class Cluster:
    """A scheduler and its workers, each a process."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""


def _dask(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    known = folder / "scheduler.json"
    scheduler = _dask(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(known), folder=folder,
    )  # fmt: skip
    made = Cluster(folder, scheduler)
    worker = (
        "worker", "--scheduler-file", str(known), "--no-dashboard", "--no-nanny",
        "--nthreads", "1", "--host", "127.0.0.1", "--death-timeout", "20",
    )  # fmt: skip
    made.workers = [_dask(*worker, folder=folder) for _ in range(2)]
    try:
        end = time.monotonic() + 30
        while not made.address and time.monotonic() < end:
            with suppress(OSError, ValueError):
                made.address = json.loads(known.read_text("utf-8"))["address"]
            time.sleep(0.05)
        assert made.address
        yield made
    finally:
        for process in (scheduler, *made.workers):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stories(tmp_path_factory.mktemp("stories"))


@pytest.fixture(scope="module")
def expected(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole")
    assert batch(source, out).returncode == 0
    return books(out)


def _begun(driver: subprocess.Popen[str], out: Path) -> bool:
    """Whether books have come, and more are to come."""
    end = time.monotonic() + 30
    while time.monotonic() < end and driver.poll() is None:
        if books(out):
            return True
        time.sleep(0.01)
    return False


def test_a_worker_that_is_killed_costs_nothing(
    cluster: Cluster, source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    driver = started(source, out, "--engine", f"dask:{cluster.address}")
    _begun(driver, out)
    orphans = workers_of(cluster.workers[0].pid)
    cluster.workers[0].send_signal(signal.SIGKILL)
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 0, said
    assert books(out) == expected
    assert leftovers(out) == set()
    assert soon(orphans)


def test_a_scheduler_that_is_killed_ends_the_run_which_goes_on_elsewhere(
    cluster: Cluster, source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    driver = started(source, out, "--engine", f"dask:{cluster.address}")
    begun = _begun(driver, out)
    cluster.scheduler.send_signal(signal.SIGKILL)
    _, said = driver.communicate(timeout=60)
    if begun and driver.returncode:
        assert driver.returncode == 1, said
        assert "the same command goes on where this one ended" in said
        assert "Traceback" not in said
    ended = batch(source, out)
    assert ended.returncode == 0, ended.stderr
    assert books(out) == expected
    assert len(expected) == STORIES
    assert leftovers(out) == set()


def test_books_can_go_behind_a_url(
    source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "far"
    words = ("--manifest", str(tmp_path / "near.sqlite3"))
    driver = started(source, Path("x"), *words, "-o", out.as_uri())
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 0, said
    assert books(out) == expected
    again = batch(source, Path("x"), *words, "-o", out.as_uri())
    assert f"{STORIES} stories left alone" in again.stderr


def test_a_cluster_that_is_not_there_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_engine, "_CONNECT", 0.5)
    with pytest.raises(DependencyError, match="can't be reached") as missing:
        open_engine("dask:127.0.0.1:9", timeout=0, memory=0)
    assert missing.value.code is Code.WORKERS_UNUSABLE


def test_without_the_extra_a_cluster_is_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(DependencyError) as missing:
        open_engine("dask:local", timeout=0, memory=0)
    assert missing.value.code is Code.CLUSTER_MISSING
    with pytest.raises(DependencyError) as far:
        store_at("memory://books").size("x")
    assert far.value.code is Code.CLUSTER_MISSING
