"""``packager inspect``: the structure of a source, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from packager.book.blocks import Division, Paragraph, SceneBreak
from packager.book.book import AuthorNote, Book
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Role, Section
from packager.cli.main import run
from packager.cli.structure import (
    NoteFacts,
    SectionFacts,
    book_notes,
    section_facts,
    title_page_facts,
    title_page_object,
)

BOOK = Book(
    metadata=Metadata(
        title="The Lamp",
        creators=(Creator("Ann"), Creator("B. Bee")),
        series=Series("Low Water", 2.0),
    ),
    body=(
        Section(
            id="part-1",
            role=Role.PART,
            number=1,
            title="Dusk",
            children=(
                Section(
                    id="chapter-1",
                    number=1,
                    blocks=(
                        Paragraph(("It was dark.",)),
                        SceneBreak("* * *"),
                        Division((Paragraph(("So it stayed.",)), SceneBreak())),
                    ),
                ),
            ),
        ),
    ),
    notes=(
        AuthorNote(section="chapter-1", position="after", blocks=(Paragraph(("Thank you.",)),)),
        AuthorNote(section="", position="before", blocks=(Paragraph(("Hello there, you.",)),)),
    ),
)


def test_sections_are_counted_each_by_itself() -> None:
    part, chapter = section_facts(BOOK)
    assert part == SectionFacts(
        depth=0,
        role="part",
        number=1,
        title="Dusk",
        paragraphs=0,
        words=0,
        scene_breaks=0,
        notes=(),
    )
    assert chapter == SectionFacts(
        depth=1,
        role="chapter",
        number=1,
        title="",
        paragraphs=2,
        words=6,
        scene_breaks=2,
        notes=(NoteFacts(position="after", paragraphs=1, words=2),),
    )
    assert book_notes(BOOK) == (NoteFacts(position="before", paragraphs=1, words=3),)


def test_only_what_is_known_is_shown_and_every_key_is_told() -> None:
    assert title_page_facts(BOOK) == (
        ("title", "The Lamp"),
        ("author", "Ann, B. Bee"),
        ("series", "Low Water, 2"),
    )
    told = title_page_object(BOOK)
    assert told["creators"] == [{"name": "Ann", "role": "aut"}, {"name": "B. Bee", "role": "aut"}]
    assert told["series"] == {"name": "Low Water", "number": 2.0}
    assert told["published"] is None
    assert told["tags"] == []


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("tide.txt").write_text(
        " \t\tDescription\n\nA bell.\n\n The tide came in.\n* * *\nIt went out.\n"
        "\t\t\tAuthor's Notes: \n\nThank you.\n",
        "utf-8",
    )
    return "tide.txt"


def test_inspecting_writes_nothing(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", story]) == 0
    assert [path.name for path in Path().iterdir()] == [story]
    said = capsys.readouterr()
    assert "chapter" in said.out
    assert "author's note after the text: 1 paragraph, 2 words" in said.out
    assert "1 scene break\n" in said.out
    assert "warning[P303]" in said.err


def test_explaining_names_the_rule_of_every_line(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", story, "--json", "-q"]) == 0
    decisions = json.loads(capsys.readouterr().out)["decisions"]
    assert run(["inspect", story, "--explain", "-q"]) == 0
    shown = capsys.readouterr().out
    assert len(decisions) >= 4
    for decision in decisions:
        line = f"{decision['line']:>4}  {decision['became']} ({decision['confidence']:.2f}): "
        assert line + decision["rule"] in shown


def test_json_is_versioned_and_complete(story: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", story, "--json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 1
    assert told["reader"] == "fimtext"
    assert told["cover"] is None
    (chapter,) = told["sections"]
    assert (chapter["paragraphs"], chapter["scene_breaks"]) == (2, 1)
    assert told["words"] == chapter["words"] == 7
    assert {found["code"] for found in told["diagnostics"]} >= {"P302", "P303", "P113"}


def test_what_was_found_before_an_error_is_told_too(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(story).write_text(" \t\tDescription\n\n\x07\n\t\t\tAuthor's Notes: \n\nOnly.\n", "utf-8")
    assert run(["inspect", story]) == 3
    said = capsys.readouterr().err
    assert said.index("warning[P112]") < said.index("error[P110]")
