"""PDF: whether a file opens cleanly, holds its fonts, and can be read by everyone.

ISO 32000-2; ISO 19005 (PDF/A) and ISO 14289 (PDF/UA) for files that claim to be those. What only a
full validator can say, veraPDF says.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_LONG = 20
"""Pages a person leafs through without an outline."""
_PRINT = 4
"""The flag of an annotation that is printed (ISO 32000-2, table 167)."""
_MOST_NODES = 2_000_000


def check_pdf(data: bytes, path: str = "") -> Iterator[Finding]:
    """What is wrong with a PDF.

    Time is linear in the number of its objects.

    Args:
        data: The bytes of the file; any bytes will do.
        path: Name of the file, for messages.
    """
    import pikepdf  # noqa: PLC0415 - a tenth of a second, paid for by PDFs alone

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            for rule, message in _messages(pdf):
                yield Finding(rule=rule, message=message, path=path)
    except pikepdf.PasswordError:
        message = "the file needs a password"
        yield Finding(rule=Rule.PDF_UNREADABLE, message=message, path=path)
    except pikepdf.PdfError as error:
        message = f"the file can't be opened: {_reason(error)}"
        yield Finding(rule=Rule.PDF_UNREADABLE, message=message, path=path)
    except (AttributeError, KeyError, TypeError, ValueError, RuntimeError, IndexError):
        # A dictionary where an array should be: pikepdf raises what Python would.
        message = "the structure of the file is damaged"
        yield Finding(rule=Rule.PDF_UNREADABLE, message=message, path=path)


def _reason(error: Exception) -> str:
    said = str(error).rpartition(": ")[2].partition("\n")[0]
    return said or type(error).__name__


def _messages(pdf: Pdf) -> Iterator[tuple[Rule, str]]:
    pages = len(pdf.pages)
    for warning in pdf.get_warnings()[:3]:
        yield Rule.PDF_UNREADABLE, f"the file had to be repaired: {_reason(Exception(warning))}"
    if pdf.is_encrypted:
        yield Rule.PDF_ENCRYPTED, "the file is encrypted"
    if not pages:
        yield Rule.PDF_UNREADABLE, "the file has no pages"
    yield from _title(pdf)
    if not str(pdf.Root.get("/Lang", "")):
        yield Rule.PDF_LANGUAGE, "the file does not say in which language it is"
    tagged = _is_tagged(pdf)
    if not tagged:
        yield Rule.PDF_UNTAGGED, "the file is not tagged"
    if pages > _LONG and _at(pdf.Root, "/Outlines", "/First") is None:
        yield Rule.PDF_OUTLINE, f"the file has {pages} pages and no outline"
    yield from _fonts(pdf)
    yield from _pages(pdf)
    yield from _claims(pdf, tagged=tagged)
    if tagged:
        yield from _figures(pdf)


def _title(pdf: Pdf) -> Iterator[tuple[Rule, str]]:
    with pdf.open_metadata(update_docinfo=False) as metadata:
        named = bool(metadata.get("dc:title")) or bool(str(pdf.docinfo.get("/Title", "")).strip())
    if not named:
        yield Rule.PDF_UNTITLED, "the file has no title"
    elif not _at(pdf.Root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield Rule.PDF_UNTITLED, "windows show the name of the file in place of its title"


def _is_tagged(pdf: Pdf) -> bool:
    return bool(_at(pdf.Root, "/MarkInfo", "/Marked")) and "/StructTreeRoot" in pdf.Root


def _at(holder: Object, *path: str) -> Any:  # noqa: ANN401 - an object of PDF or what it stands for
    """What a dictionary holds at the end of a path of names; ``None`` for nothing."""
    found: Any = holder
    for name in path:
        found = found.get(name)
        if found is None:
            return None
    return found


def _fonts(pdf: Pdf) -> Iterator[tuple[Rule, str]]:
    """Fonts of the pages that are not in the file, each once."""
    seen: set[tuple[int, int]] = set()
    missing: dict[str, None] = {}
    for page in pdf.pages:
        for font in _values(page.resources.get("/Font")):
            if font.objgen in seen and font.objgen != (0, 0):
                continue
            seen.add(font.objgen)
            if not _is_embedded(font):
                missing[str(font.get("/BaseFont", "a font"))[1:][:60]] = None
    for name in missing:
        yield Rule.PDF_FONT_MISSING, f"the font {name} is not in the file"


def _is_embedded(font: Object) -> bool:
    kind = str(font.get("/Subtype", ""))
    if kind == "/Type3":
        return True
    if kind == "/Type0":
        font = font.DescendantFonts[0]
    names = ("/FontFile", "/FontFile2", "/FontFile3")
    return any(_at(font, "/FontDescriptor", name) is not None for name in names)


def _values(dictionary: Object | None) -> list[Object]:
    return [] if dictionary is None else [dictionary[name] for name in dictionary.keys()]  # noqa: SIM118 - pikepdf's have no iterator


def _pages(pdf: Pdf) -> Iterator[tuple[Rule, str]]:
    silent = unprinted = 0
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" not in page and not _has_content(page.obj) and number < len(pdf.pages):
            yield Rule.PDF_PAGE_EMPTY, f"page {number} is empty"
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype", "") == "/Link":
                silent += "/Contents" not in annotation
                unprinted += not int(annotation.get("/F", 0)) & _PRINT
    if silent and _is_tagged(pdf):
        yield Rule.PDF_SILENT, f"{silent} links don't say in words where they lead"
    if unprinted and _says(pdf, "pdfaid:part"):
        yield Rule.PDF_CLAIM, f"{unprinted} links lack the print flag, which PDF/A asks for"


def _has_content(page: Object) -> bool:
    contents = page.get("/Contents")
    if contents is None:
        return False
    import pikepdf  # noqa: PLC0415

    streams = contents if isinstance(contents, pikepdf.Array) else (contents,)
    return any(int(stream.get("/Length", 0)) > 0 for stream in streams)


def _says(pdf: Pdf, name: str) -> str:
    with pdf.open_metadata(update_docinfo=False) as metadata:
        return str(metadata.get(name) or "")


def _claims(pdf: Pdf, *, tagged: bool) -> Iterator[tuple[Rule, str]]:
    archival, accessible = _says(pdf, "pdfaid:part"), _says(pdf, "pdfuaid:part")
    if archival and not pdf.Root.get("/OutputIntents"):
        yield Rule.PDF_CLAIM, f"the file claims to be PDF/A-{archival}, and has no output intent"
    if archival and pdf.is_encrypted:
        yield Rule.PDF_CLAIM, f"the file claims to be PDF/A-{archival}, and is encrypted"
    if accessible and not tagged:
        yield Rule.PDF_CLAIM, f"the file claims to be PDF/UA-{accessible}, and is not tagged"


def _figures(pdf: Pdf) -> Iterator[tuple[Rule, str]]:
    """Figures of the structure tree that have no alternative text."""
    silent = sum(
        node.get("/S", "") == "/Figure" and "/Alt" not in node and "/ActualText" not in node
        for node in _nodes(pdf)
    )
    if silent:
        yield Rule.PDF_SILENT, f"{silent} figures have no alternative text"


def _nodes(pdf: Pdf) -> Iterator[Object]:
    """Every element of the structure tree; one that is its own ancestor is met once."""
    import pikepdf  # noqa: PLC0415

    seen: set[tuple[int, int]] = set()
    stack: list[Object] = [pdf.Root.StructTreeRoot]
    while stack and len(seen) < _MOST_NODES:
        node = stack.pop()
        if isinstance(node, pikepdf.Array):
            stack += list(node)
        elif isinstance(node, pikepdf.Dictionary):
            if node.objgen != (0, 0):
                if node.objgen in seen:
                    continue
                seen.add(node.objgen)
            yield node
            if "/K" in node:
                stack.append(node.K)
