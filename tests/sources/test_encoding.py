"""Which encoding some bytes are in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.sources.encoding import codec_named, decoded

RUSSIAN = "Снег шёл всю ночь, и к утру деревня исчезла под ним.\n-- Пойдём? -- спросила Анна.\n"
CHINESE = "第一章 风雪\n　　雪下了一整夜，到了早晨，村子已经不见了。“你来了。”她说。\n"
TAIWANESE = "第一章 風雪\n　　雪下了一整夜，到了早晨，村子已經不見了。「你來了。」她說。\n"
JAPANESE = (
    "　或春の日暮です。唐の都洛陽の西の門の下に、ぼんやり空を仰いでゐる、一人の若者がありました。\n"
)
KOREAN = "밤새 눈이 내렸고 아침에는 마을이 사라졌다. 아무도 집에서 나오지 않았다.\n"
FRENCH = "L'été était là. « À quoi bon ? » dit-elle à l'élève, où çà et là brûlait un feu, naïf.\n"
GERMAN = "Größe, Straße, Übermut: „Wir müssen über die Brücke“, sagte Jörg früh.\n"
ITALIAN = "Perché la città è così? «Più in là», disse. L'uomo andò giù.\n"
SPANISH = "¿Qué pasó? —preguntó el niño. ¡Mañana iré al jardín! Dijo que sí, y salió.\n"
POLISH = "Śnieg padał całą noc. Łódź była już daleko, a źrebię stało samo. Chodź, zawołała.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-16-le"), (RUSSIAN, "cp866"),
        (CHINESE, "gb18030"), (CHINESE, "utf-16-le"), (CHINESE, "utf-16-be"),
        (TAIWANESE, "big5"), (TAIWANESE, "gb18030"),
        (JAPANESE, "cp932"), (JAPANESE, "euc-jp"), (JAPANESE, "iso2022_jp"),
        (KOREAN, "cp949"), (KOREAN, "utf-16-be"),
        (FRENCH, "cp1252"), (FRENCH, "mac-roman"), (FRENCH, "cp850"),
        (GERMAN, "cp1252"), (GERMAN, "mac-roman"),
        (ITALIAN, "cp1252"), (ITALIAN, "mac-roman"),
        (SPANISH, "cp1252"), (POLISH, "cp1250"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 12])
def test_an_encoding_is_known_by_its_text(text: str, encoding: str, times: int) -> None:
    found = decoded((text * times).encode(encoding, "replace"))
    assert found.text == (text * times).encode(encoding, "replace").decode(encoding)
    assert found.guessed


def test_what_is_declared_is_believed_where_it_is_not_utf8() -> None:
    found = decoded(RUSSIAN.encode("koi8-r"), "koi8-r")
    assert (found.text, found.encoding, found.guessed) == (RUSSIAN, "koi8-r", False)


def test_what_is_declared_is_not_believed_where_it_is_utf8() -> None:
    assert decoded(RUSSIAN.encode(), "windows-1251").text == RUSSIAN


def test_what_is_declared_is_not_believed_where_it_can_not_be() -> None:
    found = decoded(RUSSIAN.encode("cp1251") * 3, "shift_jis")
    assert found.text == RUSSIAN * 3
    assert found.guessed


def test_a_text_that_is_damaged_in_one_place_keeps_its_encoding() -> None:
    data = CHINESE.encode("gb18030") * 60 + b"\xff\n"
    found = decoded(data, "gb2312")
    assert found.encoding == "gb18030"
    assert found.damaged == 1
    assert found.text.startswith(CHINESE)


def test_a_character_cut_in_two_is_lost_alone() -> None:
    data = CHINESE.encode() * 3 + "雪".encode()[:2] + b"\n" + CHINESE.encode()
    found = decoded(data)
    assert (found.encoding, found.damaged, found.guessed) == ("utf-8", 1, False)
    assert found.text == CHINESE * 3 + "\ufffd\n" + CHINESE


def test_bytes_of_windows_1251_pasted_into_russian_are_read_as_such() -> None:
    found = decoded(RUSSIAN.encode() * 3 + "Снег".encode("cp1251"))
    assert found.text == RUSSIAN * 3 + "Снег"
    assert (found.encoding, found.foreign) == ("cp1251", 4)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("ISO-8859-1", "cp1252"), ("latin1", "cp1252"), ("us-ascii", "cp1252"),
        ("gb2312", "gb18030"), ("GBK", "gb18030"), ("x-sjis", "cp932"), ("Shift_JIS", "cp932"),
        ("windows-1251", "cp1251"), ("'utf-8'", "utf-8"), ("macintosh", "mac-roman"),
        ("ks_c_5601-1987", "cp949"), ("Big5", "big5hkscs"),
    ],
)  # fmt: skip
def test_a_label_names_a_codec(label: str, name: str) -> None:
    assert codec_named(label)[0] == name


@pytest.mark.parametrize("label", ["", "rot13", "zip", "hex", "base64", "klingon", "\0", "idna"])
def test_a_label_of_no_encoding_of_text_names_nothing(label: str) -> None:
    assert codec_named(label) == ()


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "gb2312", "koi8-r", "rot13", "\0"]))
def test_any_bytes_are_some_text(data: bytes, declared: str) -> None:
    assert isinstance(decoded(data, declared).text, str)
