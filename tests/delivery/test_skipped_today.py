"""What was not sent today, each letter once."""

import datetime as dt

from sheets_sync.delivery.reminder_run import begin_reminder_run
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.mail.delivery import Receipt, Skip
from sheets_sync.mail.message import DigestKey, InvitationKey
from tests.fixtures.mail_office import NOW, TODAY, digest_to


def skip(office, *skips, at=NOW):
    office.ledger.runs.skip(skips, run="r", now=at)


def told(office):
    return sorted(
        (one.recipient, one.reason, one.detail)
        for one in skipped_today(office.ledger, now=office.now)
    )


def test_the_newest_reason_of_a_letter_counts(office):
    key = digest_to("suda").key
    skip(office, Skip(key, "capped"), at=NOW - dt.timedelta(hours=1))
    skip(office, Skip(key, "held", "storm ABC234"))

    assert told(office) == [("suda@agency.go.th", "held", "storm ABC234")]


def test_people_without_an_address_are_told_apart_by_name(office):
    nobody = DigestKey("", TODAY)
    skip(office, Skip(nobody, "no-address", "นายมานะ"), Skip(nobody, "no-address", "นายสมชาย"))

    assert told(office) == [("", "no-address", "นายมานะ"), ("", "no-address", "นายสมชาย")]


def test_what_has_gone_since_or_was_of_yesterday_is_not_told(office):
    sent, old = digest_to("suda"), digest_to("mana")
    skip(office, Skip(sent.key, "capped"))
    skip(
        office, Skip(old.key, "capped"), at=NOW.replace(hour=0, minute=0) - dt.timedelta(minutes=1)
    )
    office.send(sent)
    office.send(sent)

    assert told(office) == []


def test_what_was_planned_on_an_earlier_day_and_has_gone_today_is_not_told(office):
    key = InvitationKey("main/session/S-1", "suda@agency.go.th", 1)
    late = digest_to("suda", key=key, expires_at=NOW + dt.timedelta(days=9))
    office.now = NOW - dt.timedelta(days=1)
    office.stop_before(late)
    office.now = NOW
    skip(office, Skip(late.key, "held"))
    office.send(late)

    assert told(office) == []


def plan_again(office, *skips, minutes, read):
    """One of the day's runs of the reminders: what it left out of which registries."""
    at = NOW + dt.timedelta(minutes=minutes)
    run = begin_reminder_run(office.ledger, '{"letters":{}}', worker="w", now=at)
    office.ledger.runs.skip(skips, run=run.run.id, now=at)
    run.finish(Receipt(), read=read, now=at)


def test_where_the_reminders_were_planned_again_only_what_that_left_out_is_told(office):
    nobody, known = DigestKey("", TODAY), digest_to("suda").key
    without = Skip(nobody, "no-address", "นายมานะ")
    plan_again(office, without, Skip(known, "capped"), minutes=0, read=["main", "west"])
    plan_again(office, Skip(known, "held", "storm ABC234"), minutes=30, read=["main", "west"])

    assert told(office) == [("suda@agency.go.th", "held", "storm ABC234")]


def test_a_run_over_fewer_registries_or_one_cut_short_leaves_what_was_told(office):
    without = Skip(DigestKey("", TODAY), "no-address", "นายมานะ")
    plan_again(office, without, minutes=0, read=["main", "west"])
    plan_again(office, minutes=30, read=["west"])
    begin_reminder_run(office.ledger, '{"letters":{}}', worker="w", now=NOW)

    assert told(office) == [("", "no-address", "นายมานะ")]
