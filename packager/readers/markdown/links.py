"""Links: where those within a book lead is known only when all of it has been read.

Until then a link leads to a *pending* target, which names the file it stands in and the address it
has there. When the sections are known, ``Targets`` says where each one leads.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import cache, partial
from urllib.parse import quote, unquote

from packager.book.blocks import Blocks
from packager.book.inlines import Inline, Inlines, Link, NoteRef
from packager.book.walk import is_plain, map_inlines, map_lines
from packager.readers.markdown.parser import NOTE_ADDRESS

_PENDING = "#?"
"""How a pending target begins; no id of a section does."""


@cache
def _outside() -> re.Pattern[str]:
    return re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


@cache
def _scheme() -> re.Pattern[str]:
    return re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def target_of(href: str, base: str) -> str | None:
    """What a link in a file leads to: an address, or a pending target; ``None`` for neither.

    Args:
        href: The address as the text has it.
        base: Path of the file.
    """
    href = href.strip()
    if _outside().fullmatch(href):
        return href
    if href.startswith("//") and _outside().fullmatch(f"https:{href}"):
        return f"https:{href}"
    if not href or (_scheme().match(href) and not href.startswith(NOTE_ADDRESS)):
        return None
    return f"{_PENDING}{quote(base)}?{quote(unquote(href))}"


@dataclass(slots=True)
class Targets:
    """Where the links within a book lead.

    Attributes:
        places: The id of the section by the path of a file and a name within it; an empty name is
            the file itself.
        footnotes: The ids of the footnotes there are.
        dead: The addresses that lead to nothing, as they were written.
    """

    places: Mapping[tuple[str, str], str]
    footnotes: frozenset[str] = frozenset()
    dead: list[str] = field(default_factory=list)

    def settled(self, blocks: Blocks) -> Blocks:
        """The blocks with every pending link led to its section, or taken away from its text."""
        return map_lines(blocks, self.settled_line)

    def settled_line(self, line: Inlines) -> Inlines:
        """The same for one run of inlines."""
        return line if is_plain(line) else map_inlines(line, self._settled)

    def _settled(self, inline: Inline) -> Inlines:
        if not isinstance(inline, Link) or not inline.target.startswith(_PENDING):
            return (inline,)
        base, _, href = inline.target[len(_PENDING) :].partition("?")
        return self._led(inline, unquote(base), unquote(href))

    def _led(self, link: Link, base: str, href: str) -> Inlines:
        if href.startswith(NOTE_ADDRESS):
            name = f"note-{href.removeprefix(NOTE_ADDRESS)}"
            return (NoteRef(name),) if name in self.footnotes else link.children
        section = self._section(base, href)
        if section is None:
            self.dead.append(href)
            return link.children
        return (changed(link, target=f"#{section}"),)

    def _section(self, base: str, href: str) -> str | None:
        path, _, name = href.partition("#")
        path = path.partition("?")[0]
        file = base
        if path:
            file = posixpath.normpath(posixpath.join(posixpath.dirname(base), path.lstrip("/")))
        find = partial(self._place, name=name.casefold(), elsewhere=bool(path))
        stem = file.removesuffix("/").removesuffix(".html").removesuffix(".htm")
        candidates = [
            file,
            f"{stem}.md",
            f"{stem}.markdown",
            f"{stem}/index.md",
            f"{stem}/README.md",
        ]
        if path.startswith("/"):
            candidates += [path.lstrip("/")]
        return next((found for one in candidates if (found := find(one))), None)

    def _place(self, file: str, name: str, *, elsewhere: bool) -> str | None:
        found = self.places.get((file, name))
        return self.places.get((file, "")) if found is None and elsewhere else found
