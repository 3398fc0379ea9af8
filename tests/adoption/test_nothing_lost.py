"""Whatever stands in an imported workbook is copied, or told with its reason: every single cell."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets_sync.adoption.copying import copied
from sheets_sync.adoption.proposal import propose
from sheets_sync.adoption.remainder import LeftText
from sheets_sync.adoption.sheets import is_blank
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import CellError
from sheets_sync.settings.config_file import defaults
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.adoption import messy_workbooks as messy
from tests.adoption import training_officer as officer
from tests.adoption.test_messy_workbooks import TODAY, declaration
from tests.fixtures.properties import examples

LIMITS = defaults(Path.cwd()).rules
HEADINGS = {
    messy.one_list: {"รายชื่อ (ปรับปรุง)": {4}},
    messy.three_lists: {"บัญชีบุคลากร": {3}, "CoP ปี 70": {1, 2}, "สมาชิก CoP": {1}},
    messy.ticks: {"การเข้าร่วม": {3}},
    messy.forms: {"กลุ่ม 1": {11}, "กลุ่ม 2": {11}},
    messy.own_words: {"รายชื่อเจ้าหน้าที่": {1}, "ทะเบียนกลุ่ม": {1}, "สมาชิก": {1}, "กิจกรรม": {1}},
    messy.sections: {"รายชื่อสมาชิก CoP": {3}},
    messy.groups_and_members: {"CoP 2570": {2}},
    messy.sheets_of_ticks: {"บุคลากร": {1}, "พัสดุใสสะอาด": {1}, "เอกสารดี": {1}},
    messy.in_english: {"People": {1}, "CoPs FY2027": {1}},
    messy.diary: {"บันทึกกิจกรรม": {2}, "ผลการประเมิน": {1}},
    messy.roles: {"Sheet1": {4}},
    messy.numbered_experts: {"ทะเบียนกลุ่ม": {1}, "เช็คชื่อ": {6}},
    messy.groups_side_by_side: {
        "กลุ่ม CoP": {1, 2},
        "CoP IT": {1, 2, 3, 4},
        "ผลการจัดกิจกรรม": {1},
    },
    messy.numbered_forms: {"พัสดุใสสะอาด": {7, 12}, "เอกสารดี": {7, 11}},
    messy.results: {"แผน-ผล CoP 70": {4, 5}},
    officer.register: {"ทะเบียนสมาชิก CoP": {4, 5}},
    officer.answers: {"การตอบแบบฟอร์ม 1": {1}, "รายชื่อกลุ่ม": {1}},
    officer.months: {"แผน ปี 70": {2, 3, 4, 6}, "ผลการจัดกิจกรรม": {1}},
    officer.quarters: {"สรุปผล": {1}},
    officer.one_row_each: {"CoP70": {1}},
    officer.scores: {"พัสดุ": {2, 3}, "เอกสาร": {2, 3}},
    officer.lists_beside: {"สมาชิก 2 กลุ่ม": {2}},
    officer.columns_of_members: {"ทะเบียน": {1}, "สมาชิก CoP": {1}},
    officer.signed: {"ใบลงชื่อ": {2}},
}
"""By workbook and sheet, the rows of headings: by them columns were taken, and they become none.

