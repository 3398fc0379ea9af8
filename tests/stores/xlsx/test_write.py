import datetime as dt
import errno
import re
import shutil
import tempfile
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from sheets_sync.errors import StoreError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.planning.workbook_tabs.tab_model import (
    Link,
    Look,
    NotWritten,
    Output,
    PrintSetup,
    ServiceTab,
    StatusColumn,
    TabCell,
    TabRow,
    Ticks,
    Written,
)
from sheets_sync.stores.xlsx.replace_workbook import DailyCopies
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.powerless import powerless
from tests.fixtures.xlsx import read_workbook

pytestmark = pytest.mark.long
SHEET = "กิจกรรม"
FINE = "✓ ครบถ้วน"
HEADING = "สถานะ (ระบบ)"
MAY_CHANGE = {
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "xl/styles.xml",
}


def todo(*rows, **more):
    return ServiceTab("todo", "งานที่ต้องทำ", (12, 30, 60), rows, **more)


TODO = todo(
    TabRow((TabCell("งานที่ต้องทำ", Look.TITLE, span=3),)),
    TabRow(
        (TabCell("ระดับ", Look.HEADING), TabCell("ที่", Look.HEADING), TabCell("เรื่อง", Look.HEADING))
    ),
    TabRow((TabCell("ต้องแก้ไข", Look.ERROR), TabCell(Link("A3", SHEET, 3, 1)), TabCell("=1+1"))),
    frozen_rows=2,
    filter_row=2,
    print_setup=PrintSetup(repeat_rows=2),
)
LOG = ServiceTab(
    "log", "ประวัติการแจ้งเตือน", (20,), (TabRow((TabCell(dt.date(2026, 11, 22)),)),), hidden=True
)


def status(texts, **more):
    given = {
        "sheet": SHEET,
        "heading": HEADING,
        "header_row": 1,
        "keys": ((1,), (2, 3)),
        "texts": texts,
        "fine": FINE,
        "without_key": "ไม่มีรหัส",
        "unchecked": "ยังไม่ได้ตรวจ",
    }
    return StatusColumn(**{**given, **more})


def texts_for(rows):
    return {row: FINE if row % 3 else f"ต้องแก้ไข: แถว {row} <&>" for row in rows}


def written(path, output=None, **more):
    """The workbook with to-do, log and status column; what the store answered."""
    store = XlsxStore(path)
    read = store.read()
    output = output or Output((TODO, LOG), (status(texts_for(range(2, 22))),))
    output = Output(output.tabs, output.status, output.version or read.version)
    return store.write(output, **{"add_columns": True, **more})


def loaded(path, **more):
    """A workbook as openpyxl sees it; what it cannot keep does not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, **more)


def parts_of(path):
    """Every part: how it is compressed, and its compressed bytes."""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        found = {}
        for part in parts.infolist():
            name_length = int.from_bytes(data[part.header_offset + 26 :][:2], "little")
            extra = int.from_bytes(data[part.header_offset + 28 :][:2], "little")
            start = part.header_offset + 30 + name_length + extra
            packed = data[start : start + part.compress_size]
            found[part.filename] = (part.compress_type, part.CRC, packed)
        assert parts.testzip() is None
        return found


def part(path, name):
    with zipfile.ZipFile(path) as parts:
        return parts.read(name)


def staff_sheet(path):
    """Name of the part of the tab with the status column."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/sheet") and b"S-0001" in _texts(parts, name):
                return name
    raise AssertionError("no such tab")


def _texts(parts, name):
    shared = "xl/sharedStrings.xml"
    first = re.search(rb'r="A2"[^>]*t="s"[^>]*>.*?v>([0-9]+)<', parts.read(name))
    if first is None:
        return parts.read(name)
    strings = re.findall(rb"<(?:x:)?si>(.*?)</(?:x:)?si>", parts.read(shared), re.DOTALL)
    return strings[int(first[1])]


def without_column(xml, letters):
    """A worksheet without one column's cells, its width and the hints about size."""
    root = etree.fromstring(xml)
    for cell in root.findall(".//{*}sheetData/{*}row/{*}c"):
        if re.fullmatch(letters + "[0-9]+", cell.get("r")):
            cell.getparent().remove(cell)
    for row in root.findall(".//{*}row"):
        row.attrib.pop("spans", None)
    for hint in root.findall("{*}dimension"):
        root.remove(hint)
    for column in root.findall("{*}cols/{*}col"):
        if column.get("width") == "44":
            column.getparent().remove(column)
    for columns in root.findall("{*}cols"):
        if len(columns) == 0:
            root.remove(columns)
    return etree.tostring(root, method="c14n")


