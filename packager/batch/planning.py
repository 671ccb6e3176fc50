"""What a run is to do: the candidates kept beside the manifest, and which of them changed."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from packager.batch.changes import Rules, to_do
from packager.batch.exclusions import Exclusions, read_exclusions
from packager.batch.manifest import Planned
from packager.batch.placing import forget
from packager.batch.store import is_url
from packager.batch.task import Candidate, Place

if TYPE_CHECKING:
    from packager.batch.folder import Folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Which of the stories that were found are looked at.

    Attributes:
        excluded: Stories that are left out by name.
        limit: So many, the first that are found; ``None`` for all.
        sample: So many, spread over all by the hash of their keys: the same in every run.
    """

    excluded: Exclusions = Exclusions()
    limit: int | None = None
    sample: int | None = None


def share_of(candidates: Iterable[Candidate], share: Share) -> Iterator[Candidate]:
    """The candidates that are looked at."""
    found: Iterator[Candidate] = (one for one in candidates if not share.excluded.holds(one))
    if share.sample is not None:
        found = iter(heapq.nsmallest(share.sample, found, key=lambda one: _spread(one.key)))
    return islice(found, share.limit)


def plan(candidates: Iterable[Candidate], folder: Folder, rules: Rules) -> dict[str, int]:
    """Keep the candidates, and find out which of them have to be converted.

    Returns:
        How many have to be, by why.

    Raises:
        PackagerError: The candidates can't be found, or the manifest can't be written.
    """
    return plan_books(map(Planned, placed(candidates)), folder, rules)


def plan_books(planned: Iterable[Planned], folder: Folder, rules: Rules) -> dict[str, int]:
    """As ``plan``, of books that may be of several stories each."""
    manifest = folder.manifest
    with manifest.transaction():
        manifest.plan(planned)
        manifest.choose(list(to_do(manifest, folder.store, rules)))
    return manifest.reasons()


def prune(folder: Folder) -> tuple[str, ...]:
    """Take away the books of stories whose source is gone.

    Returns:
        The paths of the books.

    Raises:
        WriteError: A book can't be taken away.
    """
    gone: list[str] = []
    for key in folder.manifest.gone():
        with folder.manifest.transaction():
            gone += forget(key, folder.store, folder.manifest)
    return tuple(gone)


def excluded_in(path: Path) -> Exclusions:
    """What a list of exclusions names.

    Raises:
        OSError: It can't be read.
    """
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        return read_exclusions(lines)


def placed(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates with paths that lead there wherever a worker stands."""
    for one in candidates:
        path = one.place.path if is_url(one.place.path) else str(Path(one.place.path).absolute())
        yield replace(one, place=Place(path, one.place.member, one.place.index_line))


def _spread(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
