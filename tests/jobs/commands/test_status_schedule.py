"""status: what ran by the calendar and by hand, what comes next, and what has been silent."""

import datetime as dt
import json
import os

import pytest
import time_machine
from jsonschema import Draft202012Validator

from jobs.cli.main import main
from jobs.serving.live.state import LiveState, WatchState
from jobs.serving.serve_note import ServeNote, leave_serve_note
from sheets_sync.resources import resource
from sheets_sync.scheduling.leadership import LEASE_NAME, TTL
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.jobs.commands.test_remind import CONFIG, save
from tests.planning.reminders.reminder_registry import rows, session

SCHEMA = json.loads(resource("jobs", "schemas", "status.schema.json").read_text(encoding="utf-8"))
MORNING = "2026-11-23 06:31+07:00"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(rows(sessions=[session()]), tmp_path / "registry.xlsx")
    return tmp_path


def call(capsys, *typed, at=MORNING):
    """The exit code of a command at a moment, and what it printed."""
    capsys.readouterr()
    with time_machine.travel(at, tick=False):
        code = main([*typed])
    return code, capsys.readouterr().out


def status(capsys, at=MORNING):
    code, out = call(capsys, "status", "--json", at=at)
    found = json.loads(out)
    assert [one.message for one in Draft202012Validator(SCHEMA).iter_errors(found)] == []
    return code, found


def last(found):
    """By registry and job, the slot of the last run and how it ended."""
    return {
        (one["registry"], one["job"]): one["last"] and (one["last"]["slot"], one["last"]["state"])
        for one in found["schedule"]
    }


def kinds(found):
    return [one["kind"] for one in found["matters"] if one["unhealthy"]]


def test_before_anything_has_run_it_says_what_comes(folder, capsys):
    code, found = status(capsys)

    assert code == 0
    assert set(last(found).values()) == {None}
    assert found["next"]["check"] == "2026-11-24T06:30:00+07:00"
    assert found["next"]["remind"] == "2026-11-23T08:30:00+07:00"


def test_runs_by_the_calendar_and_by_hand_are_both_runs(folder, capsys):
    call(capsys, "run")
    assert last(status(capsys)[1])["main", "check"] == ("2026-11-23T06:30", "done")

    call(capsys, "check", at="2026-11-23 14:03:27+07:00")
    code, found = status(capsys, at="2026-11-23 14:04+07:00")

    assert last(found)["main", "check"] == ("2026-11-23T14:03:27", "done")
    assert code == 0


def test_in_words_a_report_is_announced_by_its_day_and_the_daily_look_for_it_is_not(folder, capsys):
    call(capsys, "run", at="2026-12-01 10:00+07:00")
    out = call(capsys, "status", "--lang", "en", at="2026-12-01 10:01+07:00")[1].splitlines()

    assert [line for line in out if "report" in line and line.startswith(("Next", "│"))] == [
        "│ กรมตัวอย่าง │ report                 │ –                │ never │                  │",
        "Next: 6 Jan 2027 09:00  report",
    ]
    assert [line.partition(" to ")[0] for line in out if "the draft" in line] == [
        "กรมตัวอย่าง: the draft, December 2026,",
        "กรมตัวอย่าง: the draft, 3 months, October 2026",
    ]


def test_looking_leaves_no_run(folder, capsys):
    call(capsys, "run")
    call(capsys, "check", "--dry-run", at="2026-11-23 14:03:27+07:00")
    call(capsys, "check", "--today", "2026-12-24", at="2026-11-23 14:03:27+07:00")

    assert last(status(capsys)[1])["main", "check"] == ("2026-11-23T06:30", "done")


def test_a_set_up_whose_schedule_never_ran_is_unhealthy_after_a_day(folder, capsys):
    call(capsys, "check", at="2026-11-23 09:00+07:00")

    assert status(capsys, at="2026-11-24 09:00+07:00")[0] == 0
    code, found = status(capsys, at="2026-11-25 12:00+07:00")

    assert code == 1
    assert kinds(found) == ["run_old", "run_never"]
    (never,) = (one for one in found["matters"] if one["kind"] == "run_never")
    assert (never["registry"], never["job"]) == ("*", "remind")
    assert "cop-steward serve" in never["way_out"]


def test_three_weeks_later_whoever_runs_next_tells_a_person_once(folder, capsys):
    call(capsys, "run", at="2026-11-23 09:00+07:00")
    for minute in ("07:00", "07:15", "07:30"):
        call(capsys, "run", at=f"2026-12-14 {minute}+07:00")

    told = [
        path
        for path in (folder / "outbox").glob("*.eml")
        if "schedule.alarm_hours" in message(path)
    ]
    assert len(told) == 1
    assert kinds(status(capsys, at="2026-12-14 07:31+07:00")[1]) == []


def message(path):
    import email.policy

    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return mail.get_body(("plain",)).get_content()


@pytest.fixture
def served(folder, capsys):
    """Ten past nine `serve` was at work with its live flags, and then the power failed."""
    call(capsys, "run", at="2026-11-23 09:00+07:00")
    seen = dt.datetime.fromisoformat("2026-11-23 09:10+07:00")
    settings = load(folder / "cop-steward.toml")
    with open_ledger(settings) as ledger:
        ledger.leases.acquire(LEASE_NAME, holder="server:77", ttl=TTL, now=seen)
    leave_serve_note(settings, ServeNote("server:77", seen))
    os.utime(settings.state / "serve.json", (seen.timestamp(),) * 2)
    live = LiveState(settings, lambda: None)
    live.say(WatchState("main", delay_seconds=21.0))
    live.write(seen)
    return folder


def test_a_serve_that_fell_is_told_with_the_way_out(served, capsys):
    at_work = status(capsys, at="2026-11-23 09:11+07:00")
    code, found = status(capsys, at="2026-11-23 09:16+07:00")

    assert (at_work[0], kinds(at_work[1]), at_work[1]["live"] is None) == (0, [], False)
    assert (code, found["live"]) == (1, None)
    path = served / "state" / "serve.json"
    assert found["matters"] == [
        {
            "kind": "serve_fell",
            "unhealthy": True,
            "what": "serve (server:77) หยุดทำงานโดยไม่ได้สั่งเมื่อประมาณ 23 พ.ย. 2569 09:10 "
            "และยังไม่มีโปรแกรมใดทำงานแทน",
            "way_out": "โปรดเริ่มใหม่ด้วยคำสั่ง systemctl start cop-steward หรือ cop-steward serve "
            f"หากตั้งเวลา (เช่น cron) ให้เรียก cop-steward run แทนแล้ว โปรดลบไฟล์ {path}",
            "answers": [],
            "holder": "server:77",
            "seen": "2026-11-23T09:10:00+07:00",
        }
    ]


def test_a_serve_that_ended_in_order_is_missed_by_nobody(served, capsys):
    (served / "state" / "serve.json").unlink()

    assert status(capsys, at="2026-11-23 09:16+07:00")[0] == 0
