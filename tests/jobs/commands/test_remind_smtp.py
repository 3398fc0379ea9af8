"""Reminders to a real mail server on loopback: what arrives is counted there."""

import contextlib
import email
import email.policy
import imaplib
import json
import os
import secrets
import signal
import threading
import time
from collections import Counter

import pytest

from jobs.cli.main import main
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.dovecot import dovecot
from tests.jobs.commands.test_remind import CONFIG, NO_PLAN, one_object, save
from tests.jobs.pipeline.test_send_alerts import at, remind, status
from tests.mailers.returns import ID, POSTFIX
from tests.mailers.server import DROP, LATE, STORE_DROP, MailServer
from tests.planning.reminders.reminder_registry import rows

__all__ = ["dovecot"]

pytestmark = pytest.mark.long

READERS = ["hrd@agency.go.th", "somchai@agency.go.th", "wichai@agency.go.th"]


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


@pytest.fixture
def folder(tmp_path, monkeypatch, server):
    monkeypatch.chdir(tmp_path)
    mail = (
        f'[mail]\ntransport = "smtp"\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
    )
    (tmp_path / "cop-steward.toml").write_text(CONFIG + mail, encoding="utf-8")
    save(NO_PLAN, tmp_path / "registry.xlsx")
    return tmp_path


def readers(server):
    """To whom the server took a letter, every copy counted."""
    return sorted(reader for letter in server.stored for reader in letter.recipients)


def test_nothing_leaves_until_somebody_applies_and_then_each_letter_once(folder, server, capsys):
    with at(23):
        assert remind(23) == 0
        assert server.connections == 0
        assert "--apply" in capsys.readouterr().out
        assert not (folder / "state").exists()

        assert remind(23, "--apply") == 0
        assert remind(23, "--apply", minute=5) == 0

    assert readers(server) == READERS
    assert set(Counter(subjects(server)).values()) == {1}
    assert status(capsys, 23)[0] == 0


def test_live_in_the_config_needs_no_apply(folder, server):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    live = config.replace("[mail]\n", "[mail]\nlive = true\n")
    (folder / "cop-steward.toml").write_text(live, encoding="utf-8")

    remind(23)

    assert readers(server) == READERS


def test_after_hours_the_plan_says_why_nothing_goes(folder, server, capsys):
    remind(23, "--apply", "--json", hour=22)

    shown = one_object(capsys)
    reasons = {(one["to"], one["reason"]) for one in shown["not_sent"]}
    assert {(reader, "outside-window") for reader in READERS} <= reasons
    assert server.connections == 0


def test_a_letter_whose_fate_is_unknown_is_shown_and_never_sent_again(folder, server, capsys):
    server.fail("dot", STORE_DROP)

    remind(23, "--apply")
    remind(23, "--apply", hour=11)
    remind(24, "--apply")

    assert readers(server) == ["hrd@agency.go.th", *READERS]  # told of it
    code, shown = status(capsys, 24)
    (matter,) = shown["matters"]
    assert (code, matter["kind"], matter["answers"]) == (1, "letter_uncertain", ["sent", "drop"])


def test_a_letter_in_doubt_can_be_sent_again_while_its_day_lasts(folder, server, capsys):
    server.fail("dot", STORE_DROP)

    remind(23, "--apply")

    (matter,) = status(capsys, 23)[1]["matters"]
    assert matter["answers"] == ["sent", "send-again", "drop"]


def test_a_server_that_asks_to_come_back_later_is_asked_again_the_same_day(folder, server, capsys):
    server.fail("rcpt", "451 4.7.1 greylisted", "451 4.7.1 greylisted", "451 4.7.1 greylisted")

    assert remind(23, "--apply") == 0

    assert readers(server) == []
    code, shown = status(capsys, 23, 9)
    assert (code, Counter(one["kind"] for one in shown["matters"])) == (
        0,
        Counter(letter_deferred=3, run_unfinished=1),
    )
    remind(23, "--apply", hour=10)
    assert readers(server) == READERS
    shown = status(capsys, 23, 11)[1]
    assert (shown["matters"], shown["mail"]["not_sent_today"]) == ([], {})


