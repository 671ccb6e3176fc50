"""The selection: which stories of many are converted, as a small expression over their metadata.

::

    words>5000 and tag:Adventure and (rating:everyone or rating:teen) and not status:hiatus

::

    selection := every { "or" every }
    every     := one { "and" one }
    one       := "not" one | "(" selection ")" | field operator value
    operator  := ":" | "=" | "!=" | ">" | ">=" | "<" | "<="
    value     := a word without spaces and parentheses | "quoted" | 'quoted'

``docs/batch.md`` says what each field and operator means. A test on what isn't known of a story is
false, whatever its operator. Nothing is evaluated but this: there is no ``eval`` in it. Reading
takes time linear in the text, and nesting is limited.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NoReturn

from packager.batch.selection_expression import (
    DATES,
    FIELDS,
    NUMBERS,
    TEXTS,
    Days,
    Either,
    Every,
    Expression,
    Not,
    Operator,
    Test,
    folded,
)
from packager.diagnostics import Code, Where
from packager.errors import UsageError

_DEEPEST = 40
_LONGEST = 20_000
_NUMBER = re.compile(r"(\d[\d_,]{0,14})([km]?)", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
_DECEMBER = 12


class SelectionError(UsageError):
    """A selection that can't be meant.

    Args:
        message: What is wrong, one line.
        text: The selection.
        at: Where in it, counted from 0.
        length: How many characters are wrong.
        hint: What to write instead.
    """

    def __init__(self, message: str, *, text: str, at: int, length: int, hint: str) -> None:
        super().__init__(
            Code.OPTION_INVALID,
            message,
            where=Where(f"--select, at character {at + 1}"),
            hint=hint,
        )
        self.text = text
        self.at = at
        self.length = length

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with every field."""
        return (_rebuilt, (self.message, self.text, self.at, self.length, self.hint))

    @property
    def excerpt(self) -> tuple[str, ...]:
        """The part of the selection that is wrong, and a caret below each of its characters."""
        start = max(0, self.at - 40)
        end = min(len(self.text), self.at + max(self.length, 1) + 30)
        line = "".join(letter if letter.isprintable() else " " for letter in self.text[start:end])
        carets = min(max(self.length, 1), end - self.at) or 1
        return line, " " * (self.at - start) + "^" * carets


def _rebuilt(message: str, text: str, at: int, length: int, hint: str) -> SelectionError:
    return SelectionError(message, text=text, at=at, length=length, hint=hint)


def parse(text: str) -> Expression:
    """The expression a user wrote.

    Raises:
        SelectionError: It can't be meant.
    """
    if len(text) > _LONGEST:
        raise SelectionError(
            "the selection is too long",
            text=text,
            at=_LONGEST,
            length=1,
            hint=f"it may have {_LONGEST:,} characters; --exclude-list takes a file of any length",
        )
    parser = _Parser(text, tuple(_tokens(text)))
    found = parser.either(0)
    parser.finish()
    return found


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the selection; ``quoted`` words are values whatever they say."""

    text: str
    at: int
    length: int
    quoted: bool = False


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"""\s*(?:(?P<mark>[()]|!=|>=|<=|[:=<>])|"(?P<double>[^"]*)"|'(?P<single>[^']*)'"""
        r"""|(?P<word>[^\s()"':=<>!][^\s():=<>!]*)|(?P<wrong>\S))"""
    )


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        one = _token().match(text, at)
        if one is None:  # pragma: no cover - what isn't a space is matched at least as wrong
            break
        kind = one.lastgroup or ""
        start = one.start(kind) - (kind in {"double", "single"})
        if kind == "wrong":
            quote = one["wrong"] in {'"', "'"}
            raise SelectionError(
                "a quotation mark is never closed" if quote else f"a lone {one['wrong']!r}",
                text=text,
                at=start,
                length=1,
                hint="close it with the same mark"
                if quote
                else "the comparisons are : = != > >= < <=",
            )
        found.append(_Token(one[kind], start, one.end() - start, kind in {"double", "single"}))
        at = one.end()
    return found


