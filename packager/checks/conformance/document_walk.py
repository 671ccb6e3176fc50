"""DocumentWalk: what is found on one walk over a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule


@dataclass(slots=True)
class DocumentWalk:
    """One walk over a document.

    Attributes:
        path: Where the document is in the book.
        prefixes: Those its root declares for ``epub:type``.
        found: What is wrong with it.
        ids: The ids of its elements, and the names of these.
        references: Attributes that name ids: the element, the attribute, what it says.
    """

    path: str
    prefixes: tuple[str, ...] = ()
    found: list[Finding] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    references: list[tuple[etree._Element, str, str]] = field(default_factory=list)

    def has_html(self, root: etree._Element) -> bool:
        """Whether a document is one of XHTML; it is told when not."""
        if root.tag == "{http://www.w3.org/1999/xhtml}html":
            return True
        what = etree.QName(root)
        message = f"the root is {what.localname} of {what.namespace or 'no namespace'}, not html"
        self.add(Rule.NOT_XHTML, root, f"{message} of http://www.w3.org/1999/xhtml")
        return False

    def ask_encoding(self, root: etree._Element) -> None:
        """Add when a document is in another encoding, or in another XML than 1.0."""
        about = root.getroottree().docinfo
        encoding = about.encoding or "UTF-8"
        if encoding.upper() != "UTF-8":
            self.add(Rule.NOT_WELL_FORMED, root, f"the document is in {encoding}, not in UTF-8")
        if about.xml_version != "1.0":
            message = f"the document is XML {about.xml_version}, not 1.0"
            self.add(Rule.NOT_WELL_FORMED, root, message)

    def add(self, rule: Rule, place: etree._Element, message: str, hint: str = "") -> None:
        """Add a place where a rule is broken."""
        line = place.sourceline or 0
        self.found.append(Finding(rule=rule, message=message, path=self.path, line=line, hint=hint))


def has_text(node: etree._Element) -> bool:
    """Whether text stands in an element itself, not only in those within it."""
    if node.text is not None and not node.text.isspace():
        return True
    return any(child.tail is not None and not child.tail.isspace() for child in node)
