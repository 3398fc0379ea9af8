"""What the ledger keeps about people: shown to them, forgotten for them, not kept too long."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.tables import holds, letters, people, skips
from sheets_sync.mail.delivery import DOUBTFUL, OPEN

_FORGOTTEN: dict[str, None] = {"recipient": None, "name": None, "subject": None}


def export(database: Database, address: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept under an address, by table."""
    questions = {
        "letters": sa.select(letters).where(letters.c.recipient == address),
        "skips": sa.select(skips).where(skips.c.recipient == address),
        "people": sa.select(people).where(_of(address)),
        "holds": sa.select(holds).where(holds.c.subject == address),
    }
    with database.reading() as connection:
        return {
            table: [dict(row) for row in connection.execute(question).mappings()]
            for table, question in questions.items()
        }


def erase(database: Database, address: str) -> int:
    """Forget an address everywhere, keeping what stops a second sending; rows touched."""
    with database.writing() as connection:
        touched = [
            connection.execute(
                letters.update().where(letters.c.recipient == address).values(_FORGOTTEN)
            ),
            connection.execute(
                skips.update().where(skips.c.recipient == address).values(recipient=None)
            ),
            connection.execute(people.delete().where(_of(address))),
            connection.execute(holds.delete().where(holds.c.subject == address)),
        ]
        return sum(result.rowcount for result in touched)


def purge(database: Database, before: dt.datetime) -> int:
    """Forget whom settled letters of long ago went to, and drop old skips; rows touched."""
    with database.writing() as connection:
        touched = [
            connection.execute(
                letters.update()
                .where(
                    letters.c.planned_at < before,
                    letters.c.state.not_in(OPEN | DOUBTFUL),
                    letters.c.recipient.is_not(None),
                )
                .values(_FORGOTTEN)
            ),
            connection.execute(skips.delete().where(skips.c.at < before)),
        ]
        return sum(result.rowcount for result in touched)


def _of(address: str) -> sa.ColumnElement[bool]:
    return sa.or_(people.c.address == address, people.c.pending == address)
