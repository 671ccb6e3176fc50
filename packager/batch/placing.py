"""Moving finished books to their places, and keeping them there as names come and go.

Where a book ends up depends on which stories there are and never on the order in which they are
finished: a story alone with its name has it, and stories that would share one each get the mark of
their key. A book whose name is no longer its own is moved. Before that the manifest forgets where
it was, so that a run that ends in between makes it anew rather than believe what is no longer so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packager import registry
from packager.batch.naming import same_file, with_mark
from packager.batch.task import Output, Result
from packager.batch.worker import cover_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packager.batch.manifest import Manifest
    from packager.batch.store import Store
    from packager.batch.worker import Converted


def place(
    converted: Converted, store: Store, manifest: Manifest, *, stamp: str, made_by: Sequence[str]
) -> Result:
    """Move the books of a story to their places and record it, within a transaction.

    A story that failed keeps the books it had. So do formats that were not asked for this time.

    Args:
        converted: What a worker made.
        store: The folder of the books.
        manifest: Where it is recorded.
        stamp: The candidate's.
        made_by: Digests and version the story was converted with.

    Raises:
        WriteError: A book can't be moved.
    """
    result, name = converted.result, converted.name
    key = result.key
    before = manifest.story(key)
    had = manifest.outputs(key)
    if not result.outputs:
        kept = replace(result, outputs=had)
        known = before.name if before is not None and had else name
        manifest.record(kept, name=known, stamp=stamp, made_by=made_by)
        return kept
    others = [other for other in manifest.namesakes(name) if other != key]
    if len(others) == 1:
        _shift(others[0], with_mark(name, others[0]), store, manifest)
    stem = with_mark(name, key) if others else name
    made = tuple(_moved(one, stem, store) for one in result.outputs)
    formats = {one.format for one in made}
    kept_too = tuple(_moved(one, stem, store) for one in had if one.format not in formats)
    placed = replace(result, outputs=made + kept_too)
    manifest.record(placed, name=name, stamp=stamp, made_by=made_by)
    now = {one.path for one in placed.outputs}
    for one in had:
        if one.format in formats and one.path not in now:
            store.remove(one.path)
    if before is not None and had and same_file(before.name) != same_file(name):
        _settle(before.name, store, manifest)
    return placed


def forget(key: str, store: Store, manifest: Manifest) -> tuple[str, ...]:
    """Take the books of a story away, and all that is known of it, within a transaction.

    Returns:
        The paths of the books.

    Raises:
        WriteError: A book can't be taken away.
    """
    before = manifest.story(key)
    outputs = manifest.outputs(key)
    manifest.forget(key)
    manifest.commit()  # a book nobody knows is better than a book nobody finds
    for one in outputs:
        store.remove(one.path)
    store.remove(cover_path(key))
    if before is not None:
        _settle(before.name, store, manifest)
    return tuple(one.path for one in outputs)


def _settle(name: str, store: Store, manifest: Manifest) -> None:
    """Give a story that is alone with its name, as others left, that name."""
    left = manifest.namesakes(name)
    if len(left) == 1:
        row = manifest.story(left[0])
        if row is not None:
            _shift(left[0], row.name, store, manifest)


def _shift(key: str, stem: str, store: Store, manifest: Manifest) -> None:
    """Move the books of a story that is finished to where they belong now."""
    outputs = manifest.outputs(key)
    if all(one.path == _path(stem, one.format) for one in outputs):
        return
    manifest.place(key, ())
    manifest.commit()
    moved = tuple(_moved(one, stem, store) for one in outputs if store.size(one.path) is not None)
    manifest.place(key, moved)


def _moved(one: Output, stem: str, store: Store) -> Output:
    path = _path(stem, one.format)
    if path != one.path:
        store.move(one.path, path)
    return replace(one, path=path)


def _path(stem: str, format_name: str) -> str:
    return stem + registry.suffixes()[format_name]
