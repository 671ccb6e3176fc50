"""Marks within a line of plain text: ``_italic_``, ``*bold*``, ``**bold**``, ``/italic/``.

One pass over the line with a stack of open marks. A mark opens before a word and closes behind one;
what is never closed, or closed in the wrong place, stays as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from packager.book.inlines import (
    Code,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Strike,
    Strong,
)

Marks = Literal["plain", "html2text", "none"]
"""Whose marks: those people type, those html2text writes, or none at all."""

REFERENCE = ("\ufdd0", "\ufdd1")
"""Signs around a footnote's id in a text; no story holds them, for no book may."""

LINE_BREAK = "\ufdd2"
"""A line break of the author's in a text; no story holds it, for no book may."""

MAX_OPEN = 16
"""Marks open at once; nobody means more."""

_MAX_TARGET = 2000


@cache
def _tokens(marks: Marks) -> re.Pattern[str]:
    reference = f"{REFERENCE[0]}(?P<note>[a-z0-9-]{{1,40}}){REFERENCE[1]}|(?P<br>{LINE_BREAK})"
    if marks == "none":
        return re.compile(reference)
    if marks == "plain":
        return re.compile(rf"{reference}|(?P<mark>\*{{1,3}}|_{{1,3}}|/)")
    return re.compile(
        rf"{reference}|\\(?P<escaped>[\\`*_{{}}\[\]()<>#+\-.!~|])|(?P<mark>\*{{1,3}}|_{{1,3}}|~~)"
        rf"|!?\[(?P<text>[^\[\]\n]{{0,1000}})\]\(<?(?P<target>[^\s()<>]{{1,{_MAX_TARGET}}})>?"
        r"(?:\s+\"[^\"\n]{0,300}\")?\)"
        r"|<(?P<auto>https?://[^\s<>]{1,2000})>|`(?P<code>[^`\n]{1,500})`"
    )


@cache
def _signs() -> re.Pattern[str]:
    """Any sign that may begin a token; most paragraphs have none."""
    return re.compile(rf"[*_/~\\\[<`{REFERENCE[0]}{LINE_BREAK}]")


@dataclass(slots=True)
class _Open:
    mark: str
    children: list[Inline] = field(default_factory=list)


def inlines_of_text(text: str, marks: Marks = "plain") -> Inlines:
    """The inlines of one paragraph of plain text.

    Args:
        text: The paragraph; footnotes' ids may stand in it between the signs of ``REFERENCE``.
        marks: Whose marks it has.
    """
    if _signs().search(text) is None:
        return (text,) if text else ()
    stack = [_Open("")]
    at = 0
    for token in _tokens(marks).finditer(text):
        if token.start() < at:
            continue
        _say(stack[-1].children, text[at : token.start()])
        at = token.end()
        if token["note"]:
            stack[-1].children.append(NoteRef(token["note"]))
        elif token["br"]:
            stack[-1].children.append(LineBreak())
        elif marks != "none" and token["mark"]:
            _mark(stack, token["mark"], text[token.start() - 1 : token.start()], text[at : at + 1])
        elif marks == "html2text":
            _other(stack[-1].children, token)
    _say(stack[-1].children, text[at:])
    while len(stack) > 1:
        _give_up(stack)
    return tuple(stack[0].children)


def _say(children: list[Inline], text: str) -> None:
    """Text added to what stands there already."""
    if not text:
        return
    if children and isinstance(children[-1], str):
        children[-1] += text
    else:
        children.append(text)


def _give_up(stack: list[_Open]) -> None:
    """The innermost open mark taken for what it looks like."""
    lost = stack.pop()
    _say(stack[-1].children, lost.mark)
    for child in lost.children:
        if isinstance(child, str):
            _say(stack[-1].children, child)
        else:
            stack[-1].children.append(child)


def _mark(stack: list[_Open], mark: str, before: str, after: str) -> None:
    may_close = bool(before) and not before.isspace() and not after[:1].isalnum()
    may_open = bool(after) and not after.isspace() and not before[:1].isalnum()
    if mark == "/":
        may_open = may_open and after not in "/.," and before not in "/:<"
        may_close = may_close and before != "/" and after != "/"
    if may_close:
        depth = next((i for i in range(len(stack) - 1, 0, -1) if stack[i].mark == mark), 0)
        if depth and (stack[depth].children or depth < len(stack) - 1):
            while len(stack) - 1 > depth:
                _give_up(stack)
            closed = stack.pop()
            stack[-1].children.append(_made(mark, tuple(closed.children)))
            return
    if may_open and len(stack) <= MAX_OPEN:
        stack.append(_Open(mark))
    else:
        _say(stack[-1].children, mark)


def _made(mark: str, children: Inlines) -> Inline:
    match mark:
        case "_" | "/":
            return Emphasis(children)
        case "***" | "___":
            return Strong((Emphasis(children),))
        case "~~":
            return Strike(children)
        case _:
            return Strong(children)


def _other(children: list[Inline], token: re.Match[str]) -> None:
    """An escaped sign, a link, a picture, an address, machine text."""
    if token["escaped"]:
        _say(children, token["escaped"])
    elif token["code"]:
        children.append(Code(token["code"]))
    elif token["auto"]:
        children.append(Link((token["auto"],), token["auto"]))
    else:
        target = token["target"]
        if _may_link(target):  # a picture too: nothing is fetched, so its words lead to it
            text = inlines_of_text(token["text"] or "", "html2text") or (target,)
            children.append(Link(text, target))
        else:
            _say(children, token[0])


def _may_link(target: str) -> bool:
    return re.fullmatch(r"(?:https?://|mailto:)\S+", target, re.IGNORECASE) is not None
