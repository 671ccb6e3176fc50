"""A story out of a text of fanfiction.net: the site's facts on top, then text with headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.readers.header import read_header
from packager.readers.left_out import LeftOut
from packager.readers.sites.ffn_text import TOP, address, stats_line
from packager.readers.sites.labels import label_of, names_of, with_label
from packager.readers.text.story import read_story
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import Line, printable, read_lines


def read_story_of_site(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story of fanfiction.net.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It has headings and no story.
        UsageError: The regular expression asked for is none.
    """
    lines = read_lines(source, report)
    header, rest = read_header(lines, source.name, report)
    left_out = LeftOut()
    metadata, rest = _facts(header.metadata, rest, left_out)
    left_out.tell(report, Where(source.name))
    return read_story(rest, source.name, request, report, metadata=metadata)


def _facts(
    metadata: Metadata, lines: Sequence[Line], left_out: LeftOut
) -> tuple[Metadata, tuple[Line, ...]]:
    """What the line of facts and the site's other lines on top say, and the lines without them."""
    kept: list[Line] = []
    for place, line in enumerate(lines):
        if place >= TOP:
            kept += lines[place:]
            break
        text = line.text.strip()
        if stats_line().match(text):
            metadata = stats(metadata, text)
        elif address().fullmatch(text):
            metadata = replace(metadata, source=metadata.source or text)
        elif text == "Follow/Fav" or (by := _by_label(text)) is None:
            kept.append(line)
            continue
        else:
            metadata = replace(metadata, creators=metadata.creators or (Creator(by),))
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the site's facts", text)
    return metadata, tuple(kept)


def _by_label(text: str) -> str | None:
    """The author in ``By: quill``, as the site's pages have it."""
    found = re.fullmatch(r"By:\s+(\S[^.]{0,80})", text)
    return printable(found[1].strip()) if found else None


def stats(metadata: Metadata, line: str) -> Metadata:
    """What the site's line of facts says.

    Facts stand between `` - ``: the rating, the language, the genres with slashes, the characters
    with pairs in brackets, then those with labels.
    """
    plain = 0
    for part in re.split(r"\s+-\s+", line.strip()):
        text = part.strip(" ,")
        pair = label_of(text)
        if pair is not None:
            metadata = with_label(metadata, *_meant(*pair)) or metadata
        elif text == "Complete":
            metadata = with_label(metadata, "status", text) or metadata
        elif ":" not in text and text:
            plain += 1
            metadata = _unlabelled(metadata, text, plain)
    return metadata


def _meant(label: str, value: str) -> tuple[str, str]:
    if label.lower() == "rated":
        return label, re.sub(r"\s+", " ", value)
    return label, value


def _unlabelled(metadata: Metadata, text: str, place: int) -> Metadata:
    """The language, which comes first; genres; characters, with pairs in brackets."""
    if place == 1:
        return with_label(metadata, "language", text) or metadata
    if place == 2 and "," not in text and "[" not in text and "." not in text:  # noqa: PLR2004
        genres = text.replace("Hurt/Comfort", "Hurt\u2044Comfort").split("/")
        names = tuple(genre.replace("\u2044", "/").strip() for genre in genres)
        return with_label(metadata, "genres", text, names=names) or metadata
    pairs = re.findall(r"\[([^\[\]]{1,200})\]", text)
    for pair in pairs:
        ship = "/".join(names_of(pair))
        metadata = with_label(metadata, "relationships", ship, names=(ship,)) or metadata
    names = names_of(re.sub(r"\]\s*(?=[^,\s])", ", ", text).replace("[", "").replace("]", ""))
    return with_label(metadata, "characters", text, names=names) or metadata
