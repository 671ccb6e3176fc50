"""Fonts that are disguised: their list is kept right, for it says which bytes to set right again.

EPUB 3.3, section 4.4: https://www.w3.org/TR/epub-33/#sec-font-obfuscation. The key is made of the
identifier of the package, so a book with such fonts keeps it to the letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from packager.diagnostics import Code
from packager.repairing.epub import Epub, local
from packager.repairing.xml_tree import parse, without_prolog, written

if TYPE_CHECKING:
    from lxml import etree

ENCRYPTION = "META-INF/encryption.xml"
SIGNATURES = "META-INF/signatures.xml"


def disguised(epub: Epub) -> frozenset[str]:
    """Paths of the fonts that are disguised."""
    root = _root(epub)
    if root is None:
        return frozenset()
    return frozenset(unquote(ref.get("URI", "")) for ref in _references(root))


def mend_encryption(epub: Epub, moved: dict[str, str]) -> None:
    """Make the list of disguised fonts follow their new paths; an empty list goes.

    Args:
        epub: The EPUB.
        moved: New paths of files, by the old ones.
    """
    if SIGNATURES in epub.files and epub.changes:
        del epub.files[SIGNATURES]
        epub.note(
            Code.REPAIR_LEFT_OUT, "signatures of the book as it was were left out", SIGNATURES
        )
    root = _root(epub)
    if root is None:
        if ENCRYPTION in epub.files:
            del epub.files[ENCRYPTION]
            epub.note(Code.REPAIRED_CONTAINER, "an empty list of disguised files was left out",
                      ENCRYPTION)  # fmt: skip
        return
    changed = False
    for reference in list(_references(root)):
        said = reference.get("URI", "")
        path = moved.get(unquote(said), unquote(said))
        if path not in epub.files:
            _remove_block(reference)
            changed = True
        elif path != unquote(said):
            reference.set("URI", quote(path))
            changed = True
    if not changed:
        return
    epub.note(Code.REPAIRED_CONTAINER, "the list of disguised fonts was set right", ENCRYPTION)
    if any(True for _ in _references(root)):
        epub.files[ENCRYPTION] = written(root)
    else:
        del epub.files[ENCRYPTION]


def _root(epub: Epub) -> etree._Element | None:
    found = epub.files.get(ENCRYPTION)
    if found is None:
        return None
    text = found.decode("utf-8", "replace")
    root = parse(without_prolog(text, ENCRYPTION, epub.changes, ()))
    return root if root is not None and any(True for _ in _references(root)) else None


def _references(root: etree._Element) -> list[etree._Element]:
    return [found for found in root.iter("*") if local(found) == "CipherReference"]


def _remove_block(reference: etree._Element) -> None:
    block = reference
    while (around := block.getparent()) is not None:
        if local(block) == "EncryptedData":
            around.remove(block)
            return
        block = around
