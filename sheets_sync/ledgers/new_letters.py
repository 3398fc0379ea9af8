"""Writes down new letters, without their words."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sheets_sync.ledgers.letter_ids import among
from sheets_sync.ledgers.moves_at_once import rows_of
from sheets_sync.ledgers.row_mapping import chunks, storable
from sheets_sync.ledgers.tables import letters
from sheets_sync.mail.delivery import LetterState
from sheets_sync.mail.message import LetterKey, Message, message_id


def known_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these letters are in the ledger."""
    rows = connection.execute(sa.select(letters.c.id).where(among(connection, ids)))
    return {row.id for row in rows}


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
    if connection.dialect.name == "postgresql":
        _insert_at_once(connection, rows)
    else:
        connection.execute(letters.insert(), rows)


def _insert_at_once(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """One statement for many: a server would be given each row by itself."""
    for some in chunks(rows):
        told = json.dumps(some, default=dt.datetime.isoformat)
        connection.execute(_inserting(tuple(some[0])), {"given": told})


@lru_cache(maxsize=4)
def _inserting(columns: tuple[str, ...]) -> sa.Insert:
    given = rows_of("given", {name: letters.c[name].type for name in columns})
    return letters.insert().from_select(columns, sa.select(*given.c))
