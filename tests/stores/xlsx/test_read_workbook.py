import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from sheets_sync.errors import SetupError, StoreError
from sheets_sync.registry.workbook import NOT_CALCULATED, CellError, RawTab, RawWorkbook
from sheets_sync.stores.xlsx.package import open_package
from tests.fixtures.xlsx import read_workbook

pytestmark = pytest.mark.long

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HALF_PAST_NINE = dt.datetime(2026, 11, 22, 9, 30)


def rewritten(path, part, change):
    """The workbook at `path` with one part changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def with_sheet(tmp_path, sheet_xml):
    """A workbook whose only sheet is this XML."""
    path = tmp_path / "made.xlsx"
    openpyxl.Workbook().save(path)
    return rewritten(path, "xl/worksheets/sheet1.xml", lambda _: sheet_xml.encode())


def cells(path):
    return read_workbook(path).tabs[0].columns


def test_leading_blank_rows_and_columns_keep_their_numbers(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "กิจกรรม"
    book.active["C3"] = "รหัส"
    book.active["C4"] = 12
    book.active["D4"] = HALF_PAST_NINE
    book.save(path)
    blank = ("", "", "", "")
    assert read_workbook(path) == RawWorkbook(
        place="a.xlsx",
        tabs=(
            RawTab(
                "กิจกรรม",
                (
                    blank,
                    blank,
                    ("", "", "รหัส", 12.0),
                    ("", "", "", HALF_PAST_NINE),
                ),
            ),
        ),
        version=open_package(path).version,
    )


def test_hidden_sheets_are_flagged_and_chart_sheets_left_out(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("A & 'B' <c>").write(0, 0, 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='A & ''B'' <c>'!$A$1:$A$2"})
        book.add_chartsheet("กราฟ").set_chart(chart)
        book.add_worksheet("ซ่อน").hide()
        book.add_worksheet("ซ่อนมาก").very_hidden()
    assert [(tab.sheet, tab.hidden) for tab in read_workbook(path).tabs] == [
        ("A & 'B' <c>", False),
        ("ซ่อน", True),
        ("ซ่อนมาก", True),
    ]


def test_errors_and_formulas_without_result_are_seen_where_they_stand(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string(1, 1, "ก่อน")
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 1, "=B3", None, "")
        sheet.write_formula(4, 1, "=1+1", None, 2)
        sheet.write_string(5, 1, 't="e" <f></f></c>')
        sheet.write_formula(9, 3, "=NA()", None, "#N/A")
    uncached = CellError(NOT_CALCULATED)
    assert cells(path) == (
        ("",) * 10,
        ("", "ก่อน", CellError("#DIV/0!"), uncached, 2.0, 't="e" <f></f></c>', "", "", "", ""),
        ("",) * 10,
        ("",) * 9 + (CellError("#N/A"),),
    )


def test_openpyxl_saves_formulas_without_result(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "=SUM(B1:B2)"
    book.active["B1"] = 1
    book.active["B2"] = "#REF!"
    book.save(path)
    assert cells(path) == ((CellError(NOT_CALCULATED), ""), (1.0, CellError("#REF!")))


@pytest.mark.parametrize(
    "data",
    [
        '<row r="2"><c r="B2"><f>A1</f></c><c r="C2" t="e"><v>#REF!</v></c></row>',
        '<row r="2"><c t="n" r="B2"><f>A1</f><v/></c><c t="e" s="0" r="C2"><v>#REF!</v></c></row>',
        "<row r='2'><c r='B2'><f si='0'/></c><c r='C2' t='e'><f>A1</f><v>#REF!</v></c></row>",
        '<row r="2"><c r="B2">\n<f>A1</f>\n<v></v>\n</c>\n<c r="C2" t="e">\n<v>#REF!</v></c></row>',
        "<row><c/></row><row><c/><c><f>A1</f></c><c t='e'><v>#REF!</v></c></row>",
    ],
    ids=["plain", "attribute order", "single quotes, shared", "white space", "no addresses"],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_every_way_of_writing_the_same_cells(tmp_path, data, prefix):
    sheet = (
        f"<worksheet><cols><col min='1' max='2'/></cols><sheetData>{data}</sheetData></worksheet>"
    )
    if prefix:
        for name in ("worksheet", "cols", "col ", "sheetData", "row", "c", "f", "v"):
            for end in (" ", ">", "/"):
                sheet = sheet.replace(f"<{name}{end}", f"<x:{name}{end}")
            sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    declared = f'xmlns:x="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    sheet = sheet.replace("worksheet>", f"worksheet {declared}>", 1)
    got = cells(with_sheet(tmp_path, sheet))
    assert (got[1][1], got[2][1]) == (CellError(NOT_CALCULATED), CellError("#REF!"))


def test_errors_far_down_a_long_sheet_are_found(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = 60_000
    wrong = {0, 1, 19_999, 20_000, 41_234, rows - 1}
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_string(row, 0, "แลกเปลี่ยนเรียนรู้")
            if row in wrong:
                sheet.write_formula(row, 1, "=1/0", None, "#DIV/0!")
            else:
                sheet.write_formula(row, 1, "=1", None, 1)
    assert {row for row, cell in enumerate(cells(path)[1]) if cell != 1} == wrong


def test_dates_of_the_1904_calendar(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        style = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, HALF_PAST_NINE.replace(hour=0, minute=0), style)
    assert cells(path) == ((dt.date(2026, 11, 22),),)


def test_empty_sheet_has_no_columns(tmp_path):
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    assert read_workbook(path).tabs == (RawTab("Sheet", ()),)


def test_version_changes_with_any_cell(tmp_path):
    path = tmp_path / "a.xlsx"
    versions = set()
    for value in ("ก", "ข", "ค"):
        book = openpyxl.Workbook()
        book.active["A1"] = value
        book.save(path)
        versions.add(read_workbook(path).version)
    assert len(versions) == 3


def as_zip(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(
                {"types": "[Content_Types].xml", "rels": "_rels/.rels"}.get(name, name), data
            )
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="x/officeDocument" Target="main.xml"/></Relationships>'
)
TYPES = '<Types><Override PartName="/main.xml" ContentType="{}"/></Types>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", StoreError("workbook-empty")),
        (b"PK\x03\x04" + b"x" * 100, StoreError("workbook-damaged")),
        (b"\0\1\2\3" * 50, StoreError("workbook-damaged")),
        (OLE, SetupError("workbook-old-format")),
        (OLE + "EncryptedPackage".encode("utf-16-le"), SetupError("workbook-encrypted")),
        ("รหัส,ชื่อ\n1,2".encode(), SetupError("workbook-other-kind", kind="CSV / TXT")),
        (b"<html><table>", SetupError("workbook-other-kind", kind="HTML")),
        (b"<?xml version='1.0'?><a/>", SetupError("workbook-other-kind", kind="XML")),
        (b"%PDF-1.7", SetupError("workbook-other-kind", kind="PDF")),
        (
            b'{"url": "https://docs.google.com/open?id=1"}',
            SetupError("workbook-other-kind", kind="Google Sheets (.gsheet)"),
        ),
        (as_zip(a="b"), SetupError("workbook-other-kind", kind=".zip")),
        (
            as_zip(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            SetupError("workbook-other-kind", kind=".ods"),
        ),
        (
            as_zip(types=TYPES.format("application/x-wordprocessingml.document"), rels=RELS),
            SetupError("workbook-other-kind", kind=".docx"),
        ),
        (
            as_zip(types=TYPES.format("application/vnd.ms-excel.sheet.binary.main"), rels=RELS),
            SetupError("workbook-other-kind", kind=".xlsb"),
        ),
        (as_zip(types=TYPES.format("spreadsheetml"), rels=RELS), StoreError("workbook-damaged")),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path, data, expected):
    path = tmp_path / "registry.xlsx"
    path.write_bytes(data)
    with pytest.raises(type(expected)) as caught:
        read_workbook(path)
    assert (caught.value.name, caught.value.facts) == (
        expected.name,
        {"path": path, **expected.facts},
    )


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(SetupError, match="file-missing"):
        read_workbook(tmp_path / "none.xlsx")
    with pytest.raises(SetupError, match="file-is-folder"):
        read_workbook(tmp_path)


def test_half_a_workbook_is_damaged(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "ก"
    book.save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(StoreError, match="workbook-damaged"):
        read_workbook(path)


def test_a_stray_cell_at_the_far_corner_does_not_eat_the_memory(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("กิจกรรม")
        sheet.write(0, 0, "รหัส")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(StoreError) as caught:
        read_workbook(path)
    assert caught.value.facts == {
        "path": path,
        "sheet": "กิจกรรม",
        "cell": "XFD1048576",
        "most": 64_000_000,
        "setting": "reading.cells",
    }


def test_whole_columns_that_are_only_formatted_are_fine(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"bg_color": "yellow"})
        sheet.write(0, 0, "รหัส")
        sheet.write_blank(1_048_575, 16_383, None, style)
    assert cells(path) == (("รหัส",),)


@pytest.mark.parametrize(
    ("pattern", "number"), [("[h]:mm:ss", 1e12), ("yyyy-mm-dd", -1e12), ("h:mm", -1e300)]
)
def test_a_number_too_large_for_the_day_or_time_it_is_shown_as_is_read_as_a_number(
    tmp_path, capfd, pattern, number
):
    book = openpyxl.Workbook()
    book.active.append([number, dt.date(2026, 11, 20), 7])
    book.active["A1"].number_format = pattern
    book.save(tmp_path / "a.xlsx")

    (tab,) = read_workbook(tmp_path / "a.xlsx").tabs

    assert tab.columns == ((number,), (dt.date(2026, 11, 20),), (7.0,))
    assert capfd.readouterr() == ("", "")
