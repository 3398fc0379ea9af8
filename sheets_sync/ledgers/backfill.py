"""Letters that left without the ledger knowing: which they are, and taken down as sent."""

import datetime as dt
from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.new_letters import known_ids
from sheets_sync.ledgers.row_mapping import storable
from sheets_sync.ledgers.tables import letters
from sheets_sync.ledgers.transitions import write_event
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.ledger_records import SentEvidence
from sheets_sync.mail.message import LetterKey

HOW = "adopted"
"""How such a letter came to count as sent."""
_SOME = 100
"""So many starts of ids in one question: each is a condition of its own."""
_AFTER = "g"
"""Comes after every hexadecimal digit."""


def known_starts(connection: Connection, starts: Collection[str]) -> frozenset[str]:
    """Which of these, all equally long, begin an id of the ledger."""
    wanted = sorted(starts)
    found: set[str] = set()
    for at in range(0, len(wanted), _SOME):
        some = wanted[at : at + _SOME]
        # Ranges, as the index of the ids has them; LIKE would read the whole table.
        ranges = [sa.and_(letters.c.id >= one, letters.c.id < one + _AFTER) for one in some]
        rows = connection.execute(sa.select(letters.c.id).where(sa.or_(*ranges)))
        found.update(row.id[: len(some[0])] for row in rows)
    return frozenset(found)


def insert_adopted(
    connection: Connection,
    evidence: Mapping[str, tuple[LetterKey, SentEvidence]],
    *,
    now: dt.datetime,
) -> int:
    """Write them down as sent and shown, by id, unless they are there; how many were new."""
    known = known_ids(connection, evidence)
    new = {id_: pair for id_, pair in evidence.items() if id_ not in known}
    if new:
        connection.execute(letters.insert(), [_row(id_, *pair) for id_, pair in new.items()])
    for id_ in new:
        write_event(connection, id_, LetterState.FLAGGED, 0, now=now, detail=HOW)
    return len(new)


def _row(id_: str, key: LetterKey, one: SentEvidence) -> dict[str, object]:
    return {
        "id": id_,
        "kind": key.kind,
        "slot": storable(key.slot),
        "recipient": storable(one.address),
        "name": storable(one.name),
        "subject": storable(one.subject),
        "registries": "\n".join(one.registries),
        "state": LetterState.FLAGGED,
        "planned_at": one.at,
        "handing_at": one.at,
        "accepted_at": one.at,
        "flagged_at": one.at,
        "how": HOW,
    }
