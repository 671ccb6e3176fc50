"""The content model of XHTML in EPUB 3: what may stand in what, with which attributes and roles.

HTML, section 4: https://html.spec.whatwg.org/multipage/dom.html#content-models; EPUB 3.3, section
6.1: https://www.w3.org/TR/epub-33/#sec-xhtml; roles: https://www.w3.org/TR/html-aria/. Names are
those of the XHTML namespace; ``svg:svg`` and ``m:math`` stand for the islands of other languages,
``epub:switch`` and ``epub:trigger`` for the two elements EPUB adds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from packager.checks.conformance.html_attributes import Attributes, attributes_of, required_of
from packager.checks.conformance.html_roles import roles_of
from packager.checks.conformance.names import each, names

Names = frozenset[str]

PHRASING: Names = names(
    "a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em embed "
    "epub:switch i iframe img input ins kbd label link m:math map mark meta meter object output "
    "picture progress q ruby s samp script select slot small span strong sub sup svg:svg template "
    "textarea time u var video wbr"
)
"""What stands in a line of text."""

FLOW: Names = PHRASING | names(
    "address article aside blockquote details dialog div dl epub:trigger fieldset figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section "
    "table ul"
)
"""What stands in a body."""

SCRIPTING: Names = frozenset(("script", "template"))
"""What may stand between the parts of a list or table, and is not seen."""

_INTERACTIVE: Names = names(
    "a audio[controls] button details embed iframe img[usemap] input label menu object[usemap] "
    "select textarea video[controls]"
)
"""What a person can act on; some only with an attribute."""

ACTS_WITH = {"audio": "controls", "img": "usemap", "object": "usemap", "video": "controls"}
"""Elements that are interactive only with an attribute."""

NEVER_WITHIN: dict[str, Names] = {
    "a": _INTERACTIVE,
    "address": frozenset(("address", "header", "footer")),
    "audio": frozenset(("audio", "video")),
    "button": _INTERACTIVE,
    "caption": frozenset(("table",)),
    "dfn": frozenset(("dfn",)),
    "footer": frozenset(("header", "footer")),
    "form": frozenset(("form",)),
    "header": frozenset(("header", "footer")),
    "label": frozenset(("label",)),
    "meter": frozenset(("meter",)),
    "progress": frozenset(("progress",)),
    "video": frozenset(("audio", "video")),
}
"""What must not stand within an element at any depth."""

OBSOLETE: Names = names(
    "acronym applet basefont bgsound big blink center dir font frame frameset isindex keygen "
    "listing marquee menuitem multicol nextid nobr noembed noframes plaintext spacer strike tt "
    "xmp"
)
"""Elements HTML has given up; CSS or another element does what they did."""

_TRANSPARENT = frozenset(("ins", "del", "a", "map", "object", "video", "audio", "canvas", "slot"))
"""Transparent elements: what may stand in one is what may stand around it."""

EMPTY: Names = frozenset()

_HEADINGS = "h1 h2 h3 h4 h5 h6"
_ROWS = frozenset(("tr",)) | SCRIPTING

_CHILDREN: dict[str, Names] = {
    **each(
        "a address article aside blockquote body canvas caption dd del dialog div dt figcaption"
        " footer form header ins li main map nav search section slot td th",
        FLOW,
    ),
    **each(
        "abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label mark meter "
        "output p pre progress q rb rt s samp small span strong sub sup time u var",
        PHRASING,
    ),
    **each(
        "area base br col embed hr iframe img input link meta option param rp script source "
        "style template textarea title track wbr",
        EMPTY,
    ),
    "audio": FLOW | {"source", "track"},
    "colgroup": SCRIPTING | {"col"},
    "datalist": PHRASING | {"option"},
    "details": FLOW | {"summary"},
    "dl": SCRIPTING | {"dt", "dd", "div"},
    "fieldset": FLOW | {"legend"},
    "figure": FLOW | {"figcaption"},
    "head": names("base epub:trigger link meta script style template title"),
    "hgroup": names(f"{_HEADINGS} p script template"),
    "html": frozenset(("head", "body")),
    "legend": PHRASING | names(f"{_HEADINGS} hgroup"),
    "menu": SCRIPTING | {"li"},
    "object": FLOW | {"param"},
    "ol": SCRIPTING | {"li"},
    "optgroup": SCRIPTING | {"option"},
    "picture": SCRIPTING | {"source", "img"},
    "rtc": PHRASING | {"rt", "rp"},
    "ruby": PHRASING | {"rb", "rp", "rt", "rtc"},
    "select": SCRIPTING | {"option", "optgroup"},
    "summary": PHRASING | names(f"{_HEADINGS} hgroup"),
    "table": SCRIPTING | names("caption colgroup tbody tfoot thead tr"),
    "tbody": _ROWS,
    "tfoot": _ROWS,
    "thead": _ROWS,
    "tr": SCRIPTING | {"td", "th"},
    "ul": SCRIPTING | {"li"},
    "video": FLOW | {"source", "track"},
}

_TEXTLESS: Names = names(
    "area base br col colgroup dl embed head hgroup hr html iframe img input link menu meta ol "
    "optgroup param picture select source table tbody tfoot thead tr track ul wbr"
)

_ORDERS: dict[str, str] = {
    "details": r"summary (?:(?!summary )\S+ )*+",
    "dl": r"(?:(?:dt )++(?:dd )++)*+|(?:div )*+",
    "dl/div": r"(?:(?:dt )++(?:dd )++)++",
    "fieldset": r"(?:legend )?+(?:(?!legend )\S+ )*+",
    "figure": r"(?:figcaption )?+(?:(?!figcaption )\S+ )*+|(?:(?!figcaption )\S+ )*+figcaption ",
    "head": r"(?!.*\btitle .*\btitle )(?!.*\bbase .*\bbase ).*+",
    "hgroup": r"(?:p )*+h[1-6] (?:p )*+",
    "html": r"head body ",
    "object": r"(?:param )*+(?:(?!param )\S+ )*+",
    "picture": r"(?:source )*+img ",
    "ruby": r"(?:(?:[^r]\S*+ |rb |ruby )*+(?:(?:rt|rtc) |rp (?:(?:rt|rtc) rp )++))++",
    "table": (r"(?:caption )?+(?:colgroup )*+(?:thead )?+(?:(?:tr )++|(?:tbody )*+)(?:tfoot )?+"),
    **each("audio video", r"(?:source )*+(?:track )*+(?:(?!source |track )\S+ )*+"),
}
"""Patterns of the names of an element's children, each with a space; scripts stand anywhere.

