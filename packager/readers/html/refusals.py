"""Refusals: pages of sites that hold no story, and what to do to get at it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Where
from packager.errors import ReadError
from packager.readers.html.page_nodes import words_of
from packager.readers.html.refusal_kinds import KINDS, LIST, SCRIPTS, Refusal
from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SHORT = 600
"""Words above which a page has a story, whatever it quotes."""

_LONG_TEXT = 200_000
"""Characters above which not even the scripts of a page leave room for that."""

_STORY_PARAGRAPHS = 4
_LONG_PARAGRAPH = 25
"""Words of a paragraph that tells something; warnings are written in shorter ones."""

_TELLING_LINE = 12
"""Words from which a line that names nothing of a site's is prose."""

_BLURBS = 2
"""Blurbs from which a page is a list of works."""


def refusal_of(root: LexborNode, where: Where) -> ReadError | None:
    """Why a page holds no story, as the error a reader raises; ``None`` for any other page.

    A page is judged only when it has little text and no paragraphs as stories have them: one that
    merely quotes such words is none of these.

    Args:
        root: The tree of the page.
        where: Its place, for the message.
    """
    if len(root.css("li.work.blurb, div.z-list")) >= _BLURBS and not root.css_first("#workskin"):
        return _error(LIST, where)
    body = root.css_first("body") or root
    if len(body.text()) > _LONG_TEXT:
        return None
    text = visible_text(body)[: 2 * _LONG_TEXT]
    empty = not text.strip() and body.css_first("img") is None
    if empty:
        text = "\n".join(node.text() for node in root.css("noscript"))
    if len(text.split()) > _SHORT or _has_story(body):
        return None
    title = root.css_first("title")
    said = _unquoted(_plain(f"{title.text() if title else ''}\n{text}"))
    tells = any(_is_prose(line) for line in _lines(body))
    for kind in KINDS:
        found = _pattern(kind.words).search(said)
        if found is None or (kind.mark and root.css_first(kind.mark) is None):
            continue
        if (kind.loose and tells) or (not kind.mark and not _is_about(found, said, root)):
            continue
        return _error(kind, where)
    return _error(SCRIPTS, where) if empty and root.css_first("script, noscript") else None


def _error(kind: Refusal, where: Where) -> ReadError:
    return ReadError(Code.PAGE_NO_STORY, kind.why, where=where, hint=kind.hint)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _unquoted(text: str) -> str:
    """A text without what somebody in it says: a site doesn't quote itself."""
    return _quoted().sub(" ", text)


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"“[^”]{0,400}”|\"[^\"]{0,400}\"|«[^»]{0,400}»|「[^」]{0,400}」")


@cache
def _sites() -> re.Pattern[str]:
    """Words that sites use of themselves, their pages and their readers."""
    return re.compile(
        r"\b(?:accounts?|address|administrators?|archive|browsers?|chapters?|cloudflare|cookies?"
        r"|deleted|e-?mail|errors?|fictions?|ip|javascript|links?|log(?:ged)? ?in|mature|network"
        r"|members?|moderators?|pages?|password|permission|publish(?:ed)?|readers?|registered|removed"
        r"|requested|search|security|servers?|settings|sites?|stor(?:y|ies)|ssl|url|users?"
        r"|visitors?|website|works?)\b"
    )


def _lines(body: LexborNode) -> list[str]:
    """The paragraphs of a page; of one that has none, the lines."""
    found = [words_of(node) for node in body.css("p, blockquote, li, td, dd")]
    return found if body.css_first("p") else [*found, *visible_text(body).splitlines()]


def _is_prose(line: str) -> bool:
    """Whether a line is one of a story's: somebody speaks, or it is long and of no site."""
    text = _plain(line)
    if text[:1] in {"“", "«", "„", "「", "–", "—", '"'}:
        return True
    return len(text.split()) >= _TELLING_LINE and _sites().search(_unquoted(text)) is None


def _has_story(body: LexborNode) -> bool:
    """Whether a page has paragraphs that tell something, in the number only a story has."""
    long = (
        node
        for node in body.css("p, blockquote, article > div")
        if len(node.text().split()) >= _LONG_PARAGRAPH
    )
    return sum(1 for _ in long) >= _STORY_PARAGRAPHS


def _is_about(found: re.Match[str], said: str, root: LexborNode) -> bool:
    """Whether a page is about what it says, and does not just mention it: by title or brevity."""
    for node in root.css(_ABOUT):
        if found.re.search(_plain(node.text())):
            return True
    return len(said.split()) <= _VERY_SHORT


_ABOUT = "title, h1, h2, h3, .notice, .error, .caution, .flash, .message, [role=alert]"
_VERY_SHORT = 120


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))