def test_what_another_process_has_sent_meanwhile_is_not_left(folder, server, capsys):
    server.fail("rcpt", "451 4.7.1 greylisted", "451 4.7.1 greylisted", "451 4.7.1 greylisted")
    remind(23, "--apply")
    (unfinished,) = (
        one for one in status(capsys, 23, 9)[1]["matters"] if one["kind"] == "run_unfinished"
    )
    assert " 3 " in unfinished["what"]
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        for letter in ledger.letters.standing():
            ledger.letters.resolve(
                letter.id, "drop", operator="nid", reason="", now=letter.planned_at
            )

    assert status(capsys, 23, 9)[1]["matters"] == []


def test_a_letter_that_a_person_sends_again_goes_with_the_next_run_of_the_day(
    folder, server, capsys
):
    server.fail("dot", DROP)
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    live = config.replace("[mail]\n", "[mail]\nlive = true\n")
    (folder / "cop-steward.toml").write_text(live, encoding="utf-8")
    with at(23, 10):
        main(["run"])
    (matter,) = (one for one in status(capsys, 23, 10)[1]["matters"] if "id" in one)
    with at(23, 11):
        main(["run"])
        assert len(server.stored) == 2

        main(["resolve", matter["id"], "send-again"])
    (again,) = (one for one in status(capsys, 23, 11)[1]["matters"] if "id" in one)
    assert (again["kind"], again["answers"]) == ("letter_again", ["drop"])
    with at(23, 11):
        main(["run"])
        main(["run"])

    assert readers(server) == READERS


