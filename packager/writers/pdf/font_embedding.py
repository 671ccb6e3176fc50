"""Fonts of a PDF: each face once, with the glyphs the whole book uses and no others.

Glyphs keep their numbers, so the pages of all gatherings go on finding theirs (ISO 32000-1, 9.7.4).
Knows pikepdf and HarfBuzz, and nothing of how pages are laid out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import uharfbuzz
from pikepdf import Array, Name

from packager.diagnostics import Code
from packager.errors import WriteError

REFERENCE = b"sha256:"
"""Stands, behind four bytes of the font and before its digest, where the font file belongs."""

_AT = 4
_DROPPED = (
    "BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "STAT",
    "SVG ", "gasp",
)  # fmt: skip
"""Tables that lay text out, or have no place in a PDF."""
_FILES = ("/FontFile2", "/FontFile3")
_MAPPINGS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_MAPPING = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_NOTHING = b"200b"
"""What a glyph stands for whose text is that of the one before it: ZERO WIDTH SPACE."""
_BATCH = 100
"""Mappings an operator of a CMap may have (ISO 32000-1, 9.10.3)."""


def embed_fonts(pdf: pikepdf.Pdf, files: Iterable[Path]) -> None:
    """Unite the fonts of a PDF, and put font files where references to them stand.

    Args:
        pdf: A PDF of one or more gatherings; it is changed.
        files: The font files the gatherings were set with.

    Raises:
        WriteError: A file that was used is not among them.
    """
    fonts = _united(pdf)
    glyphs: dict[str, set[int]] = {}
    for font in fonts:
        glyphs.setdefault(font.digest, set()).update(_mappings(font.dictionary))
    streams: dict[str, pikepdf.Object] = {}
    for file in files:
        if len(streams) == len(glyphs):
            break
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest in glyphs and digest not in streams:
            streams[digest] = pdf.make_stream(subset(content, glyphs[digest]))
    for font in fonts:
        if font.digest not in streams:
            raise WriteError(
                Code.LAYOUT_FAILED,
                "a font file changed while the pages were laid out",
                hint="run it again",
            )
        font.embed(streams[font.digest])


def subset(content: bytes, glyphs: set[int]) -> bytes:
    """A font file with some of its glyphs, under their numbers, and no more than a PDF needs."""
    flags = (
        uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED
        | uharfbuzz.SubsetFlags.DESUBROUTINIZE
        | uharfbuzz.SubsetFlags.NO_HINTING
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        # In a PDF the number of a glyph is its CID, whatever the font calls it.
        | uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
    )
    face = uharfbuzz.Face(uharfbuzz.Blob(content))
    face = _chosen(face, glyphs, flags | uharfbuzz.SubsetFlags.RETAIN_GIDS)
    # Once more, to have no empty places behind the last glyph.
    return _chosen(face, set(range(max(glyphs, default=0) + 1)), flags).blob.data


def _chosen(face: uharfbuzz.Face, glyphs: set[int], flags: uharfbuzz.SubsetFlags) -> uharfbuzz.Face:
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = flags
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _DROPPED)
    return wanted.subset(face)


@dataclass(frozen=True, slots=True)
class _Font:
    """A font dictionary (9.7.6) whose file is named by its digest."""

    dictionary: pikepdf.Object
    descriptor: pikepdf.Object
    file: str
    digest: str

    def embed(self, stream: pikepdf.Object) -> None:
        """Put the file in."""
        if self.file == "/FontFile3":
            stream.Subtype = Name.OpenType
        else:
            stream.Length1 = len(stream.read_raw_bytes())
        self.descriptor[self.file] = stream


def _united(pdf: pikepdf.Pdf) -> list[_Font]:
    """The fonts that wait for their files, one for each name; all pages use that one."""
    groups: dict[tuple[str, str], list[tuple[pikepdf.Object, _Font]]] = {}
    for resources in _font_resources(pdf):
        for name in resources.keys():  # noqa: SIM118 - a dictionary of pikepdf has no iterator
            font = _referring(resources[name])
            if font is not None:
                groups.setdefault((name, font.digest), []).append((resources, font))
    united = []
    for (name, _), uses in groups.items():
        first = uses[0][1]
        _unite(pdf, first.dictionary, [font.dictionary for _, font in uses[1:]])
        for resources, _ in uses[1:]:
            resources[name] = first.dictionary
        united.append(first)
    return united


def _font_resources(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The dictionaries of fonts; the pages of a gathering, and the forms on them, share one."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        fonts = page.obj.Resources.get("/Font")
        if fonts is not None and fonts.objgen not in seen:
            seen.add(fonts.objgen)
            yield fonts


def _referring(dictionary: pikepdf.Object) -> _Font | None:
    if "/DescendantFonts" not in dictionary:
        return None
    descriptor = dictionary.DescendantFonts[0].FontDescriptor
    for file in _FILES:
        if file in descriptor:
            content = descriptor[file].read_bytes()
            if content[_AT:].startswith(REFERENCE):
                return _Font(dictionary, descriptor, file, content[_AT + len(REFERENCE) :].decode())
    return None


def _unite(pdf: pikepdf.Pdf, first: pikepdf.Object, others: list[pikepdf.Object]) -> None:
    """Give a font the widths and the meanings of glyphs that it has elsewhere."""
    widths = _widths(first)
    mappings = _mappings(first)
    for other in others:
        for glyph, width in _widths(other).items():
            widths.setdefault(glyph, width)
        for glyph, text in _mappings(other).items():
            mappings.setdefault(glyph, text)
    runs: list[Any] = []
    last = None
    for glyph, width in sorted(widths.items()):
        if glyph - 1 != last:
            runs += [glyph, []]
        runs[-1].append(width)
        last = glyph
    first.DescendantFonts[0].W = Array(
        [Array(run) if isinstance(run, list) else run for run in runs]
    )
    head, _, _ = first.ToUnicode.read_bytes().partition(b"endcodespacerange")
    first.ToUnicode = pdf.make_stream(head + b"endcodespacerange\n" + _to_unicode(mappings))


def _widths(font: pikepdf.Object) -> dict[int, Any]:
    """The width of each glyph (9.7.4.3), written as runs of numbers that follow each other."""
    found: dict[int, Any] = {}
    runs = list(font.DescendantFonts[0].get("/W", []))
    for first, widths in zip(runs[::2], runs[1::2], strict=True):
        found.update(enumerate(widths, int(first)))
    return found


def _mappings(font: pikepdf.Object) -> dict[int, bytes]:
    """The text each glyph stands for, in hexadecimal UTF-16."""
    return {
        int(glyph, 16): text or _NOTHING
        for batch in _MAPPINGS.findall(font.ToUnicode.read_bytes())
        for glyph, text in _MAPPING.findall(batch)
    }


def _to_unicode(mappings: dict[int, bytes]) -> bytes:
    lines: list[bytes] = []
    ordered = sorted(mappings.items())
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        lines.append(b"%d beginbfchar" % len(batch))
        lines.extend(b"<%04x> <%s>" % mapping for mapping in batch)
        lines.append(b"endbfchar")
    lines += [b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end"]
    return b"\n".join(lines)
