"""Updating: a Book made ready to take the place of an earlier EPUB of the same story."""

from __future__ import annotations

from pathlib import Path

from packager.book.book import Book
from packager.diagnostics import Code, Report, Where
from packager.errors import CheckFailed, PackagerError, UsageError
from packager.sources.open import open_source
from packager.transforms.update import Update, updated

_HINT = "leave --update out to make a new book"


def read_earlier(path: Path) -> Book:
    """The Book an EPUB was made of, whose documents are named as its sections are.

    Raises:
        UsageError: It can't be read, or packager did not make it as it is.
    """
    # The reader brings in a parser that a conversion without an earlier book has no use for.
    from packager.readers.epub.packager_epub_book import book_of  # noqa: PLC0415
    from packager.readers.epub.packager_epub_markup import ForeignMarkupError  # noqa: PLC0415

    where = Where(str(path))
    try:
        return book_of(open_source(path), Report())
    except PackagerError as error:
        reason = error.message
    except ForeignMarkupError as error:
        reason = f"it is none that packager made, or was changed since ({error})"
    except (ValueError, IndexError, RecursionError):
        reason = "it is none that packager made, or was changed since"
    raise UsageError(
        Code.UPDATE_UNUSABLE, f"the book to update can't be used: {reason}", where=where, hint=_HINT
    )


def going_on(book: Book, earlier: Path, report: Report) -> tuple[Book, Update]:
    """The Book under the names an earlier EPUB has, with what became of its sections.

    Args:
        book: The story as it is now, ready to be published.
        earlier: The EPUB.
        report: Told what was kept, changed, added and left out.

    Raises:
        UsageError: The EPUB can't be used.
        CheckFailed: It is of another story: no section of it is in this one.
    """
    found, update = updated(book, read_earlier(earlier))
    where = Where(str(earlier))
    if not (update.kept or update.changed):
        raise CheckFailed(
            Code.UPDATE_OF_ANOTHER,
            "the book to update is of another story: no section of it is in this one",
            where=where,
            hint=_HINT,
        )
    named = (
        ("kept", update.kept),
        ("changed", update.changed),
        ("new", update.new),
        ("gone", update.gone),
    )
    counts = ", ".join(f"{len(names)} {what}" for what, names in named)
    report.add(Code.BOOK_UPDATED, f"sections of the earlier book: {counts}", where=where)
    return found, update
