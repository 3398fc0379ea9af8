"""`history KEY`: what changed in a record, as the checks noticed it."""

import json

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from jobs.cli.main import main
from sheets_sync.resources import resource
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, save
from tests.jobs.pipeline.test_send_alerts import SOMCHAI, at

SCHEMA = json.loads(resource("jobs", "schemas", "history.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")
    return tmp_path


def check(day, hour=9):
    with at(day, hour):
        assert main(["check"]) == 0


def typed(folder, sheet, cells):
    """Staff type into cells of a sheet, with the program of their own."""
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(folder / "registry.xlsx")


def history(capsys, key="C-001", *options):
    capsys.readouterr()
    code = main(["history", key, *options])
    return code, capsys.readouterr()


def changes(capsys, key="C-001"):
    code, printed = history(capsys, key, "--json", "--lang", "en")
    assert code == 0
    shown = json.loads(printed.out)
    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(shown)] == []
    return shown["changes"]


def test_what_staff_changed_is_told_with_when(folder, capsys):
    check(23)
    check(24)
    typed(folder, "ทะเบียน CoP", {"C2": "ราคากลาง"})
    check(25)

    assert changes(capsys) == [
        {
            "tab": "communities",
            "key": "C-001",
            "community": "C-001",
            "kind": "changed",
            "column": "topic",
            "before": "กฎหมายพัสดุ",
            "after": "ราคากลาง",
            "since": "2026-11-24T09:00:00+07:00",
            "at": "2026-11-25T09:00:00+07:00",
            "message": "Topic: “กฎหมายพัสดุ” became “ราคากลาง”",
        }
    ]


def test_what_the_service_writes_itself_is_no_change(folder, capsys):
    for day in (23, 24, 25):
        check(day)

    assert changes(capsys) == []
    assert "has changed since the first check on 23 Nov 2026 09:00" in (
        history(capsys, "C-001", "--lang", "en")[1].out
    )


def test_a_tab_that_could_not_be_read_is_no_change(folder, capsys):
    check(23)
    typed(folder, "สมาชิก", {"A1": None, "B1": None})
    check(24)
    typed(folder, "สมาชิก", {"A1": "รหัสกลุ่ม", "B1": "สมาชิก"})
    check(25)

    assert changes(capsys) == []


@pytest.mark.parametrize("key", ["60001", SOMCHAI, "สมชาย ใจดี"])
def test_a_person_is_meant_by_number_address_or_name(key, folder, capsys):
    check(23)
    typed(folder, "บุคลากร", {"E2": "กองแผนงาน"})
    check(24)

    assert [(one["key"], one["column"]) for one in changes(capsys, key)] == [("60001", "unit")]


@pytest.mark.parametrize(
    ("language", "said"),
    [("th", "หน่วยงาน/สังกัด: จาก “กองคลัง” เป็น “กองแผนงาน”"), ("en", "Unit: “กองคลัง” became")],
)
def test_it_is_told_in_words_with_the_name_beside_the_number(language, said, folder, capsys):
    check(23)
    typed(folder, "บุคลากร", {"E2": "กองแผนงาน"})
    check(24)

    out = " ".join(history(capsys, "60001", "--lang", language)[1].out.split())
    assert "60001 นายสมชาย ใจดี" in out
    assert said in out


def test_before_the_first_check_nothing_can_be_told(folder, capsys):
    code, printed = history(capsys, "C-001", "--lang", "en")

    assert (code, printed.out) == (
        0,
        (
            "Workbook กรมตัวอย่าง: no check has been kept yet. The first one writes down what every "
            "record"
            " holds; changes are told from then on.\n"
        ),
    )


def test_what_no_workbook_ever_had_is_refused_with_the_nearest(folder, capsys):
    check(23)

    code, printed = history(capsys, "C-0001", "--lang", "en")
    assert code == 1
    assert "No record of any workbook is, or was, “C-0001”. Did you mean C-001?" in printed.err


def test_the_evidence_file_tells_it(folder, capsys):
    from tests.renderings.pdf_text import pdf_text, squeezed

    check(23)
    typed(folder, "ทะเบียน CoP", {"C2": "ราคากลาง"})
    check(24)
    with at(25):
        assert main(["report", "--evidence", "C-001", "--lang", "en"]) == 0

    path = folder / "reports" / "evidence" / "C-001.pdf"
    text = squeezed(pdf_text(path.read_bytes(), folder))
    assert squeezed("What changed between checks") in text
    assert squeezed("became “ราคากลาง”") in text
