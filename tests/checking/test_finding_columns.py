"""Findings as columns, and the objects that are made of them."""

import datetime as dt

import numpy as np
import pytest

from sheets_sync.checking.finding_columns import Findings
from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, Rule
from sheets_sync.checking.run_rules import validate
from tests.rules.casebook import Case
from tests.rules.workbooks import context_of_case

COLUMNS = (
    "rule", "severity", "tab", "sheet", "row", "column", "cell", "key", "community", "step",
    "value", "suggestion", "detail", "content", "work",
)  # fmt: skip
CHANGED = {
    "members": {
        2: {"community": "C-999"},
        3: {"community": None},
        4: {"community": "C-001", "person": "60001"},
        5: {"community": "C-001", "person": "60001"},
    }
}


def found_by(check, severity=Severity.ERROR, step=None) -> Findings:
    rule = Rule("choice-unknown", severity, step, False, check, "")
    case = Case("choice-unknown", "some members", None, change=CHANGED)
    return validate(context_of_case(case), [rule])


def everywhere(context, reporter: Reporter) -> None:
    members = context.table("members")
    column = np.where(np.arange(len(members)) % 2, "person", "community")
    reporter.rows(members, members["community"].blank_rows(), value=members["person"].shown)
    reporter.cells(members, np.arange(len(members)) < 4, column, detail=column, step=6)
    reporter.cell(members, 0, "joined_on", value="31/2/2570", suggestion="28/2/2570")
    reporter.tab("members", row=1, position=28, value="?")
    reporter.tab("", "registry.xlsx")


def test_every_column_has_what_the_objects_say():
    found = found_by(everywhere)

    for name in COLUMNS:
        said = [getattr(one, name) for one in found]
        column = getattr(found, name).tolist()
        assert [one or None if name == "row" else one for one in column] == said, name
    assert [(one.tab, one.row, one.cell, one.key, one.community) for one in found] == [
        ("", None, None, None, None),
        ("members", 1, "AB1", None, None),
        ("members", 2, "A2", "C-999 · 60003", None),
        ("members", 2, "D2", "C-999 · 60003", None),
        ("members", 3, None, None, None),
        ("members", 3, "B3", None, None),
        ("members", 4, "A4", "C-001 · 60001", "C-001"),
        ("members", 5, "B5", "C-001 · 60001", "C-001"),
    ]


def test_an_object_is_made_once_and_only_for_what_is_asked_for():
    asked = []
    found = found_by(
        lambda context, reporter: reporter.cells(
            context.table("members"), range(4), "person", said=asked.append
        )
    )

    assert (len(found), asked) == (4, [])
    assert found[-1] is next(iter(found.some(found.row == 5))) is found[3:][0]
    assert asked == [3]
    with pytest.raises(IndexError):
        found[4]


def test_a_fact_is_the_same_for_all_or_an_array_or_a_function_of_the_row():
    def check(context, reporter: Reporter) -> None:
        members = context.table("members")
        days = np.datetime64("2026-11-01") + np.arange(len(members))
        reporter.rows(members, [2], everywhere="ก", day=days, row=lambda row: row * 10)

    (one,) = found_by(check)

    assert one.facts == {"everywhere": "ก", "day": dt.date(2026, 11, 3), "row": 20}


def test_twins_are_told_apart_by_an_ordinal_in_the_order_of_their_rows():
    def check(context, reporter: Reporter) -> None:
        members = context.table("members")
        reporter.cells(members, [3, 2], "person")
        reporter.cells(members, [3, 2], "community", detail="ก")

    assert [(one.row, one.column, one.detail) for one in found_by(check)] == [
        (4, "community", "ก"),
        (4, "person", ""),
        (5, "community", "ก #2"),
        (5, "person", "#2"),
    ]


def test_counts_need_no_object():
    found = found_by(everywhere, Severity.WARNING)

    assert found.counts == {Severity.WARNING: 8}


def test_a_rule_that_finds_nothing_leaves_nothing():
    def check(context, reporter: Reporter) -> None:
        members = context.table("members")
        reporter.cells(members, np.zeros(len(members), dtype=bool), "person")

    assert (len(found_by(check)), list(found_by(check)), found_by(check).counts) == (0, [], {})
