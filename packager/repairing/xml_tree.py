"""XML as trees: read as it is where it is well formed, mended where it is not, and written again.

XML 1.0: https://www.w3.org/TR/xml/. No entity is expanded, no file is fetched.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.readers.epub.mending import markup_text
from packager.repairing.characters import printable
from packager.repairing.epub import DC, MATHML, NCX, OPF, OPS, SVG, XHTML, XLINK
from packager.repairing.tokens import TAG, VOID, pieces

if TYPE_CHECKING:
    from lxml import etree

    from packager.readers.epub.mending import Mending
    from packager.repairing.changes import Changes

_PREFIXES = {
    "epub": OPS, "opf": OPF, "dc": DC, "svg": SVG, "m": MATHML, "mml": MATHML, "math": MATHML,
    "xlink": XLINK, "ncx": NCX, "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ssml": "http://www.w3.org/2001/10/synthesis",
    "calibre": "http://calibre.kovidgoyal.net/2009/metadata",
}  # fmt: skip
"""Prefixes books use without declaring them, and what they mean."""

_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_FAR = 4_096
"""How far into a document its prolog may reach, in characters."""

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "declaration": re.compile(r"\s*<\?xml\s[^>]*\?>\s*"),
        "version": re.compile(r"""<\?xml\s[^>]*version\s*=\s*["']1\.0["']"""),
        "doctype": re.compile(r"<!DOCTYPE(?:[^<>\[\"']|\"[^\"]*\"|'[^']*')*(\[[^\]]*\])?\s*>",
                              re.IGNORECASE),
        "entity": re.compile(r"""<!ENTITY\s+([\w.-]+)\s+(?:"([^"<&%]*)"|'([^'<&%]*)')\s*>"""),
        "named": re.compile(r"&([A-Za-z][A-Za-z0-9]*);"),
        "raw": re.compile(r"&(?!(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);)"),
        "code": re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));"),
        "no tag": re.compile(rf"<(?!{TAG}|[!?])"),
        "root": re.compile(r"<[A-Za-z_][\w.:-]*"),
        "prefix": re.compile(r"[<\s/]([A-Za-z][\w-]*):[A-Za-z]"),
    }  # fmt: skip


def decoded(found: bytes, path: str, changes: Changes, mending: Mending) -> str:
    """The text of a file of markup; what is not written in UTF-8 will be.

    Raises:
        SourceError: It is no text.
    """
    text = markup_text(found, path, mending)
    changes.take(mending, Code.REPAIRED_MARKUP)
    try:
        same = found.decode("utf-8-sig") == text.lstrip("\ufeff")
    except UnicodeDecodeError:
        same = False
    if not same:
        changes.note(Code.REPAIRED_MARKUP, "files that are not UTF-8 were written in it", path)
    head = text[:_FAR].lstrip("\ufeff")
    declared = _patterns()["declaration"].match(head)
    if declared and not _patterns()["version"].search(declared[0]):
        changes.note(Code.REPAIRED_MARKUP, "files of another version of XML were written in 1.0",
                     path)  # fmt: skip
    if head[:1].isspace() and declared:
        changes.note(Code.REPAIRED_MARKUP, "space in front of the XML declaration was left out",
                     path)  # fmt: skip
    named = re.search(r"""encoding\s*=\s*["']([^"']*)["']""", declared[0]) if declared else None
    if same and named and named[1].lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
        changes.note(Code.REPAIRED_MARKUP, "files declared another encoding than theirs", path)
    return text


def without_prolog(text: str, path: str, changes: Changes, doctypes: tuple[str, ...]) -> str:
    """A document from its root on, with the entities of its own replaced by what they stand for.

    Args:
        text: The document.
        path: Its path, for messages.
        changes: Told of a document type that EPUB 3 does not know.
        doctypes: What is within document types that may stay, in one case and spacing.
    """
    patterns = _patterns()
    text = text.lstrip("\ufeff")
    declared = patterns["declaration"].match(text)
    text = text[declared.end() :] if declared else text.lstrip()
    found = patterns["doctype"].search(text[:_FAR])
    if found is None:
        return text
    within = " ".join(found[0][9:-1].split()).lower()
    if within not in doctypes:
        changes.note(Code.REPAIRED_MARKUP, "document types of older standards were replaced", path)
    text = text[: found.start()] + text[found.end() :]
    own = {match[1]: match[2] or match[3] or ""
           for match in patterns["entity"].finditer(found[1] or "")}  # fmt: skip
    return patterns["named"].sub(lambda name: html.escape(own[name[1]]) if name[1] in own
                                 else name[0], text) if own else text  # fmt: skip


