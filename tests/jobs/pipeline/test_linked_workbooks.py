"""A registry in two workbooks, from outside: what each shows, is ticked, is written and is read."""

import email
import email.policy
import json
import shutil

import openpyxl
import pytest

from jobs.cli.main import main
from tests.jobs.commands.test_remind import mails, one_object, save
from tests.jobs.pipeline.hr_workbooks import (
    ELSEWHERE,
    EVALUATED,
    OUR_TABS,
    SCORE,
    UNEVALUATED,
    agency,
    everything,
    make,
    sheets,
)
from tests.jobs.pipeline.test_send_alerts import at, remind

pytestmark = pytest.mark.long
LOOKUP = "_cop_steward"
SOMCHAI = "somchai@agency.go.th"
TODO, PROGRESS, SUMMARY, OUTBOX, LOG = OUR_TABS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return make(tmp_path)


def check(day=23, hour=8, *typed):
    with at(day, hour):
        return main(["check", *typed])


def found(capsys, *typed):
    """The findings as JSON shows them."""
    capsys.readouterr()
    check(23, 8, "--json", *typed)
    return one_object(capsys)["findings"]


def text(path, title):
    return "\n".join(sheets(path)[title])


def test_findings_are_those_of_one_registry_and_steps_are_computed_over_both(folder, capsys):
    places = [(one["rule"], one["sheet"], one["cell"] or one["row"]) for one in found(capsys)]

    assert places == [
        ("evaluation-missing", "สมาชิก", 3),
        ("number-out-of-range", "ประเมินผลการเรียนรู้", "F2"),
    ]


def test_each_workbook_gets_its_own_tabs(folder):
    assert check() == 0

    ours = {name: [title for title in sheets(folder / name) if title in OUR_TABS]
            for name in ("registry.xlsx", "hr.xlsx")}  # fmt: skip
    assert ours == {"registry.xlsx": [TODO, PROGRESS, SUMMARY], "hr.xlsx": [TODO, OUTBOX, LOG]}


def test_no_score_and_nobody_without_an_evaluation_is_shown_in_the_main_workbook(folder):
    assert main(["init"]) == 0
    check()
    remind(23)
    check(23, 12)
    main_book, hr_book = folder / "registry.xlsx", folder / "hr.xlsx"

    assert str(SCORE) not in everything(main_book)
    typed = {"บุคลากร", "สมาชิก"}
    for title, cells in sheets(main_book).items():
        if title not in typed:
            named = [cell for cell in cells if EVALUATED in cell or UNEVALUATED in cell]
            assert named == [], title
    assert [cell for cell in sheets(main_book)["สมาชิก"] if "ประเมิน" in cell] == []
    assert [cell for cell in sheets(main_book)[LOOKUP] if "ประเมิน" in cell] == []

    assert str(SCORE) in text(hr_book, TODO)
    assert UNEVALUATED in text(hr_book, TODO)
    assert str(SCORE) in text(hr_book, "ประเมินผลการเรียนรู้")


def test_the_main_to_do_tab_says_how_much_there_is_elsewhere_and_where(folder):
    check()

    shown = sheets(folder / "registry.xlsx")[TODO]
    assert "อีก 2 รายการอยู่ในแท็บ “งานที่ต้องทำ” ของสมุดงาน “hr.xlsx”" in shown
    assert "ขณะนี้ไม่มีรายการที่ต้องดำเนินการ" in shown


def test_the_rows_to_copy_stand_where_they_are_to_be_pasted(folder):
    check()

    title = "แถวพร้อมคัดลอกไปยังแท็บ “ประเมินผลการเรียนรู้” (1 แถว)"
    assert title in sheets(folder / "hr.xlsx")[TODO]
    assert title not in sheets(folder / "registry.xlsx")[TODO]


def test_what_is_not_private_may_be_told_in_the_main_workbook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path, elsewhere=ELSEWHERE + "private = false\n")
    check()

    assert UNEVALUATED in text(tmp_path / "registry.xlsx", TODO)
    assert str(SCORE) not in text(tmp_path / "registry.xlsx", TODO)
    assert str(SCORE) in text(tmp_path / "hr.xlsx", TODO)


