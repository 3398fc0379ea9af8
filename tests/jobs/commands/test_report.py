"""report from outside: a workbook, a config file, and what it writes."""

import json
import os
import stat
import sys

import openpyxl
import pytest

from jobs.cli.main import main
from sheets_sync.renderings.pdf import typeset
from tests.renderings.reports import Register
from tests.rules.workbooks import our_schema

CONFIG = """
version = 1
language = "th"
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
[[registry]]
id = "main"
path = "registry.xlsx"
"""
SECOND = '[[registry]]\nid = "north"\npath = "north.xlsx"\n'
TODAY = "2026-11-22"


def save(register, path):
    """The rows as a workbook that a person made."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, tab in our_schema().tabs.items():
        sheet = book.create_sheet(tab.words.th)
        sheet.append([column.words.th for column in tab.columns.values()])
        for row in register.tabs[name]:
            sheet.append([row.get(column) for column in tab.columns])
    book.save(path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("COP_STEWARD_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(Register().round("C-1", (1, 2)), tmp_path / "registry.xlsx")
    return tmp_path


def report(*typed, today=TODAY):
    return main(["report", "--today", today, *typed])


def written(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))


def test_the_last_full_month_is_written_in_two_copies(folder, capsys):
    assert report() == 0
    shown = capsys.readouterr().out.splitlines()

    assert written(folder) == [
        "reports/2026-10/report-hr.html",
        "reports/2026-10/report.html",
        "reports/index.html",
    ]
    assert shown == [
        (
            "ประจำเดือนตุลาคม 2569: กลุ่มที่ดำเนินการอยู่ 1 กลุ่ม · ประเมินผล ยังไม่ถึงกำหนด · "
            "ติดตามผล ยังไม่ถึงกำหนด · ต้องเร่งรัด 1 กลุ่ม"
        ),
        f"ฉบับผู้บริหาร: {folder}/reports/2026-10/report.html, report.pdf, report.xlsx, line.txt",
        f"ฉบับกลุ่มพัฒนาบุคลากร: {folder}/reports/2026-10/report-hr.html, report-hr.pdf, report-hr.xlsx",
        "ฉบับร่าง ยังไม่ได้ออกรายงาน",
        "ไม่ได้ส่งอีเมล: ยังไม่ได้ระบุผู้รับ (reports.to, reports.hr_to)",
    ]


def test_what_nobody_can_tell_without_a_tab_is_told_as_not_known(folder, capsys):
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    del book["ติดตามการนำไปใช้"]
    book.save(folder / "registry.xlsx")

    report()

    assert capsys.readouterr().out.splitlines()[0] == (
        "ประจำเดือนตุลาคม 2569: กลุ่มที่ดำเนินการอยู่ 1 กลุ่ม · ประเมินผล ยังไม่ถึงกำหนด · "
        "ติดตามผล ยังไม่ทราบ · ต้องเร่งรัด อย่างน้อย 1 กลุ่ม"
    )


def test_an_emblem_that_cannot_be_used_is_told_and_the_report_goes_without_it(folder, capsys):
    config = folder / "cop-steward.toml"
    config.write_text(CONFIG.replace("[agency]", '[agency]\nlogo = "logo.png"'), encoding="utf-8")

    assert report() == 0

    assert f"ไม่พบไฟล์ {folder}/logo.png" in capsys.readouterr().err
    page = (folder / "reports" / "2026-10" / "report.html").read_text(encoding="utf-8")
    assert "<img" not in page


def test_only_its_owner_reads_the_copy_with_names(folder):
    old = os.umask(0o022)
    report()
    os.umask(old)
    month = folder / "reports" / "2026-10"

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in month.iterdir()}
    assert {modes[name] for name in modes if "hr" in name} == {0o600}
    assert {modes[name] for name in modes if "hr" not in name} == {0o644}


def test_the_month_and_the_language_can_be_chosen(folder, capsys):
    assert report("--month", "2569-09", "--lang", "en") == 0

    assert capsys.readouterr().out.startswith("September 2026: active communities 1")
    text = (folder / "reports" / "2026-09" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text


def test_a_dry_run_writes_nothing_and_says_where_it_would(folder, capsys):
    assert report("--dry-run") == 0

    assert written(folder) == []
    assert "จะเขียนไว้ที่" in capsys.readouterr().out


def test_json_is_the_managers_copy_on_one_line(folder, capsys):
    assert report("--json") == 0
    (line,) = capsys.readouterr().out.splitlines()
    value = json.loads(line)

    assert (value["month"], value["registry"], value["copy"]) == ("2026-10-01", "main", "manager")
    assert value["indicators"]["1"]["n"] == 1
    assert written(folder) != []


def test_each_of_several_registries_has_its_own_folder(folder, capsys):
    (folder / "cop-steward.toml").write_text(CONFIG + SECOND, encoding="utf-8")
    assert report() == 1  # north.xlsx is not there
    capsys.readouterr()
    save(Register().round("N-1", (3,)), folder / "north.xlsx")

    assert report("--registry", "north") == 0
    assert written(folder) == [
        "reports/main/2026-10/report-hr.html",
        "reports/main/2026-10/report.html",
        "reports/main/index.html",
        "reports/north/2026-10/report-hr.html",
        "reports/north/2026-10/report.html",
        "reports/north/index.html",
    ]


def test_a_period_that_has_not_begun_is_told_with_one_that_is_over(folder, capsys):
    assert report("--period", "12m", "--month", "2026-10") == 1

    assert capsys.readouterr().err == (
        "ปัญหา: รอบสะสม 12 เดือนสิ้นสุดเดือนกันยายน 2570 ซึ่งยังไม่เริ่ม จึงยังไม่มีรายงาน\n"
        "แนวทางแก้ไข: โปรดเลือกรอบที่ผ่านมาแล้ว เช่น cop-steward report --period 12m --month 2026-09\n"
    )


def test_a_month_that_has_not_begun_cannot_be_reported(folder, capsys):
    assert report("--month", "2569-12") == 1

    assert capsys.readouterr().err == (
        "ปัญหา: เดือนธันวาคม 2569 ยังไม่เริ่ม จึงยังไม่มีรายงาน\n"
        "แนวทางแก้ไข: โปรดเลือกเดือนที่ผ่านมาแล้ว เช่น cop-steward report --month 2026-10\n"
    )
    assert written(folder) == []


def test_without_typst_it_says_what_to_install(folder, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    typeset.cache_clear()

    assert report() == 1

    told = capsys.readouterr().err
    assert "จัดทำ PDF ไม่ได้ เพราะใช้ส่วนประกอบ typst ไม่ได้" in told
    assert "-m pip install --force-reinstall typst" in told
    assert [one for one in written(folder) if "2026-10" in one] == []


def test_writing_again_replaces_the_page_and_leaves_no_pieces(folder):
    report()
    (folder / "reports" / "2026-10" / "report.html").write_text("old", encoding="utf-8")
    report()

    names = sorted(path.name for path in (folder / "reports" / "2026-10").iterdir())
    assert names == [
        "line.txt",
        "report-hr.html",
        "report-hr.pdf",
        "report-hr.xlsx",
        "report.html",
        "report.pdf",
        "report.xlsx",
    ]
    assert (folder / "reports" / "2026-10" / "report.html").stat().st_size > 1000


def test_a_folder_that_is_a_file_is_the_operators_to_mend(folder, capsys):
    (folder / "reports").write_text("", encoding="utf-8")

    assert report() == 1
    assert "reports/2026-10/report.html" in capsys.readouterr().err
