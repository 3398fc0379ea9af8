import contextlib
import datetime as dt
import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext, DeliveryPolicy
from sheets_sync.errors import MailError
from sheets_sync.i18n.kept_errors import kept
from sheets_sync.mail.delivery import Envelope, LetterState, Outcome, Skip, Verdict
from sheets_sync.mail.message import DigestKey, Letterhead, Message, Recipient
from sheets_sync.settings import load
from sheets_sync.wiring.ledger import open_ledger
from tests.fixtures.agency_folder import PEOPLE, community

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Bangkok"))


class SilentServer:
    """Takes a letter and never answers: the real shape of a lost connection after the dot."""

    name = "silent"

    def send(self, envelope: Envelope, before_dot) -> Outcome:
        before_dot()
        return Outcome(Verdict.UNKNOWN, "reply")

    def close(self) -> None:
        pass


class KilledError(Exception):
    """The process is no more."""


class KillingServer(SilentServer):
    """Takes the letter's last dot and our life."""

    def send(self, envelope: Envelope, before_dot) -> Outcome:
        before_dot()
        raise KilledError


def letter_to(address) -> Message:
    return Message(
        key=DigestKey(address, NOW.date()),
        to=Recipient(address, "สุดา ใจดี"),
        language="th",
        subject="เรื่องทดสอบ",
        plain="ทดสอบ",
        html="<p>ทดสอบ</p>",
        registries=("main",),
    )


def doubtful_letter(agency_folder, server=None) -> str:
    """The id of a letter of which nobody knows whether it was sent."""
    message = letter_to("staff001@agency.go.th")
    head = Letterhead(sender=Recipient("hrd@agency.go.th"), domain="agency.go.th")
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        delivery = DeliveryContext(
            ledger=ledger,
            mailer=server or SilentServer(),
            policy=DeliveryPolicy(head),
            clock=lambda: NOW,
            run="main/remind/2026-11-23",
            worker="test",
        )
        with contextlib.suppress(KilledError):
            deliver([message], delivery)
        (letter,) = ledger.letters.find([message.key]).values()
    return letter.id[:8]


def test_before_anything_ran_all_is_well(agency_folder):
    code, out, _ = agency_folder.run("status", "--json")

    assert code == 0
    told = json.loads(out)
    assert (told["healthy"], told["runs"], told["matters"]) == (True, [], [])
    assert told["mail"] == {
        "waiting": 0,
        "in_doubt": 0,
        "sent_today": 0,
        "sent_this_month": 0,
        "in_doubt_today": 0,
        "not_sent_today": {},
        "not_sent_to": {},
        "most_per_run": 200,
        "most_per_day": 500,
        "most_per_person_and_month": 6,
    }


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
def test_a_doubtful_letter_is_unhealthy_until_a_person_settles_it(agency_folder):
    letter = doubtful_letter(agency_folder)

    code, out, _ = agency_folder.run("status", "--json")
    assert code == 1
    assert [matter["kind"] for matter in json.loads(out)["matters"]] == ["letter_uncertain"]

    assert agency_folder.run("resolve", letter, "sent")[0] == 0
    code, out, _ = agency_folder.run("status", "--json")
    assert (code, json.loads(out)["matters"]) == (0, [])


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_a_letter_in_hand_of_a_run_that_was_killed_says_when_it_is_looked_for(agency_folder):
    letter = doubtful_letter(agency_folder, KillingServer())

    _, out, _ = agency_folder.run("status", "--json", "--lang", "en")

    (matter,) = json.loads(out)["matters"]
    assert (matter["kind"], matter["id"]) == ("letter_handing", letter)
    assert "23 Nov 2026 09:15" in matter["way_out"]


