"""Pages that hold no story are refused with a reason; stories that quote such words are not."""

from __future__ import annotations

import pytest

from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.html.refusals import refusal_of
from packager.readers.markup.tree import parse_html

CHROME = "<header><a href=/>Archive</a> <a href=/works>Works</a></header>"

REGISTERED = f"""{CHROME}<div id=main><h2 class=landmark>Error</h2><p>This work is only available to
registered users of the Archive. If you already have an account, log in now.</p>
<form><input type=password></form></div>"""

ADULT = f"""{CHROME}<p class='caution notice'>This work could have adult content. If you continue,
you have agreed that you are willing to see such content.</p><a href=x>Yes, Continue</a>"""

CHALLENGE = f"""{CHROME}<p class=notice>This work is part of an ongoing challenge and will be
revealed soon!</p>"""

CLOUDFLARE = """<title>Just a moment...</title><h1>fiction.example</h1><h2>Performing security
verification</h2><p>This website uses a security service.</p>"""

MATURE = """<title>Story</title><h1>Mature content warning</h1><p>This story has been marked as
having adult content. Please click below to confirm you are over 18.</p>"""

NOT_FOUND = """<title>FanFiction</title><span class=gui_warning>Story Not Found<hr>Unable to locate
story. Code 1.</span>"""

LOGIN = """<title>Harbour Tales</title><form><label>Username<input></label><label>Password
<input type=password></label><button>Log in</button></form>"""

PAGES = {
    "registered": (REGISTERED, "registered users"),
    "adult": (ADULT, "adult content"),
    "challenge": (CHALLENGE, "challenge"),
    "cloudflare": (CLOUDFLARE, "patience"),
    "later": ("Retry later\n", "patience"),
    "mature": (MATURE, "mature"),
    "story not found": (NOT_FOUND, "not there"),
    "404": ("<title>404 Not Found</title><h1>Not Found</h1><p>nginx</p>", "not there"),
    "403": ("<title>403 Forbidden</title><h1>Forbidden</h1>", "refuses"),
    "502": ("<title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>", "out of order"),
    "login": (LOGIN, "logging in"),
}

PARAGRAPH = (
    "<p>“Page not found,” the terminal said, and Mara laughed, because the harbour office had "
    "given her a password and a user name and then, as always, access denied and nothing.</p>"
)


def refused(html: str) -> ReadError | None:
    return refusal_of(parse_html(html, Where("page.html"), Report()), Where("page.html"))


@pytest.mark.parametrize(("html", "reason"), PAGES.values(), ids=PAGES)
def test_a_page_without_a_story_is_refused_with_its_reason(html: str, reason: str) -> None:
    error = refused(html)
    assert error is not None
    assert error.code is Code.PAGE_NO_STORY
    assert error.exit_code == 3
    assert reason in error.message
    assert error.hint
    assert error.where == Where("page.html")


def test_a_short_story_that_quotes_such_words_is_read() -> None:
    assert refused(f"<h1>The Office</h1>{PARAGRAPH * 4}") is None
    assert refused(f"<h1>The Office</h1>{PARAGRAPH * 40}") is None


def test_a_story_with_a_form_for_logging_in_is_read() -> None:
    form = "<form>Password <input type=password><button>Log in</button></form>"
    assert refused(f"{form}<h1>The Office</h1>{PARAGRAPH * 6}") is None


def test_a_short_page_about_something_else_is_read() -> None:
    assert refused("<h1>Gulls</h1><p>They came back at noon.</p>") is None


def test_a_chapter_whose_title_is_such_a_word_is_read() -> None:
    assert refused(f"<h1>404 Not Found</h1>{PARAGRAPH * 5}") is None
