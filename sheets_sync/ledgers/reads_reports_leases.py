"""Small memories: sizes of tabs, frozen reports, leases, channels at rest."""

import datetime as dt
from collections.abc import Callable, Mapping

import sqlalchemy as sa

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.tables import channels, leases, reads, reports
from sheets_sync.mail.ledger_records import FrozenReport, Pause, TabRead


class SqlReads:
    """The size of every tab at its last good read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_good(self, registry: str) -> dict[str, TabRead]:
        """The rows of every tab when it was last read well."""
        query = sa.select(reads).where(reads.c.registry == registry)
        with self._database.reading() as connection:
            return {row.tab: TabRead(row.rows, row.at) for row in connection.execute(query)}

    def record(self, registry: str, rows: Mapping[str, int], *, now: dt.datetime) -> None:
        """Remember the sizes of tabs that were read well."""
        if not rows:
            return
        with self._database.writing(alone=True) as connection:
            connection.execute(
                reads.delete().where(reads.c.registry == registry, reads.c.tab.in_([*rows]))
            )
            connection.execute(
                reads.insert(),
                [
                    {"registry": registry, "tab": tab, "rows": count, "at": now}
                    for tab, count in rows.items()
                ],
            )


class SqlReports:
    """Months as they were sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def freeze(
        self, registry: str, month: str, copy: str, compiled: str, *, now: dt.datetime
    ) -> bool:
        """Keep a month; no when it is kept already."""
        with self._database.writing(alone=True) as connection:
            if connection.execute(
                sa.select(reports.c.month).where(_report(registry, month, copy))
            ).first():
                return False
            connection.execute(
                reports.insert().values(
                    registry=registry, month=month, copy=copy, compiled=compiled, frozen_at=now
                )
            )
        return True

    def thaw(self, registry: str, month: str, copy: str) -> None:
        """Forget a month that went to nobody after all, so that it can be kept anew."""
        with self._database.writing() as connection:
            connection.execute(reports.delete().where(_report(registry, month, copy)))

    def frozen(self, registry: str, month: str, copy: str) -> FrozenReport | None:
        """The month as it was kept."""
        query = sa.select(reports).where(_report(registry, month, copy))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else FrozenReport(row.compiled, row.frozen_at, row.sent_at)

    def all_frozen(self, registry: str) -> dict[tuple[str, str], FrozenReport]:
        """Every month that is kept, by month and copy."""
        query = sa.select(reports).where(reports.c.registry == registry).order_by(reports.c.month)
        with self._database.reading() as connection:
            return {
                (row.month, row.copy): FrozenReport(row.compiled, row.frozen_at, row.sent_at)
                for row in connection.execute(query)
            }

    def sent(self, registry: str, month: str, copy: str, *, now: dt.datetime) -> None:
        """Remember when it first went out."""
        with self._database.writing() as connection:
            connection.execute(
                reports.update()
                .where(_report(registry, month, copy), reports.c.sent_at.is_(None))
                .values(sent_at=now)
            )

    def rewrite(
        self, change: Callable[[str], str], *, frozen_before: dt.datetime | None = None
    ) -> int:
        """Keep what is kept, of every registry, as `change` makes it; how many months differ."""
        query = sa.select(reports)
        if frozen_before is not None:
            query = query.where(reports.c.frozen_at < frozen_before)
        changed = 0
        with self._database.writing(alone=True) as connection:
            for row in connection.execute(query).all():
                if (text := change(row.compiled)) != row.compiled:
                    changed += 1
                    connection.execute(
                        reports.update()
                        .where(_report(row.registry, row.month, row.copy))
                        .values(compiled=text)
                    )
        return changed


def _report(registry: str, month: str, copy: str) -> sa.ColumnElement[bool]:
    return sa.and_(reports.c.registry == registry, reports.c.month == month, reports.c.copy == copy)


