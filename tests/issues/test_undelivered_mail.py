"""Letters that did not go their straight way."""

import dataclasses
import datetime as dt

import pytest

from sheets_sync.delivery.outbox_ticks import TICKED
from sheets_sync.delivery.record_check import record_check
from sheets_sync.issues.undelivered_mail import is_looked_for, letters
from sheets_sync.mail.delivery import Outcome, Skip, Verdict
from sheets_sync.mail.message import Recipient, ReportKey
from tests.fixtures.mail_office import NOW, digest_to
from tests.planning.reminders.reminder_registry import HR, rows, staff

LETTER = digest_to("suda")
MINUTES = dt.timedelta(minutes=1)


def claimed(office, message=LETTER):
    office.stop_before(message)
    return office.ledger.letters.claim(
        [message.key], worker="w", run="r", lease=20 * MINUTES, now=office.now
    )[message.key]


def refuse(office, message=LETTER, phase="rcpt"):
    outcome = Outcome(Verdict.REFUSED, phase, 550, "5.1.1", "no such user")
    office.ledger.letters.refuse(claimed(office, message), outcome, now=office.now)


def doubt(office):
    claim = claimed(office)
    office.ledger.letters.hand({claim: ""}, now=office.now)
    office.ledger.letters.doubt(claim, Outcome(Verdict.UNKNOWN, "reply"), now=office.now)


def skip(office, reason, detail=""):
    office.ledger.runs.skip([Skip(LETTER.key, reason, detail)], run="r", now=office.now)


def issues(office, **changes):
    """By kind: whether it is unhealthy, the way out, and what `resolve` takes."""
    found = letters(office.query(now=office.now, **changes), office.ledger)
    return {one.kind: (one.unhealthy, one.facts["way"], one.answers) for one in found}


def test_letter_on_its_way_is_no_issue(office):
    office.stop_before(LETTER)

    assert issues(office) == {}


def test_what_comes_back_of_a_letter_to_somebody_erased_is_no_issue(office):
    claim = claimed(office)
    office.ledger.letters.hand({claim: ""}, now=office.now)
    office.ledger.letters.accept({claim: Outcome(Verdict.ACCEPTED, "reply", 250)}, now=office.now)
    office.ledger.erase(LETTER.to.address, now=office.now)

    identity = f"<{claim.id}.letter@agency.go.th>"
    back = office.ledger.letters.bounce(identity, code="5.1.1", text="no such user", now=office.now)

    assert (back.recipient, issues(office)) == (None, {})


def test_letter_in_hand_is_looked_for_soon_and_later_has_stalled(office):
    claim = claimed(office)
    office.ledger.letters.hand({claim: ""}, now=office.now)
    assert issues(office) == {"letter_handing": (False, "looks-again", ())}

    office.now += 15 * MINUTES

    assert issues(office) == {"letter_stalled": (True, "stalled", ())}


def test_letter_in_doubt_is_looked_for_and_at_last_a_person_is_asked(office):
    doubt(office)
    assert issues(office) == {"letter_uncertain": (True, "looks-again", ("sent", "drop"))}

    office.now += dt.timedelta(days=1)

    assert issues(office) == {"letter_uncertain": (True, "ask-reader", ("sent", "drop"))}


@pytest.mark.parametrize(("phase", "way"), [("rcpt", "mend-address"), ("compose", "mend-letter")])
def test_refused_letter_says_what_to_mend(office, phase, way):
    refuse(office, phase=phase)

    assert issues(office) == {"letter_refused": (True, way, ("send-again", "drop"))}


def test_refused_address_of_the_contact_is_mended_in_the_config_file(office):
    refuse(office, digest_to("hrd"))

    assert HR == "hrd@agency.go.th"
    assert issues(office)["letter_refused"][1] == "mend-contact"


def test_a_report_says_where_its_readers_stand_and_when_it_goes(office):
    key = ReportKey("boss@agency.go.th", "2026-10", "manager/main")
    report = dataclasses.replace(LETTER, key=key, to=Recipient(key.recipient))
    office.stop_before(report)
    office.ledger.runs.skip([Skip(key, "held", TICKED)], run="r", now=office.now)
    (held,) = letters(office.query(), office.ledger)
    refuse(office, report)
    (refused,) = letters(office.query(), office.ledger)

    assert "out of the outbox tab: it goes on the next working day." in held.way_out
    assert "please mend it under [reports] in the config file" in refused.way_out


