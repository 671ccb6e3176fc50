"""Layouts: known by the story and its heading, and not by one of them alone."""

from __future__ import annotations

from packager.diagnostics import Report, Where
from packager.readers.html.site_layouts import SiteLayout, layout_of
from packager.readers.markup.tree import parse_html


def layout(page: str) -> SiteLayout | None:
    return layout_of(parse_html(page, Where("page.html"), Report()))


def test_a_page_with_the_story_and_the_heading_of_a_site_has_its_layout() -> None:
    found = layout('<p class="novel_subtitle">一</p><div id="novel_honbun">文</div>')
    assert found is not None
    assert found.site == "小説家になろう"


def test_a_page_that_borrows_a_name_for_its_text_has_none() -> None:
    assert layout('<h2>One</h2><div id="storytext" class="storytext">Text</div>') is None
    assert layout('<div class="chapter-inner chapter-content"><p>Text</p></div>') is None
