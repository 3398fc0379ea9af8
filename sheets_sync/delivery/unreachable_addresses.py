"""The addresses that letters do not reach, as the ledger and the people who looked have it."""

import datetime as dt

from sheets_sync.delivery.holds import LETTERS, UNREACHABLE
from sheets_sync.mail.ledger_records import Hold
from sheets_sync.mail.unreachable import AddressTrouble, address_troubles, is_put_off
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

REFUSALS = 2
"""So many letters refused or returned, and an address gets no more until a person has looked."""
DAYS = 3
"""So many days in a row on which its letters were put off."""
_MEMORY = dt.timedelta(days=400)


def troubled_addresses(
    ledger: Ledger, *, now: dt.datetime, refusals: int = REFUSALS, days: int = DAYS
) -> dict[str, AddressTrouble]:
    """By address, what is wrong with it since a person last looked."""
    letters = ledger.letters.troubled(since=now - _MEMORY)
    if not letters:
        return {}
    put_off = [one.planned_at for one in letters if is_put_off(one)]
    worked = ledger.letters.days_taken(since=min(put_off)) if put_off else frozenset()
    looked = {hold.subject: at for hold in _holds(ledger) if (at := hold.confirmed_at) is not None}
    return address_troubles(letters, looked, worked, refusals=refusals, days=days)


def unreachable_addresses(
    ledger: Ledger, settings: Settings, *, now: dt.datetime
) -> dict[str, AddressTrouble]:
    """By address, those that get no more letters until a person has looked: since when, and why.

    What they should be told is told to somebody else.
    """
    days = settings.mail.unreachable_days
    found = troubled_addresses(ledger, now=now, days=days)
    return {address: trouble for address, trouble in found.items() if trouble.unreachable}


def _holds(ledger: Ledger) -> list[Hold]:
    """Those of before a newer look come first."""
    return [hold for hold in ledger.holds.standing(LETTERS) if hold.kind == UNREACHABLE]
