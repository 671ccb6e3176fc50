"""Rules: what the parser knows beside CommonMark.

A rule of blocks gets the state, the line it begins at, the line behind the last it may use, and
whether it is only asked if it would begin there; it says whether it did.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.fence import make_fence_rule
from markdown_it.rules_inline import StateInline

from packager.readers.markdown.attributes import attributes_at, is_attributes
from packager.readers.markdown.parser import LITERAL
from packager.readers.text.scene_breaks import is_marker

_DIVISIONS = "divisions"
_CODE = 4
"""Columns of indent from which a line is code."""

_fence = make_fence_rule()


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's form
    """Fenced code, unless the fence is one of those that nobody closes: they are text."""
    literal = state.env.get(LITERAL)
    if literal and state.level == 0:
        at = state.bMarks[start] + state.tShift[start]
        sign = state.src[at : at + 1]
        least = literal.get(sign)
        if least is not None and state.skipCharsStr(at, sign) - at >= least:
            return False
    return _fence(state, start, end, silent)


def ornament(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - as above
    """A line of ornament between two blank ones: ``* * *``, ``~~~``, ``#``."""
    if state.blkIndent or (start + 1 < state.lineMax and not state.isEmpty(start + 1)):
        return False
    if start > 0 and not state.isEmpty(start - 1):
        return False
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not is_marker(text):
        return False
    if not silent:
        state.line = start + 1
        token = state.push("ornament", "", 0)
        token.content = text.strip()
        token.map = [start, start + 1]
    return True


# --- fenced divisions -------------------------------------------------------------------------


@cache
def _division_line() -> re.Pattern[str]:
    return re.compile(r"^ {0,3}:{3,}[ \t]*([^\n]*)$", re.MULTILINE)


def fenced_division(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """``::: name`` or ``::: {.name}`` to the ``:::`` that closes it.

    One that nothing closes reaches to the end, so that its text is asked for; when it is known to
    have no end, it is text.
    """
    if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]):
        return False
    if state.sCount[start] >= _CODE or state.blkIndent:
        return False
    opened = _opened(state).get(start)
    if opened is None:
        return False
    info, close = opened
    if close is None and state.env.get(LITERAL, {}).get(":"):
        return False
    last = end if close is None or close >= end else close
    if silent:
        return True
    parent, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    token = state.push("division_open", "div", 1)
    token.info, token.map = info, [start, last]
    if not info.startswith("{"):
        token.attrs = {"class": info.split()[0]}
    state.md.block.tokenize(state, start + 1, last)
    token = state.push("division_close", "div", -1)
    token.meta = {"closed": last != end or close is not None}
    state.parentType, state.lineMax = parent, limit
    state.line = min(last + 1, end)
    return True


def _opened(state: StateBlock) -> dict[int, tuple[str, int | None]]:
    """The lines that open a division, what they say, and the line that closes each."""
    known = state.env.get(_DIVISIONS)
    if known is not None and known[0] is state.src:
        found: dict[int, tuple[str, int | None]] = known[1]
        return found
    found = {}
    stack: list[int] = []
    line = at = 0
    for match in _division_line().finditer(state.src):
        line += state.src.count("\n", at, match.start())
        at = match.start()
        info = match[1].rstrip(" \t:")
        if info and (is_attributes(info) or re.match(r"[\w.-]", info)):
            found[line] = (info, None)
            stack.append(line)
        elif not info and stack:
            opener = stack.pop()
            found[opener] = (found[opener][0], line)
    state.env[_DIVISIONS] = (state.src, found)
    return found


# --- line blocks ------------------------------------------------------------------------------


def line_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """Lines that begin with ``| ``: verse."""
    if state.sCount[start] - state.blkIndent >= _CODE or not _is_verse(_line(state, start)):
        return False
    if silent:
        return True
    lines: list[tuple[int, str]] = []
    line = start
    while line < end and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = _line(state, line)
        if _is_verse(text):
            verse = text[1:].removeprefix(" ")
            lines.append((len(verse) - len(verse.lstrip()), verse.strip()))
        elif state.sCount[line] > state.blkIndent:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {text.strip()}")
        else:
            break
        line += 1
    state.line = line
    token = state.push("line_block", "", 0)
    token.map, token.meta = [start, line], {"lines": lines}
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _is_verse(text: str) -> bool:
    return text[:2] in {"|", "| ", "|\t"} and not (text.rstrip()[1:].endswith("|"))


# --- bracketed spans --------------------------------------------------------------------------


def bracketed_span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as above
    """``[text]{.class}``."""
    if state.src[state.pos] != "[":
        return False
    close = parseLinkLabel(state, state.pos)
    if close < 0:
        return False
    found = attributes_at(state.src, close + 1)
    if found is None:
        return False
    if not silent:
        start, limit = state.pos + 1, state.posMax
        token = state.push("span_open", "span", 1)
        token.meta = {"attributes": found}
        if found.classes:
            token.attrs = {"class": " ".join(found.classes)}
        state.pos, state.posMax = start, close
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = limit
    state.pos = found.end
    return True
