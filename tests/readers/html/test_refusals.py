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

CLOUDFLARE_525 = """<title>fiction.example | 525: SSL handshake failed</title><h1>
SSL handshake failed <span>Error code 525</span></h1><h3>You</h3>Browser Working
<h2>What happened?</h2>
<p>Cloudflare
is
unable to establish an SSL connection to the origin server.</p><h2>What can I do?</h2><p>Please try
again in a few minutes.</p><p>It appears that the SSL configuration used is not compatible with
Cloudflare. This could happen for several reasons.</p>"""

ARCHIVE_404 = f"""{CHROME}<h2>Error 404</h2><h3>The page you were looking for doesn't exist.</h3>
<p>You may have mistyped the address or the page may have been deleted.</p>"""

HIDDEN = f"""{CHROME}<div class="flash error">Sorry, you don't have permission to access the page
you were trying to reach. Please log in.</div>"""

BLURB = '<li class="work blurb"><h4>Tale by x</h4><p>A harbour, a lamp, ninety stairs.</p></li>'

PAGES = {
    "archive 404": (ARCHIVE_404, "not there"),
    "archive hidden": (HIDDEN, "hidden"),
    "list of works": (f"{CHROME}<ol>{BLURB * 3}</ol>", "list of stories"),
    "cloudflare 525": (CLOUDFLARE_525, "out of order"),
    "cloudflare 521": (
        "<title>521: Web server is down</title><h1>Web server is down <b>Error code 521</b></h1>",
        "out of order",
    ),
    "challenge without text": (
        (
            "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue"
            "</noscript><script>x</script>"
        ),
        "patience",
    ),
    "only scripts": ("<title>Wattpad</title><div id=root></div><script>x</script>", "scripts"),
    "fimfiction hidden": (
        (
            "<title>Story Not Visible - Fimfiction</title><h1>Story Not Visible</h1><p>This story "
            "has not been published, has been deleted, or is not visible to you.</p>"
        ),
        "hidden by the site",
    ),
    "fimfiction mature": (
        (
            "<h1>The Lamp</h1><p>This story is marked as Mature. You need to enable viewing mature "
            "content in your settings to view it.</p>"
        ),
        "mature",
    ),
    "royal road": (
        (
            "<title>Page Not Found | Royal Road</title><h3>404</h3><p>The page you are looking for "
            "might have been removed, had its name changed, or is temporarily unavailable.</p>"
        ),
        "not there",
    ),
    "royal road fiction": (
        (
            "<title>Fiction Not Found</title><p>Sorry, the fiction you requested could not be "
            "found or has been deleted.</p>"
        ),
        "not there",
    ),
    "wattpad": (
        (
            "<title>Wattpad - 404</title><h1>Oops! We couldn't find that page.</h1><p>The story "
            "may have been deleted, or the link is wrong.</p>"
        ),
        "not there",
    ),
    "wattpad paid": (
        "<h1>Chapter 4</h1><p>Unlock this story part with coins to keep reading.</p>",
        "sold by the site",
    ),
    "forum": (
        (
            "<h1>Oops! We ran into some problems.</h1><p>You do not have permission to view this "
            "page or perform this action.</p>"
        ),
        "",
    ),
    "page can’t be found": (
        (
            "<title>Page not found – Tales</title><h1>Oops! That page can’t be found.</h1><p>It "
            "looks like nothing was found at this location. Maybe try a search?</p>"
        ),
        "not there",
    ),
    "german": ("<title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1>", "not there"),
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


@pytest.mark.parametrize(
    "title", ["Just a Moment", "Mystery Work", "Access Denied", "Error 404", "Log In", "18+ Only"]
)
def test_a_story_that_is_called_like_a_refusal_is_read(title: str) -> None:
    page = (
        f"<title>{title}</title><h1>{title}</h1><p>Mara climbed the ninety stairs with a can of "
        "oil, counting them as she always did, and found no one.</p>"
    )
    assert refused(page) is None


def test_speech_that_sounds_like_a_site_is_no_refusal() -> None:
    speech = "<p>“Just a moment,” she said.</p><p>“You must be over 18,” said the guard.</p>"
    assert refused(f"<h1>The Office</h1>{speech}") is None


def test_a_page_with_a_picture_and_no_text_is_not_called_scripts() -> None:
    assert refused("<body><script>x</script><img src=a.png></body>") is None
