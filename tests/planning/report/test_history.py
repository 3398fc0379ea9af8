"""The last twelve months of the report."""

import datetime as dt

from sheets_sync.planning.report.frozen import FrozenIndicator, FrozenMonth
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.sections.history import HistoryMonth
from sheets_sync.planning.report.values import Ratio
from tests.renderings.reports import Register

JUL, AUG, SEP, OCT = (lambda day, m=m: dt.date(2026, m, day) for m in (7, 8, 9, 10))


def test_sessions_count_in_the_month_they_were_first_planned_for_and_held_by_its_end():
    made = Register().round("C-1", (1, 2))
    made.session("S-1", "C-1", AUG(5), AUG(6)).session("S-2", "C-1", AUG(30), SEP(2))
    made.session("S-3", "C-1", OCT(7), OCT(7)).session("S-4", "C-1", OCT(9), status="งด")

    assert made.report().history == (
        HistoryMonth(AUG(1), Ratio(1, 2), None, None),
        HistoryMonth(SEP(1), Ratio(0, 0), None, None),
        HistoryMonth(OCT(1), Ratio(1, 2), Figure(0, 2, 0.0), None),
    )


def test_coverage_is_what_was_sent_and_of_the_last_two_months_what_stands():
    made = Register().round("C-1", (1, 2)).plan("C-1", evaluation_due=JUL(20))
    made.evaluation("C-1", 1, SEP(4)).evaluation("C-1", 2, OCT(4))
    sent = FrozenMonth(JUL(31), AUG(5), {17: FrozenIndicator(Figure(0, 3, 0.0))}, {})
    memory = ReportMemory(frozen={("2026-07", "hr"): sent, ("2026-08", "manager"): sent})

    assert [(one.month, one.evaluated) for one in made.report(memory=memory).history] == [
        (JUL(1), Figure(0, 3, 0.0)),
        (AUG(1), None),
        (SEP(1), Figure(1, 2, 0.5)),
        (OCT(1), Figure(2, 2, 1.0)),
    ]


def test_it_begins_with_the_first_month_there_is_anything_to_tell_of():
    assert [one.month for one in Register().report().history] == [OCT(1)]
