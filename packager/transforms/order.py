"""The order of the transforms: one visible tuple."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from packager.book.book import Book
from packager.book.metadata import Metadata
from packager.diagnostics import Report, Where
from packager.profile import profile
from packager.request import Request
from packager.transforms.cover import fit_cover
from packager.transforms.language import find_language
from packager.transforms.metadata import complete_metadata, title_chapters
from packager.transforms.notes import lift_notes
from packager.transforms.pictures import fit_pictures
from packager.transforms.punctuation import smart_punctuation

Transform = Callable[[Book, Report], Book]


def structural(name: str) -> tuple[Transform, ...]:
    """What finds structure that the reader could not see, first to last; its Book can be planned.

    Args:
        name: The source's file name.
    """
    return (partial(lift_notes, name=name),)


def transforms(
    request: Request,
    *,
    given: Sequence[Metadata],
    known: Sequence[Metadata],
    titles: Sequence[str],
    name: str,
) -> tuple[Transform, ...]:
    """What is done to every Book once its structure stands, first to last.

    Args:
        request: What the user asked for.
        given: Metadata that wins over the source's own, the strongest first.
        known: Metadata that fills the gaps, the strongest first.
        titles: Titles for the chapters, in order.
        name: The source's file name.
    """
    limits = profile(request.profile)
    return (
        partial(complete_metadata, given=given, known=known, name=name),
        partial(title_chapters, titles=titles, where=Where(name)),
        find_language,
        *((smart_punctuation,) if request.smart else ()),
        partial(
            fit_cover,
            asked="" if request.cover is None else str(request.cover),
            limits=limits.cover,
        ),
        partial(fit_pictures, limits=limits.pictures),
    )
