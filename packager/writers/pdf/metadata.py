"""The metadata stream: what a PDF says about itself, as XMP.

https://developer.adobe.com/xmp/docs/XMPSpecifications/ is the form; PDF/A-2 (ISO 19005-2, 6.6)
asks for its presence and for a description of every schema it does not list itself, PDF/UA-1
(ISO 14289-1, 5) for its identifier.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from packager.publication.publication import PackageMetadata

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{properties}
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 is followed\
</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def xmp_packet(metadata: PackageMetadata, *, producer: str, creator: str) -> bytes:
    """The XMP packet of a book.

    Args:
        metadata: What is known about it.
        producer: What made the PDF.
        creator: What made the document the PDF is of.
    """
    modified = metadata.modified.isoformat(timespec="seconds")
    properties = (
        _list("dc:title", "Alt", [metadata.title], ' xml:lang="x-default"'),
        _list("dc:creator", "Seq", [one.name for one in metadata.creators]),
        _list("dc:description", "Alt", [metadata.description], ' xml:lang="x-default"'),
        _list("dc:language", "Bag", [metadata.language]),
        _list("dc:subject", "Bag", metadata.subjects),
        _list("dc:publisher", "Bag", [metadata.publisher]),
        _list("dc:rights", "Alt", [metadata.rights], ' xml:lang="x-default"'),
        _text("dc:identifier", metadata.identifier),
        _text("dc:source", metadata.source),
        _text("pdf:Keywords", ", ".join(one.replace(",", " ") for one in metadata.subjects)),
        _text("pdf:Producer", producer),
        _text("xmp:CreatorTool", creator),
        _text("xmp:CreateDate", modified),
        _text("xmp:ModifyDate", modified),
        _text("xmp:MetadataDate", modified),
    )
    return _PACKET.format(properties="\n".join(filter(None, properties))).encode()


def _text(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name: str, kind: str, values: Iterable[str], attribute: str = "") -> str:
    items = "".join(f"<rdf:li{attribute}>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
