"""``packager inspect``: the structure of a source, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import replace
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
        id="part-1",
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
        id="chapter-1",
        depth=1,
        role="chapter",
        number=1,
        title="",
        paragraphs=2,
        words=6,
        scene_breaks=2,
        notes=(NoteFacts(kind="note", position="after", paragraphs=1, words=2),),
    )
    assert book_notes(BOOK) == (NoteFacts(kind="note", position="before", paragraphs=1, words=3),)


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


def test_what_sites_say_of_a_story_is_shown_and_told() -> None:
    metadata = Metadata(
        title="The Lamp",
        creators=(Creator("Ann"), Creator("Cy", "trl")),
        fandoms=("The Tempest",),
        characters=("Miranda", "Caliban"),
        relationships=("Ferdinand/Miranda",),
        warnings=("Shipwreck",),
        status="incomplete",
        words=12_345,
        chapters=3,
        planned=7,
        direction="rtl",
        vertical=True,
    )
    book = replace(BOOK, metadata=metadata)
    assert title_page_facts(book) == (
        ("title", "The Lamp"),
        ("author", "Ann"),
        ("others", "Cy"),
        ("fandoms", "The Tempest"),
        ("relationships", "Ferdinand/Miranda"),
        ("characters", "Miranda, Caliban"),
        ("warnings", "Shipwreck"),
        ("status", "incomplete"),
        ("appeared", "3 of 7 chapters"),
        ("length", "12,345 words, says the source"),
        ("direction", "rtl"),
        ("lines", "from top to bottom"),
    )
    told = title_page_object(book)
    assert told["characters"] == ["Miranda", "Caliban"]
    assert (told["words"], told["chapters"], told["planned_chapters"]) == (12_345, 3, 7)
    assert (told["status"], told["vertical"]) == ("incomplete", True)


@pytest.mark.parametrize(
    ("chapters", "planned", "shown"),
    [(1, None, "1 chapter"), (2, None, "2 chapters"), (None, 5, "of 5 chapters")],
)
def test_chapters_are_counted_as_far_as_they_are_known(
    chapters: int | None, planned: int | None, shown: str
) -> None:
    book = replace(BOOK, metadata=Metadata(chapters=chapters, planned=planned))
    assert ("appeared", shown) in title_page_facts(book)


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


# --- who reads it ------------------------------------------------------------------------------


def test_the_reader_is_named_with_its_reason_and_with_v_the_others(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", story]) == 0
    short = capsys.readouterr().out.splitlines()
    assert run(["inspect", story, "-v"]) == 0
    long = capsys.readouterr().out.splitlines()
    assert run(["inspect", story, "--json", "-q"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert short[1].endswith(f": {told['why']}")
    assert len(told["other_readers"]) > 3
    extra = [line for line in long if line not in short]
    assert len(extra) == len(told["other_readers"])
    for line, other in zip(extra, told["other_readers"], strict=True):
        assert line.strip() == (
            f"{other['reader']}, confidence {other['confidence']:.2f}: {other['why']}"
        )


# --- the plan ----------------------------------------------------------------------------------


def test_a_plan_is_written_once_and_read_from_then_on(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", story, "--plan", "plan.toml"]) == 0
    said = capsys.readouterr()
    assert said.err.endswith("the plan was written to plan.toml\n")
    written = Path("plan.toml").read_text("utf-8")
    Path("plan.toml").write_text(written.replace('title = ""', 'title = "Ebb"'), "utf-8")
    edited = Path("plan.toml").read_bytes()
    assert run(["inspect", story, "--plan", "plan.toml"]) == 0
    said = capsys.readouterr()
    assert "chapter: Ebb" in said.out
    assert "as the plan says" in said.out
    assert said.err.endswith("built to the plan plan.toml\n")
    assert Path("plan.toml").read_bytes() == edited


def test_a_plan_that_can_not_be_written_is_refused_before_the_work(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", story, "--plan", "nowhere/plan.toml"]) == 5
    assert capsys.readouterr().out == ""


def test_a_plan_of_another_source_is_refused(
    story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", story, "--plan", "plan.toml", "-q"]) == 0
    Path(story).write_text("It was all different.\n" * 3, "utf-8")
    capsys.readouterr()
    assert run(["inspect", story, "--plan", "plan.toml"]) == 2
    said = capsys.readouterr().err
    assert "error[P133]: the plan is of another source, or 'tide.txt' has changed" in said
    assert "--> plan.toml" in said


@pytest.mark.parametrize("words", [("--plan", ""), ("--chapter-regex", "")])
def test_an_empty_value_is_refused(
    story: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["inspect", story, *words]) == 2
    assert "empty" in capsys.readouterr().err
