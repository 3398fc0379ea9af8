"""A ledger that was put back, lost or left behind: what is known outside of it stops the mail."""

import datetime as dt
import imaplib
import secrets
import shutil

import openpyxl
import pytest
from imapclient.imap_utf7 import encode

from jobs.cli.main import main
from sheets_sync.mail.delivery import LetterState
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.dovecot import dovecot
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, save
from tests.jobs.commands.test_remind_smtp import READERS
from tests.jobs.pipeline.test_send_alerts import (
    SOMCHAI,
    alarms,
    at,
    body,
    letters_to,
    remind,
    status,
    the_hold,
)
from tests.mailers.server import DROP, STORE_DROP, MailServer
from tests.mailers.test_imap import SENT

__all__ = ["dovecot"]

pytestmark = pytest.mark.long
OLD = "พักการส่งอีเมล: บันทึกของระบบเป็นฉบับเก่า"
STRANGE = "พักการส่งอีเมลของ “กรมตัวอย่าง”: พบประวัติการส่งที่ระบบไม่รู้จัก"
LOG = "ประวัติการแจ้งเตือน"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cop-steward.toml").write_text(CONFIG, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")
    return tmp_path


def mail_through(server, folder, more=""):
    """Let the folder mail for real; `more` follows under `[mail]`."""
    mail = (
        f'[mail]\ntransport = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
    )
    (folder / "cop-steward.toml").write_text(CONFIG + mail + more, encoding="utf-8")


def check(day, hour=7, minute=0):
    with at(day, hour, minute):
        assert main(["check"]) == 0


def backup(folder):
    shutil.copytree(folder / "state", folder / "backup")


def restore(folder):
    """The whole state folder, with the mark beside the ledger."""
    shutil.rmtree(folder / "state")
    shutil.move(folder / "backup", folder / "state")


def resolve(code, day, hour):
    with at(day, hour):
        assert main(["resolve", code]) == 0


def kinds(capsys, day, hour=13):
    return [
        matter["hold"] for matter in status(capsys, day, hour)[1]["matters"] if "hold" in matter
    ]


def test_a_state_folder_of_an_earlier_day_is_noticed_by_the_log_tab(folder, capsys):
    remind(23)
    backup(folder)
    remind(30)
    check(31)
    restore(folder)
    for mail in (folder / "outbox").glob("*.eml"):
        mail.unlink()  # moved away by a person: nothing but the log tells of them

    remind(31)

    assert alarms(folder) == [OLD]
    hold = the_hold(capsys, 31)
    assert (hold["hold"], hold["registry"]) == ("ledger-restored", "*")
    assert hold["code"] in body(folder, OLD)
    resolve(hold["code"], 31, 11)
    remind(38)
    assert letters_to(folder, SOMCHAI) == 1
    assert kinds(capsys, 38) == []


def test_the_check_notices_it_before_it_writes_the_log_anew(folder, capsys):
    remind(23)
    backup(folder)
    remind(30)
    check(31)
    restore(folder)

    check(31, 8)
    check(31, 9)

    assert kinds(capsys, 31) == ["ledger-restored"]
    assert alarms(folder) == [OLD]
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        found = {letter.slot for letter in ledger.letters.standing(states={LetterState.FLAGGED})}
    assert found == {"2026-11-23", "2026-11-30"}


def test_letters_of_the_same_day_are_found_where_mail_is_kept_and_go_once(folder, capsys):
    remind(23)
    backup(folder)
    remind(30)
    sent = sorted(path.name for path in (folder / "outbox").glob("*.eml"))
    restore(folder)

    remind(30, hour=11)
    remind(30, hour=12)

    assert kinds(capsys, 30) == ["ledger-restored"]
    resolve(the_hold(capsys, 30, 13)["code"], 30, 14)
    remind(30, hour=15)

    kept = {path.name for path in (folder / "outbox").glob("*.eml")}
    assert kept >= set(sent)
    assert letters_to(folder, SOMCHAI) == 2  # one of each day
    assert alarms(folder) == [OLD]


def test_a_new_machine_without_the_ledger_sends_nothing_until_a_person_says_so(folder, capsys):
    remind(30)
    check(30, 10)
    for name in ("state", "outbox"):
        shutil.rmtree(folder / name)

    remind(30, hour=11)
    remind(30, hour=11, minute=30)

    assert alarms(folder) == [STRANGE]
    hold = the_hold(capsys, 30, 12)
    assert (hold["hold"], hold["registry"]) == ("letters-unknown", "main")
    resolve(hold["code"], 30, 12)
    remind(30, hour=13)
    assert letters_to(folder, SOMCHAI) == 0  # the log says that it went today
    check(31)
    remind(38)
    assert letters_to(folder, SOMCHAI) == 1
    assert kinds(capsys, 38) == []
    assert alarms(folder) == [STRANGE]


