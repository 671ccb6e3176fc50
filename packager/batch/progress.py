"""What a person sees of a batch while it runs, and the summary when it is over.

On a terminal a bar with rate, remaining time and failures so far, by rich; otherwise a plain line
every few seconds. rich is loaded for a terminal alone: it takes longer to load than a small story
to convert.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TextIO

from packager.batch.task import Result

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_BETWEEN_LINES = 10.0
_NAMED = 5
_WINDOW = 30.0
_MINUTE = 60
_HOUR = 3600
_LONG = 120


class Watcher(Protocol):
    """Someone who is told what becomes of each story."""

    def story(self, result: Result) -> None:
        """Take notice of a story that is done, failed or left alone."""


@dataclass(slots=True)
class Tally:
    """What became of the stories so far.

    Attributes:
        total: Stories there are to do; ``None`` while that isn't known.
        clock: Gives seconds that never go back.
        began: When the run began, by that clock.
        statuses: How many are done, failed and skipped: read, and not selected.
        unchanged: Stories there was nothing to do for.
        words: Words of those that are done.
        failures: The first few that failed.
        codes: How many failed with each code.
    """

    total: int | None = None
    clock: Callable[[], float] = time.monotonic
    began: float = 0.0
    statuses: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    words: int = 0
    failures: list[Result] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    _moments: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def story(self, result: Result) -> None:
        """Count a story."""
        self.statuses[result.status] += 1
        if result.status == "done":
            self.words += result.words
        if result.error is not None:
            self.codes[result.error.code] += 1
            if len(self.failures) < _NAMED:
                self.failures.append(result)
        now = self.clock()
        if not self._moments or now - self._moments[-1][0] >= 1:
            self._moments.append((now, self.finished))
            while len(self._moments) > 2 and now - self._moments[0][0] > _WINDOW:  # noqa: PLR2004 - both ends
                del self._moments[0]

    @property
    def finished(self) -> int:
        """Stories that were converted, or failed to be."""
        return self.statuses["done"] + self.statuses["failed"]

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return self.clock() - self.began

    @property
    def rate(self) -> float:
        """Stories a second in the last half minute; 0 while that can't be said."""
        start, count = self._moments[0] if self._moments else (self.began, 0)
        passed = self.clock() - start
        if passed < 1:
            start, count = self.began, 0
            passed = self.seconds
        return (self.finished - count) / passed if passed > 0 else 0.0

    @property
    def remaining(self) -> float | None:
        """Seconds until the end at this rate; ``None`` while that can't be said."""
        if self.total is None or self.rate <= 0:
            return None
        left = self.total - self.finished - self.statuses["skipped"]
        return max(0, left) / self.rate

    def line(self) -> str:
        """How far it is, as one line."""
        at = self.finished + self.statuses["skipped"]
        share = f"{at:,} of {self.total:,}" if self.total is not None else f"{at:,}"
        parts = [f"{share} stories", f"{self.rate:.1f} a second"]
        left = self.remaining
        if left is not None:
            parts.append(f"{duration(left)} left")
        failed = self.statuses["failed"]
        if failed:
            parts.append(f"{failed:,} failed")
        return ", ".join(parts)

    def summary(self, *, resume: str = "") -> tuple[str, ...]:
        """The closing lines: what was made, what was left alone, what failed and why.

        Args:
            resume: How to go on, when the run was ended before its time.
        """
        done, failed, skipped = (self.statuses[one] for one in ("done", "failed", "skipped"))
        lines = [
            f"{_counted(done, 'story', 'stories')} converted, {self.words:,} words, "
            f"in {duration(self.seconds)}"
            + (f" ({done / self.seconds:.1f} a second)" if done > 1 and self.seconds > 1 else "")
        ]
        if self.unchanged:
            left = _counted(self.unchanged, "story", "stories")
            lines.append(f"{left} left alone: nothing had changed")
        if skipped:
            lines.append(f"{_counted(skipped, 'story', 'stories')} read and not selected")
        if failed:
            kinds = ", ".join(f"{code} × {count:,}" for code, count in self.codes.most_common(6))
            lines.append(f"{_counted(failed, 'story', 'stories')} failed ({kinds})")
            lines += [
                f"  {one.key}: {one.error.message} [{one.error.code}]"
                for one in self.failures
                if one.error is not None
            ]
            if failed > len(self.failures):
                lines.append(f"  and {failed - len(self.failures):,} more, in the report")
        if resume:
            lines.append(resume)
        return tuple(lines)


def duration(seconds: float) -> str:
    """A span of time for a person: ``0.4 s``, ``12 s``, ``3 min 20 s``, ``2 h 05 min``."""
    if seconds < 10:  # noqa: PLR2004 - one digit behind the point says enough
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < _LONG:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min {whole % _MINUTE:02} s"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE:02} min"


@contextmanager
def shown_progress(tally: Tally, stream: TextIO, *, animated: bool) -> Iterator[Watcher]:
    """Show how far a batch is while the work within goes on.

    Args:
        tally: Counts the stories.
        stream: Where it is shown: standard error.
        animated: Whether a person watches, and lines may be taken back.
    """
    shown: AbstractContextManager[Watcher] = (
        _bar(tally, stream) if animated else _plain_lines(tally, stream)
    )
    with shown as watcher:
        yield watcher


@dataclass(slots=True)
class _Lines:
    tally: Tally
    stream: TextIO
    last: float

    def story(self, result: Result) -> None:
        self.tally.story(result)
        now = self.tally.clock()
        if now - self.last >= _BETWEEN_LINES:
            self.last = now
            _write(self.stream, self.tally.line())


@contextmanager
def _plain_lines(tally: Tally, stream: TextIO) -> Iterator[Watcher]:
    yield _Lines(tally, stream, tally.clock())


@dataclass(slots=True)
class _Bar:
    tally: Tally
    progress: Progress
    console: Console
    last: float = 0.0

    def story(self, result: Result) -> None:
        self.tally.story(result)
        if result.error is not None and len(self.tally.failures) <= _NAMED:
            known = self.tally.failures[-1] is result
            if known:
                text = f"{result.key}: {result.error.message} [{result.error.code}]"
                self.console.print(_printable(text), markup=False, highlight=False, soft_wrap=True)
        now = self.tally.clock()
        if now - self.last >= 0.1:  # noqa: PLR2004 - an eye sees no more
            self.last = now
            self.refresh()

    def refresh(self) -> None:
        tally = self.tally
        left = tally.remaining
        failed = tally.statuses["failed"]
        self.progress.update(
            self.progress.task_ids[0],
            total=tally.total,
            completed=tally.finished + tally.statuses["skipped"],
            rate=f"{tally.rate:.1f} a second",
            left="" if left is None else f"{duration(left)} left",
            failed=f"{failed:,} failed" if failed else "",
        )


@contextmanager
def _bar(tally: Tally, stream: TextIO) -> Iterator[Watcher]:
    from rich.console import Console  # noqa: PLC0415 - on a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    console = Console(file=stream)
    progress = Progress(
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[left]}"),
        TextColumn("[red]{task.fields[failed]}"),
        console=console,
        transient=True,
    )
    progress.add_task("stories", total=tally.total, rate="", left="", failed="")
    with progress:
        yield _Bar(tally, progress, console)


def _write(stream: TextIO, line: str) -> None:
    try:
        stream.write(_printable(line) + "\n")
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError:
        return  # a full disk behind the stream stops no batch


def _printable(text: str) -> str:
    """The line without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
