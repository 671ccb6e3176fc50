"""What a person sees of a batch: lines, a bar, a summary."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from packager.batch.progress import Tally, duration, shown_progress
from packager.batch.task import Failure, Result


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The moment it is."""
        return self.now


def failed(number: int) -> Result:
    return Result(f"{number}\x1b.txt", "failed", error=Failure("P105", 3, "it is binary"))


def test_rate_and_remaining_time_follow_the_last_half_minute() -> None:
    clock = Clock()
    tally = Tally(total=1_000, clock=clock)
    assert tally.remaining is None
    for _ in range(100):
        clock.now += 0.1
        tally.story(Result("a", "done", words=5))
    assert tally.rate == pytest.approx(10, rel=0.02)
    assert tally.remaining == pytest.approx(90, rel=0.02)
    for _ in range(50):
        clock.now += 1
        tally.story(Result("a", "done"))
    assert tally.rate == pytest.approx(1, rel=0.02)
    assert tally.line().startswith("150 of 1,000 stories, 1.0 a second, 14 min")


def test_stories_left_alone_are_no_work() -> None:
    clock = Clock()
    tally = Tally(total=10, clock=clock)
    for _ in range(8):
        tally.story(Result("a", "skipped"))
    clock.now += 2
    tally.story(Result("a", "done"))
    assert tally.rate == pytest.approx(0.5)
    assert tally.remaining == pytest.approx(2)


def test_plain_lines_come_every_few_seconds() -> None:
    clock = Clock()
    stream = io.StringIO()
    tally = Tally(total=100, clock=clock)
    with shown_progress(tally, stream, animated=False) as watcher:
        for number in range(50):
            clock.now += 1
            watcher.story(failed(number))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 5
    assert lines[0] == "10 of 100 stories, 1.0 a second, 90 s left, 10 failed"


def test_the_summary_names_what_failed() -> None:
    clock = Clock()
    tally = Tally(clock=clock)
    tally.story(Result("a", "done", words=12_345))
    tally.story(Result("a", "skipped"))
    tally.unchanged = 1
    for number in range(7):
        tally.story(failed(number))
    clock.now += 4
    lines = tally.summary(resume="run the same command again to go on")
    assert lines[0] == "1 story converted, 12,345 words, in 4.0 s"
    assert lines[1] == "1 story left alone: nothing had changed"
    assert lines[2] == "1 story read and not selected"
    assert lines[3] == "7 stories failed (P105 × 7)"
    assert len(lines) == 4 + 5 + 2
    assert lines[-2] == "  and 2 more, in the report"
    assert lines[-1] == "run the same command again to go on"


def test_a_bar_is_shown_and_taken_back() -> None:
    stream = io.StringIO()
    tally = Tally(total=20)
    with shown_progress(tally, stream, animated=True) as watcher:
        for number in range(10):
            watcher.story(failed(number) if number == 3 else Result("a", "done"))
    shown = stream.getvalue()
    assert "3\\x1b.txt: it is binary [P105]" in shown
    assert shown.count("it is binary") == 1


def test_rich_is_loaded_for_a_terminal_alone() -> None:
    code = (
        "import io, sys\n"
        "from packager.batch.progress import Tally, shown_progress\n"
        "with shown_progress(Tally(), io.StringIO(), animated=False): pass\n"
        "assert 'rich' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0.0 s"), (9.94, "9.9 s"), (12, "12 s"), (200, "3 min 20 s"), (7_500, "2 h 05 min")],
)
def test_a_span_of_time_is_said_as_a_person_would(seconds: float, text: str) -> None:
    assert duration(seconds) == text
