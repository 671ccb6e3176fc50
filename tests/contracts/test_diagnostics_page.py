"""docs/diagnostics.md says what the code says."""

from __future__ import annotations

import runpy
from pathlib import Path

from packager.diagnostics import Code

ROOT = Path(__file__).parent.parent.parent


def test_the_page_is_as_the_generator_writes_it() -> None:
    generator = runpy.run_path(str(ROOT / "scripts" / "diagnostics.py"))
    page = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")
    assert page == generator["page"](), "run scripts/diagnostics.py"


def test_each_code_stands_there_once_and_in_order() -> None:
    page = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")
    rows = [
        line.split(" | ")[0].strip("| ") for line in page.splitlines() if line.startswith("| P")
    ]
    assert rows == [code.number for code in Code]
    assert len(set(rows)) == len(rows)
