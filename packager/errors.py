"""The errors packager raises, each with the exit code the command line ends with.

::

    PackagerError                 70  a bug, when it is raised as itself
    ├── UsageError                 2  an option, a metadata file or a theme that can't be meant
    ├── SourceError                3  the source can't be opened: missing, not text, too large
    ├── ReadError                  3  the source was opened and holds no story
    ├── AssetError                 4  a cover, picture or font was asked for and is missing
    ├── WriteError                 5  the output can't be written, or exists
    ├── DependencyError            6  a system library or program is missing
    ├── DeliveryError              7  an e-reader, a mail server or the network
    ├── CheckFailed                1  the work is done, and found wanting
    └── BatchIncomplete            1  some stories of many failed

0 is done, 70 a bug, 130 interrupted. An error is for a person: what is wrong, where, and what to
do next. It is caught once, in ``cli/main.py``.
"""

from __future__ import annotations

from typing import ClassVar

from packager.diagnostics import Code, Where

EXIT_BUG = 70
EXIT_INTERRUPTED = 130


class PackagerError(Exception):
    """What stopped the work.

    Args:
        code: The closed name of what is wrong; its severity is always ``ERROR``.
        message: One line, lower case, without a full stop.
        where: The file and line it is about.
        hint: What to do next, one line.
    """

    exit_code: ClassVar[int] = EXIT_BUG

    def __init__(
        self, code: Code, message: str, *, where: Where | None = None, hint: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.hint = hint

    @property
    def excerpt(self) -> tuple[str, ...]:
        """Lines that show what is wrong, and a caret below it; none where there is no text."""
        return ()

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with every field, so that an error survives the way back from a worker process."""
        return (_rebuild, (type(self), self.code, self.message, self.where, self.hint))


def _rebuild(
    kind: type[PackagerError], code: Code, message: str, where: Where | None, hint: str
) -> PackagerError:
    return kind(code, message, where=where, hint=hint)


class UsageError(PackagerError):
    """An option, a metadata file or a theme that can't be meant."""

    exit_code = 2


class SourceError(PackagerError):
    """The source can't be opened: missing, unreadable, not text, unsafe, too large."""

    exit_code = 3


class ReadError(PackagerError):
    """The source was opened and holds no story a reader knows."""

    exit_code = 3


class AssetError(PackagerError):
    """A cover, picture or font that was asked for is missing or broken."""

    exit_code = 4


class WriteError(PackagerError):
    """The output can't be written, or exists and must not be replaced."""

    exit_code = 5


class DependencyError(PackagerError):
    """A system library or program the work needs is not installed."""

    exit_code = 6


class DeliveryError(PackagerError):
    """An e-reader, a mail server or the network did not take the book."""

    exit_code = 7


class CheckFailed(PackagerError):  # noqa: N818 - the field says "check failed", never "check failed error"
    """The work is done and judged wanting: findings of a check, warnings under ``--strict``."""

    exit_code = 1


class BatchIncomplete(PackagerError):  # noqa: N818 - as above
    """Some stories of many could not be made."""

    exit_code = 1
