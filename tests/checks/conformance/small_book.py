"""A small valid EPUB 3 and EPUB 2, as files by path, for tests that spoil them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

Files = dict[str, bytes]

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""

_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="uid">urn:uuid:6a1f1b0a-1f0e-4d56-9d0f-2c5a3b8f0c11</dc:identifier>
<dc:title id="title">The Lamp on Gull Rock</dc:title>
<dc:creator id="author">Ida Marsh</dc:creator>
<meta refines="#author" property="role" scheme="marc:relators">aut</meta>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2024-05-01T12:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="lamp" href="lamp.svg" media-type="image/svg+xml"/>
</manifest>
<spine toc="ncx">
<itemref idref="one"/>
<itemref idref="two"/>
</spine>
</package>
"""

_NAV = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">
<head><title>Contents</title></head>
<body>
<nav epub:type="toc"><h1>Contents</h1>
<ol>
<li><a href="one.xhtml">The Storm</a></li>
<li><a href="two.xhtml#calm">The Calm</a></li>
</ol>
</nav>
<nav epub:type="landmarks"><h2>Landmarks</h2>
<ol>
<li><a epub:type="bodymatter" href="one.xhtml">Start</a></li>
</ol>
</nav>
</body>
</html>
"""

_NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:uuid:6a1f1b0a-1f0e-4d56-9d0f-2c5a3b8f0c11"/></head>
<docTitle><text>The Lamp on Gull Rock</text></docTitle>
<navMap>
<navPoint id="p1" playOrder="1"><navLabel><text>The Storm</text></navLabel>
<content src="one.xhtml"/></navPoint>
<navPoint id="p2" playOrder="2"><navLabel><text>The Calm</text></navLabel>
<content src="two.xhtml"/></navPoint>
</navMap>
</ncx>
"""

_ONE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">
<head><title>The Storm</title><link rel="stylesheet" href="style.css"/></head>
<body>
<h1 id="storm">The Storm</h1>
<p id="first">Wind took the lamp. See <a href="two.xhtml#calm">the calm</a>.</p>
<p><img src="lamp.svg" alt="A lamp"/></p>
</body>
</html>
"""

_TWO = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en">
<head><title>The Calm</title></head>
<body>
<h1 id="calm">The Calm</h1>
<p id="last">Ida lit it again.</p>
</body>
</html>
"""

_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
<circle cx="4" cy="4" r="3"/></svg>
"""

_PACKAGE_2 = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">
<dc:identifier id="uid">urn:uuid:6a1f1b0a-1f0e-4d56-9d0f-2c5a3b8f0c11</dc:identifier>
<dc:title>The Lamp on Gull Rock</dc:title>
<dc:creator opf:role="aut" opf:file-as="Marsh, Ida">Ida Marsh</dc:creator>
<dc:date opf:event="publication">2024</dc:date>
<dc:language>en</dc:language>
<meta name="cover" content="lamp"/>
</metadata>
<manifest>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="lamp" href="lamp.svg" media-type="image/svg+xml"/>
</manifest>
<spine toc="ncx">
<itemref idref="one"/>
<itemref idref="two"/>
</spine>
<guide>
<reference type="text" title="Start" href="one.xhtml"/>
</guide>
</package>
"""

_XHTML_2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
<h1 id="{id}">{title}</h1>
<p>Wind&nbsp;took the lamp. See <a href="two.xhtml#calm">the calm</a>.</p>
<p><img src="lamp.svg" alt="A lamp"/></p>
</body>
</html>
"""


def epub_3() -> Files:
    """The files of a valid EPUB 3: a story of two chapters with a picture."""
    return _files(_PACKAGE, {"one.xhtml": _ONE, "two.xhtml": _TWO, "nav.xhtml": _NAV})


def epub_2() -> Files:
    """The files of a valid EPUB 2 of the same story."""
    return _files(
        _PACKAGE_2,
        {
            "one.xhtml": _XHTML_2.format(title="The Storm", id="storm"),
            "two.xhtml": _XHTML_2.format(title="The Calm", id="calm"),
        },
    )


def _files(package: str, documents: Mapping[str, str]) -> Files:
    texts = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": package,
        "EPUB/toc.ncx": _NCX,
        "EPUB/style.css": "p { margin: 0 }\n",
        "EPUB/lamp.svg": _SVG,
        **{f"EPUB/{name}": text for name, text in documents.items()},
    }
    return {
        "mimetype": b"application/epub+zip",
        **{name: text.encode() for name, text in texts.items()},
    }


def zipped(
    files: Mapping[str, bytes], *, stored: frozenset[str] = frozenset({"mimetype"})
) -> bytes:
    """The files as a ZIP, in their order; a name that ends with a slash is a folder."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, data in files.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return found.getvalue()
