"""Progress: one line on the terminal that says what is being made, and is taken back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from packager.cli.console import Console
from packager.cli.escape import visible

_ERASE_LINE = "\r\x1b[K"
"""Back to the first column, and EL, erase in line (ECMA-48, 8.3.41)."""

_WIDTH = 78


@contextmanager
def working_on(console: Console, label: str) -> Iterator[None]:
    """Show the label while the work within goes on; nothing when nobody watches."""
    if not console.animated:
        yield
        return
    sys.stderr.write(_ERASE_LINE + visible(label)[:_WIDTH])
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write(_ERASE_LINE)
        sys.stderr.flush()
