"""Front matter of every form, taken off the text and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.readers.markdown.front_matter import split_header
from packager.readers.markdown.header_facts import HEADER_KEYS


@pytest.mark.parametrize(
    ("text", "form", "values"),
    [
        ("---\ntitle: Snow\ndraft: no\n---\nText", "yaml", {"title": "Snow", "draft": "no"}),
        ("---\ndate: 2024-05-03\nn: 010\n...\nText", "yaml", {"date": "2024-05-03", "n": "010"}),
        ("\n---\n# a comment\ntitle: ~\n---\nText", "yaml", {"title": ""}),
        ("+++\ntitle = 'Snow'\ndate = 2024-05-03\n+++\nText", "toml",
         {"title": "Snow", "date": "2024-05-03"}),
        ('{"title": "Snow", "tags": ["a"]}\nText', "json", {"title": "Snow", "tags": ["a"]}),
        ("% Snow\n  and ice\n% Ann Example; B. Sample\n% May 3, 2024\nText", "pandoc",
         {"title": "Snow and ice", "author": ["Ann Example", "B. Sample"], "date": "May 3, 2024"}),
        ("Title: Snow\nAuthor: Ann\n  Example\n\nText", "lines",
         {"title": "Snow", "author": "Ann Example"}),
    ],
)  # fmt: skip
def test_every_form_is_read_as_text(text: str, form: str, values: dict[str, object]) -> None:
    header, rest = split_header(text, HEADER_KEYS)
    assert header is not None
    assert header.form == form
    assert {key.lower(): value for key, value in header.values.items()} == values
    assert rest.strip() == "Text"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nIt snowed.\n\n---\n\nIt thawed.",
        "---\nIt snowed all day.\n---\n",
        "---\ntitle: never closed\n\nText",
        "***\ntitle: a\n***",
        "Ann: Hello!\nBo: Hi.\n\nText",
        "Title: A story begins.\nIt was cold.\n\nText",
        "% of it",
        "{it: was}\nText",
    ],
)
def test_what_is_no_header_is_text(text: str) -> None:
    header, rest = split_header(text, HEADER_KEYS)
    if text == "% of it":
        assert header is not None
        assert header.values == {"title": "of it"}
    else:
        assert (header, rest) == (None, text)


def test_of_a_broken_header_each_line_is_read_and_the_fault_has_its_line() -> None:
    header, rest = split_header("---\ntitle: Snow: A Tale\nauthor: 'Ann'\n---\nText")
    assert header is not None
    assert header.values == {"title": "Snow: A Tale", "author": "Ann"}
    assert (header.fault != "", header.fault_line) == (True, 2)
    assert rest == "Text"


def test_keys_know_their_lines() -> None:
    header, _ = split_header("---\ntitle: Snow\nsummary: |\n  a\n  b\ntags: [c]\n---\n")
    assert header is not None
    assert header.lines == {"title": 2, "summary": 3, "tags": 6}


def test_references_that_repeat_each_other_are_not_followed_without_end() -> None:
    rows = [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    header, _ = split_header("\n".join(["---", "a: &a [x]", *rows, "title: Snow", "---", ""]))
    assert header is not None
    assert len(str(header.values)) < 100_000


@given(
    st.text(alphabet="-+%{}[]:#'\"&*!|>\n abt=.0", max_size=60),
    st.sampled_from(["---\n", "+++\n", "% ", '{"', ""]),
)
def test_any_text_is_split_without_an_error(text: str, start: str) -> None:
    whole = f"{start}a: {text}\n---\nText" if start == "---\n" else start + text
    header, rest = split_header(whole, HEADER_KEYS)
    assert whole.endswith(rest)
    assert header is None or len(rest) < len(whole)
