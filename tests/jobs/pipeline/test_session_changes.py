"""What people carry in their calendars, followed until it begins: mails counted at a server."""

import email
import email.policy
import os
import re
import shutil

import openpyxl
import pytest

from jobs.cli.main import main
from tests.jobs.commands.test_remind import CONFIG, save
from tests.jobs.pipeline.test_send_alerts import at, status
from tests.mailers.server import MailServer
from tests.planning.reminders.reminder_registry import community, rows, session, staff

pytestmark = pytest.mark.long

EVERYBODY = ["mana", "somchai", "suda", "wichai"]


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path, monkeypatch, server):
    monkeypatch.chdir(tmp_path)
    mail = (
        '[mail]\ntransport = "smtp"\nlive = true\nhost = "127.0.0.1"\n'
        f'port = {server.port}\nsecurity = "none"\n'
    )
    (tmp_path / "cop-steward.toml").write_text(CONFIG + mail, encoding="utf-8")
    return tmp_path


@pytest.fixture
def announced(folder, server):
    """S-1 on 26 November and S-2 in December; the first was announced on the 23rd."""
    save(tabs(), folder / "registry.xlsx")
    run(23)
    assert sorted(said(server)) == [(who, "REQUEST", "S-1", 0) for who in EVERYBODY]
    server.stored.clear()
    return folder


def tabs(*sessions, **changes):
    first = sessions[0] if sessions else session(starts_at="13:30", hours=2)
    later = session("2", planned_on="20/12/2569", topic="การเบิกจ่าย")
    return rows(sessions=[one for one in (first, *sessions[1:], later) if one], **changes)


def run(day, hour=9, minute=0):
    """The reminders of the day; later on it what else `run` finds to tell."""
    with at(day, hour, minute):
        return main(["remind" if hour < 10 else "run"])


def calendars(server):
    """The calendar part of every mail that arrived: each mail has one at most."""
    for letter in server.stored:
        mail = email.message_from_bytes(letter.content, policy=email.policy.default)
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        assert len(parts) <= 1
        for part in parts:
            lines = part.get_content().replace("\r\n ", "").replace("\n ", "").splitlines()
            yield letter.recipients[0].partition("@")[0], part.get_param("method"), lines


def said(server):
    """Who was told what of which session under which number."""
    found = []
    for who, method, lines in calendars(server):
        (number,) = (int(line[9:]) for line in lines if line.startswith("SEQUENCE:"))
        (summary,) = (line for line in lines if line.startswith("SUMMARY:"))
        found.append((who, method, f"S-{re.search('ครั้งที่ ([0-9])', summary)[1]}", number))
    return found


def test_a_session_that_is_cancelled_on_its_morning_is_told_at_once(announced, server):
    run(26, 8, 45)
    off = session(starts_at="13:30", hours=2, status="ยกเลิก")
    save(tabs(off), announced / "registry.xlsx")

    run(26, 11)
    run(26, 11, 15)

    assert sorted(said(server)) == [(who, "CANCEL", "S-1", 1) for who in EVERYBODY]


def test_nothing_is_said_of_a_session_that_has_begun(announced, server):
    run(26, 8, 45)
    off = session(starts_at="13:30", hours=2, status="ยกเลิก")
    save(tabs(off), announced / "registry.xlsx")

    run(26, 14)

    assert said(server) == []


def test_a_row_that_is_deleted_is_a_session_that_is_off(announced, server):
    save(tabs(None), announced / "registry.xlsx")

    run(24)

    assert sorted(said(server)) == [(who, "CANCEL", "S-1", 1) for who in EVERYBODY]


def test_a_session_under_a_new_id_is_the_same_and_moves_under_its_old_name(announced, server):
    save(tabs(session(session_id="S-9", starts_at="13:30", hours=2)), announced / "registry.xlsx")
    run(24)
    assert said(server) == []

    moved = session(session_id="S-9", starts_at="09:00", hours=2)
    save(tabs(moved), announced / "registry.xlsx")
    run(25)

    assert sorted(said(server)) == [(who, "REQUEST", "S-1", 1) for who in EVERYBODY]


@pytest.mark.parametrize(
    "members",
    [
        [{"community": "C-001", "person": "60003"}],
        [
            {"community": "C-001", "person": "60002", "left_on": "23/11/2569"},
            {"community": "C-001", "person": "60003"},
        ],
    ],
)
def test_who_takes_part_no_more_is_told_and_nobody_else_is(announced, server, members):
    first = session(starts_at="13:30", hours=2)
    save(tabs(first, members=members), announced / "registry.xlsx")

    run(24)

    assert said(server) == [("suda", "CANCEL", "S-1", 1)]
    server.stored.clear()
    save(tabs(session(starts_at="09:00", hours=2), members=members), announced / "registry.xlsx")
    run(25)
    told = said(server)
    assert sorted(who for who, *_ in told) == ["mana", "somchai", "wichai"]
    assert {number for *_, number in told} == {2}


