"""Words that are not printed, gathered by kind."""

from __future__ import annotations

from packager.diagnostics import Code, Report, Where
from packager.readers.left_out import LeftOut


def test_each_kind_is_one_diagnostic_with_a_count_and_its_words() -> None:
    left_out, report = LeftOut(), Report()
    left_out.add(Code.LINE_NOT_PRINTED, "labels", "Notes:")
    left_out.add(Code.TEXT_REMOVED, "advertisements", "Buy\n  this")
    left_out.add(Code.LINE_NOT_PRINTED, "labels", "Summary:")
    left_out.add(Code.LINE_NOT_PRINTED, "nothing", " \n ")
    left_out.tell(report, Where("x.html"))
    assert [(one.code, one.message, one.removed) for one in report.diagnostics] == [
        (Code.LINE_NOT_PRINTED, "not printed: labels (2)", "Notes:\nSummary:"),
        (Code.TEXT_REMOVED, "not printed: advertisements (1)", "Buy this"),
    ]
