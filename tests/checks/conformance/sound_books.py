"""Sound books: unusual, and valid; nobody may accuse them."""

from __future__ import annotations

from tests.checks.conformance.faults import Change, body, edit, item_of, meta
from tests.checks.conformance.small_book import Files, zipped


def _non_linear(files: Files) -> bytes:
    package = files["EPUB/package.opf"].replace(b'idref="two"', b'idref="two" linear="no"')
    return zipped({**files, "EPUB/package.opf": package})


def _foreign(files: Files) -> bytes:
    package = (
        files["EPUB/package.opf"]
        .replace(
            b"</manifest>",
            b'<item id="told" href="told.json" media-type="application/json" fallback="two"/>'
            b"</manifest>",
        )
        .replace(b'idref="two"', b'idref="told"')
    )
    spine = package.replace(b"</spine>", b'<itemref idref="two"/></spine>')
    return zipped({**files, "EPUB/package.opf": spine, "EPUB/told.json": b"{}"})


def _audio(files: Files) -> bytes:
    one = files["EPUB/one.xhtml"].replace(
        b"</body>",
        b'<p><audio src="https://example.org/a.mp3" controls="controls"></audio></p></body>',
    )
    package = (
        files["EPUB/package.opf"]
        .replace(b'<item id="one"', b'<item properties="remote-resources" id="one"')
        .replace(
            b"</manifest>",
            b'<item id="a" href="https://example.org/a.mp3" media-type="audio/mpeg"/></manifest>',
        )
    )
    return zipped({**files, "EPUB/one.xhtml": one, "EPUB/package.opf": package})


def _renamed(files: Files) -> bytes:
    """A name that is escaped in every address and plain in the ZIP."""
    found = dict(files)
    found["EPUB/d\u00e9but.xhtml"] = found.pop("EPUB/one.xhtml")
    return zipped(
        {
            name: data.replace(b"one.xhtml", b"d%C3%A9but.xhtml") if name != "mimetype" else data
            for name, data in found.items()
        }
    )


SOUND: dict[str, Change] = {
    "as it is": zipped,
    "no NCX": lambda files: zipped(
        {
            **{name: data for name, data in files.items() if name != "EPUB/toc.ncx"},
            "EPUB/package.opf": files["EPUB/package.opf"]
            .replace(b' toc="ncx"', b"")
            .replace(
                b'<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n', b""
            ),
        }
    ),
    "a document outside the reading order, with a link to it": _non_linear,
    "something foreign in the spine, with a fallback": _foreign,
    "audio from the web": _audio,
    "escaped addresses": _renamed,
    "addresses from the root of a folder": body('<p><a href="../EPUB/two.xhtml">On</a></p>'),
    "links to the web, to mail and to a telephone": body(
        '<p><a href="https://example.org/?a=1#b">A</a> <a href="mailto:ida@example.org">B</a> '
        '<a href="tel:+1">C</a></p>'
    ),
    "a link to nothing but the document": body('<p><a href="#">Up</a></p>'),
    "a block of data": body('<script type="application/ld+json">{}</script>'),
    "an SVG that is said": lambda files: edit(
        "one.xhtml",
        (
            "</body>",
            (
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
                '<circle r="3"/></svg></body>'
            ),
        ),
    )(
        {
            **files,
            "EPUB/package.opf": files["EPUB/package.opf"].replace(
                b'<item id="one"', b'<item properties="svg" id="one"'
            ),
        }
    ),
    "a picture of SVG, and its item says svg": edit(
        "package.opf", item_of("one", 'properties="svg"')
    ),
    "a cover": edit("package.opf", item_of("lamp", 'properties="cover-image"')),
    "a series": meta(
        '<meta property="belongs-to-collection" id="s">Gull Rock</meta>'
        '<meta refines="#s" property="collection-type">series</meta>'
        '<meta refines="#s" property="group-position">2</meta>'
    ),
    "a prefix of its own": edit(
        "package.opf",
        ("<package ", '<package prefix="sea: https://example.org/sea#" '),
        ("</metadata>", '<meta property="sea:depth">9</meta></metadata>'),
    ),
    "an old cover": meta('<meta name="cover" content="lamp"/>'),
    "a record": meta(
        '<link rel="record" href="https://example.org/a.xml" media-type="application/marc"/>'
    ),
    "a property of an unknown thing of a known prefix": meta(
        '<meta property="schema:accessMode">textual</meta>'
    ),
    "two languages": meta("<dc:language>zh-Hant-TW</dc:language>"),
    "a private language": meta("<dc:language>x-gull</dc:language>"),
    "a nested table of contents": edit(
        "nav.xhtml",
        (
            '<li><a href="one.xhtml">The Storm</a></li>',
            '<li><span>Part</span><ol><li><a href="one.xhtml">The Storm</a></li></ol></li>',
        ),
    ),
    "a hidden list of pages": edit(
        "nav.xhtml",
        (
            "</body>",
            (
                '<nav epub:type="page-list" hidden=""><ol><li>'
                '<a href="one.xhtml#first">1</a></li><li><a href="two.xhtml">2</a></li></ol>'
                "</nav></body>"
            ),
        ),
    ),
    "spreads": edit("package.opf", ('idref="two"', 'idref="two" properties="page-spread-left"')),
    "a guide": edit(
        "package.opf",
        (
            "</spine>",
            '</spine><guide><reference type="text" title="Start" href="one.xhtml"/></guide>',
        ),
    ),
    "an id within a picture": body(
        '<p><img src="lamp.svg#svgView(viewBox(0,0,4,4))" alt="A"/></p>'
    ),
    "an entity of the document": lambda files: zipped(
        {
            **files,
            "EPUB/two.xhtml": files["EPUB/two.xhtml"].replace(b"<html", b"<!DOCTYPE html>\n<html"),
        }
    ),
}
"""Books by what is unusual in them."""
