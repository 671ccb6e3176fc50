"""What is installed beside packager: whether any package offers something at an entry point.

``importlib.metadata`` takes as long to import as a short story takes to read, and next to nobody
has a package of readers; looking for the name of the group in the files that would hold it takes a
fiftieth of that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

_SUFFIXES = (".dist-info", ".egg-info")
_FILE = "entry_points.txt"


def is_offered(group: str, places: Sequence[str] | None = None) -> bool:
    """Whether a package that can be imported may have an entry point of this group.

    Args:
        group: The name of the group; it is looked for as text, so ``True`` may be a false alarm.
        places: Folders and archives packages are imported from; ``sys.path`` when not given.

    Returns:
        ``True`` for an archive too, which is not looked into.
    """
    sought = group.encode()
    for place in sys.path if places is None else places:
        try:
            with os.scandir(place or os.curdir) as entries:
                if any(sought in declared for declared in _declared(entries)):
                    return True
        except NotADirectoryError:
            return True
        except OSError:
            continue
    return False


def _declared(entries: Iterator[os.DirEntry[str]]) -> Iterator[bytes]:
    """The declarations of the packages in a folder."""
    for entry in entries:
        if entry.name.endswith(_SUFFIXES):
            with suppress(OSError), open(os.path.join(entry.path, _FILE), "rb") as file:  # noqa: PTH118, PTH123
                yield file.read()
