"""What was not sent today, each letter once."""

import datetime as dt

from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import DigestKey
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
