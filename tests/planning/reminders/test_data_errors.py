"""Which errors belong into the data mail of a week."""

import datetime as dt

import pytest

from sheets_sync.mail.ledger_records import FindingDays
from sheets_sync.planning.reminders.mail_history import RegistryHistory
from tests.planning.reminders.reminder_registry import MONDAY, check, reminded, rows, session

BAD = rows(sessions=[session("1", planned_on="31/11/2569")])
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "readers"),
    [
        (MONDAY - dt.timedelta(days=3), ["somchai@agency.go.th"]),
        (MONDAY, ["somchai@agency.go.th"]),
        (TUESDAY, []),
    ],
)
def test_what_was_found_until_the_day_of_the_mail_is_in_it_and_what_comes_later_waits(
    since, readers
):
    (finding,) = check(BAD).findings
    days = FindingDays(finding.rule, since, since, TUESDAY, None)
    memory = RegistryHistory(first_day=MONDAY, findings={finding.identity("main"): days})

    made = reminded(BAD, TUESDAY, last_run=MONDAY, memory=memory)

    assert [digest.reader.address for digest in made.digests] == readers
