"""Paragraphs with a level as nested lists."""

from __future__ import annotations

from packager.book.blocks import ListBlock, Paragraph
from packager.readers.office.lists import ListItem, lists_of


def item(text: str, level: int = 0, *, ordered: bool = False, number: int = 1) -> ListItem:
    return ListItem(Paragraph((text,)), level, ordered, number)


def test_a_deeper_item_is_in_a_list_within_the_one_above() -> None:
    (found,) = lists_of([item("a"), item("b", 1), item("c")])
    assert found == ListBlock(
        (
            (Paragraph(("a",)), ListBlock(((Paragraph(("b",)),),))),
            (Paragraph(("c",)),),
        )
    )


def test_a_list_ends_where_its_kind_changes() -> None:
    bullets, numbers = lists_of([item("a"), item("b", ordered=True, number=3)])
    assert bullets == ListBlock(((Paragraph(("a",)),),))
    assert numbers == ListBlock(((Paragraph(("b",)),),), ordered=True, start=3)


def test_a_list_that_begins_deep_takes_shallower_items_behind_it() -> None:
    (found, other) = lists_of([item("a", 2), item("b", 0, ordered=True)])
    assert isinstance(found, ListBlock)
    assert isinstance(other, ListBlock)
    assert other.ordered


def test_a_million_levels_are_no_trouble() -> None:
    assert len(lists_of([item(str(n), n % 9) for n in range(10_000)])) >= 1


def test_no_items_are_no_list() -> None:
    assert lists_of([]) == []
