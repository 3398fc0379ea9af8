"""What people were told in letters that a ledger which was put back to an old state has lost."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from sheets_sync.delivery.sent_log import SentLog
from sheets_sync.delivery.sent_log_folder import digest_of
from sheets_sync.mail.ledger_records import Run
from sheets_sync.mail.message import DigestKey
from sheets_sync.planning.reminders.mail_history import Told
from sheets_sync.planning.reminders.past_mail import known_letters, told_unknown


def told_by_lost(
    sent: SentLog,
    today: dt.date,
    zone: dt.tzinfo,
    runs: Iterable[Run],
    addresses: Collection[str],
    people: Mapping[str, str],
) -> tuple[Told, ...]:
    """What those of these addresses were told before today of which the ledger knows nothing.

    The list of letters that left names nobody: whose a letter was is tried out. It is of use
    after a person has confirmed that an old copy of the ledger goes on; until then no mail leaves.
    """
    lines = sent.before_last_look()
    known = known_letters(runs) if lines else frozenset()
    lost = [
        (day, line)
        for line in lines
        if line.packed and line.id not in known and (day := line.at.astimezone(zone).date()) < today
    ]
    readers = {
        digest_of(salt, DigestKey(address, day)): address
        for salt, day in {(line.salt, day) for day, line in lost}
        for address in addresses
    }
    return tuple(
        told
        for day, line in lost
        if line.digest in readers and line.told
        for told in told_unknown(readers[line.digest], day, line.told, people)
    )
