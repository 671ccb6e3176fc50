"""Blocks and inlines as XHTML: well formed by construction, with classes a theme can style.

What is written is what HTML (https://html.spec.whatwg.org/multipage/) allows in the XML syntax and
what EPUB 3.3 content documents may hold; nothing of the author's reaches it unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

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
from packager.book.style import PLAIN, Style
from packager.book.walk import blocks_of, inlines_of, text_of_inlines

_MAX_LEVEL = 6

# What no XML document may hold, even escaped: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_LINE_ENDS = re.compile("[\t\n\r]")

_DARK_ENOUGH = 0.18
"""The relative luminance below which a colour has a contrast of 4.5 to 1 and more with white."""


def escape(text: str) -> str:
    """Text as XML character data; what XML forbids becomes U+FFFD.

    Readers leave no such character in a Book, but a Book may come from elsewhere.
    ``str.replace`` on the rare characters is forty times as fast as ``str.translate``.
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    # Nothing forbidden is printable, and that is known in half the time a search takes.
    if not text.isprintable() and _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub("\ufffd", text)
    return text


def attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    escaped = escape(text)
    if '"' in escaped:
        escaped = escaped.replace('"', "&quot;")
    # A parser of XML makes spaces of these: https://www.w3.org/TR/xml/#AVNormalize
    return _LINE_ENDS.sub(" ", escaped) if not text.isprintable() else escaped


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a document needs to know of the rest of the publication.

    Attributes:
        document: The document's file stem, which prefixes the ids it makes.
        pictures: Path of each picture, relative to the document, by asset id.
        targets: Path of each section, relative to the document, by section id.
        footnotes: Number of each footnote the document points to, by footnote id.
        levels: Level in the document of each heading level its author used.
        seen: Footnotes the document has pointed to so far; the first mark is the one to return to.
        classes: Takes the classes that styles of the author's are known by.
    """

    document: str
    pictures: Mapping[str, str]
    targets: Mapping[str, str]
    footnotes: Mapping[str, int] = field(default_factory=dict)
    levels: Mapping[int, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)


def heading_levels(blocks: Blocks, top: int) -> dict[int, int]:
    """Levels for the headings among these blocks, below ``top``, with none skipped."""
    used = sorted({block.level for block in blocks_of(blocks) if isinstance(block, Heading)})
    return {level: min(top + rank, _MAX_LEVEL) for rank, level in enumerate(used, 1)}


def blocks_xhtml(blocks: Blocks, setting: Setting, *, opening: bool = False) -> str:
    """Blocks as XHTML, one below the other.

    Args:
        blocks: What to write.
        setting: What the document knows.
        opening: Whether the first paragraph opens a chapter, and so is not indented.
    """
    parts: list[str] = []
    run: list[str] = []
    first = opening
    for block in blocks:
        if type(block) is Paragraph and block.style is PLAIN and len(block.children) == 1:
            text = block.children[0]
            if type(text) is str and not first:
                # Most of a story is this, and this is where the time of a long one goes.
                run.append(text)
                continue
        if run:
            parts.append(_paragraphs(run))
            run = []
        written = _block(block, setting, first=first)
        if written:  # a list of no items is nothing
            parts.append(written)
            first = isinstance(block, SceneBreak | Heading)
    if run:
        parts.append(_paragraphs(run))
    return "\n".join(parts)


def _paragraphs(texts: list[str]) -> str:
    """Paragraphs of a run of text each; what is rare is looked for in all of them at once."""
    together = " ".join(texts)
    if not together.isprintable() or "&" in together or "<" in together or ">" in together:
        texts = [escape(text) for text in texts]
    texts[0] = f"<p>{texts[0]}"
    texts[-1] += "</p>"
    return "</p>\n<p>".join(texts)


def _block(block: Block, setting: Setting, *, first: bool) -> str:  # noqa: C901, PLR0911 - one a node
    match block:
        case Paragraph(children, style):
            return _element(
                "p", setting, inlines_xhtml(children, setting), style, "first" if first else ""
            )
        case Heading(level, children, style):
            tag = f"h{setting.levels.get(level, min(level + 1, _MAX_LEVEL))}"
            return _element(tag, setting, inlines_xhtml(children, setting), style)
        case SceneBreak(_, style):
            return f"<hr{_attributes(style, setting, 'scene-break')}/>"
        case BlockQuote(inner, style):
            return _element("blockquote", setting, _inner(inner, setting), style)
        case ListBlock(items, ordered, start, style):
            return _list(items, setting, style, ordered=ordered, start=start)
        case Verse():
            return _verse(block, setting)
        case Preformatted(text, style):
            return _element("pre", setting, escape(text), style)
        case Figure():
            return _figure(block, setting)
        case Table(rows, caption, style) if not any(rows):
            return _block(Paragraph(caption, style), setting, first=first) if caption else ""
        case Table():
            return _table(block, setting)
        case Division(inner, style):
            return _element("div", setting, _inner(inner, setting), style)
        case _ as never:
            assert_never(never)


def _inner(blocks: Blocks, setting: Setting) -> str:
    return f"\n{blocks_xhtml(blocks, setting)}\n"


def _list(
    items: tuple[Blocks, ...], setting: Setting, style: Style, *, ordered: bool, start: int
) -> str:
    if not items:
        return ""
    rows = "\n".join(f"<li>{_inner(item, setting)}</li>" for item in items)
    if not ordered:
        return _element("ul", setting, f"\n{rows}\n", style)
    begin = f' start="{start}"' if start != 1 else ""
    return f"<ol{begin}{_attributes(style, setting)}>\n{rows}\n</ol>"


def _verse(verse: Verse, setting: Setting) -> str:
    stanzas = []
    for stanza in verse.stanzas:
        lines = "<br/>\n".join(
            f"<span{_attributes(line.style, setting, 'line')}>"
            f"{inlines_xhtml(line.children, setting)}</span>"
            for line in stanza
        )
        stanzas.append(f'<p class="stanza">{lines}</p>')
    return _element("div", setting, "\n" + "\n".join(stanzas) + "\n", verse.style, "verse")


def _figure(figure: Figure, setting: Setting) -> str:
    picture = _picture(figure.asset, figure.alt or text_of_inlines(figure.caption), setting)
    caption = inlines_xhtml(figure.caption, setting)
    below = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    return _element("figure", setting, f"\n{picture}{below}\n", figure.style)


def _picture(asset: str, alt: str, setting: Setting) -> str:
    path = setting.pictures.get(asset)
    if path is None:
        return f'<span class="missing-picture">{escape(alt)}</span>'
    return f'<img src="{attribute(path)}" alt="{attribute(alt)}"/>'


def _table(table: Table, setting: Setting) -> str:
    rows = "\n".join(
        f"<tr>{''.join(_cell(cell, setting) for cell in row)}</tr>" for row in table.rows if row
    )
    caption = inlines_xhtml(table.caption, setting)
    above = f"\n<caption>{caption}</caption>" if caption else ""
    return _element("table", setting, f"{above}\n<tbody>\n{rows}\n</tbody>\n", table.style)


def _cell(cell: Cell, setting: Setting) -> str:
    tag = "th" if cell.heading else "td"
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    spans += _attributes(cell.style, setting)
    return f"<{tag}{spans}>{blocks_xhtml(cell.blocks, setting)}</{tag}>"


def inlines_xhtml(children: Inlines, setting: Setting) -> str:
    """Inlines as XHTML."""
    return "".join(_inline(child, setting) for child in children)


def _inline(inline: Inline, setting: Setting) -> str:  # noqa: C901, PLR0911, PLR0912 - one a node
    match inline:
        case str():
            return escape(inline)
        case Emphasis(children):
            return f"<em>{inlines_xhtml(children, setting)}</em>"
        case Strong(children):
            return f"<strong>{inlines_xhtml(children, setting)}</strong>"
        case Underline(children):
            return f"<u>{inlines_xhtml(children, setting)}</u>"
        case Strike(children):
            return f"<s>{inlines_xhtml(children, setting)}</s>"
        case SmallCaps(children):
            return f'<span class="small-caps">{inlines_xhtml(children, setting)}</span>'
        case Superscript(children):
            return f"<sup>{inlines_xhtml(children, setting)}</sup>"
        case Subscript(children):
            return f"<sub>{inlines_xhtml(children, setting)}</sub>"
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Span(children, style):
            return _element("span", setting, inlines_xhtml(children, setting), style)
        case Link(children, target):
            return _link(children, target, setting)
        case Image(asset, alt):
            return _picture(asset, alt, setting)
        case NoteRef(footnote):
            return _note_reference(footnote, setting)
        case Ruby(children, reading):
            base = inlines_xhtml(children, setting)
            return f"<ruby>{base}<rt>{escape(reading)}</rt></ruby>"
        case LineBreak():
            return "<br/>\n"
        case _ as never:
            assert_never(never)


def _link(children: Inlines, target: str, setting: Setting) -> str:
    text = inlines_xhtml(_without_links(children), setting)
    marks = "".join(
        _note_reference(inner.footnote, setting)
        for inner in inlines_of(children)
        if isinstance(inner, NoteRef)
    )
    path = setting.targets.get(target[1:]) if target.startswith("#") else target
    link = text if path is None else f'<a href="{attribute(path)}">{text}</a>'
    return link + marks


def _without_links(children: Inlines) -> Inlines:
    """HTML forbids a link within a link: the outer one stays, the marks of notes follow it."""
    plain: list[Inline] = []
    for child in children:
        match child:
            case Link(inner):
                plain.extend(_without_links(inner))
            case NoteRef():
                pass
            case str() | Code() | Image() | LineBreak():
                plain.append(child)
            case Span(inner, style):
                plain.append(Span(_without_links(inner), style))
            case Ruby(inner, reading):
                plain.append(Ruby(_without_links(inner), reading))
            case (
                Emphasis(inner)
                | Strong(inner)
                | Underline(inner)
                | Strike(inner)
                | SmallCaps(inner)
                | Superscript(inner)
                | Subscript(inner)
            ):
                plain.append(type(child)(_without_links(inner)))
            case _ as never:
                assert_never(never)
    return tuple(plain)


def _note_reference(footnote: str, setting: Setting) -> str:
    number = setting.footnotes.get(footnote)
    if number is None:
        return "<sup>*</sup>"
    stem = f"{setting.document}-{number}"
    mark = "" if footnote in setting.seen else f' id="footref-{stem}"'
    setting.seen.add(footnote)
    return (
        f'<a class="noteref"{mark} href="#footnote-{stem}" epub:type="noteref" role="doc-noteref">'
        f"{number}</a>"
    )


def _element(tag: str, setting: Setting, content: str, style: Style, name: str = "") -> str:
    return f"<{tag}{_attributes(style, setting, name)}>{content}</{tag}>"


def _attributes(style: Style, setting: Setting, name: str = "") -> str:
    if style is PLAIN or style == PLAIN:
        return f' class="{name}"' if name else ""
    asked = style_classes(style)
    setting.classes.update(asked)
    classes = " ".join(part for part in (name, *asked) if part)
    written = f' class="{classes}"' if classes else ""
    if style.language is not None:
        written += f' lang="{style.language}" xml:lang="{style.language}"'
    if style.direction is not None:
        written += f' dir="{style.direction}"'
    return written


def style_classes(style: Style) -> tuple[str, ...]:
    """The classes a theme knows a style by."""
    classes = []
    if style.align is not None:
        classes.append(f"align-{style.align}")
    if style.indent:
        classes.append(f"indent-{style.indent}")
    if style.face is not None:
        classes.append(f"face-{style.face}")
    if style.color is not None:
        classes.append(f"color-{style.color[1:]}")
    if style.scale is not None:
        classes.append(f"scale-{round(style.scale * 100)}")
    if style.spoiler:
        classes.append("spoiler")
    return tuple(classes)


def style_rules(classes: set[str]) -> str:
    """CSS for the classes that carry a value of the author's: colours and sizes."""
    rules = []
    for name in sorted(classes):
        kind, _, value = name.partition("-")
        if kind == "color":
            rules.append(f".{name} {{ color: #{_legible(value)}; }}")
        elif kind == "scale":
            rules.append(f".{name} {{ font-size: {value}%; }}")
    return "\n".join(rules)


def _legible(color: str) -> str:
    """A colour that can be read on white: one that is too light for that made darker, no other.

    The least contrast for text is 4.5 to 1: https://www.w3.org/TR/WCAG22/#contrast-minimum
    """
    parts = [int(color[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    # The curve of sRGB, there and back: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in parts
    ]
    red, green, blue = linear
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    if luminance <= _DARK_ENOUGH:
        return color
    darker = [part * _DARK_ENOUGH / luminance for part in linear]
    encoded = [
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004
        for part in darker
    ]
    return "".join(f"{int(part * 255):02x}" for part in encoded)
