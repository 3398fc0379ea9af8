"""What goes wrong in a workbook that many people keep: one function for each kind."""

import datetime as dt
from collections.abc import Callable, Iterator
from copy import copy
from random import Random
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.fuzz.strings import STRINGS

Defect: TypeAlias = Callable[[Workbook, Random], None]
CELLS: dict[str, Defect] = {}
"""Slips in single cells; rows and headings stay where they are."""
STRUCTURE: dict[str, Defect] = {}
"""Rows, columns, headings, tabs and the file itself."""

_STRANGE_VALUES = (
    0, -1, 1, 0.1, 1e300, -1e300, 2**53, 46348, 46348.75, 60, 2958466, True, False,
    dt.datetime(2026, 11, 22, 23, 59, 59), dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31),
    dt.time(23, 59, 59), dt.date(1957, 1, 1), dt.timedelta(days=400, hours=5), "#REF!", "#DIV/0!",
)  # fmt: skip
_FORMULAS = (
    "=1/0", "=NA()", "=A1", "=TODAY()", "=SUM(", "=VLOOKUP(1,A:B,2,0)", '=""', "=A2&B2",
    "=INDIRECT(\"'\"&A1&\"'!A1\")", "=#REF!A1", '="31/11/"&2569', "=1=1",
)  # fmt: skip
_FORMATS = (
    "@",
    "0.00",
    "d/m/yyyy",
    "[$-D07041E]d mmm yyyy",
    ";;;",
    "0%",
    '"x"0',
    "h:mm",
    "General",
)
_TITLES = ("Sheet1", "สมาชิก (2)", "ข้อมูล'เก่า", "A1", "RC", "รายงาน 2569", "x" * 31, "-", "กลุ่ม&<1>")


def cells(function: Defect) -> Defect:
    CELLS[function.__name__] = function
    return function


def structure(function: Defect) -> Defect:
    STRUCTURE[function.__name__] = function
    return function


def staff_tabs(book: Workbook) -> list[Worksheet]:
    """The tabs with headings that somebody fills in."""
    return [sheet for sheet in book.worksheets if sheet.max_row > 1 and sheet.max_column > 1]


def _tab(book: Workbook, random: Random) -> Worksheet:
    return random.choice(staff_tabs(book) or book.worksheets)


def _some(sheet: Worksheet, random: Random, most: int = 12) -> Iterator[Cell]:
    for _ in range(random.randint(1, most)):
        row = random.randint(2, max(sheet.max_row, 2))
        cell = sheet.cell(row, random.randint(1, max(sheet.max_column, 1)))
        if isinstance(cell, Cell):  # and not the hidden part of a merged one
            yield cell


