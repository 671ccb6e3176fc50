"""The books that reading systems are shown: golden cases, examples, and stories of their own."""

from __future__ import annotations

from pathlib import Path

from packager.pipeline import convert
from tests.support.golden import CASES, cases

STORIES = Path(__file__).resolve().parent / "stories"
EXAMPLES = CASES.parent.parent / "examples"

GOLDEN = tuple(
    case.name
    for case in cases()
    if "repair" not in case.words
    and sum(1 for _ in (case.folder / "expected" / "files").glob("*.epub")) == 1
)
"""The golden cases that make an EPUB of a story; a repaired one is somebody else's book."""

EXAMPLE_NAMES = tuple(sorted(path.parent.name for path in EXAMPLES.glob("*/README.md")))
STORY_NAMES = tuple(sorted(path.stem for path in STORIES.glob("*.md")))
NAMES = (*STORY_NAMES, *EXAMPLE_NAMES, *GOLDEN)


class Books:
    """EPUB files by the name of what they are made from.

    Args:
        folder: Where they are made; empty.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Path:
        """A book, made when it was not yet."""
        path = self._folder / f"{name}.epub"
        if not path.exists():
            path.write_bytes(self._made(name))
        return path

    def _made(self, name: str) -> bytes:
        if name in STORY_NAMES:
            return convert(STORIES / f"{name}.md").artifacts[0].data
        if name in EXAMPLE_NAMES:
            return convert(EXAMPLES / name).artifacts[0].data
        (case,) = (case for case in cases() if case.name == name)
        folder = self._folder / name
        folder.mkdir()
        case.run(folder)
        (made,) = (case.folder / "expected" / "files").glob("*.epub")
        return (folder / made.name).read_bytes()
