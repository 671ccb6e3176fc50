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
from packager.transforms import language_evidence
from packager.transforms.language import FALLBACK, find_language, guess
from packager.transforms.language_tag import tag_of


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
        (("Lampen freste, og det kom ikke noen til døra den natten, "
         "som hun hadde sagt seg."), "nb"),
        ("Lamppu sihisi, eikä kukaan tullut ovelle sinä yönä, niin kuin hän oli sanonut.", "fi"),
        ("Lampa syczała i nikt nie przyszedł do drzwi tej nocy, jak już się stało.", "pl"),
        ("Lampa syčela a nikdo nepřišel ke dveřím té noci, jak se to již stalo, byl sám.", "cs"),
        (("A lámpa sziszegett, és senki sem jött az ajtóhoz azon az "
         "éjszakán, mint egy álom."), "hu"),
        ("Lampa sfârâia și nimeni nu a venit la ușă în noaptea aceea, care era lungă.", "ro"),
        (("Lamba tısladı ve o gece kapıya kimse gelmedi; bir ses bile "
         "yoktu ama sonra geldi."), "tr"),
        ("Лампа шипела, и никто не пришёл к двери в ту ночь, но она его ждала.", "ru"),
        ("Лампа шипіла, і ніхто не прийшов до дверей тієї ночі, але вона його чекала.", "uk"),
        (("Лампата съскаше и никой не дойде до вратата в онази нощ, но "
         "тя го чакаше и плака."), "bg"),
        ("Лямпа шыпела, і ніхто не прыйшоў да дзвярэй той ноччу, але яна яго чакала.", "be"),
        ("Лампа је шиштала и нико није дошао до врата те ноћи, али она га је чекала.", "sr"),
        ("Лампата шушкаше и никој не дојде до вратата таа ноќ, но таа го чекаше.", "mk"),
        (("Lampa je siktala i nitko nije došao do vrata te noći, ali "
         "ona ga je čekala kad je bio sam."), "hr"),
        (("Svetilka je sikala in nihče ni prišel do vrat tisto noč, a "
         "ona ga je še čakala, ko je bil sam."), "sl"),
        (("Lampa syčala a nikto neprišiel k dverám v tú noc, ale ona "
         "naňho čakala, ako keď bol sám."), "sk"),
        (("El llum xiulava i ningú no va venir a la porta aquella nit, "
         "però ella l’esperava amb el seu gat."), "ca"),
        (("A lámpada asubiaba e ninguén veu á porta aquela noite, pero "
         "ela agardaba unha carta do seu irmán."), "gl"),
        (("Lamp susises ja keegi ei tulnud sel ööl ukse juurde, aga ta "
         "ootas teda veel kaua ning oli üksi."), "et"),
        (("Lampa šņāca, un neviens tonakt nenāca pie durvīm, bet viņa "
         "gaidīja viņu, un tas bija ilgi."), "lv"),
        (("Lempa šnypštė, ir niekas tą naktį neatėjo prie durų, bet ji "
         "jo laukė, kai buvo viena."), "lt"),
        (("Lampu itu mendesis dan tidak ada yang datang ke pintu malam "
         "itu, tetapi dia menunggu karena bisa."), "id"),
        (("Lampu itu berdesis dan tiada siapa yang datang ke pintu "
         "malam itu kerana saya boleh menunggu dia."), "ms"),
        ("Ngọn đèn kêu xì xì và không ai đến cửa đêm đó, nhưng cô đã chờ anh trong nhà.", "vi"),
        (("Sumisitsit ang lampara at walang dumating sa pinto nang "
         "gabing iyon, ngunit hinintay niya siya."), "tl"),
        (("Lucerna stridebat et nemo ad ianuam venit illa nocte, sed "
         "illa eum exspectabat, quod non erat sola."), "la"),
        (("La lampo siblis kaj neniu venis al la pordo tiun nokton, "
         "sed ŝi atendis lin kun sia kato en la domo."), "eo"),
        (("Lampinn hvæsti og enginn kom að dyrunum þá nótt, en hún "
         "beið eftir honum og það var kalt."), "is"),
        (("Die lamp het gesis en niemand het daardie nag na die deur "
         "gekom nie, maar sy het vir hom gewag."), "af"),
        (("این چراغ هیس هیس می‌کرد و کسی آن شب به در نیامد، ولی او "
         "منتظر پدرش بود و گریه می‌کرد."), "fa"),
        (("چراغ سسکار رہا تھا اور اس رات کوئی دروازے پر نہیں آیا لیکن "
         "وہ اس کا انتظار کر رہی تھی۔"), "ur"),
        (("Lampa fshfërinte dhe askush nuk erdhi te dera atë natë, por "
         "ajo e priste në shtëpi."), "sq"),
        (("Lampen kveste, og ingen kom til døra den natta, men ho "
         "venta på han, og det var ikkje lett for eit barn."), "nn"),
        ("Η λάμπα σφύριζε και κανείς δεν ήρθε στην πόρτα.", "el"),
        ("ランプが音を立て、その夜は誰も戸口に来なかった。", "ja"),
        ("灯嘶嘶作响，那天夜里没有人来敲门。", "zh-Hans"),
        ("燈嘶嘶作響，那天夜裡沒有人來敲門。", "zh-Hant"),
        ("灯嘶嘶作响，那天夜里没有人来敲门，日本人说「の」，他们都笑了，谁也没说话。", "zh-Hans"),
        ("山中一夜雨，窗外半江月。", "zh"),
        ("등불이 쉭쉭거렸고 그날 밤 아무도 문에 오지 않았다.", "ko"),
        ("كان المصباح يهمس ولم يأت أحد إلى الباب تلك الليلة.", "ar"),
        ("המנורה לחשה ואיש לא בא אל הדלת באותו לילה.", "he"),
        ("ตะเกียงส่งเสียงฟู่ และไม่มีใครมาที่ประตูในคืนนั้น", "th"),
        ("दीपक फुफकार रहा था और उस रात कोई दरवाज़े पर नहीं आया।", "hi"),
    ],
)  # fmt: skip
def test_a_sentence_is_of_its_language(text: str, tag: str) -> None:
    assert guess(text)[:2] == (tag, True)


