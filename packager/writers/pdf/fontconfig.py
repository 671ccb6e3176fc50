"""A fontconfig configuration of our own, so that the same book has the same pages everywhere.

Fontconfig chooses the fonts for Pango. Left alone it would offer whatever the machine has: other
pages on every machine, and on a machine without any font WeasyPrint does not survive. The
configuration written here names the folders of the theme's fonts and nothing else
(https://www.freedesktop.org/software/fontconfig/fontconfig-user.html).

Every ``FontConfiguration`` of WeasyPrint reads ``FONTCONFIG_FILE`` anew, so a second book of the
same process, with other fonts, is as good as the first; no state is carried from one to the next.
The environment belongs to the whole process, though: two books may not be laid out in two threads
of one process at a time.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from packager.diagnostics import Code
from packager.errors import WriteError

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})

_CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


@contextlib.contextmanager
def private_fonts(folders: tuple[str, ...]) -> Iterator[None]:
    """Make the fonts in some folders the only ones there are, until the context ends.

    Args:
        folders: Absolute paths; folders within them count too.

    Raises:
        WriteError: There is no font in any of them.
    """
    if not font_files(folders):
        raise WriteError(
            Code.LAYOUT_FAILED,
            "the theme brings no fonts, and pages can't be set without one",
            hint="put .ttf or .otf files in the theme's fonts folder",
        )
    with tempfile.TemporaryDirectory(prefix="packager-fonts-") as private:
        configuration = Path(private, "fonts.conf")
        cache = Path(private, "cache")
        cache.mkdir()
        configuration.write_text(
            _CONFIGURATION.format(
                folders="\n".join(f"  <dir>{escape(folder)}</dir>" for folder in folders),
                cache=escape(str(cache)),
            ),
            encoding="utf-8",
        )
        with _environment(
            {
                "FONTCONFIG_FILE": str(configuration),
                "FONTCONFIG_SYSROOT": None,
                # Fontconfig names a family in the language of the user, and Pango prefers the
                # ideographs of the user's language, unless these say otherwise.
                "FC_LANG": "en",
                "PANGO_LANGUAGE": "en",
            }
        ):
            yield


def font_files(folders: tuple[str, ...]) -> tuple[Path, ...]:
    """The font files in some folders and the folders within them, sorted."""
    return tuple(
        path
        for folder in folders
        for path in sorted(Path(folder).rglob("*"))
        if path.suffix.lower() in _SUFFIXES
    )


@contextlib.contextmanager
def _environment(changes: Mapping[str, str | None]) -> Iterator[None]:
    """Set environment variables, or remove them (``None``), and put the old values back.

    They are written for the C libraries, which ask nobody else; nothing is read for ourselves.
    """
    before = {name: os.environ.get(name) for name in changes}
    try:
        _set(changes)
        yield
    finally:
        _set(before)


def _set(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
