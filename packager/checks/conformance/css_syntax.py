"""Style sheets taken apart: rules, declarations, what they refer to, where they can't be read.

Stricter than a browser, which forgives nearly everything, and as strict as EPUBCheck, whose
grammar is that of CSS 2.1 with the rules of later modules:
https://www.w3.org/TR/CSS21/grammar.html.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from itertools import accumulate, zip_longest


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property and its value.

    Attributes:
        selector: Of its rule, or the name of its at-rule: ``@font-face``.
        name: Of the property, in lower case.
        value: As written, white space at the ends apart.
        line: From 1.
    """

    selector: str
    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a style sheet.

    Attributes:
        target: As written, without quotes; empty when nothing stands there.
        within: ``@import``, ``@font-face``, or the selector of the rule.
        line: From 1.
    """

    target: str
    within: str
    line: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place that can't be read: what is wrong, line and column from 1."""

    message: str
    line: int
    column: int


@dataclass(slots=True)
class StyleSheet:
    """What a style sheet says.

    Attributes:
        selectors: Of its rules, with their lines.
        declarations: In order.
        references: Addresses, in order.
        at_rules: Names of the at-rules in lower case, with ``@``, and their lines.
        flaws: What can't be read, in order.
    """

    selectors: list[tuple[str, int]] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    at_rules: list[tuple[str, int]] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


def parsed(css: str) -> StyleSheet:
    """A style sheet taken apart, in one pass over its text."""
    return _Reading(css).read()


class _Block(Enum):
    """What stands between two braces."""

    RULES = auto()
    DECLARATIONS = auto()
    ANYTHING = auto()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


_OF_RULES = re.compile(r"@(?:media|supports|layer|container|document|-moz-document|scope)\Z")
_OF_DECLARATIONS = re.compile(
    r"@(?:font-face|page|viewport|-\w+-viewport|counter-style|property)\Z"
)
_MARGINS = re.compile(r"@(?:top|right|bottom|left)-[\w-]+\Z")


@cache
def _tokens() -> re.Pattern[str]:
    """Every text is a row of these; what none of them takes is a character of its own."""
    name = r"(?:--|-?(?:[_a-zA-Z\u0080-\U0010ffff]|\\[^\n]))(?:[-\w\u0080-\U0010ffff]|\\[^\n])*+"
    double = r'"(?:[^"\\\n]|\\(?s:.))*+"'
    single = r"'(?:[^'\\\n]|\\(?s:.))*+'"
    return re.compile(
        rf"""(?P<space>\s++|<!--|-->)
        |(?P<comment>/\*(?s:.*?)\*/)
        |(?P<url>[uU][rR][lL]\(\s*+(?:{double}|{single}|(?:[^"'()\\]|\\[^\n])*+)\s*+\))
        |(?P<string>{double}|{single})
        |(?P<at>@{name})
        |(?P<function>{name}\()
        |(?P<name>{name})
        |(?P<hash>\#[-\w\u0080-\U0010ffff]++)
        |(?P<number>[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?(?:%|[a-zA-Z]\w*+)?)
        |(?P<broken>["']|/\*)
        |(?P<other>(?s:.))""",
        re.VERBOSE,
    )


