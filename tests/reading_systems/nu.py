"""The Nu Html Checker on the documents of a book.

https://validator.github.io/validator/
"""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.reading_systems.installed import NODE_MODULES

_JAR = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_JAVA = ("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(_JAR))


def complaints(books: Mapping[str, Path], folder: Path) -> dict[str, list[str]]:
    """What the checker has to say about each book's documents, warnings too.

    ``epub:type`` is left out: HTML does not know it, EPUB 3.3 asks for it (section 7.4 and
    https://www.w3.org/TR/epub-33/#sec-epub-type-attribute), and EPUBCheck checks it.

    Args:
        books: EPUB files by a name of the caller's.
        folder: Empty, and for the documents; one run of the checker reads them all.
    """
    for number, book in enumerate(books.values()):
        with zipfile.ZipFile(book) as archive:
            pages = [name for name in archive.namelist() if name.endswith(".xhtml")]
            archive.extractall(folder / str(number), pages)
    ended = subprocess.run(
        [*_JAVA, "--xml", "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True,
        check=False,  # it ends with 1 when it has a word to say
        timeout=600,
    )
    said: list[dict[str, object]] = json.loads(ended.stderr)["messages"]
    names = list(books)
    found: dict[str, list[str]] = {name: [] for name in names}
    for message in said:
        if "epub:type=" in str(message.get("extract")) and _is_about_type(message):
            continue
        path = Path(unquote(urlsplit(str(message["url"])).path)).relative_to(folder.resolve())
        place = f"{Path(*path.parts[1:]).as_posix()}:{message.get('lastLine', 0)}"
        found[names[int(path.parts[0])]].append(f"{place}: {message['message']}")
    return found


def _is_about_type(message: Mapping[str, object]) -> bool:
    return str(message["message"]).startswith("Attribute “type” not allowed")
