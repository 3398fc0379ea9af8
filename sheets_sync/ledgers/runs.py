"""Which job ran for which slot of its calendar, and what it left out."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.letters import SqlLetters
from sheets_sync.ledgers.row_mapping import storable
from sheets_sync.ledgers.tables import runs, skips
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.ledger_records import PastSkip, Run, RunState


class SqlRuns:
    """The runs of one ledger."""

    def __init__(self, database: Database, letters: SqlLetters) -> None:
        self._database = database
        self._letters = letters

    def claim(
        self,
        registry: str,
        job: str,
        slot: str,
        *,
        worker: str,
        lease: dt.timedelta,
        now: dt.datetime,
    ) -> Run | None:
        """Start a run; nothing when it is done, or somebody is at it."""
        key = _key(registry, job, slot)
        fresh = {"state": RunState.RUNNING, "worker": worker, "lease_until": now + lease}
        with self._database.writing(alone=True) as connection:
            row = connection.execute(sa.select(runs).where(key)).one_or_none()
            began: sa.Insert | sa.Update
            if row is None:
                began = runs.insert().values(
                    registry=registry, job=job, slot=slot, token=1, started_at=now, **fresh
                )
            elif _may_start(row, now, lease):
                began = runs.update().where(key).values(token=row.token + 1, **fresh)
            else:
                return None
            return _as_run(connection.execute(began.returning(runs)).one())

    def renew(self, run: Run, *, lease: dt.timedelta, now: dt.datetime) -> bool:
        """Keep a long run; no means another worker took it over."""
        return self._mine(run, lease_until=now + lease)

    def note(self, run: Run, *, summary: str) -> bool:
        """Write down what a run is about to do; no means another worker took it over."""
        return self._mine(run, summary=summary)

    def finish(self, run: Run, *, failed: bool = False, summary: str, now: dt.datetime) -> bool:
        """End a run; no means another worker took it over."""
        state = RunState.FAILED if failed else RunState.DONE
        return self._mine(run, state=state, finished_at=now, lease_until=None, summary=summary)

    def _mine(self, run: Run, **values: object) -> bool:
        mine = (
            _key(run.registry, run.job, run.slot),
            runs.c.token == run.token,
            runs.c.state == RunState.RUNNING,
        )
        with self._database.writing_once() as connection:
            return bool(connection.execute(runs.update().where(*mine).values(**values)).rowcount)

    def slots(self, registry: str, job: str, *, since: dt.datetime | None = None) -> dict[str, Run]:
        """Every run of a job by its slot, or only those that began since then."""
        query = sa.select(runs).where(runs.c.registry == registry, runs.c.job == job)
        if since is not None:
            query = query.where(runs.c.started_at >= since)
        with self._database.reading() as connection:
            return {row.slot: _as_run(row) for row in connection.execute(query)}

    def begun_since(self, registry: str, since: dt.datetime) -> list[Run]:
        """Every run of every job of a registry that began since then."""
        query = sa.select(runs).where(runs.c.registry == registry, runs.c.started_at >= since)
        with self._database.reading() as connection:
            return [_as_run(row) for row in connection.execute(query)]

    def first(self, registry: str, job: str) -> dt.datetime | None:
        """When a job of a registry first began."""
        query = sa.select(sa.func.min(runs.c.started_at)).where(
            runs.c.registry == registry, runs.c.job == job
        )
        with self._database.reading() as connection:
            found: dt.datetime | None = connection.execute(query).scalar_one()
        return found

    def going(self, *, since: dt.datetime) -> list[Run]:
        """Runs that began since then and of which nobody has written that they ended."""
        query = sa.select(runs).where(runs.c.state == RunState.RUNNING, runs.c.started_at >= since)
        with self._database.reading() as connection:
            return [_as_run(row) for row in connection.execute(query)]

    def done(self, registry: str, job: str, *, since: dt.datetime) -> list[str]:
        """The slots of a job that were done by runs that began since then."""
        query = sa.select(runs.c.slot).where(
            runs.c.registry == registry,
            runs.c.job == job,
            runs.c.state == RunState.DONE,
            runs.c.started_at >= since,
        )
        with self._database.reading() as connection:
            return [*connection.execute(query).scalars()]

    def last_success(self, registry: str, job: str) -> dt.datetime | None:
        """When a run of a job last ended well."""
        query = sa.select(sa.func.max(runs.c.finished_at)).where(
            runs.c.registry == registry, runs.c.job == job, runs.c.state == RunState.DONE
        )
        with self._database.reading() as connection:
            found: dt.datetime | None = connection.execute(query).scalar_one()
        return found

    def newest(self) -> list[Run]:
        """The newest finished run of every registry and job."""
        query = (
            sa.select(runs)
            .where(runs.c.finished_at.is_not(None))
            .order_by(runs.c.registry, runs.c.job, runs.c.finished_at)
        )
        with self._database.reading() as connection:
            found = {(row.registry, row.job): _as_run(row) for row in connection.execute(query)}
        return [*found.values()]

    def skip(
        self, left_out: Iterable[Skip], *, run: str, registry: str = "", now: dt.datetime
    ) -> None:
        """Write down what was not sent and why."""
        rows = [
            {
                "run": run,
                "at": now,
                "registry": registry,
                "letter": self._letters.identify(skip.key),
                "kind": skip.key.kind,
                "recipient": storable(skip.key.recipient),
                "reason": skip.reason,
                "detail": storable(skip.detail),
            }
            for skip in left_out
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(skips.insert(), rows)

    def skips(self, *, run: str | None = None, since: dt.datetime | None = None) -> list[PastSkip]:
        """What was not sent, oldest first."""
        query = sa.select(skips).order_by(skips.c.id)
        if run is not None:
            query = query.where(skips.c.run == run)
        if since is not None:
            query = query.where(skips.c.at >= since)
        with self._database.reading() as connection:
            return [_as_skip(row) for row in connection.execute(query)]


def _key(registry: str, job: str, slot: str) -> sa.ColumnElement[bool]:
    return sa.and_(runs.c.registry == registry, runs.c.job == job, runs.c.slot == slot)


def _may_start(row: Row[Any], now: dt.datetime, lease: dt.timedelta) -> bool:
    # A lease that is longer than any was given while the clock was ahead.
    runs_out = row.state == RunState.RUNNING and row.lease_until is not None
    abandoned = runs_out and not now < row.lease_until <= now + 2 * lease
    return bool(abandoned or row.state == RunState.FAILED)


def _as_run(row: Row[Any]) -> Run:
    return Run(
        registry=row.registry,
        job=row.job,
        slot=row.slot,
        state=RunState(row.state),
        token=row.token,
        worker=row.worker,
        lease_until=row.lease_until,
        started_at=row.started_at,
        finished_at=row.finished_at,
        summary=row.summary,
    )


def _as_skip(row: Row[Any]) -> PastSkip:
    return PastSkip(
        run=row.run,
        at=row.at,
        registry=row.registry,
        letter=row.letter,
        kind=row.kind,
        recipient=row.recipient,
        reason=row.reason,
        detail=row.detail,
    )
