"""Everything that a person should know of, in order."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.ledger_guard import keep_mark
from sheets_sync.issues.collect_issues import channels, collect_issues, held
from sheets_sync.mail.delivery import Outcome, Skip, Verdict
from sheets_sync.mail.message import DigestKey
from tests.fixtures.mail_office import NOW, TODAY, digest_to


@pytest.fixture
def query(office):
    """All folders are in the agency's."""
    reports = replace(office.settings.reports, folder=office.folder / "reports")
    return office.query(settings=replace(office.settings, reports=reports))


def kinds(office, query):
    return [issue.kind for issue in collect_issues(query, office.ledger)]


def test_of_a_healthy_service_there_is_nothing(office, query):
    assert kinds(office, query) == []


def test_what_is_wrong_comes_before_what_is_only_to_be_known(office, query):
    settings = replace(query.settings, agency=replace(query.settings.agency, contact=None))
    hold_unread(office.ledger, "main", now=NOW)

    assert kinds(office, replace(query, settings=settings)) == ["hold", "no_contact"]


def test_hold_counts_the_mails_that_wait_for_it(office, query):
    hold = hold_unread(office.ledger, "main", now=NOW)
    skips = [Skip(digest_to(name).key, "held", f"read-failed {hold.code}") for name in ("a", "b")]
    office.ledger.runs.skip(skips, run="r", now=NOW)

    (issue,) = held(query, office.ledger)

    assert (issue.facts["code"], issue.facts["waiting"], issue.item) == (hold.code, 2, hold.code)


def test_hold_of_a_registry_not_asked_about_is_left_out_and_one_of_all_is_not(office, query):
    hold_unread(office.ledger, "other", now=NOW)
    office.ledger.holds.open("*", "ledger-restored", "", {"newest": NOW.isoformat()}, now=NOW)

    assert [issue.facts["hold"] for issue in held(query, office.ledger)] == ["ledger-restored"]


def test_clock_behind_the_ledger_is_told_before_a_run_holds_mail_for_it(office, query):
    office.send(digest_to("suda"))
    yesterday = replace(query, now=NOW - dt.timedelta(days=1))

    assert kinds(office, yesterday) == ["clock-behind"]
    assert kinds(office, replace(yesterday, looking=True)) == []


def test_ledger_older_than_its_mark_is_told(office, query):
    office.send(digest_to("suda"))
    keep_mark(office.ledger, query.settings)
    mark = query.settings.state / "ledger-mark.json"
    mark.write_text('{"epoch": "another", "events": 9}', encoding="utf-8")

    assert kinds(office, query) == ["ledger-restored"]


def test_resting_channel_says_until_when_and_what_waits(office, query):
    office.stop_before(digest_to("suda"))
    until = NOW + dt.timedelta(hours=1)
    office.ledger.channels.pause("smtp", until=until, why="connect 421 too busy")

    (issue,) = channels(query, office.ledger)

    assert (issue.item, issue.facts) == (
        "smtp",
        {
            "channel": "smtp",
            "until": until.isoformat(),
            "why": "connect 421 too busy",
            "left": 1,
        },
    )


@pytest.mark.parametrize(
    ("said", "beside"), [("too busy", []), ("mailbox full", ["letter_deferred"])]
)
def test_letter_that_waits_for_a_resting_channel_is_told_with_it(office, query, said, beside):
    letter = digest_to("suda")
    office.stop_before(letter)
    claim = office.ledger.letters.claim(
        [letter.key], worker="w", run="r", lease=dt.timedelta(minutes=20), now=NOW
    )[letter.key]
    until = NOW + dt.timedelta(hours=1)
    outcome = Outcome(Verdict.DEFERRED, "connect", 421, "", said)
    office.ledger.letters.defer(claim, outcome, until=until, now=NOW)
    office.ledger.channels.pause("smtp", until=until, why="connect 421 too busy")

    assert kinds(office, query) == ["channel_paused", *beside]


def test_people_without_an_address_are_named_and_the_hr_group_is_not_among_them(office, query):
    nobody = DigestKey("", TODAY)
    skips = [Skip(nobody, "no-address", name) for name in ("นายมานะ", "hr", "")]
    office.ledger.runs.skip(skips, run="r", now=NOW)

    (issue,) = collect_issues(query, office.ledger)

    assert (issue.kind, issue.facts["people"]) == (
        "no_address",
        ["นายมานะ", query.sentences("jobs.status.unnamed")],
    )
