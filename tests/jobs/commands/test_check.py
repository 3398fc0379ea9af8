"""check from outside: what it writes into a workbook, when it does not, and what it tells."""

import json
import re
import zipfile

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from jobs.terminal.steps import SIGNS
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.delivery import LetterState
from sheets_sync.settings import load
from sheets_sync.stores.xlsx.package import open_package
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import community, rows, session

SLIP = rows(sessions=[session(held_on="31/11/2569", status="จัดแล้ว")])
OURS = ["งานที่ต้องทำ", "ความก้าวหน้า", "สรุป", "กล่องอีเมลรอส่ง", "ประวัติการแจ้งเตือน"]
MONDAY_MORNING = "2026-11-23 06:30+07:00"
MONDAY_NOON = "2026-11-23 12:30+07:00"
MONDAY_REMINDERS = "2026-11-23 09:00+07:00"
SUNDAY = "2026-11-22 06:30+07:00"
TUESDAY = "2026-11-24 06:30+07:00"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(SLIP, tmp_path / "registry.xlsx")
    return tmp_path


def check(*typed, at=MONDAY_MORNING, command="check"):
    with time_machine.travel(at, tick=False):
        return main([command, *typed])


def sheet(folder, title):
    """The rows of a tab, as far as they are filled."""
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    return [tuple(cell.value for cell in row) for row in book[title].iter_rows()]


def content(folder):
    return (folder / "registry.xlsx").read_bytes()


def test_the_services_tabs_stand_in_front_and_the_staffs_are_as_before(folder):
    before = openpyxl.load_workbook(folder / "registry.xlsx")
    cells = {tab.title: list(tab.values) for tab in before}

    assert check() == 0

    after = openpyxl.load_workbook(folder / "registry.xlsx")
    assert after.sheetnames[:5] == OURS
    assert {title: list(after[title].values) for title in cells} == cells
    assert after["ประวัติการแจ้งเตือน"].sheet_state == "hidden"


def test_the_slip_is_on_the_to_do_list_with_its_cell(folder):
    check()

    lines = [row for row in sheet(folder, OURS[0]) if row[1] == "ต้องแก้ไข"]
    assert [(row[0], row[2]) for row in lines] == [("นายสมชาย ใจดี", "กิจกรรม I2")]


def test_one_line_says_what_was_written_and_one_what_was_left_alone(folder, capsys):
    check()
    said = capsys.readouterr()

    assert "กรมตัวอย่าง: เขียนผลการตรวจสอบใน" in said.out
    assert said.err.count("ไม่มีคอลัมน์ผลการตรวจสอบ") == 1
    assert "กิจกรรม, ประเมินผลการเรียนรู้, ติดตามการนำไปใช้: ไม่มีคอลัมน์" in said.err


def test_checking_again_on_the_same_day_writes_nothing(folder, capsys):
    check()
    before = content(folder)
    capsys.readouterr()

    assert check(at=MONDAY_NOON) == 0

    assert content(folder) == before
    assert "เป็นปัจจุบันแล้ว จึงไม่ได้เขียนใหม่" in capsys.readouterr().out


def test_the_heartbeat_goes_on_with_a_new_day(folder):
    check()
    check(at=TUESDAY)

    beat = next(row for row in sheet(folder, "สรุป") if row[0] == "ผลนี้ตรวจสอบเมื่อ")
    assert beat[2].date().isoformat() == "2026-11-24"


def test_what_was_found_before_keeps_its_day(folder):
    check()
    check(at=TUESDAY)

    line = next(row for row in sheet(folder, OURS[0]) if row[1] == "ต้องแก้ไข")
    assert (line[6].date().isoformat(), line[7]) == ("2026-11-23", 1)


def test_what_was_mended_is_gone(folder):
    check()
    save(rows(sessions=[session(held_on="20/11/2569")]), folder / "registry.xlsx")
    check(at=MONDAY_NOON)

    assert [row for row in sheet(folder, OURS[0]) if row[1] == "ต้องแก้ไข"] == []


def outbox(folder):
    return [row for row in sheet(folder, "กล่องอีเมลรอส่ง") if row[2] and "@" in row[2]]


def test_the_outbox_shows_the_letter_of_the_next_working_day(folder):
    check(at=SUNDAY)
    ((_, day, to, why, *_),) = outbox(folder)

    assert (day.date().isoformat(), to) == (
        "2026-11-23",
        "นายสมชาย ใจดี\nsomchai@agency.go.th",
    )
    assert why.startswith("ต้องแก้ไข · กลุ่มที่ 1")


def tick(folder, cell):
    """Choose the mark in a cell of the outbox, as a spreadsheet program does."""
    path = folder / "registry.xlsx"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = next(sheet.part for sheet in open_package(path).sheets if sheet.title == "กล่องอีเมลรอส่ง")
    blank = re.search(rb'<c r="%s"( s="\d+")/>' % cell.encode(), parts[name])
    filled = b'<c r="%s"%s t="inlineStr"><is><t>%s</t></is></c>'
    ticked = filled % (cell.encode(), blank[1], "✓".encode())
    parts[name] = parts[name].replace(blank[0], ticked)
    with zipfile.ZipFile(path, "w") as book:
        for part, data in parts.items():
            book.writestr(part, data)


