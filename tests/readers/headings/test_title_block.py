"""The title on top of a text."""

from __future__ import annotations

from packager.readers.headings.title_block import find_title_block
from packager.sources.text import Line


def block(*texts: str) -> tuple[str, str, tuple[str, ...]] | None:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    found = find_title_block(lines)
    if found is None:
        return None
    return found.title, found.subtitle, tuple(one.name for one in found.creators)


def test_a_russian_title_page_names_its_author_first() -> None:
    said = block("А. П. Снежина", "", "Огонь на маяке", "", "роман", "", "Глава 1", "", "Снег.")
    assert said == ("Огонь на маяке", "роман", ("А. П. Снежина",))
    said = block("Анна Петровна Снежина", "Огонь на маяке", "", "Глава 1", "Снег.")
    assert said == ("Огонь на маяке", "", ("Анна Петровна Снежина",))


def test_of_two_names_nobody_knows_which_is_the_title() -> None:
    assert block("Анна Снежина", "Пётр Лёдов", "", "Глава 1", "Снег.") is None


def test_a_name_above_prose_is_no_title_page() -> None:
    assert block("Анна Снежина", "Огонь на маяке", "Снег шёл всю ночь, до утра.") is None
