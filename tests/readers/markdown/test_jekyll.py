"""The dialect ``jekyll``: the posts of a site, a chapter each."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.book import Book
from packager.book.inlines import Link
from packager.book.metadata import Creator
from packager.book.walk import inlines_of, lines_of, sections, text_of
from packager.checks.words import account
from packager.diagnostics import Report
from packager.errors import ReadError
from packager.readers.left_out import LeftOut
from packager.readers.markdown.jekyll import READER
from packager.readers.markdown.liquid import without_liquid
from packager.request import Request
from packager.sources.archive import natural
from packager.sources.sample import sample_of
from packager.sources.source import Source

POSTS = {
    "_config.yml": "title: Winter\nauthor:\n  name: Ann Example\nlang: en\n"
    "description: It snows.\n",
    "_posts/2024-05-10-thaw.md": "---\nlayout: post\ntitle: 'Chapter 2: Thaw'\nsummary: It melts.\n"
    "---\nIt thawed. [Back](/snow/)\n",
    "_posts/2024-05-03-snow.md": "---\nlayout: post\ntitle: 'Chapter 1: Snow'\ntags: [cold]\n---\n"
    "{% include banner.html %}\nIt snowed. [On]({% post_url 2024-05-10-thaw %}) {{ site.author }}\n"
    "<!--more-->\n\n## Later\n\nMore.\n",
    "about.md": "---\nlayout: page\n---\n# About\n\nA site.\n",
    "_layouts/post.html": "<p>",
}


def folder(files: dict[str, str]) -> Source:
    data = {name: text.encode() for name, text in files.items()}
    return Source(
        name="winter", data=b"", neighbour=data.get, names=tuple(sorted(data, key=natural))
    )


def read(files: dict[str, str]) -> tuple[Book, Report]:
    report = Report()
    given = folder(files)
    book = READER.read(given, Request(), report)
    assert account(READER.visible(given), book, Report(diagnostics=[*report.diagnostics])) == ()
    return book, report


def links(book: Book) -> list[str]:
    return [
        inline.target
        for section in sections(book)
        for block in section.blocks
        for line in lines_of(block)
        for inline in inlines_of(line)
        if isinstance(inline, Link)
    ]


def test_posts_are_chapters_in_the_order_of_their_days() -> None:
    book, report = read(POSTS)
    assert [(s.number, s.title, s.published) for s in book.body] == [
        (1, "Snow", date(2024, 5, 3)),
        (2, "Thaw", date(2024, 5, 10)),
    ]
    metadata = book.metadata
    assert (metadata.title, metadata.creators) == ("Winter", (Creator("Ann Example"),))
    assert (metadata.language, metadata.subjects) == ("en", ("cold",))
    assert text_of(metadata.description) == "It snows."
    assert [(n.section, n.kind, text_of(n.blocks)) for n in book.notes] == [
        ("chapter-002", "summary", "It melts.")
    ]
    assert links(book) == ["#chapter-002", "#chapter-001"]
    removed = "\n".join(said.removed for said in report.diagnostics)
    assert "{% include banner.html %}" in removed
    assert "{{ site.author }}" in removed


def test_pages_of_hugo_are_chapters_too() -> None:
    book, _ = read(
        {
            "hugo.toml": 'title = "Winter"\nlanguageCode = "en-us"\n[params]\nauthor = "Ann"\n',
            "content/story/ice.md": "+++\ntitle = 'Ice'\nweight = 2\n+++\nIt froze.",
            "content/story/snow/index.md": "+++\ntitle = 'Snow'\nweight = 1\n+++\n"
            'It snowed. {{< figure src="a.png" >}}',
            "content/_index.md": "+++\ntitle = 'Winter'\n+++\n",
        }
    )
    assert [section.title for section in book.body] == ["Snow", "Ice"]
    assert (book.metadata.title, book.metadata.language) == ("Winter", "en-US")


def test_the_part_of_a_post_is_a_part() -> None:
    book, _ = read(
        {
            "_posts/2024-01-01-a.md": "---\ntitle: Ice\npart: 1\n---\na",
            "_posts/2024-01-02-b.md": "---\ntitle: Fog\npart: The Sea\n---\nb",
        }
    )
    assert [(s.role.value, s.number, s.title) for s in sections(book)] == [
        ("part", 1, ""),
        ("chapter", None, "Ice"),
        ("part", None, "The Sea"),
        ("chapter", None, "Fog"),
    ]


@pytest.mark.parametrize(
    ("names", "sure"),
    [
        (("_posts/2024-05-03-snow.md", "_config.yml"), 0.9),
        (("content/a.md", "content/b.md", "hugo.toml"), 0.9),
        (("2024-05-03-snow.md", "2024-05-10-thaw.md"), 0.8),
        (("01-snow.md", "02-thaw.md"), 0.0),
    ],
)
def test_it_is_as_sure_as_the_names_are(names: tuple[str, ...], sure: float) -> None:
    given = folder(dict.fromkeys(names, "x"))
    assert READER.sniff(given, sample_of(given))[0] == sure


def test_a_site_without_posts_is_refused() -> None:
    with pytest.raises(ReadError):
        READER.read(folder({"a.md": "x", "b.md": "y"}), Request(), Report())


def test_tags_are_taken_away_and_lines_stay() -> None:
    left_out = LeftOut()
    text = "a {{ b }} c\n{% comment %}\nd\n{% endcomment %}\ne {% link f.md %} {{< g >}} { h }"
    assert without_liquid(text, left_out) == "a  c\n\n\n\ne f.md  { h }"
    assert sum(len(found) for found in left_out.found.values()) == 4
    assert without_liquid("plain {text}", left_out) == "plain {text}"


@pytest.mark.parametrize("said", ["published: false", "draft: true"])
def test_posts_that_are_kept_back_are_left_out_and_named(said: str) -> None:
    kept_back = {"_posts/2024-06-01-frost.md": f"---\ntitle: Frost\n{said}\n---\nIt froze.\n"}
    book, report = read({**POSTS, **kept_back})
    assert [section.title for section in book.body] == ["Snow", "Thaw"]
    removed = [one.removed for one in report.diagnostics if "not published" in one.message]
    assert "It froze." in "".join(removed)


def test_a_site_of_drafts_alone_is_read() -> None:
    book, _ = read({"_posts/2024-06-01-frost.md": "---\ndraft: true\n---\nIt froze.\n"})
    assert text_of(book.body[0].blocks) == "It froze."
