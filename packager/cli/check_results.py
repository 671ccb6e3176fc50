"""What ``packager check`` found, as text, JSON, annotations of GitHub, or SARIF."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from packager.checks.conformance.epubcheck import EpubCheckMessage
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule, Weight
from packager.cli.escape import visible
from packager.version import __version__

_NOUNS = {Weight.ERROR: "error", Weight.WARNING: "warning", Weight.ADVICE: "piece of advice"}
_SARIF_LEVELS = {Weight.ERROR: "error", Weight.WARNING: "warning", Weight.ADVICE: "note"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://www.w3.org/publishing/epubcheck/"


@dataclass(frozen=True, slots=True)
class Checked:
    """A book and what is wrong with it.

    Attributes:
        path: As the user named it.
        found: What packager found.
        epubcheck: What EPUBCheck said, when it was asked.
        is_folder: Whether the book is a folder, so that its files can be pointed at.
    """

    path: str
    found: tuple[Finding, ...]
    epubcheck: tuple[EpubCheckMessage, ...] = ()
    is_folder: bool = False

    @property
    def messages(self) -> tuple[Message, ...]:
        """What packager and EPUBCheck say, as lines of one kind."""
        ours = (
            Message(
                one.rule.number, one.rule.weight, one.message, one.path, one.line, one.column,
                one.hint, one.rule.meaning, one.rule.source,
            )
            for one in self.found
        )  # fmt: skip
        theirs = (
            Message(one.id, one.weight, one.message, one.path, one.line, one.column, help=_HOME)
            for one in self.epubcheck
        )
        return (*ours, *theirs)


@dataclass(frozen=True, slots=True)
class Message:
    """A line about a book, whoever says it.

    Attributes:
        number: Of the rule, packager's or EPUBCheck's.
        weight: How much it matters.
        text: What is wrong.
        path: The file within the book; empty for the book as a whole.
        line: From 1; 0 where there is none.
        column: From 1; 0 where there is none.
        hint: What to do.
        meaning: What the rule asks for; empty for a rule of EPUBCheck.
        help: Where the rule comes from.
    """

    number: str
    weight: Weight
    text: str
    path: str
    line: int
    column: int
    hint: str = ""
    meaning: str = ""
    help: str = ""

    @property
    def place(self) -> str:
        """The place in the book: ``EPUB/package.opf:12:3``."""
        if not self.path:
            return ""
        return ":".join([self.path, *(str(at) for at in (self.line, self.column) if at)])


# --- text ---------------------------------------------------------------------------------------


def as_text(books: Sequence[Checked], shown: frozenset[Weight]) -> Iterator[str]:
    """Lines for a person: each message, then how many there are.

    Args:
        books: The books.
        shown: Weights that are printed; the others are counted.
    """
    for book in books:
        for message in book.messages:
            if message.weight in shown:
                place = f": {message.place}" if message.place else ""
                yield visible(f"{message.weight.value}[{message.number}]: {message.text}")
                yield visible(f"  --> {book.path}{place}")
                if message.hint:
                    yield visible(f"  hint: {message.hint}")
        yield visible(f"{book.path}: {_summary(book, shown)}")


def _summary(book: Checked, shown: frozenset[Weight]) -> str:
    counts = Counter(message.weight for message in book.messages)
    parts = [counted(counts[weight], _NOUNS[weight]) for weight in Weight if counts[weight]]
    hidden = any(counts[weight] for weight in Weight if weight not in shown)
    return (", ".join(parts) or "nothing is wrong") + (" (-v shows all)" if hidden else "")


def counted(count: int, noun: str) -> str:
    """A number and what it counts, in the singular or the plural."""
    if count == 1:
        return f"1 {noun}"
    first, space, rest = noun.partition(" ")
    return f"{count:,} {first}s{space}{rest}"


# --- JSON ---------------------------------------------------------------------------------------


def as_document(books: Sequence[Checked]) -> dict[str, object]:
    """A JSON document of everything that was found."""
    return {
        "command": "check",
        "books": [
            {
                "path": book.path,
                "valid": not any(message.weight is Weight.ERROR for message in book.messages),
                "findings": [_finding(message) for message in book.messages],
            }
            for book in books
        ],
    }


def _finding(message: Message) -> dict[str, object]:
    return {
        "rule": message.number,
        "weight": message.weight.value,
        "message": message.text,
        "path": message.path or None,
        "line": message.line or None,
        "column": message.column or None,
        "hint": message.hint,
        "meaning": message.meaning,
        "source": message.help,
    }


# --- annotations of GitHub ----------------------------------------------------------------------


def as_annotations(books: Sequence[Checked]) -> Iterator[str]:
    """Workflow commands that GitHub shows at the file of the book.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    for book in books:
        for message in book.messages:
            kind = "notice" if message.weight is Weight.ADVICE else message.weight.value
            inner = book.is_folder and message.path
            values = {"file": f"{book.path}/{message.path}" if inner else book.path}
            if inner and message.line:
                values["line"] = str(message.line)
                if message.column:
                    values["col"] = str(message.column)
            values["title"] = message.number
            place = f"{message.place}: " if message.place and not inner else ""
            said = ",".join(f"{name}={_property(value)}" for name, value in values.items())
            yield f"::{kind} {said}::{_value(place + message.text)}"


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")


# --- SARIF --------------------------------------------------------------------------------------


def as_sarif(books: Sequence[Checked]) -> str:
    """A log of SARIF 2.1.0, with one run.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    numbers = sorted({message.number for book in books for message in book.messages})
    ours = {rule.number: rule for rule in Rule}
    results = [
        _result(book, message, numbers.index(message.number))
        for book in books
        for message in book.messages
    ]
    driver = {
        "name": "packager",
        "version": __version__,
        "rules": [_reporting(number, ours.get(number)) for number in numbers],
    }
    log = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
                  "results": results}],
    }  # fmt: skip
    return json.dumps(log, indent=2)


def _reporting(number: str, rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"id": number, "helpUri": _HOME}
    return {
        "id": number,
        "name": "".join(word.capitalize() for word in rule.name.split("_")),
        "shortDescription": {"text": rule.meaning},
        "helpUri": rule.source,
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.weight]},
    }


def _result(book: Checked, message: Message, rule: int) -> dict[str, object]:
    inner = book.is_folder and message.path
    uri = _uri(f"{book.path}/{message.path}" if inner else book.path)
    physical: dict[str, object] = {"artifactLocation": {"uri": uri}}
    if inner and message.line:
        region = {"startLine": message.line}
        if message.column:
            region["startColumn"] = message.column
        physical["region"] = region
    location: dict[str, object] = {"physicalLocation": physical}
    if message.path:
        location["logicalLocations"] = [
            {"fullyQualifiedName": message.place, "kind": "resource"}
        ]  # fmt: skip
    place = f"{message.place}: " if message.place and not inner else ""
    return {
        "ruleId": message.number,
        "ruleIndex": rule,
        "level": _SARIF_LEVELS[message.weight],
        "message": {"text": f"{place}{message.text}"},
        "locations": [location],
    }


def _uri(path: str) -> str:
    whole = Path(path)
    return whole.as_uri() if whole.is_absolute() else quote(whole.as_posix(), errors="replace")
