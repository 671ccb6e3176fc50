"""Elements: what each name of HTML means for a book; what is not here means nothing to it.

https://html.spec.whatwg.org/multipage/ and, for the names of old, its section 16.2.
"""

from __future__ import annotations

from typing import Final

from packager.book.inlines import (
    Emphasis,
    SmallCaps,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import Style
from packager.readers.markup.looks import NO_LOOK, Look, names

UNSEEN: Final = names(
    "head script style template noscript title rp -comment -doctype link meta base"
)
"""What no browser shows."""

BLOCKS: Final = names(
    "p div section article main header footer nav aside address hgroup search figure figcaption "
    "center form fieldset legend details summary dl dt dd li body html noframes frameset dialog "
    "caption thead tbody tfoot optgroup option"
)
"""What stands on lines of its own, and has no name in a book."""

HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
LISTS: Final = names("ul ol menu dir")
CELLS: Final = names("td th")
MACHINE: Final = names("code kbd samp")
VERBATIM: Final = names("pre listing xmp plaintext")

CONTROLS: Final = names("button select textarea input datalist option optgroup meter progress")
"""What a person uses on a page, and no book has."""

EMBEDDED: Final = names("iframe video audio embed object applet canvas frame")
APART: Final = (
    BLOCKS | LISTS | CELLS | VERBATIM | CONTROLS | EMBEDDED
    | names("h1 h2 h3 h4 h5 h6 blockquote table tr br hr")
)  # fmt: skip
"""What stands apart from the words beside it; an element nobody knows does not, in any browser."""

DRAWN: Final = names("svg math")

LOOKS: Final = {
    "b": Look(marks=(Strong,)),
    "strong": Look(marks=(Strong,)),
    "i": Look(marks=(Emphasis,)),
    "em": Look(marks=(Emphasis,)),
    "cite": Look(marks=(Emphasis,)),
    "dfn": Look(marks=(Emphasis,)),
    "var": Look(marks=(Emphasis,)),
    "u": Look(marks=(Underline,)),
    "ins": Look(marks=(Underline,)),
    "s": Look(marks=(Strike,)),
    "strike": Look(marks=(Strike,)),
    "del": Look(marks=(Strike,)),
    "sup": Look(marks=(Superscript,)),
    "sub": Look(marks=(Subscript,)),
    "big": Look(style=Style(scale=1.2)),
    "small": Look(style=Style(scale=0.83)),
    "tt": Look(style=Style(face="monospace")),
    "center": Look(style=Style(align="center")),
    "dd": Look(style=Style(indent=1)),
    "dt": Look(marks=(Strong,)),
    "summary": Look(marks=(Strong,)),
    "details": Look(style=Style(spoiler=True)),
    "address": Look(marks=(Emphasis,)),
}
"""What elements look like by themselves."""

KNOWN_PLAIN: Final = BLOCKS | names(
    "span a abbr acronym font bdi bdo data time label nobr wbr q ruby rb rt rtc mark basefont"
)
"""What may go without a word: it says nothing about its text that a book could say."""

FONT_SIZES: Final = {"1": 0.6, "2": 0.83, "4": 1.2, "5": 1.5, "6": 2.0, "7": 3.0,
                     "-1": 0.83, "-2": 0.6, "+1": 1.2, "+2": 1.5, "+3": 2.0, "+4": 3.0}  # fmt: skip
"""https://html.spec.whatwg.org/multipage/rendering.html#phrasing-content-3"""

VERSE: Final = names("poem poetry verse stanza linegroup lg poem-container")
"""Classes of verse and of its stanzas, as Project Gutenberg and Standard Ebooks have them."""

_CENTER = Look(style=Style(align="center"))
_END = Look(style=Style(align="end"))
_ITALIC = Look(marks=(Emphasis,))
_BOLD = Look(marks=(Strong,))
_CAPS = Look(marks=(SmallCaps,))
_SPOILER = Look(style=Style(spoiler=True))

CLASSES: Final = {
    **dict.fromkeys(
        ("center", "centre", "centered", "centred", "aligncenter", "align-center", "text-center",
         "text-centered", "textcenter", "has-text-align-center", "ql-align-center", "bbcode-center",
         "md-center", "noindentcenter"), _CENTER),
    **dict.fromkeys(
        ("right", "alignright", "align-right", "text-right", "textright", "has-text-align-right",
         "ql-align-right", "bbcode-right", "bbcode-figure-right"), _END),
    **dict.fromkeys(("bbcode-figure-left", "bbcode-left", "bbcode-justify"), NO_LOOK),
    **{f"bbcode-indent-{n}": Look(style=Style(indent=n)) for n in range(1, 9)},
    **{f"ql-indent-{n}": Look(style=Style(indent=n)) for n in range(1, 9)},
    **dict.fromkeys((*sorted(VERSE), "i0", "i1", "footnotes", "footnote"), NO_LOOK),
    **dict.fromkeys(("italic", "italics", "italicized"), _ITALIC),
    **dict.fromkeys(("bold", "bolded"), _BOLD),
    **dict.fromkeys(("underline", "underlined"), Look(marks=(Underline,))),
    **dict.fromkeys(("strike", "strikethrough", "line-through"), Look(marks=(Strike,))),
    **dict.fromkeys(("smcap", "smallcaps", "small-caps", "smallcap", "sc"), _CAPS),
    **dict.fromkeys(("spoiler", "bbcode-spoiler", "spoilertext"), _SPOILER),
    **dict.fromkeys(("bbcode-pre-line", "pre-line"), Look(lines=True)),
}  # fmt: skip
"""What classes look like that many sites and editors have, where no sheet says otherwise."""

PAGE_MARKS: Final = names("pagenum pageno page-number pagenumber pagebreak page_num newpage")
"""Classes of the page numbers of a printed edition."""
