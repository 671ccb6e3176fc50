"""Mutations: what becomes of a source on its way through editors, sites and mail."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Mutation = Callable[[str, Random], str]

_CLOSING = re.compile(r"</[a-zA-Z][\w-]*>")
_HEADING = re.compile(r"(?m)^(#*\s*)(chapter\b.{0,40})$", re.IGNORECASE)


def _line(text: str, random: Random) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, random.randrange(len(lines))


def carriage_returns(text: str, random: Random) -> str:
    """Line ends of Windows, or of the oldest Macintosh."""
    return text.replace("\r", "").replace("\n", random.choice(["\r\n", "\r"]))


def trailing_spaces(text: str, random: Random) -> str:
    """White space behind some lines, which nobody sees."""
    return "\n".join(
        line + (random.choice([" ", "\t", "   "]) if line.strip() and random.random() < 0.2 else "")
        for line in text.split("\n")
    )


def blank_line_added(text: str, random: Random) -> str:
    """One blank line more."""
    lines, place = _line(text, random)
    return "\n".join([*lines[:place], "", *lines[place:]])


def blank_line_lost(text: str, random: Random) -> str:
    """One blank line less."""
    lines = text.split("\n")
    blank = [i for i, line in enumerate(lines) if not line.strip()]
    if blank:
        lines.pop(random.choice(blank))
    return "\n".join(lines)


def doubled_spaces(text: str, random: Random) -> str:
    """A space that became two, or one that does not break, within a line."""
    return re.sub(
        r"(?<=\w) (?=\w)",
        lambda _: random.choice([" ", " ", " ", "  ", "\u00a0"]),
        text,
    )


def line_doubled(text: str, random: Random) -> str:
    """A line that stands there twice."""
    lines, place = _line(text, random)
    return "\n".join([*lines[:place], lines[place], *lines[place:]])


def line_lost(text: str, random: Random) -> str:
    """A line that is gone."""
    lines, place = _line(text, random)
    return "\n".join([*lines[:place], *lines[place + 1 :]]) or text


def lines_swapped(text: str, random: Random) -> str:
    """Two lines that changed places."""
    lines, place = _line(text, random)
    other = random.randrange(len(lines))
    lines[place], lines[other] = lines[other], lines[place]
    return "\n".join(lines)


def tag_left_open(text: str, random: Random) -> str:
    """An element nobody closed."""
    tags = list(_CLOSING.finditer(text))
    if not tags:
        return text
    gone = random.choice(tags)
    return text[: gone.start()] + text[gone.end() :]


def mark_left_open(text: str, random: Random) -> str:
    """A mark of emphasis nobody closed, or that nothing opened."""
    place = random.randrange(len(text) + 1)
    return (
        text[:place]
        + random.choice(["*", "_", "[b]", "[/i]", "<i>", "</b>", "&", "<", "["])
        + (text[place:])
    )


def heading_varied(text: str, random: Random) -> str:
    """A heading in capitals, or with another sign behind the number."""
    return _HEADING.sub(
        lambda found: found[1] + random.choice([found[2].upper(), found[2].title(), found[2]]), text
    )


def indented(text: str, random: Random) -> str:
    """Some lines moved to the right."""
    return "\n".join(
        ("\u3000" if random.random() < 0.3 else "    ") + line
        if line.strip() and random.random() < 0.1
        else line
        for line in text.split("\n")
    )


def cut_off(text: str, random: Random) -> str:
    """A download that broke off."""
    return text[: random.randrange(len(text) // 3, len(text) + 1)] or text


def odd_characters(text: str, random: Random) -> str:
    """Characters nobody sees, and some that no book can hold."""
    place = random.randrange(len(text) + 1)
    odd = random.choice(["\u200b", "\ufeff", "\x00", "\x0c", "\u2028", "\ufffe", "\u00ad", "\x1b"])
    return text[:place] + odd + text[place:]


MUTATIONS: tuple[Mutation, ...] = (
    carriage_returns, trailing_spaces, blank_line_added, blank_line_lost, doubled_spaces,
    line_doubled, line_lost, lines_swapped, tag_left_open, mark_left_open, heading_varied,
    indented, cut_off, odd_characters,
)  # fmt: skip

ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030", "cp1251")


def mutated(data: bytes, random: Random) -> bytes:
    """A source after one to four mutations, and now and then in another encoding."""
    if data.startswith(b"PK"):
        return _archive(data, random)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return damaged(data, random)
    for _ in range(random.randint(1, 4)):
        text = random.choice(MUTATIONS)(text, random)
    try:
        return text.encode(random.choice(ENCODINGS))
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def damaged(data: bytes, random: Random) -> bytes:
    """A source with some of its bytes changed."""
    spoilt = bytearray(data)
    for _ in range(random.randint(1, 8)):
        if spoilt:
            spoilt[random.randrange(len(spoilt))] = random.randrange(256)
    return bytes(spoilt)


def _archive(data: bytes, random: Random) -> bytes:
    """An archive with one of its documents mutated, left out, or damaged as a whole."""
    if random.random() < 0.15:
        return damaged(data, random)
    try:
        inside = zipfile.ZipFile(io.BytesIO(data))
        members = [(info.filename, inside.read(info)) for info in inside.infolist()]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return data
    texts = [
        i
        for i, (name, _) in enumerate(members)
        if name.endswith((".html", ".xhtml", ".xml", ".opf", ".ncx", ".htm"))
    ]
    if texts:
        place = random.choice(texts)
        name, found = members[place]
        if random.random() < 0.1:
            members.pop(place)
        else:
            members[place] = (name, mutated(found, random))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, found in members:
            archive.writestr(name, found)
    return stream.getvalue()
