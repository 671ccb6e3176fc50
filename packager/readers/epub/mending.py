"""Mending: what was broken in an EPUB and how often, said once for each kind of damage."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from packager.diagnostics import Code, Report, Where
from packager.sources.source import from_bytes
from packager.sources.text import decode

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00")


@dataclass(slots=True)
class Mending:
    """Counts what had to be mended.

    Attributes:
        name: Name of the source, for messages.
        report: Told by ``finish``.
        found: Files a kind of damage was found in, with how often, by what is said of it.
    """

    name: str
    report: Report
    found: dict[str, dict[str, int]] = field(default_factory=dict)

    def note(self, what: str, file: str, times: int = 1) -> None:
        """Count damage.

        Args:
            what: The damage and what was done, with a plural subject: ``"raw ampersands"``.
            file: Path of the file within the EPUB.
            times: How often.
        """
        files = self.found.setdefault(what, {})
        files[file] = files.get(file, 0) + times

    def finish(self) -> None:
        """Report every kind of damage once, with its count and where it was first."""
        for what, files in self.found.items():
            total = sum(files.values())
            first = next(iter(files))
            more = f" and {len(files) - 1} more" if len(files) > 1 else ""
            times = f", {total} times" if total > 1 else ""
            self.report.add(
                Code.MARKUP_MENDED,
                f"{what}, in {first}{more}{times}",
                where=Where(self.name),
            )
        self.found.clear()


def markup_text(found: bytes, file: str, mending: Mending) -> str:
    """The text of a file of markup: by its byte order mark, as UTF-8, as declared, else guessed.

    XML that is not UTF-8 declares its encoding (XML 1.0, section 4.3.3,
    https://www.w3.org/TR/xml/#charencoding); files that declare one and are written in another
    are common.

    Args:
        found: Its bytes.
        file: Its path within the EPUB, for messages.
        mending: Told of an encoding that is not what was declared.

    Raises:
        SourceError: It is not text at all.
    """
    if not found:
        return ""
    declared = _DECLARED.match(found[:512].lstrip())
    named = declared[1].decode("ascii") if declared else "utf-8"
    if not found.startswith(_WIDE):
        try:
            text = found.decode("utf-8")
        except UnicodeDecodeError:
            text = _as_declared(found, named)
        if text:
            return text
        mending.note(f"the encoding is not {named} as declared; it was guessed", file)
    return decode(from_bytes(file, found), mending.report)


def _as_declared(found: bytes, named: str) -> str:
    if named.lower().replace("_", "-") in {"utf-8", "utf8", "us-ascii", "ascii"}:
        return ""
    try:
        return found.decode(named)
    except (LookupError, UnicodeDecodeError, ValueError):
        return ""


def resolved(text: str) -> str:
    """The text with its character references replaced by what they stand for.

    Every name of HTML is known, whatever the document declares; a name nobody knows, and an
    ampersand without a semicolon, stay as they are.
    """
    if "&" not in text:
        return text
    return _REFERENCE.sub(lambda match: html.unescape(match[0]), text)


def singly_escaped(text: str, file: str, mending: Mending) -> str:
    """A value without the references that a second escaping left in it: ``&amp;#038;`` was ``&``.

    Args:
        text: A value of the metadata, its references resolved.
        file: Where it stands, for messages.
        mending: Told when there was one.
    """
    plain = resolved(text)
    if plain != text:
        mending.note("what was escaped twice was read as it was meant", file)
    return plain
