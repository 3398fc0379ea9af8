"""Writing the service's tabs, and no more often than needed."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.delivery.unwritten import keep_unwritten, unwritten_result
from sheets_sync.delivery.write_tabs import write_tabs
from sheets_sync.errors import StoreError
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


class Closed:
    """A store that may be read, and not written."""

    def write(self, output):
        raise StoreError("file-missing", path="registry.xlsx")


def test_what_could_not_be_written_is_kept_until_it_is(office):
    checked = written(office)

    with pytest.raises(StoreError):
        write_tabs(replace(checked, store=Closed()), office.ledger, SPOKEN[0], now=NOW)
    kept = unwritten_result(office.ledger, "main")
    write_tabs(checked, office.ledger, SPOKEN[0], now=NOW)

    assert (kept.since, "file-missing" in kept.error) == (NOW, True)
    assert unwritten_result(office.ledger, "main") is None


def test_a_workbook_that_says_it_already_lacks_nothing(office):
    checked = written(office)
    write_tabs(checked, office.ledger, SPOKEN[0], now=NOW)
    keep_unwritten(office.ledger, "main", StoreError("file-missing", path="a.xlsx"), now=NOW)

    write_tabs(read_again(office, checked), office.ledger, SPOKEN[0], now=NOW)

    assert unwritten_result(office.ledger, "main") is None
