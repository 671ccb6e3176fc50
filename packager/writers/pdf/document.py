"""One document out of the spine: what WeasyPrint lays out.

A PDF has one sequence of pages, so the documents of the spine are joined, links between documents
become links within one, pictures get addresses the fetcher serves, and the table of contents is
written as a page. What the theme may rely on, besides the vocabulary of the documents themselves:

* ``html`` has the class ``single`` when the body of the book is one document; ``lang`` and ``dir``
  are set.
* The first document of the body has the class ``opening``; pages are numbered from 1 there.
* An ``h1`` has ``data-head``, its text as short as a running head.
* ``nav.contents`` holds the contents; a link in it to a place before the body has the class
  ``front``, for its page number is roman.
* ``div.cover`` has the class ``crop`` or ``fit``; a table has ``columns-many`` or ``columns-most``
  when it would not fit otherwise.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from packager.publication.publication import ContentDocument, PackageMetadata, Publication, Resource
from packager.writers.pdf.contents import add_contents
from packager.writers.pdf.cover import shape_cover
from packager.writers.pdf.running_head import running_head
from packager.writers.pdf.runts import hold_last_words
from packager.writers.pdf.type_area import type_area

_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_OUTSIDE = re.compile(r"(https?|mailto):", re.IGNORECASE)
_MANY_COLUMNS = 6
_MOST_COLUMNS = 16


def join_spine(publication: Publication) -> etree._Element:
    """The whole publication as one HTML tree without namespaces, in the order of the spine."""
    root = etree.Element("html", lang=publication.metadata.language)
    root.set("dir", publication.metadata.direction)
    body_documents = [one for one in publication.spine if one.matter == "bodymatter"]
    if len(body_documents) == 1:
        root.set("class", "single")
    root.append(_head(publication.metadata))
    body = etree.SubElement(root, "body")
    anchors = {document.href: _stem(document.href) for document in publication.spine}
    sources = {resource.href: asset_url(resource) for resource in publication.resources}
    for document in publication.spine:
        for element in _elements(document):
            _relink(element, document.href, anchors, sources)
            body.append(element)
    for element in body.iterfind(f"*[@id='{opening_id(publication)}']"):
        element.set("class", f"{element.get('class', '')} opening".strip())
    add_contents(body, publication)
    _drop_dead_links(body)
    room = type_area(publication.paper).head_room
    for heading in body.iter("h1"):
        heading.set("data-head", running_head("".join(heading.itertext()), room))
        hold_last_words(heading)
    for table in body.iter("table"):
        _classify_columns(table)
    shape_cover(body, publication)
    return root


def asset_url(resource: Resource) -> str:
    """The address of a picture, for the fetcher; ids are plain, so nothing needs quoting."""
    return f"asset:{resource.id}"


def opening_id(publication: Publication) -> str:
    """The id of the element the body of the book begins with; empty when there is no body."""
    first = next((one for one in publication.spine if one.matter == "bodymatter"), None)
    return "" if first is None else _stem(first.href)


def _stem(href: str) -> str:
    return posixpath.splitext(posixpath.basename(href))[0]


def _head(metadata: PackageMetadata) -> etree._Element:
    """The head; WeasyPrint makes the PDF's information dictionary of it (ISO 32000-1, 14.3.3)."""
    head = etree.Element("head")
    etree.SubElement(head, "title").text = metadata.title
    modified = metadata.modified.isoformat(timespec="seconds")
    pairs = [("author", creator.name) for creator in metadata.creators]
    pairs.append(("description", metadata.description))
    # The dictionary has one string of keywords, separated by commas.
    pairs.append(("keywords", ",".join(subject.replace(",", " ") for subject in metadata.subjects)))
    pairs.extend(("generator", one.name) for one in metadata.contributors if one.role == "bkp")
    pairs.extend((("dcterms.created", modified), ("dcterms.modified", modified)))
    for name, content in pairs:
        if content:
            etree.SubElement(head, "meta", name=name, content=content)
    return head


def _elements(document: ContentDocument) -> Iterator[etree._Element]:
    """The elements of a document, read as XML so that nothing is repaired or lost."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    text = f'<body xmlns="{_XHTML}" xmlns:epub="{_OPS}">{document.body}</body>'
    body = etree.fromstring(text.encode(), parser)
    for element in body.iter():
        element.tag = etree.QName(element).localname
        for name in list(element.attrib):
            if name.startswith("{"):
                value = element.attrib.pop(name)
                if name == _LANG and "lang" not in element.attrib:
                    element.set("lang", value)
    yield from list(body)


def _relink(
    top: etree._Element, href: str, anchors: dict[str, str], sources: dict[str, str]
) -> None:
    """Point links and pictures of a document to where they are in the joined one.

    A link that leads outside is kept when its scheme is one a reader of a book may follow.
    """
    folder = posixpath.dirname(href)
    for element in top.iter("a", "img"):
        name = "src" if element.tag == "img" else "href"
        address = element.attrib.pop(name, "")
        if element.tag == "img":
            target = sources.get(_within(folder, address), "")
        elif _OUTSIDE.match(address):
            target = address
        else:
            path, _, fragment = address.partition("#")
            anchor = fragment or anchors.get(_within(folder, path), "")
            target = f"#{anchor}" if anchor else ""
        if target:
            element.set(name, target)


def _within(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(address)))


def _drop_dead_links(body: etree._Element) -> None:
    ids = {element.get("id") for element in body.iterfind(".//*[@id]")}
    for link in body.iter("a"):
        target = link.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            del link.attrib["href"]


def _classify_columns(table: etree._Element) -> None:
    columns = max(
        (
            sum(int(cell.get("colspan", "1")) for cell in row.iter("td", "th"))
            for row in table.iter("tr")
        ),
        default=0,
    )
    if columns > _MANY_COLUMNS:
        name = "columns-many" if columns <= _MOST_COLUMNS else "columns-most"
        table.set("class", f"{table.get('class', '')} {name}".strip())
