"""Pictures come from beside the source or out of the text, and from nowhere else."""

from __future__ import annotations

import base64

from packager.diagnostics import Code, Report
from packager.readers.markup.pictures import Pictures
from packager.sources.source import Source, inner_path

PNG = b"\x89PNG not really"


def taker(files: dict[str, bytes]) -> tuple[Pictures, Report]:
    report = Report()

    def neighbour(path: str) -> bytes | None:
        return files.get(str(inner_path(path)))

    return Pictures(Source(name="a.html", data=b"", neighbour=neighbour), report), report


def test_a_picture_is_taken_once_however_often_it_is_shown() -> None:
    pictures, report = taker({"img/a b.png": PNG, "copy.png": PNG, "other.png": b"x"})
    assert pictures.take("img/a%20b.png", alt="A") == "image-001"
    assert pictures.take("../img/a%20b.png?x#y", base="text/one.html") == "image-001"
    assert pictures.take("copy.png") == "image-001"
    assert pictures.take("other.png") == "image-002"
    assert [(one.id, one.alt, one.data) for one in pictures.assets] == [
        ("image-001", "A", PNG),
        ("image-002", "", b"x"),
    ]
    assert report.diagnostics == []


def test_a_picture_in_its_address_is_decoded() -> None:
    pictures, report = taker({})
    coded = base64.b64encode(PNG).decode()
    assert pictures.take(f"data:image/png;base64,{coded}") == "image-001"
    assert (
        pictures.take(f"data:image/png;charset=x;base64,{coded[:8]}%0A{coded[8:]}") == "image-001"
    )
    assert pictures.take("data:image/gif,GIF89a%00") == "image-002"
    assert pictures.take("data:text/html,<b>no</b>") is None
    assert pictures.take("data:image/png;base64,***") is None
    assert {one.code for one in report.diagnostics} == {Code.PICTURE_NOT_FOUND}


def test_nothing_is_fetched_and_nothing_outside_is_read() -> None:
    pictures, report = taker({"a.png": PNG})
    assert pictures.take("https://a.example/a.png") is None
    assert pictures.take("https://a.example/a.png") is None
    assert pictures.take("//a.example/b.png") is None
    assert pictures.take("../../etc/a.png") is None
    assert pictures.take("file:///a.png") is None
    assert pictures.take("/a.png") is None
    assert pictures.take("gone.png") is None
    assert pictures.take("") is None
    codes = [one.code for one in report.diagnostics]
    assert codes == [Code.PICTURE_REMOTE] * 2 + [Code.PICTURE_NOT_FOUND] * 5
    assert "data:" not in str(report.diagnostics)
