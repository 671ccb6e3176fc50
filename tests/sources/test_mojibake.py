"""Text that was read in a wrong encoding and saved again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.sources.mojibake import repaired

TEXTS = [
    "“Don’t,” she said—“it’s naïve.” Café… Zoë",
    "À la claire fontaine, où il était çà et là",
    "Größe, Straße, Übermut",
    "Привет, как дела? Он сказал: «Ёлка»",
    "第一章 雪下了一整夜",
    "Łódź, źrebię, chodź",
    "It was 5 € ™ ½ then",
    "😀 smiled",
    "Ελληνικά λόγια",
    "Ångström, Åse, Øre",
]


def spoilt(text: str, times: int = 1, page: str = "cp1252") -> str:
    """The text as it looks when its UTF-8 was read in a code page and saved, so often."""
    for _ in range(times):
        letters = []
        for byte in text.encode():
            letter = bytes([byte]).decode(page, "replace")
            letters.append(chr(byte) if letter == "\ufffd" else letter)
        text = "".join(letters)
    return text


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_spoilt_text_is_mended_however_often_it_was_spoilt(text: str, times: int) -> None:
    found = repaired(spoilt(text, times))
    assert found.text == text
    assert found.count
    assert found.left == 0


@pytest.mark.parametrize("text", TEXTS)
def test_a_spoilt_text_is_mended_where_it_was_latin_1(text: str) -> None:
    assert repaired(text.encode().decode("latin-1")).text == text


@pytest.mark.parametrize("text", [TEXTS[0], TEXTS[3]])
def test_a_text_spoilt_by_windows_1251_is_mended(text: str) -> None:
    words = text.replace("Café… Zoë", "").replace("naïve", "true")
    assert repaired(spoilt(words, page="cp1251")).text == words


def test_russian_of_windows_1251_read_as_windows_1252_is_mended() -> None:
    text = "Привет, как дела? Он сказал, что не придёт. Она молчала — и в окно смотрела."
    found = repaired(text.encode("cp1251").decode("cp1252"))
    assert found.text == text
    assert found.example == ("Ïðèâåò", "Привет")


def test_the_example_is_the_first_and_says_what_it_became() -> None:
    text = "One.\nIt was late; Zoë said: itâ€™s late.\nCafÃ©.\n"
    found = repaired(text)
    assert found.example == ("â€™", "’")
    assert found.first == text.index("â")
    assert found.count == 2
    assert found.text == "One.\nIt was late; Zoë said: it’s late.\nCafé.\n"


def test_a_closing_quote_whose_last_byte_was_lost_is_mended_too() -> None:
    assert repaired("â€œHello,â€ she said, itâ€™s fine").text == "“Hello,” she said, it’s fine"


@pytest.mark.parametrize(
    "text",
    [
        "NÃO! AMANHÃ… “IRMÃ”, A MANHÃ\u00a0» MAÇÃ—disse. CORAÇÃO",
        "Il va au café\u00a0» voilà\u00a0» è\u00a0« L’été là-bas… l’à\u00a0«\u00a0Paris",
        "CAFÉ\u00a0! CAFÉ\u00a0» ÉTÉ…",
        "С… Сі, РўС – Рабо. Ещё «С» Р«",
        "Größe Öl… ÄÖÜ",
        "Ærø Ø… Å… ÅRET",
        "ĐÀ NẴNG NÂ… NÃ",
        "L’ÂGE — « À ° »",
        "AMANHÃ…",
        "One \ufffd is what the story is about.",
    ],
)
def test_what_a_writer_may_have_meant_stays(text: str) -> None:
    found = repaired(text)
    assert found.text == text
    assert (found.count, found.left) == (0, 0)


@pytest.mark.parametrize(
    ("text", "count", "first"),
    [("nÃ o foi", 1, 1), ("ab \ufffd\ufffd c", 1, 3), ("oâ€?\nâ€?", 2, 1)],
)
def test_what_can_not_be_mended_is_counted(text: str, count: int, first: int) -> None:
    found = repaired(text)
    assert (found.text, found.left, found.first_left) == (text, count, first)


@given(st.text(alphabet="abc ÃÂÐÑâ€™œ\u00a0»éРСЂ…\ufffd\ud800", max_size=40))
def test_any_text_is_read(text: str) -> None:
    found = repaired(text)
    assert len(found.text) <= len(text)


@given(st.text(alphabet="abc éèàçùâêîôûëïüœæ'’«»“”…—\n", max_size=60))
def test_french_with_ordinary_spaces_is_never_changed(text: str) -> None:
    assert repaired(text).text == text
