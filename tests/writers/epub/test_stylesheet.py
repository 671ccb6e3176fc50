"""The theme's stylesheet stays within what every e-reader understands."""

from __future__ import annotations

import re

import pytest

from tests.support.epub_reader import Epub

_REFUSED = {
    "a function": r":[^;{}]*\b(?:calc|min|max|clamp|var|env)\(",
    "a custom property": r"--[a-z]",
    "flex or grid": r"display:\s*(?:inline-)?(?:flex|grid)",
    "a new selector": r":(?:is|where|has|not)\(",
    "an at-rule": r"@(?!charset )",
    "a ratio": r"aspect-ratio",
    "a colour of the page": r"background|(?<![-\w])color:(?!\s*inherit)",
    "an address": r"url\(",
}


def _rules(epub: Epub) -> str:
    """The theme's rules, without comments and without those for an author's own colours."""
    css = epub.files["EPUB/css/story.css"].decode()
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"^\.(?:color|scale)-.*$", "", css, flags=re.MULTILINE)


@pytest.mark.parametrize("construct", _REFUSED)
def test_nothing_an_old_engine_refuses_a_book_for(epub: Epub, construct: str) -> None:
    assert re.findall(_REFUSED[construct], _rules(epub)) == []


def test_readers_set_the_size_and_face_of_the_text(epub: Epub) -> None:
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", _rules(epub)):
        if {"html", "body", "p"} & {part.strip() for part in selectors.split(",")}:
            assert not re.search(r"font|line-height|text-align|justify", declarations)


def test_hidden_stays_hidden_though_blocks_are_shown(epub: Epub) -> None:
    rules = _rules(epub)
    shown = rules.index("display: block")
    assert rules.index("[hidden] { display: none; }") > shown


def test_every_break_is_written_for_old_engines_and_new(epub: Epub) -> None:
    rules = _rules(epub)
    for side in ("before", "after", "inside"):
        old = re.findall(rf"page-break-{side}: (\w+)", rules)
        new = re.findall(rf"(?<!page-)break-{side}: (\w+)", rules)
        assert old == new
        assert "always" not in old


def test_classes_of_the_documents_are_styled_or_structural(epub: Epub) -> None:
    rules = _rules(epub)
    used = {
        name
        for path in epub.spine
        for element in epub.xml(path).iter()
        for name in element.attrib.get("class", "").split()
    }
    styled = set(re.findall(r"\.([a-z][-\w]*)", rules))
    authors_own = {name for name in used if name.startswith(("color-", "scale-"))}
    assert used - styled - authors_own == {"chapter"}
