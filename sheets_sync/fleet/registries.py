"""The registries of a fleet in its database: listed, changed, and shared out among workers."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from sheets_sync.delivery.worker import is_gone
from sheets_sync.errors import SetupError
from sheets_sync.fleet.registry_entry import COLUMNS, KeptRegistry, RegistryEntry, State
from sheets_sync.fleet.tables import registries
from sheets_sync.ledgers.database import Database
from sheets_sync.nearest_word import nearest_of

_FADES = 0.95
"""So much of the edits counted so far is left after each look."""
ASIDE = dt.timedelta(days=1)
"""So long a registry that broke its workers off is left alone before one more try."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows of a table."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


class FleetRegistries:
    """Every registry of the fleet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def now(self) -> dt.datetime:
        """What time it is at the database: the one clock that all workers share."""
        with self._database.reading() as connection:
            found: dt.datetime = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return found

    def all(self, *, state: State | None = None) -> list[KeptRegistry]:
        """All of them by id, or those in one state."""
        query = sa.select(registries).order_by(registries.c.id)
        if state is not None:
            query = query.where(registries.c.state == state)
        with self._database.reading() as connection:
            return [_kept(row) for row in connection.execute(query)]

    def get(self, id_: str) -> KeptRegistry:
        """The registry of that id.

        Raises:
            SetupError: there is none; the nearest is named.
        """
        query = sa.select(registries).where(_is(id_))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
            if row is not None:
                return _kept(row)
            known = connection.execute(sa.select(registries.c.id)).scalars().all()
        raise SetupError("fleet-registry-unknown", id=id_, nearest=nearest_of(id_, known))

    def put(
        self, entries: Sequence[RegistryEntry], *, paused: bool = False, dry: bool = False
    ) -> Imported:
        """Add these registries, or change those that are there; all of them or none.

        Those that are new rest where they are to be `paused`, until they are resumed.
        """
        with self._database.writing(alone=True) as connection:
            now = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
            rows = connection.execute(sa.select(registries)).all()
            there = {row.id.lower(): row for row in rows}
            new, changed = [], []
            for entry in entries:
                row = there.get(entry.id.lower())
                if row is None:
                    new.append(entry)
                elif _entry(row) != entry:
                    changed.append(entry)
            if not dry:
                state: State = "paused" if paused else "active"
                stamps = {"added_at": now, "state": state, "state_since": now, "look_at": now}
                if new:
                    connection.execute(
                        registries.insert(), [{**asdict(entry), **stamps} for entry in new]
                    )
                for entry in changed:
                    # Its ledger has the name it had first.
                    values = {**asdict(entry), "look_at": now}
                    del values["id"]
                    connection.execute(registries.update().where(_is(entry.id)).values(**values))
        same = len(entries) - len(new) - len(changed)
        return Imported(_ids(new), _ids(changed), same)

    def pause(self, id_: str) -> bool:
        """Let nobody work on it until it is resumed; no where that is so already."""
        self.get(id_)
        return self._turn(id_, "paused", ("active", "aside"))

    def resume(self, id_: str) -> bool:
        """Work on it again, at once; no where that is so already."""
        self.get(id_)
        return self._turn(id_, "active", ("paused", "aside"))

    def _turn(self, id_: str, state: State, since: Collection[State]) -> bool:
        moment = sa.func.clock_timestamp()
        with self._database.writing() as connection:
            changed = connection.execute(
                registries.update()
                .where(_is(id_), registries.c.state.in_(since))
                .values(state=state, state_since=moment, look_at=moment, tries=0)
            )
            return bool(changed.rowcount)

    def begin(self, id_: str, *, most: int) -> KeptRegistry | None:
        """The registry, with one more try counted; nothing where it is not to be worked on.

        After `most` that never ended it is set aside: whatever breaks its workers off breaks no
        more of them, and one try a day tells whether it still does.
        """
        moment = sa.func.clock_timestamp()
        with self._database.writing() as connection:
            row = connection.execute(
                sa.select(registries).where(_is(id_)).with_for_update()
            ).one_or_none()
            if row is None or row.state == "paused":
                return None
            spent = row.state == "active" and row.tries >= most
            values: dict[str, Any] = {"tries": row.tries + 1, "tried_at": moment}
            if spent:
                values = {"state": "aside", "state_since": moment}
            if spent or row.state == "aside":
                values["look_at"] = moment + ASIDE
            connection.execute(registries.update().where(_is(id_)).values(**values))
        return None if spent else _kept(row)

    def end(
        self,
        id_: str,
        *,
        look_at: dt.datetime,
        trouble: str = "",
        summary: Mapping[str, object] | None = None,
    ) -> None:
        """Note how a try ended, and when the next is due; one that was set aside is well again."""
        table, moment = registries.c, sa.func.clock_timestamp()
        values: dict[str, Any] = {"tries": 0, "look_at": look_at, "trouble": trouble}
        values["edits"] = table.edits * _FADES
        if not trouble:
            values["passed_at"] = moment
        if summary is not None:
            values["summary"] = json.dumps(summary)
        aside = table.state == "aside"
        values["state"] = sa.case((aside, "active"), else_=table.state)
        values["state_since"] = sa.case((aside, moment), else_=table.state_since)
        with self._database.writing(lasting=False) as connection:
            connection.execute(registries.update().where(_is(id_)).values(**values))

    def broke(self, id_: str, trouble: str, *, rest: dt.timedelta) -> None:
        """Note that a try ended by a mistake of ours: it counts as one that never ended."""
        with self._database.writing() as connection:
            connection.execute(
                registries.update()
                .where(_is(id_))
                .values(trouble=trouble, look_at=sa.func.clock_timestamp() + rest)
            )

    def edited(self, id_: str) -> None:
        """Count that people work in it."""
        with self._database.writing(lasting=False) as connection:
            connection.execute(
                registries.update().where(_is(id_)).values(edits=registries.c.edits + 1)
            )

    def busiest(self, store: str, most: int | None = None) -> list[str]:
        """Those in which people work most, of those that are worked on and in no trouble."""
        table = registries.c
        query = (
            sa.select(table.id)
            .where(table.store == store, table.state == "active", table.trouble == "")
            .order_by(table.edits.desc(), table.id)
            .limit(most)
        )
        with self._database.reading() as connection:
            return [*connection.execute(query).scalars()]

    def look_again(self, id_: str, *, after: dt.timedelta) -> None:
        """Leave it for now: somebody else is at it."""
        with self._database.writing(lasting=False) as connection:
            connection.execute(
                registries.update()
                .where(_is(id_))
                .values(look_at=sa.func.clock_timestamp() + after)
            )

    def due(self, *, most: int) -> list[str]:
        """Whom something may be due for and nobody is at or waits for, longest due first."""
        with self._database.reading() as connection:
            return [*connection.execute(_DUE, {"most": most}).scalars()]

    def lost(self, *, silent: float) -> list[int]:
        """The engine's numbers of jobs whose worker is no more.

        It gave no sign of life for so many seconds, or its process surely ended: of this computer
        that can be told at once.
        """
        with self._database.reading() as connection:
            found = [*connection.execute(_LOST, {"silent": silent}).scalars()]
            in_hand = connection.execute(_IN_HAND).all()
        return found + [job for job, holder in in_hand if job not in found and is_gone(holder)]


_DUE = sa.text("""
    SELECT r.id FROM fleet_registries r
    WHERE r.state <> 'paused' AND r.look_at <= clock_timestamp() AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs j
        WHERE j.queueing_lock = r.id AND j.status IN ('todo', 'doing'))
    ORDER BY r.look_at, r.id LIMIT :most
""")
_LOST = sa.text("""
    SELECT j.id FROM procrastinate_jobs j
    LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
    WHERE j.status = 'doing'
      AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => :silent))
""")

_IN_HAND = sa.text("""
    SELECT j.id, l.holder FROM procrastinate_jobs j
    JOIN leases l ON l.name = 'registry/' || lower(j.queueing_lock)
    WHERE j.status = 'doing' AND l.until > clock_timestamp()
""")


def _is(id_: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(registries.c.id) == id_.lower()


def _ids(entries: Iterable[RegistryEntry]) -> tuple[str, ...]:
    return tuple(entry.id for entry in entries)


def _entry(row: Row[Any]) -> RegistryEntry:
    return RegistryEntry(**{column: getattr(row, column) for column in COLUMNS})


def _kept(row: Row[Any]) -> KeptRegistry:
    return KeptRegistry(
        entry=_entry(row),
        state=row.state,
        state_since=row.state_since,
        look_at=row.look_at,
        tries=row.tries,
        tried_at=row.tried_at,
        passed_at=row.passed_at,
        trouble=row.trouble,
        summary=json.loads(row.summary),
    )
