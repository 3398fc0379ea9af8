"""Which finding silences which."""

import numpy as np
import pytest

from sheets_sync.checking.finding_precedence import CELL_ORDER, WHY_LATE, speaking
from sheets_sync.checking.findings import Finding, Severity
from sheets_sync.checking.reports import ReportKind
from sheets_sync.rules import RULES
from tests.rules.workbooks import our_schema

NAMES = {rule.name for rule in RULES}
REASONS = [(why, rule) for why in WHY_LATE for rule in sorted(why.rules)]


def finding(rule, tab="communities", cell="A2", *, severity=Severity.ERROR, **more):
    row = None if cell is None else int(cell[1:])
    return Finding(rule, severity, tab, "แผ่น", row=row, cell=cell, **more)


def silence(findings):
    """The findings that are left to tell."""
    kinds = [ReportKind(one.rule, one.severity, one.work, one.step, one.tab) for one in findings]
    places = [(one.tab, one.cell) for one in findings]
    cells = np.array([places.index(place) if place[1] else -1 for place in places])
    communities = np.array([one.community for one in findings], dtype=object)
    speaks = speaking(kinds, np.arange(len(findings)), cells, communities)
    return [one for one, left in zip(findings, speaks, strict=True) if left]


def overdue(step, community="C-001"):
    return finding("step-overdue", cell=None, community=community, step=step)


def test_the_table_names_rules_and_tabs_that_exist():
    assert set(CELL_ORDER) - NAMES == set()
    assert {rule for _, rule in REASONS} - NAMES == set()
    assert {why.tab for why in WHY_LATE} - set(our_schema().tabs) == set()
    assert {why.step for why in WHY_LATE} == {1, 2, 3, 4, 5, 6, 7}


def test_no_rule_is_named_twice_for_a_cell():
    assert len(set(CELL_ORDER)) == len(CELL_ORDER)


def test_of_two_causes_at_one_cell_the_first_is_told():
    missing, element = finding("cell-missing"), finding("plan-element-missing")
    garbled = finding("text-garbled")

    assert silence([garbled, element, missing]) == [missing]
    assert silence([garbled, element]) == [element]
    assert silence([garbled]) == [garbled]


def test_all_findings_of_the_speaking_rule_are_told():
    first, second = (finding("person-unknown", detail=name) for name in ("มานะ", "ปิติ"))

    assert silence([first, finding("text-garbled"), second]) == [first, second]


def test_other_places_are_not_silenced():
    told = [
        finding("date-unreadable", cell="A2"),
        finding("text-garbled", cell="A3"),
        finding("text-garbled", cell="B2"),
        finding("text-garbled", "members", cell="A2"),
        finding("members-missing", cell=None),
        finding("plan-missing", cell=None),
    ]

    assert silence(told) == told


def test_rules_outside_the_table_always_speak():
    told = [finding("date-unreadable"), finding("session-overdue")]

    assert silence(told) == told


def test_a_late_step_is_told_where_nothing_says_why():
    told = [overdue(step) for step in range(1, 8)]

    assert silence(told) == told


def test_every_reason_silences_its_own_step_of_its_own_community():
    for why, rule in REASONS:
        reason = finding(rule, why.tab, "A9", community="C-001")
        explained = {one.step for one in WHY_LATE if one.tab == why.tab and rule in one.rules}
        explained |= {one.step for one in WHY_LATE if one.tab == why.tab and not one.rules}
        steps = [overdue(step) for step in range(1, 8)]
        others = [overdue(step, "C-002") for step in range(1, 8)]

        left = [one for one in steps if one.step not in explained]
        assert silence([reason, *steps, *others]) == [reason, *left, *others], (why, rule)


def test_any_error_among_the_sessions_says_why_step_5_is_late():
    error = finding("number-unreadable", "sessions", community="C-001")
    warning = finding("number-unreadable", "sessions", community="C-001", severity=Severity.WARNING)

    assert silence([error, overdue(5)]) == [error]
    assert silence([warning, overdue(5)]) == [warning, overdue(5)]


def test_a_reason_in_another_tab_is_no_reason():
    told = [finding("person-unknown", "attendance", community="C-001"), overdue(2), overdue(6)]

    assert silence(told) == told


def test_a_silenced_finding_says_nothing():
    """The cell's first cause is not among the reasons, so the step is told."""
    duplicate = finding("key-duplicate", community="C-001")
    missing = finding("cell-missing", community="C-001")

    assert silence([duplicate, missing, overdue(1)]) == [duplicate, overdue(1)]


def test_a_row_without_a_community_explains_nothing():
    told = [finding("person-unknown", "members", community=None), overdue(2)]

    assert silence(told) == told


def test_the_order_is_kept():
    told = [overdue(4), finding("text-garbled", cell="B3"), finding("key-missing", cell="A1")]

    assert silence(told) == told


SAID = [
    ("communities", "cell-missing", [1]),
    ("communities", "area-unknown", [1]),
    ("communities", "members-missing", [2, 6, 7]),
    ("communities", "attestation-missing", [2, 3]),
    ("communities", "experts-missing", [3]),
    ("communities", "plan-missing", [4]),
    ("communities", "sessions-missing", [5]),
    ("members", "person-unknown", [2, 6, 7]),
    ("members", "cell-missing", [2, 6, 7]),
    ("members", "date-unreadable", [6, 7]),
    ("members", "evaluation-missing", [6]),
    ("members", "follow-up-missing", [7]),
    ("experts", "person-left", [3]),
    ("plans", "plan-element-missing", [4]),
    ("plans", "dates-reversed", [5]),
    ("sessions", "number-unreadable", [5]),
    ("evaluations", "person-ambiguous", [6]),
    ("followups", "person-ambiguous", [7]),
]
"""What is said about which steps, written down once more and not taken from the table."""


@pytest.mark.parametrize(("tab", "rule", "explained"), SAID)
def test_a_finding_says_why_these_steps_are_late(tab, rule, explained):
    said = finding(rule, tab, "A9", community="C-001")
    steps = [overdue(step) for step in range(1, 8)]

    left = silence([said, *steps])
    assert [one.step for one in left[1:]] == [n for n in range(1, 8) if n not in explained]
