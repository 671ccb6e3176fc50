"""Left out: words of a source that are not printed, gathered by kind and named once each."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.diagnostics import Code, Report, Where


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Gathers what a reader leaves out, so that a kind of thing is one diagnostic, with a count.

    Attributes:
        found: The texts of each kind, in the order the kinds came.
    """

    found: dict[tuple[Code, str], list[str]] = field(default_factory=dict)

    def add(self, code: Code, kind: str, text: str) -> None:
        """Remember a text that is not printed.

        Args:
            code: ``LINE_NOT_PRINTED`` for what steers the book, ``TEXT_REMOVED`` for what is not
                the story's.
            kind: What it is one of, in the plural: ``"labels"``.
            text: Its words; of no words nothing is remembered.
        """
        words = " ".join(text.split())
        if words:
            self.found.setdefault((code, kind), []).append(words)

    def tell(self, report: Report, where: Where) -> None:
        """Name every kind once."""
        for (code, kind), texts in self.found.items():
            report.add(
                code,
                f"not printed: {kind} ({len(texts)})",
                where=where,
                removed="\n".join(texts),
            )
