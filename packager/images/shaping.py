"""Shaping: from a line of text to outlines in place, in any script, by HarfBuzz alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import uharfbuzz as hb
from fontTools import unicodedata as ucd

from packager.images import bidi
from packager.images.breaking import clusters
from packager.images.face import FontStack, is_invisible

# Scripts whose letters may be spaced out; the others join, or hang from a line.
_TRACKED = frozenset({"Latn", "Grek", "Cyrl", "Armn", "Geor", "Hebr"})
_SHARED = frozenset({"Zyyy", "Zinh", "Zzzz"})
_OPENING = frozenset({"Ps", "Pi"})
_NO_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})
_NO_BREAK_SPACES = frozenset("\u00a0\u202f")
# A family of emoji or a syllable of Devanagari fits; a tower of accents does not.
_LONGEST_CLUSTER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How text is set.

    Attributes:
        language: BCP 47 tag; it chooses forms of letters.
        small_capitals: Set everything in small capitals, where the font has them.
        tracking: Space added between letters, in em.
    """

    language: str
    small_capitals: bool = False
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in place; face is its index in the font stack, x and y are in em, y upwards."""

    face: int
    glyph: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line.

    Attributes:
        glyphs: From left to right.
        width: Its advance, in em.
        ascent: The ink above the baseline, in em.
        descent: The ink below the baseline, in em, positive.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face, script and direction: ``start`` to ``end`` of a text."""

    start: int
    end: int
    face: int
    script: str
    level: int


def drawable(text: str, stack: FontStack, limit: int) -> str:
    """The text without what no face can draw, its white space single, its controls gone.

    Args:
        text: Any text.
        stack: The faces it will be set in.
        limit: Clusters kept; what is longer ends in an ellipsis.
    """
    pieces: list[str] = []
    for whole in clusters(_plain(text[: limit * _LONGEST_CLUSTER])):
        piece = _drawable_cluster(whole[:_LONGEST_CLUSTER], stack)
        if piece and not (piece == " " and (not pieces or pieces[-1] == " ")):
            pieces.append(piece)
    if len(pieces) > limit:
        pieces[limit:] = ["…"]
    kept = "".join(pieces).strip()
    return "" if all(map(is_invisible, kept)) else kept


def _plain(text: str) -> str:
    kept = (
        " " if character.isspace() and character not in _NO_BREAK_SPACES else character
        for character in text
    )
    return "".join(
        character for character in kept if unicodedata.category(character) not in _NO_TEXT
    )


def _drawable_cluster(piece: str, stack: FontStack) -> str:
    """A cluster, or what is left of it when no face has all of its marks."""
    if stack.first_with(piece) is not None:
        return piece
    face = stack.first_with(piece[0])
    return "" if face is None else "".join(part for part in piece if stack[face].has(part))


def advances(text: str, stack: FontStack, lettering: Lettering) -> list[float]:
    """The width of each character in em, all of a cluster's at its first character."""
    widths = [0.0] * len(text)
    for run in runs(text, stack):
        for cluster, advance, *_ in _shaped(text, run, stack, lettering):
            widths[cluster] += advance
    return widths


def shape(text: str, stack: FontStack, lettering: Lettering) -> Line:
    """A line of text as glyphs in place."""
    found = runs(text, stack)
    glyphs: list[Glyph] = []
    pen = ascent = descent = 0.0
    for at in bidi.visual_order([run.level for run in found]):
        run = found[at]
        opened = stack[run.face]
        for _, advance, glyph, x, y in _shaped(text, run, stack, lettering):
            glyphs.append(Glyph(run.face, glyph, pen + x, y))
            extents = opened.font.get_glyph_extents(glyph)
            if extents is not None:
                top = y + extents.y_bearing / opened.units_per_em
                ascent = max(ascent, top)
                descent = max(descent, -top - extents.height / opened.units_per_em)
            pen += advance
    # Tracking also follows the last letter, where it would push centred lines to the left.
    return Line(tuple(glyphs), pen - lettering.tracking if glyphs else 0.0, ascent, descent)


def runs(text: str, stack: FontStack) -> list[Run]:
    """The runs of a text that ``drawable`` has cleaned, in the order they are read."""
    levels = bidi.levels(text, bidi.base_level(text))
    scripts, faces = _scripts_and_faces(text, stack)
    found: list[Run] = []
    for at in range(len(text)):
        run = Run(at, at + 1, faces[at], scripts[at], levels[at])
        if found and (found[-1].face, found[-1].script, found[-1].level) == (
            run.face,
            run.script,
            run.level,
        ):
            run = Run(found.pop().start, at + 1, run.face, run.script, run.level)
        found.append(run)
    return found


def _scripts_and_faces(text: str, stack: FontStack) -> tuple[list[str], list[int]]:
    """Script and face of each character; punctuation goes with the letters it belongs to."""
    pieces = clusters(text)
    scripts = [ucd.script(piece[0]) for piece in pieces]
    own = [stack.first_with(piece) or 0 for piece in pieces]
    faces = list(own)
    for at, piece in enumerate(pieces):
        if scripts[at] not in _SHARED:
            continue
        neighbour = _neighbour(scripts, at, opening=unicodedata.category(piece[0]) in _OPENING)
        if neighbour is None:
            continue
        punctuation = unicodedata.category(piece[0])[0] == "P"
        if punctuation and stack[own[neighbour]].has(piece):
            faces[at] = own[neighbour]
        if faces[at] == own[neighbour] or piece.isspace():
            scripts[at] = scripts[neighbour]
    spread = [len(piece) for piece in pieces]
    return (
        [script for script, count in zip(scripts, spread, strict=True) for _ in range(count)],
        [face for face, count in zip(faces, spread, strict=True) for _ in range(count)],
    )


def _neighbour(scripts: list[str], at: int, *, opening: bool) -> int | None:
    """The nearest cluster with a script of its own: before, or for an opening mark behind."""
    before = next((i for i in range(at - 1, -1, -1) if scripts[i] not in _SHARED), None)
    if before is not None and not opening:
        return before
    behind = next((i for i in range(at + 1, len(scripts)) if scripts[i] not in _SHARED), None)
    return before if behind is None else behind


def _shaped(
    text: str, run: Run, stack: FontStack, lettering: Lettering
) -> Iterator[tuple[int, float, int, float, float]]:
    """Cluster, advance, glyph, x and y offset of each glyph of a run, from left to right."""
    opened = stack[run.face]
    buffer = hb.Buffer()
    # Code points keep HarfBuzz's clusters equal to indices of the text, whatever the text holds.
    buffer.add_codepoints([ord(character) for character in text], run.start, run.end - run.start)
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    buffer.script = "Zyyy" if run.script in _SHARED else run.script
    if lettering.language.isascii() and lettering.language:
        buffer.language = lettering.language
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    tracked = lettering.tracking if run.script in _TRACKED | _SHARED else 0.0
    features = {"smcp": lettering.small_capitals, "c2sc": lettering.small_capitals}
    if tracked:
        features |= {"liga": False, "clig": False}
    hb.shape(opened.font, buffer, features)
    em = opened.units_per_em
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions or [], strict=True):
        spaced = tracked if position.x_advance else 0.0
        yield (
            info.cluster,
            position.x_advance / em + spaced,
            info.codepoint,
            position.x_offset / em,
            position.y_offset / em,
        )
