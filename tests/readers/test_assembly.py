"""What was found, put together."""

from __future__ import annotations

from packager.book.blocks import Paragraph
from packager.book.section import Role
from packager.readers.assembly import Found, FoundNote, assemble, section_ids

TEXT = (Paragraph(("It snowed.",)),)


def test_ids_are_known_before_any_text_is() -> None:
    roles = [Role.PROLOGUE, Role.PART, Role.CHAPTER, Role.CHAPTER, Role.PROLOGUE]
    assert section_ids(roles) == ("prologue", "part-1", "chapter-001", "chapter-002", "prologue-2")


def test_parts_hold_the_chapters_behind_them_and_the_last_epilogue_is_the_books() -> None:
    roles = [Role.PROLOGUE, Role.PART, Role.CHAPTER, Role.PART, Role.CHAPTER, Role.EPILOGUE]
    body = assemble([Found(role=role, blocks=TEXT) for role in roles]).body
    assert [(s.role, len(s.children)) for s in body] == [
        (Role.PROLOGUE, 0),
        (Role.PART, 1),
        (Role.PART, 1),
        (Role.EPILOGUE, 0),
    ]


def test_front_and_back_matter_stand_apart_only_at_the_ends() -> None:
    roles = [Role.DEDICATION, Role.CHAPTER, Role.ACKNOWLEDGMENTS, Role.CHAPTER, Role.AFTERWORD]
    found = assemble([Found(role=role, blocks=TEXT) for role in roles])
    assert [s.role for s in found.front] == [Role.DEDICATION]
    assert [s.role for s in found.body] == [Role.CHAPTER, Role.ACKNOWLEDGMENTS, Role.CHAPTER]
    assert [s.role for s in found.back] == [Role.AFTERWORD]


def test_notes_go_with_their_sections_and_empty_ones_nowhere() -> None:
    notes = (FoundNote(position="after", blocks=TEXT), FoundNote(position="before", blocks=()))
    found = assemble([Found(blocks=TEXT), Found(blocks=TEXT, notes=notes)])
    assert [(note.section, note.position) for note in found.notes] == [("chapter-002", "after")]
