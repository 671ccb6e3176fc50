"""The XML within word processors' files."""

from __future__ import annotations

from lxml import etree

from packager.readers.office.xml_part import local_name, parse_xml


def test_no_entity_is_expanded() -> None:
    root = parse_xml(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>b&x;</a>')
    assert root is not None
    assert "root:" not in "".join(text for text in root.itertext() if isinstance(text, str))


def test_broken_markup_is_mended_and_what_is_none_is_nothing() -> None:
    root = parse_xml(b"<a><b>It snowed.")
    assert root is not None
    assert "".join(root.itertext()) == "It snowed."
    assert parse_xml(b"") is None
    assert parse_xml(b"It snowed.") is None


def test_what_is_nested_too_deep_is_not_read_in_part() -> None:
    assert parse_xml(b"<a>" * 5_000 + b"x" + b"</a>" * 5_000) is None


def test_names_are_without_namespace_and_comments_have_none() -> None:
    assert local_name(etree.fromstring('<w:p xmlns:w="urn:w"/>')) == "p"
    assert local_name(etree.Comment("p")) not in {"p", ""}
