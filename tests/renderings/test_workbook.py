"""The report's workbook as Excel's readers and LibreOffice find it."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.renderings.letter_count import letter_count
from sheets_sync.renderings.workbook import report_workbook
from tests.fixtures.libreoffice import libreoffice
from tests.renderings.pdf_text import raw_text
from tests.renderings.reports import OCTOBER, TODAY, Register, name_of
from tests.renderings.test_page import EVIL, LATIN, NOV, OCT, THAI, register, sessions_of_many
from tests.rules.workbooks import our_schema

__all__ = ["libreoffice"]

pytestmark = pytest.mark.long


def book(made=None, language="th", copy="hr", **words):
    report = (made or register()).report(OCTOBER, copy, TODAY, checked=True)
    return report_workbook(report, our_schema(), Sentences(language, **words))


def rows(content, sheet):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def texts(content):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    cells = [cell for sheet in sheets for row in sheet for cell in row]
    return " ".join([*workbook.sheet_names, *(cell for cell in cells if isinstance(cell, str))])


@pytest.fixture
def through_libreoffice(libreoffice, tmp_path):
    """A workbook after LibreOffice opened, calculated and saved it."""

    def saved(content, kind="xlsx"):
        path = tmp_path / "report.xlsx"
        path.write_bytes(content)
        (made,) = libreoffice.converted([path], kind, tmp_path / "saved")
        return made.read_bytes()

    return saved


def test_every_number_is_a_number_and_every_day_a_day():
    sheet = rows(book(), "กิจกรรม")

    assert sheet[2:5] == [
        ["", "", "", "", "", "", "สมาชิกที่เข้าร่วม", "", ""],
        ["วันที่", "กลุ่ม", "รหัส", "หัวข้อ", "ผล", "ชั่วโมง", "จำนวน", "จากทั้งหมด", "ร้อยละ"],
        [OCT(2), "กลุ่ม 1", "1", "เรื่อง", "จัดแล้ว ยังไม่บันทึกผล", 1.5, 1.0, 8.0, 0.125],
    ]  # fmt: skip


def test_past_sixty_communities_the_workbook_has_all_sessions():
    made = book(sessions_of_many())

    listed = {name: [row[3] for row in rows(made, name)] for name in ("กิจกรรมที่ยังค้าง", "กิจกรรมอื่น")}
    topics = {
        name: [one for one in told if str(one).startswith("เรื่องที่")] for name, told in listed.items()
    }
    assert topics == {
        "กิจกรรมที่ยังค้าง": ["เรื่องที่ 2", "เรื่องที่ 3", "เรื่องที่ 4"],
        "กิจกรรมอื่น": ["เรื่องที่ 1", "เรื่องที่ 5"],
    }


def test_days_are_shown_in_the_readers_era():
    thai, english = (
        openpyxl.load_workbook(io.BytesIO(book(language=language)))[title]["A5"].number_format
        for language, title in (
            ("th", "กิจกรรม"),
            ("en", "Sessions"),
        )
    )

    assert (thai, english) == ("[$-107041E]d mmm yyyy", "d mmm yyyy")


def test_each_sheet_has_a_filter_a_frozen_head_and_prints_on_one_page_across():
    found = openpyxl.load_workbook(io.BytesIO(book()))
    sheet = found["รายกลุ่ม"]

    assert (
        sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation,
        sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage,
        sheet.page_setup.fitToHeight,
    ) == ("B5", "$3:$4", "landscape", 9, True, 0)  # fmt: skip
    assert found["องค์ประกอบแผน"].auto_filter.ref == "A4:D12"
    assert found["แถวที่ไม่นำมานับ"].page_setup.orientation == "portrait"


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_sheet_says_on_paper_what_it_belongs_to(language):
    say = Sentences(language)
    cover, *others = openpyxl.load_workbook(io.BytesIO(book(language=language)))

    assert not cover.oddHeader.left.text
    for sheet in others:
        assert "2569" in sheet.oddHeader.left.text or "2026" in sheet.oddHeader.left.text
        assert sheet.oddHeader.left.text.endswith(f" · {say('report.standing.draft')}")
        assert sheet.oddHeader.right.text == "กรมตัวอย่าง"
        assert sheet.oddFooter.center.text == say("report.page.page_of", page="&P", pages="&N")


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_name_of_a_sheet_is_cut(language):
    names = Sentences(language).table("report.workbook.sheets").values()

    assert [name for name in names if len(str(name)) > 31] == []
    assert set(openpyxl.load_workbook(io.BytesIO(book(language=language))).sheetnames[1:-1]) <= {
        str(name) for name in names
    }


def test_what_this_copy_hides_looks_other_than_what_is_nothing():
    made = Register().round("1", (1, 2)).follow_up("1", 1, OCT(1))
    sheet = openpyxl.load_workbook(io.BytesIO(book(made, copy="manager")))["การนำไปใช้"]
    hidden, nothing = (
        next(cell for row in sheet.iter_rows() for cell in row if cell.value == word)
        for word in ("ไม่แสดง", "–")
    )

    assert (hidden.fill.patternType, nothing.fill.patternType) == ("lightUp", None)


def test_the_charts_are_the_spreadsheets_own():
    with zipfile.ZipFile(io.BytesIO(book())) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        pictures = [name for name in package.namelist() if "media" in name]

    assert len(charts) >= 4
    assert pictures == []


def test_charts_have_the_agencys_digits():
    made = Register()
    for number, members in enumerate((range(1, 7), range(11, 17)), start=1):
        made.round(str(number), members).plan(str(number), evaluation_due=OCT(5))
        for member in members:
            made.evaluation(str(number), member, OCT(4), pre_score=8, post_score=14, full_score=20)

    with zipfile.ZipFile(io.BytesIO(book(made, thai_digits=True))) as package:
        charts = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
        ]
    formats = {code for chart in charts for code in re.findall(r'formatCode="([^"]+)"', chart)}

    assert "[$-D00041E]0%" in formats
    assert "0%" not in formats


def test_totals_follow_the_filter_and_survive_a_save(through_libreoffice):
    made = Register()
    for number, members in enumerate(((1, 2), (3,), (4, 5, 6)), start=1):
        made.round(str(number), members).plan(str(number), evaluation_due=OCT(2))
        made.evaluation(str(number), members[0], OCT(1))
    content = book(made)
    [formula] = [
        cell.value
        for cell in openpyxl.load_workbook(io.BytesIO(content))["ผลการเรียนรู้"][8]
        if str(cell.value).startswith("=SUBTOTAL")
    ][:1]

    before, after = (
        rows(one, "ผลการเรียนรู้")[7][:5] for one in (content, through_libreoffice(content))
    )

    assert formula == "=SUBTOTAL(109,C5:C7)"
    assert before == after == ["รวมแถวที่แสดง", "", 3.0, 6.0, 0.5]


def test_a_month_is_a_date_that_libreoffice_shows_in_the_readers_era(through_libreoffice, tmp_path):
    made = Register().round("1", (1, 2), starts_on=dt.date(2025, 11, 1))
    for number, day in enumerate((dt.date(2025, 11, 3), dt.date(2026, 9, 2), OCT(2)), start=1):
        made.session(f"S-{number}", "1", day, day, number=number)
    content = book(made, thai_digits=True)
    found = openpyxl.load_workbook(io.BytesIO(content))
    table, chart = found["รายเดือน"], found["กิจกรรมรายเดือน"]
    english = openpyxl.load_workbook(io.BytesIO(book(made, language="en")))["Month by month"]
    printed = raw_text(through_libreoffice(content, "pdf"), tmp_path)

    months = [dt.datetime(2025, month, 1) for month in (11, 12)]
    months += [dt.datetime(2026, month, 1) for month in range(1, 11)]
    assert [row[0].value for row in table["A5:A16"]] == months
    assert [row[0].value for row in chart["A5:A16"]] == months
    assert (table["A5"].number_format, chart["A5"].number_format, english["A5"].number_format) == (
        "[$-D07041E]mmmm yyyy",
        "[$-D07041E]mmm yyyy",
        "mmmm yyyy",
    )
    shown = ("พฤศจิกายน ๒๕๖๘", "พ.ย. ๒๕๖๘", "กันยายน ๒๕๖๙", "ก.ย. ๒๕๖๙")
    assert [printed.count(month) > 0 for month in shown] == [True] * len(shown)
    assert "###" not in printed


def test_no_sheet_is_too_wide_to_be_read_on_paper():
    made = register()
    for number in range(10, 30):
        name = f"การพัฒนาคุณภาพการบริหารจัดการภาครัฐ กลุ่มที่ {number}"
        made.round(str(number), range(1, 9), name=name).plan(str(number), evaluation_due=OCT(5))
        for member in range(1, 9):
            made.evaluation(str(number), member, OCT(4), pre_score=8, post_score=14, full_score=20)
    wide = {}

    for sheet in openpyxl.load_workbook(io.BytesIO(book(made))):
        columns = sheet.column_dimensions.values()
        width = sum(one.width * (one.max - one.min + 1) for one in columns)
        caption = "" if "A2" in sheet.merged_cells else sheet["A2"].value or ""
        wide[sheet.title] = (width, letter_count(caption) <= 142)

    assert {name: one for name, one in wide.items() if one[0] > 165 or not one[1]} == {}


def test_on_paper_each_sheet_is_one_page_but_the_longest(through_libreoffice, tmp_path):
    content = book(copy="manager")
    sheets = openpyxl.load_workbook(io.BytesIO(content)).sheetnames

    printed = raw_text(through_libreoffice(content, "pdf"), tmp_path).rstrip("\f")

    assert (
        len(sheets) <= printed.count("\f") + 1 <= len(sheets) + 3
    )  # indicators, parts, definitions


def test_nothing_from_cells_is_a_formula_or_a_link():
    evil = '=HYPERLINK("http://x","y")'
    made = register("http://example.org", evil)
    with zipfile.ZipFile(io.BytesIO(book(made))) as package:
        sheets = [
            package.read(name).decode() for name in package.namelist() if "sheets/sheet" in name
        ]
        targets = [package.read(name).decode() for name in package.namelist() if ".rels" in name]

    assert not any("<f>HYPERLINK" in sheet for sheet in sheets)
    assert not any('TargetMode="External"' in one for one in targets)
    assert evil in texts(book(made))
    assert EVIL in texts(book(register(EVIL, EVIL)))


def test_only_hr_reads_names_of_members():
    made = Register().round("1", (1, 2)).plan("1", evaluation_due=OCT(1), follow_up_due=NOV(2))

    assert name_of(2) not in texts(book(made, copy="manager"))


def test_the_words_are_in_the_readers_language():
    allowed = {"CoP", "main", "HR"}

    assert set(LATIN.findall(texts(book()))) <= allowed
    made = register("Group", "Matter")
    made.tabs["communities"][0]["coordinator"] = None
    assert THAI.findall(texts(book(made, language="en")).replace("กรมตัวอย่าง", "")) == []


def test_the_same_report_is_the_same_file():
    assert book() == book()
