"""Attributes of HTML: which element has which, which it must have, and what they may say.

HTML, section 3.2.6: https://html.spec.whatwg.org/multipage/dom.html#global-attributes; EPUB 3.3,
section 6.1.2: https://www.w3.org/TR/epub-33/#sec-xhtml-extensions. A value is described by a
regular expression that must match the whole of it, white space at its ends apart.
"""

from __future__ import annotations

import re
from functools import cache

from packager.checks.conformance.names import each, names

_XML = "{http://www.w3.org/XML/1998/namespace}"
_OPS = "{http://www.idpf.org/2007/ops}"
_SSML = "{http://www.w3.org/2001/10/synthesis}"
_NAMESPACES = {"xml": _XML, "epub": _OPS, "ssml": _SSML}
EPUB_TYPE = f"{_OPS}type"

_BASIC = (
    "accesskey autocapitalize autofocus class contenteditable dir draggable enterkeyhint hidden id "
    "inert inputmode is lang nonce popover role slot spellcheck style tabindex title translate "
    "xml:base xml:lang xml:space ssml:alphabet ssml:ph epub:type"
)
_EVENTS = (
    "auxclick beforeinput beforematch blur cancel canplay canplaythrough change click close "
    "contextlost contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter "
    "dragleave dragover dragstart drop durationchange emptied ended error focus formdata "
    "gotpointercapture input invalid keydown keypress keyup load loadeddata loadedmetadata "
    "loadstart lostpointercapture mousedown mouseenter mouseleave mousemove mouseout mouseover "
    "mouseup paste pause play playing pointercancel pointerdown pointerenter pointerleave "
    "pointermove pointerout pointerover pointerrawupdate pointerup progress ratechange reset "
    "resize scroll scrollend securitypolicyviolation seeked seeking select slotchange stalled "
    "submit suspend timeupdate toggle volumechange waiting wheel"
)
_SEMANTIC = (
    "about content datatype inlist itemid itemprop itemref itemscope itemtype prefix property rel "
    "resource rev typeof vocab"
)
"""RDFa and microdata."""
_ARIA = (
    "atomic busy controls current describedby description details disabled errormessage flowto "
    "haspopup hidden invalid keyshortcuts label labelledby live owns relevant roledescription"
)
_WIDGET = (
    "activedescendant autocomplete checked colcount colindex colspan expanded level modal multiline"
    " multiselectable orientation posinset pressed readonly required rowcount rowindex rowspan "
    "selected setsize sort valuemax valuemin valuenow valuetext"
)
_GLOBAL: frozenset[str] = frozenset(
    (
        *_BASIC.split(),
        *_SEMANTIC.split(),
        *(f"on{name}" for name in _EVENTS.split()),
        *(f"aria-{name}" for name in _ARIA.split()),
    )
)
"""Attributes of every element."""

_ANY_ROLE: frozenset[str] = frozenset(f"aria-{name}" for name in _WIDGET.split())
"""Attributes of an element that may have any role."""

_MEDIA = "autoplay controls crossorigin loop muted preload src"
_FIELD = "disabled form name"
_SUBMIT = "formaction formenctype formmethod formnovalidate formtarget popovertarget"
_WINDOW = (
    "onafterprint onbeforeprint onbeforeunload onhashchange onlanguagechange onmessage "
    "onmessageerror onoffline ononline onpagehide onpageshow onpopstate onrejectionhandled "
    "onstorage onunhandledrejection onunload"
)

_ATTRIBUTES: dict[str, str] = {
    "a": "download href hreflang name ping referrerpolicy target type",
    "area": "alt coords download href hreflang ping shape target type",
    "audio": _MEDIA,
    "base": "href target",
    "blockquote": "cite",
    "body": _WINDOW,
    "button": f"{_FIELD} {_SUBMIT} popovertargetaction type value",
    "canvas": "height width",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open",
    "dialog": "open",
    "embed": "height src type width",
    "fieldset": _FIELD,
    "form": "accept-charset action autocomplete enctype method name novalidate target",
    "html": "epub:prefix",
    "iframe": "allow allowfullscreen height loading name referrerpolicy sandbox src srcdoc width",
    "img": (
        "alt border crossorigin decoding fetchpriority generator-unable-to-provide-required-alt "
        "height ismap loading referrerpolicy sizes src srcset usemap width"
    ),
    "input": (
        f"{_FIELD} {_SUBMIT} accept alt autocomplete capture checked dirname height list max "
        "maxlength min minlength multiple pattern placeholder popovertargetaction readonly "
        "required size src step type value width"
    ),
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": (
        "as blocking color crossorigin disabled fetchpriority href hreflang imagesizes imagesrcset "
        "integrity media referrerpolicy scope sizes type updateviacache workertype"
    ),
    "map": "name",
    "meta": "charset http-equiv media name",
    "meter": "high low max min optimum value",
    "object": "data form height name type usemap width",
    "ol": "reversed start type",
    "optgroup": "disabled label",
    "option": "disabled label selected value",
    "output": "for form name",
    "param": "name value",
    "progress": "max value",
    "q": "cite",
    "script": (
        "async blocking charset crossorigin defer fetchpriority integrity language nomodule "
        "referrerpolicy src type"
    ),
    "select": f"{_FIELD} autocomplete multiple required size",
    "slot": "name",
    "source": "height media sizes src srcset type width",
    "style": "blocking media type",
    "table": "border",
    "td": "colspan headers rowspan",
    "template": "span src",
    "textarea": (
        f"{_FIELD} autocomplete cols dirname maxlength minlength placeholder readonly required "
        "rows wrap"
    ),
    "th": "colspan headers rowspan scope",
    "time": "datetime",
    "track": "default kind label src srclang",
    "video": f"{_MEDIA} height playsinline poster width",
}

_REQUIRED: dict[str, str] = {
    "bdo": "dir",
    "data": "value",
    "img": "src",
    "map": "name",
    "meter": "value",
    "optgroup": "label",
    "param": "name value",
    "track": "src",
}

_NO_TYPE: frozenset[str] = names(
    "base col head link meta rb rtc script search slot style template title"
)
"""Elements without ``epub:type``: what is not content, and what EPUB does not know."""

_WIDGETS: dict[str, str] = {
    **each("area summary", "expanded pressed"),
    **each("article audio body dd embed iframe main object video", "expanded"),
    **each("aside form", "expanded orientation"),
    **each("details dl figcaption footer header optgroup", "activedescendant expanded"),
    **each("h1 h2 h3 h4 h5 h6", "expanded level posinset selected setsize"),
    **each("link meta", "expanded posinset setsize"),
    **dict.fromkeys(
        ("menu", "ol", "ul"),
        "activedescendant expanded level multiselectable orientation required",
    ),
    **each(
        "base br caption col colgroup datalist head html label legend map param picture script "
        "source style template title track wbr",
        "",
    ),
    "button": (
        "activedescendant autocomplete checked expanded orientation posinset pressed readonly "
        "required selected setsize"
    ),
    "dialog": "expanded modal",
    "dt": "expanded level posinset setsize",
    "fieldset": "activedescendant expanded orientation required",
    "hr": "expanded orientation valuemax valuemin valuenow valuetext",
    "img": (
        "checked expanded level orientation posinset pressed selected setsize valuemax valuemin "
        "valuenow valuetext"
    ),
    "input": (
        "activedescendant autocomplete checked expanded multiline orientation placeholder posinset "
        "pressed readonly required selected setsize valuemax valuemin valuenow valuetext"
    ),
    "li": "checked expanded level orientation posinset selected setsize",
    "meter": "valuemax valuemin",
    "nav": "activedescendant expanded level multiselectable orientation",
    "option": "checked posinset selected setsize",
    "progress": "valuemax valuemin valuenow valuetext",
    "search": "activedescendant expanded orientation",
    "section": "activedescendant expanded modal orientation",
    "select": (
        "activedescendant autocomplete expanded multiselectable orientation readonly required"
    ),
    "textarea": "activedescendant autocomplete multiline placeholder readonly required",
}
"""States of widgets, by element; an element that is not here may have all of them."""

_TRUE_FALSE = "true|false"
_NO_SPACE = r"\S+"
_SOME = r"(?s:.*\S.*)"
_INTEGER = r"[-+]?\d+"
_COUNT = r"\+?\d+|-0+"
_POSITIVE = r"\+?0*[1-9]\d*"
_FLOAT = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|-?INF|NaN"
_LANGUAGE = r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?"
_MEDIA_TYPE = r"[\w!#$&+\-^]+/[\w!#$&+\-^]+[^\n\r]*"
_DATE = r"\d{4,}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_TIME = r"\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?"
_PERIOD = (
    r"P(?=[\dT])(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,3})?S)?)?"
    r"|(?: *(?:\d+ *[WDHM]|\d+(?:\.\d{1,3})? *S))++"
)
_MOMENT = rf"\d{{4}}|(?:--)?\d\d-\d\d|\d{{4,}}-(?:\d\d|W\d\d)|{_TIME}|{_DATE}|{_PERIOD}"
_REFERRER = (
    "|no-referrer|no-referrer-when-downgrade|origin|origin-when-cross-origin|same-origin"
    "|strict-origin|strict-origin-when-cross-origin|unsafe-url"
)
_FLAGS = (
    "allowfullscreen async autofocus autoplay checked controls default defer disabled "
    "formnovalidate inert ismap itemscope loop multiple muted nomodule novalidate open playsinline "
    "readonly required reversed selected"
)

_VALUES: dict[str, str] = {
    **{name: f"|{name}" for name in _FLAGS.split()},
    **each(
        "aria-atomic aria-busy aria-disabled aria-hidden aria-modal aria-multiline "
        "aria-multiselectable aria-readonly aria-required draggable",
        _TRUE_FALSE,
    ),
    **each("lang xml:lang hreflang srclang", _LANGUAGE),
    **each("colspan cols rows size span", _POSITIVE),
    **each("height maxlength minlength rowspan width", _COUNT),
    **each("high low optimum", _FLOAT),
    **each("tabindex start li/value", _INTEGER),
    **each("src poster object/data embed/src", _SOME),
    **each("id label/for form list a/name map/name", _NO_SPACE),
    **each("aria-checked aria-pressed", "true|false|mixed|undefined"),
    **each("aria-expanded aria-selected", "true|false|undefined"),
    **each("a/type area/type embed/type link/type object/type source/type", _MEDIA_TYPE),
    "aria-autocomplete": "inline|list|both|none",
    "aria-current": "page|step|location|date|time|true|false",
    "aria-haspopup": "true|false|menu|listbox|tree|grid|dialog",
    "aria-invalid": "true|false|grammar|spelling",
    "aria-live": "assertive|off|polite",
    "aria-orientation": "horizontal|vertical|undefined",
    "aria-relevant": r"(?:(?:additions|all|removals|text)\s*)*",
    "aria-sort": "ascending|descending|none|other",
    "autocapitalize": "off|none|on|sentences|words|characters",
    "button/type": "button|submit|reset",
    "contenteditable": "|true|false|plaintext-only",
    "crossorigin": "|anonymous|use-credentials",
    "decoding": "sync|async|auto",
    "del/datetime": _DATE,
    "dir": "ltr|rtl|auto",
    "enctype": "application/x-www-form-urlencoded|multipart/form-data|text/plain",
    "enterkeyhint": "enter|done|go|next|previous|search|send",
    "epub:type": r"[\w:.\-]++(?:\s++[\w:.\-]++)*+\s*",
    "fetchpriority": "high|low|auto",
    "form/autocomplete": "on|off",
    "hidden": "|hidden|until-found",
    "img/border": "0",
    "input/type": (
        "button|checkbox|color|date|datetime-local|email|file|hidden|image|month|number|password"
        "|radio|range|reset|search|submit|tel|text|time|url|week"
    ),
    "inputmode": "none|text|tel|url|email|numeric|decimal|search",
    "ins/datetime": _DATE,
    "kind": "subtitles|captions|descriptions|chapters|metadata",
    "loading": "lazy|eager",
    "meta/charset": "utf-8",
    "meta/http-equiv": (
        "content-security-policy|content-type|default-style|refresh|x-ua-compatible"
    ),
    "meter/max": _FLOAT,
    "meter/min": _FLOAT,
    "meter/value": _FLOAT,
    "method": "get|post|dialog",
    "ol/type": "[1aAiI]",
    "popover": "|auto|hint|manual",
    "popovertargetaction": "toggle|show|hide",
    "prefix": r"|[\w.\-]++: \S++(?:\s++[\w.\-]++: \S++)*+",
    "preload": "|none|metadata|auto",
    "progress/max": _FLOAT,
    "progress/value": _FLOAT,
    "referrerpolicy": _REFERRER,
    "shape": "circle|default|poly|rect",
    "spellcheck": "|true|false",
    "ssml:alphabet": "ipa|x-.+",
    "table/border": "|1",
    "th/scope": "row|col|rowgroup|colgroup",
    "time/datetime": _MOMENT,
    "translate": "|yes|no",
    "usemap": "#.+",
    "wrap": "hard|soft",
    "xml:space": "default|preserve",
}
"""What an attribute may say, by its name, or by element and name where elements differ."""

REFERENCES: dict[str, tuple[str, ...]] = {
    **each(
        "aria-activedescendant aria-controls aria-describedby aria-flowto aria-labelledby "
        "aria-owns",
        (),
    ),
    "form": ("form",),
    "list": ("datalist",),
}
"""Attributes that name ids of the document, and the elements these may be; none for any."""

LABELLED = ("button", "input", "meter", "output", "progress", "select", "textarea")
"""Elements a label may be for."""

Attributes = dict[str, re.Pattern[str] | None]
"""What each attribute may say, by its name with its namespace in braces; ``None`` for anything."""


@cache
def attributes_of(element: str) -> Attributes:
    """Every attribute an element of HTML may have."""
    own = _ATTRIBUTES.get(element, "").split()
    widgets = _WIDGETS.get(element)
    states = _ANY_ROLE if widgets is None else (f"aria-{name}" for name in widgets.split())
    found = {
        _qualified(name): _pattern(_VALUES.get(f"{element}/{name}") or _VALUES.get(name))
        for name in (*_GLOBAL, *states, *own)
    }
    if element in _NO_TYPE:
        del found[EPUB_TYPE]
    return found


@cache
def widget_states() -> frozenset[str]:
    """The attributes only a role gives a meaning, on elements that may have any role."""
    return _ANY_ROLE - {"aria-expanded"}


def required_of(element: str) -> tuple[str, ...]:
    """The attributes an element must have."""
    return tuple(_REQUIRED.get(element, "").split())


def _qualified(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return _NAMESPACES[prefix] + local if colon else name


@cache
def _pattern(source: str | None) -> re.Pattern[str] | None:
    return None if source is None else re.compile(rf"\s*(?:{source})\s*", re.ASCII | re.IGNORECASE)
