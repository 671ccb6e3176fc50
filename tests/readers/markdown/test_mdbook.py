"""The dialect ``mdbook``: chapters listed in ``SUMMARY.md``."""

from __future__ import annotations

import pytest

from packager.book.book import Book
from packager.book.metadata import Creator
from packager.book.walk import sections, text_of
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.markdown.mdbook import READER
from packager.readers.markdown.summary import Entry, read_summary
from packager.request import Request
from packager.sources.archive import natural
from packager.sources.sample import sample_of
from packager.sources.source import Source

SUMMARY = """# Summary

[Foreword](foreword.md)

# The Land {#land}

- [Snow](land/snow.md)
    - [Chapter 1 - Ice](land/ice.md)
    - [Chapter 2 - *Thaw*]()
- [Gone](land/gone.md)

# The Sea

1. [Fog](sea.md#top)

# Licences

- [CC0](cc0.md)

---

[Thanks](thanks.md)
"""

FILES = {
    "book.toml": '[book]\ntitle = "Winter"\nauthors = ["Ann Example"]\nlanguage = "en"\n'
    'description = "It snows."\n',
    "src/SUMMARY.md": SUMMARY,
    "src/foreword.md": "# Before\n\nRead on: [ice](land/ice.md). !{#copyright}\n",
    "src/land/snow.md": "# Snow {#snow}\n\nIt snowed.\n\n{{#include ../shared/song.md}}\n",
    "src/land/ice.md": "It froze. {{#title Other}} \\{{#include x}}\n\n"
    '<iframe src="https://a.b/" title="A film"></iframe>\n',
    "src/sea.md": "{{#include missing.md}}\n\nFog [back](land/snow.md).\n",
    "src/cc0.md": "# CC0\n\nDo as you like.\n",
    "src/thanks.md": "Thank you.\n",
    "src/shared/song.md": "<!-- ANCHOR: song -->\nLa *la*.\n",
}


def folder(files: dict[str, str]) -> Source:
    data = {name: text.encode() for name, text in files.items()}
    return Source(
        name="winter", data=b"", neighbour=data.get, names=tuple(sorted(data, key=natural))
    )


def read(files: dict[str, str]) -> tuple[Book, Report]:
    report = Report()
    given = folder(files)
    book = READER.read(given, Request(), report)
    assert account(READER.visible(given), book, Report(diagnostics=[*report.diagnostics])) == ()
    return book, report


def test_the_list_of_chapters_is_the_structure() -> None:
    book, report = read(FILES)
    assert [(s.role.value, s.number, s.title) for s in sections(book)] == [
        ("preface", None, "Before"),
        ("part", None, "The Land"),
        ("chapter", None, "Snow"),
        ("chapter", 1, "Ice"),
        ("part", None, "The Sea"),
        ("chapter", None, "Fog"),
        ("appendix", None, "CC0"),
        ("appendix", None, "Thanks"),
    ]
    metadata = book.metadata
    assert (metadata.title, metadata.creators) == ("Winter", (Creator("Ann Example"),))
    assert (metadata.language, text_of(metadata.description)) == ("en", "It snows.")
    differ = [d.message for d in report.diagnostics if d.code is Code.CONTENTS_DIFFER]
    assert any("Chapter 2 - Thaw" in message for message in differ)
    assert any("land/gone.md" in message for message in differ)
    assert any("missing.md" in message for message in differ)


def test_directives_are_done_or_taken_away() -> None:
    book, report = read(FILES)
    snow, ice = book.body[0].children
    assert text_of(snow.blocks) == "It snowed.\nLa la."
    assert text_of(ice.blocks).split() == ["It", "froze.", "{{#include", "x}}", "A", "film"]
    removed = "\n".join(said.removed for said in report.diagnostics)
    assert "!{#copyright}" in removed
    assert "{{#title Other}}" in removed


def test_the_folder_of_the_texts_alone_is_enough() -> None:
    inner = {name.removeprefix("src/"): text for name, text in FILES.items() if name != "book.toml"}
    book, _ = read(inner)
    assert len(book.body) == 2
    given = folder(inner)
    assert READER.sniff(given, sample_of(given))[0] == 0.9
    assert READER.sniff(folder(FILES), sample_of(folder(FILES)))[0] == 0.97


def test_a_folder_without_a_list_of_chapters_is_none() -> None:
    given = folder({"a.md": "x", "SUMMARY.md": "It snows, in short."})
    assert READER.sniff(given, sample_of(given))[0] == 0.0
    given = folder({"a.md": "x"})
    assert READER.sniff(given, sample_of(given))[0] == 0.0
    with pytest.raises(ReadError):
        READER.read(given, Request(), Report())


def test_a_broken_book_toml_is_left_out() -> None:
    book, report = read(FILES | {"book.toml": "[book\ntitle ="})
    assert book.metadata.title == ""
    assert Code.HEADER_IGNORED in {said.code for said in report.diagnostics}


def test_files_that_include_one_another_end() -> None:
    files = {
        "SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n",
        "a.md": "a {{#include b.md}}",
        "b.md": "b {{#include a.md}}",
    }
    book, _ = read(files)
    assert text_of(book.body[0].blocks).split() == ["a", "b"] * 3


@pytest.mark.parametrize(
    ("argument", "text"),
    [(":2", "two"), (":2:3", "two three"), (":3:", "three four"), (":x", "three"), (":zz", "")],
)
def test_a_part_of_a_file_may_be_included(argument: str, text: str) -> None:
    files = {
        "SUMMARY.md": "- [A](a.md)\n- [B](b.md)\n",
        "a.md": f"# A\n\n[{{{{#include b.md{argument}}}}}]",
        "b.md": "one\ntwo\nthree\nfour" if argument != ":x" else "ANCHOR: x\nthree\nANCHOR_END: x",
    }
    book = READER.read(folder(files), Request(), Report())
    assert text_of(book.body[0].blocks) == f"[{text}]"


def test_the_lines_of_a_summary() -> None:
    found = [(e.kind, e.title, e.path, e.depth) for e in read_summary(SUMMARY)]
    assert found == [
        ("title", "Summary", "", 0),
        ("prefix", "Foreword", "foreword.md", 0),
        ("part", "The Land", "", 0),
        ("chapter", "Snow", "land/snow.md", 0),
        ("chapter", "Chapter 1 - Ice", "land/ice.md", 1),
        ("chapter", "Chapter 2 - Thaw", "", 1),
        ("chapter", "Gone", "land/gone.md", 0),
        ("part", "The Sea", "", 0),
        ("chapter", "Fog", "sea.md", 0),
        ("part", "Licences", "", 0),
        ("chapter", "CC0", "cc0.md", 0),
        ("separator", "", "", 0),
        ("suffix", "Thanks", "thanks.md", 0),
    ]
    assert list(read_summary('- [A \\[x\\]](<a b.md> "t")\nwords')) == [
        Entry("chapter", 1, "A [x]", "a b.md", 0, '- [A \\[x\\]](<a b.md> "t")'),
        Entry("other", 2, text="words"),
    ]
