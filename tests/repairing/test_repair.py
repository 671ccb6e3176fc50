"""Books of other programs: refused when a repair would spoil them, kept when nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.diagnostics import Code, Report
from packager.errors import CheckFailed, ReadError, SourceError
from packager.repairing.repair import Repaired, repaired
from packager.sources.source import from_bytes
from packager.writers.epub.writer import write
from tests.support.epubcheck import EpubCheck
from tests.support.faults import CHAPTER, OPF, Files, content, in_body, packed, unpacked
from tests.support.tide import tide

CORPUS = Path(__file__).parent.parent.parent.parent / "shared" / "corpus"
LOST = frozenset({
    "ocf-container-not-ocf-error.epub",
    "ocf-zip-unreadable-empty-fatal.epub",
    "ocf-zip-unreadable-image-with-epub-extension-fatal.epub",
    "ocf-zip-unreadable-no-end-header-fatal.epub",
})  # fmt: skip
"""Books of the corpus that hold no document: nothing, another archive, a picture, a cut one."""

ENCRYPTION = """<?xml version="1.0"?>
<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>
<enc:EncryptionMethod Algorithm="{}"/>
<enc:CipherData><enc:CipherReference URI="{}"/></enc:CipherData>
</enc:EncryptedData></encryption>"""
DISGUISE = "http://www.idpf.org/2008/embedding"


@pytest.fixture
def files() -> Files:
    return unpacked(write(tide(), Report()))


def mend(files: Files) -> Repaired:
    return repaired(from_bytes("tide.epub", packed(files)), Report())


def test_an_encrypted_book_is_refused(files: Files) -> None:
    method = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    files["META-INF/encryption.xml"] = ENCRYPTION.format(method, CHAPTER).encode()
    with pytest.raises(ReadError, match="encrypted"):
        mend(files)


def test_a_book_of_laid_out_pages_is_refused(files: Files) -> None:
    layout = b'<meta property="rendition:layout">pre-paginated</meta></metadata>'
    files[OPF] = files[OPF].replace(b"</metadata>", layout)
    with pytest.raises(ReadError, match="laid out"):
        mend(files)


def test_a_disguised_font_keeps_its_bytes_and_follows_its_new_name(files: Files) -> None:
    files["EPUB/fonts/my face.otf"] = b"\x99scrambled" * 20
    listed = b'<item id="f" href="fonts/my%20face.otf" media-type="font/otf"/></manifest>'
    files[OPF] = files[OPF].replace(b"</manifest>", listed)
    secret = ENCRYPTION.format(DISGUISE, "EPUB/fonts/my%20face.otf")
    files["META-INF/encryption.xml"] = secret.encode()
    after = unpacked(mend(files).data)
    assert after["EPUB/fonts/my_face.otf"] == files["EPUB/fonts/my face.otf"]
    assert b'URI="EPUB/fonts/my_face.otf"' in after["META-INF/encryption.xml"]


def test_a_repair_that_would_move_words_is_refused(files: Files) -> None:
    in_body("<table><tr><td>a<tr><td>b</td></tr>c</table>")(files)
    with pytest.raises(CheckFailed) as refused:
        mend(files)
    assert refused.value.code is Code.REPAIR_REFUSED
    assert refused.value.exit_code == 1


@pytest.mark.parametrize("found", [b"\x00" * 5000, b"<" * 50_000, b"<div>" * 30_000, b"\xff\xfe<"])
def test_any_bytes_raise_nothing_but_errors_for_a_person(files: Files, found: bytes) -> None:
    content(CHAPTER, found)(files)
    try:
        mend(files)
    except (SourceError, ReadError, CheckFailed):
        return


def _books() -> list[object]:
    found = sorted(CORPUS.rglob("*.epub")) if CORPUS.is_dir() else []
    return [pytest.param(path, id=path.name) for path in found]


@pytest.mark.corpus
@pytest.mark.epubcheck
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout")
@pytest.mark.parametrize("path", _books())
def test_every_book_of_the_corpus_is_valid_after_its_repair(
    path: Path, epubcheck: EpubCheck
) -> None:
    source = from_bytes(path.name, path.read_bytes())
    if path.name in LOST:
        with pytest.raises((SourceError, ReadError)):
            repaired(source, Report())
        return
    once = repaired(source, Report())
    said = [found for found in epubcheck(once.data) if found.severity not in {"INFO", "USAGE"}]
    assert said == []
    again = repaired(from_bytes(path.name, once.data), Report())
    assert again.data == once.data
    assert not again.changed
