"""Ways to write a workbook that no library of ours uses, but other programs do."""

import re
import zipfile

import openpyxl
import pytest

from sheets_sync.planning.workbook_tabs.tab_model import (
    NewHeading,
    NewHeadings,
    NotWritten,
    Output,
    ServiceTab,
    StatusColumn,
    TabCell,
    TabRow,
)
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.xlsx import read_workbook

SHEET = "กิจกรรม"
PART = "xl/worksheets/sheet1.xml"
TODO = ServiceTab("todo", "งาน", (10,), (TabRow((TabCell("ก"),)),))
STATUS = StatusColumn(SHEET, "ผล", 2, ((1,),), {3: "หนึ่ง", 5: "สอง"}, "✓", "ไม่มีรหัส", "รอ")
LIKE_EXCEL = """
<sheetPr/><dimension ref="A2:J5"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>
<sheetFormatPr defaultRowHeight="15"/>{cols}<sheetData>
<row r="1" spans="1:10"><c r="A1" t="inlineStr"><is><t>ชื่อเรื่อง</t></is></c></row>
<row r="2" spans="1:10"><c r="A2" t="inlineStr"><is><t>รหัส</t></is></c></row>
<row r="3" spans="1:1"><c r="A3" t="inlineStr"><is><t>S-1</t></is></c></row>
<row r="4" spans="1:10"/>
<row r="5" spans="3:10" s="1" customFormat="1"><c r="A5" t="inlineStr"><is><t>S-2</t></is></c>\
<c r="J5"><v>9</v></c></row>
</sheetData>{tail}"""


def made(tmp_path, cols="", tail="", more=None, change=None):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = LIKE_EXCEL.format(cols=cols, tail=tail)
    parts[PART] = f'<worksheet xmlns="{main}">{sheet}</worksheet>'.encode()
    parts |= {name: text.encode() for name, text in (more or {}).items()}
    for name, edit in (change or {}).items():
        parts[name] = edit(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def sheet_xml(path):
    with zipfile.ZipFile(path) as parts:
        return parts.read(PART).decode()


def write(path):
    return XlsxStore(path).write(Output((TODO,), (STATUS,)), add_columns=True)


def column(path, number):
    tab = next(tab for tab in read_workbook(path).tabs if tab.sheet == SHEET)
    return tab.columns[number - 1]


def test_cells_stay_in_order_and_hints_about_size_grow(tmp_path):
    path = made(tmp_path)
    assert write(path).left == ()
    assert column(path, 2) == ("", "ผล", "หนึ่ง", "", "สอง")
    assert column(path, 10) == ("", "", "", "", 9.0)
    xml = sheet_xml(path)
    cells = re.findall(r'<row r="5".*?</row>', xml)[0]
    assert re.findall(r'r="([A-Z]+5)"', cells) == ["A5", "B5", "J5"]
    spans = re.findall(r'<row r="(\d)" spans="([0-9:]+)"', xml)
    assert spans == [("1", "1:10"), ("2", "1:10"), ("3", "1:2"), ("4", "1:10"), ("5", "2:10")]
    assert '<row r="4" spans="1:10"/>' in xml
    assert '<cols><col min="2" max="2" width="44" customWidth="1"/></cols><sheetData>' in xml


@pytest.mark.parametrize(
    ("cols", "expected"),
    [
        ('<cols><col min="1" max="1" width="9"/></cols>', [("1", "1"), ("2", "2")]),
        ('<cols><col min="1" max="16384" width="9"/></cols>', [("1", "16384")]),
    ],
)
def test_widths_that_are_there_stay(tmp_path, cols, expected):
    path = made(tmp_path, cols=cols)
    write(path)
    assert re.findall(r'<col min="(\d+)" max="(\d+)"', sheet_xml(path)) == expected


def test_the_column_stays_out_of_tables_and_merged_cells(tmp_path):
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    path = made(
        tmp_path,
        tail='<mergeCells count="1"><mergeCell ref="B8:C9"/></mergeCells>',
        more={
            links: f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/table"'
            ' Target="../tables/table1.xml"/></Relationships>',
            "xl/tables/table1.xml": f'<table xmlns="{main}" ref="A2:E5"/>',
        },
    )
    assert write(path).left == ()
    assert column(path, 6) == ("", "ผล", "หนึ่ง", "", "สอง")


@pytest.mark.parametrize("views", ["", "<bookViews><workbookView/></bookViews>"])
def test_a_workbook_without_a_view_keeps_its_first_tab_in_front(tmp_path, views):
    path = made(
        tmp_path,
        change={"xl/workbook.xml": lambda xml: re.sub("<bookViews>.*</bookViews>", views, xml)},
    )
    assert write(path).left == ()
    book = openpyxl.load_workbook(path)
    assert (book.sheetnames[0], book.active.title) == ("งาน", SHEET)


def test_single_quotes_and_empty_lists(tmp_path):
    def quoted(xml):
        return re.sub(r'(activeTab|firstSheet)="0"', r"\1='0'", xml)

    path = made(tmp_path, change={"xl/workbook.xml": quoted})
    assert write(path).left == ()
    assert openpyxl.load_workbook(path).active.title == SHEET


def test_rows_longer_than_what_is_read_at_once(tmp_path):
    path = made(tmp_path)
    long = "ก" * 30_000
    cells = "".join(
        f'<c r="{openpyxl.utils.get_column_letter(at)}6" t="inlineStr"><is><t>{long}</t></is></c>'
        for at in range(3, 40)
    )
    error = '<c r="AO6" t="e"><v>#REF!</v></c>'
    xml = sheet_xml(path).replace("</sheetData>", f'<row r="6">{cells}{error}</row></sheetData>')
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, PART: xml.encode()}.items():
            new.writestr(name, data)
    assert column(path, 41)[5].code == "#REF!"
    assert write(path).left == ()
    assert column(path, 2) == ("", "ผล", "หนึ่ง", "", "สอง", "")


