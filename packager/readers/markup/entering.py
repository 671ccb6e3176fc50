"""Entering: what the handlers of elements and the walk that calls them say to each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Leave = Callable[[], None] | None
"""What there is to do when an element ends."""


class Skip:
    """Says that what is within an element is not gone into."""


SKIP: Final = Skip()

Entered = Leave | Skip
"""What a handler says when an element begins."""