@time_machine.travel(NOW + dt.timedelta(minutes=20), tick=False)
def test_a_letter_in_hand_of_a_run_long_dead_is_unhealthy_and_resolve_takes_it_up(agency_folder):
    letter = doubtful_letter(agency_folder, KillingServer())

    code, out, _ = agency_folder.run("status", "--json", "--lang", "en")
    told = json.loads(out)
    (stalled,) = told["matters"]
    assert (code, told["healthy"], stalled["kind"], stalled["id"]) == (
        1,
        False,
        "letter_stalled",
        letter,
    )
    assert "cop-steward resolve" in stalled["way_out"]

    # Its file is not in the outbox folder, so it was not sent.
    _, out, _ = agency_folder.run("resolve", "--lang", "en")
    assert out == "Nothing waits for a person.\n"
    assert agency_folder.run("status")[0] == 0


@time_machine.travel(NOW + dt.timedelta(minutes=20), tick=False)
def test_where_nobody_can_be_asked_resolve_takes_an_answer_for_a_letter_long_in_hand(agency_folder):
    config = agency_folder.path / "cop-steward.toml"
    smtp = '[mail]\ntransport = "smtp"\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\n'
    config.write_text(config.read_text(encoding="utf-8") + smtp, encoding="utf-8")
    letter = doubtful_letter(agency_folder, KillingServer())

    _, out, _ = agency_folder.run("resolve", "--json")
    (told,) = [json.loads(line) for line in out.splitlines()]
    assert (told["kind"], told["answers"]) == ("letter_uncertain", ["sent", "send-again", "drop"])

    assert agency_folder.run("resolve", letter, "sent")[0] == 0
    assert agency_folder.run("status")[0] == 0


@time_machine.travel(NOW + dt.timedelta(minutes=20), tick=False)
def test_a_letter_found_among_those_sent_needs_no_answer(agency_folder):
    letter = doubtful_letter(agency_folder, KillingServer())
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        (known,) = ledger.letters.standing()
    outbox = agency_folder.path / "outbox"
    outbox.mkdir()
    (outbox / f"2026-11-23-{known.id}.eml").write_bytes(b"Subject: x\r\n\r\n")

    code, out, _ = agency_folder.run("resolve", letter, "drop", "--lang", "en")

    assert (code, out) == (
        0,
        f"Letter {letter} is settled: it was found among the mails that were sent.\n",
    )


@time_machine.travel(NOW, tick=False)
def test_looking_at_what_waits_leaves_a_letter_in_hand_alone(agency_folder):
    doubtful_letter(agency_folder, KillingServer())

    with time_machine.travel(NOW + dt.timedelta(minutes=20), tick=False):
        agency_folder.run("resolve", "--dry-run")
        agency_folder.run("resolve", "--today", "2026-11-24")

    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        assert [letter.state for letter in ledger.letters.standing()] == [LetterState.HANDING]


