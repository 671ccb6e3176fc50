"""Without Pango there is no PDF; the EPUB is as good as ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packager.cli.main import run
from packager.diagnostics import Code
from packager.errors import DependencyError

STORY = Path(__file__).parent.parent.parent / "examples" / "banka-bez-pidpysu"


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DependencyError(Code.PANGO_MISSING, "gone", hint="run: apt-get install libpango")

    monkeypatch.setattr("packager.writers.pdf.composing.load_engine", gone)


@pytest.mark.usefixtures("no_pango")
def test_both_formats_write_the_epub_and_end_with_6(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source,) = STORY.glob("*.txt")
    story = Path(shutil.copy(source, tmp_path))
    code = run(["convert", str(story), "-t", "pdf", "-t", "epub", "-o", str(tmp_path)])
    said = capsys.readouterr()
    assert code == 6
    assert said.out.split() == [str(story.with_suffix(".epub"))]
    assert "apt-get install libpango" in said.err
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".epub", ".txt"]


@pytest.mark.usefixtures("no_pango")
def test_a_pdf_alone_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["convert", str(STORY), "-t", "pdf", "-o", str(tmp_path)])
    assert code == 6
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []
