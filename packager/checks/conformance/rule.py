"""Rule: the closed set of what ``packager check`` asks of a finished book.

Numbers are grouped as a book is built: P80 container, P81 package document, P82 navigation, P83
links and ids, P84 content documents, P85 pictures, P86 stylesheets and fonts, P87 accessibility
and metadata, P88 what e-readers ask beyond the standard, P89 PDF.
"""

from __future__ import annotations

from enum import Enum


class Weight(Enum):
    """How much a broken rule matters."""

    ERROR = "error"
    """The book is not valid: a reading system may refuse it, and shops do."""
    WARNING = "warning"
    """The book is valid and will not be shown well somewhere."""
    ADVICE = "advice"
    """It could be better; nobody refuses it."""


class Rule(Enum):
    """Every rule: number, weight, what it asks for, its source, what EPUBCheck calls it."""

    number: str
    weight: Weight
    meaning: str
    source: str
    epubcheck: tuple[str, ...]

    def __init__(
        self,
        number: str,
        weight: Weight,
        meaning: str,
        source: str,
        epubcheck: tuple[str, ...] = (),
    ) -> None:
        self.number = number
        self.weight = weight
        self.meaning = meaning
        self.source = source
        self.epubcheck = epubcheck

    # Rules of the container begin with P80.
    NOT_A_ZIP = (
        "P801",
        Weight.ERROR,
        "An EPUB is a ZIP file that can be opened.",
        "https://www.w3.org/TR/epub-33/#sec-zip-container-zipreqs",
        ("PKG-003", "PKG-004", "PKG-008"),
    )

    MIMETYPE = (
        "P802",
        Weight.ERROR,
        "The first file is mimetype: stored, without an extra field, saying only its type.",
        "https://www.w3.org/TR/epub-33/#sec-zip-container-mime",
        ("PKG-005", "PKG-006", "PKG-007"),
    )
    CONTAINER_BROKEN = (
        "P803",
        Weight.ERROR,
        "META-INF/container.xml names the package document; all of META-INF is well-formed.",
        "https://www.w3.org/TR/epub-33/#sec-container-metainf-container.xml",
        ("RSC-002", "RSC-003", "RSC-005", "RSC-016", "OPF-016", "OPF-017"),
    )
    NAME_FORBIDDEN = (
        "P804",
        Weight.ERROR,
        "The name of a file has no character some systems forbid, and does not end with a stop.",
        "https://www.w3.org/TR/epub-33/#sec-container-filenames",
        ("PKG-009", "PKG-011"),
    )
    NAME_TWICE = (
        "P805",
        Weight.ERROR,
        "No two files have one name, whatever its case and however its letters are composed.",
        "https://www.w3.org/TR/epub-33/#sec-container-filenames",
        ("OPF-060",),
    )
    NAME_NOT_UTF_8 = (
        "P806",
        Weight.ERROR,
        "Names of files are written in UTF-8.",
        "https://www.w3.org/TR/epub-33/#sec-container-filenames",
        ("PKG-027",),
    )
    IN_META_INF = (
        "P807",
        Weight.ERROR,
        "What the manifest lists lies outside META-INF.",
        "https://www.w3.org/TR/epub-33/#sec-container-metainf",
        ("PKG-025",),
    )
    NAME_SPACED = (
        "P808",
        Weight.WARNING,
        "The name of a file has no spaces.",
        "https://www.w3.org/TR/epub-33/#sec-container-filenames",
        ("PKG-010",),
    )
    FILE_UNLISTED = (
        "P809",
        Weight.ADVICE,
        "Every file is listed in the manifest, or of the container itself.",
        "https://www.w3.org/TR/epub-33/#sec-manifest-elem",
        ("OPF-003",),
    )
    FOLDER_EMPTY = (
        "P800",
        Weight.WARNING,
        "No folder is empty.",
        "https://www.w3.org/TR/epub-33/#sec-container-file-and-dir-structure",
        ("PKG-014",),
    )

    # Rules of the package document begin with P81.
    PACKAGE_BROKEN = (
        "P810",
        Weight.ERROR,
        "The package document is there, well-formed, and of EPUB 2 or 3.",
        "https://www.w3.org/TR/epub-33/#sec-package-elem",
        ("OPF-001", "OPF-002", "OPF-073", "PKG-020", "RSC-005", "RSC-016", "RSC-028"),
    )
    PACKAGE_STRUCTURE = (
        "P811",
        Weight.ERROR,
        "The package document has metadata, manifest and spine, with the attributes they need.",
        "https://www.w3.org/TR/epub-33/#sec-package-elem",
        ("RSC-005", "OPF-048"),
    )
    METADATA_MISSING = (
        "P812",
        Weight.ERROR,
        "A book has an identifier, a title, a language, and says once when it was last changed.",
        "https://www.w3.org/TR/epub-33/#sec-metadata-elem",
        ("RSC-005", "OPF-030"),
    )
    PROPERTY_IDLE = (
        "P813",
        Weight.WARNING,
        "An item that says it takes resources from outside the book does.",
        "https://www.w3.org/TR/epub-33/#sec-remote-resources",
        ("OPF-018",),
    )
    EXPRESSION = (
        "P814",
        Weight.ERROR,
        "A property has a declared prefix, a value it can have, and refines what it can refine.",
        "https://www.w3.org/TR/epub-33/#sec-metadata-assoc",
        ("RSC-005", "OPF-004", "OPF-005", "OPF-006", "OPF-007", "OPF-026", "OPF-027", "OPF-028",
         "OPF-065", "OPF-067", "OPF-089", "OPF-093", "OPF-094", "OPF-095"),
    )  # fmt: skip
    MANIFEST_ITEM = (
        "P815",
        Weight.ERROR,
        "An item of the manifest is a file of the book, and no other item is the same file.",
        "https://www.w3.org/TR/epub-33/#sec-item-elem",
        ("RSC-005", "RSC-006", "RSC-020", "RSC-026", "RSC-029", "RSC-030", "RSC-033",
         "OPF-074", "OPF-091", "OPF-099"),
    )  # fmt: skip
    FILE_MISSING = (
        "P816",
        Weight.ERROR,
        "Every file the manifest lists is in the book.",
        "https://www.w3.org/TR/epub-33/#sec-manifest-elem",
        ("RSC-001",),
    )
    FALLBACK = (
        "P817",
        Weight.ERROR,
        "What a reading system need not know has a fallback that leads to what it does.",
        "https://www.w3.org/TR/epub-33/#sec-foreign-restrictions-manifest",
        ("RSC-005", "OPF-040", "OPF-041", "OPF-042", "OPF-043", "OPF-044", "OPF-045"),
    )
    PROPERTY = (
        "P818",
        Weight.ERROR,
        "The manifest says of each document what it holds: SVG, MathML, scripts, remote resources.",
        "https://www.w3.org/TR/epub-33/#sec-item-resource-properties",
        ("RSC-005", "OPF-012", "OPF-014", "OPF-015", "OPF-027", "OPF-028"),
    )
    SPINE = (
        "P819",
        Weight.ERROR,
        "The spine names items of the manifest, each once, one of them in the reading order.",
        "https://www.w3.org/TR/epub-33/#sec-spine-elem",
        ("RSC-005", "OPF-033", "OPF-034", "OPF-049", "OPF-050", "OPF-096"),
    )

    # Rules of navigation begin with P82.
    NAV_MISSING = (
        "P820",
        Weight.ERROR,
        "A book of EPUB 3 has one navigation document, of XHTML; one of EPUB 2 has an NCX.",
        "https://www.w3.org/TR/epub-33/#sec-nav",
        ("RSC-005",),
    )
    NAV_STRUCTURE = (
        "P821",
        Weight.ERROR,
        "A nav element is a heading, if any, and one list of links, with lists within it.",
        "https://www.w3.org/TR/epub-33/#sec-nav-def-model",
        ("RSC-005",),
    )
    NAV_LABEL = (
        "P822",
        Weight.ERROR,
        "Every line and heading of the navigation says something.",
        "https://www.w3.org/TR/epub-33/#sec-nav-def-model",
        ("RSC-005",),
    )
    NAV_ORDER = (
        "P823",
        Weight.WARNING,
        "The table of contents follows the order of the book.",
        "https://www.w3.org/TR/epub-33/#sec-nav-toc",
        ("NAV-011",),
    )
    NAV_TARGET = (
        "P824",
        Weight.ERROR,
        "The table of contents, the landmarks and the list of pages lead to places of the book.",
        "https://www.w3.org/TR/epub-33/#sec-nav-def-model",
        ("NAV-010", "RSC-010", "RSC-011"),
    )
    NAV_NESTED = (
        "P825",
        Weight.WARNING,
        "Landmarks and the list of pages are flat lists.",
        "https://www.w3.org/TR/epub-33/#sec-nav-landmarks",
        ("RSC-017",),
    )
    NCX_STRUCTURE = (
        "P826",
        Weight.ERROR,
        "An NCX has a head, a title and a map whose points have a label, a place and an order.",
        "https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1",
        ("RSC-005", "RSC-016"),
    )
    NCX_IDENTIFIER = (
        "P827",
        Weight.ERROR,
        "The NCX has the identifier of the package document.",
        "https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1",
        ("NCX-001",),
    )
    NCX_LABEL = (
        "P828",
        Weight.ADVICE,
        "Every label of an NCX says something.",
        "https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1",
        ("NCX-006",),
    )

    # Rules of links and ids begin with P83.
    TARGET_MISSING = (
        "P830",
        Weight.ERROR,
        "What a document refers to is in the book.",
        "https://www.w3.org/TR/epub-33/#sec-publication-resources",
        ("RSC-007",),
    )
    FRAGMENT_MISSING = (
        "P831",
        Weight.ERROR,
        "A link to a place within a document finds an element with that id.",
        "https://www.w3.org/TR/epub-33/#sec-xhtml-req",
        ("RSC-012", "RSC-015"),
    )
    TARGET_UNLISTED = (
        "P832",
        Weight.ERROR,
        "What a document refers to is listed in the manifest.",
        "https://www.w3.org/TR/epub-33/#sec-manifest-elem",
        ("RSC-008",),
    )
    TARGET_NOT_IN_SPINE = (
        "P833",
        Weight.ERROR,
        "A link leads to a document of the spine.",
        "https://www.w3.org/TR/epub-33/#sec-spine-elem",
        ("RSC-010", "RSC-011"),
    )
    REMOTE = (
        "P834",
        Weight.ERROR,
        "Only audio, video and fonts may lie outside the book.",
        "https://www.w3.org/TR/epub-33/#sec-resource-locations",
        ("RSC-006",),
    )
    ADDRESS_WRONG = (
        "P835",
        Weight.ERROR,
        "An address is a URL that stays within the book; none is of a file or of bare data.",
        "https://www.w3.org/TR/epub-33/#sec-container-iri",
        ("RSC-020", "RSC-026", "RSC-029", "RSC-030", "RSC-033"),
    )
    ADDRESS_UNSUITED = (
        "P836",
        Weight.WARNING,
        "A resource outside the book is fetched through HTTPS; a scheme is one people know.",
        "https://www.w3.org/TR/epub-33/#sec-resource-locations",
        ("RSC-031", "HTM-025"),
    )
    GUIDE = (
        "P837",
        Weight.ERROR,
        "A guide of EPUB 2 leads to documents of the manifest.",
        "https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.6",
        ("OPF-031", "OPF-032"),
    )
    ID_TWICE = (
        "P838",
        Weight.ERROR,
        "No two elements of a document have one id.",
        "https://www.w3.org/TR/xml/#id",
        ("RSC-005",),
    )
    LANGUAGE_TAG = (
        "P839",
        Weight.ERROR,
        "A language is named by a well-formed tag: en, pt-BR, zh-Hant.",
        "https://www.rfc-editor.org/info/bcp47",
        ("OPF-092",),
    )

    # Rules of content documents begin with P84.
    NOT_WELL_FORMED = (
        "P840",
        Weight.ERROR,
        "A content document is well-formed XML in UTF-8.",
        "https://www.w3.org/TR/epub-33/#sec-xml-constraints",
        ("RSC-005", "RSC-016", "RSC-028", "HTM-001", "HTM-058"),
    )
    NOT_XHTML = (
        "P841",
        Weight.ERROR,
        "A content document is an html element of the XHTML namespace, with a head and a body.",
        "https://www.w3.org/TR/epub-33/#sec-xhtml-req",
        ("RSC-005",),
    )
    DOCTYPE_EXTERNAL = (
        "P842",
        Weight.ERROR,
        "A document of EPUB 3 has no old document type and takes nothing from outside itself.",
        "https://www.w3.org/TR/epub-33/#sec-xml-constraints",
        ("HTM-003", "HTM-004", "OPF-073"),
    )
    TITLE_EMPTY = (
        "P843",
        Weight.ERROR,
        "The title element of a document says something.",
        "https://html.spec.whatwg.org/multipage/semantics.html#the-title-element",
        ("RSC-005",),
    )
    ELEMENT_UNKNOWN = (
        "P844",
        Weight.ERROR,
        "Every element is one of HTML, SVG or MathML, and not one HTML has given up.",
        "https://html.spec.whatwg.org/multipage/obsolete.html#non-conforming-features",
        ("RSC-005",),
    )
    ELEMENT_MISPLACED = (
        "P845",
        Weight.ERROR,
        "Every element and text stands where its content model lets it.",
        "https://html.spec.whatwg.org/multipage/dom.html#content-models",
        ("RSC-005",),
    )
    ATTRIBUTE_UNKNOWN = (
        "P846",
        Weight.ERROR,
        "Every attribute belongs to its element.",
        "https://html.spec.whatwg.org/multipage/indices.html#attributes-3",
        ("RSC-005", "HTM-054", "HTM-061"),
    )
    ATTRIBUTE_WRONG = (
        "P847",
        Weight.ERROR,
        "An element has the attributes it needs, and an attribute says what it may say.",
        "https://html.spec.whatwg.org/multipage/indices.html#attributes-3",
        ("RSC-005", "OPF-026", "OPF-028"),
    )
    ROLE_NOT_ALLOWED = (
        "P848",
        Weight.ERROR,
        "A role is one of WAI-ARIA, and one its element may have.",
        "https://www.w3.org/TR/html-aria/#docconformance",
        ("RSC-005",),
    )
    DISCOURAGED = (
        "P849",
        Weight.WARNING,
        "A document has a title, and nothing EPUB has given up.",
        "https://www.w3.org/TR/epub-33/#app-switch",
        ("RSC-017",),
    )

    # Rules of pictures begin with P85.
    PICTURE_UNREADABLE = (
        "P850",
        Weight.ERROR,
        "A picture can be opened, and its name ends as its kind does.",
        "https://www.w3.org/TR/epub-33/#sec-core-media-types",
        ("PKG-021", "MED-004"),
    )
    PICTURE_OTHER_TYPE = (
        "P851",
        Weight.ERROR,
        "A picture is of the media type the manifest says it is.",
        "https://www.w3.org/TR/epub-33/#attrdef-item-media-type",
        ("OPF-029",),
    )
    PICTURE_MISNAMED = (
        "P852",
        Weight.WARNING,
        "The name of a picture ends as its media type has it.",
        "https://www.w3.org/TR/epub-33/#sec-core-media-types",
        ("PKG-022",),
    )
    PICTURE_FOREIGN = (
        "P853",
        Weight.ERROR,
        "A picture is of a core media type, or has a fallback that is.",
        "https://www.w3.org/TR/epub-33/#sec-foreign-resources",
        ("RSC-032",),
    )
    ALT_MISSING = (
        "P854",
        Weight.WARNING,
        "A picture has an alternative text; an ornament has an empty one.",
        "https://www.w3.org/TR/WCAG22/#non-text-content",
    )
    COVER_UNSUITED = (
        "P855",
        Weight.ADVICE,
        "A cover is between 1000 and 2560 pixels high, and no more than four million in all.",
        "https://kdp.amazon.com/en_US/help/topic/G6GTK3T3NUHKLEFX",
    )

    # Rules of style sheets and fonts begin with P86.
    CSS_UNREADABLE = (
        "P860",
        Weight.ERROR,
        "A style sheet is written as CSS is.",
        "https://www.w3.org/TR/epub-33/#sec-css-req",
        ("CSS-008",),
    )
    CSS_TARGET = (
        "P861",
        Weight.ERROR,
        "What a style sheet refers to is in the book and in its manifest.",
        "https://www.w3.org/TR/epub-33/#sec-manifest-elem",
        ("RSC-007", "RSC-008", "CSS-002"),
    )
    CSS_REMOTE = (
        "P862",
        Weight.ERROR,
        "A style sheet takes nothing but fonts from the web.",
        "https://www.w3.org/TR/epub-33/#sec-resource-locations",
        ("RSC-006",),
    )
    CSS_FORBIDDEN = (
        "P863",
        Weight.ERROR,
        "The direction of text is said in the document, not in its style sheet.",
        "https://www.w3.org/TR/epub-33/#sec-css-req",
        ("CSS-001",),
    )
    CSS_ENCODING = (
        "P864",
        Weight.ERROR,
        "A style sheet is text in UTF-8.",
        "https://www.w3.org/TR/epub-33/#sec-css-req",
        ("CSS-003", "CSS-004"),
    )
    CSS_REFUSED = (
        "P865",
        Weight.WARNING,
        "A style sheet has nothing that makes Adobe's engine drop the whole of it.",
        "https://help.kobo.com/hc/en-us/articles/360017763713",
    )
    CSS_UNSUITED = (
        "P866",
        Weight.ADVICE,
        "A style sheet leaves the page, and the colours and size of text, to the reader.",
        "https://www.w3.org/TR/epub-33/#sec-css-req",
        ("CSS-006",),
    )
    FONT_OTHER_TYPE = (
        "P867",
        Weight.WARNING,
        "A font is of a core media type, the one its manifest says.",
        "https://www.w3.org/TR/epub-33/#sec-core-media-types",
        ("CSS-007",),
    )
    FONT_OBFUSCATED = (
        "P868",
        Weight.ERROR,
        "What the container calls an obfuscated font is a font of the manifest.",
        "https://www.w3.org/TR/epub-33/#sec-font-obfuscation",
        ("PKG-026",),
    )

    # Rules of accessibility and metadata begin with P87.
    ACCESSIBILITY_UNSAID = (
        "P870",
        Weight.WARNING,
        "A book of EPUB 3 says by which senses it is read, what helps with it, and its hazards.",
        "https://www.w3.org/TR/epub-a11y-11/#sec-disc-package",
    )
    ACCESSIBILITY_CLAIM = (
        "P871",
        Weight.WARNING,
        "What a book says about its accessibility is so.",
        "https://www.w3.org/TR/epub-a11y-11/#sec-conf-reporting",
    )
    HEADING_SKIPPED = (
        "P872",
        Weight.ADVICE,
        "Headings go down one level at a time.",
        "https://www.w3.org/TR/WCAG22/#info-and-relationships",
    )
    LANGUAGE_UNSAID = (
        "P873",
        Weight.WARNING,
        "A document says in which language it is, on its root.",
        "https://www.w3.org/TR/WCAG22/#language-of-page",
    )
    TYPE_WITHOUT_ROLE = (
        "P874",
        Weight.ADVICE,
        "An element with an epub:type has the role that says the same to screen readers.",
        "https://www.w3.org/TR/epub-a11y-tech-11/#sem-003",
    )
    TABLE_WITHOUT_HEADERS = (
        "P875",
        Weight.ADVICE,
        "A table has cells that head its rows or columns.",
        "https://www.w3.org/TR/WCAG22/#info-and-relationships",
    )
    PAGES_WITHOUT_SOURCE = (
        "P876",
        Weight.ADVICE,
        "A book with the pages of a print edition says of which one.",
        "https://www.w3.org/TR/epub-a11y-11/#sec-page-src",
    )
    METADATA_WRONG = (
        "P877",
        Weight.ERROR,
        "No element of the metadata is empty; in EPUB 2, dates and roles are right as well.",
        "https://www.w3.org/TR/epub-33/#sec-pkg-metadata",
        ("RSC-005", "OPF-052", "OPF-054"),
    )
    METADATA_VALUE = (
        "P878",
        Weight.WARNING,
        "Dates, roles and languages of the metadata are written as libraries write them.",
        "https://www.w3.org/TR/epub-33/#sec-opf-dcdate",
        ("OPF-053", "OPF-055", "OPF-072"),
    )
    METADATA_UNSORTED = (
        "P879",
        Weight.ADVICE,
        "Titles and names say how they are sorted, and both ways to name a series say the same.",
        "https://www.w3.org/TR/epub-33/#sec-file-as",
    )

    # Rules of e-readers begin with P88; each is asked only with its profile.
    DOCUMENT_LARGE = (
        "P880",
        Weight.WARNING,
        "A document is no larger than a small e-reader can open at once.",
        "https://github.com/kobolabs/epub-spec",
    )
    NAME_UNSAFE = (
        "P881",
        Weight.WARNING,
        "Names of files are letters and digits of ASCII, hyphens, low lines and full stops.",
        "https://github.com/kobolabs/epub-spec",
    )
    PICTURE_UNSUITED = (
        "P882",
        Weight.WARNING,
        "A picture is of a kind the device shows: RGB, opaque, still, baseline.",
        "https://github.com/kobolabs/epub-spec",
    )
    FONT_UNSUITED = (
        "P883",
        Weight.WARNING,
        "A font is of a kind the device opens: TrueType, OpenType or WOFF.",
        "https://github.com/kobolabs/epub-spec",
    )
    KINDLE_LANGUAGE = (
        "P884",
        Weight.WARNING,
        "The language of a book is one Kindle knows.",
        "https://kdp.amazon.com/en_US/help/topic/G200673300",
    )
    KINDLE_ENCODING = (
        "P885",
        Weight.WARNING,
        "Every document begins with an XML declaration, else Kindle takes it for Latin 1.",
        "https://github.com/innocenat/kindle-epub-fix",
    )
    KINDLE_TARGET = (
        "P886",
        Weight.WARNING,
        "No link leads to the id of a body, and every picture has a source.",
        "https://github.com/innocenat/kindle-epub-fix",
    )
    KINDLE_ORDER = (
        "P887",
        Weight.WARNING,
        "The table of contents follows the order of the spine.",
        "https://www.w3.org/TR/epub-33/#sec-nav-toc",
    )
    BOOK_LARGE = (
        "P888",
        Weight.WARNING,
        "A book is small enough for the way it is sent.",
        "https://www.amazon.com/sendtokindle",
    )
    OLD_NAVIGATION = (
        "P889",
        Weight.WARNING,
        "A book for Kindle and old e-readers has a table of contents of EPUB 2 as well.",
        "https://www.w3.org/TR/epub-33/#sec-pkg-legacy",
    )

    # Rules of PDF begin with P89.
    PDF_UNREADABLE = (
        "P890",
        Weight.ERROR,
        "A PDF can be opened as it is, without being repaired or unlocked.",
        "https://pdfa.org/resource/iso-32000-2/",
    )
    PDF_ENCRYPTED = (
        "P891",
        Weight.WARNING,
        "A PDF is not encrypted, so that every reader and library can keep it.",
        "https://pdfa.org/resource/iso-32000-2/",
    )
    PDF_UNTITLED = (
        "P892",
        Weight.WARNING,
        "A PDF has a title, and windows show it in place of the name of the file.",
        "https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF18",
    )
    PDF_LANGUAGE = (
        "P893",
        Weight.WARNING,
        "A PDF says in which language it is.",
        "https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF16",
    )
    PDF_UNTAGGED = (
        "P894",
        Weight.ADVICE,
        "A PDF is tagged, so that screen readers and narrow screens can follow it.",
        "https://pdfa.org/resource/iso-14289-pdfua/",
    )
    PDF_FONT_MISSING = (
        "P895",
        Weight.WARNING,
        "A PDF holds every font it uses.",
        "https://pdfa.org/resource/iso-19005-pdfa/",
    )
    PDF_OUTLINE = (
        "P896",
        Weight.ADVICE,
        "A long PDF has an outline to find one's way by.",
        "https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF2",
    )
    PDF_PAGE_EMPTY = (
        "P897",
        Weight.ADVICE,
        "No page of a PDF but the last is without any content.",
        "https://pdfa.org/resource/iso-32000-2/",
    )
    PDF_CLAIM = (
        "P898",
        Weight.ERROR,
        "A PDF that claims to be PDF/A or PDF/UA has what these ask for.",
        "https://pdfa.org/resource/iso-19005-pdfa/",
    )
    PDF_SILENT = (
        "P899",
        Weight.ADVICE,
        "Figures and links of a tagged PDF say in words what they are.",
        "https://www.w3.org/WAI/WCAG22/Techniques/pdf/PDF1",
    )