def test_another_service_on_the_same_workbook_is_a_new_event_each_time(folder, tmp_path, capsys):
    remind(23)
    other = tmp_path / "other"
    other.mkdir()
    config = CONFIG.replace("registry.xlsx", "../registry.xlsx")
    (other / "cop-steward.toml").write_text(config, encoding="utf-8")

    def elsewhere(command, day, hour):
        with at(day, hour):
            main([command, "--config", str(other / "cop-steward.toml")])

    elsewhere("remind", 30, 8)
    elsewhere("check", 30, 9)
    check(30, 10)
    first = the_hold(capsys, 30, 11)
    resolve(first["code"], 30, 11)
    check(30, 12)
    assert kinds(capsys, 30) == []
    elsewhere("check", 31, 7)
    elsewhere("resolve", 31, 7)
    with at(31, 7), open_ledger(load(other / "cop-steward.toml")) as ledger:
        (theirs,) = [hold.code for hold in ledger.holds.waiting("main")]
    with at(31, 7):
        main(["resolve", theirs, "--config", str(other / "cop-steward.toml")])
    elsewhere("remind", 38, 8)
    elsewhere("check", 38, 9)

    check(38, 10)

    second = the_hold(capsys, 38, 11)
    assert second["hold"] == "letters-unknown"
    assert second["code"] != first["code"]


def prune(folder, keep):
    """What a person does who finds the log too long."""
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    sheet = book[LOG]
    sheet.delete_rows(4 + keep, sheet.max_row)
    book.save(folder / "registry.xlsx")


def test_a_log_that_was_cut_short_is_no_alarm(folder, capsys):
    for day in (23, 30):
        remind(day)
        check(day, 10)
    prune(folder, 1)

    check(31)
    remind(31)

    assert kinds(capsys, 31) == []
    assert alarms(folder) == []


def test_a_first_run_on_a_workbook_that_was_checked_is_no_alarm(folder, capsys):
    check(23)
    shutil.rmtree(folder / "state")

    check(23, 8)
    remind(23)

    assert kinds(capsys, 23) == []
    assert letters_to(folder, SOMCHAI) == 1


