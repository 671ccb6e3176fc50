"""What of a batch is to be done: only what changed since the manifest was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packager.batch.manifest import Manifest, Row
    from packager.batch.store import Store
    from packager.batch.task import Candidate, Status

NEW = "new"
SOURCE = "source changed"
OPTIONS = "options changed"
THEME = "theme changed"
VERSION = "packager changed"
FAILED = "failed before"
MISSING = "book missing"
DAMAGED = "book damaged"
FORCED = "forced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """By what it is decided.

    Attributes:
        options: Digest of what is asked for now.
        selection: Digest of that and of what is selected now.
        theme: Digest of the theme.
        version: Version of packager.
        formats: The formats every story is to have.
        force: Whether everything is done anew.
        verify: Whether the bytes of the books are looked at, and not only their sizes.
        retry_failed: Whether what failed is tried again, though nothing changed.
    """

    options: str
    selection: str
    theme: str
    version: str
    formats: tuple[str, ...]
    force: bool = False
    verify: bool = False
    retry_failed: bool = False

    def made_by(self, status: Status) -> tuple[str, str, str]:
        """What the manifest keeps of these with a story of this status."""
        options = self.selection if status == "skipped" else self.options
        return options, self.theme, self.version


def to_do(manifest: Manifest, store: Store, rules: Rules) -> Iterator[tuple[str, str]]:
    """Why each story that has to be converted has to be: pairs of reason and key."""
    for planned in manifest.planned():
        candidate = planned.candidate
        why = why_changed(candidate, manifest, store, rules)
        if why:
            yield why, candidate.key


def why_changed(candidate: Candidate, manifest: Manifest, store: Store, rules: Rules) -> str:
    """Why a story has to be converted; empty when nothing changed."""
    row = manifest.story(candidate.key)
    if row is None:
        return NEW
    if rules.force:
        return FORCED
    why = _differs(row, candidate, rules)
    if why:
        return why
    if row.status != "done":
        return FAILED if rules.retry_failed and row.status == "failed" else ""
    return _missing(candidate.key, manifest, store, rules)


def _differs(row: Row, candidate: Candidate, rules: Rules) -> str:
    for reason, was, now in (
        (SOURCE, row.stamp, candidate.stamp),
        *zip((OPTIONS, THEME, VERSION), row.made_by, rules.made_by(row.status), strict=True),
    ):
        if was != now:
            return reason
    return ""


def _missing(key: str, manifest: Manifest, store: Store, rules: Rules) -> str:
    outputs = {one.format: one for one in manifest.outputs(key)}
    for name in rules.formats:
        one = outputs.get(name)
        if one is None or store.size(one.path) != one.size:
            return MISSING
        if rules.verify and store.sha256(one.path) != one.sha256:
            return DAMAGED
    return ""
