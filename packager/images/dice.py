"""Dice: choices that follow from a name, the same on every machine and in every version."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item")
_SIDES = 1 << 64


@dataclass(frozen=True, slots=True)
class Dice:
    """A source of choices. Each has a name, so that a new one doesn't disturb the others.

    Attributes:
        seed: What the choices follow from.
    """

    seed: bytes

    @classmethod
    def of(cls, *words: str) -> Dice:
        """Dice that depend on words and on nothing else."""
        text = "\0".join(words).encode("utf-8", errors="surrogatepass")
        return cls(hashlib.sha256(text).digest())

    def roll(self, name: str) -> float:
        """A number from 0 to below 1."""
        digest = hashlib.sha256(self.seed + name.encode()).digest()
        return int.from_bytes(digest[:8], "big") / _SIDES

    def between(self, name: str, low: float, high: float) -> float:
        """A number between two."""
        return low + (high - low) * self.roll(name)

    def choose(self, name: str, items: Sequence[_Item]) -> _Item:
        """One of the items."""
        return items[int(self.roll(name) * len(items))]
