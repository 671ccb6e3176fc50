"""The least that makes a book of the same text: what no converter in Python can undercut.

The EPUB is strings and a ZIP file, the PDF is WeasyPrint on one page of plain HTML. No cover, no
fonts, no metadata worth the name, no checks: a floor to measure against, not a converter.

Usage: python benchmarks/floor.py SOURCE OUTPUT.epub|OUTPUT.pdf
"""

from __future__ import annotations

import re
import sys
import zipfile
from html import escape
from pathlib import Path

CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
LABEL = re.compile(r"\s*(?:Description|Author's Notes:)\s*")


def chapters_of(text: str) -> list[list[tuple[str, str]]]:
    """The flattened documents of a story, each a list of (element, text)."""
    chapters: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        if line.startswith(" ") or not chapters:
            chapters.append([])
        if LABEL.fullmatch(line):
            chapters[-1].append(("h2", line.strip()))
        elif line.strip() and not line.startswith("\timages/"):
            chapters[-1].append(("p", line.strip()))
    return chapters


def page(title: str, body: str) -> str:
    """An XHTML document."""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


def bodies_of(source: Path) -> list[str]:
    """The XHTML of each document of the story."""
    return [
        "".join(f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in chapter)
        for chapter in chapters_of(source.read_text(encoding="utf-8"))
    ]


def write_epub(source: Path, output: Path) -> None:
    """Writes an EPUB."""
    title = escape(source.stem)
    bodies = bodies_of(source)
    numbers = range(1, len(bodies) + 1)
    links = "".join(f'<li><a href="{n}.xhtml">Chapter {n}</a></li>' for n in numbers)
    nav = page(title, f'<nav epub:type="toc"><ol>{links}</ol></nav>')
    items = "".join(
        f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="i">{title}</dc:identifier><dc:title>{title}</dc:title>'
        '<dc:language>en</dc:language><meta property="dcterms:modified">2000-01-01T00:00:00Z'
        f'</meta></metadata><manifest>{items}<item id="n" href="n.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/></manifest><spine>'
        + "".join(f'<itemref idref="c{n}"/>' for n in numbers)
        + "</spine></package>"
    )
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("p.opf", package)
        archive.writestr("n.xhtml", nav)
        for number, body in enumerate(bodies, 1):
            archive.writestr(f"{number}.xhtml", page(f"Chapter {number}", body))


def write_pdf(source: Path, output: Path) -> None:
    """Writes a PDF, with the fonts of the system."""
    from weasyprint import HTML  # noqa: PLC0415 -- the EPUB has no use for it

    style = "<style>@page{size:A5}body{font:10pt/1.4 serif;text-align:justify}</style>"
    HTML(string=page(escape(source.stem), style + "".join(bodies_of(source)))).write_pdf(output)


def main() -> None:
    """Writes the book that the arguments ask for."""
    source, output = map(Path, sys.argv[1:])
    write = write_pdf if output.suffix == ".pdf" else write_epub
    write(source, output)


if __name__ == "__main__":
    main()
