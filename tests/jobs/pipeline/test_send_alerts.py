"""What stops mail, from outside: one alarm to a person, a code, and mail that goes on."""

import datetime as dt
import email
import email.policy
import json
import shutil

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, mails, one_object, save
from tests.mailers.server import MailServer
from tests.planning.reminders.reminder_registry import community, rows, staff

pytestmark = pytest.mark.long
HR = "hrd@agency.go.th"
SOMCHAI = "somchai@agency.go.th"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")
    return tmp_path


def at(day, hour=9, minute=0):
    """The moment in November or December 2026, in Bangkok."""
    month, number = (11, day) if day <= 30 else (12, day - 30)
    moment = dt.datetime(
        2026, month, number, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=7))
    )
    return time_machine.travel(moment, tick=False)


def remind(day, *typed, hour=9, minute=0):
    with at(day, hour, minute):
        return main(["remind", *typed])


def status(capsys, day, hour=10):
    capsys.readouterr()
    with at(day, hour):
        code = main(["status", "--json"])
    return code, one_object(capsys)


def the_hold(capsys, day, hour=10):
    """The one hold that `status` shows."""
    code, shown = status(capsys, day, hour)
    (hold,) = [matter for matter in shown["matters"] if matter["kind"] == "hold"]
    assert code == 1
    return hold


def alarms(folder):
    """The subjects of the alarms in the outbox."""
    kept = ("แจ้งสรุปงาน", "แจ้งรายการ", "สำเนา", "ขอให้")
    return [subject for subject in mails(folder).get(HR, []) if not subject.startswith(kept)]


def letters_to(folder, address):
    return len(mails(folder).get(address, []))


def body(folder, subject):
    for path in (folder / "outbox").glob("*.eml"):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if subject in " ".join(mail["Subject"].split()):
            return mail.get_body(("plain",)).get_content()
    raise AssertionError(subject)


def test_a_changed_address_is_held_told_once_and_mailed_when_confirmed(folder, capsys):
    remind(23)
    changed = staff(somchai={"email": "attacker@agency.go.th"})
    save(rows(plans=[], staff=changed), folder / "registry.xlsx")

    remind(30)
    remind(30, minute=10)

    assert letters_to(folder, "attacker@agency.go.th") == 0
    assert letters_to(folder, SOMCHAI) == 1
    subject = "โปรดตรวจสอบอีเมลของบุคลากรที่เปลี่ยนไปใน “กรมตัวอย่าง”"
    assert alarms(folder) == [subject]
    assert "นายสมชาย ใจดี (60001): จาก somchai@agency.go.th เป็น attacker@agency.go.th" in body(
        folder, subject
    )
    hold = the_hold(capsys, 30)
    assert (hold["hold"], hold["subject"], hold["waiting"]) == ("address-changed", "60001", 1)
    assert hold["code"] in body(folder, subject)

    with at(30, 11):
        assert main(["resolve", hold["code"].lower()]) == 0
    remind(30, hour=12)

    assert letters_to(folder, "attacker@agency.go.th") == 1
    assert status(capsys, 30, 13)[0] == 0


def test_an_alarm_that_a_trial_made_as_a_file_is_sent_once_there_is_a_server(folder, capsys):
    remind(23)
    changed = staff(somchai={"email": "attacker@agency.go.th"})
    save(rows(plans=[], staff=changed), folder / "registry.xlsx")
    remind(30)
    assert len(alarms(folder)) == 1

    with MailServer() as server:
        live = f"""
[mail]
transport = "smtp"
host = "127.0.0.1"
port = {server.port}
security = "none"
live = true
"""
        (folder / "cop-steward.toml").write_text(CONFIG + live, encoding="utf-8")
        remind(30, minute=10)
        remind(30, minute=20)
        told = [
            email.message_from_bytes(one.content, policy=email.policy.default)["Subject"]
            for one in server.stored
            if one.recipients[0] == HR
        ]

    assert [subject for subject in told if "อีเมลของบุคลากรที่เปลี่ยนไป" in subject] == alarms(folder)


def test_what_holds_a_letter_is_said_in_words_on_the_screen(folder, capsys):
    remind(23)
    save(storm_of(30), folder / "registry.xlsx")
    capsys.readouterr()

    remind(30, "--lang", "en")

    shown = capsys.readouterr().out
    assert f"far more mails than usual (code {the_hold(capsys, 30)['code']})" in shown