def test_letter_to_an_old_address_can_only_be_closed(office):
    refuse(office)
    checked = office.checked(rows(staff=staff(suda={"email": "new@agency.go.th"})))
    record_check(checked.context, checked.findings, "main", office.ledger, NOW)

    assert issues(office) == {"letter_moved": (False, "moved", ("drop",))}


def test_deferred_letter_goes_by_itself_until_its_day_is_over(office):
    outcome = Outcome(Verdict.DEFERRED, "rcpt", 450, "4.2.1", "busy")
    office.ledger.letters.defer(
        claimed(office), outcome, until=office.now + 5 * MINUTES, now=office.now
    )
    assert issues(office) == {"letter_deferred": (False, "wait", ("send-again", "drop"))}

    office.now += dt.timedelta(days=1)

    assert issues(office) == {}


@pytest.mark.parametrize(
    ("reason", "detail", "kind", "way"),
    [
        ("capped", "", "letter_waits", "waits"),
        ("held", TICKED, "letter_held", "untick"),
    ],
)
def test_planned_letter_that_waits_for_a_reason_of_its_own_is_told(
    office, reason, detail, kind, way
):
    office.stop_before(LETTER)
    skip(office, reason, detail)

    assert issues(office) == {kind: (False, way, ("drop",))}


def test_letter_held_by_an_event_is_told_with_the_event(office):
    office.stop_before(LETTER)
    skip(office, "held", "storm ABC234")

    assert issues(office) == {}


def test_letter_that_a_person_sends_again_is_told(office):
    refuse(office)
    office.ledger.letters.resolve(
        office.ledger.letters.identify(LETTER.key),
        "send-again",
        operator="somchai",
        reason="resolve",
        now=office.now,
    )

    assert issues(office) == {"letter_again": (False, "again", ("drop",))}


def test_letters_of_other_registries_are_left_out(office):
    refuse(office)

    assert issues(office, registries=()) == {}


def test_an_issue_says_who_what_and_which_code_to_type(office):
    refuse(office)

    (issue,) = letters(office.query(), office.ledger)

    code = office.ledger.letters.identify(LETTER.key)[:8]
    assert issue.item == code
    assert issue.facts == {
        "id": code,
        "to": "suda@agency.go.th",
        "name": "Suda",
        "subject": "งานค้าง 1 รายการ",
        "state": "refused",
        "reply": "550 5.1.1 no such user",
        "way": "mend-address",
        "reason": "",
    }
    assert f"cop-steward resolve {code}" in issue.way_out
    assert code not in issue.way_out_of_all


def test_somebody_looks_for_files_and_for_a_folder_of_sent_mail_alone(office):
    assert is_looked_for(office.settings)
    assert not is_looked_for(office.live_settings)


def test_nobody_is_told_instead_of_the_contact_or_a_reader_who_cannot_be_reached(office):
    tomorrow = NOW.date() + dt.timedelta(days=1)
    lists = dataclasses.replace(office.settings.reports, to=("boss@agency.go.th",))
    settings = dataclasses.replace(office.settings, reports=lists)
    for name in ("suda", "hrd", "boss"):
        for day in (NOW.date(), tomorrow):
            refuse(office, digest_to(name, day))

    query = dataclasses.replace(office.query(), settings=settings)
    found = {one.facts["to"]: one for one in letters(query, office.ledger)}

    readers = (
        "Reports do not reach this reader. If the address is wrong, please mend it under [reports]"
        " in the config file, and in the tab “Staff” if it stands there, too."
    )
    staff_list = (
        "What this person should know is told to HR instead. If the address is wrong, please mend"
        " it in the tab “Staff” and confirm the new one."
    )
    config = (
        "This is the agency's contact, so nobody is told in its place. If the address is wrong,"
        " please mend contact under [agency] in the config file."
    )
    works = "If it is right and works by now, run cop-steward resolve"
    codes = {address: one.facts["letters"][-1] for address, one in found.items()}
    assert {address: one.way_out for address, one in found.items()} == {
        "suda@agency.go.th": f"{staff_list} {works} {codes['suda@agency.go.th']}",
        HR: f"{config} {works} {codes[HR]}",
        "boss@agency.go.th": f"{readers} {works} {codes['boss@agency.go.th']}",
    }
    assert {one.way_out_of_all for one in found.values()} == {
        f"{config} {readers} {staff_list} {works} CODE"
    }
