"""Smart punctuation."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from packager.book.blocks import Heading, Paragraph, Preformatted, Verse, VerseLine
from packager.book.book import AuthorNote, Book, Footnote
from packager.book.inlines import Code, Emphasis, Inlines, LineBreak, Link, NoteRef, Ruby, Strong
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Section
from packager.book.walk import text_of_inlines
from packager.diagnostics import Report
from packager.transforms import punctuation
from packager.transforms.punctuation import smart_punctuation, smarten, smarten_text
from tests.support.books import books, lines

LANGUAGES = sorted({*punctuation._BY_LANGUAGE, "en", "nl", "tr", "la"})

SIGNS = "\"'“”‘’„‚«»‹›…—–\u202f.-"
"""All that punctuation may take away or put in."""

quoted = st.text(st.sampled_from("\"\"\"'''.--- aB5,!?(“”‘’„«»—…\n\u00a0"), max_size=30) | st.lists(
    st.sampled_from(
        (
            '"', "'", '"I ', "don't", ' 6\'2"', "--", "...", ' said,"No', "'tis", "”",
            " https://a.b/c--d'e",
        )
    ),
    max_size=8,
).map("".join)  # fmt: skip


def en(text: str) -> str:
    return smarten_text(text, "en")


# --- the quick way and the whole way ----------------------------------------------------------


@settings(max_examples=600)
@given(quoted, st.sampled_from(LANGUAGES))
@example("don't ''", "en")
@example("6'2 don't", "en")
@example("....'x'--", "de")
def test_the_quick_way_ends_where_the_whole_way_does(text: str, language: str) -> None:
    assert smarten_text(text, language) == "".join(punctuation._characters(text, language))


def test_what_has_nothing_to_change_stays_the_same_object() -> None:
    line = ("Snow fell; nobody spoke.", Emphasis(("Nobody",)))
    assert smarten(line, "en") is line
    assert smarten(line[:1], "en") == line[:1]
    section = Section(id="one", title="Snow", blocks=(Paragraph(line), Heading(1, line)))
    book = Book(metadata=Metadata(title="T", language="en"), body=(section,))
    assert smart_punctuation(book, Report()).body is book.body


# --- what never changes -----------------------------------------------------------------------


@settings(max_examples=400)
@given(quoted, st.sampled_from(LANGUAGES))
@example('""5"', "sv")
@example('"x"6" \'a\' "', "fi")
@example('"https://a.b"...', "de")
def test_a_second_time_changes_nothing(text: str, language: str) -> None:
    once = smarten_text(text, language)
    assert smarten_text(once, language) == once


@settings(max_examples=400)
@given(quoted, st.sampled_from(LANGUAGES))
def test_only_the_listed_characters_change(text: str, language: str) -> None:
    kept = str.maketrans("", "", SIGNS)
    assert smarten_text(text, language).translate(kept) == text.translate(kept)


@given(quoted.map(lambda text: re.sub(r"[\"']|--|\.\.\.", "", text)), st.sampled_from(LANGUAGES))
def test_text_without_them_is_left_alone(text: str, language: str) -> None:
    if not any(mark in text for mark in ("--", "...")):
        assert smarten_text(text, language) == text


@given(st.text("“”‘’„‚«»‹›…—– abc.,\u202f", max_size=30), st.sampled_from(LANGUAGES))
def test_curly_text_is_left_alone(text: str, language: str) -> None:
    if "..." not in text:
        assert smarten_text(text, language) == text


@given(lines, st.sampled_from(LANGUAGES))
def test_markup_is_seen_across_and_kept(line: Inlines, language: str) -> None:
    changed = smarten(line, language)
    kept = str.maketrans("", "", SIGNS)
    assert text_of_inlines(changed).translate(kept) == text_of_inlines(line).translate(kept)
    assert smarten(changed, language) == changed
    assert re.sub(r"'[^']*'|\"[^\"]*\"", "", repr(changed)).count("(") == re.sub(
        r"'[^']*'|\"[^\"]*\"", "", repr(line)
    ).count("(")


@pytest.mark.parametrize("language", ["ja", "zh", "zh-Hant", "ko", "ar", "he", "th"])
def test_languages_with_marks_of_their_own_are_left_alone(language: str) -> None:
    book = Book(
        metadata=Metadata(title='"A"', language=language),
        body=(Section(id="a", blocks=(Paragraph(('"B" -- ...',)),)),),
    )
    assert smart_punctuation(book, Report()) == book


@given(books())
def test_a_book_is_smartened_once_and_for_all(book: Book) -> None:
    changed = smart_punctuation(book, Report())
    assert smart_punctuation(changed, Report()) == changed


# --- English ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('"Hello," she said.', "“Hello,” she said."),
        ('She said, "Hello."', "She said, “Hello.”"),
        ('"Hello," she said, "and goodbye."', "“Hello,” she said, “and goodbye.”"),
        ('She said,"Hello."', "She said,“Hello.”"),
        ('"Hi."She left."Bye."', "“Hi.”She left.“Bye.”"),
        ('("Hello")', "(“Hello”)"),
        ('"I was--"', "“I was—”"),
        ('"I was--" He left.', "“I was—” He left."),
        ('He--"Stop!"--ran.', "He—“Stop!”—ran."),
        ('"...what?"', "“…what?”"),
        ('"What..."', "“What…”"),
        ('"He said \'no,\' and left."', "“He said ‘no,’ and left.”"),
        ("\"'No,' he said,\" she said.", "“‘No,’ he said,” she said."),
        ('"She said, \'No.\'"', "“She said, ‘No.’”"),
        ("'I don't know,' he said.", "‘I don’t know,’ he said."),
        ("'It's \"late,\"' he said.", "‘It’s “late,”’ he said."),
        ("don't O'Neil o'clock Spike's", "don’t O’Neil o’clock Spike’s"),
        ("the dogs' bowls", "the dogs’ bowls"),
        ("'tis the season, 'twas", "’tis the season, ’twas"),
        ("\"'Tis late,\" he said.", "“’Tis late,” he said."),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("the '90s and the 1990's", "the ’90s and the 1990’s"),
        ("give 'em hell", "give ’em hell"),
        ("goin' home", "goin’ home"),
        ("6'2\" tall", "6'2\" tall"),
        ('a 12" pipe', 'a 12" pipe'),
        ('"It was 1984"', "“It was 1984”"),
        ('"Yes," said Twilight. "I--"', "“Yes,” said Twilight. “I—”"),
        ("wait -- no", "wait — no"),
        ("wait---no", "wait—no"),
        ("a-b", "a-b"),
        ("----", "----"),
        ("well...", "well…"),
        ("well.. no.... so", "well.. no.... so"),
        ("I...er...Spike", "I…er…Spike"),
        ("2--3", "2—3"),
        ("", ""),
        ('"', "“"),
        ("'", "’"),
        ('" "', "“ ”"),
        ("“I'm sorry Spike..”", "“I’m sorry Spike..”"),
        ('«"Oui"»', "«“Oui”»"),
        ('\u00a0"Hi"', "\u00a0“Hi”"),
    ],
)  # fmt: skip
def test_english_is_set_as_a_printer_would(text: str, printed: str) -> None:
    assert en(text) == printed


def test_a_quote_left_open_over_paragraphs_opens_again_in_each() -> None:
    book = Book(
        metadata=Metadata(language="en"),
        body=(Section(id="a", blocks=(Paragraph(('"One.',)), Paragraph(('"Two."',)))),),
    )
    texts = [block.children[0] for block in smart_punctuation(book, Report()).body[0].blocks]  # type: ignore[union-attr]
    assert texts == ["“One.", "“Two.”"]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "“Hi,” it’s ‘so’."), ("de", "„Hi,“ it’s ‚so‘."),
        ("fr", "«\u202fHi,\u202f» it’s ‘so’."),
        ("ru", "«Hi,» it’s „so“."), ("uk", "«Hi,» it’s „so“."), ("es", "«Hi,» it’s “so”."),
        ("sv", "”Hi,” it’s ’so’."), ("fi", "”Hi,” it’s ’so’."), ("pl", "„Hi,” it’s ‚so’."),
        ("da", "»Hi,« it’s ›so‹."), ("cs", "„Hi,“ it’s ‚so‘."), ("pt", "“Hi,” it’s ‘so’."),
        ("it", "«Hi,» it’s “so”."), ("nl", "“Hi,” it’s ‘so’."), ("nn", "«Hi,» it’s “so”."),
        ("bg", "„Hi,“ it’s ‚so‘."), ("hu", "„Hi,” it’s ‚so’."), ("xx", "“Hi,” it’s ‘so’."),
    ],
)  # fmt: skip
def test_each_language_has_its_quotes(language: str, printed: str) -> None:
    assert smarten_text("\"Hi,\" it's 'so'.", language) == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", "„‚Ja‘“, sagte er."), ("da", "»›Ja‹«, sagte er."), ("pl", "„‚Ja’”, sagte er."),
        ("ru", "«„Ja“», sagte er."), ("en", "“‘Ja’”, sagte er."),
        ("fr", "«\u202f‘Ja’\u202f», sagte er."), ("sv", "”’Ja’”, sagte er."),
    ],
)  # fmt: skip
def test_two_quotes_close_before_a_comma(language: str, printed: str) -> None:
    assert smarten_text("\"'Ja'\", sagte er.", language) == printed


def test_french_keeps_the_space_its_author_set() -> None:
    assert smarten_text('" Bonjour "', "fr") == "« Bonjour »"


@pytest.mark.parametrize(("language", "printed"), [("de", "a – b—c"), ("en", "a — b—c")])
def test_a_spaced_dash_is_short_where_printers_set_it_so(language: str, printed: str) -> None:
    assert smarten_text("a -- b--c", language) == printed


# --- machine text -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("see https://a.b/c--d'e...f here", "see https://a.b/c--d'e...f here"),
        ("www.a.b/--x and--so", "www.a.b/--x and—so"),
        ("mailto:a--b@c.example", "mailto:a--b@c.example"),
        ('"https://a.b"', "“https://a.b”"),
        ("'see https://a.b/c'", "‘see https://a.b/c’"),
        ("(https://a.b/c)...", "(https://a.b/c)…"),
        ("https://a.b/c--", "https://a.b/c—"),
    ],
)
def test_addresses_are_left_alone(text: str, printed: str) -> None:
    assert en(text) == printed


def test_code_and_preformatted_text_are_left_alone() -> None:
    book = Book(
        metadata=Metadata(language="en"),
        body=(
            Section(
                id="a", blocks=(Preformatted('"a" -- ...'), Paragraph((Code("'b' --x ..."), '"c"')))
            ),
        ),
    )
    pre, paragraph = smart_punctuation(book, Report()).body[0].blocks
    assert pre == Preformatted('"a" -- ...')
    assert paragraph == Paragraph((Code("'b' --x ..."), "”c”"))


def test_a_quote_sees_across_markup() -> None:
    line: Inlines = (
        '"',
        Emphasis(("Hello,", Strong(('"',)))),
        " she said. ",
        Link(('"Hi"',), "#a"),
    )
    assert smarten(line, "en") == (
        "“", Emphasis(("Hello,", Strong(("”",)))), " she said. ", Link(("“Hi”",), "#a"),
    )  # fmt: skip
    assert smarten((Emphasis(("don",)), "'t -", "-", Emphasis(("-",))), "en") == (
        Emphasis(("don",)), "’t —", "", Emphasis(("",)),
    )  # fmt: skip
    assert smarten(("a", LineBreak(), '"b"', NoteRef("n"), '"'), "en") == (
        "a", LineBreak(), "“b”", NoteRef("n"), "”",
    )  # fmt: skip
    assert smarten((Ruby(('"a"',), '"b"'),), "en") == (Ruby(("“a”",), '"b"'),)


def test_all_that_people_read_is_smartened_and_names_are_not() -> None:
    text = "it's"
    blocks = (Paragraph((text,)), Heading(1, (text,)), Verse(((VerseLine((text,)),),)))
    book = Book(
        metadata=Metadata(
            title=text, subtitle=text, description=blocks, language="en",
            creators=(Creator(text),), series=Series(text), subjects=(text,), source="https://a'b",
        ),
        front=(Section(id="f", title=text, blocks=blocks),),
        body=(Section(id="b", children=(Section(id="c", title=text, blocks=blocks),)),),
        back=(Section(id="k", title=text, blocks=blocks),),
        notes=(AuthorNote(section="b", position="after", blocks=blocks),),
        footnotes=(Footnote(id="n", blocks=blocks),),
    )  # fmt: skip
    changed = smart_punctuation(book, Report())
    assert repr(changed).count("it's") == 3
    assert changed.metadata.creators == book.metadata.creators
    assert changed.metadata.series == book.metadata.series
    assert changed.metadata.subjects == book.metadata.subjects


@pytest.mark.parametrize(
    "text", [" 'a" * 50_000, "'" * 100_000, '"' * 100_000, "https://" * 20_000]
)
def test_a_line_of_quotes_is_set_in_no_time(text: str) -> None:
    start = process_time()
    smarten_text(text, "en")
    assert process_time() - start < 5
