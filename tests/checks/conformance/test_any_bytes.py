"""Any bytes are judged: nothing but a finding, or an error for a person, comes of them."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from packager.checks.conformance.check import checked
from packager.checks.conformance.rule import Rule
from tests.checks.conformance.small_book import epub_3, zipped

WHOLE = zipped(epub_3())
FILES = epub_3()


@given(st.binary(max_size=400))
def test_bytes_of_no_book(data: bytes) -> None:
    assert checked(data) or data.lstrip().startswith(b"%PDF-")


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_a_book_with_other_bytes_in_it(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    checked(bytes(data))


@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 2000)), min_size=1, max_size=4),
)
def test_a_book_with_pieces_of_a_file_moved(name: str, cuts: list[tuple[int, int]]) -> None:
    data = FILES[name]
    for start, length in cuts:
        at = start % (len(data) + 1)
        piece = data[at : at + length % 60]
        data = data[:at] + data[at + len(piece) :]
        data = data[: len(data) // 2] + piece + data[len(data) // 2 :]
    checked(zipped({**FILES, name: data}))


def test_a_bomb_is_not_unpacked() -> None:
    found = BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in FILES.items():
            archive.writestr(name, data)
        archive.writestr("EPUB/zeros.txt", bytes(30_000_000))
    assert {one.rule for one in checked(found.getvalue())} == {Rule.NOT_A_ZIP}


def test_entities_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE p [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%b">' % (98 + depth, b"&%c;" % (97 + depth) * 10) for depth in range(9)
    )
    one = laughs + b']><html xmlns="http://www.w3.org/1999/xhtml"><body>&j;</body></html>'
    assert checked(zipped({**FILES, "EPUB/one.xhtml": one}))


def test_time_is_linear_in_the_links_of_a_book() -> None:
    def seconds(count: int) -> float:
        links = b"".join(b'<p id="p%d"><a href="#p%d">a</a></p>' % (n, n) for n in range(count))
        book = zipped(
            {
                **FILES,
                "EPUB/one.xhtml": FILES["EPUB/one.xhtml"].replace(b"</body>", links + b"</body>"),
            }
        )
        start = time.process_time()
        checked(book)
        return time.process_time() - start

    seconds(100)
    assert seconds(8_000) < 16 * max(seconds(1_000), 0.02)
