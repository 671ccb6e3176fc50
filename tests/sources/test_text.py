"""Text out of bytes."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.diagnostics import Code, Report
from packager.errors import SourceError
from packager.sources.source import from_bytes
from packager.sources.text import Line, places_of_text, read_lines

PROSE = (
    "The lamp hissed; “nobody,” she said, “is coming.” It was—mostly—true…\n"
    "Zoë’s café stood where the naïve façade ended, and the fire went out.\n"
)


def lines_of(data: bytes) -> tuple[list[str], Report]:
    report = Report()
    return [line.text for line in read_lines(from_bytes("story.txt", data), report)], report


def codes(report: Report) -> list[Code]:
    return [found.code for found in report.diagnostics]


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        lines_of(data)
    return caught.value


# --- encodings --------------------------------------------------------------------------------


def test_utf8_is_read_as_it_is() -> None:
    lines, report = lines_of(PROSE.encode())
    assert lines == PROSE.splitlines()
    assert report.diagnostics == []


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_says_the_encoding(mark: bytes, encoding: str) -> None:
    lines, report = lines_of(mark + PROSE.encode(encoding))
    assert lines == PROSE.splitlines()
    assert report.diagnostics == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PROSE, "Plain words, and nothing curly.\n" * 3])
def test_utf16_without_a_mark_is_known_by_its_zeros(encoding: str, text: str) -> None:
    lines, report = lines_of(text.encode(encoding))
    assert lines == text.splitlines()
    assert codes(report) == [Code.ENCODING_GUESSED]
    assert "utf-16" in report.diagnostics[0].message.lower()


def test_windows_1252_is_guessed_and_said() -> None:
    lines, report = lines_of(PROSE.encode("cp1252"))
    assert lines == PROSE.splitlines()
    assert codes(report) == [Code.ENCODING_GUESSED]
    assert report.diagnostics[0].hint


@pytest.mark.parametrize(
    "text", ["It’s late…\n", "“No.”\n", "A café—at night.\n", "Caf\xe9.\n", "5 € only\n"]
)
def test_a_few_words_of_windows_1252_are_guessed(text: str) -> None:
    lines, _ = lines_of(text.encode("cp1252"))
    assert lines == text.splitlines()


def test_russian_of_old_windows_is_guessed() -> None:
    text = "Снег шёл всю ночь, и к утру деревня исчезла под ним. Никто не вышел из дома.\n" * 3
    lines, report = lines_of(text.encode("cp1251"))
    assert lines == text.splitlines()
    assert codes(report) == [Code.ENCODING_GUESSED]


def test_japanese_of_old_windows_is_guessed() -> None:
    text = (
        "或春の日暮です。唐の都洛陽の西の門の下に、ぼんやり空を仰いでいる、一人の若者がありました。\n"
        * 3
    )
    lines, report = lines_of(text.encode("cp932"))
    assert lines == text.splitlines()
    assert codes(report) == [Code.ENCODING_GUESSED]


def test_bytes_of_windows_1252_pasted_into_utf8_are_mended() -> None:
    lines, report = lines_of(PROSE.encode() + b"It\x92s late\x85 caf\xe9\n" + PROSE.encode())
    assert lines == [*PROSE.splitlines(), "It’s late… café", *PROSE.splitlines()]
    assert codes(report) == [Code.ENCODING_GUESSED]
    assert "3 bytes" in report.diagnostics[0].message


def test_bytes_of_windows_1252_behind_a_utf8_mark_are_mended_and_said() -> None:
    lines, report = lines_of(codecs.BOM_UTF8 + PROSE.encode() + b"It\x92s late\n")
    assert lines == [*PROSE.splitlines(), "It’s late"]
    assert codes(report) == [Code.ENCODING_GUESSED]


def test_lone_surrogates_in_utf8_are_removed_and_said() -> None:
    lines, report = lines_of(b"one\ntw\xed\xa0\x80o\xed\xbf\xbf\n")
    assert lines == ["one", "two"]
    (found,) = report.diagnostics
    assert found.code is Code.CHARACTERS_REMOVED
    assert "2 " in found.message
    assert "U+D800" in found.message
    assert str(found.where) == "story.txt:2"


def test_lone_surrogates_in_utf16_are_removed_and_said() -> None:
    data = "tw\ud800o words\n".encode("utf-16-le", "surrogatepass")
    lines, report = lines_of(codecs.BOM_UTF16_LE + data)
    assert lines == ["two words"]
    assert codes(report) == [Code.CHARACTERS_REMOVED]


@pytest.mark.parametrize(
    ("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF32_BE, "utf-32-be")]
)
def test_wide_text_cut_within_a_character_is_read_and_said(mark: bytes, encoding: str) -> None:
    lines, report = lines_of(mark + PROSE.encode(encoding)[:-1])
    assert lines[0] == PROSE.splitlines()[0]
    assert codes(report) == [Code.ENCODING_GUESSED]


def test_a_replacement_character_of_the_text_stays() -> None:
    lines, report = lines_of("The word was \ufffd, they said, and it was lost.\n".encode())
    assert "\ufffd" in lines[0]
    assert report.diagnostics == []


def test_mojibake_is_mended_and_said_with_its_first_line() -> None:
    lines, report = lines_of("One.\r\n\r\nItâ€™s late.\r\nCafÃ©.\r\n".encode())
    assert lines == ["One.", "", "It’s late.", "Café."]
    (found,) = report.diagnostics
    assert found.code is Code.TEXT_MOJIBAKE
    assert str(found.where) == "story.txt:3"
    assert "2 letters" in found.message
    assert "'â€™' is '’'" in found.message


def test_mojibake_that_can_not_be_mended_is_said() -> None:
    lines, report = lines_of(("One.\nIt was \ufffd\ufffd then.\n" + PROSE).encode())
    assert lines[1] == "It was \ufffd\ufffd then."
    (found,) = report.diagnostics
    assert found.code is Code.TEXT_MOJIBAKE
    assert str(found.where) == "story.txt:2"
    assert "1 place" in found.message


def test_what_a_source_declares_is_believed() -> None:
    data = "Снег.\n".encode("koi8-r")
    report = Report()
    assert read_lines(from_bytes("s.txt", data), report, "koi8-r")[0].text == "Снег."
    assert report.diagnostics == []


# --- characters -------------------------------------------------------------------------------


def test_control_characters_are_removed_and_said_once() -> None:
    text = "one\nt\x01wo \x1b[0m\x7f\n" + "three\x9f\n" + "four " * 50
    lines, report = lines_of(text.encode())
    assert lines[:3] == ["one", "two [0m", "three"]
    (found,) = report.diagnostics
    assert found.code is Code.CHARACTERS_REMOVED
    assert str(found.where) == "story.txt:2"
    assert "4 unprintable characters" in found.message


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF, 0xFDD0, 0xFDEF, 0x1FFFE, 0x10FFFF, 0xFEFF])
def test_noncharacters_and_stray_marks_are_removed(code: int) -> None:
    lines, report = lines_of(f"on{chr(code)}e\n".encode())
    assert lines == ["one"]
    assert codes(report) == [Code.CHARACTERS_REMOVED]


@pytest.mark.parametrize(
    "text", ["\t\u00a0x\u3000", "a\u200db", "🦄\u200d🌈", "\ue000", "\U000e0067"]
)
def test_other_characters_stay(text: str) -> None:
    lines, report = lines_of(f"{text}\n".encode())
    assert lines == [text]
    assert report.diagnostics == []


# --- lines ------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    lines, _ = lines_of(f"one{end}{end}two{end}".encode())
    assert lines == ["one", "", "two"]


@pytest.mark.parametrize("end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_other_line_ends_part_lines_and_leave_the_numbers(end: str) -> None:
    found = read_lines(from_bytes("s.txt", f"one{end}two\nthree".encode()), Report())
    assert found == (Line(1, "one"), Line(1, "two"), Line(2, "three"))


def test_line_numbers_are_those_of_an_editor() -> None:
    found = read_lines(from_bytes("s.txt", b"a\r\nb\rc\n\nd"), Report())
    assert [(line.number, line.text) for line in found] == [
        (1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\t", "\u00a0", "\u3000 ", "\u200b", "\u2060\u00ad"])
def test_a_line_with_nothing_to_see_is_blank(text: str) -> None:
    assert Line(1, text).blank


@pytest.mark.parametrize("text", ["a", ".", "\u0301", "🦄"])
def test_a_line_with_something_to_see_is_not_blank(text: str) -> None:
    assert not Line(1, text).blank


# --- what is no text --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"\n", b" \t\r\n\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\n"]
)
def test_a_file_without_text_is_empty(data: bytes) -> None:
    assert refused(data).code is Code.SOURCE_EMPTY


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"GIF89a" + bytes(50), "GIF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04" + bytes(50), "zip"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "Word"),
    ],
)
def test_what_a_file_is_instead_of_text_is_said(data: bytes, kind: str) -> None:
    error = refused(data)
    assert error.code is Code.SOURCE_NOT_TEXT
    assert kind in error.message


@pytest.mark.parametrize(
    "data", [bytes(1000), bytes(range(256)) * 8, b"text\0\1\2\3" * 50, b"\x00\x01" * 100]
)
def test_noise_is_refused(data: bytes) -> None:
    assert refused(data).code is Code.SOURCE_NOT_TEXT


@given(st.binary(min_size=1, max_size=400) | st.text(min_size=1).map(str.encode))
def test_no_bytes_raise_anything_but_a_source_error(data: bytes) -> None:
    _check(data)


@given(st.binary(min_size=1, max_size=200), st.sampled_from([*codecs.__dict__]))
def test_no_bytes_behind_a_mark_raise_anything_but_a_source_error(data: bytes, name: str) -> None:
    mark = getattr(codecs, name)
    if name.startswith("BOM") and isinstance(mark, bytes):
        _check(mark + data)


def _check(data: bytes) -> None:
    report = Report()
    try:
        lines = read_lines(from_bytes("s.txt", data), report)
    except SourceError:
        return
    numbers = [line.number for line in lines]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, max(numbers) + 1))
    for line in lines:
        for character in line.text:
            assert character == "\t" or unicodedata.category(character) not in {"Cc", "Cs"}


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=60))
def test_every_character_of_utf8_text_is_kept(text: str) -> None:
    data = ("x" + text.replace("\ufeff", "")).encode()
    report = Report()
    (line,) = read_lines(from_bytes("s.txt", data), report)
    assert line.text.encode() == data
    assert report.diagnostics == []


# --- blank lines --------------------------------------------------------------------------------


@given(st.lists(st.text(" \t\u00a0\u00ad\u200b\u2060\u3000a!~\x7fé", max_size=4)))
def test_the_places_of_text_are_those_of_the_lines_that_are_not_blank(texts: list[str]) -> None:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    assert places_of_text(lines) == [at for at, line in enumerate(lines) if not line.blank]
