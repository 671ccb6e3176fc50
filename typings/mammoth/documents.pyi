from collections.abc import Callable, Sequence
from typing import BinaryIO

class Element: ...

class HasChildren(Element):
    children: Sequence[Element]

class Document(HasChildren):
    notes: Notes
    comments: Sequence[Comment]

class ParagraphIndent:
    start: str | None

class NumberingLevel:
    level_index: str
    is_ordered: bool

class Paragraph(HasChildren):
    style_id: str | None
    style_name: str | None
    numbering: NumberingLevel | None
    alignment: str | None
    indent: ParagraphIndent

class Run(HasChildren):
    style_name: str | None
    is_bold: bool
    is_italic: bool
    is_underline: bool
    is_strikethrough: bool
    is_small_caps: bool
    vertical_alignment: str

class Text(Element):
    value: str

class Hyperlink(HasChildren):
    href: str | None
    anchor: str | None


class Bookmark(Element):
    name: str

class Checkbox(Element): ...
class Table(HasChildren): ...

class TableRow(HasChildren):
    is_header: bool

class TableCell(HasChildren):
    colspan: int
    rowspan: int

class Break(Element):
    break_type: str

class Tab(Element): ...

class Image(Element):
    alt_text: str | None
    content_type: str | None
    open: Callable[[], BinaryIO]

class Note(Element):
    note_type: str
    note_id: str
    body: Sequence[Element]

class Comment(Element):
    body: Sequence[Element]

class NoteReference(Element):
    note_type: str
    note_id: str

class Notes:
    def resolve(self, reference: NoteReference) -> Note: ...