def put_text(cell: Cell, text: str) -> None:
    """As text, even where it looks like a formula."""
    cell.value = text
    cell.data_type = "s"


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """Where the cell is no hidden part of a merged one; formulas stay formulas."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        if isinstance(value, str) and value in STRINGS:
            put_text(cell, value)
        else:
            cell.value = value


@cells
def strange_texts(book, random):
    for cell in _some(_tab(book, random), random):
        put_text(cell, random.choice(STRINGS))


@cells
def strange_values(book, random):
    for cell in _some(_tab(book, random), random):
        cell.value = random.choice(_STRANGE_VALUES)


@cells
def formulas_never_calculated(book, random):
    for cell in _some(_tab(book, random), random):
        cell.value = random.choice(_FORMULAS)


@cells
def cells_emptied(book, random):
    for cell in _some(_tab(book, random), random):
        if cell.column > 1:
            cell.value = None


@cells
def cells_copied_to_other_columns(book, random):
    sheet = _tab(book, random)
    for cell in _some(sheet, random):
        _put(sheet, cell.row, random.randint(1, sheet.max_column), cell.value)


@cells
def cells_copied_down(book, random):
    for cell in _some(_tab(book, random), random, 3):
        for below in range(cell.row + 1, min(cell.row + 20, cell.parent.max_row) + 1):
            _put(cell.parent, below, cell.column, cell.value)


@cells
def a_column_in_another_type(book, random):
    sheet = _tab(book, random)
    column, turn = random.randint(1, sheet.max_column), random.choice((str, _number, _day))
    for row in range(2, sheet.max_row + 1):
        value = sheet.cell(row, column).value
        if value is not None:
            _put(sheet, row, column, turn(value))


def _number(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return len(str(value))


def _day(value: Any) -> dt.date:
    return dt.date(2026, 1, 1) + dt.timedelta(days=len(str(value)))


@cells
def number_formats_changed(book, random):
    for cell in _some(_tab(book, random), random, 40):
        cell.number_format = random.choice(_FORMATS)


@cells
def comments_colours_and_links(book, random):
    for cell in _some(_tab(book, random), random):
        cell.comment = Comment("หมายเหตุ", "ผู้ใช้")
        cell.fill = PatternFill("solid", fgColor="FFFF00")
        cell.hyperlink = "http://intranet.example/"


@cells
def spaces_around(book, random):
    for cell in _some(_tab(book, random), random, 40):
        if isinstance(cell.value, str) and not cell.value.startswith("="):
            cell.value = f"\u00a0 {cell.value}\u200b "


@cells
def thai_digits(book, random):
    digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    for cell in _some(_tab(book, random), random, 40):
        if cell.value is not None and cell.data_type != "f":
            cell.value = str(cell.value).translate(digits)


@structure
def rows_deleted(book, random):
    sheet = _tab(book, random)
    sheet.delete_rows(random.randint(2, max(sheet.max_row, 2)), random.randint(1, 30))


@structure
def rows_repeated(book, random):
    sheet = _tab(book, random)
    first = random.randint(2, max(sheet.max_row, 2))
    for row in list(sheet.iter_rows(min_row=first, max_row=first + 5, values_only=True)):
        sheet.append(row)


@structure
def rows_shuffled(book, random):
    sheet = _tab(book, random)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    random.shuffle(rows)
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            _put(sheet, row, column, value)


@structure
def blank_rows_between(book, random):
    sheet = _tab(book, random)
    sheet.insert_rows(random.randint(2, max(sheet.max_row, 2)), random.randint(1, 9))


@structure
def a_total_below(book, random):
    sheet = _tab(book, random)
    sheet.append([])
    sheet.append(["รวม", None, f"=SUM(C2:C{sheet.max_row})", 42])


@structure
def titles_above(book, random):
    sheet = _tab(book, random)
    sheet.insert_rows(1, random.randint(1, 12))
    _put(sheet, 1, 1, "ทะเบียนของกรมตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570")


@structure
def a_heading_renamed(book, random):
    sheet = _tab(book, random)
    _put(sheet, 1, random.randint(1, sheet.max_column), random.choice(STRINGS))


@structure
def a_heading_twice(book, random):
    sheet = _tab(book, random)
    one, other = (random.randint(1, sheet.max_column) for _ in range(2))
    _put(sheet, 1, one, sheet.cell(1, other).value)


@structure
def a_heading_decorated(book, random):
    sheet = _tab(book, random)
    column = random.randint(1, sheet.max_column)
    _put(sheet, 1, column, f" {sheet.cell(1, column).value}\n* (จำเป็น) :")


@structure
def headings_gone(book, random):
    _tab(book, random).delete_rows(1)


@structure
def headings_numbers(book, random):
    sheet = _tab(book, random)
    for column in range(1, sheet.max_column + 1):
        _put(sheet, 1, column, column)


@structure
def a_column_deleted(book, random):
    sheet = _tab(book, random)
    sheet.delete_cols(random.randint(1, sheet.max_column))


@structure
def columns_inserted(book, random):
    sheet = _tab(book, random)
    sheet.insert_cols(random.randint(1, sheet.max_column), random.randint(1, 3))


@structure
def a_column_moved(book, random):
    sheet = _tab(book, random)
    one, other = (random.randint(1, sheet.max_column) for _ in range(2))
    for row in range(1, sheet.max_row + 1):
        first, second = sheet.cell(row, one).value, sheet.cell(row, other).value
        _put(sheet, row, one, second)
        _put(sheet, row, other, first)


@structure
def columns_and_rows_hidden(book, random):
    sheet = _tab(book, random)
    sheet.column_dimensions["B"].hidden = True
    for row in range(2, 20, 3):
        sheet.row_dimensions[row].hidden = True


@structure
def cells_merged(book, random):
    sheet = _tab(book, random)
    row, column = random.randint(1, max(sheet.max_row, 2)), random.randint(1, sheet.max_column)
    end_row, end_column = row + random.randint(0, 4), column + random.randint(0, 4)
    if not any(
        each.min_row <= end_row
        and row <= each.max_row
        and each.min_col <= end_column
        and column <= each.max_col
        for each in sheet.merged_cells.ranges
    ):
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=end_row, end_column=end_column
        )


@structure
def a_tab_deleted(book, random):
    if len(book.worksheets) > 2:
        book.remove(random.choice(book.worksheets))
        book.worksheets[0].sheet_state = "visible"


@structure
def a_tab_renamed(book, random):
    sheet, title = random.choice(book.worksheets), random.choice(_TITLES)
    if title not in book.sheetnames:
        sheet.title = title


@structure
def a_tab_twice(book, random):
    copied = book.copy_worksheet(_tab(book, random))
    copied.title = f"{copied.title[:20]} สำเนา{len(book.sheetnames)}"


@structure
def a_tab_emptied(book, random):
    sheet = _tab(book, random)
    sheet.delete_rows(random.choice((1, 2)), sheet.max_row)


@structure
def a_tab_hidden(book, random):
    hidden = random.choice(book.worksheets[1:] or book.worksheets)
    hidden.sheet_state = random.choice(("hidden", "veryHidden"))
    if all(sheet.sheet_state != "visible" for sheet in book.worksheets):
        hidden.sheet_state = "visible"


@structure
def tabs_in_another_order(book, random):
    random.shuffle(book._sheets)
    book.active = 0


@structure
def a_tab_of_somebodys_own(book, random):
    sheet = book.create_sheet(f"บันทึก {len(book.sheetnames)}", random.randint(0, 3))
    for row in range(1, 30):
        sheet.append([random.choice(STRINGS[:40]), row, None, "รหัสกลุ่ม" if row == 3 else ""])
        for cell in sheet[row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type


@structure
def a_chart_and_a_chart_sheet(book, random):
    sheet = _tab(book, random)
    for place in (sheet, book.create_chartsheet(f"แผนภูมิ {len(book.sheetnames)}")):
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=9))
        place.add_chart(chart)


@structure
def a_filter_and_frozen_panes(book, random):
    sheet = _tab(book, random)
    sheet.auto_filter.ref = sheet.dimensions
    sheet.freeze_panes = random.choice(("A2", "C3", "B1"))


@structure
def a_list_object(book, random):
    sheet = _tab(book, random)
    heads = [cell.value for cell in sheet[1]]
    good = all(isinstance(head, str) and head for head in heads) and len(set(heads)) == len(heads)
    if good and not sheet.tables and not sheet.merged_cells.ranges and not sheet.auto_filter.ref:
        sheet.add_table(Table(displayName=f"T{random.randint(1, 10**6)}", ref=sheet.dimensions))


@structure
def drop_downs_removed(book, random):
    _tab(book, random).data_validations.dataValidation.clear()


@structure
def a_protected_tab(book, random):
    sheet = _tab(book, random)
    sheet.protection.sheet = True
    sheet.protection.password = "ลับ"  # noqa: S105  (of this file alone)


@structure
def names_defined(book, random):
    book.defined_names["ช่วง"] = DefinedName("ช่วง", attr_text="#REF!")
    book.defined_names["_cop_steward_x"] = DefinedName("_cop_steward_x", attr_text="'x'!$A$1")


@structure
def years_from_1904(book, random):
    book.epoch = dt.datetime(1904, 1, 1)


@structure
def far_away_cells(book, random):
    sheet = _tab(book, random)
    _put(sheet, 2_000, 3, "ไกล")
    _put(sheet, 2, 120, "ขวา")


@structure
def all_formats_lost(book, random):
    for row in _tab(book, random).iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                cell.style = "Normal"


@structure
def rows_pasted_from_another_tab(book, random):
    from_tab, to_tab = _tab(book, random), _tab(book, random)
    for row in list(from_tab.iter_rows(min_row=1, max_row=8)):
        to_tab.append([copy(cell.value) for cell in row])


@structure
def one_status_typed_over(book, random):
    sheet = _tab(book, random)
    last = sheet.max_column
    for row in random.sample(range(1, sheet.max_row + 2), min(4, sheet.max_row)):
        _put(sheet, row, last, random.choice(("เสร็จแล้ว", 1, None, "=1+1")))


DEFECTS = CELLS | STRUCTURE
