"""What packager does not read, and what it says instead."""

from __future__ import annotations

import pytest

from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.registry import choose_reader
from packager.sources.source import from_bytes

STORY = "It snowed all night, and nobody came.\n\nIn the morning they dug.\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cover.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>Snow</text></svg>", "SVG"),
        ("cover", "<?xml version='1.0'?>\n<svg><text>Snow</text></svg>", "SVG"),
        ("feed", "<rss version='2.0'><channel/></rss>", "XML"),
        ("book.opf", "<package><metadata/></package>", "XML"),
        ("index.json", '{"title": "Snow"}', "JSON"),
        ("index", '[ {"title": "Snow"} ]', "JSON"),
        ("story.css", "p { color: red }", "a stylesheet"),
        ("snow.py", "def snow():\n    return 1\n", "a program"),
        ("stories.csv", "title,words\nSnow,12\n", "a table"),
        ("server.log", "2020-01-01 started\n", "a log"),
        ("film.srt", "1\n00:00:01 --> 00:00:02\nSnow.\n", "subtitles"),
    ],
)
def test_what_is_written_for_machines_is_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        choose_reader(from_bytes(name, text.encode()), "", Report())
    assert caught.value.code is Code.FORMAT_REFUSED
    assert "--from text" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("snow.txt", STORY),
        ("snow", STORY),
        ("snow.txt", "<He looked up.>\n\n" + STORY),
        ("snow.txt", "{ She wrote it in the margin. }\n\n" + STORY),
        ("snow.txt", '"Snow": that was all it said.\n\n' + STORY),
        ("Log", STORY),
    ],
)
def test_a_story_is_read_whatever_it_begins_with(name: str, text: str) -> None:
    assert choose_reader(from_bytes(name, text.encode()), "", Report()).kind == "text"


def test_what_is_asked_for_is_read_all_the_same() -> None:
    choice = choose_reader(from_bytes("story.log", STORY.encode()), "text", Report())
    assert choice.reader.name == "text"
