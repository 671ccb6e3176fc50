"""What all tasks of a batch share, and how it is known that nothing of it changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from packager.diagnostics import Code, Where
from packager.errors import UsageError
from packager.request import Request
from packager.themes import library
from packager.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What all tasks of a run share.

    Attributes:
        version: Version of packager the driver is.
        options: Digest of the request and of all it names.
        out: Path or URL of the folder of the books.
        staging: Where in it finished books wait to be moved to their places.
        template: How a book is named by what is known of its story; empty to name it after its
            source.
        thumbnails: Whether small pictures of the covers are wanted.
        select: A selection; a story it is not true of is left out once it was read.
    """

    version: str
    options: str
    out: str
    staging: str
    template: str = ""
    thumbnails: bool = False
    select: str = ""


def selection_digest(options: str, select: str) -> str:
    """A digest of what was asked for and of a selection, for stories that were left out by it.

    A book is the same whatever else was selected with it, so only these are asked again when the
    selection changes.
    """
    return hashlib.sha256(f"{options}\0{select}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def options_digest(request: Request, template: str = "") -> str:
    """A digest of what was asked for: the values, and the bytes of the files that are named.

    The formats are not in it: a story lacks one, or it doesn't. Nor is what was selected.

    Raises:
        UsageError: A file that is named can't be read.
    """
    digest = hashlib.sha256(f"{template}\0".encode("utf-8", "surrogatepass"))
    for one in fields(request):
        if one.name == "formats":
            continue
        value = getattr(request, one.name)
        shown = _content(value) if isinstance(value, Path) else repr(value)
        digest.update(f"{one.name}={shown}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def theme_digest(name: str) -> str:
    """A digest of a theme: its styles, and the names and sizes of its fonts.

    Raises:
        UsageError: There is no such theme.
    """
    theme = library.load(name)
    digest = hashlib.sha256()
    for css in (theme.text_css, theme.epub_css, theme.print_css):
        digest.update(f"{css}\0".encode())
    for folder in theme.fonts:
        for font in sorted(folder.glob("*")):
            digest.update(f"{font.name}={font.stat().st_size}\0".encode())
    return digest.hexdigest()[:16]


def with_whole_paths(request: Request) -> Request:
    """The request with paths that lead to the same files wherever a worker stands."""
    return replace(
        request,
        cover=_whole(request.cover),
        metadata_file=_whole(request.metadata_file),
        plan=_whole(request.plan),
    )


def packager_version() -> str:
    """The version that is running."""
    return __version__


def _whole(path: Path | None) -> Path | None:
    return None if path is None else path.absolute()


def _content(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(
            Code.OPTION_INVALID,
            f"the file can't be read: {error.strerror}",
            where=Where(str(path)),
        ) from error
