"""Counts: what happened to each kind of element and look, said once for a whole book."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from packager.diagnostics import Code, Report, Where

_NAMED = 12
"""Names a message lists; there is no end to the classes of some pages."""

_SHOWN = 60


@dataclass(slots=True)
class Counts:
    """What was unwrapped, dropped and removed so far.

    Attributes:
        unwrapped: Elements taken away from around their text.
        dropped: Elements left out that a reader might miss.
        machinery: Elements left out that nobody sees: scripts, styles.
        looks: Properties no book can carry.
        classes: Classes nobody knows the look of.
        dead: Links that lead nowhere.
        removed: Words taken out, by the reason.
        silent: Pictures without words.
    """

    unwrapped: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    machinery: Counter[str] = field(default_factory=Counter)
    looks: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    dead: Counter[str] = field(default_factory=Counter)
    removed: dict[tuple[Code, str], list[str]] = field(default_factory=dict)
    silent: int = 0

    def remove(self, code: Code, what: str, words: str) -> None:
        """Words were taken out of the text."""
        self.removed.setdefault((code, what), []).append(words)

    def tell(self, name: str, report: Report) -> None:
        """Say it all, and forget it."""
        where = Where(name)
        for (code, what), words in self.removed.items():
            shown = " ".join(" ".join(words[:3]).split())
            report.add(
                code,
                f"{what} ({len(words)}): {shown[:_SHOWN]}{'…' if len(shown) > _SHOWN else ''}",
                where=where,
                removed="\n".join(words),
            )
        for counter, code, what in (
            (self.dropped, Code.ELEMENT_DROPPED, "no book can hold these elements"),
            (self.machinery, Code.LINE_NOT_PRINTED, "what works a page is not printed"),
            (self.unwrapped, Code.ELEMENT_UNWRAPPED, "elements were taken away from their text"),
            (self.looks, Code.STYLE_DROPPED, "looks were left out that no book can carry"),
            (self.classes, Code.STYLE_DROPPED, "classes say nothing here about their look"),
        ):
            if counter:
                report.add(code, f"{what}: {_listed(counter)}", where=where)
        if self.dead:
            count = self.dead.total()
            lead = "1 link leads" if count == 1 else f"{count} links lead"
            report.add(
                Code.LINK_DEAD,
                f"{lead} to nothing in the book; the text stays: {_listed(self.dead)}",
                where=where,
            )
        if self.silent:
            shown = "1 picture shows" if self.silent == 1 else f"{self.silent} pictures show"
            report.add(Code.PICTURE_WITHOUT_WORDS, f"no words say what {shown}", where=where)
        self._forget()

    def _forget(self) -> None:
        counters = (
            self.dropped,
            self.machinery,
            self.unwrapped,
            self.looks,
            self.classes,
            self.dead,
        )
        for counter in counters:
            counter.clear()
        self.removed.clear()
        self.silent = 0


def _listed(counter: Counter[str]) -> str:
    listed = ", ".join(
        f"{name[:_SHOWN]} ({count})" if count > 1 else name[:_SHOWN]
        for name, count in sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:_NAMED]
    )
    more = len(counter) - _NAMED
    return f"{listed} and {more} more" if more > 0 else listed