class _Reading:
    """The state of one reading.

    Args:
        css: The text.
    """

    def __init__(self, css: str) -> None:
        self._css = css
        self._sheet = StyleSheet()
        self._lines = [0, *accumulate(len(line) + 1 for line in css.split("\n"))]
        self._blocks: list[tuple[_Block, str]] = []
        self._pending: list[_Token] = []
        self._open = 0

    def read(self) -> StyleSheet:
        for match in _tokens().finditer(self._css):
            kind = match.lastgroup or ""
            if kind == "comment":
                continue
            token = _Token(kind, match.group(), match.start())
            if kind == "broken":
                self._flaw(f"{token.text} is never closed", token.start)
                return self._sheet
            if kind == "other" and token.text in "{};" and self._ends(token):
                continue
            if kind != "space" or self._pending:
                self._pending.append(token)
                self._open += kind == "function" or token.text in ("(", "[")
                self._open -= token.text in (")", "]") and self._open > 0
        self._finish()
        return self._sheet

    def _finish(self) -> None:
        if self._blocks:
            self._flaw("the text ends within a rule: a brace is never closed", len(self._css) - 1)
        elif self._significant():
            self._flaw("the text ends before the rule it began", len(self._css) - 1)

    def _ends(self, token: _Token) -> bool:
        """Whether a brace or semicolon ends something here."""
        block, within = self._blocks[-1] if self._blocks else (_Block.RULES, "")
        if self._open and token.text == ";":
            return False
        if self._open:
            self._flaw("a bracket is not closed before the end of its rule", token.start)
        self._open = 0
        if block is _Block.ANYTHING:
            self._nest(token)
        elif token.text == "{":
            self._opens(block, within, token)
        elif block is _Block.RULES:
            self._statement(token)
        else:
            self._declaration(within, token)
            if token.text == "}":
                self._blocks.pop()
        self._pending = []
        return True

    def _nest(self, token: _Token) -> None:
        if token.text == "{":
            self._blocks.append((_Block.ANYTHING, ""))
        elif token.text == "}":
            self._blocks.pop()

    def _opens(self, block: _Block, within: str, token: _Token) -> None:
        significant = self._significant()
        if significant and significant[0].kind == "at":
            self._at_block(block, within, significant[0])
        elif block is _Block.DECLARATIONS:
            self._flaw("a rule stands within a rule", token.start)
            self._blocks.append((_Block.ANYTHING, ""))
        else:
            selector = self._text()
            self._selector(significant, token)
            self._sheet.selectors.append((selector, self._line(token.start)))
            self._blocks.append((_Block.DECLARATIONS, selector))

    def _at_block(self, block: _Block, within: str, token: _Token) -> None:
        name = token.text.lower()
        self._sheet.at_rules.append((name, self._line(token.start)))
        if block is _Block.DECLARATIONS:
            if within != "@page" or not _MARGINS.match(name):
                self._flaw(f"{name} stands within a rule", token.start)
            self._blocks.append((_Block.DECLARATIONS, name))
        elif _OF_RULES.match(name):
            self._blocks.append((_Block.RULES, name))
        elif _OF_DECLARATIONS.match(name):
            self._blocks.append((_Block.DECLARATIONS, name))
        else:
            self._blocks.append((_Block.ANYTHING, name))

    def _statement(self, token: _Token) -> None:
        significant = self._significant()
        if token.text == "}" and self._blocks and not significant:
            self._blocks.pop()
        elif token.text == ";" and significant and significant[0].kind == "at":
            self._at_statement(significant)
        else:
            self._flaw(f"“{token.text}” stands where a rule should begin", token.start)
            if token.text == "}" and self._blocks:
                self._blocks.pop()

    def _at_statement(self, significant: list[_Token]) -> None:
        name = significant[0].text.lower()
        line = self._line(significant[0].start)
        self._sheet.at_rules.append((name, line))
        if name == "@import" and len(significant) > 1:
            target = significant[1]
            if target.kind in ("string", "url"):
                self._sheet.references.append(Reference(_address(target), name, line))

    def _declaration(self, within: str, token: _Token) -> None:
        significant = self._significant()
        if not significant:
            if token.text == ";":
                self._flaw("a semicolon stands where a property should", token.start)
            return
        first = significant[0]
        colon = significant[1] if len(significant) > 1 else token
        if first.kind != "name":
            self._flaw(f"“{first.text[:20]}” is no name of a property", first.start)
        elif colon.text != ":":
            self._flaw(f"“{first.text[:40]}” has no colon behind it", first.start)
        elif len(significant) == 2:  # noqa: PLR2004 - a name and a colon
            self._flaw(f"“{first.text[:40]}” has no value", first.start)
        else:
            self._value(within, first, significant[2:])

    def _value(self, within: str, name: _Token, value: list[_Token]) -> None:
        line = self._line(name.start)
        for token in value:
            if token.kind == "url":
                line_of_token = self._line(token.start)
                target = _address(token)
                self._sheet.references.append(Reference(target, within, line_of_token))
                if not target and not token.text.endswith(("')", '")')):
                    self._flaw("url() is empty", token.start)
            elif token.kind == "at":
                self._flaw(f"“{token.text[:40]}” stands in a value", token.start)
        end = value[-1].start + len(value[-1].text)
        text = self._css[value[0].start : end]
        self._sheet.declarations.append(Declaration(within, name.text.lower(), text, line))

    def _selector(self, tokens: list[_Token], brace: _Token) -> None:
        """Flaws of a selector: a stray character, a combinator or comma at one of its ends."""
        wrong = next(_misplaced(tokens), None)
        if wrong is not None:
            self._flaw(f"“{wrong.text[:20]}” can't stand there in a selector", wrong.start)
        elif not tokens or tokens[-1].text in _COMBINATORS:
            self._flaw("a selector is missing", brace.start)

    def _significant(self) -> list[_Token]:
        return [token for token in self._pending if token.kind != "space"]

    def _text(self) -> str:
        return "".join(" " if one.kind == "space" else one.text for one in self._pending).strip()

    def _line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def _flaw(self, message: str, offset: int) -> None:
        line = self._line(max(offset, 0))
        column = max(offset, 0) - self._lines[line - 1] + 1
        self._sheet.flaws.append(Flaw(message, line, column))


def _misplaced(tokens: list[_Token]) -> Iterator[_Token]:
    """The tokens of a selector that can't stand where they do."""
    before = ","
    depth = 0
    for token, after in zip_longest(tokens, tokens[1:]):
        text = token.text
        if depth == 0:
            if _is_astray(token, before, after):
                yield token
        elif before == "=" and token.kind == "number":
            yield token
        depth += token.kind == "function" or text in _OPENING
        depth -= text in _CLOSING and depth > 0
        before = text


def _is_astray(token: _Token, before: str, after: _Token | None) -> bool:
    text = token.text
    if text in _COMBINATORS:
        return before in _COMBINATORS
    if text == ".":
        follows = after is not None and after.start == token.start + 1
        return not follows or after is None or after.kind not in ("name", "function")
    if token.kind == "number":
        return not text.endswith("%")  # a place of keyframes
    return token.kind == "at" or (token.kind == "other" and text not in _SELECTOR)


_COMBINATORS = (",", ">", "+", "~")
_OPENING = ("(", "[")
_CLOSING = (")", "]")
_SELECTOR = ".,>+~*|:[]()=^$&"


def _address(token: _Token) -> str:
    """What a string or ``url()`` says."""
    text = token.text
    if token.kind == "url":
        text = text[4:-1].strip()
    if text[:1] in ("'", '"'):
        text = text[1:-1]
    return text.strip()