def test_a_held_address_is_a_reason_that_can_be_read(folder, capsys):
    remind(23)
    save(
        rows(plans=[], staff=staff(somchai={"email": "new@agency.go.th"})), folder / "registry.xlsx"
    )
    capsys.readouterr()

    remind(30, "--json")

    reasons = {(one["to"], one["reason"]) for one in one_object(capsys)["not_sent"]}
    assert ("new@agency.go.th", "held") in reasons


def test_an_address_that_was_put_back_needs_nobody(folder, capsys):
    remind(23)
    save(
        rows(plans=[], staff=staff(somchai={"email": "new@agency.go.th"})), folder / "registry.xlsx"
    )
    remind(24)
    save(NO_PLAN, folder / "registry.xlsx")

    remind(30)

    assert letters_to(folder, SOMCHAI) == 2
    assert status(capsys, 30)[0] == 0


def test_the_code_of_an_address_is_nowhere_in_the_workbook(folder, capsys):
    remind(23)
    new = staff(somchai={"email": "new@agency.go.th"})
    save(rows(plans=[], staff=new), folder / "registry.xlsx")
    with at(30, 8):
        main(["check"])
    remind(30)
    with at(30, 10):
        main(["check"])
    code = the_hold(capsys, 30)["code"]

    book = openpyxl.load_workbook(folder / "registry.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]

    assert any("60001" in text and "ยังไม่ส่งอีเมลถึงบุคคลนี้" in text for text in cells)
    assert not any(code in text for text in cells)
    assert code in body(folder, "โปรดตรวจสอบอีเมล")


def test_another_address_after_the_confirmation_is_another_event(folder, capsys):
    remind(23)
    save(
        rows(plans=[], staff=staff(somchai={"email": "new@agency.go.th"})), folder / "registry.xlsx"
    )
    remind(24)
    with at(24, 11):
        main(["resolve", the_hold(capsys, 24)["code"]])
    evil = staff(somchai={"email": "evil@agency.go.th"})
    save(rows(plans=[], staff=evil), folder / "registry.xlsx")

    remind(30)

    assert letters_to(folder, "evil@agency.go.th") == 0
    assert len(alarms(folder)) == 2
    assert the_hold(capsys, 30)["subject"] == "60001"


def many_people(domain_of):
    return staff() + [
        {
            "staff_id": str(70000 + number),
            "full_name": f"นายคนที่{number} นามสกุล",
            "email": f"p{number}{domain_of(number)}@agency.go.th",
            "unit": "กองคลัง",
        }
        for number in range(20)
    ]


def test_what_an_alarm_told_is_not_told_again_when_a_part_of_it_is_settled(folder, capsys):
    save(rows(plans=[], staff=many_people(lambda _: "")), folder / "registry.xlsx")
    remind(23)
    changed = many_people(lambda number: "x" if number < 3 else "")
    save(rows(plans=[], staff=changed), folder / "registry.xlsx")
    remind(30)
    codes = [one["code"] for one in status(capsys, 30)[1]["matters"] if one["kind"] == "hold"]

    for hour, code in enumerate(reversed(codes), 11):
        with at(30, hour):
            main(["resolve", code])
        remind(30, hour=hour, minute=30)

    assert len(codes) == 3
    assert len(alarms(folder)) == 1
    changed = many_people(lambda number: "y" if number == 7 else "x" if number < 3 else "")
    save(rows(plans=[], staff=changed), folder / "registry.xlsx")
    remind(38)
    assert len(alarms(folder)) == 2


def test_many_changed_addresses_hold_the_whole_registry(folder, capsys):
    save(rows(plans=[], staff=many_people(lambda _: "")), folder / "registry.xlsx")
    remind(23)
    sent = letters_to(folder, SOMCHAI)
    replaced = many_people(lambda number: "x" if number < 12 else "")
    save(rows(plans=[], staff=replaced), folder / "registry.xlsx")

    remind(30)
    remind(30, minute=30)

    assert letters_to(folder, SOMCHAI) == sent
    subject = "พักการส่งอีเมลของ “กรมตัวอย่าง”: อีเมลของบุคลากรเปลี่ยนไปจำนวนมาก"
    assert alarms(folder) == [subject]
    assert "และอีก 2 คน" in body(folder, subject)
    hold = the_hold(capsys, 30)
    assert hold["hold"] == "addresses-replaced"

    with at(30, 11):
        main(["resolve", hold["code"]])
    remind(30, hour=12)

    assert letters_to(folder, SOMCHAI) == sent + 1
    assert status(capsys, 30, 13)[0] == 0


def test_a_shrunk_tab_is_one_event_while_somebody_types(folder, capsys):
    def members(count):
        many = [{"community": "C-001", "person": "60002"} for _ in range(count)]
        save(rows(plans=[], members=many), folder / "registry.xlsx")

    members(40)
    remind(23)
    members(10)
    remind(24)
    members(11)
    remind(25)

    assert alarms(folder) == ["พักการส่งอีเมลของ “กรมตัวอย่าง”: ข้อมูลหายไปจำนวนมาก"]
    code = the_hold(capsys, 25)["code"]
    members(12)
    with at(25, 11):
        main(["resolve", code])

    remind(30)

    assert letters_to(folder, SOMCHAI) == 2
    assert status(capsys, 30)[0] == 0


def test_a_code_typed_into_the_settings_tab_lets_mail_go_on(folder, capsys):
    many = [{"community": "C-001", "person": "60002"} for _ in range(40)]
    save(rows(plans=[], members=many), folder / "registry.xlsx")
    remind(23)
    save(NO_PLAN, folder / "registry.xlsx")
    remind(24)
    code = the_hold(capsys, 24)["code"]
    typed = [{"name": "รหัสยืนยัน", "value": code}]
    save(rows(plans=[], settings=typed), folder / "registry.xlsx")

    remind(30)

    assert letters_to(folder, SOMCHAI) == 2
    assert status(capsys, 30)[0] == 0


def test_a_registry_that_cannot_be_read_is_told_once_and_goes_on_when_it_can(folder, capsys):
    remind(23)
    whole = (folder / "registry.xlsx").read_bytes()
    (folder / "registry.xlsx").write_bytes(b"PK not a workbook")

    assert remind(24) == 1
    assert remind(25) == 1

    assert alarms(folder) == ["อ่าน “กรมตัวอย่าง” ไม่ได้ จึงยังไม่ส่งอีเมล"]
    assert the_hold(capsys, 25)["hold"] == "read-failed"
    (folder / "registry.xlsx").write_bytes(whole)
    remind(30)
    assert letters_to(folder, SOMCHAI) == 2
    assert status(capsys, 30)[0] == 0


def storm_of(count):
    """So many communities without a plan, each with a coordinator of its own."""
    people = [
        {
            "staff_id": str(80000 + number),
            "full_name": f"นายคนที่{number} นามสกุล",
            "email": f"c{number}@agency.go.th",
            "unit": "กองคลัง",
        }
        for number in range(count)
    ]
    communities = [
        community(2 + number, coordinator=str(80000 + number)) for number in range(count)
    ]
    return rows(plans=[], staff=[*staff(), *people], communities=[community(), *communities])


def test_a_storm_is_held_until_a_person_confirms_it(folder, capsys):
    remind(23)
    save(storm_of(30), folder / "registry.xlsx")
    capsys.readouterr()

    remind(30, "--json")

    shown = one_object(capsys)
    assert shown["digests"] == []
    assert "held" in {one["reason"] for one in shown["not_sent"]}
    assert alarms(folder) == ["พักการส่งอีเมล: จำนวนมากกว่าปกติหลายเท่า"]
    hold = the_hold(capsys, 30)
    assert (hold["hold"], hold["registry"]) == ("storm", "*")

    with at(30, 11):
        main(["resolve", hold["code"]])
    remind(30, hour=12)

    assert letters_to(folder, "c7@agency.go.th") == 1
    assert len(alarms(folder)) == 1


def test_a_check_that_cannot_read_a_known_registry_holds_its_mail_and_tells_once(folder, capsys):
    remind(23)
    whole = (folder / "registry.xlsx").read_bytes()
    (folder / "registry.xlsx").write_bytes(b"PK not a workbook")

    for day in (24, 25):
        with at(day, 7):
            assert main(["check"]) == 1
    assert remind(25) == 1

    assert alarms(folder) == ["อ่าน “กรมตัวอย่าง” ไม่ได้ จึงยังไม่ส่งอีเมล"]
    hold = the_hold(capsys, 25)
    assert hold["hold"] == "read-failed"
    assert f"cop-steward resolve {hold['code']}" in hold["way_out"]

    # One good read is proof enough: nobody has to confirm what is over.
    (folder / "registry.xlsx").write_bytes(whole)
    with at(26, 7):
        assert main(["check"]) == 0
    assert [one["kind"] for one in status(capsys, 26)[1]["matters"]] == ["run_failed"]


def test_the_schedules_run_tells_of_it_too_when_a_report_is_due(folder, capsys):
    with at(23):
        main(["run"])
    (folder / "registry.xlsx").write_bytes(b"PK not a workbook")

    for minute in (0, 10):
        with at(38, 7, minute):  # before the reminders
            assert main(["run"]) == 1

    # For 15 days nothing ran: of that, too, a person is told once.
    assert sorted(alarms(folder)) == [
        "ระบบติดตาม CoP ไม่ได้ทำงานตามเวลา",
        "อ่าน “กรมตัวอย่าง” ไม่ได้ จึงยังไม่ส่งอีเมล",
    ]
    assert the_hold(capsys, 38)["hold"] == "read-failed"


def test_a_failure_that_the_next_run_overcomes_holds_no_mail(folder, capsys):
    remind(23)
    whole = (folder / "registry.xlsx").read_bytes()
    (folder / "registry.xlsx").write_bytes(b"PK not a workbook")
    with at(30, 7):
        main(["check"])
    (folder / "registry.xlsx").write_bytes(whole)

    remind(30)

    assert letters_to(folder, SOMCHAI) == 2
    assert status(capsys, 30)[0] == 0


def test_a_registry_that_never_was_read_leaves_nothing_behind(folder):
    (folder / "registry.xlsx").write_bytes(b"PK not a workbook")

    with at(23, 7):
        assert main(["check"]) == 1

    assert not (folder / "state").exists()
    assert not (folder / "outbox").exists()


def test_looking_at_a_registry_that_cannot_be_read_tells_nobody(folder, capsys):
    remind(23)
    (folder / "registry.xlsx").write_bytes(b"PK not a workbook")

    with at(24, 7):
        assert main(["check", "--dry-run"]) == 1

    assert alarms(folder) == []
    assert status(capsys, 24)[0] == 0


def test_a_check_tells_of_a_shrunk_tab_before_the_reminders_go(folder, capsys):
    many = [{"community": "C-001", "person": "60002"} for _ in range(40)]
    save(rows(plans=[], members=many), folder / "registry.xlsx")
    remind(23)
    save(NO_PLAN, folder / "registry.xlsx")

    with at(24, 7):
        main(["check"])

    assert alarms(folder) == ["พักการส่งอีเมลของ “กรมตัวอย่าง”: ข้อมูลหายไปจำนวนมาก"]
    assert the_hold(capsys, 24)["code"] in body(folder, "ข้อมูลหายไปจำนวนมาก")


def outbox_tab(folder):
    """Every cell of the outbox tab, as text."""
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    return [str(cell.value) for row in book["กล่องอีเมลรอส่ง"].iter_rows() for cell in row]


def test_a_storm_is_told_and_shown_when_it_is_planned_before_it_is_to_go(folder, capsys):
    remind(23)
    save(storm_of(30), folder / "registry.xlsx")

    for hour in (6, 7):
        with at(30, hour):
            main(["check"])

    cells = outbox_tab(folder)
    code = the_hold(capsys, 30)["code"]
    assert alarms(folder) == ["พักการส่งอีเมล: จำนวนมากกว่าปกติหลายเท่า"]
    assert any(code in text for text in cells)
    assert "รอส่ง" not in cells
    with at(30, 8):
        main(["resolve", code])
        main(["check"])
    assert outbox_tab(folder).count("รอส่ง") == 32
    remind(30)
    assert letters_to(folder, "c7@agency.go.th") == 1
    assert len(alarms(folder)) == 1


def test_a_storm_of_another_day_is_shown_and_holds_nothing_yet(folder, capsys):
    remind(23)
    remind(30)
    save(storm_of(30), folder / "registry.xlsx")

    with at(30, 10):
        main(["check"])

    assert "รอส่ง" not in outbox_tab(folder)
    assert alarms(folder) == []
    assert status(capsys, 30)[0] == 0


def test_a_confirmed_hold_lets_the_mail_of_the_same_day_go(folder, capsys):
    remind(23)
    save(storm_of(30), folder / "registry.xlsx")
    with at(30, 9):
        main(["run"])
    with at(30, 9, 30):
        main(["resolve", the_hold(capsys, 30, 9)["code"]])
    assert letters_to(folder, "c7@agency.go.th") == 0

    for hour in (10, 11):
        with at(30, hour):
            main(["run"])

    assert letters_to(folder, "c7@agency.go.th") == 1
    runs = status(capsys, 30, 12)[1]["runs"]
    assert [run["slot"] for run in runs if run["job"] == "remind"] == ["2026-11-30#2"]


def test_an_old_copy_of_the_ledger_sends_nothing_until_a_person_says_so(folder, capsys):
    remind(23)
    shutil.copy(folder / "state" / "ledger.db", folder / "old.db")
    remind(30)
    sent = mails(folder)
    for leftover in (folder / "state").glob("ledger.db-*"):
        leftover.unlink()
    shutil.copy(folder / "old.db", folder / "state" / "ledger.db")

    remind(30, hour=11)
    remind(30, hour=12)

    assert letters_to(folder, SOMCHAI) == len(sent[SOMCHAI])
    assert alarms(folder) == ["พักการส่งอีเมล: บันทึกของระบบเป็นฉบับเก่า"]
    hold = the_hold(capsys, 30, 13)
    assert hold["hold"] == "ledger-restored"

    with at(30, 14):
        main(["resolve", hold["code"]])
    remind(38)

    assert letters_to(folder, SOMCHAI) > len(sent[SOMCHAI])
    assert len(alarms(folder)) == 1


def test_looking_at_a_day_does_not_make_an_old_copy_of_the_ledger_the_measure(folder, capsys):
    remind(23)
    shutil.copy(folder / "state" / "ledger.db", folder / "old.db")
    remind(30)
    shutil.rmtree(folder / "outbox")  # it would tell of the letters, too
    for leftover in (folder / "state").glob("ledger.db-*"):
        leftover.unlink()
    shutil.copy(folder / "old.db", folder / "state" / "ledger.db")

    remind(30, "--today", "2026-11-24", hour=11)
    remind(30, hour=12)

    assert the_hold(capsys, 30, 13)["hold"] == "ledger-restored"


def test_a_clock_behind_the_ledger_sends_nothing_and_mends_itself(folder, capsys):
    remind(30)
    sent = letters_to(folder, SOMCHAI)

    remind(24)

    assert letters_to(folder, SOMCHAI) == sent
    assert alarms(folder) == ["พักการส่งอีเมล: นาฬิกาของเครื่องช้ากว่าความจริง"]
    assert the_hold(capsys, 24)["hold"] == "clock-behind"

    remind(38)

    assert letters_to(folder, SOMCHAI) == sent + 1


def test_without_a_contact_the_alarm_has_a_reason_too(folder, capsys):
    config = CONFIG.replace(f'contact = "{HR}"\n', "")
    config += f'[mail]\nsender = "{HR}"\n'
    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
    remind(23)
    save(
        rows(plans=[], staff=staff(somchai={"email": "new@agency.go.th"})), folder / "registry.xlsx"
    )
    capsys.readouterr()

    remind(24, "--json")

    not_sent = one_object(capsys)["not_sent"]
    assert [one["reason"] for one in not_sent if one["detail"] and "hold/" in one["detail"]] == [
        "no-address"
    ]
    kinds = [matter["kind"] for matter in status(capsys, 24)[1]["matters"]]
    assert kinds == ["hold", "no_contact"]


def test_what_waits_is_listed_in_words_with_its_way_out(folder, capsys):
    remind(23)
    save(
        rows(plans=[], staff=staff(somchai={"email": "new@agency.go.th"})), folder / "registry.xlsx"
    )
    remind(24)
    code = the_hold(capsys, 24)["code"]
    capsys.readouterr()

    with at(24, 10):
        main(["resolve", "--lang", "en"])

    what, way = capsys.readouterr().out.splitlines()
    assert what == (
        "• One person in the registry กรมตัวอย่าง is not mailed since 24 Nov 2026 09:00: "
        "The address of staff number 60001 has changed."
    )
    assert way == (
        "  → If it is not right, please put the earlier address back into the tab “Staff”; "
        "mail then goes on after the next check, or at once after cop-steward check. "
        "If that is right, please add a row “Confirmation code” "
        f"with the value {code} to the registry's tab “Settings”, or run cop-steward resolve {code}"
    )


def test_a_report_in_json_names_the_alarms(folder, capsys):
    remind(23)
    save(
        rows(plans=[], staff=staff(somchai={"email": "new@agency.go.th"})), folder / "registry.xlsx"
    )
    capsys.readouterr()

    remind(24, "--json")

    assert json.loads(capsys.readouterr().out)["alarms"] == [
        {"to": HR, "subject": "โปรดตรวจสอบอีเมลของบุคลากรที่เปลี่ยนไปใน “กรมตัวอย่าง”"}
    ]
