"""Letters that the log tab shows and the ledger does not know."""

import dataclasses
import datetime as dt

import pytest

from sheets_sync.delivery.log_tab_evidence import compare_with_log_tab
from sheets_sync.mail.delivery import LetterState
from sheets_sync.registry.workbook import RawTab, RawWorkbook
from tests.fixtures.mail_office import NOW, SPOKEN, digest_to

LEFT = dt.datetime(2026, 11, 23, 8, 31)


def with_log(office, *letters, language=0, state="accepted"):
    """The checked registry whose log tab shows these letters by id and address."""
    say = SPOKEN[language]
    heading = ("when", "name", "address", "subject", "what", "state", "letter")
    lines = [heading] + [
        (LEFT, "นางสาวสุดา", address, "งานค้าง", 1.0, say(f"flags.state.{state}"), identity[:12])
        for identity, address in letters
    ]
    log = RawTab(say("flags.log.tab"), tuple(zip(*lines, strict=True)))
    checked = office.checked()
    workbook = RawWorkbook("registry.xlsx", (*checked.workbook.tabs, log))
    return dataclasses.replace(checked, workbook=workbook)


def holds(office):
    return [(hold.registry, hold.kind) for hold in office.ledger.holds.waiting()]


def compare(office, checked):
    compare_with_log_tab(checked, office.ledger, SPOKEN, now=NOW)


def ours(office, name="suda"):
    key = digest_to(name).key
    return office.ledger.letters.identify(key), key.recipient


def test_letter_that_the_ledger_sent_is_no_event(office):
    office.send(digest_to("suda"))

    compare(office, with_log(office, ours(office)))

    assert holds(office) == []


@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize("state", ["accepted", "written"])
def test_letter_that_only_this_ledger_could_have_named_holds_all_mail(office, language, state):
    letter = digest_to("suda")

    compare(office, with_log(office, ours(office), language=language, state=state))

    assert holds(office) == [("*", "ledger-restored")]
    known = office.ledger.letters.find([letter.key])[letter.key]
    assert (known.state, known.recipient) == (LetterState.FLAGGED, "suda@agency.go.th")


def test_letter_of_another_ledger_holds_the_one_registry(office):
    compare(office, with_log(office, ("0123456789ab", "suda@agency.go.th")))

    assert holds(office) == [("main", "letters-unknown")]


def test_letter_to_people_elsewhere_is_no_event(office):
    compare(office, with_log(office, ("0123456789ab", "suda@elsewhere.go.th")))

    assert holds(office) == []


def test_letter_that_waits_and_has_left_by_the_log_holds_all_mail_and_is_settled(office):
    letter = digest_to("suda")
    office.stop_before(letter)

    compare(office, with_log(office, ours(office)))

    assert holds(office) == [("*", "ledger-restored")]
    assert office.ledger.letters.find([letter.key])[letter.key].state is LetterState.ACCEPTED


def test_letter_in_doubt_by_the_log_may_well_wait(office):
    office.stop_before(digest_to("suda"))

    compare(office, with_log(office, ours(office), state="uncertain"))

    assert holds(office) == []
