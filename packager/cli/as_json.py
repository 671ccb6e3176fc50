"""Values of packager as JSON objects, for programs; the documents are versioned by ``schema``."""

from __future__ import annotations

from packager.diagnostics import Decision, Diagnostic, Where
from packager.errors import PackagerError


def diagnostic_object(found: Diagnostic) -> dict[str, object]:
    """A diagnostic."""
    return {
        "code": found.code.number,
        "name": found.code.name,
        "severity": found.severity.value,
        "message": found.message,
        "where": where_object(found.where),
        "hint": found.hint,
        "removed": found.removed,
    }


def error_object(error: PackagerError) -> dict[str, object]:
    """An error, and the exit code a run with this source alone ends with."""
    return {
        "code": error.code.number,
        "name": error.code.name,
        "severity": error.code.severity.value,
        "message": error.message,
        "where": where_object(error.where),
        "hint": error.hint,
        "exit_code": error.exit_code,
    }


def decision_object(decision: Decision) -> dict[str, object]:
    """Why a line became what it is."""
    return {
        "line": decision.line,
        "became": decision.became,
        "rule": decision.rule,
        "confidence": decision.confidence,
        "text": decision.text,
        "section": decision.section,
    }


def where_object(where: Where | None) -> dict[str, object] | None:
    """A place in a source; ``null`` when it is not known."""
    return None if where is None else {"name": where.name, "line": where.line}
