"""Letters nobody is sure of: looked up by an oracle, settled by a person, returned."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.row_mapping import as_letter
from sheets_sync.ledgers.tables import letters
from sheets_sync.ledgers.transitions import move
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState
from sheets_sync.mail.ledger_records import Answer, Letter
from sheets_sync.mail.next_action import ANSWERS

ID_LENGTH = 32
SHORTEST = 6
"""How many characters of an id a person must type at least."""


FIRST_REFUSAL = 400
"""The lowest code by which a server says no."""
_PUT_OFF = (LetterState.DEFERRED, LetterState.SUPERSEDED)


class Doubts:
    """What happens to letters after the machine lost sight of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def doubtful(self, *, settled_before: dt.datetime, now: dt.datetime) -> list[Letter]:
        """Letters in doubt that were handed over before then and are due for a look."""
        query = (
            sa.select(letters)
            .where(
                letters.c.state.in_(DOUBTFUL),
                letters.c.handing_at <= settled_before,
                sa.or_(letters.c.next_at.is_(None), letters.c.next_at <= now),
            )
            .order_by(letters.c.handing_at)
        )
        with self._database.reading() as connection:
            return [as_letter(row) for row in connection.execute(query)]

    def settle(self, letter: Letter, *, arrived: bool, now: dt.datetime) -> bool:
        """Believe the oracle: it arrived, or it did not and may be sent again."""
        if arrived:
            return self._move(
                letter, LetterState.ACCEPTED, now, accepted_at=now, settled_at=now, how="reconciled"
            )
        return self._move(letter, LetterState.PLANNED, now, settled_at=now, fence=True)

    def look_again(
        self, letter: Letter, *, at: dt.datetime | None, why: str, now: dt.datetime
    ) -> bool:
        """Leave it uncertain; look again then, or leave it to a person."""
        return self._move(
            letter, LetterState.UNCERTAIN, now, detail=why, next_at=at, looks=letter.looks + 1
        )

    def _move(
        self,
        letter: Letter,
        to: LetterState,
        now: dt.datetime,
        *,
        detail: str = "",
        fence: bool = False,
        **values: object,
    ) -> bool:
        values.setdefault("next_at", None)
        with self._database.writing() as connection:
            return move(
                connection,
                letter.id,
                to,
                since={letter.state},
                token=letter.token,
                now=now,
                detail=detail,
                fence=fence,
                values=values,
            )

    def resolve(
        self, start_of_id: str, answer: Answer, *, operator: str, reason: str, now: dt.datetime
    ) -> Letter | None:
        """Settle a letter by hand; nothing when there is none that waits for this answer."""
        to, since = ANSWERS[answer]
        with self._database.writing() as connection:
            row = self._get(connection, start_of_id)
            if row is None or row.state not in since:
                return None
            own: dict[str, object] = {"accepted_at": now} if answer == "sent" else {}
            if answer == "send-again":
                own = {"attempt": 0}  # a letter that was given up has all its attempts again
            moved = move(
                connection,
                row.id,
                to,
                since=since,
                token=row.token,
                now=now,
                detail=f"{answer}: {reason}",
                worker=operator,
                fence=True,
                values={
                    "operator": operator,
                    "reason": reason,
                    "how": "operator",
                    "settled_at": now,
                    "next_at": None,
                    **own,
                },
            )
            return as_letter(self._one(connection, row.id)) if moved else None

    def bounce(self, message_id: str, *, code: str, text: str, now: dt.datetime) -> Letter | None:
        """Record that a sent letter came back; nothing when it is not one of ours."""
        with self._database.writing() as connection:
            row = connection.execute(
                sa.select(letters).where(letters.c.id == _id_in(message_id))
            ).one_or_none()
            since = (SENT | DOUBTFUL) - {LetterState.BOUNCED}
            if row is None or row.state not in since:
                return None
            moved = move(
                connection,
                row.id,
                LetterState.BOUNCED,
                since=since,
                token=row.token,
                now=now,
                detail=f"{code} {text}".strip(),
                values={"enhanced": code, "reply": text, "settled_at": now},
            )
            return as_letter(self._one(connection, row.id)) if moved else None

    def troubled(self, *, since: dt.datetime) -> list[Letter]:
        """All letters to addresses where one was refused, put off or returned since then."""
        bad = sa.select(letters.c.recipient).where(
            letters.c.recipient.is_not(None),
            letters.c.planned_at >= since,
            sa.or_(
                letters.c.state.in_((LetterState.REFUSED, LetterState.BOUNCED)),
                sa.and_(letters.c.state.in_(_PUT_OFF), letters.c.code >= FIRST_REFUSAL),
            ),
        )
        query = (
            sa.select(letters)
            .where(letters.c.planned_at >= since, letters.c.recipient.in_(bad))
            .order_by(letters.c.planned_at, letters.c.id)
        )
        with self._database.reading() as connection:
            return [as_letter(row) for row in connection.execute(query)]

    def days_taken(self, *, since: dt.datetime) -> frozenset[dt.date]:
        """The days of planning of letters that a server took and has not returned."""
        query = (
            sa.select(letters.c.planned_at)
            .where(letters.c.planned_at >= since, letters.c.state.in_(SENT - {LetterState.BOUNCED}))
            .distinct()
        )
        with self._database.reading() as connection:
            return frozenset(row.planned_at.date() for row in connection.execute(query))

    def _get(self, connection: Connection, start_of_id: str) -> Row[Any] | None:
        if len(start_of_id) < SHORTEST:
            return None
        whole = len(start_of_id) == ID_LENGTH
        wanted = (
            letters.c.id == start_of_id
            if whole
            else letters.c.id.startswith(start_of_id.lower(), autoescape=True)
        )
        rows = connection.execute(sa.select(letters).where(wanted).limit(2)).all()
        return rows[0] if len(rows) == 1 else None

    def _one(self, connection: Connection, letter: str) -> Row[Any]:
        return connection.execute(sa.select(letters).where(letters.c.id == letter)).one()


def _id_in(message_id: str) -> str:
    return message_id.strip().removeprefix("<").partition(".letter@")[0]
