"""The markup packager writes, read back into the blocks it was made of.

It is the other side of ``publication.xhtml``: each element there is one node here, and what that
never writes is refused, so that nothing is guessed. Read and written again, a document is the same
to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import PLAIN, Align, Direction, Face, Style
from packager.book.walk import text_of_inlines

if TYPE_CHECKING:
    Node = etree._Element  # noqa: SLF001 - lxml names the type of its elements so
else:
    Node = object

LOST = "lost"
"""Id of a picture that was lost before the book was made; its words stand in its place."""

_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = "{http://www.idpf.org/2007/ops}type"

_ALIGN = frozenset(("start", "end", "center", "justify"))
_FACES = frozenset(("serif", "sans-serif", "monospace", "cursive", "fantasy"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WRAPPED = {
    "em": Emphasis,
    "strong": Strong,
    "u": Underline,
    "s": Strike,
    "sup": Superscript,
    "sub": Subscript,
}
_EXTERNAL = ("http://", "https://", "mailto:")


class ForeignMarkupError(Exception):
    """A document holds what packager does not write: somebody changed it since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is known of the document that is read.

    Attributes:
        stem: Stem of its file name, of which its ids are made.
        targets: Id of the section each document of the story holds, by its file name.
        pictures: Id of each picture, by its path from the document.
        alts: Takes the words of each place that shows a picture, by its id.
    """

    stem: str
    targets: Mapping[str, str]
    pictures: Mapping[str, str]
    alts: dict[str, list[str]] = field(default_factory=dict)

    def footnote(self, number: str) -> str:
        """Id of the footnote that has this number here."""
        return f"fn-{self.stem}-{number}"


def name_of(node: Node) -> str:
    """The name of an element of XHTML.

    Raises:
        ForeignMarkupError: It is a comment, or of another namespace.
    """
    tag = str(node.tag)
    if not tag.startswith(_XHTML):
        raise ForeignMarkupError("what is no element of XHTML")
    return tag[len(_XHTML) :]


def classes_of(node: Node) -> list[str]:
    """The classes of an element."""
    return node.get("class", "").split()


def kind_of(node: Node) -> str:
    """The ``epub:type`` of an element."""
    return node.get(_TYPE, "")


def elements_of(node: Node) -> list[Node]:
    """The elements within one that holds no text of its own.

    Raises:
        ForeignMarkupError: It holds some, or a comment.
    """
    found = list(node)
    if not all(map(name_of, found)):
        raise ForeignMarkupError("an element without a name")
    if any(text and not text.isspace() for text in (node.text, *(one.tail for one in found))):
        raise ForeignMarkupError(f"text within <{name_of(node)}>")
    return found


def text_in(node: Node) -> str:
    """The text of an element that holds nothing else.

    Raises:
        ForeignMarkupError: It holds an element.
    """
    if len(node):
        raise ForeignMarkupError(f"an element within <{name_of(node)}>")
    return node.text or ""


def style_of(node: Node, own: Iterable[str] = ()) -> Style:
    """The style of an element, by its classes and its language.

    Args:
        node: The element.
        own: Classes it may have that are no style of the author's.

    Raises:
        ForeignMarkupError: It has a class or an attribute that packager does not write.
    """
    if not node.attrib:
        return PLAIN
    found: dict[str, Any] = {}
    for name, value in node.attrib.items():
        if name == "class":
            for one in value.split():
                if one not in own:
                    found |= _asked(one)
        elif name == "dir" and value in {"ltr", "rtl"}:
            found["direction"] = cast("Direction", value)
        elif name == "lang" and node.get(_XML_LANG) == value:
            found["language"] = value
        elif name not in {_XML_LANG, "start", "colspan", "rowspan"}:
            raise ForeignMarkupError(f"the attribute {name} of <{name_of(node)}>")
    return Style(**found) if found else PLAIN


def _asked(one: str) -> dict[str, Any]:
    """What a class of the author's says."""
    kind, _, value = one.partition("-")
    match kind:
        case "align" if value in _ALIGN:
            return {"align": cast("Align", value)}
        case "indent":
            return {"indent": int(value)}
        case "face" if value in _FACES:
            return {"face": cast("Face", value)}
        case "color":
            return {"color": f"#{value}"}
        case "scale":
            return {"scale": int(value) / 100}
        case "spoiler" if not value:
            return {"spoiler": True}
        case _:
            raise ForeignMarkupError(f"the class {one}")


# --- blocks -------------------------------------------------------------------------------------


def blocks_in(nodes: Iterable[Node], page: Page, top: int = 1) -> Blocks:
    """The blocks these elements are.

    Args:
        nodes: The elements, with nothing but white space between them.
        page: What is known of their document.
        top: Level of the heading they stand below.

    Raises:
        ForeignMarkupError: One of them is none that packager writes.
        ValueError: A value is outside what a Book may hold.
    """
    return tuple(_block(node, page, top) for node in nodes)


def _blocks_of(node: Node, page: Page, top: int) -> Blocks:
    return blocks_in(elements_of(node), page, top)


