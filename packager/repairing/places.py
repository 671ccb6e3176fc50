"""Places of an EPUB: where its references can lead."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.readers.epub.container import Container
from packager.repairing.epub import Epub


@dataclass(slots=True, kw_only=True)
class Places:
    """Where references of an EPUB can lead.

    Attributes:
        container: Finds files by whatever path they are named.
        moved: New paths of files, by the old ones.
        past: The same, when references have been mended.
        old: Old paths of these files, by the new ones.
        types: Media types of the files the manifest lists, by their paths.
        ids: Ids of each document.
        renamed: For each document, what an id it had is called now.
        linked: Paths of documents that links lead to; filled here.
        remote: Addresses of sounds, films and fonts on the network that are used; filled here.
    """

    container: Container
    moved: dict[str, str] = field(default_factory=dict)
    past: dict[str, str] = field(default_factory=dict)
    old: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    remote: set[str] = field(default_factory=set)

    def find(self, href: str, base: str) -> str:
        """The path, as it is now, of the file a reference means; empty when there is none.

        Args:
            href: The reference.
            base: The path, as it is now, of the file it stands in.
        """
        found = self.container.find(href, self.old.get(base, base))
        return self.moved.get(found, found)

    def settle(self, epub: Epub) -> None:
        """Take note that every reference has been mended, and names the paths of today."""
        self.past = self.moved
        self.moved, self.old = {}, {}
        self.container = epub.container()
