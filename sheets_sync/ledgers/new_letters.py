"""Writes down new letters, without their words."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.row_mapping import chunks, storable
from sheets_sync.ledgers.tables import letters
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.message import LetterKey, Message, message_id


def known_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these letters are in the ledger."""
    return {
        row.id
        for some in chunks(ids)
        for row in connection.execute(sa.select(letters.c.id).where(letters.c.id.in_(some)))
    }


def insert_planned(
    connection: Connection,
    new: dict[str, tuple[LetterKey, Message]],
    *,
    domain: str,
    run: str,
    now: dt.datetime,
) -> None:
    """Write new letters down, all planned at the same moment."""
    rows = [
        {
            "id": id_,
            "kind": key.kind,
            "slot": storable(key.slot),
            "recipient": storable(message.to.address),
            "name": storable(message.to.name),
            "subject": storable(message.subject),
            "language": message.language,
            "registries": "\n".join(message.registries),
            "items": message.items,
            "state": LetterState.PLANNED,
            "message_id": message_id(id_, domain),
            "planned_at": now.replace(microsecond=0),
            "expires_at": message.expires_at,
            "run": run,
        }
        for id_, (key, message) in new.items()
    ]
    connection.execute(letters.insert(), rows)