def test_a_run_that_was_cut_short_is_unhealthy_until_the_next_one_is_done(agency_folder):
    with (
        time_machine.travel(NOW, tick=False),
        open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger,
    ):
        lease = dt.timedelta(minutes=30)
        ledger.runs.claim("*", "remind", "2026-11-23#1", worker="dead", lease=lease, now=NOW)

    with time_machine.travel(NOW + dt.timedelta(minutes=20), tick=False):
        assert agency_folder.run("status")[0] == 0
    with time_machine.travel(NOW + dt.timedelta(minutes=31), tick=False):
        code, out, _ = agency_folder.run("status", "--json")
        (matter,) = json.loads(out)["matters"]
        assert (code, matter["kind"], matter["slot"]) == (1, "run_lost", "2026-11-23#1")
        assert agency_folder.run("remind")[0] == 0
        code, out, _ = agency_folder.run("status", "--json")

    told = json.loads(out)
    assert (code, told["matters"]) == (0, [])
    assert [(run["slot"], run["state"]) for run in told["runs"]] == [("2026-11-23#2", "done")]


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
def test_many_letters_alike_are_shown_in_part(agency_folder):
    def refuse(number):
        address = f"staff{number:03d}@agency.go.th"
        message = letter_to(address)
        ledger.letters.plan([message], domain="agency.go.th", run="r", now=NOW)
        lease = dt.timedelta(minutes=20)
        claim = ledger.letters.claim([message.key], worker="w", run="r", lease=lease, now=NOW)[
            message.key
        ]
        ledger.letters.refuse(claim, Outcome(Verdict.REFUSED, "rcpt", 550), now=NOW)

    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        for number in range(25):
            refuse(number)

    _, out, _ = agency_folder.run("status", "--lang", "en")
    assert out.count("สุดา ใจดี (staff") == 10
    assert out.count("cop-steward resolve") == 1
    assert "• Refused: 25" in out
    assert "… and 15 more of this kind (-v or --json shows all)" in out
    assert "25 matters to look at" in out
    assert agency_folder.run("status", "-v", "--lang", "en")[1].count("สุดา ใจดี (staff") == 25


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
def test_what_waits_for_a_person_is_listed(agency_folder):
    letter = doubtful_letter(agency_folder)

    code, out, _ = agency_folder.run("resolve", "--json")

    assert code == 0
    (told,) = [json.loads(line) for line in out.splitlines()]
    assert (told["item"], told["kind"], told["subject"], told["answers"]) == (
        letter,
        "letter_uncertain",
        "เรื่องทดสอบ",
        ["sent", "drop"],
    )


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
def test_an_answer_that_is_none_is_refused_with_the_answers(agency_folder):
    letter = doubtful_letter(agency_folder)

    code, _, err = agency_folder.run("resolve", letter, "--lang", "en")
    assert code == 1
    assert "sent, drop" in err

    code, _, err = agency_folder.run("resolve", letter, "send-agian", "--lang", "en")
    assert code == 2
    assert "Did you mean send-again?" in err

    code, _, err = agency_folder.run("resolve", letter, "send-again", "--lang", "en")
    assert code == 1
    assert f"Letter {letter} may still arrive" in err


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
@pytest.mark.parametrize("looking", [("--dry-run",), ("--today", "2026-12-01")])
def test_whoever_only_looks_settles_nothing(agency_folder, looking):
    letter = doubtful_letter(agency_folder)

    code, out, _ = agency_folder.run("resolve", letter, "drop", *looking, "--lang", "en")

    assert (code, out) == (0, f"{letter} would be settled; nothing was written.\n")
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        assert [one.state for one in ledger.letters.standing()] == [LetterState.UNCERTAIN]


def test_nothing_by_that_name_waits(agency_folder):
    code, _, err = agency_folder.run("resolve", "zzzz", "--lang", "en")

    assert code == 1
    assert "zzzz" in err


def test_a_shrunk_tab_holds_mail_until_its_code_is_typed(agency_folder):
    many = [
        {
            "staff_id": str(70000 + number),
            "full_name": f"นายคนที่{number} นามสกุล",
            "email": f"p{number}@agency.go.th",
            "unit": "กองคลัง",
        }
        for number in range(40)
    ]
    agency_folder.workbook({"staff": many})
    agency_folder.run("check")
    agency_folder.workbook({"staff": many[:10]})
    agency_folder.run("check")

    code, out, _ = agency_folder.run("status", "--json")
    (matter,) = json.loads(out)["matters"]
    assert (code, matter["kind"], matter["subject"]) == (1, "hold", "staff")
    _, out, _ = agency_folder.run("status", "--lang", "th")
    assert "• พักการส่งอีเมลของ “กรมตัวอย่าง” ตั้งแต่ " in out

    assert agency_folder.run("resolve", matter["code"])[0] == 0
    agency_folder.run("check")
    code, out, _ = agency_folder.run("status", "--json")
    assert (code, json.loads(out)["matters"]) == (0, [])


