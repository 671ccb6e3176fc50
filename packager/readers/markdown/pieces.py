"""Pieces: a text taken apart where that is safe, so that little of it has to be parsed.

A story is nearly all plain paragraphs between blank lines. What stands between two of them can be
read by itself, for a paragraph at the left margin behind a blank line ends every list, quotation
and table; only fenced code, raw HTML and fenced divisions reach over it. Whether one of those is
still open at the end of a run of lines is found by asking the parser: a line of our own is set
below the run, and where it does not come back as a paragraph, the run is made longer.

The pieces are exactly what the parser makes of the text as a whole; the tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from packager.readers.markdown.parser import LITERAL, parser
from packager.readers.text.scene_breaks import is_marker

if TYPE_CHECKING:
    from markdown_it.token import Token

Kind = Literal["text", "inlines", "heading", "ornament", "tokens"]

_LONGEST_ORNAMENT = 80
_SENTINEL = "\ufdd0"
"""What stands below a run; no text holds it, for no book may."""

_MAX_ATTEMPTS = 200
"""Each attempt is at a run twice as long, or with one more kind of fence known to be text."""

_CODE_COLUMNS = 4


class Piece(NamedTuple):
    """A run of lines of a text.

    Attributes:
        kind: ``text`` is a paragraph without markup, ``inlines`` one with markup within it,
            ``heading`` a heading without markup, ``ornament`` a line of it, ``tokens`` the rest.
        start: Index of its first character.
        text: Its text: of a paragraph and a heading without what parts lines.
        level: The level of a heading.
        tokens: What the parser made of it; inlines are not parsed yet.
    """

    kind: Kind
    start: int
    text: str
    level: int = 0
    tokens: tuple[Token, ...] = ()


@cache
def _blank_start() -> re.Pattern[str]:
    return re.compile(r"(?:[ \t]*\n)*")


@cache
def _gap() -> re.Pattern[str]:
    return re.compile(r"\n(?:[ \t]*\n)+")


@cache
def _marked() -> re.Pattern[str]:
    """What may be markup within a paragraph."""
    return re.compile(r"[*_\\`\[<&{\t]|~~|  \n")


@cache
def _first() -> re.Pattern[str]:
    """How the first line of something else than a paragraph may begin."""
    return re.compile(
        r"[#>\-+=`:|\[<]|~{3}|[*_](?:[ \t\n]|\Z)|([*_])(?:[ \t]*\1){2,}[ \t]*(?:\n|\Z)"
        r"|\d{1,9}[.)](?:[ \t\n]|\Z)"
    )


@cache
def _later() -> re.Pattern[str]:
    """How a further line may begin that is not the same paragraph's, or makes it no paragraph."""
    return re.compile(
        r"\n[ \t]*(?:[>`<:]|\#{1,6}(?:[ \t\n]|\Z)|[-+*](?:[ \t\n]|\Z)|~{3}"
        r"|\d{1,9}[.)](?:[ \t\n]|\Z)|\[\^|[-=|][-=:|\ \t]*(?:\n|\Z)"
        r"|([*_])(?:[ \t]*\1){2,}[ \t]*(?:\n|\Z))"
    )


@cache
def _plain_heading() -> re.Pattern[str]:
    return re.compile(r"(#{1,6}) +([^\n#\s](?:[^\n#]*[^\n#\s])?)[ \t]*")


@cache
def _line_end() -> re.Pattern[str]:
    return re.compile(r" ?\n *")


@cache
def _opens_further() -> re.Pattern[str]:
    """Lines of a run that an indented paragraph below it may belong to."""
    return re.compile(r"^[ \t>]*(?:[-+*]|\d{1,9}[.)]|\[\^)|^(?: {4}|\t| {1,3}\t)", re.MULTILINE)


@cache
def _may_close() -> re.Pattern[str]:
    return re.compile(r"`{3}|~{3}|:{3}|>")


def split(text: str, env: MutableMapping[str, Any]) -> Iterator[Piece]:
    """The pieces of a text, in order.

    Args:
        text: The text; lines end with a line feed.
        env: What the parser remembers: after the last piece the references and footnotes of the
            whole text, which its inlines need.
    """
    return _Splitting(text, env).pieces()


def parse_whole(text: str, env: MutableMapping[str, Any]) -> Iterator[Piece]:
    """The same, by the parser alone: what ``split`` has to be equal to, at a tenth of its speed."""
    whole = _Splitting(text, env)
    if whole.chunks:
        yield whole.run(0, len(whole.chunks), whole=True)


