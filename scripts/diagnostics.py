"""Writes docs/diagnostics.md out of the codes packager knows.

Usage::

    .venv/bin/python scripts/diagnostics.py
"""

from __future__ import annotations

from pathlib import Path

from packager.diagnostics import Code, Severity

PAGE = Path(__file__).resolve().parent.parent / "docs" / "diagnostics.md"

_HEAD = """# Diagnostics

What packager says about a story, and what stops it. `scripts/diagnostics.py` writes this page;
`packager explain CODE` says the same on the command line.

| severity | what it means |
|---|---|
| error | the work stopped; nothing was written |
| warning | something was lost, missing or guessed that changes the book; `--strict` refuses it |
| note | a choice was made that you may want otherwise |
| detail | bookkeeping: where each line went; shown with `-v`, by `inspect` and in JSON |

"""

_GROUPS = {
    "P1": "Reading",
    "P2": "Pictures and fonts",
    "P3": "Metadata and options",
    "P4": "Output and EPUB",
    "P5": "PDF",
    "P6": "Devices and network",
    "P7": "Batches",
    "P9": "packager itself",
}


def page() -> str:
    """The page, as Markdown."""
    parts = [_HEAD.rstrip("\n") + "\n"]
    for prefix, title in _GROUPS.items():
        rows = [
            f"| {code.number} | {code.severity.value} | `{code.name}` | {code.meaning} |"
            for code in Code
            if code.number.startswith(prefix)
        ]
        parts.append(
            f"\n## {title}\n\n| code | severity | name | meaning |\n|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "".join(parts)


def main() -> None:
    """Write the page."""
    assert {code.number[:2] for code in Code} == set(_GROUPS)  # noqa: S101
    assert {severity.value for severity in Severity} <= set(_HEAD.split())  # noqa: S101
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
