"""The reading systems that run in Node and a browser, behind one process for a whole session."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tests.reading_systems.installed import HERE, chromium

_PATIENCE = 300
"""Seconds for one answer; Ace takes the longest, over a book of hundreds of documents."""


class ReadingSystems:
    """foliate-js, epub.js, Readium's parser and Ace by DAISY, to be asked about one book at a time.

    ``service.mjs`` says how the two processes talk.
    """

    def __init__(self) -> None:
        self._service = subprocess.Popen(
            ["node", str(HERE / "service.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "CHROMIUM": chromium()},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        assert self._service.stdout is not None
        threading.Thread(target=self._listen, args=[self._service.stdout], daemon=True).start()

    def __call__(self, system: str, book: Path, **options: object) -> dict[str, Any]:
        """What a reading system makes of a book.

        Args:
            system: ``foliate``, ``epubjs``, ``readium`` or ``ace``.
            book: An EPUB file.
            options: As the module of that name says: ``dark``, ``size`` of type in per cent,
                ``width`` and ``height`` of the screen in pixels, ``shots`` (places by the file of
                the picture), ``measure``, ``faces`` (those of the themes, not the machine's).

        Raises:
            AssertionError: It failed, or gave no answer.
        """
        assert self._service.stdin is not None
        request = {"system": system, "book": str(book), **options}
        try:
            self._service.stdin.write(json.dumps(request, default=str) + "\n")
            self._service.stdin.flush()
            said = json.loads(self._lines.get(timeout=_PATIENCE) or "{}")
        except BrokenPipeError:
            said = {}
        except queue.Empty:
            self._service.kill()
            raise AssertionError(f"{system} gave no answer about {book.name}") from None
        if "answer" not in said:
            raise AssertionError(f"{system}, {book.name}: {said.get('error', 'it ended')}")
        answer: dict[str, Any] = said["answer"]
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """End the process and its browsers."""
        assert self._service.stdin is not None
        assert self._service.stdout is not None
        self._service.stdin.close()
        try:
            self._service.wait(30)
        except subprocess.TimeoutExpired:
            self._service.kill()
            self._service.wait()

    def _listen(self, answers: IO[str]) -> None:
        with answers:
            for line in answers:
                self._lines.put(line)
        self._lines.put("")
