"""What `init` does to a workbook that has most of it already."""

import datetime as dt
import shutil
import zipfile

import openpyxl

from sheets_sync.planning.workbook_tabs.tab_model import (
    NewHeading,
    NewHeadings,
    NewTab,
    NotWritten,
    Output,
    ServiceTab,
    StatusColumn,
    TabCell,
    TabRow,
)
from sheets_sync.stores.xlsx.replace_workbook import DailyCopies
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.xlsx import read_workbook

SHEET = "กิจกรรม"
MEMBERS = NewTab(
    "สมาชิก",
    (
        NewHeading("รหัสกลุ่ม", "รหัสหรือชื่อของกลุ่ม\nตัวอย่าง: C-001", required=True),
        NewHeading("ยกเว้น", words=("ใช่", "ไม่ใช่")),
    ),
)
HOLIDAYS = NewTab("วันหยุด", (NewHeading("วันที่"),), hidden=True)
MORE = NewHeadings(SHEET, 1, (NewHeading("สถานที่"), NewHeading("หลักฐาน", required=True)))


def parts(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_missing_tabs_are_added_behind_and_nothing_else_changes(workbook):
    before = parts(workbook)
    answer = XlsxStore(workbook).write(Output((), new_tabs=(MEMBERS, HOLIDAYS)))
    assert (answer.place, answer.left) == (str(workbook), ())
    after = parts(workbook)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/styles.xml",
    }
    tabs = read_workbook(workbook).tabs[-2:]
    assert [(tab.sheet, tab.hidden, tab.columns) for tab in tabs] == [
        ("สมาชิก", False, (("รหัสกลุ่ม",), ("ยกเว้น",))),
        ("วันหยุด", True, (("วันที่",),)),
    ]


def test_tabs_of_both_kinds_at_once_keep_the_copy_of_before(workbook):
    before = workbook.read_bytes()
    todo = ServiceTab("todo", "งานที่ต้องทำ", (10,), (TabRow((TabCell("ก"),)),))
    day = dt.date(2026, 11, 22)
    store = XlsxStore(workbook, copies=DailyCopies(today=lambda: day))
    store.write(Output((todo,), new_tabs=(MEMBERS,)))
    kept = workbook.with_name(f"{workbook.stem}.{day}{workbook.suffix}")
    assert kept.read_bytes() == before


def test_a_tab_that_is_there_is_not_added_again(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    for _ in range(2):
        XlsxStore(path).write(Output((), new_tabs=(MEMBERS,)))
    assert [tab.sheet for tab in read_workbook(path).tabs] == [SHEET, "สมาชิก"]


def test_drop_downs_and_notes_of_an_added_tab(originals, libreoffice, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    XlsxStore(path).write(Output((), new_tabs=(MEMBERS,)))
    rules = openpyxl.load_workbook(path)["สมาชิก"].data_validations.dataValidation
    assert [(str(rule.sqref), rule.prompt, rule.formula1) for rule in rules] == [
        ("A1", "รหัสหรือชื่อของกลุ่ม\nตัวอย่าง: C-001", None),
        ("B2:B1001", None, '"ใช่,ไม่ใช่"'),
    ]
    [again] = libreoffice.converted([path], "xlsx", tmp_path / "opened")
    assert [tab.sheet for tab in read_workbook(again).tabs] == [SHEET, "สมาชิก"]


def test_missing_headings_come_behind_those_that_are_there(workbook):
    before = {tab.sheet: tab.columns for tab in read_workbook(workbook).tabs}
    answer = XlsxStore(workbook).write(Output((), new_headings=(MORE,)))
    assert answer.left == ()
    after = {tab.sheet: tab.columns for tab in read_workbook(workbook).tabs}
    old, new = before.pop(SHEET), after.pop(SHEET)
    assert after == before
    assert new[: len(old)] == old
    found = [(at, column[0]) for at, column in enumerate(new) if column[0] in ("สถานที่", "หลักฐาน")]
    assert [text for _, text in found] == ["สถานที่", "หลักฐาน"]
    assert all(set(new[at][1:]) <= {""} for at, _ in found)


def test_headings_tabs_and_status_columns_at_once(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    status = StatusColumn(SHEET, "ผล", 1, ((1,),), {2: "หนึ่ง"}, "✓", "ไม่มีรหัส", "รอการตรวจสอบ")
    todo = ServiceTab("todo", "งาน", (10,), (TabRow((TabCell("ก"),)),))
    store = XlsxStore(path)
    output = Output((todo,), (status,), store.read().version, (MEMBERS,), (MORE,))
    assert store.write(output, add_columns=True).left == ()
    tabs = read_workbook(path).tabs
    assert [tab.sheet for tab in tabs] == ["งาน", SHEET, "สมาชิก"]
    assert [column[0] for column in tabs[1].columns][6:] == ["สถานที่", "หลักฐาน", "ผล"]
    assert tabs[1].columns[8][1] == "หนึ่ง"


def test_a_header_row_that_is_not_there_is_said(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    before = parts(path)["xl/worksheets/sheet1.xml"]
    answer = XlsxStore(path).write(
        Output((), new_headings=(NewHeadings(SHEET, 90, MORE.headings),))
    )
    assert answer.left == (NotWritten(SHEET, "cells-unaddressed"),)
    assert parts(path)["xl/worksheets/sheet1.xml"] == before