def test_a_change_before_a_holiday_does_not_wait_for_the_next_working_day(folder, server):
    monday = session(planned_on="30/11/2569", starts_at="09:00", hours=2)
    save(tabs(monday), folder / "registry.xlsx")
    run(27)
    assert len(said(server)) == 4
    server.stored.clear()
    save(tabs(monday | {"status": "ยกเลิก"}), folder / "registry.xlsx")

    run(28)

    assert sorted(said(server)) == [(who, "CANCEL", "S-1", 1) for who in EVERYBODY]


def test_a_timed_session_has_an_end(folder, server):
    save(tabs(session(starts_at="09:00", hours=2)), folder / "registry.xlsx")

    run(23)

    _, _, lines = next(calendars(server))
    assert {"DTSTART:20261126T020000Z", "DTEND:20261126T040000Z"} <= set(lines)


def test_where_neither_end_nor_hours_are_given_the_setting_tells(folder, server):
    save(tabs(session(starts_at="09:00")), folder / "registry.xlsx")
    config = folder / "cop-steward.toml"
    more = "[reminders.session]\nhours = 1.5\n[[registry]]"
    config.write_text(config.read_text("utf-8").replace("[[registry]]", more), "utf-8")

    run(23)

    _, _, lines = next(calendars(server))
    assert {"DTSTART:20261126T020000Z", "DTEND:20261126T033000Z"} <= set(lines)


def test_a_change_is_told_though_the_month_is_full(folder, server):
    config = folder / "cop-steward.toml"
    less = "[reminders]\nper_month = 1\n"
    config.write_text(config.read_text("utf-8").replace("[reminders]\n", less), "utf-8")
    save(tabs(), folder / "registry.xlsx")
    run(23)
    server.stored.clear()
    save(tabs(session(status="ยกเลิก")), folder / "registry.xlsx")

    run(25)

    assert sorted(who for who, *_ in said(server)) == EVERYBODY


def test_a_day_that_cannot_be_read_is_asked_about_and_nobody_is_told_wrong(announced, server):
    save(tabs(session(planned_on="31/11/2569")), announced / "registry.xlsx")

    run(24)
    run(25)

    asked = [letter.recipients[0] for letter in server.stored]
    assert (said(server), sorted(set(asked) - {"x"})) == (
        [],
        ["hrd@agency.go.th", "somchai@agency.go.th"],
    )


def test_whoever_is_away_meanwhile_is_answered_for_by_the_contact(announced, server):
    away = staff(suda={"status": "ลา"})
    save(tabs(session(status="ยกเลิก"), staff=away), announced / "registry.xlsx")

    run(24)

    assert sorted(who for who, *_ in said(server)) == ["hrd", "mana", "somchai", "wichai"]


def test_a_session_without_an_id_is_known_again(folder, server):
    bare = session(session_id=None, number=None)
    save(rows(sessions=[bare]), folder / "registry.xlsx")
    run(23)
    assert len(list(calendars(server))) == 4
    server.stored.clear()
    save(rows(sessions=[bare | {"planned_on": "3/12/2569"}]), folder / "registry.xlsx")

    run(24)

    numbers = {line for *_, lines in calendars(server) for line in lines if "SEQUENCE" in line}
    methods = {method for _, method, _ in calendars(server)}
    assert (numbers, methods) == ({"SEQUENCE:1"}, {"REQUEST"})


def test_a_community_that_is_cancelled_takes_its_sessions_with_it(announced, server):
    off = [community(status="ยกเลิก")]
    save(tabs(communities=off), announced / "registry.xlsx")

    run(24)

    assert {method for _, method, *_ in said(server)} == {"CANCEL"}


def test_a_mail_that_waited_says_nothing_that_is_not_true_any_more(folder, server):
    save(tabs(), folder / "registry.xlsx")
    server.fail("rcpt", *["451 4.7.1 greylisted"] * 4)
    run(23)
    assert said(server) == []
    save(tabs(session(starts_at="15:00", hours=2)), folder / "registry.xlsx")

    run(24)
    run(25)

    assert sorted(said(server)) == [(who, "REQUEST", "S-1", 1) for who in EVERYBODY]


def confirm_all(capsys, day, hour):
    """Let go whatever is held, as a person does after a look."""
    for matter in status(capsys, day, hour)[1]["matters"]:
        if matter["kind"] == "hold":
            with at(day, hour):
                main(["resolve", matter["code"]])