def status_letters(path):
    with zipfile.ZipFile(path) as parts:
        name = re.search(
            rb'_cop_steward_status_0"[^>]*>[^!]*!\$([A-Z]+)\$1<', parts.read("xl/workbook.xml")
        )
    return name[1].decode()


def test_every_part_we_do_not_own_keeps_its_bytes(workbook):
    before = parts_of(workbook)
    sheet = staff_sheet(workbook)
    xml = part(workbook, sheet)
    answer = written(workbook)
    after = parts_of(workbook)
    assert (answer.place, answer.left) == (str(workbook), ())
    added = set(after) - set(before)
    top = max(
        int(number) for name in before for number in re.findall(r"worksheets/sheet(\d+).xml$", name)
    )
    assert added == {f"xl/worksheets/sheet{top + step}.xml" for step in (1, 2, 3)}
    foreign = set(before) - MAY_CHANGE - {sheet}
    assert {name: after[name] for name in foreign} == {name: before[name] for name in foreign}
    letters = status_letters(workbook)
    assert without_column(part(workbook, sheet), letters) == without_column(xml, letters)


def test_writing_again_replaces_only_what_is_ours(workbook):
    foreign = set(parts_of(workbook))
    written(workbook)
    before = parts_of(workbook)
    sheet = staff_sheet(workbook)
    mended = status(dict.fromkeys(range(2, 22), FINE))
    written(workbook, Output((TODO, LOG), (mended,)), add_columns=False)
    after = parts_of(workbook)
    ours = set(before) - foreign
    assert set(after) == set(before)
    assert {name for name in after if after[name] != before[name]} <= {sheet} | ours
    tab = next(tab for tab in read_workbook(workbook).tabs if tab.sheet == SHEET)
    shown = next(column for column in tab.columns if column[0] == HEADING)
    assert set(shown[1:21]) == {FINE}


def test_writing_the_same_again_changes_no_staff_part_and_no_style(workbook):
    written(workbook)
    before = parts_of(workbook)
    written(workbook)
    written(workbook)
    assert parts_of(workbook)["xl/styles.xml"] == before["xl/styles.xml"]
    assert parts_of(workbook)["xl/workbook.xml"] == before["xl/workbook.xml"]
    assert parts_of(workbook) == before


def test_tabs_stand_in_front_and_positions_follow(originals, tmp_path):
    path = shutil.copy(originals["xlsxwriter"], tmp_path / "a.xlsx")
    written(path)
    book = loaded(path)
    assert book.sheetnames == [
        "งานที่ต้องทำ",
        "ประวัติการแจ้งเตือน",
        "ปก",
        SHEET,
        "กราฟ",
        "แผ่นกราฟ",
        "ซ่อน",
        "_cop_steward",
    ]
    assert [sheet.sheet_state for sheet in book] == [
        "visible",
        "hidden",
        "visible",
        "visible",
        "visible",
        "veryHidden",
        "hidden",
    ]
    assert book.active.title == SHEET
    assert book[SHEET].print_title_rows == "$1:$1"
    assert book[SHEET].defined_names["ช่วง"].attr_text == f"{SHEET}!$A$2:$A$21"
    assert book["งานที่ต้องทำ"].print_title_rows == "$1:$2"
    assert book.defined_names["ค่าคงที่"].attr_text == "42"


def test_the_status_is_beside_its_record(workbook):
    written(workbook)
    tab = next(tab for tab in read_workbook(workbook).tabs if tab.sheet == SHEET)
    shown = next(column for column in tab.columns if column[0] == HEADING)
    expected = texts_for(range(2, 22))
    assert {row: shown[row - 1] for row in range(2, 22)} == expected
    formulas = loaded(workbook)[SHEET]
    letters = status_letters(workbook)
    assert all(
        str(formulas[f"{letters}{row}"].value).startswith("=IFERROR(INDEX(") for row in expected
    )
    assert "XLOOKUP" not in str(formulas[f"{letters}2"].value)


