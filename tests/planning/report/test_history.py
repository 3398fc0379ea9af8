"""The last twelve months of the report."""

import datetime as dt

from sheets_sync.planning.report.frozen import FrozenIndicator, FrozenMonth
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.trend import SHOWN
from tests.renderings.reports import Register

JUL, AUG, SEP, OCT = (lambda day, m=m: dt.date(2026, m, day) for m in (7, 8, 9, 10))


def told(report, number):
    return [(one.month, one.figures[number], one.is_sent) for one in report.history]


def test_sessions_count_in_the_month_they_were_first_planned_for_and_held_by_its_end():
    made = Register().round("C-1", (1, 2))
    made.session("S-1", "C-1", AUG(5), AUG(6)).session("S-2", "C-1", AUG(30), SEP(2))
    made.session("S-3", "C-1", OCT(7), OCT(7)).session("S-4", "C-1", OCT(9), status="งด")

    assert told(made.report(), 12) == [
        (AUG(1), Figure(1, 2, 0.5), False),
        (SEP(1), Figure(0, 0, None), False),
        (OCT(1), Figure(1, 2, 0.5), False),
    ]


def test_a_month_that_was_sent_is_as_it_was_sent_and_the_others_as_the_workbook_tells():
    made = Register().round("C-1", (1, 2)).plan("C-1", evaluation_due=JUL(20))
    made.evaluation("C-1", 1, SEP(4)).evaluation("C-1", 2, OCT(4))
    figures = {number: FrozenIndicator(Figure(0, 3, 0.0)) for number in SHOWN}
    sent = FrozenMonth(JUL(31), AUG(5), figures, {})
    memory = ReportMemory(frozen={("2026-07", "hr"): sent, ("2026-08", "manager"): sent})

    assert told(made.report(memory=memory), 17) == [
        (JUL(1), Figure(0, 3, 0.0), True),
        (AUG(1), Figure(0, 2, 0.0), False),
        (SEP(1), Figure(1, 2, 0.5), False),
        (OCT(1), Figure(2, 2, 1.0), False),
    ]


def test_a_month_whose_kept_figures_lack_one_is_told_by_the_workbook():
    made = Register().round("C-1", (1, 2)).plan("C-1", evaluation_due=JUL(20))
    sent = FrozenMonth(JUL(31), AUG(5), {17: FrozenIndicator(Figure(0, 3, 0.0))}, {})
    memory = ReportMemory(frozen={("2026-07", "hr"): sent})

    assert told(made.report(memory=memory), 17)[0] == (JUL(1), Figure(0, 2, 0.0), False)


def test_it_begins_with_the_first_month_there_is_anything_to_tell_of():
    made = Register().round("C-1", (1,))

    assert [one.month for one in made.report().history] == [OCT(1)]
    assert Register().report().history == ()
