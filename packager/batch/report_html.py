"""The report of a batch as one HTML page: sortable, searchable, paged, with covers.

Without a script it is a plain table of the first stories, those that failed in front. The stories
are JSON in a script element; nothing of them is ever taken for markup, and the page's own policy
(https://www.w3.org/TR/CSP3/) lets no script run but the one that is in it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import quote

from packager.batch.task import Result

WORDS_A_MINUTE = 250
"""How fast a story is read, as the site of most stories has it."""

ON_A_PAGE = 50
MOST = 25_000
"""Stories the page holds; a browser is slow with more, and JSON lines have them all."""
WITHIN = 500
"""So many covers are within the page; where there are more, it shows the files beside it."""

_MOST_FOUND = 6
_LONGEST = 300
_HOUR = 60
_SHOWN = frozenset({"error", "warning", "note"})

Row = tuple[
    str,
    str,
    str,
    int,
    float,
    str,
    tuple[tuple[str, str], ...],
    str,
    tuple[tuple[str, str, str], ...],
]
"""Key, title, authors, words, seconds, status, books (format, path), cover, what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page says beside the stories.

    Attributes:
        title: Its heading.
        base: Address of the output folder as seen from the page; empty when it lies in it.
        made: What made it: packager and its version.
        cover: Gives the bytes of a small cover by its path, or ``None``.
    """

    title: str
    base: str = ""
    made: str = "packager"
    cover: Callable[[str], bytes | None] = lambda path: None  # noqa: ARG005


def html_report(results: Iterable[Result], page: Page) -> Iterator[str]:
    """The page, piece by piece; of each story some hundred bytes are held until the end."""
    counts = {"done": 0, "failed": 0, "skipped": 0}
    words = 0
    seconds = 0.0
    failed: list[Row] = []
    others: list[Row] = []
    for result in results:
        counts[result.status] += 1
        if result.status == "skipped":
            continue
        words += result.words
        seconds += result.seconds
        group = failed if result.status == "failed" else others
        if len(group) < MOST:
            group.append(_row(result))
    rows = (failed + others)[:MOST]
    rows = _with_covers(rows, page)
    facts = (
        ("converted", f"{counts['done']:,}", "good"),
        ("failed", f"{counts['failed']:,}", "bad" if counts["failed"] else "good"),
        ("words", f"{words:,}", "good"),
        ("reading time", reading_time(words), "good"),
        ("processor time", f"{seconds:,.1f} s", "good"),
    )
    yield from _head(page)
    yield '<dl class="facts">'
    for name, value, kind in facts:
        yield f'<div class="{kind}"><dt>{name}</dt><dd>{value}</dd></div>'
    yield "</dl>\n"
    if counts["skipped"]:
        yield f"<p>{counts['skipped']:,} more were read and not selected.</p>\n"
    tried = counts["done"] + counts["failed"]
    if tried > len(rows):
        yield (
            f"<p>The page holds {len(rows):,} of {tried:,} stories, those that "
            "failed in front. The JSON lines and the CSV hold all.</p>\n"
        )
    yield _CONTROLS
    yield f"<tbody>\n{''.join(_line(row, page) for row in rows[:ON_A_PAGE])}</tbody>\n"
    yield f"</table></div>\n{_PAGES}\n<footer>{html.escape(page.made)}</footer>\n"
    yield '<script type="application/json" id="stories">[\n'
    for number, row in enumerate(rows):
        yield (",\n" if number else "") + _json(row)
    yield f"\n]</script>\n<script>{_text('report.js')}</script>\n</body>\n</html>\n"


def reading_time(words: int) -> str:
    """How long it takes to read so many words; empty for none."""
    minutes = round(words / WORDS_A_MINUTE)
    if words <= 0:
        return ""
    if minutes < _HOUR:
        return f"{max(1, minutes)} min"
    return f"{minutes // _HOUR:,} h {minutes % _HOUR:02} min"


def _head(page: Page) -> Iterator[str]:
    script = base64.b64encode(hashlib.sha256(_text("report.js").encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{script}'; style-src 'unsafe-inline'; "
        "img-src data: file: http: https:; base-uri 'none'; form-action 'none'"
    )
    title = html.escape(_plain(page.title))
    base = html.escape(
        _plain(page.base) if not page.base or page.base.endswith("/") else f"{page.base}/"
    )
    yield f'<!DOCTYPE html>\n<html lang="en" data-base="{base}">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>\n{_text('report.css')}</style>\n</head>\n<body>\n"
    yield f"<h1>{title}</h1>\n"


def _row(result: Result) -> Row:
    found = [
        (one.code, one.severity, _plain(one.text)[:_LONGEST])
        for one in result.diagnostics
        if one.severity in _SHOWN
    ]
    found.sort(key=lambda one: one[1] != "warning")
    if result.error is not None:
        found.insert(0, (result.error.code, "error", _plain(result.error.message)[:_LONGEST]))
    if len(found) > _MOST_FOUND:
        more = f"and {len(found) - _MOST_FOUND} more"
        found[_MOST_FOUND:] = [("", "note", more)]
    return (
        _plain(result.key),
        _plain(result.title),
        _plain(" & ".join(result.authors)),
        result.words,
        round(result.seconds, 3),
        result.status,
        tuple((one.format, _plain(one.path)) for one in result.outputs),
        _plain(result.cover or ""),
        tuple(found),
    )


def _with_covers(rows: list[Row], page: Page) -> list[Row]:
    """The rows with their covers within them, when those are few."""
    if sum(1 for row in rows if row[7]) > WITHIN:
        return rows
    found: list[Row] = []
    for row in rows:
        cover = page.cover(row[7]) if row[7] else None
        address = row[7]
        if cover is not None and cover.startswith(b"\xff\xd8"):
            address = f"data:image/jpeg;base64,{base64.b64encode(cover).decode()}"
        found.append((*row[:7], address, row[8]))
    return found


def _line(row: Row, page: Page) -> str:
    key, title, authors, words, _, _, books, cover, found = row
    base = page.base if not page.base or page.base.endswith("/") else f"{page.base}/"
    source = cover if cover.startswith("data:") else base + quote(cover)
    image = f'<img src="{html.escape(source)}" alt="" loading="lazy">' if cover else ""
    links = " ".join(
        f'<a href="{html.escape(base + quote(path))}">{html.escape(format_name)}</a>'
        for format_name, path in books
    )
    said = "".join(
        f'<li class="{html.escape(severity)}">{html.escape(f"{code} {text}")}</li>'
        for code, severity, text in found
    )
    return (
        f'<tr><td class="cover">{image}</td>'
        f'<th scope="row">{html.escape(title or key)}<small>{html.escape(key)}</small></th>'
        f'<td>{html.escape(authors)}</td><td class="number">{f"{words:,}" if words else ""}</td>'
        f'<td class="number">{reading_time(words)}</td><td>{links}</td>'
        f"<td>{f'<ul>{said}</ul>' if said else ''}</td></tr>\n"
    )


def _json(row: Row) -> str:
    """A row as JSON that can stand in a script element: there is no ``<`` in it.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    """
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _plain(text: str) -> str:
    """Text that UTF-8 and HTML can hold: a name of a file may be neither."""
    kept = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(letter if letter.isprintable() else " " for letter in kept)


def _text(name: str) -> str:
    return files("packager.batch").joinpath(name).read_text(encoding="utf-8")


_STEPS = (
    '<button type="button" data-step="-1">Previous</button> '
    '<button type="button" data-step="1">Next</button> <output></output>'
)
_PAGES = f'<div class="pages" data-needs-script hidden>{_STEPS}</div>'
_CONTROLS = f"""<form data-needs-script hidden>
<label>Search <input type="search" id="search" autocomplete="off"></label>
<label>Show <select id="show"><option value="all">all stories</option>
<option value="failed">those that failed</option>
<option value="warning">those with warnings</option></select></label>
</form>
{_PAGES}
<div class="wide"><table>
<caption>Stories of the batch</caption>
<thead><tr><th scope="col">Cover</th><th scope="col" data-sort="title">Title</th>
<th scope="col" data-sort="author">Author</th><th scope="col" data-sort="words">Words</th>
<th scope="col">Reading time</th><th scope="col">Books</th>
<th scope="col" data-sort="found">What was found</th></tr></thead>
"""