def test_a_workbook_copied_from_the_demo_is_no_alarm(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with at(23):
        main(["demo", "sample"])
    agency = tmp_path / "agency"
    agency.mkdir()
    shutil.copy(tmp_path / "sample" / "registry.xlsx", agency)
    own_domain = CONFIG.replace('["agency.go.th"]', '["other.go.th"]')
    (agency / "cop-steward.toml").write_text(own_domain, encoding="utf-8")
    monkeypatch.chdir(agency)

    check(23)
    remind(23)

    assert kinds(capsys, 23) == []
    assert alarms(agency) == []


def test_a_log_of_people_elsewhere_is_no_alarm(folder, capsys):
    remind(23)
    check(23, 10)
    shutil.rmtree(folder / "state")
    config = CONFIG.replace('["agency.go.th"]', '["other.go.th"]')
    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")

    check(30)

    assert kinds(capsys, 30) == []


def test_an_erased_person_in_the_log_is_no_letter_that_nobody_knows(folder, capsys):
    remind(23)
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        ledger.erase(SOMCHAI, now=dt.datetime.now(dt.UTC))
    check(23, 10)

    check(24)

    assert kinds(capsys, 24) == ["erased-listed"]


def test_real_mail_is_in_the_log_at_once_and_so_not_forgotten_with_the_ledger(folder, capsys):
    check(23)
    with MailServer() as server:
        mail_through(server, folder)
        remind(23, "--apply")
        backup(folder)
        remind(30, "--apply")
        before = len(server.stored)
        restore(folder)

        remind(30, "--apply", hour=11)

        assert kinds(capsys, 30) == ["ledger-restored"]
        assert len(server.stored) == before + 1  # the alarm
        resolve(the_hold(capsys, 30, 13)["code"], 30, 14)
        remind(30, "--apply", hour=15)
        assert len(server.stored) == before + 1


def test_a_letter_that_waits_in_an_old_copy_has_left_where_the_log_says_so(folder, capsys):
    check(23)
    with MailServer() as server:
        mail_through(server, folder)
        server.fail("connect", "421 4.3.2 later")
        remind(23, "--apply")
        backup(folder)
        remind(23, "--apply", hour=10)
        before = len(server.stored)
        restore(folder)

        remind(23, "--apply", hour=11)

        assert kinds(capsys, 23) == ["ledger-restored"]
        assert (before, len(server.stored)) == (3, 4)  # the alarm
        resolve(the_hold(capsys, 23, 13)["code"], 23, 14)
        remind(23, "--apply", hour=15)
        assert len(server.stored) == before + 1


def test_a_doubt_that_the_log_shows_and_a_person_has_ended_is_no_alarm(folder, capsys):
    check(23)
    with MailServer() as server:
        mail_through(server, folder)
        server.fail("dot", DROP)
        remind(23, "--apply")
        check(23, 10)
        (doubt,) = [one for one in status(capsys, 23)[1]["matters"] if "id" in one]
        with at(23, 11):
            assert main(["resolve", doubt["id"], "send-again"]) == 0

        remind(23, "--apply", hour=12)

        assert kinds(capsys, 23) == []
        assert len(server.stored) == 3


def test_a_workbook_without_a_log_stays_as_it_is_when_mail_goes(folder):
    whole = (folder / "registry.xlsx").read_bytes()
    with MailServer() as server:
        mail_through(server, folder)

        remind(23, "--apply")

        assert len(server.stored) == 3
    assert (folder / "registry.xlsx").read_bytes() == whole


@pytest.fixture
def mailed(folder, dovecot):
    """A folder that mails for real and looks into a Sent folder; what the server took."""
    user = f"u{secrets.token_hex(4)}"
    (folder / "secret").write_text(dovecot.reveal(), encoding="utf-8")
    (folder / "secret").chmod(0o600)
    with MailServer(user=user, password=dovecot.reveal()) as server:
        mail_through(
            server,
            folder,
            f'user = "{user}"\npassword_file = "secret"\n'
            f'[mail.sent]\nhost = "127.0.0.1"\nport = {dovecot.port}\nsecurity = "none"\n',
        )
        yield server, user


def file_away(dovecot, user, server):
    """What a mail server does by itself: keep what was sent."""
    connection = imaplib.IMAP4("127.0.0.1", dovecot.port)
    secret = f"\0{user}\0{dovecot.reveal()}".encode()
    connection.authenticate("PLAIN", lambda _: secret)
    for letter in server.stored:
        connection.append(f'"{encode(SENT).decode()}"', "", None, letter.content)
    connection.logout()


def test_letters_in_the_sent_folder_are_not_sent_again(folder, mailed, dovecot, capsys):
    server, user = mailed
    remind(23, "--apply")
    backup(folder)
    remind(30, "--apply")
    file_away(dovecot, user, server)
    before = len(server.stored)
    restore(folder)

    remind(30, "--apply", hour=11)

    assert kinds(capsys, 30) == ["ledger-restored"]
    assert len(server.stored) == before + 1  # the alarm
    resolve(the_hold(capsys, 30, 13)["code"], 30, 14)
    remind(30, "--apply", hour=15)
    assert len(server.stored) == before + 1


def test_letters_that_wait_in_an_old_copy_are_found_in_the_sent_folder(
    folder, mailed, dovecot, capsys
):
    server, user = mailed
    server.fail("connect", "421 4.3.2 later")
    remind(23, "--apply")
    backup(folder)
    remind(23, "--apply", hour=10)
    file_away(dovecot, user, server)
    before = len(server.stored)
    restore(folder)

    remind(23, "--apply", hour=11)

    assert kinds(capsys, 23) == ["ledger-restored"]
    assert (before, len(server.stored)) == (3, 4)  # the alarm
    resolve(the_hold(capsys, 23, 13)["code"], 23, 14)
    remind(23, "--apply", hour=15)
    assert len(server.stored) == before + 1


def test_what_a_lost_letter_told_is_told_on_the_next_day_and_its_loss_has_a_reason(
    folder, mailed, dovecot, capsys
):
    server, user = mailed
    server.fail("dot", DROP)
    remind(23, "--apply")
    lost = set(READERS) - {each.recipients[0] for each in server.stored}
    file_away(dovecot, user, server)
    before = len(server.stored)

    remind(24, "--apply", hour=10)

    shown = status(capsys, 24, 11)[1]
    assert {each.recipients[0] for each in server.stored[before:]} == lost
    assert shown["mail"]["not_sent_today"] == {"superseded": 1}


def test_letter_that_did_arrive_is_told_of_when_that_is_known(folder, mailed, dovecot, capsys):
    server, user = mailed
    server.fail("dot", STORE_DROP)
    remind(23, "--apply")
    file_away(dovecot, user, server)
    capsys.readouterr()

    remind(23, "--apply", hour=10)

    assert "อีเมลของรอบก่อนที่ทราบผลแล้วในรอบนี้ 1 ฉบับ" in capsys.readouterr().out
    assert len(server.stored) == 3
