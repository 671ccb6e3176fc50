"""Stories that are left out by name: keys, numbers and addresses, one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from packager.batch.task import Candidate


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What a list of exclusions names.

    Attributes:
        keys: Keys of the batch, paths, or folders of either with a slash behind.
        stories: Numbers the site gave stories.
        authors: Numbers the site gave authors.
        addresses: Addresses of stories, as ``_address`` makes them equal.
    """

    keys: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    def holds(self, candidate: Candidate) -> bool:
        """Whether a story is left out, by what is known of it before it is read."""
        place = candidate.place
        if not self.keys.isdisjoint((candidate.key, place.path, place.member)):
            return True
        numbers = _in_site_archive().search(place.member)
        if numbers and (numbers["author"] in self.authors or numbers["story"] in self.stories):
            return True
        source = candidate.metadata.source if candidate.metadata is not None else ""
        return self.names_address(source) or self._in_folder(candidate.key)

    def names_address(self, source: str) -> bool:
        """Whether a story is left out by its address on the web, which its text may say."""
        if not source:
            return False
        known = _address(source)
        story = _story_address().match(known)
        return known in self.addresses or (story is not None and story["number"] in self.stories)

    def _in_folder(self, key: str) -> bool:
        parts = re.split(r"[/!]", key)[:-1]
        length = 0
        for part in parts:
            length += len(part) + 1
            if key[:length] in self.keys:
                return True
        return False


def read_exclusions(lines: Iterable[str]) -> Exclusions:
    """What the lines of a list say: a key, ``2891``, an address, or ``author 26190`` each.

    Empty lines, and what follows ``#`` at the start of a line, say nothing. An address of a story
    on FIMFiction is its number, one of a user theirs.
    """
    keys: set[str] = set()
    stories: set[str] = set()
    authors: set[str] = set()
    addresses: set[str] = set()
    for line in lines:
        entry = line.strip().removeprefix("\ufeff")
        author = _author().fullmatch(entry)
        if not entry or entry.startswith("#"):
            continue
        if entry.isascii() and entry.isdigit():
            stories.add(str(int(entry)) if len(entry) < 20 else entry)  # noqa: PLR2004 - a number
        elif author:
            authors.add(author["number"])
        elif "://" in entry:
            known = _address(entry)
            story = _story_address().match(known)
            if story is not None and known.startswith("fimfiction.net/"):
                stories.add(story["number"])
            addresses.add(known)
        else:
            keys.add(entry)
    return Exclusions(frozenset(keys), frozenset(stories), frozenset(authors), frozenset(addresses))


@cache
def _in_site_archive() -> re.Pattern[str]:
    return re.compile(
        r"^epub/[^/]+/(?:[^/]*-)?(?P<author>\d+)/(?:[^/]*-)?(?P<story>\d+)\.epub$", re.IGNORECASE
    )


@cache
def _story_address() -> re.Pattern[str]:
    return re.compile(r"fimfiction\.net/story/(?P<number>\d+)(?:/|$)")


@cache
def _author() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:https?://)?(?:www\.)?fimfiction\.net/user/|author[ :]\s*)(?P<number>\d+)(?:/.*)?",
        re.IGNORECASE,
    )


def _address(url: str) -> str:
    """An address without what makes no difference: scheme, ``www.``, query, case of the host."""
    rest = url.strip().partition("://")[2] or url.strip()
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.").removeprefix("m.")
    return f"{host}{slash}{re.split('[?#]', path)[0]}".rstrip("/")
