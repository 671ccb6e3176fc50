"""Accessibility: what is claimed, whether it is so, and what screen readers stumble over."""

from __future__ import annotations

import pytest

from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    CHAPTER,
    PACKAGE,
    Case,
    assert_only,
    both,
    broken,
    chapter,
    found,
    text,
)
from tests.support.epubcheck import EpubCheck

_END = "</metadata>"
_CONFORMS = '<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>'
_HAZARD = '<meta property="schema:accessibilityHazard">none</meta>'
_VISUAL = '<meta property="schema:accessMode">visual</meta>'
_PAGES = (
    '<nav epub:type="page-list" role="doc-pagelist"><ol>'
    '<li><a href="text/chapter-001.xhtml">1</a></li></ol></nav></body>'
)
_NAV = "EPUB/nav.xhtml"

CASES = (
    Case("no hazards", Rule.ACCESSIBILITY_UNSAID, text(PACKAGE, _HAZARD, "")),
    Case("no senses", Rule.ACCESSIBILITY_UNSAID, both(
        text(PACKAGE, _VISUAL, ""),
        text(PACKAGE, '<meta property="schema:accessMode">textual</meta>', ""),
    )),
    Case("a sense nobody has", Rule.ACCESSIBILITY_CLAIM, text(
        PACKAGE, 'accessMode">textual', 'accessMode">lamp')),
    Case("a hazard nobody knows", Rule.ACCESSIBILITY_CLAIM, text(
        PACKAGE, 'accessibilityHazard">none', 'accessibilityHazard">fire')),
    Case("no hazard and one", Rule.ACCESSIBILITY_CLAIM, text(
        PACKAGE, _HAZARD, _HAZARD + _HAZARD.replace("none", "flashing"))),
    Case("pictures nobody sees", Rule.ACCESSIBILITY_CLAIM, text(PACKAGE, _VISUAL, "")),
    Case("conformance without a judge", Rule.ACCESSIBILITY_CLAIM, text(
        PACKAGE, _END, _CONFORMS + _END)),
    Case("a level that is skipped", Rule.HEADING_SKIPPED, chapter("<h3>Oil</h3>")),
    Case("no language", Rule.LANGUAGE_UNSAID, text(CHAPTER, ' lang="en" xml:lang="en"', "")),
    Case("a type without a role", Rule.TYPE_WITHOUT_ROLE, chapter(
        '<aside epub:type="footnote">Oil.</aside>')),
    Case("a table without headers", Rule.TABLE_WITHOUT_HEADERS, chapter(
        "<table><tr><td>Oil</td></tr></table>")),
    Case("pages of no edition", Rule.PAGES_WITHOUT_SOURCE, text(_NAV, "</body>", _PAGES)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_a_book_that_is_hard_to_read_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_calls_it_valid(epubcheck: EpubCheck, case: Case) -> None:
    assert not case.rule.epubcheck
    messages = epubcheck(broken(case))
    assert [one for one in messages if one.severity in {"FATAL", "ERROR"}] == []


def test_alternative_texts_that_are_claimed_and_missing_are_told() -> None:
    change = chapter('<p><img src="../images/cover.jpg"/></p>')
    findings = found(broken(Case("", Rule.ALT_MISSING, change)))
    messages = [one.message for one in findings if one.rule is Rule.ACCESSIBILITY_CLAIM]
    assert "alternativeText is claimed, and 1 of 2 pictures have none" in messages
    assert "text is said to be enough, and pictures have no alternative text" in messages


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Oil</h2><h3>Wick</h3><h2>Glass</h2>",
        '<aside epub:type="footnote" role="doc-footnote">Oil.</aside>',
        '<p><a epub:type="noteref" role="doc-noteref" href="chapter-002.xhtml">1</a></p>',
        '<table role="presentation"><tr><td>Oil</td></tr></table>',
        "<table><tr><th>Oil</th><td>1</td></tr></table>",
        '<p epub:type="bridgehead">A type that no role says.</p>',
    ],
)
def test_what_a_screen_reader_follows_is_not_accused(markup: str) -> None:
    assert found(broken(Case("", Rule.HEADING_SKIPPED, chapter(markup)))) == ()


def test_a_book_that_is_certified_may_say_that_it_conforms() -> None:
    certified = f'{_CONFORMS}<meta property="a11y:certifiedBy">Mira Vale</meta>{_END}'
    case = Case("", Rule.ACCESSIBILITY_CLAIM, text(PACKAGE, _END, certified))
    assert found(broken(case)) == ()


def test_a_link_to_a_landmark_needs_no_role() -> None:
    assert found(broken(Case("", Rule.TYPE_WITHOUT_ROLE, lambda _: None))) == ()
