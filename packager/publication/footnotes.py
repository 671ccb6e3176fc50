"""The footnotes of a document: numbered as they are first pointed to, listed at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from packager.book.blocks import Blocks
from packager.book.book import Footnote
from packager.book.inlines import NoteRef
from packager.book.walk import blocks_of, inlines_of, is_plain, lines_of
from packager.publication.xhtml import Setting, attribute, blocks_xhtml, escape
from packager.words import Words


def cited(runs: Sequence[Blocks], footnotes: Mapping[str, Footnote]) -> tuple[str, ...]:
    """The footnotes these blocks point to, each once, in the order of their first marks.

    Those that only a footnote points to come last.
    """
    if not footnotes:
        return ()
    found: dict[str, None] = {}
    waiting = list(runs)
    for run in waiting:
        for name in _marks(run):
            if name in footnotes and name not in found:
                found[name] = None
                waiting.append(footnotes[name].blocks)
    return tuple(found)


def _marks(run: Blocks) -> Iterator[str]:
    for block in blocks_of(run):
        for line in lines_of(block):
            if not is_plain(line):
                for inline in inlines_of(line):
                    if isinstance(inline, NoteRef):
                        yield inline.footnote


def footnotes_xhtml(
    names: Sequence[str], footnotes: Mapping[str, Footnote], setting: Setting, words: Words
) -> str:
    """The footnotes of a document, below its text; each leads back to its first mark.

    A ``div`` within the list item is what EPUBCheck and Ace accept and what readers both pop up and
    show in place; an ``aside`` would be hidden by several of them. The number comes first and is
    the way back: Kindle's pop-ups want that.
    """
    stem = setting.document
    back = attribute(words.back_to_text)
    rows = "\n".join(
        f'<li><div class="footnote" id="footnote-{stem}-{number}" epub:type="footnote" '
        f'role="doc-footnote" aria-label="{number}">\n'
        f'<p class="backlink"><a href="#footref-{stem}-{number}" epub:type="backlink" '
        f'role="doc-backlink" aria-label="{number}, {back}">{number}.</a></p>\n'
        f"{blocks_xhtml(footnotes[name].blocks, setting)}\n</div></li>"
        for number, name in enumerate(names, 1)
    )
    label = f"footnotes-{stem}-title"
    return (
        f'<section class="footnotes" epub:type="endnotes" role="doc-endnotes" '
        f'aria-labelledby="{label}">\n<h2 id="{label}">{escape(words.footnotes)}</h2>\n'
        f"<ol>\n{rows}\n</ol>\n</section>"
    )
