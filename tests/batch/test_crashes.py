"""Whatever is killed, and whenever: what is made in the end is what is made without."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.batch.shelf import (
    KILLS,
    STORIES,
    batch,
    books,
    leftovers,
    soon,
    started,
    stories,
    workers_of,
)

NAME = ("--name", "{author}/{title}")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stories(tmp_path_factory.mktemp("stories"))


@pytest.fixture(scope="module")
def expected(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole")
    ended = batch(source, out, *NAME)
    assert ended.returncode == 0, ended.stderr
    found = books(out)
    assert len(found) == STORIES
    return found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_driver_killed_at_random_moments_is_taken_up_where_it_ended(
    source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(4)  # noqa: S311 - any moments do
    out = tmp_path / "out"
    for _ in range(KILLS):
        driver = started(source, out, *NAME)
        time.sleep(chance.uniform(0.2, 0.2 + 0.5 * max(1, STORIES / 100)))
        workers = workers_of(driver.pid)
        driver.kill()
        driver.communicate()
        assert soon(workers)
        made = books(out)
        assert all(data in expected.values() for data in made.values())  # none is half a book
    ended = batch(source, out, *NAME)
    assert ended.returncode == 0, ended.stderr
    assert books(out) == expected
    assert leftovers(out) == set()


def test_workers_killed_at_random_moments_change_nothing(
    source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    driver = started(source, out, *NAME)
    killed = made = 0
    while driver.poll() is None and killed < KILLS:
        # A batch whose workers die before they do anything ends, so they get somewhere first.
        if (now := len(list(out.rglob("*.epub")))) <= made:
            time.sleep(0.02)
            continue
        made = now
        for process in workers_of(driver.pid)[killed % 2 :][:1]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                killed += 1
    _, said = driver.communicate()
    assert killed
    if driver.returncode == 1:  # one story may have met two of the blows
        assert "ended: SIGKILL" in said
        assert batch(source, out, *NAME, "--retry-failed").returncode == 0
    assert books(out) == expected
    assert leftovers(out) == set()


def test_an_interrupt_ends_it_and_says_how_to_go_on(
    source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    driver = started(source, out, *NAME)
    while not workers_of(driver.pid) and driver.poll() is None:
        time.sleep(0.01)
    workers = workers_of(driver.pid)
    os.killpg(driver.pid, signal.SIGINT)
    _, said = driver.communicate(timeout=30)
    assert driver.returncode == 130, said
    assert "the same command goes on where this one ended" in said
    assert soon(workers)
    assert batch(source, out, *NAME).returncode == 0
    assert books(out) == expected


@pytest.mark.parametrize("engine", ["serial", "local:1", "local:3", "dask:local"])
def test_engine_and_number_of_workers_change_no_byte(
    engine: str, source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    if engine.startswith("dask"):
        pytest.importorskip("distributed")
    out = tmp_path / "out"
    ended = batch(source, out, *NAME, "--engine", engine)
    assert ended.returncode == 0, ended.stderr
    assert books(out) == expected
    assert leftovers(out) == set()


def test_the_order_of_the_stories_changes_no_byte(
    source: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    folders = sorted(source.iterdir(), reverse=True)
    for count in (2, 4, len(folders)):
        listed = "".join(f"{folder.name}/{path.name}\n" for folder in folders[:count]
                         for path in sorted(folder.iterdir(), reverse=True))  # fmt: skip
        ended = subprocess.run(
            [sys.executable, "-m", "packager", "batch", "-", "-o", str(out), "--cover", "none",
             "--engine", "local:2", *NAME],
            input=listed, cwd=source, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
    assert books(out) == expected


def test_a_full_disk_ends_it_and_more_room_lets_it_go_on(
    source: Path, expected: dict[str, bytes], small_disk: Path
) -> None:
    room = small_disk / "room"
    room.write_bytes(b"\0" * 2**18)
    out = small_disk / "out"
    ended = batch(source, out, *NAME)
    assert ended.returncode == 5, ended.stderr
    assert "No space left" in ended.stderr or "full" in ended.stderr
    assert all(data in expected.values() for data in books(out).values())
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    ended = batch(source, out, *NAME)
    assert ended.returncode == 0, ended.stderr
    assert books(out) == expected
    assert leftovers(out) == set()


def test_a_folder_made_read_only_half_way_ends_it(
    source: Path, expected: dict[str, bytes], small_disk: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    out = small_disk / "out"
    assert batch(source, out, *NAME, "--limit", "20").returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    ended = batch(source, out, *NAME)
    assert ended.returncode == 5, ended.stderr
    assert "Traceback" not in ended.stderr
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert batch(source, out, *NAME).returncode == 0
    assert books(out) == expected
