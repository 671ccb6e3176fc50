"""Front matter: what stands on top of a Markdown file about it, and is none of its text.

::

    ---                    +++                    % Title           Title: The Long Winter
    title: The Winter      title = "The Winter"   % Ann Example     Author: Ann Example
    author: Ann Example    author = "Ann"         % May 2024
    ---                    +++

YAML (https://yaml.org/spec/1.2.2/), TOML (https://toml.io/en/v1.0.0), Pandoc's title block and the
header lines of MultiMarkdown. Every value is text: a ``no`` stays a word, a day what was written.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Literal

Form = Literal["yaml", "toml", "json", "pandoc", "lines"]

MAX_HEADER = 2**15
"""Characters front matter may have; what is longer is text."""

_MAX_VALUES = 5_000
_MAX_DEPTH = 20
_MAX_BRACKETS = 500

Value = str | list["Value"] | dict[str, "Value"]
"""A text, a list, or what keys say."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The header of a file.

    Attributes:
        form: How it is written.
        values: What its keys say, in their order.
        lines: The line each key stands on, counted from 1 in the file.
        text: All of it, as it stands there.
        end: Index of the first character behind it.
        fault: Why it could not be read as a whole; empty when it could.
        fault_line: The line of the fault.
    """

    form: Form
    values: Mapping[str, Value]
    lines: Mapping[str, int] = field(default_factory=dict)
    text: str = ""
    end: int = 0
    fault: str = ""
    fault_line: int = 1


@cache
def _fenced() -> re.Pattern[str]:
    return re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n")


@cache
def _closing(fence: str) -> re.Pattern[str]:
    sign = r"(?:---|\.\.\.)" if fence == "---" else r"\+\+\+"
    return re.compile(rf"^{sign}[ \t]*$", re.MULTILINE)


@cache
def _key_line() -> re.Pattern[str]:
    return re.compile(
        r"""^["']?([A-Za-z][\w .-]{0,39}?)["']?[ \t]*[:=](?:[ \t]+(.*)|)$""", re.MULTILINE
    )


@cache
def _first_key() -> re.Pattern[str]:
    return re.compile(
        r"""(?:[ \t]*(?:\#.*)?\n)*(?:["']?[A-Za-z][\w .-]{0,39}?["']?[ \t]*[:=](?:\s|$)|\[)"""
    )


def split_header(text: str, known: Sequence[str] = ()) -> tuple[FrontMatter | None, str]:
    """The front matter of a text and the text below it.

    Args:
        text: The text of a file.
        known: Keys, in small letters, one of which header lines without a fence must begin with.
    """
    found = _fenced_header(text) or _json_header(text) or _title_block(text)
    if found is None and known:
        found = _header_lines(text, known)
    if found is None:
        return None, text
    return found, text[found.end :]


def _fenced_header(text: str) -> FrontMatter | None:
    opened = _fenced().match(text)
    if opened is None:
        return None
    closed = _closing(opened["fence"]).search(text, opened.end(), opened.end() + MAX_HEADER)
    if closed is None or not _first_key().match(text, opened.end()):
        return None
    inner = text[opened.end() : closed.start()]
    first = text.count("\n", 0, opened.end()) + 1
    form: Form = "yaml" if opened["fence"] == "---" else "toml"
    values, fault, line = _yaml(inner) if form == "yaml" else _toml(inner)
    return FrontMatter(
        form=form,
        values=_salvaged(inner) if fault else values,
        lines=_lines(inner, first),
        text=inner,
        end=min(len(text), closed.end() + 1),
        fault=fault,
        fault_line=first + line,
    )


def _json_header(text: str) -> FrontMatter | None:
    if not re.match(r'\{\s*"', text):
        return None
    try:
        found, end = json.JSONDecoder().raw_decode(text[:MAX_HEADER])
    except (ValueError, RecursionError):
        return None
    if text[end : end + 1] not in {"", "\n"}:
        return None
    values = _texts(found)
    if not isinstance(values, dict):
        return None
    return FrontMatter("json", values, text=text[:end], end=end)


def yaml_values(text: str) -> Mapping[str, Value]:
    """What the keys of a YAML file say, as far as it can be read."""
    values, fault, _ = _yaml(text[:MAX_HEADER])
    return _salvaged(text) if fault else values