@pytest.mark.parametrize("lost", ["ledger", "state"])
def test_after_an_old_copy_is_put_back_nothing_is_told_twice_and_no_number_falls(
    announced, server, capsys, lost
):
    state = announced / "state"
    shutil.copytree(state, announced / "copy")
    save(tabs(session(starts_at="09:00", hours=2)), announced / "registry.xlsx")
    run(24)
    assert {number for *_, number in said(server)} == {1}
    server.stored.clear()
    for path in state.glob("*" if lost == "state" else "ledger.db*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (announced / "copy").glob("*" if lost == "state" else "ledger.db*"):
        shutil.copytree(path, state / path.name) if path.is_dir() else shutil.copy(path, state)

    run(24, 9, 30)
    assert said(server) == []
    confirm_all(capsys, 24, 10)
    run(24, 11)
    assert said(server) == []
    save(tabs(session(starts_at="10:00", hours=2)), announced / "registry.xlsx")
    run(25)

    told = sorted(said(server))
    assert [one[:3] for one in told] == [(who, "REQUEST", "S-1") for who in EVERYBODY]
    assert len({number for *_, number in told}) == 1
    assert told[0][-1] > 1


def alarms(server):
    """What the agency's contact was mailed of sessions that are not as people were told."""
    mails = [
        email.message_from_bytes(letter.content, policy=email.policy.default)
        for letter in server.stored
        if letter.recipients == ("hrd@agency.go.th",)
    ]
    texts = [mail.get_body(("plain",)).get_content() for mail in mails]
    return [text for text in texts if "แจ้งผู้เข้าร่วมโดยตรง:" in text]


def untrue(capsys, day, hour):
    """What `status` says of sessions of which people know something that is not true."""
    code, shown = status(capsys, day, hour)
    told = [one["what"] for one in shown["matters"] if one["kind"] == "sessions_untrue"]
    assert not told or code == 1
    return told


def test_a_reader_whose_server_is_busy_on_the_day_itself_is_named_to_a_person(
    announced, server, capsys
):
    run(26, 8, 45)
    save(tabs(session(starts_at="13:30", hours=2, status="ยกเลิก")), announced / "registry.xlsx")
    server.refuse = {"suda@agency.go.th": "452 4.2.2 full"}.get

    run(26, 11)

    assert len(said(server)) == 3
    assert len(alarms(server)) == 1
    (told,) = untrue(capsys, 26, 12)
    assert "กลุ่มที่ 1 26 พ.ย. 2569" in told
    server.refuse = {}.get
    run(26, 12, 30)
    assert untrue(capsys, 26, 13) == []


def test_a_session_before_the_hours_of_mail_is_known_to_be_untrue_the_evening_before(
    folder, server, capsys
):
    early = session(starts_at="07:30", hours=1)
    save(tabs(early), folder / "registry.xlsx")
    run(23)
    run(25)
    server.stored.clear()
    save(tabs(early | {"status": "ยกเลิก"}), folder / "registry.xlsx")

    run(25, 19)
    run(25, 20)

    assert (said(server), len(untrue(capsys, 25, 21))) == ([], 1)
    (told,) = alarms(server)
    assert told.splitlines()[4:7] == [
        "1. กิจกรรมที่เลื่อน ยกเลิก หรืออ่านจากสมุดงานไม่ได้ จำนวน 1 รายการ",
        "   กลุ่มที่ 1 26 พ.ย. 2569",
        "   ไม่ต้องยืนยัน เรื่องนี้ปิดเองเมื่อแจ้งครบทุกคนหรือกิจกรรมเริ่มแล้ว",
    ]
    assert "เปิดทะเบียน CoP ได้ที่ registry.xlsx" in told


def test_a_session_whose_tab_is_gone_on_the_day_before_is_named_to_a_person(
    announced, server, capsys
):
    without = openpyxl.load_workbook(announced / "registry.xlsx")
    del without["กิจกรรม"]
    without.save(announced / "registry.xlsx")

    run(24)
    assert untrue(capsys, 24, 10) == []
    run(25)

    assert (said(server), len(untrue(capsys, 25, 10))) == ([], 1)


def test_a_workbook_that_says_it_has_not_changed_is_not_read_again(announced, capsys):
    path = announced / "registry.xlsx"
    assert run(24, 11) == 0
    assert run(24, 11, 10) == 0
    seen = path.stat()

    with path.open("r+b") as file:
        file.write(b"no workbook any more")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    capsys.readouterr()
    with at(24, 11, 20):
        assert main(["run"]) == 0
    assert capsys.readouterr().err == ""

    path.touch()
    with at(24, 11, 30):
        assert main(["run"]) == 1
