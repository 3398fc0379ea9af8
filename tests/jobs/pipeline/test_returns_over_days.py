"""A week of the whole program with a live mailbox: what real servers returned, told once each."""

import re
import secrets
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from jobs.cli.main import main
from tests.fixtures.dovecot import dovecot
from tests.jobs.commands.test_remind import CONFIG, save
from tests.jobs.commands.test_remind_smtp import deliver_to, server, subjects
from tests.jobs.pipeline.test_send_alerts import at, status
from tests.mailers.returns import NO_MARK
from tests.planning.reminders.reminder_registry import community, rows

__all__ = ["dovecot", "server"]

pytestmark = pytest.mark.long
RETURNS = Path(__file__).parents[2] / "mailers" / "data" / "returns"
MAIL = """
[mail]
live = true
transport = "smtp"
host = "127.0.0.1"
port = {smtp}
security = "none"
user = "{user}"
password_file = "secret"
return_path = "bounces@agency.go.th"
[mail.returns]
host = "127.0.0.1"
port = {imap}
security = "none"
"""
UNREACHABLE = "ส่งอีเมลถึงที่อยู่บางแห่งไม่ได้"
LOST = "อีเมลแจ้งเตือนบางฉบับส่งไม่ถึง หรือไม่ทราบว่าถึงหรือไม่"


@pytest.fixture
def user(tmp_path, monkeypatch, server, dovecot):
    """Whose mailbox the returns come to: five coordinators without a plan, mail switched on."""
    monkeypatch.chdir(tmp_path)
    user = f"u{secrets.token_hex(4)}"
    server.user, server.password = user, dovecot.reveal()
    secret = tmp_path / "secret"
    secret.write_text(dovecot.reveal(), encoding="utf-8")
    secret.chmod(0o600)
    mail = MAIL.format(smtp=server.port, imap=dovecot.port, user=user)
    (tmp_path / "cop-steward.toml").write_text(CONFIG + mail, encoding="utf-8")
    communities = [community(number, coordinator=str(60000 + number)) for number in range(1, 6)]
    save(rows(plans=[], communities=communities), tmp_path / "registry.xlsx")
    return user


def as_returned(name, sent, person):
    """A real server's return of the first letter to somebody."""
    letter = next(one for one in sent if one.recipients == (f"{person}@agency.go.th",))
    bare = letter.message_id[1:33].encode()
    content = (RETURNS / f"{name}.eml").read_bytes()
    return re.sub(rb"\b[0-9a-f]{32}(?=\.letter)", bare, content)


def run(day):
    with at(day):
        return main(["run"])


def matters(capsys, day):
    """What status shows: of letters the reader and the server's reason, of all else how many."""
    code, shown = status(capsys, day)
    found = shown["matters"]
    bounced = {
        one["to"].partition("@")[0]: one["reply"]
        for one in found
        if one["kind"] == "letter_bounced"
    }
    return code, bounced, Counter(one["kind"] for one in found if one["kind"] != "letter_bounced")


def logged(path):
    """How many letters the log tab of the workbook shows."""
    sheet = openpyxl.load_workbook(path)["ประวัติการแจ้งเตือน"]
    return sum(row[0] is not None for row in sheet.iter_rows(min_row=4, values_only=True))


def test_what_comes_back_over_a_week_is_told_once_with_the_reason_of_its_server(
    tmp_path, user, server, dovecot, capsys
):
    def hand_in(*contents):
        for content in contents:
            deliver_to(dovecot, user, content)

    run(23)
    sent = [*server.stored]
    assert matters(capsys, 23) == (0, {}, Counter())

    hand_in(as_returned("postfix-04", sent, "somchai"), as_returned("exim-01", sent, "suda"))
    run(24)
    known = {
        "somchai": "550 5.1.1 <…> User doesn't exist: <…>",
        "suda": "550 5.1.1 <…>: ไม่พบผู้ใช้นี้ในระบบ",
    }
    assert matters(capsys, 24) == (1, known, Counter())

    # One that calls itself a delay and is final; one that is a delay.
    hand_in(as_returned("opensmtpd-07", sent, "mana"), as_returned("postfix-06", sent, "pranee"))
    run(25)
    known |= {"mana": "4.4.7 Envelope expired"}
    assert matters(capsys, 25) == (1, known, Counter())

    hand_in(as_returned("sendmail-05", sent, "wichai"), NO_MARK.encode())
    run(26)
    run(27)
    known |= {"wichai": "552 5.2.2 <…> Quota exceeded (mailbox for user is full)"}
    assert matters(capsys, 27) == (1, known, Counter(returns_unmatched=1))

    told = subjects(server)
    assert (told.count(UNREACHABLE), told.count(LOST)) == (2, 1)
    reminders = [subject for subject in told if subject not in {UNREACHABLE, LOST}]
    assert logged(tmp_path / "registry.xlsx") == len(reminders)