@pytest.mark.parametrize("text", ["", "...", "123", "Zzyzx! Xyzzy? Plugh plugh.", "😀 😀"])
def test_without_evidence_english_is_assumed(text: str) -> None:
    assert guess(text) == (FALLBACK, False, "")


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
    for tag, words in (language_evidence.LATIN | language_evidence.CYRILLIC).items():
        listed = words.split()
        assert len(listed) == len(set(listed)), tag
        assert words == words.lower(), tag
        assert 18 <= len(listed) <= 22, tag


def test_every_language_with_words_has_letters() -> None:
    tags = language_evidence.LATIN | language_evidence.CYRILLIC
    assert set(language_evidence.LETTERS) == set(tags)
    for tag in tags:
        strange = {one for word in language_evidence.common_words(tag) for one in word}
        assert {one for one in strange if one > "\x7f"} <= language_evidence.letters_of(tag), tag


def test_a_runner_up_that_is_nearly_as_likely_is_named() -> None:
    found = guess("Lampen freste den natten, og hun var med.")
    assert {found.language, found.rival} == {"da", "nb"}
    report = Report()
    find_language(book("Lampen freste den natten, og hun var med."), report)
    assert f"though {found.rival} is nearly as likely" in report.diagnostics[0].message


def test_a_foreword_in_another_language_is_not_the_book() -> None:
    english = Paragraph(("This was the first of his tales, and they said that it was good. " * 30,))
    german = Paragraph(("Die Lampe zischte, und niemand kam in dieser Nacht an die Tür. " * 30,))
    story = Book(
        body=(
            Section(id="a", blocks=(english,) * 3),
            Section(id="b", blocks=(german,) * 30),
        )
    )
    assert find_language(story, Report()).metadata.language == "de"


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("en", "en"), ("EN_us", "en-US"), ("eng", "en"), ("en_US.UTF-8", "en-US"), ("jp", "ja"),
        ("zh-hant-tw", "zh-Hant-TW"), ("zh-cmn-hans-cn", "zh-cmn-Hans-CN"), ("iw", "he"),
        ("de-1996", "de-1996"), ("es-419", "es-419"), ("grc", "grc"), ("sr-Latn", "sr-Latn"),
        ("en-x-pony", "en-x-pony"), ("qq", ""), ("", ""), ("und", ""), ("English", ""),
        ("en us", ""), ("en--us", ""), ("e", ""), ("12", ""), ("mul", ""), ("-", ""),
    ],
)  # fmt: skip
def test_a_tag_is_well_formed_and_of_a_language_there_is(said: str, tag: str) -> None:
    assert tag_of(said) == tag


def test_a_language_that_is_no_tag_is_guessed_and_said() -> None:
    report = Report()
    found = find_language(book("Die Lampe zischte, und niemand kam an die Tür.", "Tyskt"), report)
    assert found.metadata.language == "de"
    assert "'Tyskt', which is no language tag" in report.diagnostics[0].message


def test_a_tag_of_three_letters_becomes_the_usual_one_without_a_word() -> None:
    report = Report()
    assert find_language(book("Snow.", "fre"), report).metadata.language == "fr"
    assert report.diagnostics == []


@given(st.text(max_size=60))
def test_any_text_has_a_language(text: str) -> None:
    assert guess(text)[0] in {
        *language_evidence.LETTERS,
        *language_evidence.SCRIPTS.values(),
        *{"zh-Hans", "zh-Hant", "fa", "ur"},
    }
