"""Visible page: the words a person sees in an HTML source, found without understanding it."""

from __future__ import annotations

from packager.diagnostics import Report, Where
from packager.sources.source import Source


def visible_page(source: Source) -> str:
    """The words of the page's body.

    Raises:
        SourceError: The source is empty, too large or not text.
    """
    from packager.readers.markup import tree  # noqa: PLC0415 - loaded when a page is read

    report = Report()
    text = tree.html_source_text(source, report)
    root = tree.parse_html(text, Where(source.name), report)
    return tree.visible_text(root.css_first("body") or root)
