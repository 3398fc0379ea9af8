"""A look that remembers finds exactly what a look that knows nothing finds, whatever was edited."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.check_workbook import checked, typed
from sheets_sync.planning.workbook_tabs.check_output import compile_flags
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.workbook import CellError, RawTab
from tests.fixtures.google_agency import WRONG
from tests.fixtures.properties import examples
from tests.rules.casebook import Case, base
from tests.rules.workbooks import our_schema, raw_workbook, settings_of

TODAY = base()["today"]
THAI = Sentences("th")
SETTINGS = settings_of(None)
"""Configured once, as for a service that goes on running."""
CELLS = (
    None, "", "-", "C-001", "C-002", "c-001", "C-999", "60001", "60002", "๖๐๐๐๑", "60999", 60003.0,
    "สุดา", "นาย สมชาย ใจดี", "นางไม่มี ในทะเบียน", "a@agency.go.th", "bad address", "31/11/2569",
    "5 พ.ย. 2569", dt.datetime(2026, 11, 5), 46331.0, "จัดแล้ว", "เลื่อน", "ดำเนินการ", "ร่าง", True,
    False, 1.0, "1", "TRUE", CellError("#REF!"), "ใช่", "2", "12 คน", "x" * 600, "https://a.go.th",
)  # fmt: skip
BEFORE = {"members": 40, "sessions": 3}


def found(workbook, today, memory):
    tables = typed(workbook, our_schema(), today, SETTINGS, memory)
    context, findings = checked(tables, BEFORE, memory)
    checkup = Checkup("main", context, findings, workbook, memory=memory)
    output = compile_flags(checkup, THAI, dt.datetime.combine(today, dt.time(9)))
    said = [(finding, dict(finding.facts)) for finding in findings]
    return repr(said), context.progress.steps, output


@st.composite
def edits(draw):
    kind = draw(
        st.sampled_from(("cell", "cell", "cell", "swap", "insert", "delete", "heading", "day"))
    )
    return (
        kind,
        draw(st.integers(0, 11)),
        draw(st.integers(0, 30)),
        draw(st.integers(0, 30)),
        (draw(st.sampled_from(CELLS))),
    )


def edited(workbook, today, edit):
    kind, tab, column, row, cell = edit
    if kind == "day":
        return workbook, today + dt.timedelta(days=1)
    tabs = list(workbook.tabs)
    tabs[tab % len(tabs)] = _edited_tab(tabs[tab % len(tabs)], kind, column, row, cell)
    return replace(workbook, tabs=tuple(tabs)), today


def _edited_tab(tab: RawTab, kind, column, row, cell):
    columns = [list(cells) for cells in tab.columns]
    at, below = column % len(columns), tab.height - 1
    if kind == "heading":
        columns[at][0] = cell
    elif kind == "insert":
        for cells in columns:
            cells.insert(1 + row % (below + 1), cells[-1])
    elif below > 1 and kind == "delete":
        for cells in columns:
            del cells[1 + row % below]
    elif below > 1 and kind == "swap":
        for cells in columns:
            one, other = 1 + row % below, 1 + column % below
            cells[one], cells[other] = cells[other], cells[one]
    elif below:
        columns[at][1 + row % below] = cell
    return replace(tab, columns=tuple(columns))


@settings(max_examples=examples(10), deadline=None)
@given(st.lists(edits(), min_size=1, max_size=8))
def test_after_every_edit_the_same_findings_steps_and_tabs(history):
    workbook, today = raw_workbook(Case("-", "-", Path("-"), change=WRONG)), TODAY
    memory = Recollection()
    found(memory.recognised(workbook), today, memory)
    for edit in history:
        workbook, today = edited(workbook, today, edit)

        again = found(memory.recognised(workbook), today, memory)

        assert again == found(workbook, today, NOTHING)


def _without_rows(tab: RawTab) -> RawTab:
    return replace(tab, columns=tuple(cells[:1] for cells in tab.columns))


def test_of_rows_that_all_are_gone_nothing_is_remembered():
    """Tab by tab, and each put back again: every figure is another one."""
    whole = raw_workbook(Case("-", "-", Path("-"), change=WRONG))
    memory = Recollection()
    found(memory.recognised(whole), TODAY, memory)
    for at, tab in enumerate(whole.tabs):
        tabs = (*whole.tabs[:at], _without_rows(tab), *whole.tabs[at + 1 :])
        for workbook in (replace(whole, tabs=tabs), whole):
            again = found(memory.recognised(workbook), TODAY, memory)

            assert again == found(workbook, TODAY, NOTHING), tab.sheet