def _yaml(text: str) -> tuple[dict[str, Value], str, int]:
    import yaml  # noqa: PLC0415 - most stories have none

    if text.count("[") + text.count("{") > _MAX_BRACKETS:
        return {}, "it has more brackets than any header", 0
    try:
        # Of all loaders this one makes text of everything, and nothing else.
        found = yaml.BaseLoader(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        return {}, str(error.problem or "it is no YAML"), line
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        return {}, "it is no YAML", 0
    values = _texts(found)
    return (values, "", 0) if isinstance(values, dict) else ({}, "it has no keys", 0)


def _toml(text: str) -> tuple[dict[str, Value], str, int]:
    try:
        values = _texts(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return {}, f"it is not TOML: {error}", int(line[1]) - 1 if line else 0
    except (ValueError, RecursionError):
        return {}, "it is not TOML", 0
    return (values, "", 0) if isinstance(values, dict) else ({}, "it has no keys", 0)


def _texts(found: object) -> Value:
    """A value with every scalar as text; what is nested or repeated beyond reason is left out."""
    left = [_MAX_VALUES]

    def text_of(value: object, depth: int) -> Value:
        left[0] -= 1
        if left[0] < 0 or depth > _MAX_DEPTH:
            return ""
        match value:
            case dict():
                return {_scalar(key): text_of(inner, depth + 1) for key, inner in value.items()}
            case list() | tuple():
                return [text_of(inner, depth + 1) for inner in value]
            case _:
                return _scalar(value)

    return text_of(found, 0)


def _scalar(value: object) -> str:
    match value:
        case str():
            return "" if value in {"~", "null"} else value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _salvaged(text: str) -> dict[str, Value]:
    """The keys of a header that can't be read as a whole, each with the rest of its line."""
    found: dict[str, Value] = {}
    for match in _key_line().finditer(text):
        value = (match[2] or "").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found.setdefault(match[1].strip(), value)
    return found


def _lines(text: str, first: int) -> dict[str, int]:
    found: dict[str, int] = {}
    line, at = first, 0
    for match in _key_line().finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        found.setdefault(match[1].strip(), line)
    return found


# --- headers without a fence ------------------------------------------------------------------


def _title_block(text: str) -> FrontMatter | None:
    """``% Title``, ``% Author; Author``, ``% Date``: https://pandoc.org/MANUAL.html#extension-pandoc_title_block."""
    if not text.startswith("% "):
        return None
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    end = 0
    number = 1
    for key in ("title", "author", "date"):
        if not text.startswith("%", end):
            break
        stop = _end_of_line(text, end)
        while (
            text[stop : stop + 1] in {" ", "\t"} and text[stop : _end_of_line(text, stop)].strip()
        ):
            stop = _end_of_line(text, stop)
        said = text[end + 1 : stop].strip()
        lines[key] = number
        number += text.count("\n", end, stop)
        if key == "author":
            parts: list[Value] = [part.strip() for part in re.split(r"[;\n]", said) if part.strip()]
            values[key] = parts
        else:
            values[key] = " ".join(said.split())
        end = stop
    return FrontMatter("pandoc", values, lines, text[:end], end)


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _header_lines(text: str, known: Sequence[str]) -> FrontMatter | None:
    """``Key: value`` lines to the first blank one: https://fletcher.github.io/MultiMarkdown-6/syntax/metadata.html."""
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    end = 0
    key = ""
    for number, line in enumerate(_head(text), 1):
        if not line.strip():
            break
        found = _key_line().fullmatch(line.rstrip("\n"))
        if found is not None and found[2] and ":" in line:
            key = found[1].strip()
            if not values and key.lower() not in known:
                return None
            values[key] = found[2].strip()
            lines[key] = number
        elif key and line[0] in " \t":
            values[key] = f"{values[key]} {line.strip()}"
        else:
            return None
        end += len(line)
    sure = len([key for key in values if key.lower() in known])
    if (
        not sure
        or sure * 2 < len(values)
        or (sure == 1 and not {"title", "author"} & {*map(str.lower, values)})
    ):
        return None
    return FrontMatter("lines", values, lines, text[:end], end)


def _head(text: str) -> Iterator[str]:
    at = 0
    while at < min(len(text), MAX_HEADER):
        end = _end_of_line(text, at)
        yield text[at:end]
        at = end
