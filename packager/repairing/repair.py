"""Repair: an EPUB made valid, each of its words where it was.

It is no story that is read here and no book that is set: files stay files, a document nothing is
wrong with stays byte for byte, and what is wrong is set right where it stands.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from zipfile import ZIP_STORED

from packager.diagnostics import Code, Report, Where
from packager.errors import CheckFailed, ReadError
from packager.readers.epub.container import refuse_encryption
from packager.readers.epub.navigation import Navigation, flat
from packager.readers.epub.opened import is_laid_out
from packager.repairing.attributes import mend_attributes
from packager.repairing.changes import Changes
from packager.repairing.content_model import mend_content
from packager.repairing.documents import read_documents, write_documents
from packager.repairing.encryption import disguised, mend_encryption
from packager.repairing.epub import CSS_TYPE, DC, Epub
from packager.repairing.head import mend_head
from packager.repairing.ids import mend_ids
from packager.repairing.manifest import add_undeclared, mend_manifest, move, true_names
from packager.repairing.manifest import mend_ids as mend_package_ids
from packager.repairing.metadata import mend_metadata
from packager.repairing.navigation import contents_of, mend_guide, mend_navigation, package_of
from packager.repairing.ncx import mend_ncx
from packager.repairing.overlays import mend_overlays
from packager.repairing.package import open_package, write_container
from packager.repairing.places import Places
from packager.repairing.properties import mend_properties
from packager.repairing.references import mend_references
from packager.repairing.spine import mend_spine, reach_all
from packager.repairing.styles import mended_css
from packager.repairing.unpacking import MEDIA_TYPE, MIMETYPE, unpacked
from packager.repairing.words import shown_words
from packager.repairing.xml_tree import written
from packager.sources.source import Source
from packager.writers.epub.container import Container as ZipContainer
from packager.writers.epub.xhtml import require_well_formed


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """An EPUB after its repair.

    Attributes:
        data: Its bytes; those it came with when nothing was wrong.
        changed: Whether anything was wrong.
        words: How many words its reading order has.
        documents: How many documents it has.
        kept: How many of these stayed byte for byte.
    """

    data: bytes
    changed: bool
    words: int
    documents: int
    kept: int


def repaired(source: Source, report: Report) -> Repaired:
    """An EPUB made valid.

    Args:
        source: The EPUB, a damaged one, or the folder of an unzipped one.
        report: Told of every kind of change, once.

    Raises:
        SourceError: It is no archive, or one that is unsafe; a file of it is no text.
        ReadError: It is encrypted, its pages are laid out, or it holds no document.
        CheckFailed: It can't be made valid without another word in it.
    """
    changes = Changes(source.name)
    files = unpacked(source, changes)
    epub = open_package(source.name, files, changes)
    _refuse(epub)
    before = _words_before(epub)
    contents = contents_of(epub)
    was_epub2 = _mend_package(epub)
    read_documents(epub)
    moved = true_names(epub)
    places = Places(container=epub.container(), moved=moved)
    places.old.update({new: old for old, new in moved.items()})
    move(epub, moved)
    if moved:
        write_container(epub)
    words = [word for _, found in before for word in found]
    title = _title(epub, source)
    mend_metadata(epub, words, title, locked=bool(disguised(epub)))
    _mend_documents(epub, places, title)
    _mend_contents(epub, places, contents, was_epub2=was_epub2)
    mend_encryption(epub, moved)
    kept = len(set(epub.documents) - changes.touched())
    data = _written(epub, changes, source)
    _prove(epub, before, moved)
    changes.tell(report)
    return Repaired(
        data=data,
        changed=bool(changes),
        words=len(words),
        documents=len(epub.documents),
        kept=kept,
    )


def _refuse(epub: Epub) -> None:
    """Refuse what a repair would spoil.

    Raises:
        ReadError: The book is encrypted, or its pages are laid out.
    """
    container = epub.container()
    refuse_encryption(container)
    if is_laid_out(container, package_of(epub)):
        raise ReadError(
            Code.FORMAT_REFUSED,
            "its pages are laid out (fixed layout), and a repair could move what is on them",
            where=Where(epub.name),
            hint="the program that laid them out can export the book anew",
        )


def _words_before(epub: Epub) -> list[tuple[str, list[str]]]:
    """The words of each document of the spine as it came, read as readers find it."""
    package = package_of(epub)
    container = epub.container()
    found: list[tuple[str, list[str]]] = []
    for place in package.spine:
        path = place.item.path
        if place.item.is_document or path.lower().endswith(".svg"):
            found.append((path, shown_words(container.text(path))))
    return found


def _mend_package(epub: Epub) -> bool:
    """Mend the package as far as it needs no document; whether it was one of EPUB 2."""
    was_epub2 = (
        any(what.startswith("the version was") for _, what in epub.changes.found)
        or epub.nav() is None
    )
    mend_package_ids(epub)
    mend_manifest(epub, epub.container(), disguised(epub))
    add_undeclared(epub)
    mend_overlays(epub)
    mend_spine(epub)
    return was_epub2


def _title(epub: Epub, source: Source) -> str:
    said = epub.part("metadata").findtext(f"{{{DC}}}title") or ""
    return " ".join(said.split()) or source.stem.replace("_", " ").strip() or "Untitled"


def _mend_documents(epub: Epub, places: Places, title: str) -> None:
    for path, root in epub.documents.items():
        mend_content(root, epub, path)
        mend_head(root, epub, path, title)
        mend_attributes(root, epub, path)
    places.types.update({path: item.get("media-type", "") for path, item in epub.by_path().items()})
    places.renamed.update(mend_ids(epub))
    for path, root in epub.documents.items():
        places.ids[path] = frozenset(found.get("id", "") for found in root.iter("*")
                                     if "id" in found.attrib)  # fmt: skip
    mend_references(epub, places)
    for path, kind in places.types.items():
        if kind == CSS_TYPE:
            _mend_sheet(epub, places, path)
    places.settle(epub)


def _mend_sheet(epub: Epub, places: Places, path: str) -> None:
    found = epub.files[path]
    text = found.decode("utf-8", "replace")
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError:
        text = epub.container().text(path)
        epub.note(Code.REPAIRED_STYLE, "style sheets that are not UTF-8 were written in it", path)
    new = mended_css(text, path, epub, places)
    if new.encode() != found:
        epub.files[path] = new.encode()


def _mend_contents(epub: Epub, places: Places, contents: Navigation, *, was_epub2: bool) -> None:
    language = (epub.part("metadata").findtext(f"{{{DC}}}language") or "").strip()
    places.linked.update(
        places.past.get(entry.path, entry.path) for entry, _ in flat(contents.entries)
    )
    reach_all(epub, places.linked & set(epub.documents))
    mend_navigation(epub, places, contents, language)
    mend_guide(epub, places)
    mend_ncx(epub, places.ids, was_epub2=was_epub2)
    mend_properties(epub, places, was_epub2=was_epub2)


def _written(epub: Epub, changes: Changes, source: Source) -> bytes:
    """The bytes of the EPUB; those it came with when nothing was changed.

    Raises:
        PackagerError: A document is not well formed after all, a bug.
    """
    from lxml import etree  # noqa: PLC0415 - loaded by now

    if not changes and not source.names:
        return source.data
    write_documents(epub)
    touched = changes.touched()
    if epub.path in touched:
        etree.indent(epub.package, space="")
        epub.files[epub.path] = written(epub.package)
    for path in epub.documents:
        if path in touched:
            require_well_formed(epub.files[path], path)
    out = io.BytesIO()
    with ZipContainer(out) as container:
        container.writestr(MIMETYPE, MEDIA_TYPE, ZIP_STORED)
        for path, found in epub.files.items():
            container.writestr(path, found)
    return out.getvalue()


def _prove(epub: Epub, before: Sequence[tuple[str, list[str]]], moved: dict[str, str]) -> None:
    """Make sure that every document of the spine has the words it had, in their order.

    Raises:
        CheckFailed: One has not.
    """
    spine = set(epub.spine())
    for old, words in before:
        path = moved.get(old, old)
        after = shown_words(epub.files[path].decode("utf-8")) if path in spine else []
        if after == words:
            continue
        at = next((n for n, pair in enumerate(zip(words, after, strict=False))
                   if pair[0] != pair[1]), min(len(words), len(after)))  # fmt: skip
        near = " ".join((words or after)[max(0, at - 3) : at + 3])
        raise CheckFailed(
            Code.REPAIR_REFUSED,
            f"{path} would have other words than it has, near {near!r}",
            where=Where(epub.name),
            hint="packager convert reads it as a story instead, and sets it anew",
        )
