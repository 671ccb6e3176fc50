"""The check itself: without Java it must not pass in silence."""

from __future__ import annotations

import jpype
import pytest

from tests.support.epubcheck import EpubCheck


def test_without_java_the_tests_fail_and_name_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_java(*_: object, **__: object) -> None:
        raise jpype.JVMNotFoundException("no JVM shared library")

    monkeypatch.setattr(jpype, "isJVMStarted", lambda: False)
    monkeypatch.setattr(jpype, "startJVM", no_java)
    with pytest.raises(pytest.fail.Exception, match="openjdk-17-jre-headless"):
        EpubCheck()
