"""Spans: the body of a document with the marks that Kobo's own renderer counts pages by.

Bookmarks, highlights and statistics of a Kobo know a place as the id of a span: ``kobo.3.2`` is the
second sentence of the third paragraph. What gets a span is what Kobo's own conversion gives one, as
kepubify documents it (https://github.com/pgaskin/kepubify): every sentence of every run of text,
and every picture. Not one character of the text changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from packager.writers.epub.markup import name_of, pieces
from packager.writers.kepub.sentences import Rules, sentences

COLUMNS = '<div id="book-columns"><div id="book-inner">'
"""What Kobo lays its columns out in; the ids are its own."""
COLUMNS_END = "</div></div>"

_COUNTED = frozenset({"p", "ol", "ul", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements with whose first sentence or picture a new paragraph is counted."""
_UNTOUCHED = frozenset({"pre", "script", "style", "audio", "video", "svg", "math", "object"})
"""Elements whose text is set as it stands, or is none: no span may be in them."""
_WHOLE = "ruby"
"""An element that is one piece of text for a reader: the span is around it."""


@dataclass(slots=True)
class _Counter:
    """Counts paragraphs and, in each, sentences.

    Attributes:
        taken: Ids of this form that the document has already.
    """

    taken: frozenset[str]
    paragraph: int = 0
    sentence: int = 0
    opened: bool = True

    def span(self) -> str:
        """The opening tag of the next span."""
        if self.opened:
            self.paragraph += 1
            self.sentence = 0
            self.opened = False
        self.sentence += 1
        name = f"kobo.{self.paragraph}.{self.sentence}"
        return self.span() if name in self.taken else f'<span class="koboSpan" id="{name}">'


@dataclass(slots=True)
class _Walk:
    """Where in a document the walk is.

    Attributes:
        rules: How sentences end.
        counter: The ids given so far.
        within: The element that is passed over as a whole, and how many of its name are open.
        elements: The names of the open elements, the innermost last.
        out: What is written so far.
    """

    rules: Rules
    counter: _Counter
    within: str = ""
    open: int = 0
    elements: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)


def with_spans(body: str, rules: Rules) -> str:
    """The body of a document in Kobo's columns, every sentence and every picture in a span.

    Args:
        body: What stands within the body element, well formed. Time is linear in its length.
        rules: How sentences end in the language of the book.
    """
    taken = frozenset(_ids().findall(body)) if '"kobo.' in body else frozenset()
    walk = _Walk(rules, _Counter(taken))
    walk.out.append(COLUMNS)
    parts = pieces(body)
    for at in range(0, len(parts) - 1, 2):
        text = parts[at]
        if text:
            _text(text, walk)
        _tag(parts[at + 1], walk)
    _text(parts[-1], walk)
    walk.out.append(COLUMNS_END)
    return "".join(walk.out)


def _tag(tag: str, walk: _Walk) -> None:
    """Write a tag, comment or the like, with the ends of spans it is to stand between."""
    out = walk.out
    if tag == "<p>" and not walk.within:  # most are this
        walk.counter.opened = True
        walk.elements.append("p")
        out.append(tag)
    elif tag[1] in "!?":
        out.append(tag)
    elif walk.within:
        out.append(tag)
        _pass_over(tag, walk)
    elif tag[1] == "/":
        walk.elements.pop()
        out.append(tag)
    else:
        _open(tag, walk)


def _pass_over(tag: str, walk: _Walk) -> None:
    """Count what is open of the element that is passed over, and find its end."""
    if name_of(tag) != walk.within or tag[-2] == "/":
        return
    walk.open += -1 if tag[1] == "/" else 1
    if not walk.open:
        if walk.within == _WHOLE:
            walk.out.append("</span>")
        walk.within = ""


def _open(tag: str, walk: _Walk) -> None:
    """Write a tag that opens an element or is an empty one."""
    out, counter = walk.out, walk.counter
    name = name_of(tag)
    if name == "img":
        counter.opened = True
        out.append(f"{counter.span()}{tag}</span>")
        return
    if name in _COUNTED:
        counter.opened = True
    if tag[-2] != "/":
        if name == _WHOLE or name in _UNTOUCHED:
            walk.within, walk.open = name, 1
            if name == _WHOLE:
                out.append(counter.span())
        else:
            walk.elements.append(name)
    out.append(tag)


def _text(text: str, walk: _Walk) -> None:
    """Write a run of text with a span around each of its sentences."""
    out = walk.out
    if walk.within:
        out.append(text)
    elif text.isspace():
        # A space between two words in italics is text; the line ends between blocks are not.
        spaced = "\n" not in text and walk.elements and walk.elements[-1] == "p"
        out.append(f"{walk.counter.span()}{text}</span>" if spaced else text)
    elif text:
        span = walk.counter.span
        for sentence in _sentences(text, walk.rules):
            out.append(f"{span()}{sentence}</span>")


def _sentences(text: str, rules: Rules) -> list[str]:
    """The sentences of escaped text; the semicolon of a character reference ends none."""
    if "&" not in text:
        return sentences(text, rules)
    found = []
    start = 0
    for sentence in sentences(_reference().sub(_masked, text), rules):
        found.append(text[start : start + len(sentence)])
        start += len(sentence)
    return found


def _masked(reference: re.Match[str]) -> str:
    """As many letters as the reference has characters; small ones, so that none begins there."""
    return "x" * len(reference[0])


@cache
def _ids() -> re.Pattern[str]:
    return re.compile(r"""\bid=["'](kobo\.[^"']*)""")


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(r"&[#\w]{1,32};")
