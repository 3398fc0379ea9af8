"""remind from outside: a workbook, a config file, an outbox, and days that pass."""

import datetime as dt
import email
import email.policy
import json

import openpyxl
import pytest
import time_machine

from jobs.cli.main import main
from tests.planning.reminders.reminder_registry import (
    plan,
    rows,
    session,
    staff,
    workbook,
)

CONFIG = """
version = 1
language = "th"
[agency]
name = "กรมตัวอย่าง"
allowed_domains = ["agency.go.th"]
contact = "hrd@agency.go.th"
[reminders]
quiet_days = 0
effective_from = "2026-10-01"
[[registry]]
id = "main"
path = "registry.xlsx"
"""
SMTP = '[mail]\ntransport = "smtp"\nhost = "localhost"\nport = 9\nsecurity = "none"\n'
NO_PLAN = rows(plans=[])
MONDAY = "2026-11-23"


def save(tabs, path):
    """The tabs as a workbook that a person made."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for raw in workbook(tabs).tabs:
        sheet = book.create_sheet(raw.sheet)
        for row in zip(*raw.columns, strict=True):
            sheet.append(row)
    book.save(path)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")
    return tmp_path


def remind(*typed, today=MONDAY):
    return main(["remind", "--today", today, *typed])


def mails(folder):
    """By reader, the subjects of what is in the outbox."""
    found = {}
    for path in sorted((folder / "outbox").glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found.setdefault(mail["To"].addresses[0].addr_spec, []).append(
            " ".join(mail["Subject"].split())
        )
    return found


def one_object(capsys):
    (line,) = capsys.readouterr().out.splitlines()
    return json.loads(line)


def told(shown):
    return {
        digest["to"].partition("@")[0]: [
            (item["stage"], item["attempt"]) for item in digest["items"]
        ]
        for digest in shown["digests"]
    }


def test_one_digest_a_person_lands_in_the_outbox(folder, capsys):
    assert remind() == 0

    as_of = "(ข้อมูล ณ วันที่ 23 พฤศจิกายน 2569)"
    work = f"แจ้งรายการที่ต้องดำเนินการของกลุ่ม CoP “กลุ่มที่ 1” จำนวน 1 รายการ {as_of}"
    assert mails(folder) == {
        "hrd@agency.go.th": [f"แจ้งสรุปงานที่เกินกำหนดอยู่ก่อนเริ่มใช้ระบบติดตาม CoP {as_of}"],
        "somchai@agency.go.th": [work],
        "wichai@agency.go.th": [f"สำเนาแจ้งความคืบหน้าของกลุ่ม CoP “กลุ่มที่ 1” {as_of}"],
    }
    assert "จัดทำเป็นไฟล์แล้ว 3 ฉบับ (ยังไม่ได้ส่งถึงผู้รับ)" in capsys.readouterr().out


def test_running_twice_sends_once_and_says_why(folder, capsys):
    remind()
    before = mails(folder)
    capsys.readouterr()

    remind("--json")

    assert mails(folder) == before
    shown = one_object(capsys)
    assert shown["receipt"] == {
        "sent": 0,
        "deferred": 0,
        "refused": 0,
        "uncertain": 0,
        "skipped": 3,
        "reconciled": 0,
    }
    assert [(one["to"], one["reason"]) for one in shown["not_sent"]] == [
        ("hrd@agency.go.th", "already-sent"),
        ("somchai@agency.go.th", "already-sent"),
        ("wichai@agency.go.th", "already-sent"),
    ]


def test_the_ladder_goes_on_from_what_the_ledger_says_was_sent(folder, capsys):
    shown = {}
    for day in (MONDAY, "2026-11-24", "2026-11-30", "2026-12-08", "2026-12-16"):
        capsys.readouterr()
        remind("--json", today=day)
        shown[day] = told(one_object(capsys))

    assert {day: digests.get("somchai") for day, digests in shown.items()} == {
        MONDAY: [("overdue", 1)],
        "2026-11-24": None,
        "2026-11-30": [("overdue", 2)],
        "2026-12-08": [("overdue", 3)],
        "2026-12-16": None,
    }
    assert shown["2026-12-16"] == {}  # backlog is never escalated


def test_what_could_not_be_sent_was_not_told(folder, capsys):
    (folder / "outbox").write_text("a file where the folder should be", encoding="utf-8")
    remind("--json")
    assert one_object(capsys)["receipt"]["sent"] == 0
    (folder / "outbox").unlink()

    remind("--json", today="2026-11-24")

    shown = one_object(capsys)
    assert (told(shown)["somchai"], shown["receipt"]["sent"]) == ([("overdue", 1)], 3)


def test_a_filled_row_stops_the_reminder(folder, capsys):
    remind()
    save(rows(plans=[plan()]), folder / "registry.xlsx")
    capsys.readouterr()

    remind("--json", today="2026-11-30")

    assert told(one_object(capsys)) == {}


def test_looking_leaves_nothing_behind(folder, capsys):
    before = sorted(folder.rglob("*"))

    assert remind("--dry-run") == 0

    assert sorted(folder.rglob("*")) == before
    out = capsys.readouterr().out
    assert "somchai@agency.go.th" in out
    assert "แสดงตัวอย่างเท่านั้น" in out


def test_a_preview_shows_every_letter_to_its_owner_alone_and_uses_nothing_up(folder, capsys):
    preview = folder / "state" / "preview"
    preview.mkdir(parents=True)
    (preview / "old.html").write_text("from before")

    assert remind("--preview") == 0

    assert sorted(path.name for path in preview.iterdir()) == [
        *(f"0{number}.{ending}" for number in (1, 2, 3) for ending in ("eml", "html")),
        "index.html",
    ]
    assert preview.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in preview.iterdir()} == {0o600}
    assert "งานค้าง" in (preview / "02.html").read_text("utf-8")
    assert "somchai@agency.go.th" in (preview / "index.html").read_text("utf-8")
    assert str(preview / "index.html") in capsys.readouterr().out.replace("\n", "")
    remind()
    assert len(mails(folder)) == 3


def test_a_preview_of_no_mail_says_so_and_leaves_an_empty_folder(folder, capsys):
    remind("--preview")
    save(rows(), folder / "registry.xlsx")
    capsys.readouterr()

    assert remind("--preview", "--lang", "en") == 0

    preview = folder / "state" / "preview"
    assert ([*preview.iterdir()], preview.stat().st_mode & 0o777) == ([], 0o700)
    assert " ".join(capsys.readouterr().out.split()) == (
        f"There is no mail to look at: {preview} is empty. No mail is to be sent on 23 Nov 2026. "
        "This is a preview: nothing was sent or written."
    )


@pytest.mark.parametrize(
    ("typed", "config", "note"),
    [
        (["--apply", "--today", MONDAY], "", "looking"),
        ([], "", "not_live"),
        (["--apply"], '[reminders]\nwindow_start = "10:00"\n', "outside_window"),
    ],
)
def test_real_people_are_mailed_only_on_purpose(folder, capsys, typed, config, note):
    text = CONFIG.replace("[reminders]\n", SMTP + (config or "[reminders]\n"))
    (folder / "cop-steward.toml").write_text(text, encoding="utf-8")
    before = sorted(folder.rglob("*"))

    with time_machine.travel(dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC), tick=False):
        main(["remind", "--json", *typed])

    shown = one_object(capsys)
    assert (shown["note"], shown["receipt"]) == (note, None)
    assert told(shown)["somchai"] == [("overdue", 1)]
    assert sorted(folder.rglob("*")) == before


def test_nothing_is_sent_on_a_sunday(folder, capsys):
    remind("--json", today="2026-11-22")

    shown = one_object(capsys)
    assert shown["digests"] == []
    assert {one["reason"] for one in shown["not_sent"]} == {"not-a-working-day"}
    assert mails(folder) == {}


def test_one_digest_covers_all_registries(folder, capsys):
    save(rows(sessions=[session()]), folder / "branch.xlsx")
    more = CONFIG + '[[registry]]\nid = "branch"\npath = "branch.xlsx"\n'
    (folder / "cop-steward.toml").write_text(more, encoding="utf-8")

    remind("--json")

    shown = one_object(capsys)
    told = {
        kind: {one["to"].partition("@")[0]: one["items"] for one in shown[kind]}
        for kind in ("digests", "sessions")
    }
    assert {
        kind: [(item["registry"], item["stage"]) for item in mails["somchai"]]
        for kind, mails in told.items()
    } == {"digests": [("main", "overdue")], "sessions": [("branch", "coming")]}


def test_a_registry_that_cannot_be_read_does_not_stop_the_other(folder, capsys):
    more = CONFIG + '[[registry]]\nid = "branch"\npath = "branch.xlsx"\n'
    (folder / "cop-steward.toml").write_text(more, encoding="utf-8")

    assert remind() == 1

    assert "somchai@agency.go.th" in mails(folder)
    assert "branch.xlsx" in capsys.readouterr().err


def test_a_shrunk_tab_holds_all_mail_until_a_person_confirms(folder, capsys):
    many = [{"community": "C-001", "person": "60002"} for _ in range(30)]
    save(rows(plans=[], members=many), folder / "registry.xlsx")
    with time_machine.travel(dt.datetime(2026, 11, 22, 2, tzinfo=dt.UTC), tick=False):
        main(["remind"])
    save(NO_PLAN, folder / "registry.xlsx")
    capsys.readouterr()

    with time_machine.travel(dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC), tick=False):
        main(["remind", "--json"])

    shown = one_object(capsys)
    assert shown["digests"] == []
    assert {one["reason"] for one in shown["not_sent"]} == {"held"}
    with time_machine.travel(dt.datetime(2026, 11, 23, 3, tzinfo=dt.UTC), tick=False):
        main(["remind", "--preview", "--lang", "en"])
    assert "cop-steward resolve CODE lets it go" in capsys.readouterr().out
    assert mails(folder) == {"hrd@agency.go.th": ["พักการส่งอีเมลของ “กรมตัวอย่าง”: ข้อมูลหายไปจำนวนมาก"]}


def test_a_look_after_the_mails_says_that_they_are_gone(folder, capsys):
    with time_machine.travel(dt.datetime(2026, 11, 23, 2, tzinfo=dt.UTC), tick=False):
        main(["remind", "--json"])
        sent = sorted(one["to"] for one in one_object(capsys)["digests"])
        main(["remind", "--preview", "--json"])

    left = one_object(capsys)["not_sent"]
    assert sorted(one["to"] for one in left) == sent
    assert {one["reason"] for one in left} == {"already-sent"}


def test_the_terminal_speaks_the_operators_language_and_letters_their_readers(folder, capsys):
    remind("--lang", "en")

    assert "Made as files 3 (not sent to anybody) · to be tried again 0" in capsys.readouterr().out
    assert all("แจ้ง" in subject for subjects in mails(folder).values() for subject in subjects)


def test_names_beside_an_address_are_no_second_reader(folder):
    tricky = staff(somchai={"email": '"a@agency.go.th" <b@evil.com>'})
    save(rows(plans=[], staff=tricky), folder / "registry.xlsx")

    remind()

    assert sorted(mails(folder)) == ["hrd@agency.go.th", "wichai@agency.go.th"]