def test_a_tick_of_staff_stays_with_its_letter(folder):
    check(at=SUNDAY)
    tick(folder, "G4")
    before = content(folder)
    check(at=MONDAY_MORNING)

    assert content(folder) != before
    assert [row[6] for row in outbox(folder)] == ["✓"]


def test_after_reminders_on_trial_outbox_and_log_say_that_the_letter_became_a_file(folder):
    check()
    check(at=MONDAY_REMINDERS, command="remind")
    check(at=MONDAY_NOON)

    today = [row for row in outbox(folder) if row[1].date().isoformat() == "2026-11-23"]
    assert [row[5] for row in today] == ["จัดทำเป็นไฟล์แล้ว"]
    log = sheet(folder, "ประวัติการแจ้งเตือน")
    assert [(row[2], row[5]) for row in log[3:]] == [("somchai@agency.go.th", "จัดทำเป็นไฟล์แล้ว")]


def test_a_letter_that_the_log_shows_is_flagged_in_the_ledger(folder):
    check(at=MONDAY_REMINDERS, command="remind")
    check(at=MONDAY_NOON)

    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        states = [letter.state for letter in ledger.letters.standing()]
    assert states == [LetterState.FLAGGED]


def test_looking_writes_nothing(folder):
    before = content(folder)

    assert check("--dry-run") == 0
    assert check("--today", "2026-11-23") == 0

    assert content(folder) == before
    assert not (folder / "state").exists()


def test_a_workbook_that_cannot_be_read_leaves_nothing_behind(folder):
    (folder / "registry.xlsx").write_bytes(b"")

    assert check() == 1

    assert sorted(path.name for path in folder.iterdir()) == ["cop-steward.toml", "registry.xlsx"]


def test_a_workbook_that_is_open_elsewhere_is_left_alone_and_it_says_by_whom(folder, capsys):
    (folder / ".~lock.registry.xlsx#").write_text(
        ",suda,pc,23.11.2026 06:00,file:///x;", encoding="utf-8"
    )
    before = content(folder)

    assert check() == 0

    said = capsys.readouterr()
    assert content(folder) == before
    assert "กรมตัวอย่าง: ยังไม่ได้เขียนผลการตรวจสอบ" in said.out
    assert "ไฟล์เปิดอยู่ในโปรแกรม LibreOffice" in said.err


def test_a_run_without_a_terminal_says_what_was_done_and_nothing_where_nothing_is_due(
    folder, capsys
):
    assert check(command="run", at=MONDAY_NOON) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "กรมตัวอย่าง: ตรวจสอบแล้ว 11 แถว ต้องแก้ไข 1 งานค้าง 0 ควรตรวจสอบ 0 ข้อแนะนำ 0",
        "ทุกทะเบียน: แจ้งเตือน (23 พ.ย. 2569) แล้ว จัดทำอีเมลเป็นไฟล์ 1 ฉบับ",
        "ทุกทะเบียน: ลบข้อมูลที่เก็บครบกำหนด (23 พ.ย. 2569) เรียบร้อยแล้ว",
    ]
    assert said.err == ""

    assert check(command="run", at=MONDAY_NOON) == 0

    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_json_stays_one_object_while_the_tabs_are_written(folder, capsys):
    check("--json")

    found = json.loads(capsys.readouterr().out)
    assert found["counts"]["error"] == 1
    assert openpyxl.load_workbook(folder / "registry.xlsx").sheetnames[:5] == OURS


def test_findings_fail_the_command_only_where_that_is_asked_for(folder):
    assert check("--fail-on", "error") == 4
    assert check("--fail-on", "warning") == 4


def test_the_tabs_speak_the_registrys_language_whatever_the_screens(folder, capsys):
    check("--lang", "en")

    assert openpyxl.load_workbook(folder / "registry.xlsx").sheetnames[:5] == OURS
    assert "กรมตัวอย่าง: the result is written in" in capsys.readouterr().out


def test_a_tab_that_shrank_stops_mail_and_the_outbox_says_how_to_go_on(folder):
    many = [community(number) for number in range(1, 31)]
    save(rows(communities=many), folder / "registry.xlsx")
    check(at=SUNDAY)
    save(rows(communities=many[:3]), folder / "registry.xlsx")
    check()

    held = [row[0] for row in sheet(folder, "กล่องอีเมลรอส่ง") if row[0] and "พักการส่ง" in row[0]]
    assert any("แท็บ “ทะเบียน CoP” เหลือ 3 แถว จากเดิม 30 แถว" in text for text in held)


def test_tabs_first_written_in_the_other_language_are_known_and_not_written_again(folder):
    assert check() == 0
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    english = config.replace('language = "th"', 'language = "en"')
    (folder / "cop-steward.toml").write_text(english, encoding="utf-8")
    assert check() == 0
    # The same moment writes the same bytes: only the file itself tells whether it was replaced.
    written = (folder / "registry.xlsx").stat()

    assert check() == 0

    left = (folder / "registry.xlsx").stat()
    assert (left.st_ino, left.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert open_package(folder / "registry.xlsx").sheets[0].title == OURS[0]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_legend_tells_every_sign_of_the_steps_once(language):
    legend = Sentences(language)("jobs.check.signs").split(" · ")
    assert [part.partition(" ")[0] for part in legend] == list(dict.fromkeys(SIGNS.values()))
