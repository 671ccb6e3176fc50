"""What the user should know: the closed set of codes, and the Report that travels with a story.

Codes are grouped as the work is: P1 reading, P2 pictures and fonts, P3 metadata and options,
P4 output and EPUB, P5 PDF, P6 devices and network, P7 batches, P9 packager itself. The severity
belongs to the code, so no caller can whisper a warning or shout a detail.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Severity(Enum):
    """How much the user should care."""

    ERROR = "error"
    """The work stopped."""
    WARNING = "warning"
    """Something was lost, missing or guessed that changes the book; ``--strict`` refuses it."""
    NOTE = "note"
    """A choice was made for the user, who may want another one."""
    DETAIL = "detail"
    """Bookkeeping: where each line went. Shown with ``-v``, by ``inspect`` and in JSON."""


class Code(Enum):
    """Every diagnostic and error packager knows: number, severity, what it means."""

    number: str
    severity: Severity
    meaning: str

    def __init__(self, number: str, severity: Severity, meaning: str) -> None:
        self.number = number
        self.severity = severity
        self.meaning = meaning

    # Codes of reading begin with P1.
    SOURCE_NOT_FOUND = ("P101", Severity.ERROR, "The source does not exist.")
    SOURCE_UNREADABLE = ("P102", Severity.ERROR, "The source can't be read by this user.")
    SOURCE_NOT_A_FILE = ("P103", Severity.ERROR, "The source is a device, pipe or socket.")
    SOURCE_EMPTY = ("P104", Severity.ERROR, "The source holds no text at all.")
    SOURCE_NOT_TEXT = ("P105", Severity.ERROR, "The source is binary, not text.")
    SOURCE_TOO_LARGE = ("P106", Severity.ERROR, "The source is larger than the limit.")
    FOLDER_NO_STORY = ("P107", Severity.ERROR, "The folder holds no story, or more than one.")
    ARCHIVE_UNSAFE = ("P108", Severity.ERROR, "The archive is damaged or made to do harm.")
    FORMAT_UNKNOWN = ("P109", Severity.ERROR, "No reader knows this kind of source.")
    NO_STORY = ("P110", Severity.ERROR, "The source was understood and holds no story.")
    ENCODING_GUESSED = (
        "P111",
        Severity.WARNING,
        "The text is not UTF-8; its encoding was guessed.",
    )
    CHARACTERS_REMOVED = (
        "P112",
        Severity.WARNING,
        "Characters that no book can hold (control characters, lone surrogates) were removed.",
    )
    LINE_NOT_PRINTED = (
        "P113",
        Severity.DETAIL,
        "A line of the source steers the book and is not printed: a label, a header, the cover.",
    )
    BLANK_LINES = ("P114", Severity.DETAIL, "Blank lines separate; they are not printed.")
    STRUCTURE_GUESSED = (
        "P115",
        Severity.NOTE,
        "The structure was not certain; the reader took the likelier of two readings.",
    )
    SCENE_BREAKS_GUESSED = (
        "P116",
        Severity.NOTE,
        "Blank lines were taken for scene breaks, or left alone, on the evidence of the text.",
    )
    NOTE_EMPTY = ("P117", Severity.NOTE, "A note has a label and no text; it was left out.")
    HEADER_IGNORED = (
        "P118",
        Severity.WARNING,
        "A header line has a value that can't be meant; it was left out.",
    )
    PAGE_NO_STORY = (
        "P119",
        Severity.ERROR,
        "The source is a page of a site that holds no story: a login, a warning, a missing page.",
    )
    FORMAT_REFUSED = (
        "P120",
        Severity.ERROR,
        "This kind of file is not read; the hint says what to give packager instead.",
    )
    READER_MISSING = (
        "P121",
        Severity.ERROR,
        "A library or program that reads this kind of source is not installed.",
    )
    ELEMENT_UNWRAPPED = (
        "P122",
        Severity.DETAIL,
        "An element with no meaning in a book was taken away from around its text, which stays.",
    )
    ELEMENT_DROPPED = (
        "P123",
        Severity.NOTE,
        "An element that no book can hold was left out: a script, a form, a film.",
    )
    STYLE_DROPPED = ("P124", Severity.DETAIL, "A look that no book can carry was left out.")
    TEXT_REMOVED = (
        "P125",
        Severity.NOTE,
        "Text that is not the story's was left out: an advertisement, a licence, a contents list.",
    )
    MARKUP_MENDED = ("P126", Severity.NOTE, "Broken markup was mended.")
    NOTE_FOUND = (
        "P127",
        Severity.NOTE,
        "A passage at the head or foot of a chapter was taken for a note of the author's.",
    )
    WORDS_LOST = (
        "P128",
        Severity.WARNING,
        "Words of the source are neither in the book nor named as left out.",
    )
    TEXT_MOJIBAKE = (
        "P129",
        Severity.WARNING,
        "Letters were spoilt by a wrong encoding before packager saw them.",
    )
    READ_BY_PANDOC = ("P130", Severity.NOTE, "Another program turned the source into HTML first.")
    LINK_DEAD = ("P131", Severity.NOTE, "A link leads to nothing in the book; its text stays.")
    CONTENTS_DIFFER = (
        "P132",
        Severity.NOTE,
        "The list of contents in the source is not what was found in its text.",
    )
    PLAN_INVALID = ("P133", Severity.ERROR, "The plan can't be meant, or is of another source.")
    # Codes of pictures and fonts begin with P2.
    COVER_ASKED_MISSING = ("P201", Severity.ERROR, "The cover asked for can't be used.")
    COVER_NOT_FOUND = ("P202", Severity.WARNING, "The cover the source names does not exist.")
    COVER_BROKEN = ("P203", Severity.WARNING, "The cover found is no picture packager can read.")
    COVER_GENERATED = ("P204", Severity.NOTE, "A cover was drawn, as none was found.")
    COVER_CHANGED = ("P205", Severity.DETAIL, "The cover was turned, scaled or converted.")
    COVER_OUTSIDE = (
        "P206",
        Severity.WARNING,
        "The source names a cover outside its own folder, or on the network; it is never read.",
    )
    COVER_BESIDE = ("P207", Severity.NOTE, "A picture beside the source was taken as the cover.")
    GLYPH_MISSING = ("P208", Severity.WARNING, "No bundled font has a character of the story.")
    PICTURE_REMOTE = (
        "P209",
        Severity.WARNING,
        "A picture lies on the network; its place holds a link, as nothing is ever fetched.",
    )
    PICTURE_NOT_FOUND = ("P210", Severity.WARNING, "A picture the source shows does not exist.")
    PICTURE_BROKEN = ("P211", Severity.WARNING, "A picture is none that packager can read.")
    PICTURE_WITHOUT_WORDS = ("P212", Severity.DETAIL, "No words say what a picture shows.")
    PICTURE_CHANGED = ("P213", Severity.DETAIL, "A picture was turned, scaled or converted.")
    # Codes of metadata and options begin with P3.
    METADATA_INVALID = ("P301", Severity.ERROR, "A metadata file or value can't be understood.")
    TITLE_GUESSED = ("P302", Severity.WARNING, "The title was made from the name of the file.")
    AUTHOR_UNKNOWN = ("P303", Severity.WARNING, "No author is known.")
    LANGUAGE_GUESSED = ("P304", Severity.NOTE, "The language was guessed from the text.")
    CHAPTER_TITLES_UNUSED = (
        "P305",
        Severity.WARNING,
        "The metadata names more chapters than the story has.",
    )
    NOTES_LEFT_OUT = ("P306", Severity.NOTE, "The author's notes were left out, as asked.")
    OPTION_INVALID = ("P307", Severity.ERROR, "An option has a value that can't be meant.")
    THEME_UNKNOWN = ("P308", Severity.ERROR, "There is no theme of this name.")
    # Codes of output and EPUB begin with P4.
    OUTPUT_IS_SOURCE = ("P401", Severity.ERROR, "The output would replace the source.")
    OUTPUT_FOLDER_MISSING = ("P402", Severity.ERROR, "The folder of the output does not exist.")
    OUTPUT_EXISTS = ("P403", Severity.ERROR, "The output exists and must not be replaced.")
    OUTPUT_UNWRITABLE = ("P404", Severity.ERROR, "The output can't be written.")
    OUTPUT_TWICE = ("P405", Severity.ERROR, "Two books of one run would have the same file.")
    STRICT = ("P406", Severity.ERROR, "There were warnings, and --strict allows none.")
    NOT_VERIFIED = (
        "P407",
        Severity.ERROR,
        "The book does not hold every word of its source, or not in its order.",
    )
    STYLE_REFUSED = (
        "P408",
        Severity.DETAIL,
        "CSS that old reading systems refuse a whole stylesheet for was left out.",
    )
    NOT_CONFORMANT = (
        "P409",
        Severity.ERROR,
        "A finished book breaks rules that make it invalid, or with --strict any rule.",
    )
    UPDATE_UNUSABLE = ("P410", Severity.ERROR, "The book to update can't be used.")
    UPDATE_OF_ANOTHER = ("P411", Severity.ERROR, "The book to update is of another story.")
    BOOK_UPDATED = (
        "P412",
        Severity.NOTE,
        "Sections of an earlier book kept their names, so reading positions in them stay.",
    )
    CHECKER_MISSING = (
        "P413",
        Severity.ERROR,
        "A program that was asked to check the book is not installed.",
    )
    REPAIRED_CONTAINER = (
        "P420",
        Severity.NOTE,
        "The container of an EPUB was mended: its media type, the names of its files.",
    )
    REPAIRED_PACKAGE = (
        "P421",
        Severity.NOTE,
        "The package document of an EPUB was mended: its list of files, its reading order.",
    )
    REPAIRED_METADATA = (
        "P422",
        Severity.NOTE,
        "What an EPUB says of itself was mended: title, language, identifier, dates.",
    )
    REPAIRED_NAVIGATION = (
        "P423",
        Severity.NOTE,
        "The table of contents of an EPUB was made or mended.",
    )
    REPAIRED_MARKUP = (
        "P424",
        Severity.NOTE,
        "Markup of an EPUB that is broken or no longer allowed was replaced by its equivalent.",
    )
    REPAIRED_STYLE = ("P425", Severity.NOTE, "A style sheet of an EPUB was mended.")
    REPAIRED_REFERENCE = (
        "P426",
        Severity.NOTE,
        "A reference of an EPUB that leads nowhere was mended or taken away; its text stays.",
    )
    REPAIR_LEFT_OUT = (
        "P427",
        Severity.WARNING,
        "A file or an element that no valid EPUB can hold was left out; it had no words.",
    )
    REPAIR_REFUSED = (
        "P428",
        Severity.ERROR,
        "The EPUB can't be made valid without another word in it; nothing was written.",
    )
    # Codes of PDF begin with P5.
    PANGO_MISSING = ("P501", Severity.ERROR, "The text layout library Pango is not installed.")
    LAYOUT_FAILED = ("P502", Severity.ERROR, "The pages could not be laid out.")
    LONG_RUN_BROKEN = (
        "P503",
        Severity.DETAIL,
        "A run of characters wider than the page was given places to break.",
    )
    VERTICAL_SET_HORIZONTALLY = (
        "P504",
        Severity.NOTE,
        "The story's lines are vertical; the layout engine of the PDF only sets horizontal ones.",
    )
    # Codes of devices begin with P6.
    KINDLE_LANGUAGE = (
        "P601",
        Severity.WARNING,
        "The book is in a language that Kindle does not know; Send to Kindle may refuse it.",
    )
    KINDLE_REFUSED = (
        "P602",
        Severity.WARNING,
        "Send to Kindle would refuse the book: its size, the order of its contents.",
    )
    CALIBRE_MISSING = (
        "P603",
        Severity.ERROR,
        "Calibre is not installed, and only its ebook-convert writes this format.",
    )
    CALIBRE_FAILED = ("P604", Severity.ERROR, "Calibre could not convert the book.")
    # Codes of batches begin with P7.
    WORKER_DIED = ("P701", Severity.ERROR, "A story ended the worker that read it, twice.")
    WORKER_TIMED_OUT = ("P702", Severity.ERROR, "A story took longer than --timeout allows.")
    WORKER_OUT_OF_MEMORY = ("P703", Severity.ERROR, "A story needs more than --memory allows.")
    WORKERS_UNUSABLE = (
        "P704",
        Severity.ERROR,
        "The workers can't be started or reached, or are of another version of packager.",
    )
    CLUSTER_MISSING = ("P705", Severity.ERROR, "The libraries for clusters are not installed.")
    MANIFEST_UNUSABLE = (
        "P706",
        Severity.ERROR,
        "The record of a batch can't be used: damaged, of a later packager, or in use.",
    )
    # Codes of packager itself begin with P9.
    BUG = ("P901", Severity.ERROR, "Something in packager is wrong; the report says where.")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a source: the file's name, and the line, counted from 1, when it is known."""

    name: str
    line: int | None = None

    def __str__(self) -> str:
        return self.name if self.line is None else f"{self.name}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something the user should know about the book being made.

    Attributes:
        code: What kind of thing it is; the severity follows from it.
        message: One line, lower case, without a full stop.
        where: The place it is about.
        hint: What the user may do, one line; empty when there is nothing to do.
        removed: Words of the source that are not printed, and that this accounts for.
    """

    code: Code
    message: str
    where: Where | None = None
    hint: str = ""
    removed: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the code."""
        return self.code.severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Why a line became something other than a plain paragraph.

    Attributes:
        line: The line of the source, counted from 1.
        became: What it became: ``"description label"``, ``"chapter"``, ``"scene break"`` ...
        rule: The rule that decided, in words.
        confidence: How sure the rule is, above 0, at most 1.
        text: The start of the line.
        section: Id of the section this opened; empty when it opened none.
    """

    line: int
    became: str
    rule: str
    confidence: float
    text: str
    section: str = ""


@dataclass(slots=True)
class Report:
    """Travels with a story through every stage and collects what the user should know."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def add(
        self,
        code: Code,
        message: str,
        *,
        where: Where | None = None,
        hint: str = "",
        removed: str = "",
    ) -> None:
        """Record a diagnostic; ``removed`` is the text of the source it accounts for."""
        self.diagnostics.append(
            Diagnostic(code=code, message=message, where=where, hint=hint, removed=removed)
        )

    def decide(
        self,
        line: int,
        became: str,
        rule: str,
        confidence: float,
        text: str,
        *,
        section: str = "",
    ) -> None:
        """Record why a line became what it is; line 0 is a place that has no lines."""
        self.decisions.append(
            Decision(
                line=line,
                became=became,
                rule=rule,
                confidence=confidence,
                text=text[:80],
                section=section,
            )
        )

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """The diagnostics of one severity, in the order they came."""
        return tuple(found for found in self.diagnostics if found.severity is severity)
