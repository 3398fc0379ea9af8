"""Holds: what stops mail until a person has looked, and what their yes sets going."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sheets_sync import logs
from sheets_sync.delivery.ledger_guard import accept_restored
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import EVERY, Hold
from sheets_sync.mail.unreachable import is_about_reader
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

CHANGED = "address-changed"
"""Stops the mail to one person only; the subject is the staff number."""
SHRUNK = "tab-shrunk"
UNREAD = "read-failed"
UNUSUAL_VOLUME = "storm"
STRANGE = "letters-unknown"
"""The log tab shows letters that this ledger never wrote."""
LETTERS = "@letters"
"""In place of a registry: what is about single letters or readers, and stops no other mail."""
UNREACHABLE = "address-unreachable"
"""Letters to one address are refused or come back; the subject is the address."""
RETURNS = "returns-unread"
"""Stops no mail: a person should know that nobody sees what comes back."""
ERASED = "erased-listed"
"""Stops the mail to one person only: somebody who was erased stands in the workbook."""
WORDING = "wording-broken"
"""Stops no mail: something of the agency's own wording cannot be used, and ours stands in."""
UNHEARD = "@unheard"
"""In place of a registry: what nobody could be told of in time; the subject is the registry."""
SILENT = "job-silent"
"""Stops no mail: a job has not succeeded for too long; the subject is its registry and name."""
_STOPS_NOTHING = frozenset({RETURNS, ERASED, SILENT})


def stopping(ledger: Ledger, registry: str) -> list[Hold]:
    """What stops all mail of a registry, oldest first."""
    return [hold for hold in withholding(ledger, registry) if hold.kind != CHANGED]


def withholding(ledger: Ledger, registry: str) -> list[Hold]:
    """What stops any mail of a registry, if only one person's; what concerns all comes first."""
    waiting = [*ledger.holds.waiting(EVERY), *ledger.holds.waiting(registry)]
    return [hold for hold in waiting if hold.kind not in _STOPS_NOTHING]


def named(hold: Hold) -> str:
    """A hold on one short line, as the reason of a letter that was not sent."""
    return " ".join(filter(None, (hold.kind, hold.subject, hold.code)))


def open_hold(
    ledger: Ledger,
    registry: str,
    kind: str,
    subject: str,
    facts: Mapping[str, object],
    *,
    now: dt.datetime,
) -> Hold:
    """Hold on this event; an earlier event of the same thing is over."""
    for hold in ledger.holds.waiting(registry):
        if (hold.kind, hold.subject) == (kind, subject) and event_facts(hold) != facts:
            ledger.holds.close(registry, kind, subject, now=now)
    hold = ledger.holds.open(registry, kind, subject, facts, now=now)
    if hold.opened_at == now:
        logs.warn("held", registry=registry, kind=kind, code=hold.code)
    return hold


def end_events(
    ledger: Ledger, registry: str, over: Iterable[tuple[str, str]], *, now: dt.datetime
) -> None:
    """End the events, by kind and subject, whose cause is gone; hardly ever does one stand."""
    standing = {(hold.kind, hold.subject) for hold in ledger.holds.standing(registry)}
    for kind, subject in over:
        if (kind, subject) in standing:
            ledger.holds.close(registry, kind, subject, now=now)


def event_facts(hold: Hold) -> dict[str, Any]:
    """The numbers that tell this event from the next one."""
    facts: dict[str, Any] = json.loads(hold.facts or "{}")
    return facts


def confirm(
    code: str, ledger: Ledger, settings: Settings, *, by: str, now: dt.datetime
) -> Hold | None:
    """Let mail go on after the event with this code; nothing where none waits."""
    hold = ledger.holds.confirm(code, by=by, now=now)
    if hold is None:
        return None
    match hold.kind:
        case "tab-shrunk":
            # The size that was confirmed is the new measure, so that a row more is no new event.
            ledger.reads.record(hold.registry, {hold.subject: event_facts(hold)["after"]}, now=now)
            ledger.holds.close(hold.registry, hold.kind, hold.subject, now=now)
        case "address-unreachable":
            _close_letters(hold.subject, ledger, by=by, now=now)
        case "ledger-restored":
            accept_restored(ledger, settings, now=now)
            ledger.sessions.begin_above(now)
        case "letters-unknown":
            ledger.sessions.begin_above(now)
    return hold


def _close_letters(address: str, ledger: Ledger, *, by: str, now: dt.datetime) -> None:
    """What was refused or came back is not sent again: the next letter tells what is open."""
    states = {LetterState.REFUSED, LetterState.BOUNCED}
    for letter in ledger.letters.standing(states=states, recipient=address):
        if is_about_reader(letter):
            ledger.letters.resolve(letter.id, "drop", operator=by, reason=UNREACHABLE, now=now)


def hold_unread(ledger: Ledger, registry: str, *, now: dt.datetime) -> Hold:
    """Hold on a registry that could not be read: one event until it can be read again.

    The next good read ends it, with or without a person's yes: there is nothing to mail about
    while it lasts, and rows that are missing afterwards are an event of their own.
    """
    return ledger.holds.open(registry, UNREAD, "", {}, now=now)
