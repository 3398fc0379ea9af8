"""`year`: the turn of the fiscal year, from the registry to what people copy and what stays."""

import json
import stat

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from sheets_sync.resources import resource
from tests.fixtures.agency_folder import PEOPLE, community

pytestmark = pytest.mark.long

SCHEMA = json.loads(resource("jobs", "schemas", "year.schema.json").read_text(encoding="utf-8"))
SEPTEMBER = ("--today", "2026-09-15")
OCTOBER = ("--today", "2026-10-05")
OLD = community("C-001", "1 พ.ย. 2568", ends_on="30 ก.ย. 2569")
TABS = {
    "staff": PEOPLE,
    "communities": [OLD],
    "members": [{"community": "C-001", "person": "60002"}],
    "evaluations": [
        {"community": "C-001", "person": "60002", "evaluated_on": "1/9/2569", "result": "ผ่าน"}
    ],
}


@pytest.fixture
def folder(agency_folder):
    agency_folder.workbook(TABS)
    return agency_folder


def todo(folder):
    return [
        [cell for cell in row if cell is not None]
        for row in openpyxl.load_workbook(folder.path / "registry.xlsx")["งานที่ต้องทำ"].values
    ]


def test_what_is_to_be_done_is_told_as_json(folder):
    code, out, _ = folder.run("year", "--json", *SEPTEMBER)
    shown = json.loads(out)

    assert code == 0
    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(shown)] == []
    assert shown["fiscal_year"] == 2569
    assert [one["community"] for one in shown["to_close"]] == ["C-001"]
    assert [(row["tab"], row["cells"].get("starts_on")) for row in shown["next_rounds"]] == [
        ("communities", "2026-10-01"),
        ("members", None),
    ]
    assert [one["year"] for one in shown["holidays"]] == [2569, 2570]


def test_rows_to_copy_stand_in_a_private_workbook_and_the_registry_is_as_it_was(folder):
    before = (folder.path / "registry.xlsx").read_bytes()
    assert folder.run("year", *SEPTEMBER)[0] == 0

    path = folder.path / "reports" / "year" / "2569.xlsx"
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["รอบที่ต้องปิด", "ทะเบียน CoP", "สมาชิก", "วันหยุด 2569", "วันหยุด 2570"]
    rows = [*book["ทะเบียน CoP"].iter_rows(min_row=3, values_only=True)]
    assert rows[0][:3] == ("รหัสกลุ่ม", "ชื่อกลุ่ม", "หัวข้อความรู้")
    assert rows[1][:3] == ("C-002", "กลุ่ม C-001", "งานพัสดุ")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (folder.path / "registry.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "“กรมตัวอย่าง” ปีงบประมาณ 2569: รอบที่ต้องปิด 1 รอบ"),
        ("en", "Workbook กรมตัวอย่าง, fiscal year 2569: rounds to close: 1"),
    ],
)
def test_it_is_told_in_words(language, said, folder):
    code, out, _ = folder.run("year", "--lang", language, "--dry-run", *SEPTEMBER)

    assert (code, out.splitlines()[0]) == (0, said)
    assert not (folder.path / "reports").exists()


def test_the_year_may_be_named_in_either_era(folder):
    for typed in ("2569", "2026"):
        out = folder.run("year", typed, "--json", "--today", "2027-03-01")[1]
        assert json.loads(out)["fiscal_year"] == 2569
    assert folder.run("year", "--lang", "en", "26", *SEPTEMBER)[0] == 2


def test_once_rows_are_removed_evidence_and_report_are_answered_from_the_archive(folder):
    code, out, _ = folder.run("year", "--archive", "--json", *OCTOBER)
    archive = folder.path / "archive" / "2569.xlsx"
    assert (code, json.loads(out)["archive"]["rows"]) == (
        0,
        {"staff": 3, "communities": 1, "members": 1, "evaluations": 1},
    )
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600

    folder.workbook({"staff": PEOPLE, "communities": [community("C-002", "1 ต.ค. 2569")]})
    code, out, _ = folder.run("report", "--evidence", "C-001", "--lang", "en", *OCTOBER)
    assert code == 0
    assert f"Read from the workbook of a year that is over: {archive}" in out
    assert (folder.path / "reports" / "evidence" / "C-001.pdf").read_bytes().startswith(b"%PDF")

    code, out, _ = folder.run("report", "--month", "2026-09", "--json", *OCTOBER)
    assert json.loads(out)["indicators"]["1"]["value"] == 1
    code, out, _ = folder.run("report", "--month", "2026-10", "--json", "--today", "2026-11-02")
    assert json.loads(out)["indicators"]["1"]["value"] == 1


def test_an_archive_is_never_written_over(folder):
    assert folder.run("year", "--archive", *OCTOBER)[0] == 0
    before = (folder.path / "archive" / "2569.xlsx").read_bytes()

    code, _, err = folder.run("year", "--archive", "--lang", "en", *OCTOBER)
    assert code == 1
    assert "2569.xlsx" in err
    assert (folder.path / "archive" / "2569.xlsx").read_bytes() == before


def test_a_year_without_rounds_is_not_archived(folder):
    code, _, err = folder.run("year", "2565", "--archive", "--lang", "en", *OCTOBER)

    assert code == 1
    assert "Workbook กรมตัวอย่าง has no round of fiscal year 2565." in err


def test_a_year_that_is_not_over_is_not_archived(folder):
    code, _, err = folder.run("year", "--archive", "--lang", "en", *SEPTEMBER)

    assert code == 1
    assert "Fiscal year 2569 is not over" in err
    assert "from 1 Oct 2026 on" in err
    assert not (folder.path / "archive").exists()


def test_a_report_is_answered_from_the_archive_also_where_only_some_rounds_were_removed(folder):
    kept = community("C-002", "1 พ.ย. 2568", ends_on="30 ก.ย. 2569")
    folder.workbook({**TABS, "communities": [OLD, kept]})
    assert folder.run("year", "--archive", *OCTOBER)[0] == 0

    def communities():
        code, out, err = folder.run("report", "--month", "2026-09", "--json", *OCTOBER)
        shown = next(one for one in map(json.loads, out.splitlines()) if "indicators" in one)
        return code, shown["indicators"]["1"]["value"], "archive" in out + err

    assert communities()[:2] == (0, 2)
    cancelled = {**OLD, "status": "ยกเลิก"}
    folder.workbook({**TABS, "communities": [cancelled, kept]})
    assert communities()[:2] == (0, 1)
    folder.workbook({"staff": PEOPLE, "communities": [kept]})
    assert communities()[:2] == (0, 2)
