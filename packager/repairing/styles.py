"""Style sheets: what EPUB forbids is taken out, what leads nowhere too, and braces are closed.

EPUB 3.3, section 6.3: https://www.w3.org/TR/epub-33/#sec-css; tokens as in CSS Syntax, section 4:
https://www.w3.org/TR/css-syntax-3/#tokenization
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.repairing.addresses import is_remote
from packager.repairing.epub import Epub, href_to, inside

if TYPE_CHECKING:
    from packager.repairing.places import Places

_FORBIDDEN = ("direction", "unicode-bidi")
"""Properties of CSS that EPUB forbids: the markup says which way text runs."""

_HOLD_RULES = ("@media", "@supports", "@layer", "@container", "@document", "@-moz-document",
               "@keyframes", "@-webkit-keyframes")  # fmt: skip
"""At-rules whose block holds rules."""

_FONTS = (".otf", ".ttf", ".woff", ".woff2")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    string = r"""\"(?:[^\"\\\n]|\\(?s:.))*+\"?|'(?:[^'\\\n]|\\(?s:.))*+'?"""
    return {
        "token": re.compile(
            rf"/\*(?s:.*?)\*/|{string}|url\(\s*+(?:{string})\s*+\)|url\([^()\"'{{}}]*+\)"
            r"|<!--|-->|[{};]|[^{};\"'/u<-]++|(?s:.)",
            re.IGNORECASE,
        ),
        "url": re.compile(rf"url\(\s*+(?:({string})|([^()\"']*+))\s*+\)", re.IGNORECASE),
        "import": re.compile(
            rf"\s*@import\s+(?:({string})|url\(\s*+(?:({string})|([^()\"']*+))\s*+\))",
            re.IGNORECASE,
        ),
        "name": re.compile(r"(?:\s|/\*(?s:.*?)\*/)*+([-\w*+_]+)\s*:"),
    }  # fmt: skip


def mended_css(
    css: str, path: str, epub: Epub, places: Places, *, declarations: bool = False
) -> str:
    """A style sheet, or the declarations of a style attribute, as EPUB allows them.

    Args:
        css: The text.
        path: The file it stands in.
        epub: The EPUB, told of changes.
        places: Where references lead.
        declarations: Whether it is a style attribute.
    """
    lower = css.lower()
    if declarations and not any(mark in lower for mark in ("url(", *_FORBIDDEN, "{", "}")):
        return css
    out: list[str] = []
    open_blocks: list[bool] = []  # whether each holds rules, as that of a medium does
    for text, end in _statements(css):
        if end == "{":
            if open_blocks and not open_blocks[-1] and not _plain(text).startswith("@"):
                epub.note(Code.REPAIRED_STYLE, "braces left open were closed", path)
                open_blocks.pop()
                out.append("}\n")
            open_blocks.append(_plain(text).lower().startswith(_HOLD_RULES))
            out.append(text + end)
            continue
        inner = declarations or bool(open_blocks and not open_blocks[-1])
        first = not "".join(out).strip() if "@charset" in text.lower() else True
        kept = _statement(text, path, epub, places, inner=inner, first=first)
        if end == "}" and not open_blocks:
            epub.note(Code.REPAIRED_STYLE, "braces that close nothing were taken out", path)
            out.append(kept)
            continue
        if end == "}":
            open_blocks.pop()
        out.append(kept + (end if end == "}" or kept.strip() or not text.strip() else ""))
    if open_blocks:
        epub.note(Code.REPAIRED_STYLE, "braces left open were closed", path, len(open_blocks))
        out.append("}" * len(open_blocks))
    return "".join(out)


def _plain(text: str) -> str:
    """A statement without comments."""
    return re.sub(r"/\*(?s:.*?)\*/|<!--|-->", "", text).strip() if text else ""


def _statements(css: str) -> list[tuple[str, str]]:
    """The text between braces and semicolons, each with the sign at its end."""
    found: list[tuple[str, str]] = []
    held: list[str] = []
    last_comment = css.rfind("*/")
    position = 0
    token = _patterns()["token"]
    while position < len(css):
        if css.startswith("/*", position) and position > last_comment:
            break  # a comment without an end; nothing behind it counts
        match = token.match(css, position)
        piece = match[0] if match else css[position]
        position += len(piece)
        if piece in {"{", "}", ";"}:
            found.append(("".join(held), piece))
            held.clear()
        else:
            held.append(piece)
    found.append(("".join(held), ""))
    return found


def _statement(
    text: str, path: str, epub: Epub, places: Places, *, inner: bool, first: bool
) -> str:
    """One declaration or statement as it may stand; empty when it may not."""
    lower = text.lower()
    plain = _plain(lower)
    if inner and "@charset" in plain:
        text = text[: lower.index("@charset")]
        lower, plain = text.lower(), _plain(text.lower())
    lost = plain.startswith("@charset") and (inner or not first)
    if lost or (plain and inner and ":" not in plain):
        epub.note(Code.REPAIRED_STYLE, "statements that mean nothing were taken out", path,
                  example=plain[:40])  # fmt: skip
        return ""
    if inner:
        name = _patterns()["name"].match(text)
        if name and name[1].lower() in _FORBIDDEN:
            epub.note(Code.REPAIRED_STYLE, "properties EPUB forbids were taken out", path,
                      example=name[1].lower())  # fmt: skip
            return ""
    elif "@import" in lower:
        return _import(text, path, epub, places)
    return _urls(text, path, epub, places) if "url(" in lower else text


def _import(text: str, path: str, epub: Epub, places: Places) -> str:
    found = _patterns()["import"].match(text)
    if found is None:
        return text
    group = next(number for number in (1, 2, 3) if found[number] is not None)
    href = found[group].strip("\"' \t\r\n")
    to = "" if is_remote(href) else places.find(href, path)
    if not to:
        epub.note(Code.REPAIRED_STYLE, "style sheets that are nowhere were no longer taken in",
                  path, example=href[:60])  # fmt: skip
        return ""
    if inside(href, path, epub.files) == to:
        return text
    epub.note(Code.REPAIRED_STYLE, "references were spelled as the files are", path)
    return f'{text[: found.start(group)]}"{href_to(to, path)}"{text[found.end(group) :]}'


def _urls(text: str, path: str, epub: Epub, places: Places) -> str:
    """A declaration without what leads nowhere; of several choices the others stay."""
    bad: list[str] = []

    def spelled(found: re.Match[str]) -> str:
        href = (found[1][1:-1] if found[1] is not None else found[2]).strip()
        if href.startswith(("data:", "#")):
            return found[0]
        if is_remote(href):
            if href.lower().partition("?")[0].partition("#")[0].endswith(_FONTS):
                places.remote.add(href)
            else:
                bad.append(href)
            return found[0]
        to = places.find(href, path)
        if not to or not href:
            bad.append(href)
            return found[0]
        plain, mark, fragment = href.partition("#")
        if inside(plain, path, epub.files) == to and "?" not in plain and " " not in plain:
            return found[0]
        epub.note(Code.REPAIRED_STYLE, "references were spelled as the files are", path)
        return f'url("{href_to(to, path)}{mark}{fragment}")'

    new = _patterns()["url"].sub(spelled, text)
    if not bad:
        return new
    epub.note(Code.REPAIRED_STYLE, "what is on the network or nowhere was no longer asked for",
              path, len(bad), example=bad[0][:60])  # fmt: skip
    name, colon, value = new.partition(":")
    choices = [one for one in re.split(r",(?![^(]*\))", value) if not any(b in one for b in bad)]
    return f"{name}{colon}{','.join(choices)}" if choices and colon else ""
