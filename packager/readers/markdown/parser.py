"""Parser: markdown-it as every reader of Markdown here uses it.

CommonMark (https://spec.commonmark.org/0.31.2/) with tables, strikethrough, footnotes, fenced
divisions, line blocks and bracketed spans (https://pandoc.org/MANUAL.html#pandocs-markdown), and a
line of ornament between blank lines as what it is in a story: the silence between two scenes.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

MAX_NESTING = 100
"""Levels of lists and quotations within each other; ``tamed`` leaves no more in a text."""

LITERAL = "literal"
"""Key of the environment: the fences that nothing closes, by their sign, and how long they are at
least; for divisions, whether one that nothing closes is text."""

NOTE_ADDRESS = "footnote:"
"""Where the mark of a footnote leads, in Markdown written as HTML."""


def inlines_as_html(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> str:
    """What the parser found within a paragraph, as HTML."""
    from markdown_it.renderer import RendererHTML  # noqa: PLC0415 - as below

    renderer = parser().renderer
    assert isinstance(renderer, RendererHTML)  # noqa: S101 - the parser's own
    return renderer.renderInline(tokens, parser().options, env)


def blocks_as_html(tokens: Sequence[Token], env: MutableMapping[str, Any]) -> str:
    """What the parser found between blank lines, as HTML; the inlines must be parsed already."""
    return str(parser().renderer.render(tokens, parser().options, env))


@cache
def parser() -> MarkdownIt:
    """The parser; it keeps nothing from one text to the next."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a story of plain paragraphs needs none
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - as above

    from packager.readers.markdown.rules import (  # noqa: PLC0415 - as above
        bracketed_span,
        fence,
        fenced_division,
        line_block,
        ornament,
    )

    md = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    md.enable(["table", "strikethrough"])
    footnote_plugin(md, inline=True, move_to_end=False)
    ends_paragraph: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.at("fence", fence, ends_paragraph)
    md.block.ruler.before("table", "ornament", ornament, {"alt": ["list"]})
    md.block.ruler.after("table", "line_block", line_block)
    md.block.ruler.before("fence", "division", fenced_division, ends_paragraph)
    md.inline.ruler.after("link", "bracketed_span", bracketed_span)
    md.add_render_rule("footnote_ref", _footnote_mark)
    md.add_render_rule("ornament", _ornament_as_html)
    md.add_render_rule("line_block", _line_block_as_html)
    return md


def _footnote_mark(
    _renderer: object,
    tokens: Sequence[Token],
    index: int,
    _options: object,
    env: MutableMapping[str, Any],
) -> str:
    number = tokens[index].meta["id"] + 1 + env.get("first_footnote", 0)
    return f'<a href="{NOTE_ADDRESS}{number}">{number}</a>'


def _ornament_as_html(
    _renderer: object,
    tokens: Sequence[Token],
    index: int,
    _options: object,
    _env: MutableMapping[str, Any],
) -> str:
    return f"<p>{escape(tokens[index].content)}</p>\n"


def _line_block_as_html(
    _renderer: object,
    tokens: Sequence[Token],
    index: int,
    _options: object,
    env: MutableMapping[str, Any],
) -> str:
    lines = [parser().renderInline(text, env) for _, text in tokens[index].meta["lines"]]
    return f"<p>{'<br>'.join(lines)}</p>\n"
