"""``packager explain``: what the code of a message means, and what a rule of ``check`` asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from packager.checks.conformance.rule import Rule, Weight
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
_JUDGEMENT = {
    Weight.ERROR: "An error of packager check: a book that breaks this rule is not valid.",
    Weight.WARNING: "A warning of packager check: the book is valid, and some reader shows it ill.",
    Weight.ADVICE: "Advice of packager check: nobody refuses such a book; shown with -v.",
}


@click.command(
    cls=Command,
    name="explain",
    examples=(
        ("packager explain P302", "what a title that was guessed is about"),
        ("packager explain P816", "what a rule of packager check asks for"),
        ("packager explain", "every code there is"),
    ),
)
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@speaking_options(hidden=True)
def command(code: str | None, *, as_json: bool) -> None:
    """Explain the code of a message, or list all codes.

    Codes that begin with P8 are rules of packager check, and are answered with what the standard
    asks for, and what EPUBCheck calls it.
    """
    chosen = (*Code, *sorted(Rule, key=_number)) if code is None else (_code(code),)
    if as_json:
        result_json(
            {
                "codes": [_as_object(found) for found in chosen if isinstance(found, Code)],
                "rules": [_rule_as_object(found) for found in chosen if isinstance(found, Rule)],
            }
        )
    elif code is None:
        for found in sorted(chosen, key=_number):
            grade = found.severity if isinstance(found, Code) else found.weight
            result(f"{found.number}  {grade.value:<7}  {found.meaning}")
    else:
        for line in _explained(chosen[0]):
            result(line)


def _number(found: Code | Rule) -> str:
    return found.number


def _explained(found: Code | Rule) -> Iterator[str]:
    yield f"{found.number} ({found.name.lower().replace('_', '-')})"
    yield found.meaning
    if isinstance(found, Code):
        yield _CONSEQUENCE[found.severity]
        return
    yield _JUDGEMENT[found.weight]
    if found.epubcheck:
        yield f"EPUBCheck calls it {', '.join(found.epubcheck)}."
    yield found.source


def _code(asked: str) -> Code | Rule:
    """What has this number or name, however it is written: ``P302``, ``warning[P302]``."""
    plain = asked.rpartition("[")[2].strip("[] ").upper().replace("-", "_")
    known: tuple[Code | Rule, ...] = (*Code, *Rule)
    found = next((one for one in known if plain in {one.number, one.name}), None)
    if found is None:
        names = [name for one in known for name in (one.number, one.name)]
        raise Misused(
            f"there is no code {asked!r}",
            did_you_mean(plain, names, "packager explain lists them"),
        )
    return found


def _as_object(code: Code) -> dict[str, Any]:
    return {
        "code": code.number,
        "name": code.name,
        "severity": code.severity.value,
        "meaning": code.meaning,
    }


def _rule_as_object(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.number,
        "name": rule.name,
        "weight": rule.weight.value,
        "meaning": rule.meaning,
        "source": rule.source,
        "epubcheck": list(rule.epubcheck),
    }
