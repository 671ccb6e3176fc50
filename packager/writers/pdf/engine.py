"""The layout engine, WeasyPrint, and the one guarded way to import it.

Three things are wrong with a plain ``import weasyprint`` in a program:

* On Linux it asks ``ctypes.util.find_library`` for names that are not there, and every answer
  costs several processes (``ldconfig``, ``gcc``, ``ld``): about two hundred in all, half of the
  import's time. The names the dynamic loader knows are in WeasyPrint's own list, so nothing is
  lost when the question is answered with "no".
* Without Pango it prints a banner on standard output, where only results belong.
* It needs a fontconfig configuration with fonts in it from the first moment, so it is imported
  within :func:`packager.writers.pdf.fontconfig.private_fonts`.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import io
import sys
import warnings
from collections.abc import Iterator

from packager.diagnostics import Code
from packager.errors import DependencyError
from packager.writers.pdf.pango import pango_install_line


def load_engine() -> None:
    """Import WeasyPrint, so that the modules that are built on it can be imported.

    Raises:
        DependencyError: Pango, or another library WeasyPrint opens, is not installed.
    """
    try:
        with _quiet(), _no_library_search():
            importlib.import_module("weasyprint")
    except OSError as error:
        raise DependencyError(
            Code.PANGO_MISSING,
            "the text layout library Pango is not installed",
            hint=f"run: {pango_install_line()}",
        ) from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Swallow the banner, and the plea for libraries that a later WeasyPrint will need."""
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _no_library_search() -> Iterator[None]:
    """Answer every search for a library with "not found", on Linux alone.

    Elsewhere the search starts no process, and finds what Homebrew installed.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = _not_found
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _not_found(name: str) -> str | None:  # noqa: ARG001 - the signature is that of find_library
    return None