def test_libreoffice_opens_them_all_and_calculates_the_same(originals, libreoffice, tmp_path):
    paths = []
    for name, original in originals.items():
        path = tmp_path / f"{name}{original.suffix}"
        shutil.copy(original, path)
        written(path)
        _spoil_results(path)
        paths.append(path)
    expected = texts_for(range(2, 22))
    for path in libreoffice.converted(paths, "xlsx", tmp_path / "calculated"):
        sheet = loaded(path, data_only=True)[SHEET]
        headings = [cell.value for cell in sheet[1]]
        column = headings.index(HEADING) + 1
        shown = {row: sheet.cell(row, column).value for row in expected}
        assert (path.name, shown) == (path.name, expected)


def _spoil_results(path):
    """Every result beside a status formula made wrong, so that only calculation mends it."""
    sheet = staff_sheet(path)
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    wrong = re.sub(rb"(<(?:x:)?v>)(?:\xe2\x9c\x93|\xe0\xb8\x95)[^<]*", rb"\1WRONG", parts[sheet])
    assert wrong.count(b"WRONG") == 20
    parts[sheet] = wrong
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)


def test_after_sorting_and_inserting_rows_the_flags_go_with_their_records(
    originals, libreoffice, tmp_path
):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    written(path)
    book = loaded(path)
    sheet = book[SHEET]
    cells = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(2, 21)]
    moved = [*reversed(cells[10:]), ["S-9999", "C-001", 99, None, "แทรก", 1], *cells[:10]]
    template = sheet["G2"].value
    for row, values in enumerate(moved, start=2):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
        sheet.cell(row, 7).value = re.sub(r"(\$[A-Z]+)2\b", rf"\g<1>{row}", template)
    book.save(path)
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    shown = loaded(calculated, data_only=True)[SHEET]
    flags = {shown.cell(row, 1).value: shown.cell(row, 7).value for row in range(2, 23)}
    expected = {f"S-{row - 1:04d}": text for row, text in texts_for(range(2, 22)).items()}
    assert flags == {**expected, "S-9999": "ยังไม่ได้ตรวจ"}


ODD_KEYS = [
    ("S*1", None, None),
    ("S?1", None, None),
    ("S~1", None, None),
    ("SS1", None, None),
    ("  s   2 ", None, None),
    (12, None, None),
    ("12.", None, None),
    (12.5, None, None),
    (dt.date(2026, 10, 1), None, None),
    (dt.datetime(2026, 10, 1, 9, 30), None, None),
    (None, "C-001", 3),
    (None, "C-001", dt.date(2026, 10, 2)),
    (None, "C-001", None),
    (None, None, None),
    ("=A1", None, None),
    ("x" * 300, None, None),
    ("*" * 200, None, None),
    ("ก่อน\nหลัง", None, None),
    ("_x_", None, None),
    ("\"<&>'", None, None),
]


@pytest.mark.parametrize("date_1904", [False, True], ids=["1900", "1904"])
def test_odd_keys_are_found_by_formula_and_by_us_alike(tmp_path, libreoffice, date_1904):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    if date_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = SHEET
    sheet.append(("รหัส", "กลุ่ม", "ครั้งที่", "หมายเหตุ"))
    for row, cells in enumerate(ODD_KEYS, start=2):
        for column, value in enumerate((*cells, "x" if any(cells) else None), start=1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)
    texts = {row: f"แถว {row}" for row in range(2, len(ODD_KEYS) + 2)}
    written(path, Output((), (status(texts),)))
    ours = list(read_workbook(path).tabs[0].columns[4][1:])
    nothing_known = "ยังไม่ได้ตรวจ"
    expected = list(texts.values())
    expected[12], expected[13] = "ไม่มีรหัส", ""
    expected[15] = expected[16] = nothing_known
    assert ours == expected
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    theirs = loaded(calculated, data_only=True)[SHEET]
    shown = [theirs.cell(row, 5).value or "" for row in texts]
    assert shown == expected


