"""PDFs: whether they open, hold their fonts, and can be read by everyone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream

from packager.checks.conformance.pdf import check_pdf
from packager.checks.conformance.rule import Rule

_PDFA = {"pdfaid:part": "2", "pdfaid:conformance": "B"}


def _made(change: Callable[[pikepdf.Pdf], None] | None = None, **how: object) -> bytes:
    """A small PDF nothing is wrong with, unless it is changed."""
    pdf = pikepdf.new()
    for _ in range(2):
        page = pdf.add_blank_page()
        page.Contents = Stream(pdf, b"0 0 1 1 re f")
        page.Resources = Dictionary()
    pdf.Root.Lang = "en"
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([Dictionary(S=Name.Document)]))
    )
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo["/Title"] = "The Lamp"
    if change is not None:
        change(pdf)
    out = BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def _rules(data: bytes) -> set[Rule]:
    return {finding.rule for finding in check_pdf(data)}


def _font(**how: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **how)
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))

    return change


def _link(**how: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], **how)
        pdf.pages[0].Annots = Array([pdf.make_indirect(link)])

    return change


def _claims(claims: dict[str, str]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = "The Lamp"
            for name, value in claims.items():
                metadata[name] = value

    return change


def _no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def _no_window_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def _untagged(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def _long(pdf: pikepdf.Pdf) -> None:
    for _ in range(20):
        pdf.pages.append(pdf.pages[0])


def _empty_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/Contents"]


def _silent_figure(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].K = Array([Dictionary(S=Name.Figure)])


def _untagged_claim(pdf: pikepdf.Pdf) -> None:
    _claims({"pdfuaid:part": "1"})(pdf)
    del pdf.Root["/StructTreeRoot"]


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (_no_title, {Rule.PDF_UNTITLED}),
        (_no_window_title, {Rule.PDF_UNTITLED}),
        (_no_language, {Rule.PDF_LANGUAGE}),
        (_untagged, {Rule.PDF_UNTAGGED}),
        (_long, {Rule.PDF_OUTLINE}),
        (_empty_page, {Rule.PDF_PAGE_EMPTY}),
        (_font(), {Rule.PDF_FONT_MISSING}),
        (_link(), {Rule.PDF_SILENT}),
        (_silent_figure, {Rule.PDF_SILENT}),
        (_claims(_PDFA), {Rule.PDF_CLAIM}),
        (_untagged_claim, {Rule.PDF_CLAIM, Rule.PDF_UNTAGGED}),
    ],
)
def test_a_broken_pdf_breaks_its_rule(
    change: Callable[[pikepdf.Pdf], None], rules: set[Rule]
) -> None:
    assert _rules(_made(change)) == rules


def test_a_pdf_nothing_is_wrong_with_has_no_findings() -> None:
    assert _rules(_made()) == set()


def test_a_font_in_the_file_is_not_missing() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        descriptor = Dictionary(FontFile2=Stream(pdf, b"oil"))
        _font(FontDescriptor=pdf.make_indirect(descriptor))(pdf)

    assert _rules(_made(change)) == set()


def test_a_link_that_says_where_it_leads_is_not_silent() -> None:
    assert _rules(_made(_link(Contents="To the lamp", F=4))) == set()


def test_a_link_that_is_not_printed_breaks_the_claim_of_an_archive() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        _claims(_PDFA)(pdf)
        pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1)])
        _link(Contents="To the lamp")(pdf)

    assert _rules(_made(change)) == {Rule.PDF_CLAIM}


def test_an_encrypted_pdf_is_told() -> None:
    data = _made(encryption=pikepdf.Encryption(owner="oil", user=""))
    assert _rules(data) == {Rule.PDF_ENCRYPTED}


def test_a_locked_pdf_is_not_opened() -> None:
    data = _made(encryption=pikepdf.Encryption(owner="oil", user="wick"))
    assert _rules(data) == {Rule.PDF_UNREADABLE}


def test_a_structure_that_is_its_own_ancestor_is_read_once() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary(S=Name.Figure))
        node.K = Array([node])
        pdf.Root.StructTreeRoot.K = node

    (finding,) = check_pdf(_made(change))
    assert finding.message == "1 figures have no alternative text"


def test_a_damaged_pdf_is_told() -> None:
    data = _made()
    assert Rule.PDF_UNREADABLE in _rules(data.replace(b"startxref", b"startxxxx"))
    assert _rules(b"") == {Rule.PDF_UNREADABLE}
    assert _rules(b"%PDF-1.7\n" + b"\xff" * 500) == {Rule.PDF_UNREADABLE}


@given(st.data())
def test_any_bytes_are_read_without_an_error(data: st.DataObject) -> None:
    whole = bytearray(_made(_font()))
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert all(finding.message for finding in check_pdf(bytes(whole)))
