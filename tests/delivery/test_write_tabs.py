"""Writing the service's tabs, and no more often than needed."""

import datetime as dt
from dataclasses import replace

from sheets_sync.delivery.write_tabs import write_tabs
from sheets_sync.mail.delivery import LetterState
from tests.fixtures.agency_folder import write_workbook
from tests.fixtures.mail_office import NOW, SPOKEN, digest_to
from tests.planning.reminders.reminder_registry import rows


def read_again(office, checked):
    """The same registry as its file has it now."""
    return replace(checked, workbook=checked.store.read())


def written(office):
    checked = office.checked()
    write_workbook(checked.registry.path, rows())
    return read_again(office, checked)


def test_same_contents_are_written_once(office):
    checked = written(office)

    output, answer = write_tabs(checked, office.ledger, SPOKEN[0], now=NOW)

    assert {tab.name for tab in output.tabs} >= {"todo", "progress", "summary", "outbox", "log"}
    assert answer.deferred is False
    noon = NOW + dt.timedelta(hours=3)
    again = read_again(office, checked)
    assert write_tabs(again, office.ledger, SPOKEN[0], now=noon) is None


def test_sent_letters_that_the_log_shows_are_noted_as_shown(office):
    letter = digest_to("suda")
    office.send(letter)

    write_tabs(written(office), office.ledger, SPOKEN[0], now=NOW)

    assert office.ledger.letters.find([letter.key])[letter.key].state is LetterState.FLAGGED
