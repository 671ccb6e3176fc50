"""Finding: a place where a finished book is not what a rule asks for."""

from __future__ import annotations

from dataclasses import dataclass

from packager.checks.conformance.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place where a book breaks a rule.

    Attributes:
        rule: The rule; it has the number, the severity and the meaning.
        message: What is wrong here, one line, lower case, without a full stop.
        path: The file within the book; empty for the book as a whole.
        line: Line of that file, from 1; 0 where there is none.
        column: Column of that line, from 1; 0 where there is none.
        hint: What to do about it; empty when the meaning of the rule says it.
    """

    rule: Rule
    message: str
    path: str = ""
    line: int = 0
    column: int = 0
    hint: str = ""
