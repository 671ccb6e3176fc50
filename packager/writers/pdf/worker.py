"""A worker process: lays gatherings out that it is sent, and sends them back.

It is started as a program of its own by :mod:`packager.writers.pdf.workers`, with the fonts of the
book in its environment, and ends when its input does.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from packager.errors import DependencyError
from packager.writers.pdf.engine import load_engine
from packager.writers.pdf.gathering import Copy, Count, Start

LENGTH = struct.Struct("<Q")
"""In front of each message: its length in bytes."""
COUNTED = "counted"
"""In front of a Count; a Start is the answer."""
DONE = "done"
"""In front of a Gathering, the last message about a copy."""
FAILED = "failed"
"""In front of what went wrong, instead of a Gathering: one line, or the library that is missing."""
_PR_SET_PDEATHSIG = 1


def send(stream: BinaryIO, message: object) -> None:
    """Write a message.

    Raises:
        OSError: Nobody reads it.
    """
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(packed)) + packed)
    stream.flush()


def receive(stream: BinaryIO) -> Any:  # noqa: ANN401 - whatever was sent
    """Read a message.

    Raises:
        EOFError: There is none any more.
    """
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    packed = stream.read(length)
    if len(packed) < length:
        raise EOFError
    return pickle.loads(packed)  # noqa: S301 - it comes from our own parent or child


def main(parent: int) -> None:
    """Serve until the input ends.

    Args:
        parent: Process that started this one.
    """
    with contextlib.suppress(OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what becomes of us
    _end_with(parent)
    work, results = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # what a library prints is no message

    def ask(count: Count) -> Start:
        send(results, (COUNTED, count))
        start: Start = receive(work)
        return start

    parsed: dict[str, Any] = {}
    with contextlib.suppress(EOFError, OSError):  # the parent needs us no more
        while True:
            copy = receive(work)
            send(results, _laid_out(copy, ask, parsed))


def _laid_out(
    copy: Copy, ask: Callable[[Count], Start], parsed: dict[str, Any]
) -> tuple[str, object]:
    """What comes of a copy, as a message."""
    try:
        load_engine()
        from packager.writers.pdf.layout import lay_out  # noqa: PLC0415 - imports WeasyPrint

        return DONE, lay_out(copy, ask, parsed)
    except DependencyError as error:
        return FAILED, error
    except EOFError:
        raise
    except Exception as error:  # noqa: BLE001 - it is the parent's to judge
        return FAILED, f"{type(error).__name__}: {error}"


def _end_with(parent: int) -> None:
    """Have the kernel end this process with its parent, on Linux, even in the midst of a layout."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(3)
