"""Reading: the texts of one book, each as a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from packager.book.blocks import Blocks, Paragraph, SceneBreak
from packager.book.book import Footnote
from packager.diagnostics import Code, Report, Where
from packager.readers.left_out import LeftOut
from packager.readers.markdown.block_tokens import BlockTokens
from packager.readers.markdown.document import Document
from packager.readers.markdown.inlines import InlineTokens
from packager.readers.markdown.pieces import split
from packager.readers.markdown.raw_html import RawHtml
from packager.readers.markdown.text_reading import TextReading
from packager.readers.markdown.words_in import words_in
from packager.readers.markup.pictures import Pictures
from packager.request import SceneBreaks
from packager.sources.source import Source

if TYPE_CHECKING:
    from packager.readers.markup.reading import Markup

REFERENCES = "addresses below the text, to which its links lead"


@cache
def _gaps() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\s])\n(?:[ \t]*\n)+(?=[ \t]*\S)")


@dataclass(slots=True)
class MarkdownReading:
    """Reads the texts of one book; footnotes, pictures and what is left out are counted over all.

    Attributes:
        source: The source.
        report: Told what became of what.
        scene_breaks: What counts as a scene break.
        pictures: What the texts show.
        left_out: What is not printed, by its kind.
        footnotes: How many footnotes were found.
        of_short_texts: What the footnotes of descriptions and notes say, by their ids.
        guessed: How often prose was recognised in what Markdown takes for something else.
    """

    source: Source
    report: Report
    scene_breaks: SceneBreaks = "auto"
    left_out: LeftOut = field(default_factory=LeftOut)
    pictures: Pictures = field(init=False)
    _markup: Markup | None = None
    footnotes: int = 0
    of_short_texts: dict[str, Blocks] = field(default_factory=dict)
    guessed: int = 0

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.source, self.report)

    def markup(self) -> Markup:
        """Reads the raw HTML of the book; it is made when there is some."""
        if self._markup is None:
            from packager.readers.markup.reading import Markup  # noqa: PLC0415 - HTML is rare here

            self._markup = Markup(
                source=self.source.name,
                report=self.report,
                pictures=self.pictures,
                scene_breaks=self.scene_breaks,
            )
        return self._markup

    def document(self, text: str, path: str = "", first_line: int = 1) -> Document:
        """A text as blocks.

        Args:
            text: The text, without a header; lines end with a line feed.
            path: Path of its file; empty for the source itself.
            first_line: The number of its first line.
        """
        env: dict[str, Any] = {"first_footnote": self.footnotes}
        pieces = split(text, env)
        html = RawHtml(self.markup, self.left_out, Where(path or self.source.name), path)
        inlines = InlineTokens(path, self.pictures, self.left_out, self.footnotes)
        tokens = BlockTokens(inlines, html, self.left_out, env)
        usual = _usual_gap(text) if self.scene_breaks == "blank" else 0
        one = TextReading(Document(path), tokens, text, first_line, usual)
        one.read(list(pieces))
        self._take_footnotes(one.document, tokens)
        self._account_references(env)
        self.guessed += tokens.guessed
        if self.scene_breaks == "none":
            _keep_ornaments(one.document)
        return one.document

    def blocks(self, text: str, path: str = "") -> Blocks:
        """A short text, such as a description, as blocks."""
        document = self.document(text, path)
        self.of_short_texts.update(document.footnotes)
        return tuple(document.blocks)

    def finish(self, where: Where) -> tuple[Footnote, ...]:
        """Say once what was left out and guessed; the footnotes that raw HTML has."""
        found: tuple[Footnote, ...] = ()
        if self._markup is not None:
            found = self._markup.footnotes
            self._markup.finish()
        self.left_out.tell(self.report, where)
        if self.guessed:
            self.report.add(
                Code.STRUCTURE_GUESSED,
                f"{self.guessed} times text that Markdown takes for code, or for a heading by the "
                "line below it, was taken for prose by its length",
                where=where,
            )
        return found

    def _take_footnotes(self, document: Document, tokens: BlockTokens) -> None:
        listed = tokens.env.get("footnotes", {}).get("list", {})
        cited: set[str] = set()
        done = 0
        while done < len(listed):  # a footnote may hold further ones
            found = listed[done]
            name = f"note-{self.footnotes + done + 1}"
            if "tokens" in found:
                document.footnotes[name] = tokens.paragraph(found["content"])
            else:
                cited.add(found["label"])
                document.footnotes[name] = tokens.notes.get(found["label"], ())
            done += 1
        self.footnotes += len(listed)
        for label, blocks in tokens.notes.items():
            if label not in cited:
                self.left_out.add(
                    Code.TEXT_REMOVED, "footnotes that nothing points to", words_in(blocks)
                )

    def _account_references(self, env: dict[str, Any]) -> None:
        named = [{"label": label, **found} for label, found in env.get("references", {}).items()]
        for found in (*named, *env.get("duplicate_refs", ())):
            words = f"{found['label']} {unquote(found['href'])} {found['title']}"
            self.left_out.add(Code.LINE_NOT_PRINTED, REFERENCES, words)


def _usual_gap(text: str) -> int:
    """The number of blank lines between most paragraphs: the least there is anywhere."""
    return min((gap[0].count("\n") - 1 for gap in _gaps().finditer(text)), default=0)


def _keep_ornaments(document: Document) -> None:
    for index, block in enumerate(document.blocks):
        if isinstance(block, SceneBreak) and block.mark:
            document.blocks[index] = Paragraph((block.mark,))