def test_a_part_named_twice_is_unusual(tmp_path):
    path = made(tmp_path)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts,
    ):
        parts.writestr("docProps/app.xml", "<again/>")
    answer = write(path)
    assert answer.left == (NotWritten("a.xlsx", "unusual"), NotWritten(SHEET, "unusual"))
    assert answer.place.endswith("a - CoP Steward.xlsx")


def test_a_column_that_is_ours_no_longer_comes_back_only_by_init(tmp_path):
    path = made(tmp_path)
    write(path)
    book = openpyxl.load_workbook(path)
    book[SHEET].delete_cols(2)
    book[SHEET].defined_names["_cop_steward_status_0"].attr_text = "#REF!"
    book.save(path)
    store = XlsxStore(path)
    assert store.write(Output((TODO,), (STATUS,))).left == (NotWritten(SHEET, "column-absent"),)
    assert store.write(Output((TODO,), (STATUS,)), add_columns=True).left == ()
    assert column(path, 2) == ("", "ผล", "หนึ่ง", "", "สอง")


def test_page_breaks_and_addresses_in_texts_are_no_rows_and_no_cells(tmp_path):
    breaks = '<rowBreaks count="1"><brk id="3" max="16383" man="1"/></rowBreaks>'
    path = made(tmp_path, tail=breaks)
    xml = sheet_xml(path).replace("<t>S-1</t>", '<t>S-1 r="B3" "B3"</t>')
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, PART: xml.encode()}.items():
            new.writestr(name, data)
    for _ in range(2):
        assert write(path).left == ()
        assert column(path, 2) == ("", "ผล", "หนึ่ง", "", "สอง")
        assert breaks in sheet_xml(path)


def test_a_heading_row_behind_long_rows_gets_its_new_headings(tmp_path):
    path = made(tmp_path)
    long = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{"ก" * 30_000}</t></is></c></row>'
        for row in range(6, 60)
    )
    heading = '<row r="60" spans="1:1"><c r="A60" t="inlineStr"><is><t>รหัส</t></is></c></row>'
    xml = sheet_xml(path).replace("</sheetData>", f"{long}{heading}</sheetData>")
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {**parts, PART: xml.encode()}.items():
            new.writestr(name, data)
    new_headings = NewHeadings(SHEET, 60, (NewHeading("สถานที่"), NewHeading("หลักฐาน")))
    assert XlsxStore(path).write(Output((), new_headings=(new_headings,))).left == ()
    assert [column(path, number)[59] for number in (1, 2, 3)] == ["รหัส", "สถานที่", "หลักฐาน"]
    assert '<row r="60" spans="1:3">' in sheet_xml(path)
