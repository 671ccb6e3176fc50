"""XML as it is found in EPUBs: read as far as it can be understood, and never refused.

The package document, the table of contents and the container of real EPUBs hold raw ampersands,
entities nobody declared, tags left open and prefixes never bound, each of which a parser of XML has
to refuse (https://www.w3.org/TR/xml/#dt-fatal). Names are compared without prefix and case. No
entity is ever declared, no file is ever fetched, and the time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from packager.readers.epub.mending import Mending, resolved
from packager.sources.text import printable

MAX_DEPTH = 100
"""Elements nested deeper than this are taken for children of the one at this depth."""

_TAG_END = re.compile(r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
_VALUED = re.compile(r"""[^\s=/>"'<]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_:.-]*")
_CLOSING = re.compile(r"</[^<>]*>?")
_NAME = re.compile(r"[^\s/<>]{1,200}")
_ATTRIBUTE = re.compile(r"""([^\s=/>"'<]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_RAW_AMPERSAND = re.compile(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
_UNDECLARED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]*;")


@dataclass(slots=True)
class Element:
    """An element: its name and attributes in lower case, without prefixes.

    Attributes:
        name: ``item`` for ``opf:item``.
        attributes: By name; of ``epub:type`` and ``type`` the first in the tag is kept.
        children: Elements and runs of text, in order.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text within, white space collapsed."""
        return " ".join("".join(self._texts()).split())

    @property
    def raw_text(self) -> str:
        """All text within, as it stands."""
        return "".join(self._texts())

    def get(self, name: str, default: str = "") -> str:
        """The value of an attribute, white space at its ends taken off."""
        return self.attributes.get(name, default).strip()

    def iter(self, name: str = "") -> Iterator[Element]:
        """This element and those within, at any depth, in document order; all or of one name."""
        if not name or self.name == name:
            yield self
        for child in self.elements:
            yield from child.iter(name)

    def find(self, name: str) -> Element | None:
        """The first element of a name, this one or one within it."""
        return next(self.iter(name), None)

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()  # noqa: SLF001 - of its own kind


def parse_xml(text: str, file: str, mending: Mending) -> Element:
    """The root of what a text holds, an element without a name around everything found.

    Args:
        text: The document.
        file: Its path, for messages.
        mending: Told what was broken.
    """
    _count_references(text, file, mending)
    root = Element("")
    open_elements = [root]
    position = 0
    while position < len(text):
        start = text.find("<", position)
        if start < 0:
            start = len(text)
        if start > position:
            open_elements[-1].children.append(printable(resolved(text[position:start])))
        if start == len(text):
            break
        position = _markup(text, start, open_elements, file, mending)
    if len(open_elements) > 1:
        mending.note("tags left open were closed", file, len(open_elements) - 1)
    return root


def _markup(text: str, start: int, stack: list[Element], file: str, mending: Mending) -> int:
    """Read what begins with ``<``; where the text goes on."""
    if text.startswith("<!--", start):
        return _behind(text, "-->", start)
    if text.startswith("<![CDATA[", start):
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end
        stack[-1].children.append(printable(text[start + 9 : end]))
        return end + 3
    if text.startswith("<?", start):
        return _behind(text, ">", start)
    if text.startswith("<!", start):
        subset = text.find("[", start)
        end = text.find(">", start)
        return _behind(text, "]>" if -1 < subset < end else ">", start)
    if text.startswith("</", start):
        return _close(text, start, stack, file, mending)
    return _open(text, start, stack, file, mending)


def _behind(text: str, mark: str, start: int) -> int:
    end = text.find(mark, start)
    return len(text) if end < 0 else end + len(mark)


def _close(text: str, start: int, stack: list[Element], file: str, mending: Mending) -> int:
    found = _CLOSING.match(text, start)
    end = found.end() if found else start + 2
    name = _local(text[start + 2 : end].rstrip(">").strip())
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].name == name:
            if depth < len(stack) - 1:
                mending.note("tags left open were closed", file, len(stack) - 1 - depth)
            del stack[depth:]
            return end
    mending.note("closing tags that close nothing were passed over", file)
    return end


def _open(text: str, start: int, stack: list[Element], file: str, mending: Mending) -> int:
    name = _NAME.match(text, start + 1)
    if name is None or not (name[0][0].isalpha() or name[0][0] == "_"):
        stack[-1].children.append("<")  # a sign of the text, not of the markup
        mending.note("raw angle brackets were read as text", file)
        return start + 1
    found = _TAG_END.match(text, name.end())
    end = found.end() if found else _behind(text, ">", name.end())
    cut = -1 if found else text.find("<", name.end(), end)
    if cut >= 0 and not _PLAIN_NAME.fullmatch(name[0]):
        stack[-1].children.append("<")  # words with a stray bracket in front of them
        mending.note("raw angle brackets were read as text", file)
        return start + 1
    inner = text[name.end() : end - 1 if cut < 0 else cut]
    if cut >= 0:
        mending.note("tags without an end were ended at the next one", file)
        end = cut
    element = Element(_local(name[0]), _attributes(inner))
    stack[-1].children.append(element)
    if cut >= 0 and (words := _VALUED.sub(" ", inner).strip(" /\r\n\t")):
        element.children.append(printable(resolved(words)))
    if not inner.rstrip().endswith("/") and not name[0].endswith("/") and len(stack) < MAX_DEPTH:
        stack.append(element)
    return end


def _attributes(inner: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inner):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(_local(match[1]), printable(resolved(value)))
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()


def _count_references(text: str, file: str, mending: Mending) -> None:
    if "&" not in text:
        return
    raw = sum(1 for _ in _RAW_AMPERSAND.finditer(text))
    if raw:
        mending.note("raw ampersands were read as ampersands", file, raw)
    undeclared = sum(1 for _ in _UNDECLARED.finditer(text))
    if undeclared:
        mending.note("entities that were never declared were read by their names in HTML", file,
                     undeclared)  # fmt: skip
