"""Styles of Word documents."""

from __future__ import annotations

from lxml import etree

from packager.readers.office.docx_styles import level_of, styles_of, toggles_of, value_of
from tests.readers.office.test_docx import W


def root(inner: str) -> etree._Element:
    return etree.fromstring(f"<w:styles {W}>{inner}</w:styles>")


def test_a_style_has_what_it_is_based_on() -> None:
    styles = styles_of(
        root(
            '<w:style w:styleId="A"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="0"/>'
            '<w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:i/></w:rPr></w:style>'
            '<w:style w:styleId="B"><w:name w:val="Two"/><w:basedOn w:val="A"/>'
            '<w:rPr><w:i w:val="0"/></w:rPr></w:style>'
        )
    )
    assert (styles["B"].name, styles["B"].level, styles["B"].align) == ("two", 1, "center")
    assert dict(styles["B"].toggles) == {"b": True, "i": False}


def test_styles_based_on_each_other_end() -> None:
    styles = styles_of(
        root(
            '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
            '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        )
    )
    assert set(styles) == {"A", "B"}
    assert styles_of(None) == {}


def test_an_outline_level_of_body_text_is_none() -> None:
    assert level_of(root('<w:outlineLvl w:val="9"/>'), 2) == 0
    assert level_of(root('<w:outlineLvl w:val="1"/>'), 0) == 2
    assert level_of(root(""), 3) == 3


def test_a_toggle_may_be_off() -> None:
    assert toggles_of(root('<w:b w:val="false"/><w:vanish/>')) == {"b": False, "vanish": True}
    assert value_of(root('<w:jc w:val="end"/>'), "jc") == "end"
