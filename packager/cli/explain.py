"""``packager explain``: what the code of a message means."""

from __future__ import annotations

from typing import Any

import click

from packager.cli.command import Command
from packager.cli.console import result, result_json
from packager.cli.options import Misused, speaking_options
from packager.cli.suggest import did_you_mean
from packager.diagnostics import Code, Severity

_CONSEQUENCE = {
    Severity.ERROR: "An error: the work stops, and nothing is written.",
    Severity.WARNING: "A warning: the book is made; with --strict it is not.",
    Severity.NOTE: "A note: packager chose for you, and you may want another choice.",
    Severity.DETAIL: "A detail: shown with -v, and by packager inspect.",
}


@click.command(
    cls=Command,
    name="explain",
    examples=(
        ("packager explain P302", "what a title that was guessed is about"),
        ("packager explain", "every code there is"),
    ),
)
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@speaking_options(hidden=True)
def command(code: str | None, *, as_json: bool) -> None:
    """Explain the code of a message, or list all codes."""
    chosen = tuple(Code) if code is None else (_code(code),)
    if as_json:
        result_json({"codes": [_as_object(found) for found in chosen]})
    elif code is None:
        for found in chosen:
            result(f"{found.number}  {found.severity.value:<7}  {found.meaning}")
    else:
        (found,) = chosen
        result(f"{found.number} ({found.name.lower().replace('_', '-')})")
        result(found.meaning)
        result(_CONSEQUENCE[found.severity])


def _code(asked: str) -> Code:
    """The code of this number or name, however it is written: ``P302``, ``warning[P302]``."""
    plain = asked.rpartition("[")[2].strip("[] ").upper().replace("-", "_")
    found = next((code for code in Code if plain in {code.number, code.name}), None)
    if found is None:
        numbers = [code.number for code in Code]
        names = [code.name for code in Code]
        raise Misused(
            f"there is no code {asked!r}",
            did_you_mean(plain, numbers + names, "packager explain lists them"),
        )
    return found


def _as_object(code: Code) -> dict[str, Any]:
    return {
        "code": code.number,
        "name": code.name,
        "severity": code.severity.value,
        "meaning": code.meaning,
    }
