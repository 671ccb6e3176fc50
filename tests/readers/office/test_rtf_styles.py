"""Style sheets of RTF."""

from __future__ import annotations

from packager.readers.office.rtf_styles import StyleSheet, outline_level


def sheet(*styles: tuple[int, str, int | None]) -> StyleSheet:
    made = StyleSheet()
    for number, name, base in styles:
        made.says("s", number)
        if base is not None:
            made.says("sbasedon", base)
        made.named(name)
    return made


def test_a_style_is_of_headings_by_its_name_or_its_base() -> None:
    made = sheet((1, "Überschrift 2", None), (7, "Own", 1), (8, "Body", 0))
    assert [made.level(number) for number in (1, 7, 8, 99)] == [2, 2, 0, 0]
    assert made.name(1) == "überschrift 2"


def test_styles_based_on_each_other_are_none() -> None:
    assert sheet((1, "A", 2), (2, "B", 1)).level(1) == 0


def test_an_outline_level_of_body_text_is_no_heading() -> None:
    assert [outline_level(number) for number in (0, 5, 9, -1)] == [1, 6, 0, 0]
