"""EPUB vocabulary: what a section's role is called in ``epub:type`` and in DPUB-ARIA.

EPUB 3 Structural Semantics Vocabulary 1.1, https://www.w3.org/TR/epub-ssv-11/; Digital Publishing
WAI-ARIA 1.1, https://www.w3.org/TR/dpub-aria-1.1/. A role is written only where both agree.
"""

from __future__ import annotations

from typing import assert_never

from packager.book.section import Role
from packager.publication.publication import Direction, Matter
from packager.words import Words, every_language

_RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv"})


def aria_role(role: Role) -> str:
    """The DPUB-ARIA role of a section; empty where the vocabulary has none."""
    match role:
        case (
            Role.CHAPTER
            | Role.PART
            | Role.PROLOGUE
            | Role.EPILOGUE
            | Role.FOREWORD
            | Role.PREFACE
            | Role.INTRODUCTION
            | Role.DEDICATION
            | Role.EPIGRAPH
            | Role.ACKNOWLEDGMENTS
            | Role.AFTERWORD
            | Role.APPENDIX
        ):
            return f"doc-{role.value}"
        case _ as never:
            assert_never(never)


def matter_of(role: Role) -> Matter:
    """The part of a book a section of this role stands in, when nothing else is said."""
    match role:
        case Role.CHAPTER | Role.PART | Role.PROLOGUE | Role.EPILOGUE | Role.INTRODUCTION:
            return "bodymatter"
        case Role.FOREWORD | Role.PREFACE | Role.DEDICATION | Role.EPIGRAPH:
            return "frontmatter"
        case Role.ACKNOWLEDGMENTS | Role.AFTERWORD | Role.APPENDIX:
            return "backmatter"
        case _ as never:
            assert_never(never)


def section_label(role: Role, number: int | None, words: Words) -> str:
    """What a section without a title of its own is called: ``Chapter 3``, ``Prologue``."""
    match role:
        case Role.CHAPTER if number is not None:
            return words.chapter.format(number)
        case Role.PART if number is not None:
            return words.part.format(number)
        case Role.CHAPTER:
            return _unnumbered(words.chapter)
        case Role.PART:
            return _unnumbered(words.part)
        case _:
            return str(getattr(words, role.value))


def _unnumbered(label: str) -> str:
    """A label without its number, and without the ordinal of East Asia that would stand alone."""
    return label.format("").replace("第", "").strip()


def says_what_it_is(title: str, role: Role) -> bool:
    """Whether a title names the role itself, in any language there are words for."""
    folded = title.casefold()
    return any(section_label(role, None, words).casefold() in folded for words in every_language())


def direction_of(language: str) -> Direction:
    """The base direction of a BCP 47 language tag."""
    first, *rest = language.split("-")
    if "Arab" in rest or "Hebr" in rest:
        return "rtl"
    return "rtl" if first in _RIGHT_TO_LEFT and "Latn" not in rest else "ltr"
