"""Who hears of overdue work, whatever the mail server, the staff tab and the cap do."""

import email
import email.policy
import re

import pytest

from jobs.cli.main import main
from tests.jobs.commands.test_remind import CONFIG, save
from tests.jobs.pipeline.test_send_alerts import at, status
from tests.mailers.server import MailServer
from tests.planning.reminders.reminder_registry import community, rows, session

pytestmark = pytest.mark.long

NEW = {"starts_on": "1/11/2569", "attested_on": "2/11/2569"}
"""A round without a plan: step 4 is due on 1 December, and nothing is old."""


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
    save(tabs(), tmp_path / "registry.xlsx")
    return tmp_path


def tabs(**changes):
    return rows(communities=[community(**NEW)], plans=[]) | changes


def remind(day):
    with at(day):
        main(["remind"])


def letters(server, who):
    found = []
    for letter in server.stored:
        if letter.recipients[0].startswith(who):
            mail = email.message_from_bytes(letter.content, policy=email.policy.default)
            found.append(mail.get_body(("plain",)).get_content())
    return found


def refuse(server, who, reply):
    """The server says no to one reader for ever."""
    server.refuse = {f"{who}@agency.go.th": reply}.get


@pytest.mark.parametrize("reply", ["452 4.2.2 mailbox full", "550 5.1.1 no such user"])
def test_an_unreachable_coordinator_is_answered_for_before_the_ladder_ends(
    folder, server, capsys, reply
):
    refuse(server, "somchai", reply)

    for day in (24, 25, 26, 27, 30, 31):
        remind(day)

    assert status(capsys, 31)[0] == 1
    told = [text for text in letters(server, "hrd") if "จัดทำแผนปฏิบัติการ" in text]
    assert any("แทน นายสมชาย ใจดี" in text for text in told)
    assert letters(server, "somchai") == []


def test_a_copy_does_not_count_what_nobody_got(folder, server):
    refuse(server, "somchai", "550 5.1.1 no such user")

    for day in (24, 31, 32, 39, 40, 47):
        remind(day)

    copies = letters(server, "wichai")
    assert copies
    assert not [text for text in copies if re.search(r"แจ้งเตือน\S* ?[1-9๑-๙]|ครั้งที่ [1-9๑-๙]", text)]


def test_a_new_coordinator_starts_at_the_first_and_the_contact_reads_of_both(folder, server):
    for day in (24, 31, 39, 48, 55):
        remind(day)
    assert "แจ้งเตือนครั้งที่ 3" in letters(server, "somchai")[-1]
    save(tabs(communities=[community(coordinator="60003", **NEW)]), folder / "registry.xlsx")

    remind(60)

    assert "แจ้งเตือนครั้งที่ 1" in letters(server, "mana")[-1]


def test_a_trial_in_the_outbox_reminds_nobody(folder, server, capsys):
    config = folder / "cop-steward.toml"
    live = config.read_text("utf-8")
    config.write_text(live.replace('transport = "smtp"', 'transport = "outbox"'), "utf-8")
    for day in (24, 31, 39):
        remind(day)
    assert "ยังไม่ได้ส่งถึงผู้รับ" in capsys.readouterr().out
    config.write_text(live, "utf-8")

    remind(39)
    assert "แจ้งเตือนครั้งที่ 1" in letters(server, "somchai")[-1]
    remind(47)
    assert "แจ้งเตือนครั้งที่ 2" in letters(server, "somchai")[-1]


def test_under_a_cap_data_to_mend_give_way_to_what_has_a_date(folder, server):
    config = folder / "cop-steward.toml"
    less = "[reminders]\nper_month = 3\n"
    config.write_text(config.read_text("utf-8").replace("[reminders]\n", less), "utf-8")
    save(tabs(sessions=[session(planned_on="31/11/2569")]), folder / "registry.xlsx")

    for day in range(31, 62):  # December: due on the 1st, overdue on the 9th, 17th and 24th
        remind(day)

    months = letters(server, "somchai")
    assert [("ครบกำหนดวันนี้" in text, "แจ้งเตือนครั้งที่" in text) for text in months] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_the_same_slip_is_told_three_times_then_the_contact_hears_of_it_once(folder, server):
    save(rows(sessions=[session(planned_on="31/11/2569")]), folder / "registry.xlsx")

    for day in (23, 30, 38, 44, 51, 58):
        remind(day)

    told = [text for text in letters(server, "somchai") if "31/11/2569" in text]
    moved = [text for text in letters(server, "hrd") if "31/11/2569" in text]
    assert (len(told), len(moved)) == (3, 1)