def test_a_small_required_tab_that_was_emptied_holds_mail_too(agency_folder):
    tabs = {"staff": PEOPLE, "communities": [community("C-001", "1 พ.ย. 2569")]}
    expert = {"community": "C-001", "person": "60002", "expertise": "พัสดุ"}
    agency_folder.workbook({**tabs, "experts": [expert]})
    agency_folder.run("check")
    agency_folder.workbook(tabs)
    agency_folder.run("check")

    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        assert [(hold.kind, hold.subject) for hold in ledger.holds.waiting("main")] == [
            ("tab-shrunk", "experts")
        ]


def refused_letter(
    agency_folder, *, at=NOW, address="staff001@agency.go.th", expires_at=None
) -> str:
    """The id of a letter whose address the server would not have."""
    message = replace(letter_to(address), expires_at=expires_at)
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        ledger.letters.plan([message], domain="agency.go.th", run="r", now=at)
        lease = dt.timedelta(minutes=20)
        claim = ledger.letters.claim([message.key], worker="w", run="r", lease=lease, now=at)[
            message.key
        ]
        said = Outcome(Verdict.REFUSED, "rcpt", 550, "5.1.1", "5.1.1 No such user")
        ledger.letters.refuse(claim, said, now=at)
    return claim.id[:8]


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
def test_a_letter_in_doubt_is_not_sent_again_while_it_may_arrive(agency_folder):
    letter = doubtful_letter(agency_folder)

    code, _, err = agency_folder.run("resolve", letter, "send-again", "--lang", "en")

    assert (code, "23 Nov 2026 09:15" in err) == (1, True)
    _, out, _ = agency_folder.run("status", "--json", "--lang", "en")
    (matter,) = json.loads(out)["matters"]
    assert "23 Nov 2026 09:15" in matter["way_out"]


@time_machine.travel(NOW + dt.timedelta(minutes=20), tick=False)
def test_a_letter_that_was_looked_for_and_never_left_goes_by_itself(agency_folder):
    letter = doubtful_letter(agency_folder)

    code, out, _ = agency_folder.run("resolve", letter, "send-again", "--lang", "en")

    assert code == 0
    assert out == (
        f"Letter {letter} was not sent. It goes by itself with the next run of today; "
        "nothing is to be done.\n"
    )


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_a_letter_to_an_address_that_was_mended_says_what_goes_where(agency_folder):
    letter = refused_letter(agency_folder)
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        ledger.people.observe("main", {"60001": "staff001@agency.go.th"}, now=NOW)
        ledger.people.observe("main", {"60001": "new@agency.go.th"}, now=NOW)
        hold = ledger.holds.open("main", "address-changed", "60001", {"since": "x"}, now=NOW)

    _, out, _ = agency_folder.run("resolve", "--json", "--lang", "en")
    _, moved = [json.loads(line) for line in out.splitlines()]
    assert (moved["kind"], moved["now"], moved["code"], moved["answers"]) == (
        "letter_moved",
        "new@agency.go.th",
        hold.code,
        ["drop"],
    )
    assert f"cop-steward resolve {hold.code}" in moved["way_out"]
    code, _, err = agency_folder.run("resolve", letter, "send-again", "--lang", "en")
    assert (code, "staff001@agency.go.th" in err) == (1, True)

    assert agency_folder.run("resolve", letter, "drop")[0] == 0
    _, out, _ = agency_folder.run("resolve", "--json")
    assert [json.loads(line)["item"] for line in out.splitlines()] == [hold.code]


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_sending_again_to_an_address_that_is_right_says_where_to(agency_folder):
    letter = refused_letter(agency_folder)

    code, out, _ = agency_folder.run("resolve", letter, "send-again", "--lang", "en")

    assert (code, out.splitlines()[0]) == (
        0,
        f"Letter {letter} is settled: send it again to the same address.",
    )
    assert "It goes to staff001@agency.go.th with the next run of today" in out


