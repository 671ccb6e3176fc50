"""The dialect ``gutenberg``, in its three generations."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Paragraph, SceneBreak, Verse
from packager.book.inlines import Emphasis, NoteRef, Strong
from packager.book.style import Style
from packager.book.walk import inlines_of, text_of
from packager.diagnostics import Code
from packager.errors import ReadError, SourceError
from packager.readers.gutenberg.reader import READER
from packager.sources.source import from_bytes
from tests.support.reading import Reading, reading, sure

FOG = """The keeper of the light had not slept for two nights, and when the fog came
in over the bar he did not hear it come. He sat with his back to the lamp and
his face to the stove, and he thought, as he had thought every winter for nine
years, of the _Marigold_ and of the men who had been in her.
"""
BOOT = """When morning came the boat was gone. There was nothing on the sand but the
mark of her keel, and a rope's end, and one boot; and the gulls, who had seen
it all, said nothing of it to anybody. He went up to the tower again and lit
the =great= lamp, though it was day.
"""
SONG = """    The tide goes out, the tide comes in,
      And neither asks for me;
    I sold my boots for half a tin
      And bought the Irish Sea.
"""
LICENCE = """The Project Gutenberg eBook of The Light at Gull Point

This ebook is for the use of anyone anywhere in the United States and
most other parts of the world at no cost and with almost no restrictions
whatsoever.

Title: The Light at Gull Point
        A Winter's Tale

Author: Ann Example

Illustrator: B. Sample

Translator: C. Writer and D. Scribe

