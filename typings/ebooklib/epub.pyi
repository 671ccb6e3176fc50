from typing import Any, Protocol

from lxml.etree import _Element

class _Out(Protocol):
    def writestr(self, name: str, content: str | bytes, compress_type: int | None = ...) -> None: ...

class EpubItem:
    id: str
    file_name: str
    media_type: str
    content: bytes
    is_linear: bool
    manifest: bool
    book: EpubBook | None
    def __init__(
        self,
        uid: str | None = ...,
        file_name: str = ...,
        media_type: str = ...,
        content: bytes | None = ...,
        manifest: bool = ...,
    ) -> None: ...
    def get_id(self) -> str: ...
    def get_content(self, default: bytes | None = ...) -> bytes: ...

class EpubNcx(EpubItem):
    def __init__(self, uid: str = ..., file_name: str = ...) -> None: ...

class EpubBook:
    metadata: dict[str | None, dict[str, list[tuple[str, dict[str, str]]]]]
    items: list[EpubItem]
    spine: list[EpubItem]
    guide: list[dict[str, str]]
    prefixes: list[str]
    language: str
    direction: str | None
    title: str
    uid: str
    IDENTIFIER_ID: str
    FOLDER_NAME: str
    def __init__(self) -> None: ...
    def add_item(self, item: EpubItem) -> EpubItem: ...

class EpubWriter:
    file_name: str
    book: EpubBook
    options: dict[str, Any]
    out: _Out
    def __init__(
        self, name: str, book: EpubBook, options: dict[str, Any] | None = ...
    ) -> None: ...
    def write(self) -> None: ...
    def _write_container(self) -> None: ...
    def _write_opf(self) -> None: ...
    def _write_opf_metadata(self, root: _Element) -> None: ...
    def _write_opf_spine(self, root: _Element, ncx_id: str | None) -> None: ...
    def _write_opf_file(self, root: _Element) -> None: ...
    def _write_items(self) -> None: ...
    def _get_ncx(self) -> bytes: ...
