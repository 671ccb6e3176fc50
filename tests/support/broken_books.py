"""Books broken in one place: a valid book that packager makes, and ways to break it.

A break changes the files of the book, by their paths; each is to be found by one rule alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from packager.checks.conformance.check import checked
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule, Weight
from packager.pipeline import convert
from packager.profile import ProfileName
from packager.sources.source import from_bytes
from tests.support.epub_builder import packed
from tests.support.epubcheck import EpubCheck

Files = dict[str, bytes]
Break = Callable[[Files], None]

PACKAGE = "EPUB/content.opf"
CHAPTER = "EPUB/text/chapter-001.xhtml"
STYLES = "EPUB/css/story.css"
COVER = "EPUB/images/cover.jpg"

_STORY = """\
Title: The Lamp
Author: Mira Vale
Language: en

Chapter 1: Dark

The lamp went out.

* * *

She lit it.

Chapter 2: Light

It burned until morning.
"""
_OWN = "P84"
"""The first of the groups of rules about content; those before it are about the frame."""


@dataclass(frozen=True, slots=True)
class Case:
    """A way to break a book.

    Attributes:
        about: In words, for the name of the test.
        rule: The rule that is broken.
        change: Breaks it.
        profile: The profile the rule is asked with.
        covered: Whether EPUBCheck finds it as well; else it has to find nothing.
    """

    about: str
    rule: Rule
    change: Break
    profile: ProfileName = "generic"
    covered: bool = True


@cache
def _lamp() -> Files:
    outcome = convert(from_bytes("lamp.txt", _STORY.encode()))
    with ZipFile(BytesIO(outcome.artifacts[0].data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lamp() -> Files:
    """The files of a valid book, to change."""
    return dict(_lamp())


def text(path: str, old: str, new: str) -> Break:
    """Replace a text of a file; it must be there."""

    def change(files: Files) -> None:
        assert old.encode() in files[path], f"{path} has no {old!r}"
        files[path] = files[path].replace(old.encode(), new.encode())

    return change


def chapter(markup: str) -> Break:
    """Put markup at the end of the first chapter."""
    return text(CHAPTER, "</section>", f"{markup}</section>")


def css(sheet: str) -> Break:
    """Put CSS at the end of the style sheet."""

    def change(files: Files) -> None:
        files[STYLES] += sheet.encode()

    return change


def file(path: str, data: bytes, media_type: str, properties: str = "") -> Break:
    """Put a file into the book and its manifest; the path is that from the package document."""
    said = f' properties="{properties}"' if properties else ""

    def change(files: Files) -> None:
        files[f"EPUB/{path}"] = data
        item = f'<item id="x-{len(files)}" href="{path}" media-type="{media_type}"{said}/>'
        text(PACKAGE, "</manifest>", f"{item}</manifest>")(files)

    return change


def both(*changes: Break) -> Break:
    """Several changes, one after the other."""

    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def picture(path: str, data: bytes, media_type: str) -> Break:
    """Put a picture into the book and show it in the first chapter."""
    return both(
        file(path, data, media_type), chapter(f'<p><img src="../{path}" alt="A lamp"/></p>')
    )


def broken(case: Case) -> bytes:
    """The book of a case, as a file."""
    files = lamp()
    case.change(files)
    return packed(files)


def found(data: bytes, profile: ProfileName = "generic") -> tuple[Finding, ...]:
    """What the rules of content say about a book."""
    return tuple(one for one in checked(data, profile=profile) if one.rule.number >= _OWN)


def assert_only(case: Case) -> None:
    """Assert that the book of a case breaks its rule, and no other."""
    findings = found(broken(case), case.profile)
    assert {one.rule for one in findings} == {case.rule}, findings
    assert all(one.message for one in findings)


def assert_agrees(epubcheck: EpubCheck, case: Case) -> None:
    """Assert that EPUBCheck calls the book of a case what the rule says it does."""
    messages = epubcheck(broken(case))
    grave = [one for one in messages if one.severity in {"FATAL", "ERROR"}]
    if not case.covered:
        assert grave == []
        return
    codes = {one.code.replace("_", "-") for one in messages}  # HTM_061 is the one that differs
    assert codes & set(case.rule.epubcheck), messages
    assert bool(grave) is (case.rule.weight is Weight.ERROR), messages
