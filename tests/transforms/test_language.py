"""The language of a story, guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Paragraph
from packager.book.book import Book
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.diagnostics import Code, Report
from packager.transforms import language
from packager.transforms.language import FALLBACK, find_language, guess


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The lamp hissed, and nobody came to the door that night.", "en"),
        ("She had been waiting for him, but he was not there.", "en"),
        ("Die Lampe zischte, und niemand kam in dieser Nacht an die Tür.", "de"),
        ("Sie hatte auf ihn gewartet, aber er war nicht da.", "de"),
        ("La lampe sifflait, et personne ne vint à la porte cette nuit-là.", "fr"),
        ("Elle l’avait attendu, mais il n’était pas là, et la nuit est tombée.", "fr"),
        ("La lámpara siseaba y nadie llamó a la puerta aquella noche, como ella dijo.", "es"),
        ("Lo había esperado, pero él no estaba en la casa.", "es"),
        ("La lampada sibilava e nessuno venne alla porta quella notte, come aveva detto.", "it"),
        ("Lo aveva aspettato, ma non era in casa, e la notte scese sulla città.", "it"),
        ("A lamparina chiava e ninguém veio até a porta naquela noite, como ela dissera.", "pt"),
        ("Ela o esperava, mas ele não estava em casa, e a noite foi longa.", "pt"),
        ("De lamp siste, en niemand kwam die nacht naar de deur van het huis.", "nl"),
        ("Lampan väste, och ingen kom till dörren den natten, som hon hade sagt.", "sv"),
        ("Lampen hvæsede, og der var ikke nogen, der kom til døren af huset den nat.", "da"),
        ("Lampen freste, og det kom ikke noen til døra den natten, som hun hadde sagt seg.", "nb"),
        ("Lamppu sihisi, eikä kukaan tullut ovelle sinä yönä, niin kuin hän oli sanonut.", "fi"),
        ("Lampa syczała i nikt nie przyszedł do drzwi tej nocy, jak już się stało.", "pl"),
        ("Lampa syčela a nikdo nepřišel ke dveřím té noci, jak se to již stalo, byl sám.", "cs"),
        ("A lámpa sziszegett, és senki sem jött az ajtóhoz azon az éjszakán, mint egy álom.", "hu"),
        ("Lampa sfârâia și nimeni nu a venit la ușă în noaptea aceea, care era lungă.", "ro"),
        ("Lamba tısladı ve o gece kapıya kimse gelmedi; bir ses bile yoktu ama sonra geldi.", "tr"),
        ("Лампа шипела, и никто не пришёл к двери в ту ночь, но она его ждала.", "ru"),
        ("Лампа шипіла, і ніхто не прийшов до дверей тієї ночі, але вона його чекала.", "uk"),
        ("Лампата съскаше и никой не дойде до вратата в онази нощ, но тя го чакаше и плака.", "bg"),
        ("Η λάμπα σφύριζε και κανείς δεν ήρθε στην πόρτα.", "el"),
        ("ランプが音を立て、その夜は誰も戸口に来なかった。", "ja"),
        ("灯嘶嘶作响，那天夜里没有人来敲门。", "zh"),
        ("灯嘶嘶作响，那天夜里没有人来敲门，日本人说「の」，他们都笑了，谁也没有再说话。", "zh"),
        ("등불이 쉭쉭거렸고 그날 밤 아무도 문에 오지 않았다.", "ko"),
        ("كان المصباح يهمس ولم يأت أحد إلى الباب تلك الليلة.", "ar"),
        ("המנורה לחשה ואיש לא בא אל הדלת באותו לילה.", "he"),
        ("ตะเกียงส่งเสียงฟู่ และไม่มีใครมาที่ประตูในคืนนั้น", "th"),
        ("दीपक फुफकार रहा था और उस रात कोई दरवाज़े पर नहीं आया।", "hi"),
    ],
)  # fmt: skip
def test_a_sentence_is_of_its_language(text: str, tag: str) -> None:
    assert guess(text) == (tag, True)


@pytest.mark.parametrize("text", ["", "...", "123", "Zzyzx! Xyzzy? Plugh plugh.", "😀 😀"])
def test_without_evidence_english_is_assumed(text: str) -> None:
    assert guess(text) == (FALLBACK, False)


def test_a_few_foreign_words_change_nothing() -> None:
    assert guess("She said “はい” and the door was shut, and that was the end of it.")[0] == "en"


def book(text: str, tag: str = "") -> Book:
    return Book(
        metadata=Metadata(language=tag),
        body=(Section(id="p", children=(Section(id="a", blocks=(Paragraph((text,)),)),)),),
    )


def test_a_guess_is_said() -> None:
    report = Report()
    found = find_language(book("Die Lampe zischte, und niemand kam an die Tür."), report)
    assert found.metadata.language == "de"
    (said,) = report.diagnostics
    assert (said.code, said.hint) == (Code.LANGUAGE_GUESSED, "--language sets it")
    assert said.message.endswith(": de")


def test_a_language_without_evidence_is_said_to_be_assumed() -> None:
    report = Report()
    assert find_language(book("Zzyzx."), report).metadata.language == FALLBACK
    assert "assumed" in report.diagnostics[0].message


def test_a_language_that_is_known_stays() -> None:
    report = Report()
    known = book("Die Lampe zischte, und niemand kam.", "en-GB")
    assert find_language(known, report) is known
    assert report.diagnostics == []


def test_the_commonest_words_of_a_language_are_each_listed_once_in_lower_case() -> None:
    for tag, words in language._WORDS.items():
        listed = words.split()
        assert len(listed) == len(set(listed)), tag
        assert words == words.lower(), tag
        assert 18 <= len(listed) <= 22, tag


@given(st.text(max_size=60))
def test_any_text_has_a_language(text: str) -> None:
    assert guess(text)[0] in {FALLBACK, *language._WORDS, *language._SCRIPTS.values()}
