"""The destinations of RTF: groups whose text is not the text of the story.

Rich Text Format 1.9.1, "Destinations".
"""

from __future__ import annotations

SKIPPED = frozenset(
    {
        "fonttbl", "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator",
        "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "mmathPr",
        "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
        "annotation", "atnid", "atnauthor", "atndate", "atnref", "objdata", "filetbl", "pnseclvl",
        "nonshppict", "fldtype", "bkmkstart", "bkmkend", "listtext", "pntext", "ftnsep", "ftnsepc",
        "shpinst", "template", "passwordhash", "wgrffmtfilter", "nonesttables",
    }
)  # fmt: skip
"""Destinations whose text is not the author's story."""

NAMED = frozenset(
    {"annotation", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
     "footerf"}
)  # fmt: skip
"""Destinations whose text somebody wrote, so that it is named where it is left out."""

CAPTURED = frozenset({"fonttbl", "stylesheet", "fldinst", "bkmkstart", "listtext", "pntext"})
"""Destinations whose text says something, and is not printed itself."""
