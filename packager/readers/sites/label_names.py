"""Label names: what sites and the programs that fetch from them call each fact, in lower case."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "story", "story title"),
    "aut": ("author", "authors", "by", "written by", "creator", "creators", "byline"),
    "trl": ("translator", "translators", "translated by"),
    "edt": ("editor", "editors"),
    "ill": ("illustrator", "artist"),
    "series": ("series", "series title"),
    "fandoms": ("fandom", "fandoms", "crossover", "crossovers", "universe"),
    "category": ("category", "categories", "ao3 categories"),
    "subjects": (
        *("genre", "genres", "tag", "tags", "additional tag", "additional tags", "freeform"),
        *("freeforms", "freeform tags", "freefrom tags", "extra tags", "erotica tags"),
        *("content tag", "content tags"),
    ),
    "language": ("language", "languages"),
    "characters": ("character", "characters", "main characters"),
    "relationships": (
        "relationship",
        "relationships",
        "pairing",
        "pairings",
        "pairing(s)",
        "ships",
    ),
    "warnings": (
        *("warning", "warnings", "warning(s)", "archive warning", "archive warnings"),
        *("content warning", "content warnings"),
    ),
    "rating": ("rating", "ratings", "rated", "content rating"),
    "status": ("status", "completion status", "completion"),
    "published": (
        *("published", "publication date", "date published", "posted", "first published"),
    ),
    "modified": ("updated", "last updated", "date updated", "last update", "modified"),
    "completed": ("completed",),
    "words": ("words", "word count", "number of words", "total words"),
    "chapters": ("chapters", "chapter count", "number of chapters", "total chapters"),
    "publisher": ("publisher", "site", "archive"),
    "source": (
        *("story url", "url", "source", "source url", "original source", "story link", "link"),
    ),
    "description": (
        *("summary", "description", "synopsis", "short description", "short summary", "blurb"),
    ),
}
"""What sites call each fact."""

UNUSED = frozenset(
    {
        "packaged", "package date", "downloaded", "exported", "generated", "date created",
        "file format", "format", "version", "fff version", "ffdl version", "story id", "id",
        "author id", "author url", "author link", "series url", "series link", "cover url",
        "cover source", "hits", "kudos", "bookmarks", "comments", "reviews", "favs", "favorites",
        "favourites", "follows", "followers", "likes", "dislikes", "views", "total views",
        "ratio", "average rating", "user score", "score", "votes", "reads", "comment count",
        "last checked", "last chapter", "author last login", "stats", "collection", "collections",
        "exported with the assistance of",
    }
)  # fmt: skip
"""Labels of facts no book has a place for."""
