"""Bidirectional text: the level of each character, and the order in which runs are drawn.

The Unicode Bidirectional Algorithm (https://www.unicode.org/reports/tr9/) without explicit
formatting and without bracket pairs (rule N0), neither of which titles have. A system library would
make the same cover look different on another machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_STRONG = frozenset({"L", "R", "AL"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN"})
_NUMBERS = frozenset({"EN", "AN"})
_EXPLICIT = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def base_level(text: str) -> int:
    """The paragraph's level, 0 left-to-right or 1 right-to-left: rules P2 and P3."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _STRONG:
            return int(kind in _RIGHT_TO_LEFT)
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a paragraph: rules W1 to I2, and L1 for its end."""
    kinds = [_kind(character) for character in text]
    embedding = "R" if base else "L"
    _resolve_weak(kinds, embedding)
    _resolve_neutral(kinds, embedding)
    found = [base + _raise(kind, base) for kind in kinds]
    for at in range(len(text) - 1, -1, -1):
        if unicodedata.bidirectional(text[at]) not in {"WS", "BN"}:
            break
        found[at] = base
    return found


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The indices of a line's runs from left to right: rule L2."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return order


def _kind(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    return "BN" if kind in _EXPLICIT else kind or "L"


def _raise(kind: str, base: int) -> int:
    """How far a resolved kind lifts the level: rules I1 and I2."""
    if base:
        return int(kind != "R")
    return {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)


def _resolve_weak(kinds: list[str], embedding: str) -> None:
    """Rules W1 to W7, in place."""
    previous = strong = embedding
    for at, kind in enumerate(kinds):
        if kind in {"NSM", "BN"}:  # W1; boundary neutrals go with what they stand in
            kinds[at] = previous
        elif kind == "EN" and strong == "AL":  # W2
            kinds[at] = "AN"
        if kind in _STRONG:
            strong = kind
        previous = kinds[at]
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    _resolve_separators(kinds)
    strong = embedding
    for at, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:  # W6
            kinds[at] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[at] = "L"


def _resolve_separators(kinds: list[str]) -> None:
    """Rules W4 and W5: what joins or follows numbers belongs to them."""
    for at in range(1, len(kinds) - 1):
        before, kind, after = kinds[at - 1 : at + 2]
        joined = before == after and (
            (kind in {"ES", "CS"} and before == "EN") or (kind == "CS" and before == "AN")
        )
        if joined:
            kinds[at] = before
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if "EN" in (kinds[at - 1] if at else "", kinds[end] if end < len(kinds) else ""):
            kinds[at:end] = ["EN"] * (end - at)
        at = max(end, at + 1)


def _resolve_neutral(kinds: list[str], embedding: str) -> None:
    """Rules N1 and N2, in place: neutrals between two sides that agree go with them."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        before = _side(kinds[at - 1]) if at else embedding
        after = _side(kinds[end]) if end < len(kinds) else embedding
        kinds[at:end] = [before if before == after else embedding] * (end - at)
        at = max(end, at + 1)


def _side(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind
