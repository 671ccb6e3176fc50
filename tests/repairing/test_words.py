"""The words a reader is shown, read without a tree."""

from __future__ import annotations

import time

import pytest

from packager.repairing.words import shown_words


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>one<i>two</i></p><p>three</p>", ["onetwo", "three"]),
        ("<head><title>no</title></head><body>yes</body>", ["yes"]),
        ("<p>a &amp; b & c &nbsp;d &mdash;</p>", ["a", "&", "b", "&", "c", "d", "—"]),
        ("<p>2 < 3</p><!-- no --><![CDATA[<yes>]]>", ["2", "<", "3", "<yes>"]),
        ("<style>no</style><script/>yes<script>no</script>", ["yes"]),
        ("<h1>a<span style='display: block'>b</span></h1>", ["a", "b"]),
        ("<p class='is hidden'>yes</p>", ["yes"]),
        ("<o:p>a</o:p><foo>b</foo>", ["ab"]),
        ("<nav hidden='hidden'>no</nav><p>yes</p>", ["yes"]),
        ("<epub:switch><epub:case>no</epub:case><epub:default>yes</epub:default></epub:switch>",
         ["yes"]),
    ],
)  # fmt: skip
def test_the_words_are_those_a_reader_shows(markup: str, words: list[str]) -> None:
    assert shown_words(markup) == words


@pytest.mark.parametrize("unit", ["<!--", "<![CDATA[", "<a ", '<a b="', "<", "&", "<p>", "</x>"])
def test_any_text_is_read_in_time_linear_in_its_length(unit: str) -> None:
    started = time.process_time()
    shown_words(unit * 100_000)
    assert time.process_time() - started < 5
