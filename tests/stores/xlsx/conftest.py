"""Workbooks as every program makes them, with everything people put into workbooks."""

import base64
import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import openpyxl.chart
import openpyxl.comments
import openpyxl.workbook.defined_name
import pandas as pd
import pytest
import xlsxwriter
from lxml import etree

from tests.fixtures.libreoffice import libreoffice

__all__ = ["libreoffice"]

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
HEADINGS = ("รหัสกิจกรรม", "กลุ่ม", "ครั้งที่", "วันที่ตามแผน", "หัวข้อ", "คะแนน")
ROWS = [
    (f"S-{number:04d}", f"C-{number % 7:03d}", number, dt.date(2026, 10, 1), "ภาษา & <กฎหมาย>", 1.5)
    for number in range(1, 21)
]
SHEET = "กิจกรรม"


def by_xlsxwriter(path, *, macros=False):
    """Charts, pictures, sparklines, rich text, data bars, names, hidden things, a table."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        bold = book.add_format({"bold": True, "font_color": "red"})
        cover = book.add_worksheet("ปก")
        cover.insert_image("B2", "dot.png", {"image_data": io.BytesIO(PNG)})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, HEADINGS)
        for row, cells in enumerate(ROWS, start=1):
            sheet.write_row(row, 0, cells[:3])
            sheet.write_datetime(row, 3, cells[3], day)
            sheet.write_string(row, 4, cells[4])
            sheet.write_formula(row, 5, f"=C{row + 1}*1.5", None, cells[2] * 1.5)
        sheet.write_rich_string(5, 4, "ก่อน ", bold, "หนา", " หลัง")
        sheet.write_comment("A3", "ความเห็นของเจ้าหน้าที่")
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.set_column(1, 1, 30, None, {"hidden": True})
        sheet.conditional_format("F2:F21", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("C2:C21", {"type": "3_color_scale"})
        sheet.data_validation("B2:B40", {"validate": "list", "source": ["C-001", "C-002"]})
        sheet.autofilter(0, 0, 20, 5)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={SHEET}!$F$2:$F$21"})
        graph = book.add_worksheet("กราฟ")
        graph.insert_chart("A1", chart)
        graph.add_sparkline("H1", {"range": f"{SHEET}!F2:F21"})
        graph.add_table("A20:B23", {"columns": [{"header": "ก"}, {"header": "ข"}]})
        book.add_chartsheet("แผ่นกราฟ").set_chart(_chart_of(book))
        hidden = book.add_worksheet("ซ่อน")
        hidden.very_hidden()
        hidden.write("A1", "ลับ")
        book.define_name("ค่าคงที่", "=42")
        book.define_name(f"{SHEET}!ช่วง", f"={SHEET}!$A$2:$A$21")
        sheet.activate()
        if macros:
            project = path.with_name("vbaProject.bin")
            project.write_bytes(b"\xd0\xcf\x11\xe0 opaque macros " * 40)
            book.add_vba_project(str(project))
    return path


def _chart_of(book):
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": f"={SHEET}!$C$2:$C$5"})
    return chart


def with_macros(path):
    return by_xlsxwriter(path.with_suffix(".xlsm"), macros=True)


def by_openpyxl(path):
    """Formulas without results, shared formulas, comments, charts, a local print title."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet.append(HEADINGS)
    for cells in ROWS:
        sheet.append(cells)
    sheet["G2"] = "=C2*2"
    sheet["A2"].comment = openpyxl.comments.Comment("ดูแล้ว", "นก")
    sheet.print_title_rows = "1:1"
    sheet.merge_cells("I1:J2")
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(sheet, min_col=3, min_row=1, max_row=21))
    other = book.create_sheet("อื่น 'ๆ' อีก")
    other.add_chart(chart, "B2")
    other.print_title_rows = "1:2"
    book.defined_names["ทั้งหมด"] = openpyxl.workbook.defined_name.DefinedName(
        "ทั้งหมด", attr_text=f"{SHEET}!$A$2:$F$21"
    )
    book.active = 1
    book.save(path)
    return path


def by_pandas(path):
    pd.DataFrame(ROWS, columns=HEADINGS).to_excel(path, sheet_name=SHEET, index=False)
    return path


def with_pivot_and_shared_formulas(path):
    """Parts no Python library writes, put in by hand."""
    by_openpyxl(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    master, follower = '<f t="shared" ref="H2:H9" si="0">C2*3</f>', '<f t="shared" si="0"/>'
    for row in range(2, 10):
        formula = f'<c r="H{row}">{master if row == 2 else follower}<v>{row}</v></c></row>'
        start = sheet.index(f'<row r="{row}"')
        end = sheet.index("</row>", start)
        sheet = sheet[:end] + formula + sheet[end + len("</row>") :]
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = (
        f'<pivotCacheDefinition xmlns="{main}" refreshOnLoad="1"><cacheSource type="worksheet">'
        f'<worksheetSource ref="A1:C21" sheet="{SHEET}"/></cacheSource><cacheFields count="3">'
        '<cacheField name="รหัสกิจกรรม"/><cacheField name="กลุ่ม"/><cacheField name="ครั้งที่"/>'
        "</cacheFields></pivotCacheDefinition>"
    ).encode()
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{main}"><c r="G2" i="1"/></calcChain>'.encode()
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = types.replace(
        "</Types>",
        f'<Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType="{kind}'
        '.pivotCacheDefinition+xml"/><Override PartName="/xl/calcChain.xml"'
        f' ContentType="{kind}.calcChain+xml"/></Types>',
    )
    parts["[Content_Types].xml"] = types.encode()
    links = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = links.replace(
        "</Relationships>",
        f'<Relationship Id="rIdPivot" Type="{office}/pivotCacheDefinition"'
        ' Target="pivotCache/pivotCacheDefinition1.xml"/>'
        f'<Relationship Id="rIdChain" Type="{office}/calcChain" Target="calcChain.xml"/>'
        "</Relationships>",
    ).encode()
    book = parts["xl/workbook.xml"].decode()
    parts["xl/workbook.xml"] = book.replace(
        "</workbook>",
        f'<pivotCaches xmlns:r="{office}"><pivotCache cacheId="1" r:id="rIdPivot"/></pivotCaches>'
        "</workbook>",
    ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def with_prefixes(path):
    """The same cells in XML that writes a namespace prefix before every name."""
    by_openpyxl(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        parts[name] = _prefixed(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def _prefixed(xml):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    root = etree.fromstring(xml)
    again = etree.Element(
        root.tag, root.attrib, {"x": main, **{k: v for k, v in root.nsmap.items() if k}}
    )
    again.extend(root)
    return etree.tostring(again, encoding="UTF-8", xml_declaration=True, standalone=True)


MAKERS = {
    "xlsxwriter": by_xlsxwriter,
    "macros": with_macros,
    "openpyxl": by_openpyxl,
    "pandas": by_pandas,
    "pivot": with_pivot_and_shared_formulas,
    "prefixes": with_prefixes,
}


@pytest.fixture(scope="session")
def originals(tmp_path_factory):
    """One workbook of every maker; never written to, copied by those who write."""
    folder = tmp_path_factory.mktemp("originals")
    return {name: make(folder / f"{name}.xlsx") for name, make in MAKERS.items()}


@pytest.fixture(params=MAKERS)
def workbook(request, originals, tmp_path):
    """A copy of one of the workbooks."""
    original = originals[request.param]
    return Path(shutil.copy(original, tmp_path / original.name))
