"""Threads of forums: a post a chapter below its threadmark, nothing of readers and of the forum."""

from __future__ import annotations

from packager.book.metadata import Creator
from packager.readers.html.reader import READER
from tests.support.site_pages import read_page

LONG = "The lamp at the harbour mouth went out at nine.<br><br>“Who is there?” said Mara. " * 4


def post(author: str, text: str, mark: str = "") -> str:
    header = (
        '<div class="message-cell message-cell--threadmark-header"><label>Threadmarks</label> '
        f'<span class="threadmarkLabel">{mark}</span><ul><li>View content</li></ul></div>'
        if mark
        else ""
    )
    return (
        f'<article class="message" data-author="{author}">{header}'
        f'<div class="message-cell--user"><h4>{author}</h4></div>'
        '<header class="message-attribution">Jan 1, 2024 #1</header>'
        f'<div class="bbWrapper">{text}</div><footer class="message-footer">Likes: 3</footer>'
        "</article>"
    )


def thread(*posts: str) -> str:
    return (
        "<html><head><title>The Lamp | SpaceBattles</title></head><body>"
        '<header class="p-header">Forums</header><ul class="p-breadcrumbs"><li>Writing</li></ul>'
        '<h1 class="p-title-value">The Lamp</h1><div class="p-description">Thread starter Ann</div>'
        f'<div class="block-outer">1 2 Next</div><div>{"".join(posts)}</div></body></html>'
    )


def test_threadmarks_are_headings_and_readers_posts_are_left_out() -> None:
    page = thread(post("Ann", LONG, "1. Dark"), post("Bo", "Nice!"), post("Ann", LONG, "2. Oil"))
    reading = read_page(READER, page)
    assert reading.titles == [("chapter", 1, "Dark"), ("chapter", 2, "Oil")]
    assert reading.metadata.creators == (Creator("Ann"),)
    printed = "\n".join(reading.texts)
    for words in ("Nice!", "View content", "Thread starter", "Likes", "Forums"):
        assert words not in printed
        assert words in reading.removed
    assert not reading.lost


def test_without_threadmarks_the_posts_of_who_began_are_the_story() -> None:
    reading = read_page(READER, thread(post("Ann", LONG), post("Bo", "Nice!"), post("Ann", LONG)))
    assert "Nice!" not in "\n".join(reading.texts)
    assert "Nice!" in reading.removed


def test_a_thread_that_several_wrote_is_kept_whole() -> None:
    reading = read_page(READER, thread(post("Ann", LONG), post("Bo", "The sea rose. " + LONG * 2)))
    assert "The sea rose." in "\n".join(reading.texts)