def test_no_more_letters_leave_in_a_day_than_the_config_allows(folder, server, capsys):
    with (folder / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write("[guard]\nmails_per_day = 2\n")

    remind(23, "--apply")
    remind(23, "--apply", hour=11)

    assert len(server.stored) == 2
    shown = status(capsys, 23, 12)[1]
    assert shown["mail"]["not_sent_today"] == {"capped": 1}
    (matter,) = shown["matters"]
    assert (matter["kind"], matter["to"], matter["reason"], matter["answers"]) == (
        "letter_waits",
        "wichai@agency.go.th",
        "capped",
        ["drop"],
    )
    assert status(capsys, 24, 8)[1]["matters"] == []


def test_a_letter_waits_no_shorter_than_its_channel(folder, server, capsys):
    server.fail("mail", "550 5.4.5 daily limit")

    remind(23, "--apply")

    capsys.readouterr()
    with at(23, 9):
        main(["resolve", "--json"])
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (letter,) = (one for one in listed if one["kind"] == "letter_deferred")
    assert "10:00" in letter["way_out"]


def test_a_channel_at_rest_is_told_once_with_all_that_waits_for_it(folder, server, capsys):
    server.fail("mail", "550 5.4.5 daily limit")

    remind(23, "--apply")

    ((kind, left),) = [(one["kind"], one["left"]) for one in status(capsys, 23, 9)[1]["matters"]]
    assert (kind, left) == ("channel_paused", 3)


def test_a_channel_that_lets_no_letter_through_is_a_failure_with_its_way_out(
    folder, server, capsys
):
    server.fail("mail", "550 5.4.5 daily limit")

    assert remind(23, "--apply", "--lang", "en") == 1
    said = capsys.readouterr().err
    assert remind(23, "--apply", "--lang", "en", minute=5) == 1

    channel = f"smtp:127.0.0.1:{server.port}"
    assert said == (
        f"Problem: Mails not sent: 3. The mail channel {channel} failed and rests until "
        "23 Nov 2026 10:00 (naming the sender: 550 5.4.5 daily limit).\n"
        "Way out: They go with the first run of today after that. cop-steward doctor says what to "
        f"mend. Once it is mended, cop-steward resolve {channel} ends the rest at once; then run "
        "cop-steward remind again.\n"
    )
    assert capsys.readouterr().err == said
    assert server.connections == 1


def test_a_channel_at_rest_is_no_failure_where_there_is_nothing_to_send(folder, server):
    server.fail("mail", "550 5.4.5 daily limit")
    remind(23, "--apply")
    save(rows(), folder / "registry.xlsx")

    assert remind(23, "--apply", hour=9, minute=30) == 0


def test_whoever_mended_the_account_ends_the_rest_and_the_letters_go(folder, server, capsys):
    server.fail("mail", "550 5.4.5 daily limit")
    remind(23, "--apply")
    capsys.readouterr()
    with at(23, 9, 10):
        main(["resolve", "--json"])
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (rest,) = (one for one in listed if one["kind"] == "channel_paused")
    assert rest["item"] == rest["channel"] == f"smtp:127.0.0.1:{server.port}"
    assert f"cop-steward resolve {rest['item']}" in rest["way_out"]

    with at(23, 9, 15):
        assert main(["resolve", rest["item"]]) == 0
    assert remind(23, "--apply", minute=20) == 0

    assert readers(server) == READERS
    assert status(capsys, 23)[0] == 0


def test_what_our_own_side_lacks_is_said_in_words(folder, server, capsys):
    server.user, server.password = "cop", "word"
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    config += 'user = "cop"\npassword_file = "secret"\n'
    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
    (folder / "secret").write_text("word", encoding="utf-8")
    (folder / "secret").chmod(0o644)

    assert remind(23, "--apply", "--lang", "en") == 1

    words = "signing in to the mail account: Other accounts of this computer can read the secret's"
    assert words in capsys.readouterr().err
    with at(23, 9, 4):
        main(["status", "--lang", "en"])
    assert words in capsys.readouterr().out
    (folder / "secret").chmod(0o600)
    assert remind(23, "--apply", minute=5) == 0
    assert readers(server) == READERS


def test_what_the_server_said_is_shown_as_it_said_it(folder, server, capsys):
    server.fail("rcpt", "550 5.1.1 no such user")

    remind(23, "--apply")

    (matter,) = status(capsys, 23)[1]["matters"]
    assert matter["reply"] == "550 5.1.1 no such user"


def test_letters_that_need_a_person_are_a_failure_and_each_is_named(folder, server, capsys):
    server.fail("dot", DROP)
    server.fail("rcpt", None, "550 5.1.1 no such user")

    assert remind(23, "--apply", "--lang", "en") == 1

    shown = capsys.readouterr()
    assert "(nobody knows whether they were sent: 1; refused by the server: 1)" in shown.err
    assert "nobody knows whether it was sent" in shown.out
    assert "cop-steward status" in shown.err
    assert remind(23, "--apply", minute=5) == 0


def test_the_contact_is_told_once_of_letters_that_need_a_person(folder, server, capsys):
    server.fail("dot", None, DROP)
    server.fail("rcpt", None, None, "550 5.1.1 no such user")
    remind(23, "--apply")
    gone = len(server.stored)

    remind(24, "--apply")
    remind(25, "--apply")

    alarms = [each for each in server.stored[gone:] if b"hrd@" in each.recipients[0].encode()]
    of_address, of_letter = (
        email.message_from_bytes(alarm.content, policy=email.policy.default)
        .get_body(("plain",))
        .get_content()
        for alarm in alarms
    )
    assert "somchai@agency.go.th" in of_letter
    assert "ไม่ทราบผลการส่ง" in of_letter
    assert "wichai@agency.go.th" in of_address
    assert "ถูกปฏิเสธ 1 ฉบับ: 550 5.1.1 no such user" in " ".join(of_address.split())
    kinds = {one["kind"] for one in status(capsys, 25)[1]["matters"]}
    assert kinds == {"letter_uncertain", "letter_refused"}


def test_a_refused_address_of_the_contact_is_shown_with_its_way_out(folder, server, capsys):
    server.fail("rcpt", "550 5.1.1 no such user")

    remind(23, "--apply")

    code, shown = status(capsys, 23)
    (matter,) = shown["matters"]
    assert (code, matter["kind"], matter["way"], matter["answers"]) == (
        1,
        "letter_refused",
        "mend-contact",
        ["send-again", "drop"],
    )


def test_a_connection_lost_before_the_letter_was_whole_is_tried_again(folder, server):
    server.fail("data", DROP)

    remind(23, "--apply")
    remind(23, "--apply", hour=11)

    assert readers(server) == READERS


def test_a_stop_finishes_the_letter_in_hand_and_the_others_go_later(folder, server, capsys):
    server.late_seconds = 1
    server.fail("dot", LATE)
    handler = signal.getsignal(signal.SIGTERM)

    with stop_while_receiving(server):
        assert remind(23, "--apply") == 0

    assert len(server.stored) == 1
    assert signal.getsignal(signal.SIGTERM) is handler
    assert status(capsys, 23)[1]["mail"]["not_sent_today"] == {"stopped": 2}

    remind(23, "--apply", hour=11)

    assert readers(server) == READERS


def test_an_alarm_is_not_tried_again_when_its_event_is_over(folder, server, capsys):
    remind(23, "--apply")
    whole = (folder / "registry.xlsx").read_bytes()
    (folder / "registry.xlsx").write_bytes(b"no workbook")
    server.fail("rcpt", "451 4.7.1 greylisted")
    remind(24, "--apply")
    assert "letter_deferred" in {one["kind"] for one in status(capsys, 24)[1]["matters"]}
    (folder / "registry.xlsx").write_bytes(whole)

    remind(25, "--apply")

    code, shown = status(capsys, 25)
    assert (code, shown["matters"]) == (0, [])
    assert readers(server) == READERS


def test_a_stop_during_an_alarm_of_the_check_finishes_it_and_then_ends(folder, server):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    (folder / "cop-steward.toml").write_text(
        config.replace("[mail]\n", "[mail]\nlive = true\n"), encoding="utf-8"
    )
    with at(23, 7):
        main(["check"])
    (folder / "registry.xlsx").write_bytes(b"no workbook")
    server.late_seconds = 1
    server.fail("dot", LATE)
    handler = signal.getsignal(signal.SIGTERM)

    with at(23, 8), stop_while_receiving(server), pytest.raises(SystemExit):
        main(["check"])

    assert readers(server) == ["hrd@agency.go.th"]
    assert signal.getsignal(signal.SIGTERM) is handler
    with open_ledger(load(folder / "cop-steward.toml")) as ledger:
        assert [letter.state for letter in ledger.letters.standing()] == ["accepted"]


def deliver_to(dovecot, user, content):
    connection = imaplib.IMAP4("127.0.0.1", dovecot.port)
    secret = f"\0{user}\0{dovecot.reveal()}".encode()
    connection.authenticate("PLAIN", lambda _: secret)
    connection.append("INBOX", "", None, content)
    connection.logout()


def test_a_letter_that_came_back_is_shown_at_the_next_run(folder, server, dovecot, capsys):
    user = f"u{secrets.token_hex(4)}"
    server.user, server.password = user, dovecot.reveal()
    (folder / "secret").write_text(dovecot.reveal(), encoding="utf-8")
    (folder / "secret").chmod(0o600)
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    returns = (
        f'user = "{user}"\npassword_file = "secret"\nreturn_path = "bounces@agency.go.th"\n'
        f'[mail.returns]\nhost = "127.0.0.1"\n'
        f'port = {dovecot.port}\nsecurity = "none"\n'
    )
    (folder / "cop-steward.toml").write_text(config + returns, encoding="utf-8")
    remind(23, "--apply")
    assert {letter.sender for letter in server.stored} == {"bounces@agency.go.th"}
    (sent,) = [one for one in server.stored if one.recipients == ("somchai@agency.go.th",)]
    deliver_to(dovecot, user, POSTFIX.replace(ID, sent.message_id).encode())

    remind(24, "--apply")

    code, shown = status(capsys, 24)
    (matter,) = shown["matters"]
    assert (code, matter["kind"], matter["to"], matter["way"]) == (
        1,
        "letter_bounced",
        "somchai@agency.go.th",
        "mend-address",
    )


def test_a_return_mailbox_that_cannot_be_read_stops_no_mail(folder, server, capsys):
    config = (folder / "cop-steward.toml").read_text(encoding="utf-8")
    (folder / "secret").write_text("word", encoding="utf-8")
    (folder / "secret").chmod(0o600)
    server.user, server.password = "cop", "word"
    returns = (
        'user = "cop"\npassword_file = "secret"\n'
        '[mail.returns]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\n'
    )
    (folder / "cop-steward.toml").write_text(config + returns, encoding="utf-8")

    assert remind(23, "--apply") == 0

    assert readers(server) == READERS
    assert "127.0.0.1" in capsys.readouterr().err
    assert status(capsys, 23)[0] == 0

    # A day later somebody should know; once, until it works again.
    for hour in (11, 12, 13):
        assert remind(24, "--apply", hour=hour) == 0
    subject = "อ่านอีเมลที่ถูกส่งกลับไม่ได้ จึงไม่ทราบว่าอีเมลฉบับใดส่งไม่ถึง"
    assert subjects(server).count(subject) == 1
    code, shown = status(capsys, 24, 14)
    (matter,) = shown["matters"]
    assert (code, matter["kind"], matter["hold"]) == (1, "hold", "returns-unread")
    save(NO_PLAN, folder / "registry.xlsx")
    remind(30, "--apply")
    assert Counter(readers(server))["somchai@agency.go.th"] == 2  # it holds no mail

    (folder / "cop-steward.toml").write_text(config, encoding="utf-8")
    remind(31, "--apply")
    assert status(capsys, 31)[0] == 0


def subjects(server):
    """Of every letter that the server took."""
    mails = (
        email.message_from_bytes(one.content, policy=email.policy.default) for one in server.stored
    )
    return [" ".join(mail["Subject"].split()) for mail in mails]


@contextlib.contextmanager
def stop_while_receiving(server):
    """Ask this very process to stop, as soon as the server has a letter in hand."""

    def ask():
        for _ in range(2000):
            if server.receiving:
                os.kill(os.getpid(), signal.SIGTERM)
                return
            time.sleep(0.005)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def test_doctor_sends_one_person_a_letter_and_an_invitation_to_try(folder, server, capsys):
    assert main(["doctor", "--mail-to", "me@agency.go.th"]) == 0

    letter, invitation = (
        email.message_from_bytes(one.content, policy=email.policy.default) for one in server.stored
    )
    assert readers(server) == ["me@agency.go.th", "me@agency.go.th"]
    assert [part.get_content_type() for part in letter.iter_attachments()] == []
    words = letter.get_body(("plain",)).get_content()
    assert words.splitlines()[-2:] == [
        "เปิดทะเบียน CoP ได้ที่ registry.xlsx",
        "หากต้องการทราบว่าระบบเก็บข้อมูลใดเกี่ยวกับท่าน โปรดสอบถามโดยตอบกลับอีเมลฉบับนี้",
    ]
    (calendar,) = invitation.iter_attachments()
    assert "METHOD:REQUEST" in calendar.get_content()
    assert not (folder / "state").exists()


def test_a_test_letter_that_could_not_leave_says_why_in_words(folder, server, capsys):
    config = folder / "cop-steward.toml"
    config.write_text(config.read_text().replace('security = "none"', 'security = "tls"'))

    assert main(["doctor", "--mail-to", "me@agency.go.th", "--lang", "en"]) == 1

    (told, _) = (line for line in capsys.readouterr().out.splitlines() if "✗" in line)
    assert told.partition(" could not be sent ")[2].startswith(
        "(The connection to the mail server could not be encrypted ("
    )


@pytest.mark.parametrize(
    ("step", "reply", "way"),
    [
        (
            "rcpt",
            "550 5.1.1 no such user",
            "It is about this address: see whether it is typed right and its mailbox is there",
        ),
        (
            "mail",
            "550 5.7.1 sender not allowed",
            "The account may not send as the configured sender",
        ),
        ("dot", "554 5.6.0 not today", "Ask whoever runs the mail server, with this answer."),
    ],
)
def test_a_test_letter_that_is_refused_tells_what_the_answer_is_about(
    step, reply, way, folder, server, capsys
):
    server.fail(step, reply)

    assert main(["doctor", "--mail-to", "me@agency.go.th", "--lang", "en"]) == 1

    lines = capsys.readouterr().out.splitlines()
    (at,) = (number for number, line in enumerate(lines) if "✗" in line)
    assert f"was not taken by the server ({reply})" in lines[at]
    assert lines[at + 1].startswith(f"  → {way}")


def test_a_test_letter_goes_to_nobody_outside(folder, server, capsys):
    assert main(["doctor", "--mail-to", "me@elsewhere.example"]) == 1

    assert server.stored == []
    assert "agency.allowed_domains" in capsys.readouterr().out


def remind_failed(folder):
    """What the file of metrics says of the reminders."""
    lines = (folder / "cop.prom").read_text(encoding="utf-8").splitlines()
    (line,) = (one for one in lines if one.startswith('cop_steward_job_failed{job="remind"'))
    return line.rpartition(" ")[2]


def test_metrics_say_that_reminders_failed_until_the_rest_has_gone(folder, server, capsys):
    with (folder / "cop-steward.toml").open("a", encoding="utf-8") as config:
        config.write('live = true\n[monitoring]\nmetrics_file = "cop.prom"\n')
    server.fail("rcpt", "451 4.7.1 greylisted")
    with at(23):
        main(["run", "--lang", "en"])
        (told,) = (one for one in capsys.readouterr().out.splitlines() if "reminders" in one)
        before = remind_failed(folder)
    remind(23, hour=11)

    assert told == (
        "All registries: reminders (23 Nov 2026) not finished yet, mails sent: 2, "
        "tried again by themselves: 1."
    )
    assert (before, remind_failed(folder)) == ("1.0", "0.0")
    assert readers(server) == READERS
