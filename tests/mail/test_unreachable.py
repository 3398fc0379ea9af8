"""Whose mailbox is out of reach, told from what became of the letters to it, day by day."""

import datetime as dt
from dataclasses import replace

import pytest

from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.unreachable import address_troubles
from tests.mail.test_next_action import LETTER, NOW

READER = "a@agency.go.th"
DAYS = {number: NOW + dt.timedelta(days=number) for number in range(40)}

FULL = {"phase": "rcpt", "code": 452, "enhanced": "4.2.2", "reply": "mailbox full"}
LATER = {"phase": "rcpt", "code": 451, "enhanced": "4.3.0", "reply": "Temporary lookup failure"}
EXPIRED = {"code": 250, "enhanced": "4.4.1", "reply": "connect to mx: Connection refused"}
UNPROVEN = {"code": 250, "enhanced": "4.7.26", "reply": "sender is unauthenticated"}
RELAY = {
    "phase": "rcpt",
    "code": 550,
    "enhanced": "5.7.54",
    "reply": "Unable to relay recipient in non-accepted domain",
    "how": "channel",
}
LOGIN = RELAY | {"enhanced": "5.7.57", "reply": "Client not authenticated"}
UNKNOWN = {"code": 250, "enhanced": "5.1.1", "reply": "unknown user"}


def put_off(day, said):
    return letter(day, LetterState.SUPERSEDED, said)


def returned(day, said):
    return letter(day, LetterState.BOUNCED, said)


def arrived(day):
    return letter(day, LetterState.ACCEPTED, {"code": 250})


def letter(day, state, said):
    return replace(LETTER, id=f"{day:032x}", state=state, planned_at=DAYS[day], **said)


@pytest.mark.parametrize(
    ("letters", "others_arrived", "expected"),
    [
        ([put_off(day, FULL) for day in (0, 1)], [], None),
        ([put_off(day, FULL) for day in (0, 1, 4)], [], ("deferred", 3)),
        # What the server says to everybody is nobody's fault; to one alone it is.
        ([put_off(day, LATER) for day in (0, 1, 2)], [], None),
        ([put_off(day, LATER) for day in (0, 1, 2)], [0, 2], None),
        ([put_off(day, LATER) for day in (0, 1, 2)], [0, 1, 2], ("deferred", 3)),
        ([put_off(day, LATER | {"phase": "reply"}) for day in (0, 1, 2)], [0, 1, 2], None),
        # What is handed on to others, and not to this reader, is about the reader's domain.
        ([put_off(day, RELAY) for day in (0, 1, 2)], [0, 1, 2], ("deferred", 3)),
        ([put_off(day, RELAY) for day in (0, 1, 2)], [0, 1], None),
        ([put_off(day, RELAY) for day in (0, 1, 2)], [], None),
        ([put_off(day, LOGIN) for day in (0, 1, 2)], [0, 1, 2], None),
        # One that came back for a passing reason was put off until a server gave up.
        ([returned(day, EXPIRED) for day in (0, 1, 2)], [], None),
        ([returned(day, EXPIRED) for day in (0, 1)], [0, 1], None),
        ([returned(day, EXPIRED) for day in (0, 1, 2)], [0, 1, 2], ("returned", 3)),
        ([returned(day, UNPROVEN) for day in (0, 1, 2)], [0, 1, 2], None),
        (
            [*(returned(day, EXPIRED) for day in (0, 1, 2)), arrived(3), arrived(7)],
            [0, 1, 2],
            ("returned", 3),
        ),
        ([*(returned(day, EXPIRED) for day in (0, 1, 2)), arrived(20)], [0, 1, 2], None),
        (
            [returned(0, EXPIRED), arrived(1), returned(2, EXPIRED), returned(3, EXPIRED)],
            [0, 1, 2, 3],
            None,
        ),
        ([returned(0, UNKNOWN), returned(1, UNKNOWN)], [], ("returned", 2)),
    ],
)
def test_an_address_gets_no_more_letters_once(letters, others_arrived, expected):
    worked = {DAYS[day].date() for day in others_arrived}

    found = address_troubles(letters, {}, worked, refusals=2, days=3).get(READER)

    told = (found.why, found.times) if found and found.unreachable else None
    assert told == expected
