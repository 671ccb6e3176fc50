"""Stories in the dialect ``fimtext``, written with the structure a reader must find in them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import assume
from hypothesis import strategies as st

from packager.book.blocks import Blocks, Paragraph, SceneBreak
from packager.book.book import Book

WORDS = (
    "lamp", "she", "said", "“no,”", "it's", "winter", "the", "of", "and", "rain.", "Spike", "naïve",
    "went..", "home", "—", "quietly", "R&D", "(almost)", "2", "well...", "why?",
)  # fmt: skip

FIRST = ("The", "Rain", "She", "“Stop,”", "It", "Once", "...and", "Snow")
"""Words a paragraph may begin with, none of which makes it a label, a heading or a header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter as it should be found: the paragraphs of its notes and of its body."""

    before: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What should be found in a source."""

    description: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def found_in(book: Book) -> Story:
    """The structure a reader found, to be compared."""
    notes: dict[tuple[str, str], tuple[str, ...]] = {}
    for note in book.notes:
        key = (note.section, note.position)
        notes[key] = notes.get(key, ()) + _texts(note.blocks)
    return Story(
        description=_texts(book.metadata.description),
        chapters=tuple(
            Chapter(
                before=notes.get((section.id, "before"), ()),
                body=_texts(section.blocks),
                after=notes.get((section.id, "after"), ()),
            )
            for section in book.body
        ),
    )


def _texts(blocks: Blocks) -> tuple[str, ...]:
    texts = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append("".join(str(child) for child in block.children))
        else:
            assert isinstance(block, SceneBreak), block
    return tuple(texts)


def _paragraphs(low: int, high: int, words: int) -> st.SearchStrategy[tuple[str, ...]]:
    """From ``low`` to ``high`` paragraphs of at least so many words."""
    paragraph = st.integers(0, 200).map(lambda seed: _paragraph(seed, words))
    return st.lists(paragraph, min_size=low, max_size=high).map(tuple)


def _paragraph(seed: int, words: int) -> str:
    """The same few words each time, in another order; cheaper than to draw each of them."""
    rest = (WORDS[(seed * (index + 3) + index) % len(WORDS)] for index in range(words + seed % 7))
    return " ".join((FIRST[seed % len(FIRST)], *rest))


def _spread(draw: st.DrawFn, paragraphs: tuple[str, ...], *, blanks: bool = True) -> str:
    """Paragraphs below one another, some with blank lines between, some with spaces behind."""
    gaps = (
        st.sampled_from(("", "", "", " ", "\n", " \n\n")) if blanks else st.sampled_from(("", " "))
    )
    return "\n".join(
        text + (draw(gaps) if index < len(paragraphs) - 1 else "")
        for index, text in enumerate(paragraphs)
    )


def _may_stand_above(chapters: list[Chapter]) -> bool:
    """Whether each note could as well be about the chapter below it: nobody could tell."""
    *others, last = chapters
    return (
        bool(others)
        and not last.after
        and all(chapter.after for chapter in others)
        and not any(chapter.before for chapter in chapters[1:])
    )


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, Story]:
    """A source in the dialect, and what should be found in it."""
    blank = st.sampled_from(("\n", "\n\n", "\n \n"))
    label = st.sampled_from(
        ("Author's Notes: ", "Author’s Note:", "Authors Note", "AUTHOR'S NOTES:  ", "Author's Note")
    )
    parts: list[str] = []
    description: tuple[str, ...] = ()
    if draw(st.booleans()):
        parts.append(f"{draw(st.sampled_from((' ', '')))}\t\tDescription{draw(blank)}")
        description = draw(_paragraphs(0, 3, 1))
        if description:
            parts.append(f"{_spread(draw, description)}{draw(blank)}")
    chapters: list[Chapter] = []
    first = True
    bare_first = False
    for _ in range(draw(st.integers(1, 4))):
        before = draw(_paragraphs(1, 2, 2)) if draw(st.booleans()) else ()
        body = draw(_paragraphs(3, 5, 20))
        after = draw(_paragraphs(1, 3, 2)) if draw(st.booleans()) else ()
        space = " "
        if before:
            # With its own document, or within the body's, of which it opens the one.
            own = draw(st.booleans())
            bare = own and first and bool(parts) and bool(description)
            bare = bare or (own and bool(chapters) and bool(chapters[-1].after))
            lead = draw(st.sampled_from(("", " "))) if bare else " "
            bare_first = bare_first or (first and not lead)
            parts.append(f"{lead}\t\t\t{draw(label)}\n{_spread(draw, before, blanks=own)}")
            parts.append(draw(blank) if own else draw(st.sampled_from(("\n\n", "\n \n\n"))))
            space = " " if own else ""
        parts.append(f"{space}{_spread(draw, body)}{draw(blank)}")
        if after:
            parts.append(f"\t\t\t{draw(label)}\n{_spread(draw, after)}{draw(blank)}")
        chapters.append(Chapter(before=before, body=body, after=after))
        first = False
    assume(not (bare_first and _may_stand_above(chapters)))
    if draw(st.booleans()):
        parts.append(f"{draw(st.sampled_from(('', ' ')))}\timages/cover.jpg\n")
    source = "".join(parts) + draw(st.sampled_from(("", "\n\n \n")))
    if draw(st.booleans()):
        source = source.rstrip("\n")
    source = source.replace("\n", draw(st.sampled_from(("\n", "\r\n", "\r"))))
    return draw(st.sampled_from(("", "\ufeff"))) + source, Story(
        description=description, chapters=tuple(chapters)
    )


tangles = st.lists(
    st.sampled_from(
        (
            "", "", " ", "\t", " \t\tDescription", "Description", "\t\tDescription:", " x",
            "\t\t\tAuthor's Notes: ", " \t\t\tAuthor's Notes: ", "Author’s Note", " Author's Note:",
            "\timages/cover.jpg", "images/cover.jpg", " images/my cover.jpg", "\tA cat.png",
            "Title: The Lamp", "Author: Ann, Bob and Cy", "Language: Klingonese", "Cover: a b.png",
            "Published: yesterday", " Rating: Teen", "Language: en",
            "***", " * * *", "xXx", "O", "---", "\t\t***",
            "Chapter 1", " Chapter Two: Thaw", "Prologue", "Part of me wanted to run!",
            " one space", "plain words here", "\ttabbed words", "  two spaces", "\u200b", "\u00a0x",
            " a longer line that has as many words as a short paragraph of a story would have",
            "a longer line that has as many words as a short paragraph of a story would have, too",
        )
    )
    | st.text(
        st.characters(
            exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"
        ),
        max_size=20,
    ),
    max_size=30,
).map("\n".join)  # fmt: skip
"""Any text at all, mostly of the lines a reader of the dialect stumbles over."""