def test_a_workbook_that_is_only_read_is_never_changed_and_its_findings_stand_in_the_main_one(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    elsewhere = '[[registry.elsewhere]]\npath = "hr.xlsx"\nwrite = false\nprivate = false\n'
    make(tmp_path, elsewhere=elsewhere + 'tabs = ["evaluations", "followups"]\n')
    before = (tmp_path / "hr.xlsx").read_bytes()
    main(["init"])
    check()

    assert (tmp_path / "hr.xlsx").read_bytes() == before
    shown = text(tmp_path / "registry.xlsx", TODO)
    assert str(SCORE) in shown
    assert "คัดลอกไปยัง" not in shown


def test_what_is_private_and_only_read_is_counted_and_told_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    elsewhere = '[[registry.elsewhere]]\npath = "hr.xlsx"\nwrite = false\n'
    make(tmp_path, elsewhere=elsewhere + 'tabs = ["evaluations", "followups"]\n')
    check()

    shown = sheets(tmp_path / "registry.xlsx")[TODO]
    assert any(cell.startswith("อีก 2 รายการอยู่ในสมุดงานที่ไม่แสดงในสมุดงานนี้") for cell in shown)
    assert UNEVALUATED not in "\n".join(shown)


def test_answers_of_a_form_feed_a_table_by_the_title_that_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    titles = 'titles = { evaluations = "การตอบแบบฟอร์ม 1" }\n'
    make(tmp_path, elsewhere=ELSEWHERE + titles)
    book = openpyxl.load_workbook(tmp_path / "hr.xlsx")
    book["ประเมินผลการเรียนรู้"].title = "การตอบแบบฟอร์ม 1"
    book.save(tmp_path / "hr.xlsx")

    places = {(one["rule"], one["tab"], one["sheet"]) for one in found(capsys)}
    assert ("number-out-of-range", "evaluations", "การตอบแบบฟอร์ม 1") in places


def test_tabs_of_one_title_in_both_workbooks_stay_apart(folder, capsys):
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    sheet = book.create_sheet("ประเมินผลการเรียนรู้")
    for row in (
        ["รหัสกลุ่ม", "ผู้รับการประเมิน", "วันที่ประเมิน", "ผลการประเมิน"],
        ["C-001", "60003", "31/11/2569", "ผ่าน"],
    ):
        sheet.append(row)
    book.save(folder / "registry.xlsx")
    main(["init"])
    places = {(one["rule"], one["sheet"], one["cell"]) for one in found(capsys)}
    check()

    assert places == {
        ("date-unreadable", "ประเมินผลการเรียนรู้", "C2"),
        ("number-out-of-range", "ประเมินผลการเรียนรู้ (hr.xlsx)", "F2"),
    }
    mine, theirs = text(folder / "registry.xlsx", TODO), text(folder / "hr.xlsx", TODO)
    assert ("31/11/2569" in mine, "31/11/2569" in theirs) == (True, False)
    assert (str(SCORE) in mine, str(SCORE) in theirs) == (False, True)
    assert "31/11/2569" in text(folder / "registry.xlsx", "ประเมินผลการเรียนรู้")
    assert str(SCORE) in text(folder / "hr.xlsx", "ประเมินผลการเรียนรู้")


def bodies(folder):
    """By reader, the text of what is in the outbox."""
    found = {}
    for path in sorted((folder / "outbox").glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        address = mail["To"].addresses[0].addr_spec
        found[address] = mail.get_body(("plain",)).get_content()
    return found


def test_what_is_kept_for_hr_alone_is_mailed_to_hr_alone(folder):
    remind(23)
    sent = bodies(folder)

    assert [who for who, body in sent.items() if str(SCORE) in body] == ["hrd@agency.go.th"]
    assert UNEVALUATED in sent[SOMCHAI]  # a coordinator is told who is still to be evaluated


def test_an_outbox_tab_that_everybody_sees_names_no_record_of_hr(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path, elsewhere=ELSEWHERE.replace(', "outbox", "log"', ""))
    check()

    shown = sheets(tmp_path / "registry.xlsx")[OUTBOX]
    assert "ต้องแก้ไข · กลุ่มที่ 1" in "\n".join(shown).splitlines()
    assert not [cell for cell in shown if "60002" in cell]


def test_a_table_that_is_gone_from_the_other_workbook_is_missed_there(folder, capsys):
    book = openpyxl.load_workbook(folder / "hr.xlsx")
    book["ประเมินผลการเรียนรู้"].title = "ประเมินผลเก่า"
    book.save(folder / "hr.xlsx")
    (missing,) = [one for one in found(capsys) if one["rule"] == "tab-missing"]
    check()

    assert (missing["tab"], missing["sheet"]) == (
        "evaluations",
        "ประเมินผลการเรียนรู้ (hr.xlsx)",
    )
    assert "ไม่พบแท็บ" in text(folder / "hr.xlsx", TODO)
    assert "ไม่พบแท็บ" not in text(folder / "registry.xlsx", TODO)


def test_nothing_new_is_written_into_neither(folder, capsys):
    check()
    before = [(folder / name).read_bytes() for name in ("registry.xlsx", "hr.xlsx")]
    capsys.readouterr()

    check(23, 9)

    assert [(folder / name).read_bytes() for name in ("registry.xlsx", "hr.xlsx")] == before
    assert "เป็นปัจจุบันแล้ว" in capsys.readouterr().out


def test_only_the_workbook_with_news_is_written(folder):
    check()
    before = (folder / "hr.xlsx").read_bytes()
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    book["กิจกรรม"]["Q2"] = None
    book.save(folder / "registry.xlsx")

    check(23, 9)

    assert "กิจกรรม Q2" in text(folder / "registry.xlsx", TODO)
    assert (folder / "hr.xlsx").read_bytes() == before


def lock(path):
    """What Excel leaves beside a file while it is open."""
    beside = path.with_name(f"~${path.name}")
    beside.write_bytes(b"\x05HR   " + b" " * 48 + b"\x05\x00H\x00R\x00" + b" \x00" * 50)
    return beside


def test_a_workbook_that_is_open_is_told_and_written_by_the_next_check(folder, capsys):
    owner = lock(folder / "hr.xlsx")
    capsys.readouterr()
    assert check() == 0
    printed = capsys.readouterr()

    assert "registry.xlsx แล้ว (แท็บของระบบ 3 แท็บ" in printed.out
    assert "hr.xlsx: ไฟล์เปิดอยู่ในโปรแกรม Excel" in printed.out + printed.err
    assert TODO not in sheets(folder / "hr.xlsx")

    owner.unlink()
    before = (folder / "registry.xlsx").read_bytes()
    check(23, 9)

    assert UNEVALUATED in text(folder / "hr.xlsx", TODO)
    assert (folder / "registry.xlsx").read_bytes() == before


def test_a_second_workbook_that_cannot_be_read_stops_all_mail(folder, capsys):
    check()
    (folder / "hr.xlsx").write_bytes(b"PK\x03\x04 half a file")

    assert remind(23) == 1

    assert "hr.xlsx" in "".join(capsys.readouterr())
    assert SOMCHAI not in mails(folder)
    assert check(23, 10) == 1


def tick(path, column):
    book = openpyxl.load_workbook(path)
    sheet = book[OUTBOX]
    (row,) = [
        row for row in range(1, sheet.max_row + 1) if SOMCHAI in str(sheet.cell(row, 3).value)
    ]
    sheet.cell(row, column).value = "✓"
    book.save(path)


@pytest.mark.parametrize(("column", "reason"), [(7, "held"), (8, "suppressed")])
def test_a_tick_is_read_where_the_outbox_tab_is(folder, capsys, column, reason):
    check()
    tick(folder / "hr.xlsx", column)
    capsys.readouterr()

    remind(23, "--json")

    assert (SOMCHAI, reason) in {
        (one["to"], one["reason"]) for one in one_object(capsys)["not_sent"]
    }
    assert SOMCHAI not in mails(folder)


def test_a_tick_stays_when_the_workbooks_are_written_again(folder):
    check()
    tick(folder / "hr.xlsx", 7)
    check(23, 9)

    remind(23, hour=10)

    assert SOMCHAI not in mails(folder)


def test_tabs_that_move_leave_nothing_but_the_way_to_them(folder):
    config = folder / "cop-steward.toml"
    named = config.read_text(encoding="utf-8")
    apart = named.replace(', "outbox", "log"', "").replace('"outbox", "log"', "")
    config.write_text(apart, encoding="utf-8")
    check(23, 8)
    remind(23)
    check(23, 10)
    assert SOMCHAI in text(folder / "registry.xlsx", LOG)

    config.write_text(named, encoding="utf-8")
    check(23, 11)

    left = sheets(folder / "registry.xlsx")
    assert left[OUTBOX] == [OUTBOX, "แท็บนี้ย้ายไปอยู่ในสมุดงาน “hr.xlsx” แล้ว"]
    assert left[LOG] == [LOG, "แท็บนี้ย้ายไปอยู่ในสมุดงาน “hr.xlsx” แล้ว"]
    assert SOMCHAI in text(folder / "hr.xlsx", LOG)
    before = (folder / "registry.xlsx").read_bytes()
    check(23, 12)
    assert (folder / "registry.xlsx").read_bytes() == before


def test_two_workbooks_of_one_name_are_told_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path, elsewhere=ELSEWHERE.replace('"hr.xlsx"', '"hr/registry.xlsx"'))
    (tmp_path / "hr").mkdir()
    shutil.move(tmp_path / "hr.xlsx", tmp_path / "hr" / "registry.xlsx")
    check()

    shown = sheets(tmp_path / "registry.xlsx")[TODO]
    assert "อีก 2 รายการอยู่ในแท็บ “งานที่ต้องทำ” ของสมุดงาน “registry.xlsx (2)”" in shown
    assert UNEVALUATED in text(tmp_path / "hr" / "registry.xlsx", TODO)


def test_a_staff_directory_elsewhere_resolves_people(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    directory = '[[registry.elsewhere]]\npath = "directory.xlsx"\ntabs = ["staff"]\nwrite = false\n'
    make(tmp_path, elsewhere=ELSEWHERE + directory)
    book = openpyxl.load_workbook(tmp_path / "registry.xlsx")
    people = book["บุคลากร"]
    other = openpyxl.Workbook()
    for row in people.iter_rows(values_only=True):
        other.active.append(row)
    other.active.title = "บุคลากร"
    other.create_sheet("เงินเดือน").append(["เลขที่", "เงินเดือน"])
    other.save(tmp_path / "directory.xlsx")
    del book["บุคลากร"]
    book.save(tmp_path / "registry.xlsx")

    rules = [one["rule"] for one in found(capsys)]
    assert rules == ["evaluation-missing", "number-out-of-range"]
    assert mails(tmp_path) == {}
    remind(23)
    assert SOMCHAI in mails(tmp_path)


def test_init_makes_the_other_workbook_with_its_tabs_alone(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    make(tmp_path)
    for name in ("registry.xlsx", "hr.xlsx"):
        (tmp_path / name).unlink()
    assert main(["init"]) == 0
    printed = capsys.readouterr().out

    theirs = {"ประเมินผลการเรียนรู้", "ติดตามการนำไปใช้"}
    assert theirs < set(sheets(tmp_path / "hr.xlsx"))
    assert "สมาชิก" not in sheets(tmp_path / "hr.xlsx")
    assert not theirs & set(sheets(tmp_path / "registry.xlsx"))
    assert "registry.xlsx" in printed
    assert "hr.xlsx" in printed
    assert check() == 0


def test_init_completes_the_other_workbook_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    make(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "hr.xlsx")
    del book["ติดตามการนำไปใช้"]
    book.save(tmp_path / "hr.xlsx")
    main(["init", "--json"])
    done = one_object(capsys)

    assert any("hr.xlsx" in line and "ติดตามการนำไปใช้" in line for line in done["added"])
    assert "ติดตามการนำไปใช้" in sheets(tmp_path / "hr.xlsx")
    assert "ประเมินผลการเรียนรู้" not in sheets(tmp_path / "registry.xlsx")
    main(["init", "--json"])
    assert one_object(capsys)["added"] == []


def test_init_names_a_tab_as_the_config_file_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(tmp_path, elsewhere=ELSEWHERE + 'titles = { evaluations = "ผลสอบ" }\n')
    (tmp_path / "hr.xlsx").unlink()
    main(["init"])

    assert {"ผลสอบ", "ติดตามการนำไปใช้"} < set(sheets(tmp_path / "hr.xlsx"))
    assert check() == 0
    assert TODO in sheets(tmp_path / "hr.xlsx")


@pytest.mark.parametrize(("private", "state"), [("true", "bad"), ("false", "note")])
def test_rows_left_behind_in_the_main_workbook_are_told_by_doctor(
    tmp_path, monkeypatch, capsys, private, state
):
    monkeypatch.chdir(tmp_path)
    make(tmp_path, elsewhere=f"{ELSEWHERE}private = {private}\n")
    assert main(["init"]) == 0
    assert left_behind(capsys) == []

    save(agency(), tmp_path / "registry.xlsx")

    (told,) = left_behind(capsys)
    assert told["state"] == state
    assert told["text"].endswith(": ประเมินผลการเรียนรู้")


def left_behind(capsys):
    """What doctor says of rows that should be elsewhere."""
    capsys.readouterr()
    main(["doctor", "--json", "--lang", "en"])
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return [one for one in lines if one["check"] == "rows-left-behind"]