@time_machine.travel(NOW - dt.timedelta(hours=1), tick=False)
def test_a_clock_behind_the_ledger_is_told_before_any_run_holds_mail(agency_folder):
    refused_letter(agency_folder)

    code, out, _ = agency_folder.run("status", "--json")

    assert (code, [matter["kind"] for matter in json.loads(out)["matters"]]) == (
        1,
        ["clock-behind", "letter_refused"],
    )
    assert "ออกรหัสให้ยืนยัน" in json.loads(out)["matters"][0]["way_out"]


@time_machine.travel(NOW + dt.timedelta(minutes=10), tick=False)
def test_a_letter_whose_day_is_over_is_not_sent_again_and_that_is_said(agency_folder):
    letter = refused_letter(agency_folder, expires_at=NOW + dt.timedelta(minutes=5))

    code, _, err = agency_folder.run("resolve", letter, "send-again", "--lang", "en")

    assert (code, f"The day of letter {letter} is over" in err) == (1, True)


def claim_run(agency_folder, worker):
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        lease = dt.timedelta(minutes=30)
        ledger.runs.claim("*", "remind", "2026-11-23#1", worker=worker, lease=lease, now=NOW)
        ledger.letters.plan(
            [replace(letter_to("staff001@agency.go.th"), expires_at=NOW + dt.timedelta(hours=9))],
            domain="agency.go.th",
            run="r",
            now=NOW,
        )


def ended_process() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.skipif(os.name != "posix", reason="only there a process can be asked after")
@time_machine.travel(NOW + dt.timedelta(minutes=2), tick=False)
def test_a_run_whose_process_was_killed_is_told_at_once_with_what_it_left(agency_folder):
    claim_run(agency_folder, f"{socket.gethostname()}:{ended_process()}")

    code, out, _ = agency_folder.run("status", "--json")

    (matter,) = json.loads(out)["matters"]
    assert (code, matter["kind"], matter["left"]) == (1, "run_lost", 1)


@pytest.mark.skipif(os.name != "posix", reason="only there a process can be asked after")
@time_machine.travel(NOW + dt.timedelta(minutes=2), tick=False)
def test_what_a_killed_run_left_is_told_once_when_the_next_one_left_it_too(agency_folder):
    claim_run(agency_folder, f"{socket.gethostname()}:{ended_process()}")
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        later, lease = NOW + dt.timedelta(minutes=1), dt.timedelta(minutes=30)
        run = ledger.runs.claim("*", "remind", "2026-11-23#2", worker="w", lease=lease, now=later)
        ledger.runs.finish(run, failed=True, summary='{"left":1}', now=later)

    _, out, _ = agency_folder.run("status", "--json")

    (matter,) = json.loads(out)["matters"]
    assert (matter["kind"], matter["slot"], matter["left"]) == (
        "run_unfinished",
        "2026-11-23#2",
        1,
    )


@time_machine.travel(NOW + dt.timedelta(minutes=2), tick=False)
def test_a_run_that_goes_on_is_told_and_is_no_trouble(agency_folder):
    claim_run(agency_folder, f"{socket.gethostname()}:{os.getpid()}")

    code, out, _ = agency_folder.run("status", "--lang", "en")

    assert code == 0
    assert (
        "begun 23 Nov 2026 09:00, has not said yet that it is done. 1 mail is not sent yet." in out
    )
    assert "Next: the next run of today that may send, reminders (1 mail waits)\n" in out
    assert out.endswith("All is well. 1 matter to know of\n")


