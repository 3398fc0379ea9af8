"""Whose fault a refusal is: real replies of real servers, each with its answer."""

import datetime as dt
import re
from pathlib import Path

import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.smtp_text import channel_cause
from sheets_sync.mail.delivery import Verdict
from sheets_sync.mail.ledger_records import Pause
from sheets_sync.mail.refusal_table import Fault
from sheets_sync.mail.refusals import LONG, SAME_FOR_ALL, SHORT, judge, mending

DEFERRED, REFUSED, CHANNEL = Verdict.DEFERRED, Verdict.REFUSED, Verdict.CHANNEL

DATA = Path(__file__).parent / "data" / "refusals.tsv"
REPLIES = [
    line.split("\t") for line in DATA.read_text("utf-8").splitlines() if not line.startswith("#")
]


def judged(phase, reply):
    code, enhanced, text = re.fullmatch(r"(\d{3})[ -]?(\d\.\d+\.\d+)?(.*)", reply).groups()
    return judge(phase, int(code), enhanced or "", text)


@pytest.mark.parametrize(("fault", "cause", "phase", "reply"), REPLIES)
def test_refusal_is_laid_at_the_right_door(fault, cause, phase, reply):
    found = judged(phase, reply)

    assert (found.fault, found.cause or "-") == (fault, cause)


@pytest.mark.parametrize(
    ("phase", "reply", "verdict", "pause"),
    [
        ("rcpt", "450 4.2.1 receiving mail too quickly", DEFERRED, 0),
        ("rcpt", "550 5.1.1 no such user", REFUSED, 0),
        ("mail", "450 4.2.1 too much mail", CHANNEL, SHORT),
        ("rcpt", "454 4.7.1 <a@b.th>: Relay access denied", CHANNEL, LONG),
        ("reply", "554 5.2.252 SendAsDenied", CHANNEL, LONG),
        ("mail", "452 4.3.4 Message size exceeds the room there is", REFUSED, 0),
        ("login", "454 4.7.0 later", CHANNEL, SHORT),
        ("reply", "451 4.3.0 could not store", DEFERRED, 0),
    ],
)  # fmt: skip
def test_fault_decides_what_becomes_of_letter_and_channel(phase, reply, verdict, pause):
    found = judged(phase, reply)

    assert (found.verdict, found.pause or 0) == (verdict, pause)


def test_settings_that_mend_a_cause_are_named_as_they_are_written():
    declared = Path(__file__).parents[2].joinpath("config", "service.toml").read_text("utf-8")

    causes = {cause for fault, cause, _, _ in REPLIES if fault == Fault.ACCOUNT and cause != "-"}
    named = {cause: mending(cause) for cause in causes}

    assert named["sender-not-allowed"] == ("mail.sender",)
    assert [cause for cause, settings in named.items() if not settings] == []
    for settings in named.values():
        assert [name for name in settings if f'["{name}"]' not in declared] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_cause_that_rests_the_channel_has_a_sentence_with_its_settings(language):
    say = Sentences(language)
    silent = {"-", "odd", "busy"}  # the answer itself is all there is to say
    causes = {cause for fault, cause, _, _ in REPLIES if fault in {"account", "everybody"}}

    for cause in causes - silent | {SAME_FOR_ALL}:
        told = say(f"jobs.mail_causes.{cause}", settings=mending(cause) or ("mail",))
        assert all(name in told for name in mending(cause)), cause


def test_channel_that_rests_says_which_setting_mends_it():
    said = "553 5.7.1 <…>: Sender address rejected: not owned by user cop"

    def cause(why):
        return channel_cause(Pause(dt.datetime.now(dt.UTC), why, 1))

    assert cause(f"rcpt {said}") == ("sender-not-allowed", ("mail.sender",))
    assert cause("rcpt 550 Xyzzy") == (SAME_FOR_ALL, mending(SAME_FOR_ALL))
    assert cause("connect smtp-port-closed") == ("", ())


def test_a_channel_rests_five_minutes_or_an_hour_where_somebody_has_to_mend_it():
    soon = judged("mail", "450 4.2.1 too much mail")
    mended = judged("reply", "554 5.2.252 SendAsDenied")

    assert (soon.pause, mended.pause) == (dt.timedelta(minutes=5), dt.timedelta(hours=1))
