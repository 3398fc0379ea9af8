"""Guards people's addresses: whoever edits the sheet cannot redirect mail unnoticed."""

import datetime as dt
from collections.abc import Sequence

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.delivery.holds import CHANGED, end_events, named, open_hold
from sheets_sync.mail.email_address import one_address
from sheets_sync.mail.ledger_records import AddressChange, Hold
from sheets_sync.planning.mail_guards import replaced
from sheets_sync.ports import Ledger

REPLACED = "addresses-replaced"


def guard_addresses(
    context: RuleContext, registry: str, ledger: Ledger, *, now: dt.datetime
) -> tuple[AddressChange, ...]:
    """Hold the mail to everybody whose address changed; the changes that wait for a person.

    The address that a person had when first seen is trusted. Many changes at once hold the
    mail of the whole registry.
    """
    if not context.usable("staff"):
        return ()
    addresses = addresses_of(context)
    erased = ledger.erased([*addresses.values()])
    known = {number: one for number, one in addresses.items() if one not in erased}
    changes = ledger.people.observe(registry, known, now=now)
    many = replaced(len(changes), len(known)) is not None
    trusted = (
        _all_confirmed(changes, registry, ledger, now)
        if many
        else _each_confirmed(changes, registry, ledger, now)
    )
    for change in trusted:
        ledger.people.trust(registry, change.person, change.after, now=now)
        ledger.holds.close(registry, CHANGED, change.person, now=now)
    left = tuple(change for change in changes if change not in trusted)
    _close(registry, ledger, {change.person for change in left}, now, many=many and bool(left))
    return left


def addresses_of(context: RuleContext) -> dict[str, str]:
    """By staff number, the address of everybody who has a usable one."""
    cells = context.table("staff")["email"]
    found = {
        number: one_address(cells.shown(row))
        for number, row in context.snapshot.staff.numbers.items()
    }
    return {number: address for number, address in found.items() if address is not None}


def held_addresses(context: RuleContext, registry: str, ledger: Ledger) -> dict[str, str]:
    """By address, the hold on whoever has a new one."""
    holds = {hold.subject: hold for hold in ledger.holds.waiting(registry) if hold.kind == CHANGED}
    if not holds:
        return {}
    known = addresses_of(context)
    return {known[person]: named(hold) for person, hold in holds.items() if person in known}


def _all_confirmed(
    changes: Sequence[AddressChange], registry: str, ledger: Ledger, now: dt.datetime
) -> Sequence[AddressChange]:
    """All of them, where a person has confirmed exactly these."""
    event = {"changed": len(changes), "newest": _instant(max(one.since for one in changes))}
    hold = open_hold(ledger, registry, REPLACED, "", event, now=now)
    return () if hold.confirmed_at is None else changes


def _each_confirmed(
    changes: Sequence[AddressChange], registry: str, ledger: Ledger, now: dt.datetime
) -> Sequence[AddressChange]:
    """Those that a person has confirmed one by one."""

    def hold(change: AddressChange) -> Hold:
        event = {"since": _instant(change.since)}
        return open_hold(ledger, registry, CHANGED, change.person, event, now=now)

    return [change for change in changes if hold(change).confirmed_at is not None]


def _close(
    registry: str, ledger: Ledger, people: set[str], now: dt.datetime, *, many: bool
) -> None:
    """End the holds on addresses that are the trusted ones again, or by now."""
    if not many:
        end_events(ledger, registry, [(REPLACED, "")], now=now)
    for hold in ledger.holds.waiting(registry):
        if hold.kind == CHANGED and hold.subject not in people:
            ledger.holds.close(registry, CHANGED, hold.subject, now=now)


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat()
