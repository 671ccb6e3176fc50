"""Packager turns a story someone wrote into a book that a person loves to read.

The public names below are loaded when first used, so ``import packager`` stays light::

    import packager

    outcome = packager.convert("story.txt", packager.Request(formats=("epub", "pdf")))
    for artifact in outcome.artifacts:
        print(artifact.format, artifact.sha256)

One sentence tells the whole house: a *source* is read into a *Book*, *transforms* refine the Book,
*publish* turns it into a *Publication* (XHTML, CSS, images), a *writer* turns the Publication into
an *Artifact*, *delivery* hands it over. The folders are that sentence.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from packager.version import __version__

if TYPE_CHECKING:
    from packager.book.book import Book
    from packager.diagnostics import Report
    from packager.errors import PackagerError
    from packager.pipeline import (
        Outcome,
        check,
        convert,
        convert_anthology,
        inspect,
        inspect_anthology,
        plan,
        publish,
        read,
        repair,
        verify,
        write,
    )
    from packager.request import Request

__all__ = [
    "Book",
    "Outcome",
    "PackagerError",
    "Report",
    "Request",
    "__version__",
    "check",
    "convert",
    "convert_anthology",
    "inspect",
    "inspect_anthology",
    "plan",
    "publish",
    "read",
    "repair",
    "verify",
    "write",
]

_HOME = {
    "Book": "packager.book.book",
    "Outcome": "packager.pipeline",
    "PackagerError": "packager.errors",
    "Report": "packager.diagnostics",
    "Request": "packager.request",
    "check": "packager.pipeline",
    "convert": "packager.pipeline",
    "convert_anthology": "packager.pipeline",
    "inspect": "packager.pipeline",
    "inspect_anthology": "packager.pipeline",
    "plan": "packager.pipeline",
    "publish": "packager.pipeline",
    "read": "packager.pipeline",
    "repair": "packager.pipeline",
    "verify": "packager.pipeline",
    "write": "packager.pipeline",
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