So it is with ticks below months, which become the months.
"""


@cache
def messy_workbook(draw):
    with TemporaryDirectory() as folder:
        return XlsxStore(messy.drawn(draw, Path(folder))).read()


class Import:
    """A workbook, imported, and what of its cells is told of."""

    def __init__(self, workbook):
        self.workbook = workbook
        self.proposal = propose(workbook, declaration(), TODAY, LIMITS, lenient=True)
        self.taken = copied(workbook, self.proposal, declaration(), TODAY, LIMITS)
        records = (one for rows in self.taken.records.values() for one in rows)
        self.texts = {one.text for one in self.taken.differing} | {
            shown(cell).strip() for record in records for cell in record.values()
        }

    def lost(self):
        """Title, row, column and text of the cells that are neither copied nor told of."""
        unused = {one.sheet for one in self.proposal.unused}
        return [
            (tab.sheet, row, at, shown(cell))
            for tab in self.workbook.tabs
            if tab.sheet not in unused
            for at, column in enumerate(tab.columns, 1)
            for row, cell in enumerate(column, 1)
            if not is_blank(cell)
            and not self._is_told(tab, row, at, cell)
            and not self._is_copied(shown(cell).strip())
        ]

    def _is_copied(self, text):
        """As it stands, as a part, or without what stands before a name: กลุ่มที่ 1 พัสดุใสสะอาด.

        A cross beside ticks is copied as one that the check can read.
        """
        text = "✗" if text == "x" else text
        return any(text in one or (len(one) > 3 and one in text) for one in self.texts)

    def _is_told(self, tab, row, at, cell):
        rest = self.taken.remainders[tab.sheet]
        layouts = [one for one in self.proposal.layouts if one.sheet == tab.sheet]
        matches = [one for one in self.proposal.sheets if one.sheet == tab.sheet and not layouts]
        rows = [
            *self.taken.rows_left.get(tab.sheet, ()),
            *(left for one in layouts for left in one.rows_left),
        ]
        columns = {left.position for one in matches for left in one.left}
        columns -= {place for title, place in self.taken.used if title == tab.sheet}
        columns |= {one.position for one in rest.columns if one.heading}
        texts = [text for one in rest.texts if one.row == row for text in one.texts]
        return (
            row in {number for number, _ in rows}
            or at in columns
            or any(at == one.position and row in one.rows for one in rest.columns)
            or " ".join(shown(cell).split()) in texts
            or (isinstance(cell, CellError) and rest.unreadable > 0)
        )


@pytest.mark.parametrize("draw", HEADINGS, ids=lambda draw: draw.__name__)
def test_only_headings_are_neither_copied_nor_told(draw):
    rows = {}
    for title, row, _, _ in Import(messy_workbook(draw)).lost():
        rows.setdefault(title, set()).add(row)
    assert rows == HEADINGS[draw]


ANYTHING = ["ลืมไม่ได้", "ผู้ประสานงาน: ลืมไม่ได้", "โทร. 4711", 4711, CellError("#N/A")]


def merged(tab):
    """Where nobody can type, or what stands there is the heading of several columns."""
    return {
        (row, at)
        for area in tab.merged
        for row in range(area.first_row, area.last_row + 1)
        for at in range(area.first_column, area.last_column + 1)
        if (row, at) != (area.first_row, area.first_column) or area.last_column > at
    }


@st.composite
def with_one_cell_more(draw):
    # Whatever stands in the place of a signature says that somebody came, and no more.
    drawn = [one for one in HEADINGS if one is not officer.signed]
    workbook = messy_workbook(draw(st.sampled_from(drawn)))
    place = draw(st.integers(0, len(workbook.tabs) - 1))
    tab = workbook.tabs[place]
    width, height = len(tab.columns) + 2, tab.height + 3
    columns = [[*column, *[None] * (height - len(column))] for column in tab.columns]
    columns += [[None] * height for _ in range(width - len(columns))]
    places = st.tuples(st.integers(1, height), st.integers(1, width))
    row, at = draw(places.filter(lambda place: place not in merged(tab)))
    columns[at - 1][row - 1] = draw(st.sampled_from(ANYTHING))
    tabs = list(workbook.tabs)
    tabs[place] = replace(tab, columns=tuple(columns))
    return replace(workbook, tabs=tuple(tabs)), (tab.sheet, row, at)


@pytest.mark.parametrize("column", [3, 6, 7, 8])
def test_what_is_said_of_nobody_is_told(column):
    workbook = messy_workbook(officer.register)
    sheet = next(tab for tab in workbook.tabs if tab.sheet == "ทะเบียนสมาชิก CoP")
    columns = [list(column) for column in sheet.columns]
    columns[column - 1][7] = "ลืมไม่ได้"
    changed = replace(sheet, columns=tuple(columns))
    tabs = tuple(changed if tab is sheet else tab for tab in workbook.tabs)
    assert not [place for place in Import(replace(workbook, tabs=tabs)).lost() if place[1] == 8]


def test_an_error_in_the_place_of_a_day_is_told():
    workbook = messy_workbook(messy.numbered_forms)
    sheet = workbook.tabs[0]
    columns = [list(column) for column in sheet.columns]
    columns[1][12] = CellError("#N/A")
    tabs = (replace(sheet, columns=tuple(columns)), *workbook.tabs[1:])
    told = Import(replace(workbook, tabs=tabs)).taken.remainders
    assert {title: rest.unreadable for title, rest in told.items() if rest.unreadable} == {
        "พัสดุใสสะอาด": 1
    }


def test_what_stands_beside_the_days_above_a_list_is_told():
    workbook = messy_workbook(messy.groups_side_by_side)
    tabs = [
        replace(tab, columns=(*tab.columns, ["ลืมไม่ได้", *[None] * (tab.height - 1)]))
        if tab.sheet == "CoP IT"
        else tab
        for tab in workbook.tabs
    ]
    told = Import(replace(workbook, tabs=tuple(tabs))).taken.remainders
    assert told["CoP IT"].texts == (LeftText(1, ("ลืมไม่ได้",)),)


@settings(max_examples=examples(8), deadline=None)
@given(with_one_cell_more())
def test_a_cell_more_wherever_it_stands_is_copied_or_told(one):
    workbook, place = one
    done = Import(workbook)
    taken_by = {
        (match.sheet, match.row, one.position)
        for match in done.proposal.sheets
        for one in match.columns
    }
    assert place not in {found[:3] for found in done.lost()} - taken_by