def test_two_rows_with_one_key_show_what_there_is_to_say(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for row in (["รหัส"], ["S-1"], ["s-1"], ["S-2"], ["S-2"], ["S-2"]):
        book.active.append(row)
    book.save(path)
    texts = {2: FINE, 3: "ซ้ำกับแถว 2", 4: "หนึ่ง", 5: "สอง", 6: FINE}
    written(path, Output((), (status(texts, keys=((1,),)),)))
    shown = read_workbook(path).tabs[0].columns[1]
    assert shown == (HEADING, "ซ้ำกับแถว 2", "ซ้ำกับแถว 2", "หนึ่ง / สอง", "หนึ่ง / สอง", "หนึ่ง / สอง")


def test_rows_below_a_merged_key_show_their_own_status(tmp_path, libreoffice):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for row in (["กลุ่ม", "สมาชิก"], ["C-1", "มานี"], [None, "ปิติ"], [None, "ชูใจ"], [None, "วีระ"]):
        book.active.append(row)
    book.active.merge_cells("A2:A4")  # the last row has no key at all
    book.save(path)
    texts = {2: FINE, 3: "สอง", 4: "สาม"}
    written(path, Output((), (status(texts, keys=((1, 2),)),)))

    expected = [FINE, "สอง", "สาม", "ไม่มีรหัส"]
    assert list(read_workbook(path).tabs[0].columns[2][1:]) == expected
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    theirs = loaded(calculated, data_only=True)[SHEET]
    assert [theirs.cell(row, 3).value for row in range(2, 6)] == expected


def test_a_row_is_as_high_as_what_it_says_and_none_becomes_lower(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for row in (["รหัส"], ["S-1"], ["S-2"], ["S-3"]):
        book.active.append(row)
    book.active.row_dimensions[3].height = 120
    book.save(path)
    texts = {2: "ก" * 100, 3: "ก" * 100, 4: FINE}
    written(path, Output((), (status(texts, keys=((1,),)),)))

    rows = loaded(path)[SHEET].row_dimensions
    assert (rows[2].height, rows[3].height, rows[4].height) == (71.3, 120, None)


def test_a_column_of_staff_with_the_same_heading_is_never_touched(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    for row in (["รหัส", HEADING], ["S-1", "ของเราเอง"], ["S-2", "=1+1"]):
        book.active.append(row)
    book.save(path)
    before = part(path, "xl/worksheets/sheet1.xml")
    answer = written(path, Output((TODO,), (status({2: FINE, 3: FINE}, keys=((1,),)),)))
    assert answer.left == (NotWritten(SHEET, "column-doubtful"),)
    assert part(path, "xl/worksheets/sheet1.xml") == before


def test_check_never_adds_a_column(workbook):
    before = part(workbook, staff_sheet(workbook))
    answer = written(workbook, add_columns=False)
    assert answer.left == (NotWritten(SHEET, "column-absent"),)
    assert "_cop_steward" not in loaded(workbook).sheetnames
    assert part(workbook, staff_sheet(workbook)) == before


def test_a_tab_that_is_gone_is_said(workbook):
    answer = written(workbook, Output((TODO,), (status({}, sheet="ไม่มี"),)))
    assert answer.left == (NotWritten("ไม่มี", "tab-absent"),)


def test_cells_without_addresses_are_left_alone_and_the_rest_is_written(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.save(path)
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row><c t="inlineStr"><is><t>รหัส</t></is></c></row><row><c><v>1</v></c></row>'
        "</sheetData></worksheet>"
    ).encode()
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in {**parts, "xl/worksheets/sheet1.xml": sheet}.items():
            new.writestr(name, data)
    answer = written(path, Output((TODO,), (status({2: FINE}, keys=((1,),)),)))
    assert (answer.place, answer.left) == (str(path), (NotWritten(SHEET, "cells-unaddressed"),))
    assert part(path, "xl/worksheets/sheet1.xml") == sheet
    assert [tab.sheet for tab in read_workbook(path).tabs] == ["งานที่ต้องทำ", SHEET]


def test_a_formula_that_staff_share_with_the_next_column_stays(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    written(path)
    shared = b'<c r="G5"><f t="shared" ref="G5:H6" si="7">A5</f><v>0</v></c>'
    follower = b'<c r="H5"><f t="shared" si="7"/><v>0</v></c></row>'
    _rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb'<c r="G5".*?</c></row>', shared + follower, xml),
    )
    before = part(path, "xl/worksheets/sheet1.xml")
    assert shared in before
    answer = written(path)
    assert answer.left == (NotWritten(SHEET, "column-doubtful"),)
    assert part(path, "xl/worksheets/sheet1.xml") == before


def _rewrite(path, name, change):
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part_name, data in parts.items():
            new.writestr(part_name, data)


def test_rows_staff_added_get_their_status_at_the_next_check(originals, libreoffice, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    written(path)
    more = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>S-{row}</t></is></c></row>'
        for row in (22, 23, 40)
    )
    bare = '<row r="41"/><row r="50"><c r="H50" t="inlineStr"><is><t>x</t></is></c></row>'
    _rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", f"{more}{bare}</sheetData>".encode()),
    )
    texts = {**texts_for(range(2, 22)), 22: "หนึ่ง", 23: FINE, 40: "สอง"}
    written(path, Output((), (status(texts),)))
    [calculated] = libreoffice.converted([path], "xlsx", tmp_path / "calculated")
    sheet = loaded(calculated, data_only=True)[SHEET]
    shown = {row: sheet.cell(row, 7).value for row in range(2, 51)}
    expected = {row: texts.get(row) for row in range(2, 51)}
    assert shown == expected
    tab = next(tab for tab in read_workbook(path).tabs if tab.sheet == SHEET)
    assert [cell or None for cell in tab.columns[6][1:]] == list(expected.values())


class BreaksOff(str):
    """A text that cannot be written out, as when the disk is full."""

    __slots__ = ()

    def replace(self, *_):
        raise OSError(errno.ENOSPC, "no space left on device")

    def __len__(self):
        raise OSError(errno.ENOSPC, "no space left on device")


def test_a_write_that_breaks_off_leaves_everything_as_it_was(workbook):
    before = workbook.read_bytes()
    files = set(workbook.parent.iterdir())
    with pytest.raises(StoreError) as raised:
        written(
            workbook, Output((todo(TabRow((TabCell("ก"),)), TabRow((TabCell(BreaksOff("ข")),))),))
        )
    assert (raised.value.name, raised.value.facts) == (
        "disk-failed",
        {"place": str(workbook), "reason": LazySentence("jobs.file_trouble.full", code="ENOSPC")},
    )
    assert workbook.read_bytes() == before
    lock = workbook.with_name(f".{workbook.name}.cop-steward.lock")
    assert set(workbook.parent.iterdir()) - files <= {lock}


def test_a_tab_of_staff_with_our_title_is_not_replaced(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "งานที่ต้องทำ"
    book.active["A1"] = "ของเจ้าหน้าที่"
    book.save(path)
    for _ in range(2):
        written(path, Output((TODO,)))
    tabs = read_workbook(path).tabs
    assert [tab.sheet for tab in tabs] == ["งานที่ต้องทำ (2)", "งานที่ต้องทำ"]
    assert tabs[1].columns == (("ของเจ้าหน้าที่",),)


def test_our_tab_is_found_again_after_staff_renamed_and_moved_it(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    written(path, Output((TODO, LOG)))
    book = loaded(path)
    book["งานที่ต้องทำ"].title = "งานค้าง 'เรา' เอง"
    book.defined_names["_cop_steward_tab_todo"].attr_text = "'งานค้าง ''เรา'' เอง'!$A$1"
    book.move_sheet("งานค้าง 'เรา' เอง", 2)
    book.save(path)
    written(path, Output((todo(TabRow((TabCell("ใหม่"),))), LOG)))
    tabs = read_workbook(path).tabs
    assert [tab.sheet for tab in tabs] == ["ประวัติการแจ้งเตือน", SHEET, "งานค้าง 'เรา' เอง"]
    assert tabs[2].columns == (("ใหม่",),)


OUTBOX = ServiceTab(
    "outbox",
    "กล่องอีเมลรอส่ง",
    (20, 30, 10, 10),
    (
        TabRow(tuple(TabCell(text, Look.HEADING) for text in ("รหัส", "ถึง", "พัก", "หยุด"))),
        TabRow((TabCell("L-1"), TabCell("นก"))),
        TabRow((TabCell("L-2"), TabCell("ไก่"))),
    ),
    ticks=Ticks(key_column=1, columns=(3, 4), words=("✓",), header_row=1),
)


def test_ticks_of_staff_stay_with_their_letter(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    written(path, Output((OUTBOX,)))
    book = loaded(path)
    book["กล่องอีเมลรอส่ง"]["C3"] = "✓"
    book["กล่องอีเมลรอส่ง"]["D2"] = "✓"
    book.save(path)
    rows = (
        OUTBOX.rows[0],
        TabRow((TabCell("L-3"), TabCell("เป็ด"))),
        OUTBOX.rows[2],
        OUTBOX.rows[1],
    )
    written(
        path, Output((ServiceTab("outbox", OUTBOX.title, OUTBOX.widths, rows, ticks=OUTBOX.ticks),))
    )
    assert read_workbook(path).tabs[0].columns == (
        ("รหัส", "L-3", "L-2", "L-1"),
        ("ถึง", "เป็ด", "ไก่", "นก"),
        ("พัก", "", "✓", ""),
        ("หยุด", "", "", "✓"),
    )
    cell = loaded(path)["กล่องอีเมลรอส่ง"]["C2"]
    assert cell.protection.locked is False


def test_tick_columns_between_others_stay_in_order(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    rows = (
        TabRow((TabCell("รหัส"), TabCell("พัก"), TabCell("ถึง"))),
        TabRow((TabCell("L-1"), TabCell(), TabCell("นก"))),
        TabRow((TabCell(), TabCell(), TabCell("ไม่มีรหัส"))),
    )
    ticks = Ticks(key_column=1, columns=(2,), words=("✓",), header_row=1)
    tab = ServiceTab("outbox", "ออก", (9, 9, 9), rows, ticks=ticks)
    before = set(parts_of(path))
    written(path, Output((tab,)))
    xml = part(path, min(set(parts_of(path)) - before)).decode()
    assert re.findall(r'<c r="([A-Z]+[0-9]+)"', xml) == [
        f"{letters}{row}" for row in (1, 2, 3) for letters in "ABC"
    ]


NASTY = [
    "=1+1",
    "+A1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "#REF!",
    "#N/A",
    "https://example.org",
    "mailto:a@b.c",
    "internal:Sheet1!A1",
    "\t=1",
    "12",
    "TRUE",
    "\x00\x01\x1f\ufffe",
    "\ud800",
    "_x0041_",
    "<b>&amp;</b>]]>",
    " ช่องว่าง ",
    "บรรทัด\nสอง\r\nสาม",
    "๏" * 40_000,
    "🙂" * 20_000,
]


def test_no_text_becomes_anything_but_text(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    written(path, Output((todo(*(TabRow((TabCell(text),)) for text in NASTY)),)))
    cells = read_workbook(path).tabs[0].columns[0]
    assert all(isinstance(cell, str) for cell in cells)
    assert cells[:12] == tuple(NASTY[:12])
    assert cells[12:19] == (
        "TRUE",
        "\ufffd\ufffd\ufffd\ufffd",
        "\ufffd",
        "_x0041_",
        "<b>&amp;</b>]]>",
        " ช่องว่าง ",
        "บรรทัด\nสอง\nสาม",
    )
    assert all(len(cell.encode("utf-16-le")) <= 2 * 32_767 for cell in cells[19:])
    assert all(cell.endswith(" …(ตัด/cut)") for cell in cells[19:])
    sheet = loaded(path)["งานที่ต้องทำ"]
    assert {cell.data_type for (cell,) in sheet.iter_rows()} == {"s"}
    assert all(cell.hyperlink is None for (cell,) in sheet.iter_rows())


def test_typed_cells_come_back_typed(originals, tmp_path):
    path = shutil.copy(originals["pandas"], tmp_path / "a.xlsx")
    moment = dt.datetime(2026, 11, 22, 8, 30)
    values = (12, 0.25, True, dt.date(2026, 11, 22), moment, None, "")
    written(path, Output((todo(TabRow(tuple(map(TabCell, values)))),)))
    assert [column[0] for column in read_workbook(path).tabs[0].columns] == [
        12.0,
        0.25,
        True,
        dt.date(2026, 11, 22),
        moment,
    ]


def test_links_lead_to_the_cell(originals, tmp_path):
    path = shutil.copy(originals["openpyxl"], tmp_path / "a.xlsx")
    links = (Link("ก", "อื่น 'ๆ' อีก", 14, 9), Link("ข", "ไม่มีแท็บนี้", 1, 1))
    written(path, Output((todo(*(TabRow((TabCell(link),)) for link in links)),)))
    sheet = loaded(path)["งานที่ต้องทำ"]
    assert sheet["A1"].hyperlink.location == "'อื่น ''ๆ'' อีก'!I14"
    assert sheet["A2"].hyperlink is None


def test_links_out_of_the_workbook_lead_to_their_address(originals, libreoffice, tmp_path):
    path = shutil.copy(originals["openpyxl"], tmp_path / "a.xlsx")
    far = "https://docs.google.com/spreadsheets/d/1x/edit#gid=7&range=A14"
    links = (
        Link("ก", "อื่น 'ๆ' อีก", 1, 1, far),
        Link("ข", "-", 1, 1, f"{far}5"),
        Link("ค", "-", 1, 1, far),
    )

    def targets(file):
        cells = [loaded(file)["งานที่ต้องทำ"].cell(row, 1) for row in (1, 2, 3)]
        return [
            cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location) for cell in cells
        ]

    written(path, Output((todo(*(TabRow((TabCell(link),)) for link in links)),)))
    assert targets(path) == [(far, None), (f"{far}5", None), (far, None)]
    [opened] = libreoffice.converted([path], "xlsx", tmp_path / "opened")
    assert ["#".join(target) for target in targets(opened)] == [far, f"{far}5", far]

    written(path, Output((todo(TabRow((TabCell("ก"),))),)))
    assert targets(path) == [None, None, None]
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if b"edit#gid" in parts.read(name)]


def test_a_newer_workbook_is_not_overwritten(workbook):
    store = XlsxStore(workbook)
    old = store.read().version
    book_before = workbook.read_bytes()
    assert store.write(Output((TODO,), version="other")) == Written(
        "", old, (NotWritten(workbook.name, "changed-meanwhile"),)
    )
    assert workbook.read_bytes() == book_before


def test_what_we_wrote_since_the_look_is_no_change_of_others(workbook):
    store = XlsxStore(workbook)
    looked = store.read().version
    first = store.write(Output((TODO,), version=looked))

    second = store.write(Output((todo(TabRow((TabCell("ก"),))),), version=looked))

    assert (second.place, second.version == first.version) == (str(workbook), False)
    book = loaded(workbook)
    assert book["งานที่ต้องทำ"].cell(1, 1).value == "ก"
    book.worksheets[-1].cell(50, 1).value = "แก้ไขโดยคน"
    book.save(workbook)
    assert store.write(Output((TODO,), version=looked)).left == (
        NotWritten(workbook.name, "changed-meanwhile"),
    )


def test_excel_has_it_open(workbook):
    lock = workbook.with_name(f"~${workbook.name}")
    name = "สมชาย"
    lock.write_bytes(
        b"\x05" + b" " * 54 + bytes([len(name), 0]) + name.encode("utf-16-le") + b" \0" * 40
    )
    before = workbook.read_bytes()
    answer = written(workbook)
    assert (answer.left, answer.deferred) == (
        (NotWritten(workbook.name, "open-in-excel", name),),
        True,
    )
    assert workbook.read_bytes() == before


def test_libreoffice_has_it_open(workbook):
    lock = workbook.with_name(f".~lock.{workbook.name}#")
    lock.write_text(",nok,host,22.11.2026 08:00,file:///home/nok;", encoding="utf-8")
    answer = written(workbook)
    assert answer.left == (NotWritten(workbook.name, "open-in-libreoffice", "nok"),)


def test_another_run_is_writing(workbook):
    from filelock import FileLock

    lock = workbook.with_name("lock")
    with FileLock(lock):
        answer = XlsxStore(workbook, lock=lock, patience=0.01).write(Output((TODO,)))
    assert answer.left == (NotWritten(workbook.name, "busy"),)


def copy_of(workbook, day):
    return workbook.with_name(f"{workbook.stem}.{day}{workbook.suffix}")


def test_the_copy_of_the_day_and_the_rights_are_kept_and_nothing_else_is_left(workbook):
    workbook.chmod(0o640)
    before = workbook.read_bytes()
    XlsxStore(workbook, copies=DailyCopies(today=lambda: dt.date(2026, 11, 22))).write(
        Output((TODO,))
    )
    kept = copy_of(workbook, "2026-11-22")
    assert kept.read_bytes() == before
    assert workbook.stat().st_mode & 0o777 == 0o640
    lock = workbook.with_name(f".{workbook.name}.cop-steward.lock")
    files = set(workbook.parent.iterdir()) - {workbook.with_name("vbaProject.bin")}
    assert files == {workbook, kept, lock}


def test_a_day_keeps_the_workbook_of_before_its_first_writing_and_old_days_go(workbook):
    stranger = copy_of(workbook, "old")
    stranger.write_bytes(b"of the agency")
    versions = {}
    for day in (20, 21, 22, 23):
        versions[day] = workbook.read_bytes()
        copies = DailyCopies(2, lambda day=day: dt.date(2026, 11, day))
        for text in "กข":
            todo = replace(TODO, rows=(TabRow((TabCell(f"{text}{day}"),)),))
            XlsxStore(workbook, copies=copies).write(Output((todo,)))

    assert [copy_of(workbook, f"2026-11-{day}").exists() for day in versions] == [
        False,
        False,
        True,
        True,
    ]
    assert copy_of(workbook, "2026-11-23").read_bytes() == versions[23]
    assert stranger.read_bytes() == b"of the agency"


def test_a_link_to_the_workbook_stays_a_link(originals, tmp_path):
    real = tmp_path / "share" / "real.xlsx"
    real.parent.mkdir()
    shutil.copy(originals["pandas"], real)
    link = tmp_path / "registry.xlsx"
    link.symlink_to(real)
    lock = real.with_name("~$real.xlsx")
    lock.touch()
    assert written(link).left == (NotWritten("real.xlsx", "open-in-excel"),)
    lock.unlink()
    written(link)
    assert link.is_symlink()
    assert read_workbook(real).tabs[0].sheet == "งานที่ต้องทำ"


def test_a_folder_without_rights(workbook):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(workbook, folder))
        Path(folder).chmod(0o555)
        with powerless():
            answer = written(path)
        Path(folder).chmod(0o755)
    assert answer.left == (NotWritten(workbook.name, "not-writable"),)


@pytest.mark.parametrize("rights", [0o444, 0o440])
def test_a_workbook_marked_as_read_only_is_not_replaced(workbook, rights):
    before = workbook.read_bytes()
    workbook.chmod(rights)
    answer = written(workbook)
    assert answer.left == (NotWritten(workbook.name, "not-writable"),)
    assert workbook.read_bytes() == before


def _signed(parts):
    return {**parts, "xl/vbaProjectSignature.bin": b"signature"}


def _strict(parts):
    book = parts["xl/workbook.xml"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    return {**parts, "xl/workbook.xml": book}


def _shared(parts):
    return {**parts, "xl/revisions/revisionHeaders.xml": b"<headers/>"}


def _doctype(parts):
    return {**parts, "xl/styles.xml": b"<!DOCTYPE a>" + parts["xl/styles.xml"]}


def _styleless(parts):
    return {**parts, "xl/styles.xml": b"<styleSheet/>"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_signed, "signed"),
        (_strict, "strict"),
        (_shared, "shared"),
        (_doctype, "unusual"),
        (_styleless, "unusual"),
    ],
)
def test_what_cannot_be_patched_gets_a_file_beside_it(originals, tmp_path, change, reason):
    path = tmp_path / "registry.xlsx"
    with zipfile.ZipFile(originals["pandas"]) as old:
        parts = change({name: old.read(name) for name in old.namelist()})
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    before = path.read_bytes()
    beside = tmp_path / "registry - CoP Steward.xlsx"
    for _ in range(2):
        answer = written(path)
        assert answer.place == str(beside)
        assert answer.left == (NotWritten("registry.xlsx", reason), NotWritten(SHEET, reason))
    assert path.read_bytes() == before
    assert [(tab.sheet, tab.hidden) for tab in read_workbook(beside).tabs] == [
        ("งานที่ต้องทำ", False),
        ("ประวัติการแจ้งเตือน", True),
    ]


def test_ticks_in_the_file_beside_are_kept(originals, tmp_path):
    path = tmp_path / "registry.xlsx"
    with zipfile.ZipFile(originals["pandas"]) as old, zipfile.ZipFile(path, "w") as new:
        for name, data in _signed({name: old.read(name) for name in old.namelist()}).items():
            new.writestr(name, data)
    beside = tmp_path / "registry - CoP Steward.xlsx"
    written(path, Output((OUTBOX,)))
    book = loaded(beside)
    book.active["C2"] = "✓"
    book.save(beside)
    written(path, Output((OUTBOX,)))
    assert read_workbook(beside).tabs[0].columns[2] == ("พัก", "✓", "")


def test_unsigned_macros_stay(originals, tmp_path):
    path = shutil.copy(originals["macros"], tmp_path / "a.xlsm")
    before = part(path, "xl/vbaProject.bin")
    assert written(path).left == ()
    assert part(path, "xl/vbaProject.bin") == before
    assert b"macroEnabled.main+xml" in part(path, "[Content_Types].xml")
