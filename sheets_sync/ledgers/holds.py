"""Events that stop mail until a person confirms this very event by its code."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.tables import holds
from sheets_sync.mail.ledger_records import Hold

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0, O, 1, I or L: a code is read from a screen and typed by hand."""
CODE_LENGTH = 6


class SqlHolds:
    """The holds of one ledger; `secret` keeps codes from being guessed."""

    def __init__(self, database: Database, secret: bytes) -> None:
        self._database = database
        self._secret = secret

    def open(
        self,
        registry: str,
        kind: str,
        subject: str,
        facts: Mapping[str, object],
        *,
        now: dt.datetime,
    ) -> Hold:
        """Hold on this event; the same event gives the same hold, confirmed or not.

        The same numbers after the cause was gone for a while are a new event.
        """
        told = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
        with self._database.writing(alone=True) as connection:
            same = sa.and_(
                holds.c.registry == registry,
                holds.c.kind == kind,
                holds.c.subject == subject,
                holds.c.facts == told,
            )
            rows = connection.execute(sa.select(holds).where(same)).all()
            for row in rows:
                if row.closed_at is None:
                    return _as_hold(row)
            code = self._code(registry, kind, subject, told, str(len(rows)))
            connection.execute(
                holds.insert().values(
                    code=code,
                    registry=registry,
                    kind=kind,
                    subject=subject,
                    facts=told,
                    opened_at=now,
                )
            )
        return Hold(code, registry, kind, subject, told, now)

    def confirm(self, code: str, *, by: str, now: dt.datetime) -> Hold | None:
        """Let mail go on after this event; nothing when no open hold has the code."""
        typed = holds.c.code == normalised(code)
        with self._database.writing() as connection:
            changed = connection.execute(
                holds.update()
                .where(typed, holds.c.closed_at.is_(None), holds.c.confirmed_at.is_(None))
                .values(confirmed_at=now, confirmed_by=by)
            )
            if not changed.rowcount:
                return None
            return _as_hold(connection.execute(sa.select(holds).where(typed)).one())

    def close(self, registry: str, kind: str, subject: str, *, now: dt.datetime) -> None:
        """End holds whose cause is gone."""
        event = {"registry": registry, "kind": kind, "subject": subject}
        with self._database.reading() as connection:
            if connection.execute(_OPEN_OF_EVENT, event).first() is None:
                return  # nearly always: causes are asked about at every check, and no one waits
        with self._database.writing() as connection:
            connection.execute(
                holds.update()
                .where(
                    *(holds.c[name] == value for name, value in event.items()),
                    holds.c.closed_at.is_(None),
                )
                .values(closed_at=now)
            )

    def waiting(self, registry: str | None = None) -> list[Hold]:
        """Open holds that nobody has confirmed, oldest first."""
        query = _OPEN.where(holds.c.confirmed_at.is_(None))
        if registry is not None:
            query = query.where(holds.c.registry == registry)
        with self._database.reading() as connection:
            return [_as_hold(row) for row in connection.execute(query)]

    def standing(self, registry: str) -> list[Hold]:
        """Open holds of a registry, confirmed or not, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_OPEN.where(holds.c.registry == registry))
            return [_as_hold(row) for row in rows]

    def last_yes(self) -> dt.datetime | None:
        """When a person last confirmed any event."""
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.max(holds.c.confirmed_at))).scalar()

    def _code(self, *parts: str) -> str:
        digest = hmac.new(self._secret, "\0".join(parts).encode(), hashlib.sha256).digest()
        number = int.from_bytes(digest, "big")
        code = ""
        for _ in range(CODE_LENGTH):
            number, place = divmod(number, len(LETTERS))
            code += LETTERS[place]
        return code


_OPEN = (
    sa.select(holds).where(holds.c.closed_at.is_(None)).order_by(holds.c.opened_at, holds.c.code)
)
_OPEN_OF_EVENT = sa.select(holds.c.code).where(
    *(holds.c[name] == sa.bindparam(name) for name in ("registry", "kind", "subject")),
    holds.c.closed_at.is_(None),
)


def normalised(code: str) -> str:
    """Read a code as people type it: any case, with spaces or hyphens."""
    return "".join(letter for letter in code.upper() if letter in LETTERS)


def _as_hold(row: Row[Any]) -> Hold:
    return Hold(
        code=row.code,
        registry=row.registry,
        kind=row.kind,
        subject=row.subject,
        facts=row.facts,
        opened_at=row.opened_at,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
    )
