"""Wikilinks: ``[[Chapter Two]]`` as Obsidian writes them, made links of Markdown."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import quote

from packager.diagnostics import Code
from packager.readers.left_out import LeftOut

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif"})


@cache
def _link() -> re.Pattern[str]:
    return re.compile(
        r"(!?)\[\[([^\[\]|\n#^]{0,300})(?:[#^]([^\[\]|\n]{1,300}))?(?:\|([^\[\]\n]{0,300}))?\]\]"
    )


@cache
def _comment() -> re.Pattern[str]:
    return re.compile(r"%%.{1,2000}?%%", re.DOTALL)


def stems_of(names: Sequence[str]) -> dict[str, str]:
    """The paths of files by what a wikilink calls them: their names, with a suffix or without."""
    found: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        for key in (name, str(path.with_suffix("")), path.name, path.stem):
            found.setdefault(key.casefold(), name)
    return found


def without_wikilinks(text: str, path: str, stems: Mapping[str, str], left_out: LeftOut) -> str:
    """The text with its wikilinks as links of Markdown, and without Obsidian's ``%%comments%%``.

    Args:
        text: The text of a file.
        path: Its path.
        stems: The paths of the files, by what links call them.
        left_out: Told of what is not printed.
    """
    if "%%" in text:

        def gone(found: re.Match[str]) -> str:
            left_out.add(Code.TEXT_REMOVED, "comments between %%", found[0])
            return "\n" * found[0].count("\n")

        text = _comment().sub(gone, text)
    if "[[" not in text:
        return text
    folder = posixpath.dirname(path)

    def link(found: re.Match[str]) -> str:
        embedded, name, anchor, alias = found[1], found[2].strip(), found[3], found[4]
        target = stems.get(name.casefold(), "") if name else path
        if not target:
            left_out.add(Code.LINE_NOT_PRINTED, "names of pages that are not there", name)
            return alias or name
        left_out.add(Code.LINE_NOT_PRINTED, "names of linked pages", f"{name} {anchor or ''}")
        href = quote(posixpath.relpath(target, folder or "."))
        if embedded and PurePosixPath(target).suffix.lower() in _PICTURES:
            words = "" if alias and re.fullmatch(r"\d+(?:x\d+)?", alias) else alias or ""
            if alias and not words:
                left_out.add(Code.LINE_NOT_PRINTED, "sizes of pictures", alias)
            return f"![{words}]({href})"
        fragment = re.sub(r"[^\w\- ]", "", anchor.lower()).replace(" ", "-") if anchor else ""
        said = alias or name or anchor or ""
        return f"[{said}]({href}{f'#{fragment}' if fragment else ''})"

    return _link().sub(link, text)