def test_whoever_has_no_address_is_named_and_counted_one_by_one(agency_folder):
    with (
        time_machine.travel(NOW, tick=False),
        open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger,
    ):
        nobody = DigestKey("", NOW.date())
        names = ("นายหนึ่ง ใจดี", "นายสอง ใจดี", "coordinator", "")
        skips = [Skip(nobody, "no-address", name) for name in names]
        ledger.runs.skip(skips, run="r", now=NOW)
        ledger.runs.skip(skips, run="r2", now=NOW)
        code, out, _ = agency_folder.run("status", "--json", "--lang", "en")

    told = json.loads(out)
    assert (code, told["mail"]["not_sent_today"]) == (0, {"no-address": 4})
    assert told["mail"]["not_sent_to"] == {
        "no-address": ["นายหนึ่ง ใจดี", "นายสอง ใจดี", "coordinator", "somebody without a name"]
    }
    assert [matter["kind"] for matter in told["matters"]] == ["no_address"]


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_who_got_no_mail_is_told_by_address_whether_known_by_name_or_not(agency_folder):
    refused_letter(agency_folder, at=NOW - dt.timedelta(days=7))
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        known, new = "staff001@agency.go.th", "staff002@agency.go.th"
        skips = [Skip(DigestKey(one, NOW.date()), "held", "storm ABC") for one in (known, new)]
        ledger.runs.skip(skips, run="r", now=NOW)

    _, out, _ = agency_folder.run("status", "--json")

    assert json.loads(out)["mail"]["not_sent_to"] == {"held": [known, new]}


def live_mail(agency_folder) -> None:
    config = agency_folder.path / "cop-steward.toml"
    live = '[mail]\ntransport = "smtp"\nhost = "127.0.0.1"\nsecurity = "none"\nlive = true\n'
    config.write_text(config.read_text(encoding="utf-8") + live, encoding="utf-8")


def status_at(agency_folder, moment) -> tuple[int, list[tuple[str, str]]]:
    """The exit code, and the kind and day of every matter."""
    with time_machine.travel(moment, tick=False):
        code, out, _ = agency_folder.run("status", "--json")
    return code, [(one["kind"], one.get("day", "")) for one in json.loads(out)["matters"]]


def test_hours_of_mailing_that_passed_without_a_run_are_told_until_a_later_run(agency_folder):
    live_mail(agency_folder)
    missed = [("run_missed", "2026-11-23")]
    assert status_at(agency_folder, NOW) == (0, [])
    with time_machine.travel(NOW, tick=False):
        agency_folder.run("check")

    assert status_at(agency_folder, NOW) == (0, [])
    assert status_at(agency_folder, NOW.replace(hour=19)) == (1, missed)
    assert status_at(agency_folder, NOW.replace(day=24, hour=0)) == (1, missed)
    assert status_at(agency_folder, NOW.replace(day=24)) == (1, missed)
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        later, lease = NOW.replace(day=24, hour=10), dt.timedelta(minutes=30)
        run = ledger.runs.claim("*", "remind", "2026-11-24#1", worker="w", lease=lease, now=later)
        ledger.runs.finish(run, summary="{}", now=later)
    assert status_at(agency_folder, NOW.replace(day=24, hour=11)) == (0, [])