Release date: March 4, 2021 [eBook #99999]
                Most recently updated: October 18, 2024

Language: English

Credits: E. Reader and the Online Distributed Proofreading Team at https://www.pgdp.net


*** START OF THE PROJECT GUTENBERG EBOOK THE LIGHT AT GULL POINT ***


"""
FOOTER = """


*** END OF THE PROJECT GUTENBERG EBOOK THE LIGHT AT GULL POINT ***


Updated editions will replace the previous one--the old editions will
be renamed.
"""
CONTENTS = """CONTENTS

                                     PAGE
I.   The Fog                            1
II.  The Boot                           9



"""
CHAPTERS = f"""I

THE FOG


{FOG}
{BOOT}

II

THE BOOT


{BOOT}
{FOG}"""

SMALL_PRINT = """**The Project Gutenberg Etext of The Light at Gull Point, by Ann Example**
#2 in our series by Ann Example


Copyright laws are changing all over the world, be sure to check
the copyright laws for your country before posting these files!!

**Welcome To The World of Free Plain Vanilla Electronic Texts**


The Light at Gull Point

by Ann Example

September, 1994  [Etext #165]


**START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START**
Why is this "Small Print!" statement here?  You know: lawyers.

*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*


This etext was prepared by E. Reader, Somewhere.


"""
BOX = """+----------------------------+
| Transcriber's note:        |
|                            |
| The spelling was kept.     |
|                            |
| A full stop was added.     |
+----------------------------+
"""
OLD_END = """


End of the Project Gutenberg Etext of The Light at Gull Point
"""


def read(text: str) -> Reading:
    """A text with a header and a footer of the third generation."""
    return reading(READER, f"\ufeff{LICENCE}{text}{FOOTER}".replace("\n", "\r\n"))


# --- header and licence -----------------------------------------------------------------------


def test_a_text_of_the_third_generation_is_read_whole() -> None:
    found = read(CONTENTS + CHAPTERS)
    metadata = found.book.metadata
    assert (metadata.title, metadata.subtitle) == ("The Light at Gull Point", "A Winter's Tale")
    assert [(one.name, one.role) for one in metadata.creators] == [
        ("Ann Example", "aut"),
        ("C. Writer", "trl"),
        ("D. Scribe", "trl"),
        ("B. Sample", "ill"),
        ("E. Reader and the Online Distributed Proofreading Team", "bkp"),
    ]
    assert (metadata.published, metadata.modified) == (date(2021, 3, 4), date(2024, 10, 18))
    assert (metadata.language, metadata.publisher) == ("en", "Project Gutenberg")
    assert metadata.source == metadata.identifier == "https://www.gutenberg.org/ebooks/99999"
    assert metadata.rights.startswith("This ebook is for the use of anyone anywhere")
    assert found.outline == [("chapter-001", 1, "THE FOG"), ("chapter-002", 2, "THE BOOT")]


def test_header_and_licence_are_named_and_not_printed() -> None:
    found = read(CONTENTS + CHAPTERS)
    removed = found.removed(Code.TEXT_REMOVED)
    assert "*** START OF THE PROJECT GUTENBERG EBOOK THE LIGHT AT GULL POINT ***" in removed
    assert "be renamed." in removed
    assert "II. The Boot 9" in removed
    text = "\n".join(text_of(one.blocks) for one in found.sections)
    assert "Gutenberg" not in text
    assert "CONTENTS" not in text


def test_a_text_of_the_second_generation_is_read_whole() -> None:
    title = "THE LIGHT AT GULL POINT\n\nby Ann Example\n\n\n"
    chapters = f"CHAPTER I\n\nThe Fog\n\n\n{FOG}\n{BOOT}\n\nCHAPTER II\n\nThe Boot\n\n\n{BOOT}\n"
    found = reading(READER, f"{SMALL_PRINT}{title}{chapters}{OLD_END}")
    metadata = found.book.metadata
    assert metadata.title == "The Light at Gull Point"
    assert [(one.name, one.role) for one in metadata.creators] == [
        ("Ann Example", "aut"),
        ("E. Reader, Somewhere", "bkp"),
    ]
    assert metadata.source == "https://www.gutenberg.org/ebooks/165"
    assert (
        metadata.rights == "Public domain in the United States, from Project Gutenberg (eBook #165)"
    )
    assert found.outline == [("chapter-001", 1, "The Fog"), ("chapter-002", 2, "The Boot")]


def test_a_text_of_the_first_generation_is_read_whole() -> None:
    found = reading(
        READER,
        "The Project Gutenberg Etext of The Light at Gull Point\nby Ann Example\n\n"
        "January, 1992  [Etext #21]\n\n\nTHE LIGHT AT GULL POINT\n\n\n"
        f"PREFACE\n\n{FOG}\nCHAPTER THE FIRST\n\n{BOOT}\n{FOG}\nCHAPTER THE SECOND\n\n{FOG}\n"
        "The End of Project Gutenberg Etext of The Light at Gull Point\n",
    )
    metadata = found.book.metadata
    assert metadata.title == "The Light at Gull Point"
    assert [one.name for one in metadata.creators] == ["Ann Example"]
    assert found.outline == [
        ("preface", None, "PREFACE"),
        ("chapter-001", 1, ""),
        ("chapter-002", 2, ""),
    ]


def test_a_mark_of_the_start_may_go_on_over_lines() -> None:
    header = LICENCE.replace(
        "EBOOK THE LIGHT AT GULL POINT ***", "EBOOK THE LIGHT AT\nGULL POINT ***"
    )
    found = reading(READER, f"{header}{CHAPTERS}{FOOTER}")
    assert found.outline == [("chapter-001", 1, "THE FOG"), ("chapter-002", 2, "THE BOOT")]
    assert found.sections[0].id == "chapter-001"


def test_the_encoding_the_header_names_is_believed() -> None:
    header = LICENCE.replace("Credits:", "Character set encoding: ISO-8859-1\n\nCredits:")
    text = f"{header}{CHAPTERS.replace('great', 'große')}{FOOTER}"
    found = reading(READER, text.encode("latin-1"))
    assert Code.ENCODING_GUESSED not in found.codes()
    assert "große" in found.text("chapter-001")


def test_a_text_under_copyright_says_so() -> None:
    header = LICENCE.replace("Title:", "Copyright (C) 1998 by Ann Example\n\nTitle:", 1)
    found = reading(READER, f"{header}{CHAPTERS}{FOOTER}")
    assert found.book.metadata.rights == "Copyright (C) 1998 by Ann Example"


# --- title page -------------------------------------------------------------------------------


def test_the_title_page_gives_way_to_the_book_s_own() -> None:
    page = (
        "[Illustration: The light at night]\n\nTHE LIGHT AT\nGULL POINT\n\nBY\nANN EXAMPLE\n\n"
        'AUTHOR OF "THE ROPE," ETC.\n\n_WITH ILLUSTRATIONS BY B. SAMPLE_\n\n'
        "LONDON\nSAMPLE & CO\n1889\n\n\n"
    )
    found = read(page + CONTENTS + CHAPTERS)
    assert [one.id for one in found.sections] == ["chapter-001", "chapter-002"]
    assert "SAMPLE & CO" in found.removed(Code.LINE_NOT_PRINTED)


def test_dedication_and_motto_are_kept_in_front() -> None:
    page = (
        "THE LIGHT AT GULL POINT\n\nLONDON\n1889\n\n\nTO\n\nMY SISTER\n\n\n"
        '"The sea is never asked, and never answers, and is never\ntired of either."\n\n'
        "_An Old Pilot._\n\nPrinted in England\n\n\n"
    )
    found = read(page + CONTENTS + CHAPTERS)
    assert [section.id for section in found.book.front] == ["dedication", "epigraph"]
    assert found.text("dedication") == "TO\nMY SISTER"
    assert found.text("epigraph") == (
        '"The sea is never asked, and never answers, and is never tired of either."\nAn Old Pilot.'
    )
    assert "Printed in England" in found.removed(Code.LINE_NOT_PRINTED)


def test_a_story_without_headings_begins_where_its_prose_does() -> None:
    found = read(f"THE LIGHT AT GULL POINT\n\nby Ann Example\n\n\n{FOG}\n{BOOT}")
    assert found.outline == [("chapter-001", None, "")]
    assert found.text("chapter-001").startswith("The keeper of the light")


def test_credits_are_book_producers() -> None:
    header = LICENCE.replace("Credits: ", "Posted by: ")
    found = reading(
        READER,
        f"{header}Produced by F. Scanner and the Online\nDistributed Proofreading Team at "
        f"http://www.pgdp.net\n\n\n{CHAPTERS}{FOOTER}",
    )
    assert [one.name for one in found.book.metadata.creators if one.role == "bkp"] == [
        "F. Scanner and the Online Distributed Proofreading Team"
    ]


# --- text -------------------------------------------------------------------------------------


def test_lines_are_joined_and_marks_read() -> None:
    found = read(CHAPTERS)
    fog, boot = found.section("chapter-001").blocks
    assert isinstance(fog, Paragraph)
    assert Emphasis(("Marigold",)) in fog.children
    assert isinstance(boot, Paragraph)
    assert Strong(("great",)) in boot.children
    assert "when the fog came in over the bar" in found.text("chapter-001")


def test_songs_scene_breaks_pictures_and_footnotes_are_kept() -> None:
    chapter = (
        f"I\n\nTHE FOG\n\n\n{FOG}\n{SONG}\n[Illustration]\n\n[Illustration: The boot]\n\n"
        f'"You have been asleep," said the voice.[1]\n\n       *       *       *\n\n{BOOT}\n'
        f"[1] It was not a voice.\n\n\nII\n\nTHE BOOT\n\n\n{FOG}"
    )
    found = read(chapter)
    _, song, picture, speech, silence, _ = found.section("chapter-001").blocks
    assert isinstance(song, Verse)
    assert picture == Paragraph(("[Illustration: The boot]",), Style(align="center"))
    assert isinstance(speech, Paragraph)
    (ref,) = (one for one in inlines_of(speech.children) if isinstance(one, NoteRef))
    assert isinstance(silence, SceneBreak)
    assert [(one.id, text_of(one.blocks)) for one in found.book.footnotes] == [
        (ref.footnote, "It was not a voice.")
    ]


@pytest.mark.parametrize("end", ["THE END", "FINIS.", "_The End_", "THE END OF THE FOG"])
def test_the_end_is_not_printed(end: str) -> None:
    found = read(f"{CHAPTERS}\n\n{end}\n")
    assert end in found.removed(Code.LINE_NOT_PRINTED)


@pytest.mark.parametrize(
    "note",
    [
        "[Transcriber's Note: The spelling was kept.\n\nA full stop was added.]\n",
        "Transcriber's Notes\n\nThe spelling was kept.\n\nA full stop was added.\n",
        BOX,
    ],
)
def test_notes_of_transcribers_stand_behind_the_story(note: str) -> None:
    behind = read(f"{CHAPTERS}\n\n{note}")
    before = read(f"{note}\n\nTHE LIGHT AT GULL POINT\n\nLONDON\n\n{CONTENTS}{CHAPTERS}")
    for found in (behind, before):
        (section,) = found.book.back
        assert section.title.startswith("Transcriber's ")
        assert "The spelling was kept." in found.text("appendix")
        assert "A full stop was added." in found.text("appendix")
        assert "spelling" not in found.text("chapter-002")


def test_parts_begin_to_count_again() -> None:
    parts = "".join(
        f"PART {part}\n\n\nCHAPTER I\n\n{FOG}\n\nCHAPTER II\n\n{BOOT}\n\n" for part in ("I", "II")
    )
    assert read(parts).outline == [
        ("part-1", 1, ""),
        ("chapter-001", 1, ""),
        ("chapter-002", 2, ""),
        ("part-2", 2, ""),
        ("chapter-003", 1, ""),
        ("chapter-004", 2, ""),
    ]


# --- how sure ---------------------------------------------------------------------------------


def test_it_is_sure_of_its_headers() -> None:
    assert sure(READER, LICENCE + CHAPTERS) == 0.97
    assert sure(READER, SMALL_PRINT + CHAPTERS) == 0.97
    assert sure(READER, "He read the Project Gutenberg text of it, and slept.\n" + FOG) == 0.0
    assert sure(READER, FOG) == 0.0


LINES = st.sampled_from(
    [
        "", "CHAPTER I", "PART ONE", "CONTENTS", "TO", "[Illustration]", "[Illustration: A]",
        "Transcriber's Note: kept.", "+-----------+", "| a box     |", "THE END", "*** END OF THE",
        "*** END OF THE PROJECT GUTENBERG EBOOK X ***", "*** START OF THE PROJECT GUTENBERG EBOOK",
        "*END*THE SMALL PRINT!", "Produced by X", "[1] note", "word [1]", "    verse", "* * *",
        '"A',
        "Title: X", "Author: Y", "=b= _i_", "by Ann Example", "LONDON",
        FOG.rstrip(), BOOT.rstrip(),
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=25))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    with contextlib.suppress(SourceError, ReadError):
        reading(READER, from_bytes("g.txt", (LICENCE + "\n".join(lines)).encode()))


# --- where the text begins --------------------------------------------------------------------


def test_a_part_above_the_first_chapter_is_no_line_of_the_title_page() -> None:
    found = read(f"LE PHARE\n\nPREMIÈRE PARTIE\n\nCHAPITRE PREMIER\n\nLa mer\n\n{FOG}\n\n"
                 f"DEUXIÈME PARTIE\n\nCHAPITRE PREMIER\n\nLe retour\n\n{BOOT}")  # fmt: skip
    assert [one.role.value for one in found.book.body] == ["part", "part"]


def test_a_short_first_chapter_is_no_title_page() -> None:
    found = read(
        "The Light\n\nErstes Kapitel\n\nDas Meer war still.\n\nZweites Kapitel\n\nEs schneite.\n"
    )
    assert [text_of(one.blocks) for one in found.book.body] == [
        "Das Meer war still.",
        "Es schneite.",
    ]


def test_the_persons_of_a_play_and_its_first_act_are_printed() -> None:
    found = read("THE BELL\n\nA PLAY\n\n"
                 "PERSONS OF THE PLAY\n\nIVY, a keeper.\nMAUD, her sister.\n\n"
                 "ACT I\n\nSCENE: _A kitchen by the sea._\n\nIVY. Did you hear it?\n\n"
                 "ACT II\n\nSCENE: _The same._\n\nMAUD. I did.\n")  # fmt: skip
    assert [one.title for one in found.book.body] == ["", "ACT I", "ACT II"]
    assert "IVY, a keeper." in text_of(found.book.body[0].blocks)


def test_letters_are_chapters_from_the_first_on() -> None:
    found = read(f"LETTERS\n\nLETTER I\n\nTO IVY\n\n{FOG}\n\nLETTER II\n\nTO MAUD\n\n{BOOT}")
    assert [one.title for one in found.book.body] == ["LETTER I: TO IVY", "LETTER II: TO MAUD"]


def test_a_short_first_paragraph_is_no_title() -> None:
    snow = "Snow fell all night, and by morning the village was gone."
    found = read(f"CHAPTER I\n\n{snow}\n\n{FOG}\n\nCHAPTER II\n\n{snow}\n\n{BOOT}")
    assert [one.title for one in found.book.body] == ["", ""]
