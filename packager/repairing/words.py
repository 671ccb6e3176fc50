"""The words a reader of an EPUB is shown, by a way of its own: the tags are only looked at.

What is compared before and after a repair must not come from the trees the repair works on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from packager.readers.epub.mending import resolved
from packager.repairing.characters import printable
from packager.repairing.tokens import TAG, VOID, pieces

_BREAKS = frozenset({
    "address", "applet", "article", "aside", "audio", "blockquote", "body", "br", "button",
    "canvas", "caption", "case", "center", "col", "colgroup", "dd", "default", "details", "dialog",
    "dir", "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form",
    "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "iframe", "input", "legend", "li", "listing", "main", "marquee", "menu", "nav", "noembed",
    "noframes", "object", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section",
    "select", "summary", "switch", "table", "tbody", "td", "text", "textarea", "tfoot", "th",
    "thead", "tr", "tspan", "ul", "video", "xmp",
})  # fmt: skip
"""Elements that part words; those nobody knows are shown within a line."""

_PREFIXES = frozenset({"", "epub", "h", "html", "m", "math", "mml", "svg", "xhtml"})
"""Prefixes elements of EPUB have; the elements of others part nothing."""

_UNSEEN = frozenset({"head", "script", "style", "template", "title"})
_RAW = frozenset({"script", "style"})
"""Elements whose text is no markup."""

_SHOWN_CASES = ("MathML", "2000/svg", "1999/xhtml")
"""Vocabularies every reading system shows, of those a switch may ask for."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    token = re.compile(rf"<(?:{TAG}|\?[^>]*+>|![A-Za-z][^>\[]*+(?:\[[^\]]*+\]\s*+)?>)")
    name = re.compile(r"</?(?:([A-Za-z_][\w-]*):)?([A-Za-z_][^\s/>:]*)")
    breaks = re.compile(r"""style\s*=\s*["'][^"']*display\s*:\s*block""", re.IGNORECASE)
    entity = re.compile(r"""<!ENTITY\s+([\w.-]+)\s+["']([^"'<&%]*)["']\s*>""")
    return token, name, breaks, entity


def shown_words(text: str) -> list[str]:
    """The words of a document of XHTML or SVG, in order; white space and element ends part them."""
    shown = _Shown()
    text = printable(text)
    own = {found[1]: found[2] for found in _patterns()[3].finditer(text[:4_096])}
    for name, value in own.items():
        text = text.replace(f"&{name};", value)
    for piece, is_left in pieces(text):
        if not is_left:
            _read(piece, shown)
        elif piece.startswith("<![CDATA[") and not shown.hidden:
            shown.out.append(piece[9:-3])
    return "".join(shown.out).split()


@dataclass(slots=True)
class _Shown:
    """What was read so far.

    Attributes:
        out: The text.
        hidden: The element nobody sees that is open, and how many of its name within it.
        depth: See ``hidden``.
        chosen: For each open switch, whether one of its cases was shown.
        spans: For each open ``span``, whether it is set as a block.
    """

    out: list[str] = field(default_factory=list)
    hidden: str = ""
    depth: int = 0
    chosen: list[bool] = field(default_factory=list)
    spans: list[bool] = field(default_factory=list)


def _read(text: str, shown: _Shown) -> None:
    token, name, _, _ = _patterns()
    at = 0
    for found in token.finditer(text):
        if not shown.hidden and found.start() > at:
            shown.out.append(resolved(text[at : found.start()]))
        at = found.end()
        named = name.match(found[0])
        if named is not None:
            own = named[2].lower() if (named[1] or "").lower() in _PREFIXES else "span"
            _meet(found[0], own, shown)
    if not shown.hidden and at < len(text):
        shown.out.append(resolved(text[at:]))


def _meet(tag: str, name: str, shown: _Shown) -> None:
    closes = tag.startswith("</")
    alone = tag.endswith("/>")
    if shown.hidden:
        if name == shown.hidden and not alone and (closes or name not in _RAW):
            shown.depth += -1 if closes else 1
            shown.hidden = name if shown.depth else ""
        elif name == "body" and shown.hidden == "head":
            shown.hidden, shown.depth = "", 0
        return
    if name in _UNSEEN or _is_hidden(tag) or _is_unchosen(tag, name, shown, closes=closes):
        if not closes and not alone and name not in VOID:
            shown.hidden, shown.depth = name, 1
        return
    if name in _BREAKS or _is_block(tag, name, shown, closes=closes, alone=alone):
        shown.out.append("\n")


def _is_hidden(tag: str) -> bool:
    """Whether a tag has the attribute that hides its element."""
    return " hidden" in tag and " hidden" in re.sub(r"\"[^\"]*\"|'[^']*'", "", tag)


def _is_block(tag: str, name: str, shown: _Shown, *, closes: bool, alone: bool) -> bool:
    """Whether a span is set as a block, at its beginning and at its end."""
    if name != "span":
        return False
    if closes:
        return shown.spans.pop() if shown.spans else False
    block = "display" in tag and _patterns()[2].search(tag) is not None
    if not alone:
        shown.spans.append(block)
    return block


def _is_unchosen(tag: str, name: str, shown: _Shown, *, closes: bool) -> bool:
    """Whether a tag begins a case of a switch that no reading system shows.

    EPUB 3.2, section 5.2, which EPUB 3.3 gave up: https://www.w3.org/TR/epub-32/#sec-xhtml-content-switch
    """
    if name == "switch":
        if closes:
            del shown.chosen[-1:]
        else:
            shown.chosen.append(False)
    if not shown.chosen or closes:
        return False
    if name == "case":
        can = any(known in tag for known in _SHOWN_CASES) and not shown.chosen[-1]
        shown.chosen[-1] = shown.chosen[-1] or can
        return not can
    return name == "default" and shown.chosen[-1]
