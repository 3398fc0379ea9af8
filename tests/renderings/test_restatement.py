"""What is said of figures that read otherwise now: as in the tables, and never the same twice."""

import datetime as dt
import re

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.report.frozen import FrozenIndicator, FrozenMonth
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.restated import NOT_COMPARED, restated
from sheets_sync.renderings.document.phrases import Phrases
from sheets_sync.renderings.report_sections.restatement import restated_lines
from tests.renderings.reports import OCTOBER, TODAY
from tests.renderings.test_page import register
from tests.rules.workbooks import our_schema

NBSP = "\u00a0"
REPORT = register().report(OCTOBER, "hr", TODAY)


def lines(was, now, language="th", **words):
    """The sentences about every indicator that `now` tells of."""
    day = dt.date(2026, 11, 6)
    kept = FrozenMonth(day, day, {number: FrozenIndicator(one) for number, one in was.items()}, {})
    found = restated(kept, now, {}, OCTOBER)
    phrases = Phrases(our_schema(), Sentences(language, **words))
    return [] if found is None else [*restated_lines(found, REPORT, phrases)][:-1]


def figure(value, of=None):
    return Figure(value if of is None else value * of, of, value)


WAS = {
    1: figure(41),
    16: figure(4.126, 12),
    17: Figure(1, 7, 1 / 7),
    19: figure(0.2774, 12),
}


def test_the_values_are_those_of_the_tables():
    now = {1: figure(1042), 16: figure(4.25, 13), 17: Figure(2, 7, 2 / 7), 19: figure(0.281, 13)}

    assert lines(WAS, now, "en") == [
        "Active communities: the report said 41; it is 1,042 now",
        (
            "Mean satisfaction score (of 5): the report said 4.13 (of 12 results); "
            "it is 4.25 (of 13 results) now"
        ),
        ("Memberships evaluated: the report said 1 of 7 (14\u00a0%); it is 2 of 7 (29\u00a0%) now"),
        (
            "Mean gain in score: the report said 27.7\u00a0% (of 12 results); "
            "it is 28.1\u00a0% (of 13 results) now"
        ),
    ]


def test_what_the_tables_digits_do_not_tell_apart_has_more_of_them():
    now = {16: figure(4.1262, 12), 19: figure(0.27738, 12)}

    was_and_now = "รายงานที่ออกแล้วระบุ {} (จาก ๑๒ ราย) ปัจจุบันเป็น {} (จาก ๑๒ ราย)".format

    assert lines(WAS, now, thai_digits=True) == [
        f"คะแนนความพึงพอใจเฉลี่ย (เต็ม ๕): {was_and_now('๔.๑๒๖๐', '๔.๑๒๖๒')}",
        f"คะแนนที่เพิ่มขึ้นเฉลี่ย: {was_and_now(f'๒๗.๗๔๐{NBSP}%', f'๒๗.๗๓๘{NBSP}%')}",
    ]


CHANGES = {
    "share": (figure(0.5, 14), figure(0.5, 16)),
    "count": (figure(41), figure(42)),
    "mean": (figure(0.5, 14), figure(0.500002, 14)),
}
"""By unit, a change that is hard to see."""


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("th", "รายงานที่ออกแล้วระบุ (.+) ปัจจุบันเป็น (.+)$"), ("en", "said (.+); it is (.+) now$")],
)
def test_of_no_indicator_the_same_is_said_twice(language, sentence):
    changes = {
        number: CHANGES[REPORT.indicators[number].unit]
        for number in REPORT.indicators.keys() - NOT_COMPARED
    }
    was, now = ({number: pair[at] for number, pair in changes.items()} for at in (0, 1))
    told = [re.search(sentence, line).groups() for line in lines(was, now, language)]

    assert len(told) == 24
    assert [pair for pair in told if pair[0] == pair[1]] == []


def test_what_no_table_shows_is_no_restatement():
    nothing = Figure(), Figure(0, 0), Figure(None, 4)
    rounded = figure(0.1 + 0.2, 3), figure(0.3, 3)

    assert [lines({17: one}, {17: nothing[0]}) for one in nothing] == [[], [], []]
    assert lines({16: rounded[0]}, {16: rounded[1]}) == []
