"""Changes: what was mended in an EPUB and how often, said once for each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from packager.diagnostics import Code, Report, Where
from packager.readers.epub.mending import Mending

_SHOWN = 3
"""So many examples of a kind of change are told."""


@dataclass(slots=True)
class Changes:
    """Counts what was changed, and remembers which files were.

    Attributes:
        name: Name of the EPUB, for messages.
        found: Files a kind of change was made in, with how often, by code and what is said of it.
        examples: The first things a kind of change was made to.
    """

    name: str
    found: dict[tuple[Code, str], dict[str, int]] = field(default_factory=dict)
    examples: dict[tuple[Code, str], list[str]] = field(default_factory=dict)

    def note(self, code: Code, what: str, file: str, times: int = 1, *, example: str = "") -> None:
        """Count a change.

        Args:
            code: The kind.
            what: What was wrong and what was done, with a plural subject.
            file: Path of the file within the EPUB.
            times: How often.
            example: What it was done to, when a person needs to know.
        """
        key = (code, what)
        files = self.found.setdefault(key, {})
        files[file] = files.get(file, 0) + times
        examples = self.examples.setdefault(key, [])
        if example and example not in examples and len(examples) < _SHOWN:
            examples.append(example)

    def __bool__(self) -> bool:
        return bool(self.found)

    def touched(self) -> frozenset[str]:
        """Paths of the files something was changed in."""
        return frozenset(file for files in self.found.values() for file in files)

    def take(self, mending: Mending, code: Code) -> None:
        """Count as changes what a parser had to mend."""
        for what, files in mending.found.items():
            for file, times in files.items():
                self.note(code, what, file, times)
        mending.found.clear()

    def tell(self, report: Report) -> None:
        """Report every kind of change once, in the order of the codes."""
        for key in sorted(self.found, key=lambda key: (key[0].number, key[1])):
            code, what = key
            files = self.found[key]
            total = sum(files.values())
            first = next(iter(files))
            more = f" and {len(files) - 1} more" if len(files) > 1 else ""
            times = f", {total} times" if total > len(files) else ""
            report.add(
                code,
                f"{what}{_examples(self.examples[key])}, in {first}{more}{times}",
                where=Where(self.name),
            )


def _examples(found: Iterable[str]) -> str:
    shown = ", ".join(found)
    return f" ({shown})" if shown else ""
