"""The report: a page that is valid, safe, complete, and of a bearable size."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from html.parser import HTMLParser

from packager.batch.report_html import MOST, ON_A_PAGE, WITHIN, Page, html_report, reading_time
from packager.batch.task import Failure, Found, Output, Result

EVIL = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> & \u2028 \udcff"
JPEG = b"\xff\xd8\xff\xe0 a picture"


def story(number: int, **more: object) -> Result:
    fields: dict[str, object] = {
        "title": f"Story {number}",
        "authors": ("Quill",),
        "words": 1_000,
        "outputs": (Output("epub", f"a b/#{number}.epub", "", 1),),
        "cover": f".packager/covers/{number}.jpg",
    }
    return Result(f"shelf/{number}.txt", "done", **{**fields, **more})  # type: ignore[arg-type]


FAILED = Result("bad.txt", "failed", error=Failure("P701", 3, "it took more than 60 s"))


def page(results: list[Result], **more: object) -> str:
    return "".join(html_report(results, Page(title="A batch", **more)))  # type: ignore[arg-type]


def rows(text: str) -> list[list[object]]:
    found = re.search(
        r'<script type="application/json" id="stories">(.*?)</script>', text, re.DOTALL
    )
    assert found is not None
    listed = json.loads(found[1])
    assert isinstance(listed, list)
    return listed


def test_failures_stand_in_front_with_their_messages() -> None:
    text = page([story(1), FAILED])
    assert [row[0] for row in rows(text)] == ["bad.txt", "shelf/1.txt"]
    table = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.index("it took more than 60 s") < table.index("Story 1")


def test_without_a_script_it_is_a_plain_table_of_the_first_page() -> None:
    text = page([story(n) for n in range(120)])
    table = text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr>") == ON_A_PAGE
    assert len(rows(text)) == 120
    assert 'href="a%20b/%230.epub"' in table
    assert text.count("data-needs-script hidden") == 3


def test_nothing_of_a_story_is_markup() -> None:
    result = story(
        1, title=EVIL, authors=(EVIL,), diagnostics=(Found("P303", "warning", EVIL),),
        outputs=(Output("epub", EVIL, "", 1),), cover=EVIL,
    )  # fmt: skip
    text = page([Result(EVIL, "failed", error=Failure("P1", 3, EVIL)), result], base=EVIL)
    text.replace("\udcff", "").encode()
    assert text.count("<script") == 2
    assert text.count("</script>") == 2
    assert "<img src=x" not in text
    assert "<!--" not in text
    assert rows(text)[1][1] == EVIL.replace("\u2028", " ").replace("\udcff", "\\udcff")


def test_only_the_script_of_the_page_may_run() -> None:
    text = page([story(1)])
    script = text.rpartition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html.unescape(text)
    assert "innerHTML" not in script
    assert not re.search(r'(?:src|href)="https?:', text)


def test_few_covers_are_within_and_many_beside() -> None:
    few = page([story(1)], cover=lambda path: JPEG)  # noqa: ARG005
    assert str(rows(few)[0][7]).startswith("data:image/jpeg;base64,")
    many = page([story(n) for n in range(WITHIN + 1)], cover=lambda path: JPEG, base="../books")  # noqa: ARG005
    assert rows(many)[0][7] == ".packager/covers/0.jpg"
    assert 'src="../books/.packager/covers/0.jpg"' in many
    assert rows(page([story(1)]))[0][7] == ".packager/covers/1.jpg"


def test_ten_thousand_stories_are_some_megabytes() -> None:
    text = page([story(n) for n in range(10_000)])
    assert len(text) < 3_000_000


def test_what_does_not_fit_is_said() -> None:
    text = page([story(n, cover=None) for n in range(MOST + 5)])
    assert len(rows(text)) == MOST
    assert f"holds {MOST:,} of {MOST + 5:,} stories" in text


def test_many_diagnostics_of_one_story_are_counted() -> None:
    found = tuple(Found("P131", "note", f"link {n}") for n in range(40))
    row = rows(page([story(1, diagnostics=(*found, Found("P303", "warning", "w")))]))[0]
    assert row[8][0] == ["P303", "warning", "w"]  # type: ignore[index]
    assert row[8][-1] == ["", "note", "and 35 more"]  # type: ignore[index]


def test_stories_that_were_not_selected_are_counted_alone() -> None:
    text = page([story(1), Result("b.txt", "skipped"), Result("c.txt", "skipped")])
    assert len(rows(text)) == 1
    assert "2 more were read and not selected" in text


def test_every_element_is_closed_where_it_was_opened() -> None:
    class Elements(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert len({name for name, _ in attrs}) == len(attrs)
            if tag not in {"meta", "img", "input"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    elements = Elements()
    elements.feed(page([FAILED, story(1), story(2, diagnostics=(Found("P1", "note", "x"),))]))
    elements.close()
    assert elements.open == []


def test_reading_time() -> None:
    assert [reading_time(words) for words in (0, 10, 1_000, 15_000, 1_000_000)] == [
        "", "1 min", "4 min", "1 h 00 min", "66 h 40 min",
    ]  # fmt: skip
