from typing import BinaryIO, Protocol

from mammoth.documents import Document

class _Message(Protocol):
    type: str
    message: str

class _Result:
    value: Document
    messages: list[_Message]

def read(fileobj: BinaryIO, external_file_access: bool = ...) -> _Result: ...
