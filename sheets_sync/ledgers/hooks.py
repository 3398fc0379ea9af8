"""Events for a webhook: each once, kept until it was taken or given up."""

import datetime as dt

import sqlalchemy as sa

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.tables import hooks
from sheets_sync.mail.hook_records import HookEvent, HookState, HookTry

_WAITING, _TAKEN, _GIVEN_UP = "waiting", "taken", "given up"


class SqlHooks:
    """What a webhook is still to be told, for every process that may tell it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, event: HookEvent) -> bool:
        """Keep an event to be told at once; false where it is known, told or not."""
        with self._database.writing(alone=True) as connection:
            known = sa.select(hooks.c.id).where(hooks.c.id == event.id)
            if connection.execute(known).scalar_one_or_none() is not None:
                return False
            connection.execute(
                hooks.insert().values(
                    id=event.id,
                    type=event.type,
                    body=event.body,
                    state=_WAITING,
                    made_at=event.made_at,
                    next_at=event.made_at,
                )
            )
        return True

    def next_due(self) -> dt.datetime | None:
        """When the next try is due; nothing where nothing waits."""
        query = sa.select(sa.func.min(hooks.c.next_at)).where(hooks.c.state == _WAITING)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def claim(self, *, lease: dt.timedelta, now: dt.datetime) -> HookTry | None:
        """Take the oldest event that is due; nobody else gets it until the lease is over."""
        query = (
            sa.select(hooks)
            .where(hooks.c.state == _WAITING, hooks.c.next_at <= now)
            .order_by(hooks.c.made_at, hooks.c.id)
            .limit(1)
        )
        with self._database.writing(alone=True) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            attempt = row.attempt + 1
            connection.execute(
                hooks.update()
                .where(hooks.c.id == row.id)
                .values(attempt=attempt, next_at=now + lease)
            )
        return HookTry(HookEvent(row.id, row.type, row.body, row.made_at), attempt)

    def taken(self, tried: HookTry, *, said: str, now: dt.datetime) -> None:
        """Write down that whoever listens has it."""
        self._settle(tried, _TAKEN, said, now)

    def give_up(self, tried: HookTry, *, said: str, now: dt.datetime) -> None:
        """Write down that it is tried no more."""
        self._settle(tried, _GIVEN_UP, said, now)

    def defer(self, tried: HookTry, *, said: str, until: dt.datetime) -> None:
        """Try it again then; not where another process has meanwhile tried it."""
        with self._database.writing() as connection:
            connection.execute(
                hooks.update()
                .where(*_untouched(tried), hooks.c.state == _WAITING)
                .values(next_at=until, said=said)
            )

    def state(self) -> HookState:
        """What is behind, and why."""
        newest = (
            sa.select(sa.func.max(hooks.c.settled_at))
            .where(hooks.c.state == _TAKEN)
            .scalar_subquery()
        )
        behind = sa.or_(
            sa.and_(hooks.c.state == _WAITING, hooks.c.said != ""),
            sa.and_(
                hooks.c.state == _GIVEN_UP,
                sa.or_(newest.is_(None), hooks.c.settled_at > newest),
            ),
        )
        query = sa.select(hooks).where(behind).order_by(hooks.c.made_at)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        if not rows:
            return HookState()
        waiting = [row for row in rows if row.state == _WAITING]
        last = max(rows, key=lambda row: row.settled_at or row.made_at)
        return HookState(
            waiting=len(waiting),
            given_up=len(rows) - len(waiting),
            since=rows[0].made_at,
            said=last.said,
            next_at=min((row.next_at for row in waiting), default=None),
        )

    def forget(self, *, before: dt.datetime) -> int:
        """Remove what was settled before; how many."""
        old = sa.and_(hooks.c.state != _WAITING, hooks.c.settled_at < before)
        with self._database.writing() as connection:
            return connection.execute(hooks.delete().where(old)).rowcount

    def _settle(self, tried: HookTry, state: str, said: str, now: dt.datetime) -> None:
        with self._database.writing() as connection:
            connection.execute(
                hooks.update()
                .where(hooks.c.id == tried.event.id, hooks.c.state == _WAITING)
                .values(state=state, said=said, settled_at=now)
            )


def _untouched(tried: HookTry) -> tuple[sa.ColumnElement[bool], ...]:
    return hooks.c.id == tried.event.id, hooks.c.attempt == tried.attempt
