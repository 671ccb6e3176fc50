"""Faults: one small valid book, spoilt in one place a row, and the rule that has to say so.

A row is the rule, a name, and the change: ``edit(path, old, new)`` of a file of the book, a file
more or less, or bytes of the ZIP itself. EPUBCheck has to object to the same book, with one of the
ids the rule says it has.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

from packager.checks.conformance.rule import Rule
from tests.checks.conformance.small_book import Files, epub_2, epub_3, zipped

Change = Callable[[Files], bytes]


@dataclass(frozen=True, slots=True)
class Fault:
    """A book with one fault.

    Attributes:
        rule: The rule that has to find it.
        name: What is wrong, in words.
        change: Makes the book of the files of a valid one.
        of_epub_2: Whether the book is one of EPUB 2.
        epubcheck_is_silent: Whether the standard forbids it and EPUBCheck does not look.
    """

    rule: Rule
    name: str
    change: Change
    of_epub_2: bool = False
    epubcheck_is_silent: bool = False

    @property
    def book(self) -> bytes:
        """The bytes of the book."""
        return self.change(epub_2() if self.of_epub_2 else epub_3())


def edit(path: str, *pairs: tuple[str, str]) -> Change:
    """A file of the book with words replaced, each of which has to be there."""

    def change(files: Files) -> bytes:
        text = files[f"EPUB/{path}"].decode()
        for old, new in pairs:
            assert old in text, (path, old)
            text = text.replace(old, new, 1)
        return zipped({**files, f"EPUB/{path}": text.encode()})

    return change


def more(**texts: str) -> Change:
    """Files more; the names have double underscores for slashes, single ones for full stops."""
    found = {name.replace("__", "/").replace("_", "."): text for name, text in texts.items()}
    return lambda files: zipped({**files, **{name: text.encode() for name, text in found.items()}})


def named(name: str) -> Change:
    """A file more, of this name."""
    return lambda files: zipped({**files, name: b"It is not in the manifest."})


def without(path: str) -> Change:
    """A file less."""
    return lambda files: zipped({name: data for name, data in files.items() if name != path})


def raw(path: str, data: bytes) -> Change:
    """A file with other bytes."""
    return lambda files: zipped({**files, path: data})


def manifest(item: str) -> Change:
    """An item more in the manifest."""
    return edit("package.opf", ("</manifest>", f"{item}</manifest>"))


def meta(line: str) -> Change:
    """A line more in the metadata."""
    return edit("package.opf", ("</metadata>", f"{line}</metadata>"))


def body(markup: str) -> Change:
    """An element more in the first chapter."""
    return edit("one.xhtml", ("</body>", f"{markup}</body>"))


def item_of(name: str, *extra: str) -> tuple[str, str]:
    """An item of the manifest with more attributes, as a pair for ``edit``."""
    return (f'<item id="{name}"', f'<item {" ".join(extra)} id="{name}"')


def _first_last(files: Files) -> bytes:
    return zipped(
        {
            **{name: data for name, data in files.items() if name != "mimetype"},
            "mimetype": files["mimetype"],
        }
    )


def _extra_field(files: Files) -> bytes:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.extra = struct.pack("<2H4s", 0x9999, 4, b"here") if name == "mimetype" else b""
            archive.writestr(info, data)
    return found.getvalue()


def _latin_1(files: Files) -> bytes:
    """A name of the book in Latin 1, which the ZIP does not call UTF-8."""
    whole = zipped({**files, "EPUB/calX.txt": b"calm"})
    return whole.replace(b"EPUB/calX.txt", b"EPUB/cal\xe9.txt")


_JPEG = 'href="https://example.org/a.jpg" media-type="image/jpeg"'
_NAV_TOC = '<li><a href="two.xhtml#calm">The Calm</a></li>'
_P2 = '<navPoint id="p2" playOrder="2">'

FAULTS: tuple[Fault, ...] = (
    # The container.
    Fault(Rule.NOT_A_ZIP, "cut short", lambda files: zipped(files)[:-30]),
    Fault(Rule.NOT_A_ZIP, "empty", lambda _files: b""),
    Fault(Rule.NOT_A_ZIP, "a picture", lambda _files: b"\x89PNG\r\n\x1a\n" + bytes(60)),
    Fault(Rule.MIMETYPE, "missing", without("mimetype")),
    Fault(Rule.MIMETYPE, "not the first file", _first_last),
    Fault(
        Rule.MIMETYPE,
        "compressed",
        lambda files: zipped(files, stored=frozenset()),
        epubcheck_is_silent=True,
    ),
    Fault(Rule.MIMETYPE, "extra field", _extra_field),
    Fault(Rule.MIMETYPE, "line end", raw("mimetype", b"application/epub+zip\n")),
    Fault(Rule.MIMETYPE, "another type", raw("mimetype", b"application/zip")),
    Fault(Rule.CONTAINER_BROKEN, "missing", without("META-INF/container.xml")),
    Fault(Rule.CONTAINER_BROKEN, "not well-formed", raw("META-INF/container.xml", b"<container")),
    Fault(
        Rule.CONTAINER_BROKEN,
        "no package document",
        raw(
            "META-INF/container.xml",
            b'<container version="1.0" '
            b'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles/></container>',
        ),
    ),
    Fault(Rule.NAME_FORBIDDEN, "a star", named("EPUB/a*b.txt")),
    Fault(Rule.NAME_FORBIDDEN, "a question mark", named("EPUB/why?.txt")),
    Fault(Rule.NAME_FORBIDDEN, "a full stop at the end", named("EPUB/end.")),
    Fault(Rule.NAME_FORBIDDEN, "a private character", named("EPUB/\ue000.txt")),
    Fault(Rule.NAME_TWICE, "another case", named("EPUB/ONE.xhtml")),
    Fault(
        Rule.NAME_TWICE,
        "composed and not",
        lambda files: zipped({**files, "EPUB/\u00e9.txt": b"", "EPUB/e\u0301.txt": b""}),
    ),
    Fault(
        Rule.NAME_TWICE,
        "folded in full",
        lambda files: zipped({**files, "EPUB/stra\u00dfe.txt": b"", "EPUB/STRASSE.txt": b""}),
    ),
    Fault(Rule.NAME_NOT_UTF_8, "Latin 1", _latin_1),
    Fault(
        Rule.IN_META_INF,
        "a style sheet",
        lambda files: zipped(
            {
                **files,
                "META-INF/a.css": b"p { margin: 0 }",
                "EPUB/package.opf": files["EPUB/package.opf"].replace(
                    b"</manifest>",
                    b'<item id="a" href="../META-INF/a.css" media-type="text/css"/></manifest>',
                ),
            }
        ),
    ),
    Fault(Rule.NAME_SPACED, "a space", named("EPUB/my notes.txt")),
    Fault(Rule.FILE_UNLISTED, "a text", named("EPUB/notes.txt")),
    Fault(Rule.FOLDER_EMPTY, "a folder", lambda files: zipped({**files, "EPUB/none/": b""})),
    # The package document.
    Fault(Rule.PACKAGE_BROKEN, "missing", without("EPUB/package.opf")),
    Fault(Rule.PACKAGE_BROKEN, "not well-formed", edit("package.opf", ("</spine>", ""))),
    Fault(Rule.PACKAGE_BROKEN, "version", edit("package.opf", ('version="3.0"', 'version="4.0"'))),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "no identifier named",
        edit("package.opf", (' unique-identifier="uid"', "")),
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE, "no media type", edit("package.opf", (' media-type="text/css"', ""))
    ),
    Fault(Rule.PACKAGE_STRUCTURE, "no href", edit("package.opf", (' href="style.css"', ""))),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "a strange attribute",
        edit("package.opf", item_of("css", 'colour="red"')),
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "a strange element",
        edit("package.opf", ("<spine", "<spin/><spine")),
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "spine empty",
        edit("package.opf", ('<itemref idref="one"/>\n<itemref idref="two"/>', "")),
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "linear maybe",
        edit("package.opf", ('idref="two"', 'idref="two" linear="maybe"')),
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "direction",
        edit("package.opf", ("<spine", '<spine page-progression-direction="up"')),
    ),
    Fault(Rule.PACKAGE_STRUCTURE, "a bad id", edit("package.opf", ('id="css"', 'id="1 css"'))),
    Fault(Rule.PACKAGE_STRUCTURE, "a strange term", meta("<dc:author>Ida</dc:author>")),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "two manifests",
        edit(
            "package.opf",
            (
                "</manifest>",
                '</manifest><manifest><item id="x" href="x.css" media-type="text/css"/></manifest>',
            ),
        ),
    ),
    Fault(
        Rule.METADATA_MISSING,
        "title",
        edit("package.opf", ('<dc:title id="title">The Lamp on Gull Rock</dc:title>', "")),
    ),
    Fault(
        Rule.METADATA_MISSING,
        "language",
        edit("package.opf", ("<dc:language>en</dc:language>", "")),
    ),
    Fault(
        Rule.METADATA_MISSING,
        "identifier of the package",
        edit("package.opf", ('unique-identifier="uid"', 'unique-identifier="title"')),
    ),
    Fault(
        Rule.METADATA_MISSING,
        "last change",
        edit("package.opf", ('<meta property="dcterms:modified">2024-05-01T12:00:00Z</meta>', "")),
    ),
    Fault(
        Rule.METADATA_MISSING,
        "last change twice",
        meta('<meta property="dcterms:modified">2024-05-02T12:00:00Z</meta>'),
    ),
    Fault(
        Rule.METADATA_MISSING,
        "last change without a zone",
        edit("package.opf", ("12:00:00Z", "12:00:00")),
    ),
    Fault(
        Rule.PROPERTY_IDLE,
        "nothing remote",
        edit("package.opf", item_of("one", 'properties="remote-resources"')),
    ),
    Fault(
        Rule.EXPRESSION,
        "refines nothing",
        meta('<meta refines="#nobody" property="file-as">N</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "refines the web",
        meta('<meta refines="https://example.org/" property="file-as">N</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "a role of a title",
        meta('<meta refines="#title" property="role">aut</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "file-as twice",
        meta(
            '<meta refines="#title" property="file-as">A</meta>'
            '<meta refines="#title" property="file-as">B</meta>'
        ),
    ),
    Fault(Rule.EXPRESSION, "unknown property", meta('<meta property="mood">grey</meta>')),
    Fault(Rule.EXPRESSION, "unknown prefix", meta('<meta property="weather:mood">grey</meta>')),
    Fault(Rule.EXPRESSION, "layout", meta('<meta property="rendition:layout">round</meta>')),
    Fault(
        Rule.EXPRESSION,
        "collection type alone",
        meta('<meta refines="#title" property="collection-type">series</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "prefix underscore",
        edit("package.opf", ("<package ", '<package prefix="_: https://example.org/" ')),
    ),
    Fault(
        Rule.EXPRESSION,
        "prefix without address",
        edit("package.opf", ("<package ", '<package prefix="sea:" ')),
    ),
    Fault(
        Rule.EXPRESSION,
        "linked and listed",
        meta('<link rel="record" href="lamp.svg" media-type="image/svg+xml"/>'),
    ),
    Fault(
        Rule.EXPRESSION, "relation", meta('<link rel="cousin" href="https://example.org/a.xml"/>')
    ),
    Fault(Rule.EXPRESSION, "link without a type", meta('<link rel="record" href="record.xml"/>')),
    Fault(
        Rule.MANIFEST_ITEM,
        "listed twice",
        manifest('<item id="again" href="style.css" media-type="text/css"/>'),
    ),
    Fault(
        Rule.MANIFEST_ITEM,
        "the package document",
        manifest('<item id="opf" href="package.opf" media-type="application/oebps-package+xml"/>'),
    ),
    Fault(Rule.MANIFEST_ITEM, "a place", edit("package.opf", ("two.xhtml", "two.xhtml#calm"))),
    Fault(
        Rule.MANIFEST_ITEM,
        "a file of a computer",
        manifest('<item id="f" href="file:///tmp/a.css" media-type="text/css"/>'),
    ),
    Fault(Rule.MANIFEST_ITEM, "a picture of the web", manifest(f'<item id="w" {_JPEG}/>')),
    Fault(
        Rule.MANIFEST_ITEM,
        "data",
        manifest('<item id="d" href="data:text/plain,A" media-type="text/plain"/>'),
    ),
    Fault(
        Rule.MANIFEST_ITEM,
        "out of the book",
        manifest('<item id="w" href="../../a.css" media-type="text/css"/>'),
    ),
    Fault(Rule.FILE_MISSING, "a style sheet", without("EPUB/style.css")),
    Fault(
        Rule.FALLBACK,
        "none in the spine",
        edit(
            "package.opf",
            ('<itemref idref="two"/>', '<itemref idref="two"/><itemref idref="css"/>'),
        ),
    ),
    Fault(Rule.FALLBACK, "unknown", edit("package.opf", item_of("css", 'fallback="nobody"'))),
    Fault(
        Rule.FALLBACK,
        "comes round",
        edit("package.opf", item_of("css", 'fallback="lamp"'), item_of("lamp", 'fallback="css"')),
    ),
    Fault(
        Rule.PROPERTY,
        "svg unsaid",
        body('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>'),
    ),
    Fault(
        Rule.PROPERTY,
        "mathml unsaid",
        body('<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="1"><mn>1</mn></math>'),
    ),
    Fault(Rule.PROPERTY, "script unsaid", body("<script>var a = 1;</script>")),
    Fault(Rule.PROPERTY, "handler unsaid", body('<p onclick="go()">Go</p>')),
    Fault(
        Rule.PROPERTY, "form unsaid", body('<form action="https://example.org/"><p>Go</p></form>')
    ),
    Fault(
        Rule.PROPERTY, "scripted idle", edit("package.opf", item_of("one", 'properties="scripted"'))
    ),
    Fault(Rule.PROPERTY, "mathml idle", edit("package.opf", item_of("one", 'properties="mathml"'))),
    Fault(Rule.PROPERTY, "unknown", edit("package.opf", item_of("one", 'properties="wet"'))),
    Fault(
        Rule.PROPERTY,
        "cover of text",
        edit("package.opf", item_of("one", 'properties="cover-image"')),
    ),
    Fault(
        Rule.PROPERTY,
        "two covers",
        lambda files: zipped(
            {
                **files,
                "EPUB/b.svg": files["EPUB/lamp.svg"],
                "EPUB/package.opf": files["EPUB/package.opf"]
                .replace(b'id="lamp"', b'properties="cover-image" id="lamp"')
                .replace(
                    b"</manifest>",
                    b'<item id="b" href="b.svg" media-type="image/svg+xml" '
                    b'properties="cover-image"/></manifest>',
                ),
            }
        ),
    ),
    Fault(Rule.SPINE, "unknown item", edit("package.opf", ('idref="two"', 'idref="three"'))),
    Fault(Rule.SPINE, "twice", edit("package.opf", ('idref="two"', 'idref="one"'))),
    Fault(
        Rule.SPINE,
        "nothing linear",
        edit(
            "package.opf",
            ('idref="one"', 'idref="one" linear="no"'),
            ('idref="two"', 'idref="two" linear="no"'),
        ),
    ),
    Fault(Rule.SPINE, "toc no NCX", edit("package.opf", ('toc="ncx"', 'toc="css"'))),
    Fault(Rule.SPINE, "NCX unnamed", edit("package.opf", (' toc="ncx"', ""))),
    Fault(
        Rule.SPINE,
        "both pages",
        edit(
            "package.opf",
            ('idref="two"', 'idref="two" properties="page-spread-left page-spread-right"'),
        ),
    ),
    Fault(
        Rule.SPINE,
        "out of order and out of reach",
        lambda files: zipped(
            {
                **files,
                "EPUB/far.xhtml": files["EPUB/two.xhtml"],
                "EPUB/package.opf": files["EPUB/package.opf"]
                .replace(
                    b"</manifest>",
                    b'<item id="far" href="far.xhtml" '
                    b'media-type="application/xhtml+xml"/></manifest>',
                )
                .replace(b"</spine>", b'<itemref idref="far" linear="no"/></spine>'),
            }
        ),
    ),
    # Navigation.
    Fault(Rule.NAV_MISSING, "none", edit("package.opf", (' properties="nav"', ""))),
    Fault(Rule.NAV_MISSING, "two", edit("package.opf", item_of("one", 'properties="nav"'))),
    Fault(Rule.NAV_STRUCTURE, "no toc", edit("nav.xhtml", ('epub:type="toc"', 'epub:type="loi"'))),
    Fault(
        Rule.NAV_STRUCTURE,
        "two toc",
        edit("nav.xhtml", ('epub:type="landmarks"', 'epub:type="toc"')),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "an unordered list",
        edit("nav.xhtml", ("<ol>", "<ul>"), ("</ol>", "</ul>")),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "text in a line",
        edit("nav.xhtml", (_NAV_TOC, "<li><p>The Calm</p></li>")),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "a span without a list",
        edit("nav.xhtml", (_NAV_TOC, "<li><span>The Calm</span></li>")),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "an empty list",
        edit("nav.xhtml", (_NAV_TOC, '<li><a href="two.xhtml">B</a><ol></ol></li>')),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "a landmark without a type",
        edit("nav.xhtml", ('epub:type="bodymatter" ', "")),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "a landmark twice",
        edit(
            "nav.xhtml",
            (
                '<li><a epub:type="bodymatter" href="one.xhtml">Start</a></li>',
                (
                    '<li><a epub:type="bodymatter" href="one.xhtml">Start</a></li>'
                    '<li><a epub:type="bodymatter" href="one.xhtml">Again</a></li>'
                ),
            ),
        ),
    ),
    Fault(Rule.NAV_LABEL, "an empty line", edit("nav.xhtml", (">The Calm</a>", "></a>"))),
    Fault(
        Rule.NAV_LABEL, "an empty heading", edit("nav.xhtml", ("<h1>Contents</h1>", "<h1></h1>"))
    ),
    Fault(
        Rule.NAV_ORDER,
        "backwards",
        edit(
            "nav.xhtml",
            ('<li><a href="one.xhtml">The Storm</a></li>', ""),
            (_NAV_TOC, _NAV_TOC + '<li><a href="one.xhtml">The Storm</a></li>'),
        ),
    ),
    Fault(
        Rule.NAV_TARGET, "the web", edit("nav.xhtml", ("two.xhtml#calm", "https://example.org/"))
    ),
    Fault(
        Rule.NAV_NESTED,
        "landmarks",
        edit(
            "nav.xhtml",
            (
                'href="one.xhtml">Start</a>',
                (
                    'href="one.xhtml">Start</a><ol><li>'
                    '<a epub:type="chapter" href="two.xhtml">B</a></li></ol>'
                ),
            ),
        ),
    ),
    Fault(Rule.NCX_STRUCTURE, "not well-formed", edit("toc.ncx", ("</navMap>", ""))),
    Fault(
        Rule.NCX_STRUCTURE,
        "no title",
        edit("toc.ncx", ("<docTitle><text>The Lamp on Gull Rock</text></docTitle>", "")),
    ),
    Fault(
        Rule.NCX_STRUCTURE,
        "a point without an id",
        edit("toc.ncx", (_P2, '<navPoint playOrder="2">')),
    ),
    Fault(Rule.NCX_STRUCTURE, "a gap", edit("toc.ncx", ('playOrder="2"', 'playOrder="4"'))),
    Fault(Rule.NCX_STRUCTURE, "not from 1", edit("toc.ncx", ('playOrder="1"', 'playOrder="3"'))),
    Fault(
        Rule.NCX_STRUCTURE,
        "one number for two places",
        edit("toc.ncx", ('playOrder="2"', 'playOrder="1"')),
    ),
    Fault(
        Rule.NCX_STRUCTURE,
        "no label",
        edit("toc.ncx", ("<navLabel><text>The Calm</text></navLabel>", "")),
    ),
    Fault(Rule.NCX_IDENTIFIER, "another", edit("toc.ncx", ("0c11", "0c12"))),
    Fault(Rule.NCX_LABEL, "empty", edit("toc.ncx", ("<text>The Calm</text>", "<text></text>"))),
    # Links, ids, languages.
    Fault(Rule.TARGET_MISSING, "a link", body('<p><a href="three.xhtml">On</a></p>')),
    Fault(Rule.TARGET_MISSING, "a picture", body('<p><img src="boat.png" alt="A boat"/></p>')),
    Fault(
        Rule.TARGET_MISSING,
        "a style sheet",
        edit("two.xhtml", ("</head>", '<link rel="stylesheet" href="old.css"/></head>')),
    ),
    Fault(
        Rule.FRAGMENT_MISSING, "in another document", body('<p><a href="two.xhtml#rain">On</a></p>')
    ),
    Fault(Rule.FRAGMENT_MISSING, "in its own", body('<p><a href="#rain">On</a></p>')),
    Fault(Rule.FRAGMENT_MISSING, "of the contents", edit("nav.xhtml", ("#calm", "#rain"))),
    Fault(
        Rule.FRAGMENT_MISSING,
        "of the NCX",
        edit("toc.ncx", ('src="two.xhtml"', 'src="two.xhtml#rain"')),
    ),
    Fault(
        Rule.TARGET_UNLISTED,
        "a document",
        lambda files: zipped(
            {
                **files,
                "EPUB/three.xhtml": files["EPUB/two.xhtml"],
                "EPUB/one.xhtml": files["EPUB/one.xhtml"].replace(
                    b"two.xhtml#calm", b"three.xhtml"
                ),
            }
        ),
    ),
    Fault(
        Rule.TARGET_NOT_IN_SPINE, "a document", edit("package.opf", ('<itemref idref="two"/>', ""))
    ),
    Fault(Rule.TARGET_NOT_IN_SPINE, "a style sheet", body('<p><a href="style.css">Style</a></p>')),
    Fault(Rule.REMOTE, "a picture", body('<p><img src="https://example.org/a.jpg" alt="A"/></p>')),
    Fault(
        Rule.REMOTE,
        "a style sheet",
        edit(
            "two.xhtml",
            ("</head>", '<link rel="stylesheet" href="https://example.org/a.css"/></head>'),
        ),
    ),
    Fault(Rule.ADDRESS_WRONG, "a file", body('<p><a href="file:///tmp/a.txt">A</a></p>')),
    Fault(Rule.ADDRESS_WRONG, "data", body('<p><a href="data:text/plain,A">A</a></p>')),
    Fault(Rule.ADDRESS_WRONG, "a query", body('<p><a href="two.xhtml?page=2">A</a></p>')),
    Fault(Rule.ADDRESS_WRONG, "out of the book", body('<p><a href="../../two.xhtml">A</a></p>')),
    Fault(Rule.ADDRESS_WRONG, "no host", body('<p><a href="https://">A</a></p>')),
    Fault(Rule.ADDRESS_UNSUITED, "a scheme nobody knows", body('<p><a href="xyzzy:a">A</a></p>')),
    Fault(
        Rule.ADDRESS_UNSUITED,
        "no HTTPS",
        lambda files: zipped(
            {
                **files,
                "EPUB/one.xhtml": files["EPUB/one.xhtml"].replace(
                    b"</body>",
                    b'<p><audio src="http://example.org/a.mp3" controls="controls"></audio>'
                    b"</p></body>",
                ),
                "EPUB/package.opf": files["EPUB/package.opf"]
                .replace(b'<item id="one"', b'<item properties="remote-resources" id="one"')
                .replace(
                    b"</manifest>",
                    b'<item id="a" href="http://example.org/a.mp3" '
                    b'media-type="audio/mpeg"/></manifest>',
                ),
            }
        ),
    ),
    Fault(
        Rule.GUIDE,
        "unlisted",
        edit("package.opf", ('href="one.xhtml"/>\n</guide>', 'href="nine.xhtml"/>\n</guide>')),
        of_epub_2=True,
    ),
    Fault(
        Rule.GUIDE,
        "a style sheet",
        edit("package.opf", ('href="one.xhtml"/>\n</guide>', 'href="style.css"/>\n</guide>')),
        of_epub_2=True,
    ),
    Fault(Rule.ID_TWICE, "in a chapter", edit("one.xhtml", ('id="first"', 'id="storm"'))),
    Fault(Rule.ID_TWICE, "in the package", edit("package.opf", ('id="author"', 'id="title"'))),
    Fault(Rule.ID_TWICE, "in the NCX", edit("toc.ncx", ('id="p2"', 'id="p1"'))),
    Fault(
        Rule.LANGUAGE_TAG,
        "of the book",
        edit("package.opf", ("<dc:language>en<", "<dc:language>english language<")),
    ),
    Fault(
        Rule.LANGUAGE_TAG, "too short", edit("package.opf", ("<dc:language>en<", "<dc:language>e<"))
    ),
    # What else the schemas and the vocabularies say.
    Fault(
        Rule.PACKAGE_BROKEN,
        "Latin 1",
        edit("package.opf", ('encoding="UTF-8"', 'encoding="ISO-8859-1"')),
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE, "two dates", meta("<dc:date>2020</dc:date><dc:date>2021</dc:date>")
    ),
    Fault(Rule.PACKAGE_STRUCTURE, "text between elements", meta("The sea")),
    Fault(
        Rule.EXPRESSION,
        "a scheme nobody declared",
        meta('<meta property="dcterms:title" scheme="sea:log">A</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "unknown in a known vocabulary",
        meta('<meta property="rendition:mood">A</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "an authority without a term",
        meta('<dc:subject id="s">Sea</dc:subject><meta refines="#s" property="authority">A</meta>'),
    ),
    Fault(
        Rule.EXPRESSION,
        "a property of the spine",
        edit("package.opf", ('idref="two"', 'idref="two" properties="wet"')),
    ),
    Fault(
        Rule.PROPERTY,
        "mathml of a style sheet",
        edit("package.opf", item_of("css", 'properties="mathml"')),
    ),
    Fault(
        Rule.PROPERTY,
        "an overlay that is none",
        edit("package.opf", item_of("one", 'media-overlay="css"')),
    ),
    Fault(
        Rule.NAV_STRUCTURE,
        "text beside a link",
        edit("nav.xhtml", (_NAV_TOC, '<li><a href="two.xhtml">B</a> and more</li>')),
    ),
    Fault(Rule.NCX_STRUCTURE, "a strange element", edit("toc.ncx", ("</navMap>", "<p/></navMap>"))),
    Fault(
        Rule.NCX_STRUCTURE, "a strange attribute", edit("toc.ncx", ("<navMap>", '<navMap sea="1">'))
    ),
    Fault(
        Rule.ADDRESS_WRONG,
        "a space in a path",
        body('<p><a href="https://example.org/a b">A</a></p>'),
    ),
    Fault(
        Rule.ADDRESS_WRONG,
        "a port of letters",
        body('<p><a href="https://example.org:a/">A</a></p>'),
    ),
    Fault(
        Rule.TARGET_MISSING,
        "by way of base",
        edit(
            "two.xhtml",
            ("<title>", '<base href="deep/"/><title>'),
            ("</body>", '<p><a href="one.xhtml">A</a></p></body>'),
        ),
    ),
    Fault(
        Rule.TARGET_UNLISTED,
        "audio of the web",
        lambda files: zipped(
            {
                **files,
                "EPUB/one.xhtml": files["EPUB/one.xhtml"].replace(
                    b"</body>", b'<p><audio src="https://example.org/a.mp3"></audio></p></body>'
                ),
                "EPUB/package.opf": files["EPUB/package.opf"].replace(
                    b'<item id="one"', b'<item properties="remote-resources" id="one"'
                ),
            }
        ),
    ),
    Fault(
        Rule.CONTAINER_BROKEN,
        "nothing encrypted",
        raw(
            "META-INF/encryption.xml",
            b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>',
        ),
    ),
    # The same in EPUB 2.
    Fault(
        Rule.MIMETYPE,
        "line end in EPUB 2",
        raw("mimetype", b"application/epub+zip\n"),
        of_epub_2=True,
    ),
    Fault(
        Rule.PACKAGE_STRUCTURE,
        "direction in EPUB 2",
        edit("package.opf", ("<spine", '<spine page-progression-direction="rtl"')),
        of_epub_2=True,
    ),
    Fault(
        Rule.FALLBACK,
        "style unknown in EPUB 2",
        edit("package.opf", item_of("css", 'fallback-style="nobody"')),
        of_epub_2=True,
    ),
    Fault(
        Rule.ADDRESS_WRONG,
        "a query in EPUB 2",
        edit("one.xhtml", ("#calm", "?x#calm")),
        of_epub_2=True,
    ),
    Fault(
        Rule.METADATA_MISSING,
        "language in EPUB 2",
        edit("package.opf", ("<dc:language>en</dc:language>", "")),
        of_epub_2=True,
    ),
    Fault(
        Rule.SPINE, "NCX unnamed in EPUB 2", edit("package.opf", (' toc="ncx"', "")), of_epub_2=True
    ),
    Fault(
        Rule.SPINE,
        "twice in EPUB 2",
        edit("package.opf", ('idref="two"', 'idref="one"')),
        of_epub_2=True,
    ),
    Fault(
        Rule.FRAGMENT_MISSING, "in EPUB 2", edit("one.xhtml", ("#calm", "#rain")), of_epub_2=True
    ),
    Fault(
        Rule.TARGET_MISSING,
        "in EPUB 2",
        edit("one.xhtml", ('src="lamp.svg"', 'src="boat.png"')),
        of_epub_2=True,
    ),
    Fault(
        Rule.NCX_STRUCTURE,
        "a gap in EPUB 2",
        edit("toc.ncx", ('playOrder="2"', 'playOrder="4"')),
        of_epub_2=True,
    ),
    Fault(
        Rule.REMOTE,
        "a picture in EPUB 2",
        edit("one.xhtml", ("lamp.svg", "https://example.org/a.jpg")),
        of_epub_2=True,
    ),
)
"""Every fault; each rule of the container, package, navigation, links and ids has one at least."""
