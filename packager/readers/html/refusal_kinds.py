"""Kinds of pages that hold no story: what they say, and what to do to get at the story."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind of page.

    Attributes:
        why: What it is, for a message.
        hint: What to do.
        words: What it says, any of these patterns, in lower case with straight apostrophes.
        mark: A selector of an element it has beside the words; empty for none.
        loose: Whether a story may well be called so, or speak so: a page with a line of prose is
            none of this kind then.
    """

    why: str
    hint: str
    words: tuple[str, ...]
    mark: str = ""
    loose: bool = True


_LOG_IN = "log in to the site, open the story and save it again, or use the site's download"

KINDS = (
    Refusal(
        "the work is only for registered users of the archive",
        _LOG_IN,
        (r"only available to registered users",),
        loose=False,
    ),
    Refusal(
        "it is the archive's warning of adult content, not the work behind it",
        "press Proceed and save the page behind it, or use Download: HTML or EPUB",
        (r"this work could have adult content", r"you are willing to see such content"),
        loose=False,
    ),
    Refusal(
        "the work is hidden until its challenge is over",
        "wait until the work is revealed",
        (r"part of an ongoing challenge", r"mystery work", r"will be revealed soon"),
    ),
    Refusal(
        "the work is not there, or hidden by the site",
        "ask the author, or look for the work in your own downloads",
        (
            r"this (?:work|story) (?:has been|is|was) (?:deleted|hidden|removed)",
            r"you don't have permission to (?:view|access) (?:this|the)",
            r"work is under review",
            r"couldn't find the (?:work|story)",
            r"(?:story|chapter|work) (?:is )?not visible",
            r"(?:story|work|chapter) (?:has not been|is not|isn't) published",
            r"(?:fiction|story) is a draft",
        ),
    ),
    Refusal(
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
    Refusal(
        "the story is behind the site's wall of mature content",
        "log in or turn mature stories on, open the story and save it again, or use the download",
        (
            r"you must be (?:over |at least )?(?:18|eighteen)",
            r"are you (?:over |at least )?(?:18|eighteen)",
            r"story (?:has been marked|is rated|contains)(?: as)?(?: having)? (?:adult|mature)",
            r"(?:mature|adult) content warning",
            r"(?:view|enable|viewing) mature",
            r"(?:story|work|chapter) is (?:marked|rated)(?: as)? (?:adult|mature|explicit)",
            r"18\+ only",
            r"confirm your age|age (?:verification|gate)",
        ),
    ),
    Refusal(
        "the chapter is sold by the site, and is not in the page",
        "read it at the site, and convert what the site lets you download",
        (
            r"unlock this (?:story|chapter|episode|part)",
            r"(?:buy|purchase|unlock) (?:(?:this|the) chapter )?(?:to continue reading|with coins)",
            r"this (?:post|chapter) is for (?:paid|paying) (?:members|subscribers|patrons)",
            r"join to unlock|become a (?:member|patron) to (?:read|unlock|continue)",
        ),
    ),
    Refusal(
        "the page says that the story is not there",
        "check the address, or look for the story in your own downloads",
        (
            r"(?:story|chapter|page|work|fiction|thread) (?:was |could )?not (?:be )?found",
            r"(?:fiction|story|thread) you requested could not be found",
            r"(?:couldn't|can't|cannot) find (?:that|this|the) page",
            r"page can't be found",
            r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada",
            r"pagina non trovata|страница не найдена|页面不存在|頁面不存在|ページが見つかりません",
            r"unable to locate story",
            r"(?:story|page) (?:does not|doesn't) exist",
            r"404 (?:error|not found)|error 404|not found \(404\)|410 gone",
            r"the page you (?:were|are|'re) looking for",
            r"this page isn't available",
            r"no such (?:story|page)",
        ),
    ),
    Refusal(
        "the site refuses to show the story",
        _LOG_IN,
        (
            r"403 forbidden|error 403",
            r"access denied|permission denied",
            r"you are not authori[sz]ed",
            r"do(?:n't| not) have permission to (?:view|perform)",
            r"not allowed to view this",
            r"you must be logged[- ]in",
        ),
    ),
    Refusal(
        "the site was out of order when the page was saved",
        "open the story again and save it once it is shown",
        (
            r"50[0234] (?:bad gateway|service unavailable|gateway time-?out)",
            r"internal server error",
            r"service (?:is )?(?:temporarily )?unavailable",
            r"down for maintenance",
            r"error (?:code )?5\d\d",
            r"ssl handshake failed|web server is (?:down|returning an unknown error)",
            r"(?:connection|origin) (?:timed out|is unreachable)|a timeout occurred",
        ),
    ),
    Refusal(
        "it is the site's page for logging in",
        _LOG_IN,
        (
            r"log ?in|sign ?in|password|user ?name",
            r"anmelden|passwort|se connecter|mot de passe|iniciar sesión|contraseña|войти|пароль",
        ),
        mark="input[type=password]",
    ),
)
"""In the order they are asked: the first that fits is told."""

SCRIPTS = Refusal(
    "the page holds no text, only scripts that fetch it",
    "wait until the story is shown, and save the page then, as a complete web page",
    (),
)
LIST = Refusal(
    "it is a list of stories, not one of them",
    "open one of the stories and save its page, or use the site's download",
    (),
)