def parse(text: str) -> etree._Element | None:
    """The root of a well-formed document without a prolog; ``None`` when it is not well formed."""
    from lxml import etree  # noqa: PLC0415 - only a repair needs trees

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, strip_cdata=False
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, UnicodeEncodeError):
        return None


def mended(text: str, path: str, changes: Changes) -> str:
    """The text with its signs as XML wants them: references, raw ampersands and brackets, prefixes.

    What it says is the same; tags are left alone.
    """
    if printable(text) != text:
        text = printable(text)
        changes.note(Code.REPAIRED_MARKUP, "control characters were taken out", path)
    parts = (part if is_left else _signs(part, path, changes) for part, is_left in pieces(text))
    return _with_prefixes("".join(parts), path, changes)


def _signs(text: str, path: str, changes: Changes) -> str:
    patterns = _patterns()
    if "&" in text:
        text, raw = patterns["raw"].subn("&amp;", text)
        text = patterns["code"].sub(_legal, text)
        named = sum(1 for name in patterns["named"].finditer(text) if name[1] not in _XML_NAMES)
        if raw:
            changes.note(Code.REPAIRED_MARKUP, "raw ampersands were escaped", path, raw)
        if named:
            text = patterns["named"].sub(_character, text)
            changes.note(Code.REPAIRED_MARKUP, "entities that XML does not know were replaced by "
                         "their characters", path, named)  # fmt: skip
    text, brackets = patterns["no tag"].subn("&lt;", text)
    if brackets:
        changes.note(Code.REPAIRED_MARKUP, "raw angle brackets were escaped", path, brackets)
    return text


def _legal(found: re.Match[str]) -> str:
    """A reference to a character, or what HTML takes a forbidden one for."""
    number = int(found[1], 16) if found[1] else int(found[2])
    if number < 0x110000 and printable(chr(number)) and not 0x80 <= number < 0xA0:  # noqa: PLR2004
        return found[0]
    return html.escape(printable(html.unescape(found[0])))


def _character(found: re.Match[str]) -> str:
    if found[1] in _XML_NAMES:
        return found[0]
    character = html.unescape(found[0])
    return html.escape(character) if character != found[0] else f"&amp;{found[0][1:]}"


def _with_prefixes(text: str, path: str, changes: Changes) -> str:
    """The text with the usual prefixes declared on its root, where they are used and not bound."""
    patterns = _patterns()
    used = set(patterns["prefix"].findall(text)) & set(_PREFIXES)
    missing = sorted(name for name in used if f"xmlns:{name}" not in text)
    root = patterns["root"].search(text)
    if not missing or root is None:
        return text
    changes.note(Code.REPAIRED_MARKUP, "prefixes were declared", path, len(missing))
    bound = "".join(f' xmlns:{name}="{_PREFIXES[name]}"' for name in missing)
    return text[: root.end()] + bound + text[root.end() :]


def written(root: etree._Element, doctype: str = "") -> bytes:
    """A tree as a document in UTF-8; empty elements of HTML keep their end tags.

    Args:
        root: The root; comments beside it are kept.
        doctype: The line of the document type.
    """
    from lxml import etree  # noqa: PLC0415 - as above

    inner = f"{{{XHTML}}}"
    for element in root.iter(f"{inner}*"):
        if len(element) == 0 and not element.text and element.tag.removeprefix(inner) not in VOID:
            element.text = ""
    before = [etree.tostring(node, encoding="utf-8", with_tail=False).decode()
              for node in root.itersiblings(preceding=True)]  # fmt: skip
    parts = [DECLARATION, doctype, *(f"{node}\n" for node in reversed(before))]
    parts += (
        etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False).decode(),
        "\n",
    )
    return "".join(parts).encode()