def test_hours_of_mailing_that_passed_before_anything_ran_are_told_that_evening(agency_folder):
    live_mail(agency_folder)

    assert status_at(agency_folder, NOW.replace(hour=19)) == (1, [("run_missed", "2026-11-23")])
    assert status_at(agency_folder, NOW.replace(day=24)) == (0, [])


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_what_came_back_is_told_without_the_code_of_the_handing_over(agency_folder):
    message = letter_to("staff001@agency.go.th")
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        ledger.letters.plan([message], domain="agency.go.th", run="r", now=NOW)
        lease = dt.timedelta(minutes=20)
        claim = ledger.letters.claim([message.key], worker="w", run="r", lease=lease, now=NOW)[
            message.key
        ]
        ledger.letters.hand({claim: ""}, now=NOW)
        ledger.letters.accept({claim: Outcome(Verdict.ACCEPTED, "reply", 250)}, now=NOW)
        (letter,) = ledger.letters.standing()
        ledger.letters.bounce(
            letter.message_id, code="5.1.1", text="550 5.1.1 no     such user", now=NOW
        )

    _, out, _ = agency_folder.run("status", "--json", "--lang", "en")

    (matter,) = json.loads(out)["matters"]
    assert matter["reply"] == "550 5.1.1 no such user"
    assert matter["answers"] == ["sent", "drop"]
    assert "drop (the address is right and may be written to again; close" in matter["way_out"]


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_a_refused_contact_is_mended_in_the_config_file(agency_folder):
    refused_letter(agency_folder, address="hrd@agency.go.th")

    _, out, _ = agency_folder.run("status", "--json", "--lang", "en")

    assert "mend contact under [agency]" in json.loads(out)["matters"][0]["way_out"]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("language", "what", "way"),
    [
        ("en", "signing in to the mail account: Other accounts", "Restrict it with `chmod 600`"),
        ("th", "การเข้าใช้บัญชีอีเมล: ", "chmod 600"),
    ],
)
def test_a_channel_that_rests_over_our_own_settings_says_what_to_mend(
    agency_folder, language, what, way
):
    why = kept(MailError("smtp-secret-open-to-others", file="secret"))
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        until = NOW + dt.timedelta(hours=1)
        ledger.channels.pause("smtp:mx:25", until=until, why=f"login {why}")

    code, out, _ = agency_folder.run("status", "--json", "--lang", language)

    (matter,) = json.loads(out)["matters"]
    assert (code, matter["kind"]) == (1, "channel_paused")
    assert what in matter["what"]
    assert way in matter["way_out"]
    assert "cop-steward resolve smtp:mx:25" in matter["way_out"]


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_a_folder_that_no_run_could_write_to_is_told(agency_folder):
    refused_letter(agency_folder)
    blocked = agency_folder.path / "reports"
    blocked.write_text("a file where a folder should be", encoding="utf-8")

    code, out, _ = agency_folder.run("status", "--json", "--lang", "en")

    first, *_ = json.loads(out)["matters"]
    assert (code, first["kind"], first["folder"]) == (1, "folder", str(blocked))
    assert "cannot be written to" in first["what"]
    _, out, _ = agency_folder.run("resolve", "--lang", "en")
    assert out.index("reports cannot be written to") < out.index("Refused: 1")


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_a_ledger_that_cannot_be_opened_is_told_beside_the_folder_that_is_to_blame(agency_folder):
    (agency_folder.path / "state").mkdir()
    (agency_folder.path / "state" / "ledger.db").write_bytes(b"something else " * 9)
    (agency_folder.path / "reports").write_text("a file", encoding="utf-8")

    code, out, err = agency_folder.run("status", "--lang", "en")

    assert (code, "reports cannot be written to" in out) == (1, True)
    assert "ledger.db" in err


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_events_alike_are_listed_under_one_way_out(agency_folder):
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        for person in ("60001", "60002"):
            ledger.holds.open("main", "address-changed", person, {"since": "x"}, now=NOW)

    _, out, _ = agency_folder.run("status", "--lang", "en")

    assert "• Waiting for a yes: 2" in out
    assert out.count("cop-steward resolve CODE") == 1


@time_machine.travel(NOW + dt.timedelta(minutes=5), tick=False)
def test_confirming_says_what_goes_on_and_what_was_confirmed(agency_folder):
    with open_ledger(load(agency_folder.path / "cop-steward.toml")) as ledger:
        hold = ledger.holds.open("main", "address-changed", "60001", {"since": "x"}, now=NOW)

    _, out, _ = agency_folder.run("resolve", hold.code, "--lang", "th")

    assert out == (
        f"บันทึกการยืนยันรหัส {hold.code} แล้ว อีเมลที่รอเรื่องนี้จะส่งในรอบถัดไป · "
        "เรื่องที่ยืนยัน: อีเมลของบุคลากรเลขที่ 60001 เปลี่ยนไป\n"
    )
