"""Section: a chapter, a part, a foreword: what a table of contents lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from packager.book.blocks import Blocks

ID = re.compile(r"[a-z][a-z0-9-]*")
"""Ids are file names and fragments too, so they are plain: letters, digits, hyphens."""


class Role(Enum):
    """What a section is, by the EPUB Structural Semantics Vocabulary 1.1.

    https://www.w3.org/TR/epub-ssv-11/
    """

    CHAPTER = "chapter"
    PART = "part"
    PROLOGUE = "prologue"
    EPILOGUE = "epilogue"
    FOREWORD = "foreword"
    PREFACE = "preface"
    INTRODUCTION = "introduction"
    DEDICATION = "dedication"
    EPIGRAPH = "epigraph"
    ACKNOWLEDGMENTS = "acknowledgments"
    AFTERWORD = "afterword"
    APPENDIX = "appendix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the book, with the sections within it.

    Attributes:
        id: Unique in the book; plain, for it becomes a file name.
        role: What kind of section it is.
        number: Its number among its kind, from 1, when it is numbered.
        title: Its title as the author gave it; empty when it has none.
        blocks: Its own text, before that of its children.
        children: The sections within it: the chapters of a part.
        published: The day it first appeared.

    Raises:
        ValueError: The id is not plain.
    """

    id: str
    role: Role = Role.CHAPTER
    number: int | None = None
    title: str = ""
    blocks: Blocks = ()
    children: tuple[Section, ...] = ()
    published: date | None = None

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"section id {self.id!r} is not letters, digits and hyphens")
