"""A worker process: what is sent to its standard input is done, what comes of it goes back.

It is started as a program of its own, so that it has nothing of the driver's in it, and ends with
the driver: its input ends then, and on Linux the kernel ends it even in the midst of code that
never looks up.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import signal
import struct
import sys
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

LENGTH = struct.Struct("<Q")
"""In front of each message: its length in bytes."""

READY = "ready"
DONE = "done"
RAISED = "raised"
"""In front of a result, and of an exception that ended the function."""
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


def main(parent: int, memory: int) -> None:
    """Serve until the input ends.

    Args:
        parent: Process that started this one.
        memory: Bytes of address space it may have; 0 for as much as there is.
    """
    with contextlib.suppress(OSError, ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the driver decides what becomes of us
    _end_with(parent)
    tasks, results = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # what a library prints is no message
    _limit_memory(memory)
    jobs: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks, jobs), daemon=True).start()
    send(results, READY)
    gc.disable()  # a story is gone soon; what went in circles is looked for between chunks
    while True:
        function, items, arguments = jobs.get()
        try:
            for result in function(items, *arguments):
                send(results, (DONE, result))
        except Exception as error:  # noqa: BLE001 - it is the driver's to judge
            send(results, (RAISED, _portable(error)))
        gc.collect()


def _portable(error: Exception) -> Exception:
    """The exception, or one that says the same and can be sent."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - any class may have its own way to fail
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _listen(tasks: BinaryIO, jobs: SimpleQueue[Any]) -> None:
    """Hand on what is sent, also while the main thread is at work; end when nothing more can be."""
    try:
        while True:
            jobs.put(receive(tasks))
    except BaseException:  # noqa: BLE001 - the driver is gone, or speaks another language
        os._exit(3)


def _end_with(parent: int) -> None:
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(3)


def _limit_memory(memory: int) -> None:
    if not memory or sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    with contextlib.suppress(ValueError, OSError):  # macOS takes no such limit
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
