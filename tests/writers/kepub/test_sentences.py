"""Where sentences end, language by language: a bar stands where one does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.writers.kepub.sentences import rules_for, sentences

TABLE = [
    # Plain ends.
    ("en", "It rained. |It stopped! |Did it? |It did."),
    ("en", "It rained.  |It stopped.\n|The end. "),
    ("en", "What?! |No!!! |Yes…! |Ah."),
    ("en", "One sentence only"),
    ("en", "He left. |5 men came. |Émile sang. |Ürgup fell."),
    # Quotes, and what is said of them.
    ("en", "“Run!” she said. |“Now.” |Then he went."),
    ("en", "“Run!” Mary said. |“Go!” |He said nothing. |“Why?” I asked."),
    ("en", "“Run!” Mary Ann Smith cried. |“Run!” |Mary ran."),
    ("en", "“Run,” she said. |“I can’t.” |“You can!”"),
    ("en", "\"Run!\" she said. |\"Now.\" |'Why?' |'So.'"),
    ("en", "He said “no.” |“Well?” |(He left.) |[Exit.] |She stayed."),
    ("en", "“Is it—?” he began. |“It is!”—and he ran. |End."),
    ("fr", "« Cours ! » dit-elle. |« Non ? » |Il partit. |« Oui. » |Fin."),
    ("fr", "«\xa0Cours\xa0!\xa0» |Il partit. |— Non\u202f! dit-il. |— Si."),
    ("de", "„Lauf!“ sagte sie. |„Nein.“ |Er ging. |»Lauf!« |»Nein.« |Er ging."),
    ("es", "—¡Corre! —dijo ella. |¿Qué? |¡No! |Sí."),
    ("ru", "— Беги! — сказала она. |«Нет!» — ответил он. |«Да.» |Он ушёл."),
    # Ellipses.
    ("en", "Well... I think so. |Wait… |No. |And . . . |Then. . . . |End."),
    ("en", "He was… tired. |“I…” she said. |“You...” |“Me…”"),
    ("en", "…and then it rained. ... |So."),
    # Abbreviations, initials, numbers.
    ("en", "Mr. Smith met Dr. Jones, Mrs. Dalloway and St. John. |They talked."),
    ("en", "J. R. R. Tolkien met C.S. Lewis. |E. M. Forster did not. |John F. Kennedy did."),
    ("en", "It was I. |Then it was you. |J. I. Case and I. K. Brunel."),
    ("en", "At 5 p.m. he left the U.S. Army, e.g. in Jan. 1950. |No. |No. 5 came, vs. No. 6."),
    ("en", "It cost $3.50. |Version 2.0 came. |See www.example.com. |1.5 miles."),
    ("en", "1. First this."),
    ("en", "A cat, a dog, etc. |They left. |Cats etc. were there."),
    ("de", "Am 3. Oktober kam Dr. Müller, d. h. gestern. |Es war 1999. |Dann nicht."),
    ("de", "Ludwig XIV. König von Frankreich kam. |Siehe S. 212. |Z. B. hier."),
    ("fr", "M. Dupont et Mme. Durand vinrent. |Puis rien."),
    ("es", "El Sr. López y la Dra. Ruiz. |Ud. sabe."),
    ("nl", "Dhr. Jansen kwam, d.w.z. Piet. |Toen niet."),
    ("ru", "А. С. Пушкин жил в г. Москве на ул. Арбат. |Он ушёл."),
    ("xx", "Mr. Smith came. |He left."),
    # Chinese and Japanese, with closing brackets.
    ("ja", "彼は「走れ！」と言った。|「はい。」|そして去った。|「何？」|「え？」"),
    ("ja", "雨だ（たぶん。）|そう……だと思う。|えっ！？|はい｡|終。"),
    ("zh", "“快跑！”她说。|他走了。|“真的？”王小明问道。|“是。”|天黑了。"),
    ("zh-Hant", "「快跑！」|天黑了。|「是。」，他說。|完。"),
    ("ko", "“뛰어!”라고 그가 말했다. |네. |갔다. |“뛰어!” 하고 말했다. |끝."),
    # Other scripts.
    ("ar", "من أنت؟ |أنا د. أحمد. |وداعا! |نعم."),
    ("ur", "وہ آیا۔ |وہ گیا۔ |کیوں؟ |ہاں۔"),
    ("fa", "کجا رفت؟ |نمی‌دانم. |باشد."),
    ("he", "מי אתה? |אני ד. כהן. |שלום."),
    ("hi", "वह गया। |वह आया।|क्यों? |हाँ॥१२॥ |ठीक।"),
    ("bn", "সে গেল। |সে এল।"),
    ("el", "Τι κάνεις; |Καλά. |Πού; |Εδώ· ναι."),
    ("hy", "Նա գնաց։ |Նա եկավ։"),
    ("am", "እሱ ሄደ። |እሷ መጣች።"),
    ("my", "သူသွားသည်။ |သူလာသည်။"),
    ("th", "เขาไปแล้ว เธอมา"),
]


@pytest.mark.parametrize(("language", "marked"), TABLE)
def test_a_text_is_parted_where_a_sentence_ends(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert "|".join(sentences(text, rules_for(language))) == marked


@given(
    st.text(st.sampled_from('aA \n.!?…"“”’»«()。！」「と؟।;I1\xa0') | st.characters()),
    st.sampled_from(["en", "de", "fr", "ja", "zh", "ar", "hi", "el", "xx"]),
)
def test_no_character_is_lost_and_no_piece_is_empty(text: str, language: str) -> None:
    pieces = sentences(text, rules_for(language))
    assert "".join(pieces) == text
    assert all(pieces) or not text


@pytest.mark.parametrize(
    "unit",
    [".", ". ", " .", "!", '."', "”", "A.", "a", "Mr. ", ".A ", "…\xa0»", "“A ", "。「", "! A"],
)
def test_time_is_linear_in_the_length_of_the_text(unit: str) -> None:
    rules = rules_for("en")

    def seconds(count: int) -> float:
        text = unit * count
        taken = []
        for _ in range(3):
            start = time.process_time()
            sentences(text, rules)
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(1_000)
    assert seconds(160_000) < 40 * max(seconds(10_000), 0.002)