class _Parser:
    """A recursive descent over the tokens; each method reads what it is named after."""

    def __init__(self, text: str, tokens: tuple[_Token, ...]) -> None:
        self._text = text
        self._tokens = tokens
        self._at = 0

    def either(self, depth: int) -> Expression:
        parts = [self._every(depth)]
        while self._word("or"):
            parts.append(self._every(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def finish(self) -> None:
        """Refuse what follows the whole."""
        token = self._next()
        if token is None:
            return
        if token.text == ")" and not token.quoted:
            self._fail("this parenthesis was never opened", token, "take it away")
        self._fail(
            f"there is no 'and' or 'or' in front of {token.text!r}",
            token,
            "put one there; a value with spaces needs quotation marks: tag:'Slice of Life'",
        )

    def _every(self, depth: int) -> Expression:
        parts = [self._one(depth)]
        while self._word("and"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self, depth: int) -> Expression:
        token = self._next()
        if depth > _DEEPEST:
            self._fail(
                "the selection is nested too deep", token, f"{_DEEPEST} levels are the limit"
            )
        if self._word("not"):
            return Not(self._one(depth + 1))
        if token is not None and token.text == "(" and not token.quoted:
            self._at += 1
            found = self.either(depth + 1)
            closing = self._next()
            if closing is None or closing.text != ")" or closing.quoted:
                self._fail("this parenthesis is never closed", token, "close it with )")
            self._at += 1
            return found
        return self._test()

    def _test(self) -> Test:
        field = self._taken("a test is missing", "write one: words>5000, tag:Adventure")
        name = field.text.lower()
        if name not in FIELDS or field.quoted:
            close = difflib.get_close_matches(name, FIELDS, n=1)
            listed = f"the fields are {', '.join(FIELDS)}"
            self._fail(
                f"there is no field {field.text!r}",
                field,
                f"did you mean {close[0]}?" if close else listed,
            )
        sign = self._next()
        self._at += 1
        operator = None if sign is None or sign.quoted else _OPERATORS.get(sign.text)
        if operator is None:
            self._fail(f"{name} is compared with nothing", field, f"write {_example(name)}")
        if operator not in {":", "=", "!="} and name in TEXTS:
            self._fail(
                f"{name} has no order, so {operator} means nothing", sign, f"write {_example(name)}"
            )
        value = self._taken(f"a value is missing behind {name}{operator}", _example(name))
        if value.text in {"(", ")", *_OPERATORS} and not value.quoted:
            self._fail(
                f"a value is missing behind {name}{operator}",
                value,
                f"write {_example(name)}; a value with such signs in it needs quotation marks",
            )
        return Test(name, operator, self._value(name, value))

    def _value(self, name: str, token: _Token) -> str | int | Days:
        if name in NUMBERS:
            number = _NUMBER.fullmatch(token.text)
            if number is None:
                self._fail(f"{token.text!r} is no number", token, f"write {_example(name)}")
            digits = number[1].replace("_", "").replace(",", "")
            return int(digits) * _THOUSANDS[number[2].lower()]
        if name in DATES:
            days = _span(token.text)
            if days is None:
                self._fail(f"{token.text!r} is no date", token, f"write {_example(name)}")
            return days
        value = folded(token.text)
        if not value:
            self._fail(f"{name} is compared with nothing", token, f"write {_example(name)}")
        return value

    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _word(self, word: str) -> bool:
        """Go over a word when it stands here."""
        token = self._next()
        if token is None or token.quoted or token.text.lower() != word:
            return False
        self._at += 1
        return True

    def _taken(self, missing: str, hint: str) -> _Token:
        token = self._next()
        if token is None:
            self._fail(missing, None, hint)
        self._at += 1
        return token

    def _fail(self, message: str, token: _Token | None, hint: str) -> NoReturn:
        at = len(self._text.rstrip()) if token is None else token.at
        length = 1 if token is None else token.length
        raise SelectionError(message, text=self._text, at=at, length=length, hint=hint)


_OPERATORS: Mapping[str, Operator] = {
    ":": ":",
    "=": "=",
    "!=": "!=",
    ">": ">",
    ">=": ">=",
    "<": "<",
    "<=": "<=",
}


def _example(name: str) -> str:
    if name in NUMBERS:
        return f"{name}>5000, or {name}<=20k"
    if name in DATES:
        return f"{name}>=2015, {name}:2015-06 or {name}<2015-06-30"
    return f"{name}:Adventure, or {name}:'Slice of Life'"


def _span(text: str) -> Days | None:
    """The first and last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    try:
        if day is not None:
            only = date(year, int(month), int(day))
            return only, only
        if month is not None:
            first = date(year, int(month), 1)
            after = first.replace(day=28) + timedelta(days=4)
            return first, after - timedelta(days=after.day)
        return date(year, 1, 1), date(year, _DECEMBER, 31)
    except (ValueError, OverflowError):
        return None
