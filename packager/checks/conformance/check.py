"""``packager check``: every rule, asked of a finished book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from packager.checks.conformance.accessibility import accessibility_rules
from packager.checks.conformance.apple import apple_rules
from packager.checks.conformance.container import container_rules
from packager.checks.conformance.content_model import content_rules
from packager.checks.conformance.epub_file import EpubFile, renditions
from packager.checks.conformance.expressions import expression_rules
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.fonts import font_rules
from packager.checks.conformance.identifiers import identifier_rules
from packager.checks.conformance.kindle import kindle_rules
from packager.checks.conformance.kobo import device_rules
from packager.checks.conformance.links import link_rules
from packager.checks.conformance.manifest import manifest_rules
from packager.checks.conformance.metadata import metadata_rules
from packager.checks.conformance.navigation import navigation_rules
from packager.checks.conformance.ncx import ncx_rules
from packager.checks.conformance.package_document import package_rules
from packager.checks.conformance.pictures import picture_rules
from packager.checks.conformance.stylesheets import stylesheet_rules
from packager.checks.conformance.unpacked import packed
from packager.diagnostics import Code, Where
from packager.errors import DependencyError, SourceError
from packager.profile import ProfileName
from packager.sources.file import read_file
from packager.sources.source import MAX_SOURCE

Rules = Callable[[EpubFile, ProfileName], Iterator[Finding]]
"""What a module of rules offers: its findings in one rendition of a book, for one profile."""

RULES: tuple[Rules, ...] = (
    container_rules,
    package_rules,
    expression_rules,
    manifest_rules,
    navigation_rules,
    ncx_rules,
    link_rules,
    identifier_rules,
    content_rules,
    picture_rules,
    stylesheet_rules,
    font_rules,
    accessibility_rules,
    metadata_rules,
    device_rules,
    kindle_rules,
    apple_rules,
)
"""The rules of EPUB, in the order a book is built."""


def checked(
    book: Path | bytes, name: str = "", profile: ProfileName = "generic"
) -> tuple[Finding, ...]:
    """Everything that is wrong with a finished book: an EPUB or a PDF.

    Args:
        book: The file, a folder that holds what an EPUB holds, or the bytes of a file.
        name: Name of the file, for messages; that of the path when empty.
        profile: The reading systems it is for.

    Returns:
        The findings by file and line, those of the book as a whole first; none for a flawless one.

    Raises:
        SourceError: The file can't be read, or is neither.
        DependencyError: It is a PDF, and nothing is installed that reads one.
    """
    name = name or (book.name if isinstance(book, Path) else "")
    data = book if isinstance(book, bytes) else _bytes(book)
    if _is_pdf(data):
        found = dict.fromkeys(_found_in_pdf(data, name))
    elif isinstance(book, bytes) or data.startswith(b"PK") or book.suffix.lower() == ".epub":
        found = dict.fromkeys(_found(data, name, profile))
    else:
        raise SourceError(
            Code.SOURCE_NOT_TEXT, "it is neither an EPUB nor a PDF", where=Where(str(book))
        )
    return tuple(sorted(found, key=_place))


def _bytes(book: Path) -> bytes:
    if book.is_dir():
        return packed(book)
    return read_file(book, MAX_SOURCE)


def _is_pdf(data: bytes) -> bool:
    return data[:1024].lstrip().startswith(b"%PDF-")


def _found_in_pdf(data: bytes, name: str) -> Iterator[Finding]:
    try:
        from packager.checks.conformance.pdf import check_pdf  # noqa: PLC0415 - only for a PDF

        yield from check_pdf(data)
    except ImportError as error:
        raise DependencyError(
            Code.READER_MISSING,
            f"a library that reads PDFs is not installed: {error.name}",
            where=Where(name),
            hint="install it with: pip install pikepdf",
        ) from error


def _found(data: bytes, name: str, profile: ProfileName) -> Iterator[Finding]:
    for rendition in renditions(data, name):
        for rules in RULES:
            yield from rules(rendition, profile)


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.rule.number, finding.message