class SqlLeases:
    """One holder at a time; a newer token tells an old one that it lost."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def acquire(self, name: str, *, holder: str, ttl: dt.timedelta, now: dt.datetime) -> int | None:
        """Take it when it is free or run out; its token.

        One that would last longer than any does was taken while the clock was ahead: it is free.
        """
        with self._database.writing(alone=True) as connection:
            row = connection.execute(sa.select(leases).where(leases.c.name == name)).one_or_none()
            if row is not None and now < row.until <= now + 2 * ttl:
                return None
            token = 1 if row is None else int(row.token) + 1
            values = {"holder": holder, "token": token, "until": now + ttl}
            if row is None:
                connection.execute(leases.insert().values(name=name, **values))
            else:
                connection.execute(leases.update().where(leases.c.name == name).values(**values))
        return token

    def renew(self, name: str, token: int, *, ttl: dt.timedelta, now: dt.datetime) -> bool:
        """Keep it; no means another has it."""
        mine = leases.update().where(
            leases.c.name == name, leases.c.token == token, leases.c.until > now
        )
        with self._database.writing_once() as connection:
            return bool(connection.execute(mine.values(until=now + ttl)).rowcount)

    def holds(self, name: str, token: int, *, now: dt.datetime) -> bool:
        """Whether the token is still the newest and has not run out."""
        query = sa.select(leases.c.token, leases.c.until).where(leases.c.name == name)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return row is not None and row.token == token and row.until > now

    def release(self, name: str, token: int, *, now: dt.datetime) -> None:
        """Let the next one have it at once."""
        mine = leases.update().where(leases.c.name == name, leases.c.token == token)
        with self._database.writing_once() as connection:
            connection.execute(mine.values(until=now))

    def holder(self, name: str) -> str | None:
        """Who had it last."""
        query = sa.select(leases.c.holder).where(leases.c.name == name)
        with self._database.reading() as connection:
            found: str | None = connection.execute(query).scalar_one_or_none()
        return found

    def until(self, name: str) -> dt.datetime | None:
        """When it runs out, or ran out."""
        query = sa.select(leases.c.until).where(leases.c.name == name)
        with self._database.reading() as connection:
            found: dt.datetime | None = connection.execute(query).scalar_one_or_none()
        return found

    def free(self, name: str, holder: str, *, now: dt.datetime) -> None:
        """Take it from a holder that is surely no more."""
        with self._database.writing() as connection:
            connection.execute(
                leases.update()
                .where(leases.c.name == name, leases.c.holder == holder)
                .values(until=now)
            )


class SqlChannels:
    """Mail channels at rest, for every process that would use them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._trials = SqlLeases(database)

    def begin_trial(
        self, name: str, *, holder: str, ttl: dt.timedelta, now: dt.datetime
    ) -> int | None:
        """Be the one that tries a channel after its rest; nothing while another does."""
        return self._trials.acquire(f"channel/{name}", holder=holder, ttl=ttl, now=now)

    def end_trial(self, name: str, token: int, *, now: dt.datetime) -> None:
        """Let somebody else try, whatever came of it."""
        self._trials.release(f"channel/{name}", token, now=now)

    def pause(self, name: str, *, until: dt.datetime, why: str) -> Pause:
        """Let a channel rest, and count how often in a row it had to."""
        with self._database.writing(alone=True) as connection:
            row = connection.execute(
                sa.select(channels).where(channels.c.name == name)
            ).one_or_none()
            times = 1 if row is None else row.times + 1
            connection.execute(channels.delete().where(channels.c.name == name))
            connection.execute(
                channels.insert().values(name=name, paused_until=until, why=why, times=times)
            )
        return Pause(until, why, times)

    def last(self, name: str) -> Pause | None:
        """The newest pause since a letter last went through, over or not."""
        with self._database.reading() as connection:
            row = connection.execute(
                sa.select(channels).where(channels.c.name == name)
            ).one_or_none()
        return None if row is None else Pause(row.paused_until, row.why, row.times)

    def works(self, name: str) -> None:
        """Forget earlier pauses: a letter went through."""
        with self._database.writing() as connection:
            connection.execute(channels.delete().where(channels.c.name == name))

    def waiting(self, *, now: dt.datetime) -> dict[str, Pause]:
        """Every channel at rest at this moment."""
        query = sa.select(channels).where(channels.c.paused_until > now)
        with self._database.reading() as connection:
            return {
                row.name: Pause(row.paused_until, row.why, row.times)
                for row in connection.execute(query)
            }
