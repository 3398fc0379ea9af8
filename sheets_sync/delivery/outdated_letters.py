"""Gives up letters that wait and that the workbook of today would not have written.

Letters of registries that were not looked at, or that something holds, wait on.
"""

import datetime as dt
from collections.abc import Collection, Iterator

from sheets_sync.delivery.holds import withholding
from sheets_sync.mail.delivery import OPEN
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.message import DigestKey, InvitationKey
from sheets_sync.planning.reminders.items import ReminderPlan
from sheets_sync.planning.reminders.past_mail import DIGEST, INVITATION
from sheets_sync.ports import Ledger


def close_outdated_sessions(
    planned: ReminderPlan, registries: Collection[str], ledger: Ledger, *, now: dt.datetime
) -> None:
    """Give up mails about sessions that say what is not true any more."""
    current = {ledger.letters.identify(mail.key) for mail in planned.sessions}
    for letter, reader in _waiting(INVITATION, registries, ledger):
        if letter.id not in current:
            session, _, number = letter.slot.rpartition("#")
            key = InvitationKey(session, reader, int(number))
            ledger.letters.supersede(key, reason="outdated", now=now)


def close_outdated_digests(
    planned: ReminderPlan, registries: Collection[str], ledger: Ledger, *, now: dt.datetime
) -> None:
    """Give up today's digests to people who are asked for nothing any more.

    Whoever the plan has nothing for is no coordinator any more, or all of it is done; a letter
    that the plan leaves out with a reason (a cap, a hold, an address to be confirmed) waits on.
    """
    needed = {one.reader.address for one in planned.digests}
    needed |= {one.address for one in planned.left_out}
    for letter, reader in _waiting(DIGEST, registries, ledger):
        if letter.slot == planned.day.isoformat() and reader not in needed:
            ledger.letters.supersede(DigestKey(reader, planned.day), reason="outdated", now=now)


def _waiting(
    kind: str, registries: Collection[str], ledger: Ledger
) -> Iterator[tuple[Letter, str]]:
    """Letters of a kind that wait, each with its reader, whose registries were all looked at."""
    seen = [one for one in registries if not withholding(ledger, one)]
    for letter in ledger.letters.standing(states=OPEN):
        if letter.kind == kind and letter.recipient and set(letter.registries).issubset(seen):
            yield letter, letter.recipient
