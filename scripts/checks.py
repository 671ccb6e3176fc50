"""Writes docs/checks.md out of the rules of ``packager check``.

Usage::

    .venv/bin/python scripts/checks.py
"""

from __future__ import annotations

from pathlib import Path

from packager.checks.conformance.rule import Rule

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checks.md"

_HEAD = """# What packager check asks

`packager check FILE...` holds finished books against EPUB 3.3, EPUB 2.0.1 and PDF, and with
`--profile` against what families of e-readers ask for besides. It runs in its own process and needs
no Java; `--epubcheck` asks [EPUBCheck](https://www.w3.org/publishing/epubcheck/) as well.
`scripts/checks.py` writes this page; `packager explain CODE` says the same on the command line.

| weight | what it means |
|---|---|
| error | the book is not valid: a reading system may refuse it, and shops do; the exit code is 1 |
| warning | the book is valid and will not be shown well somewhere; `--strict` fails on it |
| advice | it could be better; shown with `-v`, and in JSON and SARIF |

The last column is what EPUBCheck calls the same thing. The tests hold both against each other on
the test books of the W3C and of EPUBCheck, and on books with one fault each.
"""

_GROUPS = {
    "P80": "Container",
    "P81": "Package document",
    "P82": "Navigation",
    "P83": "Links, ids, languages",
    "P84": "Content documents",
    "P85": "Pictures",
    "P86": "Style sheets and fonts",
    "P87": "Accessibility and metadata",
    "P88": "E-readers",
    "P89": "PDF",
}


def page() -> str:
    """The page, as Markdown."""
    parts = [_HEAD]
    for prefix, title in _GROUPS.items():
        rows = [_row(rule) for rule in in_order() if rule.number.startswith(prefix)]
        parts.append(
            f"\n## {title}\n\n| rule | weight | what it asks for | EPUBCheck |\n|---|---|---|---|\n"
            + "\n".join(rows)
            + "\n"
        )
    return "".join(parts)


def in_order() -> list[Rule]:
    """The rules by number."""
    return sorted(Rule, key=lambda rule: rule.number)


def _row(rule: Rule) -> str:
    theirs = ", ".join(rule.epubcheck)
    return f"| {rule.number} | {rule.weight.value} | [{rule.meaning}]({rule.source}) | {theirs} |"


def main() -> None:
    """Write the page."""
    assert {rule.number[:3] for rule in Rule} <= set(_GROUPS)  # noqa: S101
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
