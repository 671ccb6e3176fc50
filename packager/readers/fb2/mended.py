"""What a broken FictionBook has where its schema allows nothing, moved to where text is read.

A tag with one letter wrong leaves its words between the sections, in a stanza, behind the last
body. http://www.gribuser.ru/xml/fictionbook/2.0/
"""

from __future__ import annotations

from collections.abc import Iterable

from packager.readers.epub.xml import Element

_TOP = frozenset({"description", "body", "binary", "stylesheet"})
_IN_TABLE = {"table": frozenset({"tr"}), "tr": frozenset({"td", "th"})}
_NO_TITLE = frozenset(
    {"section", "stanza", "poem", "cite", "epigraph", "annotation", "text-author"}
)
_STANZA = frozenset({"v", "title", "subtitle"})


def mend(book: Element) -> None:
    """Move the words a FictionBook has in wrong places, in the tree itself."""
    _mend_top(book)
    for body in [one for one in book.elements if one.name == "body"]:
        for one in list(body.iter()):
            _mend_within(one)


def mend_notes(body: Element) -> None:
    """Put what stands beside the sections of a body of notes into sections, as notes are read."""
    for one in list(body.iter()):
        if one is body or any(child.name == "section" for child in one.elements):
            one.children = _parted(one.children)


def _mend_top(book: Element) -> None:
    """What stands in no body belongs to the one before it, or is one."""
    kept: list[Element | str] = []
    body: Element | None = None
    for child in book.children:
        if isinstance(child, str):
            astray = bool(child.strip())
        else:
            astray = child.name not in _TOP and bool(child.text)
            if child.name == "body":
                body = child
        if not astray:
            kept.append(child)
            continue
        if body is None:
            body = Element("body")
            kept.append(body)
        body.children.append(child)
    book.children = kept


def _mend_within(one: Element) -> None:
    if one.name != "title":
        one.children = list(_unswallowed(one.children))
    match one.name:
        case "body" | "section":
            one.children = list(_paragraphs(one.children))
            _one_title(one)
        case "stanza":
            one.children = list(_only(one.children, _STANZA, "v"))
        case "poem":
            one.children = list(_paragraphs(one.children))
        case "title":
            if one.elements:
                one.children = list(_paragraphs(one.children))
        case "table" | "tr":
            last = "tr" if one.name == "table" else "td"
            one.children = list(_only(one.children, _IN_TABLE[one.name], last))
        case _:
            pass


def _unswallowed(children: Iterable[Element | str]) -> Iterable[Element | str]:
    """The children with what an unclosed title or picture has swallowed behind it."""
    for child in children:
        yield child
        if isinstance(child, str) or child.name not in {"title", "image"}:
            continue
        inside = child.children
        end = (
            0
            if child.name == "image"
            else next((at for at, one in enumerate(inside) if _swallowed(one)), len(inside))
        )
        child.children = inside[:end]
        yield from _unswallowed(inside[end:])


def _swallowed(one: Element | str) -> bool:
    return not isinstance(one, str) and one.name in _NO_TITLE


def _paragraphs(children: Iterable[Element | str]) -> Iterable[Element | str]:
    """The children with words that stand between them as paragraphs."""
    for child in children:
        if not isinstance(child, str):
            yield child
        elif child.strip():
            yield Element("p", {}, [child])


def _only(
    children: Iterable[Element | str], known: frozenset[str], name: str
) -> Iterable[Element | str]:
    """The children with everything unknown that has words in an element of this name."""
    for child in children:
        words = child.strip() if isinstance(child, str) else child.text
        if not isinstance(child, str) and child.name in known:
            yield child
        elif words:
            yield Element(name, {}, [child] if name != "tr" else [Element("td", {}, [child])])


def _one_title(one: Element) -> None:
    """A second title is a heading within the text."""
    titles = [child for child in one.elements if child.name == "title" and child.text]
    for more in titles[1:]:
        more.name = "subtitle"


def _parted(children: Iterable[Element | str]) -> list[Element | str]:
    parted: list[Element | str] = []
    loose: list[Element | str] = []
    for child in children:
        inside = isinstance(child, str) or child.name not in {"section", "title"}
        if inside:
            loose.append(child)
            continue
        parted += _section(loose)
        loose = []
        parted.append(child)
    return parted + _section(loose)


def _section(loose: list[Element | str]) -> list[Element | str]:
    found = Element("section", {}, list(loose))
    return [found] if found.text else []