Every repetition is possessive, so that a list of any length is matched in one pass.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element of HTML.

    Attributes:
        name: Its name.
        children: Names of the elements that may stand in it; for a transparent element, at most.
        text: Whether text may stand in it.
        transparent: Whether what may stand in it depends on what is around it.
        order: Matches the names of its children, each with a space, when they stand as they must.
        attributes: What each of its attributes may say.
        required: The attributes it must have.
        roles: The roles it may have.
    """

    name: str
    children: Names
    text: bool
    transparent: bool
    order: re.Pattern[str] | None
    attributes: Attributes
    required: tuple[str, ...]
    roles: Names


@cache
def element(name: str, parent: str = "") -> Element | None:
    """An element of HTML by its name; ``None`` when there is none.

    Args:
        name: The name.
        parent: The name of the element around it: in a list of terms, ``div`` is another
            one, and only items of an ordered list have a value.
    """
    children = _CHILDREN.get(name)
    if children is None:
        return None
    of_terms = name == "div" and parent == "dl"
    attributes = attributes_of(name)
    if name == "li" and parent != "ol":
        attributes = {key: value for key, value in attributes.items() if key != "value"}
    order = _ORDERS.get("dl/div" if of_terms else name)
    return Element(
        name=name,
        children=SCRIPTING | {"dt", "dd"} if of_terms else children,
        text=name not in _TEXTLESS and not of_terms,
        transparent=name in _TRANSPARENT,
        order=None if order is None else re.compile(order),
        attributes=attributes,
        required=required_of(name),
        roles=roles_of(name),
    )