def _block(node: Node, page: Page, top: int) -> Block:  # noqa: C901, PLR0911 - one a node
    name = name_of(node)
    match name:
        case "p":
            style = style_of(node, ("first",))
            if not len(node):
                return Paragraph((node.text,) if node.text else (), style)
            return Paragraph(inlines_of(node, page), style)
        case "hr":
            return SceneBreak("", style_of(node, ("scene-break",)))
        case "blockquote":
            return BlockQuote(_blocks_of(node, page, top), style_of(node))
        case "ul" | "ol":
            items = tuple(_blocks_of(item, page, top) for item in _named(node, "li"))
            start = int(node.get("start", "1"))
            return ListBlock(items, name == "ol", start, style_of(node))
        case "div" if "verse" in classes_of(node):
            return _verse(node, page)
        case "div":
            return Division(_blocks_of(node, page, top), style_of(node))
        case "pre":
            return Preformatted(text_in(node), style_of(node))
        case "figure":
            return _figure(node, page)
        case "table":
            return _table(node, page, top)
        case _ if name in _HEADINGS:
            level = max(_HEADINGS[name] - top, 1)
            return Heading(level, inlines_of(node, page), style_of(node))
        case _:
            raise ForeignMarkupError(f"<{name}>")


def _named(node: Node, name: str) -> list[Node]:
    """The elements within one, all of a name."""
    found = elements_of(node)
    if any(name_of(one) != name for one in found):
        raise ForeignMarkupError(f"within <{name_of(node)}> what is no <{name}>")
    return found


def _verse(node: Node, page: Page) -> Verse:
    stanzas = []
    for stanza in _named(node, "p"):
        lines = []
        for line in elements_of(stanza):
            if name_of(line) == "span":
                lines.append(VerseLine(inlines_of(line, page), style_of(line, ("line",))))
            elif name_of(line) != "br":
                raise ForeignMarkupError("what is no line of verse")
        stanzas.append(tuple(lines))
    return Verse(tuple(stanzas), style_of(node, ("verse",)))


def _figure(node: Node, page: Page) -> Figure:
    picture, *below = elements_of(node)
    caption = inlines_of(below[0], page) if below else ()
    shown = _picture(picture, page)
    alt = "" if shown.alt == text_of_inlines(caption) else shown.alt
    return Figure(shown.asset, alt, caption, style_of(node))


def _table(node: Node, page: Page, top: int) -> Table:
    caption: Inlines = ()
    rows: list[tuple[Cell, ...]] = []
    for inner in elements_of(node):
        if name_of(inner) == "caption":
            caption = inlines_of(inner, page)
        else:
            rows += (
                tuple(_cell(cell, page, top) for cell in elements_of(row))
                for row in _named(inner, "tr")
            )
    return Table(tuple(rows), caption, style_of(node))


def _cell(node: Node, page: Page, top: int) -> Cell:
    return Cell(
        _blocks_of(node, page, top),
        name_of(node) == "th",
        int(node.get("colspan", "1")),
        int(node.get("rowspan", "1")),
        style_of(node),
    )


# --- inlines ------------------------------------------------------------------------------------


def inlines_of(node: Node, page: Page) -> Inlines:
    """What stands within a line.

    Raises:
        ForeignMarkupError: An element of it is none that packager writes.
        ValueError: A value is outside what a Book may hold.
    """
    found: list[Inline] = [node.text] if node.text else []
    for child in node:
        found.append(_inline(child, page))
        tail = child.tail or ""
        if isinstance(found[-1], LineBreak):
            if not tail.startswith("\n"):
                raise ForeignMarkupError("a line break that does not end its line")
            tail = tail[1:]
        if tail:
            found.append(tail)
    return tuple(found)


def _inline(node: Node, page: Page) -> Inline:
    name = name_of(node)
    if name in _WRAPPED and not node.attrib:
        return cast("Inline", _WRAPPED[name](inlines_of(node, page)))
    if name not in _OTHERS:
        raise ForeignMarkupError(f"<{name}> within a line")
    return _OTHERS[name](node, page)


def _span(node: Node, page: Page) -> Inline:
    match classes_of(node):
        case ["small-caps"]:
            return SmallCaps(inlines_of(node, page))
        case ["missing-picture"]:
            return _picture(node, page)
        case _:
            return Span(inlines_of(node, page), style_of(node))


def _link(node: Node, page: Page) -> Inline:
    href = node.get("href", "")
    if "noteref" in classes_of(node):
        before = f"#footnote-{page.stem}-"
        if not href.startswith(before):
            raise ForeignMarkupError("the mark of a footnote that is not here")
        return NoteRef(page.footnote(href.removeprefix(before)))
    if set(node.attrib) - {"href"}:
        raise ForeignMarkupError("an attribute of <a>")
    if href.lower().startswith(_EXTERNAL):
        return Link(inlines_of(node, page), href)
    if href not in page.targets:
        raise ForeignMarkupError("a link to no section of the story")
    return Link(inlines_of(node, page), f"#{page.targets[href]}")


def _picture(node: Node, page: Page) -> Image:
    if name_of(node) == "span":
        return Image(LOST, text_in(node))
    path = node.get("src", "")
    if name_of(node) != "img" or path not in page.pictures or set(node.attrib) - {"src", "alt"}:
        raise ForeignMarkupError("a picture that is not in the book")
    alt = node.get("alt", "")
    page.alts.setdefault(page.pictures[path], []).append(alt)
    return Image(page.pictures[path], alt)


def _ruby(node: Node, page: Page) -> Ruby:
    if not len(node) or name_of(node[-1]) != "rt" or node[-1].tail:
        raise ForeignMarkupError("a ruby without its reading")
    reading = text_in(node[-1])
    node.remove(node[-1])
    return Ruby(inlines_of(node, page), reading)


_OTHERS: dict[str, Callable[[Node, Page], Inline]] = {
    "br": lambda _node, _page: LineBreak(),
    "code": lambda node, _page: Code(text_in(node)),
    "span": _span,
    "a": _link,
    "img": _picture,
    "ruby": _ruby,
}
