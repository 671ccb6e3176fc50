"""Messages: diagnostics and errors as a person reads them, on standard error.

::

    warning[P302]: title guessed from the file's name: "The Lamp on Gull Rock"
      --> story.txt:35
      hint: name it with --title
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from packager.cli.console import Console
from packager.cli.escape import visible
from packager.diagnostics import Code, Diagnostic, Severity, Where
from packager.errors import PackagerError

ENOUGH = 5
"""So many messages of one code are shown; the rest are counted."""


def show_diagnostics(
    console: Console, found: Iterable[Diagnostic], place: str = "", *, several: bool = False
) -> None:
    """Print what the verbosity lets through, in the order it came.

    Args:
        console: Where to.
        found: What a report collected.
        place: What the user called the source: its path. A diagnostic about the file of that name
            shows it, so that two sources of one name can be told apart.
        several: Whether there are other sources, so that every message has to say whose it is.
    """
    shown: Counter[Code] = Counter()
    left: Counter[Code] = Counter()
    for diagnostic in found:
        if not console.shows(diagnostic.severity):
            continue
        if shown[diagnostic.code] >= ENOUGH and console.verbosity != "verbose":
            left[diagnostic.code] += 1
            continue
        shown[diagnostic.code] += 1
        show(
            console,
            diagnostic.severity.value,
            diagnostic.code.number,
            diagnostic.message,
            where=_place(diagnostic.where, place, several=several),
            hint=diagnostic.hint,
        )
    for code, count in left.items():
        label = console.dress(f"{code.severity.value}[{code.number}]", code.severity.value)
        console.say(f"{label}: and {count} more (-v shows them all)")


def show_error(
    console: Console, error: PackagerError, place: str = "", *, several: bool = False
) -> None:
    """Print what stopped the work; the arguments are those of ``show_diagnostics``."""
    show(
        console,
        Severity.ERROR.value,
        error.code.number,
        error.message,
        where=_place(error.where, place, several=several),
        hint=error.hint,
        excerpt=error.excerpt,
    )


def show(
    console: Console,
    severity: str,
    number: str,
    message: str,
    *,
    where: str = "",
    hint: str = "",
    excerpt: Sequence[str] = (),
) -> None:
    """Print one message; ``number`` is empty for a mistake on the command line itself."""
    label = console.dress(f"{severity}[{number}]" if number else severity, severity)
    console.say(f"{label}: {visible(message)}")
    if where:
        console.say(f"  {console.dress('-->', 'place')} {visible(where)}")
    for line in excerpt:
        console.say(f"      {visible(line)}")
    if hint:
        console.say(f"  {console.dress('hint:', 'hint')} {visible(hint)}")


def _place(where: Where | None, place: str, *, several: bool) -> str:
    """The place as the user would call it: the path given, not only the name at its end."""
    if where is None:
        return place if several else ""
    name = where.name
    if place and place.replace("\\", "/").rsplit("/", 1)[-1] == name:
        name = place
    return str(Where(name, where.line))
