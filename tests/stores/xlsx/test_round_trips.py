"""What we wrote, saved again by another program, and written by us once more."""

import shutil
import zipfile
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.defined_name import DefinedName

from sheets_sync.planning.workbook_tabs.tab_model import (
    Output,
    ServiceTab,
    StatusColumn,
    TabCell,
    TabRow,
)
from sheets_sync.registry.a1 import column_letters
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.xlsx import read_workbook

pytestmark = pytest.mark.long
SHEET = "กิจกรรม"
HEADING = "ผลการตรวจสอบ"
MAY_CHANGE = {
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "xl/styles.xml",
}


def output(texts):
    status = StatusColumn(
        SHEET, HEADING, 1, ((1,), (2, 3)), texts, "✓ เรียบร้อย", "ไม่มีรหัส", "รอการตรวจสอบ"
    )
    return Output((ServiceTab("todo", "งานที่ต้องทำ", (20,), (TabRow((TabCell("ก"),)),)),), (status,))


def shown(path, rows=21):
    tab = next(tab for tab in read_workbook(path).tabs if tab.sheet == SHEET)
    column = next(column for column in tab.columns if HEADING in column)
    return dict(enumerate(column[1:rows], start=2))


def parts(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_libreoffice_saves_and_we_find_ours_again(originals, libreoffice, tmp_path):
    names = ["openpyxl", "pandas", "xlsxwriter"]
    made = libreoffice.converted([originals[name] for name in names], "xlsx", tmp_path / "made")
    first = {row: f"หนึ่ง {row}" for row in range(2, 22)}
    second = {row: f"สอง {row}" for row in range(2, 22)}
    for path in made:
        before = parts(path)
        assert XlsxStore(path).write(output(first), add_columns=True).left == ()
        after = parts(path)
        foreign = {
            name
            for name in before
            if name not in MAY_CHANGE and not name.startswith("xl/worksheets/s")
        }
        assert {name: after[name] for name in foreign} == {name: before[name] for name in foreign}
        sheets = {name for name in before if name.startswith("xl/worksheets/s")}
        assert sum(after[name] != before[name] for name in sheets) == 1
    for path in libreoffice.converted(made, "xlsx", tmp_path / "saved"):
        assert shown(path) == first
        answer = XlsxStore(path).write(output(second))
        assert (answer.place, answer.left) == (str(path), ())
        assert shown(path) == second
        titles = [tab.sheet for tab in read_workbook(path).tabs]
        assert titles.count("งานที่ต้องทำ") == 1
        assert "งานที่ต้องทำ (2)" not in titles


def test_openpyxl_saves_and_we_find_ours_again(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    XlsxStore(path).write(output(dict.fromkeys(range(2, 22), "หนึ่ง")), add_columns=True)
    openpyxl.load_workbook(path).save(path)
    second = {row: f"สอง {row}" for row in range(2, 22)}
    assert XlsxStore(path).write(output(second)).left == ()
    assert shown(path) == second


def test_a_column_inserted_by_staff_moves_ours(originals, libreoffice, tmp_path):
    """As LibreOffice and Excel move a hidden name along with its column."""
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    XlsxStore(path).write(output(dict.fromkeys(range(2, 22), "หนึ่ง")), add_columns=True)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for row in range(1, 22):
        sheet.cell(row, 8).value = sheet.cell(row, 7).value
        sheet.cell(row, 7).value = "แทรก"
    [(name, mark)] = sheet.defined_names.items()
    mark.attr_text = mark.attr_text.replace("$G$", "$H$")
    assert name == "_cop_steward_status_0"
    book.save(path)
    second = {row: f"สอง {row}" for row in range(2, 22)}
    assert XlsxStore(path).write(output(second)).left == ()
    tab = next(tab for tab in read_workbook(path).tabs if tab.sheet == SHEET)
    assert set(tab.columns[6]) == {"แทรก"}
    assert shown(path) == second


def test_a_column_put_in_by_a_program_that_leaves_our_name_behind_is_never_ours(
    originals, tmp_path
):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    XlsxStore(path).write(output(dict.fromkeys(range(2, 22), "หนึ่ง")), add_columns=True)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    ours = next(cell.column for cell in sheet[1] if cell.value == HEADING)
    sheet.insert_cols(1)  # the name still leads to the column before ours
    theirs = [cell.value for cell in next(sheet.iter_cols(ours, ours))]
    book.save(path)

    before = next(tab for tab in read_workbook(path).tabs if tab.sheet == SHEET)
    second = {row: f"สอง {row}" for row in range(2, 22)}
    assert XlsxStore(path).write(output(second)).left == ()

    assert not before.looks_up  # so its heading is asked, which is theirs
    assert before.columns[ours - 1][0] != HEADING
    assert shown(path) == second
    after = openpyxl.load_workbook(path)[SHEET]
    assert [cell.value for cell in next(after.iter_cols(ours, ours))] == theirs
    [mark] = after.defined_names.values()
    assert mark.attr_text == f"'{SHEET}'!${column_letters(ours + 1)}$1"


def test_a_hundred_thousand_rows(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = 100_000
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, ("รหัส", "กลุ่ม", "ครั้งที่"))
        for row in range(1, rows + 1):
            sheet.write_string(row, 0, f"S-{row}")
    texts = {row: f"แถว {row}" if row % 7 == 0 else "✓ เรียบร้อย" for row in range(2, rows + 2)}
    for add_columns in (True, False):
        answer = XlsxStore(path).write(output(texts), add_columns=add_columns)
        assert (answer.place, answer.left) == (str(path), ())
        assert shown(path, rows + 1) == texts


@pytest.mark.parametrize("rows", [0, 1])
def test_a_tab_with_hardly_any_rows(tmp_path, rows):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active.append(("รหัส", "กลุ่ม", "ครั้งที่"))
    for _ in range(rows):
        book.active.append(("S-1",))
    book.save(path)
    answer = XlsxStore(path).write(output({2: "หนึ่ง"}), add_columns=True)
    assert answer.left == ()
    assert shown(path) == ({2: "หนึ่ง"} if rows else {})


def test_libreoffice_s_errors_and_blank_results_are_told_apart(libreoffice, tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for cell, formula in {"B2": '=""', "B3": "=1/0", "B4": "=1+1", "B5": '="ก"&"ข"'}.items():
        book.active[cell] = formula
    book.save(path)
    uncached = CellError(NOT_CALCULATED)
    assert read_workbook(path).tabs[0].columns[1] == ("", uncached, uncached, uncached, uncached)
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    assert read_workbook(calculated).tabs[0].columns[1] == (
        "",
        "",
        CellError("#DIV/0!"),
        2.0,
        "กข",
    )


def test_copied_tabs_each_show_their_own(originals, tmp_path):
    """As Excel copies a tab: with the names that are limited to it."""
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    first = output(dict.fromkeys(range(2, 22), "หนึ่ง"))
    XlsxStore(path).write(first, add_columns=True)
    book = openpyxl.load_workbook(path)
    for title in (SHEET, "งานที่ต้องทำ"):
        book.copy_worksheet(book[title]).title = f"{title} (2)"
    mark = book[SHEET].defined_names["_cop_steward_status_0"]
    copied = DefinedName(mark.name, attr_text=mark.attr_text.replace(SHEET, f"{SHEET} (2)"))
    book[f"{SHEET} (2)"].defined_names.add(copied)
    tab = "_cop_steward_tab_todo"
    book["งานที่ต้องทำ (2)"].defined_names.add(DefinedName(tab, attr_text="'งานที่ต้องทำ (2)'!$A$1"))
    book.save(path)
    [status] = output(dict.fromkeys(range(2, 22), "สอง")).status
    both = (status, replace(status, sheet=f"{SHEET} (2)", texts=dict.fromkeys(range(2, 22), "สาม")))
    todo = ServiceTab("todo", "งานที่ต้องทำ", (20,), (TabRow((TabCell("ใหม่"),)),))
    answer = XlsxStore(path).write(Output((todo,), both))
    assert answer.left == ()
    tabs = {tab.sheet: tab.columns for tab in read_workbook(path).tabs}
    assert set(tabs[SHEET][6][1:]) == {"สอง"}
    assert set(tabs[f"{SHEET} (2)"][6][1:]) == {"สาม"}
    assert (tabs["งานที่ต้องทำ"], tabs["งานที่ต้องทำ (2)"]) == ((("ใหม่",),), (("ก",),))
    formulas = openpyxl.load_workbook(path)
    looked_up = [formulas[title]["G2"].value for title in (SHEET, f"{SHEET} (2)")]
    assert ["$A:$A" in looked_up[0], "$C:$C" in looked_up[1]] == [True, True]
