"""The container of an EPUB: its files, found by whatever path the book names them.

EPUB Open Container Format 3.3: https://www.w3.org/TR/epub-33/#sec-ocf
"""

from __future__ import annotations

import posixpath
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import unquote

from packager.diagnostics import Code, Where
from packager.errors import ReadError, SourceError
from packager.readers.epub.mending import Mending, markup_text
from packager.readers.epub.xml import Element, parse_xml
from packager.sources.archive import as_folder
from packager.sources.source import Source, UnsafePath

CONTAINER = "META-INF/container.xml"
DOCUMENT_SUFFIXES = (".xhtml", ".html", ".htm", ".xht", ".xml")

_FONT_OBFUSCATION = frozenset({
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
})  # fmt: skip
"""Ways to disguise fonts, which packager never reads: no encryption of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """The files of an EPUB, from a zip archive or a folder.

    Attributes:
        source: Its files by their paths from the root of the container.
        name: Name of the source, for messages.
        root: The folder the container lies in, with a slash, when the source holds it deeper.
        names: Paths of its files from the root.
        mending: Told of paths that were not quite right.
        exact: The paths, to look one up in.
        folded: The paths by what they are when case and Unicode form play no part.
    """

    source: Source
    name: str
    root: str
    names: tuple[str, ...]
    mending: Mending
    exact: frozenset[str] = frozenset()
    folded: dict[str, str] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file by its true path; ``None`` when there is none.

        Raises:
            SourceError: The file is there and damaged, encrypted, or too large.
        """
        try:
            return self.source.neighbour(self.root + path)
        except UnsafePath as error:
            raise SourceError(
                Code.ARCHIVE_UNSAFE, f"{path} can't be read: {error}", where=Where(self.name)
            ) from error

    def text(self, path: str) -> str:
        """The text of a file of markup; empty when there is none.

        Raises:
            SourceError: The file is damaged, or no text.
        """
        found = self.read(path)
        return markup_text(found, path, self.mending) if found else ""

    def xml(self, path: str) -> Element:
        """A file of XML, read as far as it can be understood.

        Raises:
            SourceError: The file is damaged, or no text.
        """
        return parse_xml(self.text(path), path, self.mending)

    def find(self, href: str, base: str = "") -> str:
        """The true path of the file a reference names; empty when there is none.

        References are percent-encoded, relative to the file they stand in, and in real books of
        another case or of another Unicode form than the file (UAX 15), or relative to the root.

        Args:
            href: The reference; its fragment and query are left out.
            base: Path of the file it stands in.
        """
        plain = href.partition("#")[0].strip()
        if not plain or _is_address(plain):
            return ""
        plain = plain.replace("\\", "/")
        folder = posixpath.dirname(base)
        for wanted in dict.fromkeys((unquote(plain), plain, unquote(plain).partition("?")[0])):
            path = _normal(folder, wanted)
            if path in self.exact:
                return path
            for candidate in (path, _normal("", wanted)):
                true = self.folded.get(_fold(candidate), "")
                if true:
                    if true != path:
                        self.mending.note("references were followed in spite of their spelling",
                                          base or CONTAINER)  # fmt: skip
                    return true
        return ""


def open_container(source: Source, mending: Mending) -> Container:
    """The container in a source: an EPUB file, or a folder that was one.

    Raises:
        SourceError: The archive is damaged or unsafe.
        ReadError: The book is encrypted.
    """
    folder = source
    if not source.names:
        folder = as_folder(source.name, source.data, Where(source.name), doubles=True)
    names = folder.names
    inner = min(
        (name for name in names if name == CONTAINER or name.endswith("/" + CONTAINER)),
        key=len,
        default=CONTAINER,
    )
    root = inner[: -len(CONTAINER)]
    own = tuple(name[len(root) :] for name in names if name.startswith(root))
    container = Container(
        source=folder,
        name=source.name,
        root=root,
        names=own,
        mending=mending,
        exact=frozenset(own),
        folded=folded_names(own),
    )
    refuse_encryption(container)
    _check_type(container)
    return container


def packages_of(container: Container) -> tuple[str, ...]:
    """Paths of the package documents, the default rendition first.

    What ``META-INF/container.xml`` names; where it is missing or names nothing, every ``.opf``.
    """
    found: list[str] = []
    if CONTAINER in container.names:
        for rootfile in container.xml(CONTAINER).iter("rootfile"):
            path = container.find(rootfile.get("full-path"))
            if path:
                found.append(path)
    if not found:
        if CONTAINER in container.names:
            container.mending.note("no package document is named; one was looked for", CONTAINER)
        else:
            container.mending.note("the container names nothing, for it is missing", CONTAINER)
        found = sorted(
            (name for name in container.names if name.lower().endswith(".opf")),
            key=lambda name: (name.count("/"), name),
        )
    return tuple(dict.fromkeys(found))


def _check_type(container: Container) -> None:
    found = container.read("mimetype") if "mimetype" in container.names else None
    if found is None:
        container.mending.note("the file that names the media type is missing", "mimetype")
    elif found.strip() != b"application/epub+zip":
        container.mending.note("the media type is not that of an EPUB", "mimetype")


def refuse_encryption(container: Container) -> None:
    """Refuse a book whose text is encrypted; disguised fonts are no matter.

    Raises:
        ReadError: It is.
    """
    folded = {name.lower(): name for name in container.names}
    path = folded.get("meta-inf/encryption.xml")
    algorithms = set()
    if path:
        root = container.xml(path)
        algorithms = {
            method.get("algorithm")
            for block in root.iter("encrypteddata")
            for method in block.iter("encryptionmethod")
        }
    if algorithms - _FONT_OBFUSCATION or "meta-inf/rights.xml" in folded:
        raise ReadError(
            Code.FORMAT_REFUSED,
            "the book is encrypted (DRM)",
            where=Where(container.name),
            hint="packager reads books without DRM; ask the shop or the author for one",
        )


def _is_address(href: str) -> bool:
    scheme, colon, _ = href.partition(":")
    return bool(colon) and "/" not in scheme and scheme.isalnum() and len(scheme) > 1


def _normal(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    while joined.startswith("../"):
        joined = joined[3:]
    return joined


def folded_names(names: tuple[str, ...]) -> dict[str, str]:
    """The names by what they are when case and Unicode form play no part; of two, the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(_fold(name), name)
    return found


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
