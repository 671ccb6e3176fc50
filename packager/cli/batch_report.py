"""The reports of a batch as files: HTML, JSON lines, CSV, and the contact sheet of covers."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import relpath
from pathlib import Path

from packager import __version__
from packager.batch.contact_sheet import contact_sheets, sheet_path
from packager.batch.folder import Folder
from packager.batch.report_html import Page, html_report
from packager.batch.report_lines import csv_lines, json_lines
from packager.batch.store import is_url
from packager.cli.console import result_path
from packager.delivery.file import deliver


def write_reports(folder: Folder, reports: list[Path], sheet: Path | None) -> None:
    """Write what was asked for of what the manifest knows.

    Raises:
        WriteError: A report can't be written.
    """
    for path in reports:
        deliver("".join(_lines(folder, path)).encode("utf-8", "surrogatepass"), path)
        result_path(str(path))
    if sheet is not None:
        for number, picture in enumerate(contact_sheets(_covers(folder))):
            place = sheet_path(sheet, number)
            deliver(picture, place)
            result_path(str(place))


def _lines(folder: Folder, path: Path) -> Iterator[str]:
    results = folder.manifest.results()
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return csv_lines(results)
    if suffix == ".jsonl":
        return json_lines(results)
    base = folder.out if is_url(folder.out) else _address(folder.out, path)
    name = Path(folder.out).name or folder.out
    page = Page(
        title=name, base=base, made=f"packager {__version__}", cover=lambda at: _cover(folder, at)
    )
    return html_report(results, page)


def _address(out: str, path: Path) -> str:
    seen = Path(relpath(out, path.absolute().parent)).as_posix()
    return "" if seen == "." else seen


def _covers(folder: Folder) -> Iterator[bytes]:
    for result in folder.manifest.results():
        found = _cover(folder, result.cover) if result.cover else None
        if found is not None:
            yield found


def _cover(folder: Folder, path: str) -> bytes | None:
    return folder.store.read(path)