@dataclass(slots=True)
class _Splitting:
    text: str
    env: MutableMapping[str, Any]
    chunks: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of each run of lines without a blank one."""

    def __post_init__(self) -> None:
        end = len(self.text.rstrip(" \t\n"))
        start = _blank_start().match(self.text)
        at = start.end() if start else 0
        for gap in _gap().finditer(self.text, at, end):
            self.chunks.append((at, gap.start()))
            at = gap.end()
        if at < end:
            self.chunks.append((at, end))

    def pieces(self) -> Iterator[Piece]:
        index = 0
        count = len(self.chunks)
        text = self.text
        while index < count:
            start, end = self.chunks[index]
            piece = _piece(start, text[start:end])
            index += 1
            if piece is None:
                piece = self.run(index - 1, self._reach(index, start))
                index = self._behind(piece, index)
            yield piece

    def _reach(self, index: int, start: int) -> int:
        """The index of the first chunk that is surely no part of the run that began at a place."""
        opens = False
        searched = start
        while index < len(self.chunks):
            at, end = self.chunks[index]
            chunk = self.text[at:end]
            if chunk[0] in " \t" and not opens:
                opens = _opens_further().search(self.text, searched, at) is not None
                searched = at
            if not (opens and chunk[0] in " \t") and _piece(at, chunk) is not None:
                break
            index += 1
        return index

    def _behind(self, piece: Piece, index: int) -> int:
        """The index of the first chunk behind a run."""
        end = piece.start + len(piece.text)
        while index < len(self.chunks) and self.chunks[index][0] < end:
            index += 1
        return index

    def run(self, index: int, until: int, *, whole: bool = False) -> Piece:
        """The chunks from one index to another, or further, as the parser reads them."""
        start = self.chunks[index][0]
        widen = attempts = 1
        while True:
            run = self.text[start : self.chunks[until - 1][1]]
            tokens, env = self._parsed(run)
            unclosed = _unclosed(tokens)
            attempts += 1
            if not unclosed or attempts > _MAX_ATTEMPTS:
                break
            if until < len(self.chunks):
                until = self._extended(until, widen, start)
                widen *= 2
            elif not self._give_up(unclosed):
                break
            elif not whole and ":" not in self.env[LITERAL]:
                until = self._reach(index + 1, start)
                widen = 1
        self._remember(env)
        return Piece("tokens", start, run, tokens=tuple(_without_sentinel(tokens)))

    def _parsed(self, run: str) -> tuple[list[Token], dict[str, Any]]:
        env: dict[str, Any] = {LITERAL: self.env.get(LITERAL, {})}
        tokens: list[Token] = []
        md = parser()
        md.block.parse(f"{tamed(run)}\n\n{_SENTINEL}", md, env, tokens)
        return tokens, env

    def _extended(self, until: int, closers: int, start: int) -> int:
        """The index behind the next chunks that may close what is open."""
        may_close = _may_close()
        while until < len(self.chunks) and closers:
            at, end = self.chunks[until]
            if may_close.search(self.text, at, end):
                closers -= 1
            until += 1
        return self._reach(until, start)

    def _give_up(self, unclosed: str) -> bool:
        """Remember what nothing closes, for it is text; not for raw HTML, which stays open."""
        if unclosed == "<":
            return False
        literal = self.env.setdefault(LITERAL, {})
        literal[unclosed[0]] = min(len(unclosed), literal.get(unclosed[0], len(unclosed)))
        return True

    def _remember(self, env: MutableMapping[str, Any]) -> None:
        references = self.env.setdefault("references", {})
        again = self.env.setdefault("duplicate_refs", [])
        for label, found in env.get("references", {}).items():
            if label in references:
                again.append({"label": label, **found})
            else:
                references[label] = found
        again += env.get("duplicate_refs", [])
        if "footnotes" in env:
            mine = self.env.setdefault("footnotes", {"refs": {}, "list": {}})
            mine["refs"].update(env["footnotes"]["refs"])


def _piece(start: int, chunk: str) -> Piece | None:
    """A chunk that is by itself what it is; ``None`` for one that has to be parsed."""
    indent = 0
    if chunk[0] in " \t":
        stripped = chunk.lstrip(" \t")
        indent = len(chunk[: len(chunk) - len(stripped)].expandtabs(_CODE_COLUMNS))
        chunk = stripped
    if _is_ornament(chunk):
        return Piece("ornament", start, chunk.strip())
    if indent >= _CODE_COLUMNS:
        return None
    marked = _marked().search(chunk) is not None
    if _first().match(chunk):
        return None if marked else _heading_piece(start, chunk)
    if "\n" in chunk:
        if _later().search(chunk):
            return None
        if not marked:
            return Piece("text", start, joined(chunk.strip()))
    return Piece("inlines" if marked else "text", start, chunk.strip())


def _heading_piece(start: int, chunk: str) -> Piece | None:
    found = _plain_heading().fullmatch(chunk)
    return Piece("heading", start, found[2].strip(), len(found[1])) if found else None


def _is_ornament(chunk: str) -> bool:
    return len(chunk) <= _LONGEST_ORNAMENT and "\n" not in chunk and is_marker(chunk)


def joined(text: str) -> str:
    """The lines of a paragraph without markup as one, ideographs without a space between them."""
    if not text.isascii():
        text = _between_ideographs().sub("", text)
    return _line_end().sub(" ", text)


@cache
def _between_ideographs() -> re.Pattern[str]:
    wide = (
        "[\u2e80-\u303f\u3041-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
    )
    return re.compile(rf"(?<={wide}) ?\n *(?={wide})")


@cache
def _deep() -> re.Pattern[str]:
    marker = r"(?:>|[-+*]|\d{1,9}[.)])"
    return re.compile(
        rf"^((?:[ \t]*{marker}){{24}})(?:[ \t]*{marker})+|^([ \t]{{60}})[ \t]+", re.MULTILINE
    )


def tamed(text: str) -> str:
    """A text without quotations and lists nested deeper than any story needs; no word is lost."""
    return _deep().sub(r"\1\2", text)


def _unclosed(tokens: list[Token]) -> str:
    """What is still open at the end of a run: a fence, ``:``, ``<``; empty when nothing is."""
    if len(tokens) > 1 and tokens[-2].content == _SENTINEL and tokens[-2].level == 1:
        return ""
    last = tokens[-1]
    if last.type == "fence":
        return last.markup
    return ":" if last.type == "division_close" else "<"


def _without_sentinel(tokens: list[Token]) -> list[Token]:
    if len(tokens) > 1 and tokens[-2].content == _SENTINEL and tokens[-2].level == 1:
        return tokens[:-3]
    for token in tokens:
        if _SENTINEL in token.content:
            token.content = token.content.replace(f"\n\n{_SENTINEL}", "").replace(_SENTINEL, "")
    return tokens
