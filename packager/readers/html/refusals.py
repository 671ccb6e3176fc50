"""Refusals: pages of sites that hold no story, and what to do to get at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Where
from packager.errors import ReadError
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


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A kind of page.

    Attributes:
        why: What it is, for a message.
        hint: What to do.
        words: What it says, any of these patterns, in lower case with straight apostrophes.
        mark: A selector of an element it has beside the words; empty for none.
    """

    why: str
    hint: str
    words: tuple[str, ...]
    mark: str = ""


_LOG_IN = "log in to the site, open the story and save it again, or use the site's download"

_KINDS = (
    _Refusal(
        "the work is only for registered users of the archive",
        _LOG_IN,
        (r"only available to registered users",),
    ),
    _Refusal(
        "it is the archive's warning of adult content, not the work behind it",
        "press Proceed and save the page behind it, or use Download: HTML or EPUB",
        (r"this work could have adult content", r"you are willing to see such content"),
    ),
    _Refusal(
        "the work is hidden until its challenge is over",
        "wait until the work is revealed",
        (r"part of an ongoing challenge", r"mystery work", r"will be revealed soon"),
    ),
    _Refusal(
        "the work is not there, or hidden by the site",
        "ask the author, or look for the work in your own downloads",
        (
            r"this (?:work|story) (?:has been|is|was) (?:deleted|hidden|removed)",
            r"you don't have permission to (?:view|access) (?:this|the)",
            r"work is under review",
            r"couldn't find the (?:work|story)",
        ),
    ),
    _Refusal(
        "the site asks a browser for patience, and shows no story",
        "open the address in a browser, wait for the story, and save that page",
        (
            r"just a moment",
            r"checking (?:if the site connection is secure|your browser before)",
            r"verify(?:ing)? (?:that )?you are (?:a )?human",
            r"enable javascript and cookies to continue",
            r"attention required! \| cloudflare",
            r"ddos protection by",
            r"performing security verification",
            r"retry later|too many requests|rate limited",
            r"shields are up",
            r"are you a robot|unusual traffic",
        ),
    ),
    _Refusal(
        "the story is behind the site's wall of mature content",
        "log in or turn mature stories on, open the story and save it again, or use the download",
        (
            r"you must be (?:over |at least )?(?:18|eighteen)",
            r"are you (?:over |at least )?(?:18|eighteen)",
            r"story (?:has been marked|is rated|contains)(?: as)?(?: having)? (?:adult|mature)",
            r"(?:mature|adult) content warning",
            r"(?:view|enable) mature",
            r"18\+ only",
            r"confirm your age|age (?:verification|gate)",
        ),
    ),
    _Refusal(
        "the page says that the story is not there",
        "check the address, or look for the story in your own downloads",
        (
            r"(?:story|chapter|page|work) not found",
            r"unable to locate story",
            r"(?:story|page) (?:does not|doesn't) exist",
            r"404 (?:error|not found)|error 404|not found \(404\)|410 gone",
            r"the page you (?:were|are|'re) looking for",
            r"this page isn't available",
            r"no such (?:story|page)",
        ),
    ),
    _Refusal(
        "the site refuses to show the story",
        _LOG_IN,
        (
            r"403 forbidden|error 403",
            r"access denied|permission denied",
            r"you are not authori[sz]ed",
        ),
    ),
    _Refusal(
        "the site was out of order when the page was saved",
        "open the story again and save it once it is shown",
        (
            r"50[0234] (?:bad gateway|service unavailable|gateway time-?out)",
            r"internal server error",
            r"service (?:is )?(?:temporarily )?unavailable",
            r"down for maintenance",
            r"error 5\d\d",
        ),
    ),
    _Refusal(
        "it is the site's page for logging in",
        _LOG_IN,
        (
            r"log ?in|sign ?in|password|user ?name",
            r"anmelden|passwort|se connecter|mot de passe|iniciar sesión|contraseña|войти|пароль",
        ),
        mark="input[type=password]",
    ),
)


def refusal_of(root: LexborNode, where: Where) -> ReadError | None:
    """Why a page holds no story, as the error a reader raises; ``None`` for any other page.

    A page is judged only when it has little text and no paragraphs as stories have them: one that
    merely quotes such words is none of these.

    Args:
        root: The tree of the page.
        where: Its place, for the message.
    """
    body = root.css_first("body") or root
    text = visible_text(body)[: 2 * _LONG_TEXT] if len(body.text()) <= _LONG_TEXT else ""
    if not text or len(text.split()) > _SHORT or _tells(body):
        return None
    title = root.css_first("title")
    said = " ".join(f"{title.text() if title else ''}\n{text}".lower().replace("’", "'").split())
    for kind in _KINDS:
        found = _pattern(kind.words).search(said)
        if found is None or (kind.mark and root.css_first(kind.mark) is None):
            continue
        if not kind.mark and not _is_about(found, said, root):
            continue
        return ReadError(Code.PAGE_NO_STORY, kind.why, where=where, hint=kind.hint)
    return None


def _tells(body: LexborNode) -> bool:
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
        heading = " ".join(node.text().lower().replace("’", "'").split())
        if found.re.search(heading):
            return True
    return len(said.split()) <= _VERY_SHORT


_ABOUT = "title, h1, h2, h3, .notice, .error, .caution, .flash, .message, [role=alert]"
_VERY_SHORT = 120


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))
