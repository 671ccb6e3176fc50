"""Roles: which WAI-ARIA roles an element of HTML may have.

ARIA in HTML: https://www.w3.org/TR/html-aria/#docconformance; Digital Publishing WAI-ARIA 1.1:
https://www.w3.org/TR/dpub-aria-1.1/.
"""

from __future__ import annotations

from functools import cache

from packager.checks.conformance.names import each, names

_HEADINGS = "h1 h2 h3 h4 h5 h6"
_CHECKED = "button checkbox link menuitem menuitemcheckbox menuitemradio option radio"
_LIST = (
    "directory group list listbox menu menubar none presentation radiogroup tablist toolbar tree"
)
_HEADING_ROLES = "doc-subtitle heading none presentation tab"
_DIVISIONS = (
    "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter "
    "doc-colophon doc-conclusion doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph "
    "doc-epilogue doc-errata doc-example doc-foreword doc-glossary doc-index doc-introduction "
    "doc-notice doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-toc"
)
_NO_ROLE = (
    "audio=application base= caption= col= colgroup= datalist= head= html= label= legend= map= "
    "meter= param= picture= script= source= style= template= title= track= video=application"
)

_BY_ELEMENT: dict[str, str] = {
    **{name: roles for name, _, roles in (pair.partition("=") for pair in _NO_ROLE.split())},
    **each(_HEADINGS, _HEADING_ROLES),
    **each("menu ol ul", _LIST),
    **each("br wbr", "none presentation"),
    "area": "button link",
    "article": "application article document feed main none presentation region",
    "aside": (
        "complementary doc-dedication doc-example doc-footnote doc-glossary doc-pullquote doc-tip "
        "feed none note presentation region search"
    ),
    "body": "application document none presentation",
    "button": f"{_CHECKED} combobox switch tab",
    "dd": "definition",
    "details": "group",
    "dialog": "alertdialog",
    "dl": "group list none presentation",
    "dt": "listitem term",
    "embed": "application document img none presentation",
    "fieldset": "group none presentation radiogroup",
    "figcaption": "group none presentation",
    "footer": "contentinfo doc-footnote group none presentation",
    "form": "form none presentation search",
    "header": "banner doc-footnote group none presentation",
    "hr": "doc-pagebreak none presentation separator",
    "iframe": "application document img none presentation",
    "img": (
        f"{_CHECKED} doc-cover img math none presentation progressbar scrollbar separator slider "
        "switch tab treeitem"
    ),
    "input": f"{_CHECKED} combobox searchbox slider spinbutton switch tab textbox",
    "li": (
        "doc-biblioentry doc-endnote listitem menuitem menuitemcheckbox menuitemradio none option "
        "presentation radio separator tab treeitem"
    ),
    "link": "link menuitem none presentation",
    "main": "main",
    "meta": "menuitem none presentation",
    "nav": "doc-index doc-pagelist doc-toc menu menubar navigation none presentation tablist",
    "object": "application document img",
    "optgroup": "group",
    "option": "option",
    "progress": "progressbar",
    "search": "form group none presentation region search",
    "section": (
        f"{_DIVISIONS} alert alertdialog application banner complementary contentinfo dialog "
        "document feed group log main marquee navigation none note presentation region search "
        "status tabpanel"
    ),
    "select": "combobox listbox menu",
    "summary": "button",
    "textarea": "textbox",
}
"""Roles by element; an element that is not here may have any."""

KNOWN_ROLES: frozenset[str] = names(
    f"{_DIVISIONS} {_LIST} {_HEADING_ROLES} {_CHECKED} alert alertdialog application article "
    "banner cell columnheader combobox complementary contentinfo definition dialog "
    "doc-backlink doc-biblioentry doc-biblioref doc-cover doc-endnote doc-footnote "
    "doc-glossref doc-noteref doc-pagebreak doc-tip document feed figure form "
    "graphics-document graphics-object graphics-symbol grid gridcell img listitem log main "
    "marquee math navigation note progressbar region row rowgroup rowheader scrollbar search "
    "searchbox separator slider spinbutton status switch table tabpanel term textbox timer "
    "tooltip treegrid treeitem"
)
"""WAI-ARIA 1.2 and Digital Publishing WAI-ARIA 1.1."""

_RANGE = ("aria-valuemax", "aria-valuemin", "aria-valuenow")
STATES_NEEDED: dict[str, tuple[str, ...]] = {
    **each("checkbox menuitemcheckbox menuitemradio radio switch", ("aria-checked",)),
    **each("slider spinbutton", _RANGE),
    "combobox": ("aria-expanded",),
    "scrollbar": ("aria-orientation", *_RANGE),
}
"""States a role means nothing without; form fields have them of their own."""

LINK_ROLES: frozenset[str] = names(
    f"{_CHECKED} doc-backlink doc-biblioref doc-glossref doc-noteref switch tab treeitem"
)
"""Roles of an ``a`` that leads somewhere."""


@cache
def roles_of(element: str) -> frozenset[str]:
    """The roles an element of HTML may have."""
    own = _BY_ELEMENT.get(element)
    return KNOWN_ROLES if own is None else frozenset(own.split())
