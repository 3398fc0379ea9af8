"""Since when each step of each community is in its state, and when it was first complete.

Nearly always nothing has changed: that is seen by a look, which takes no turn from who writes.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.tables import steps
from sheets_sync.mail.ledger_records import StepDays

COMPLETE = "complete"
_New: TypeAlias = list[dict[str, Any]]
_Changed: TypeAlias = dict[tuple[str, int], dict[str, Any]]


class SqlSteps:
    """The steps of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def observe(
        self,
        registry: str,
        states: Mapping[tuple[str, int], str],
        *,
        day: dt.date,
        due: Mapping[tuple[str, int], dt.date] | None = None,
    ) -> dict[tuple[str, int], StepDays]:
        """Write down today's states and due days by (community, step); the history of all."""
        due = due or {}

        def news(known: Mapping[tuple[str, int], Row[Any]]) -> tuple[_New, _Changed]:
            new = [
                _row(registry, place, state, day) | {"due": due.get(place)}
                for place, state in states.items()
                if place not in known
            ]
            changed = {
                place: values
                for place, state in states.items()
                if place in known and (values := _changed(known[place], state, day, due.get(place)))
            }
            return new, changed

        with self._database.reading() as connection:
            known = _rows(connection, registry)
        if not any(news(known)):
            return _as_days(known)
        with self._database.writing(alone=True) as connection:
            new, changed = news(_rows(connection, registry))
            if new:
                connection.execute(steps.insert(), new)
            for (community, step), values in changed.items():
                connection.execute(
                    steps.update()
                    .where(
                        steps.c.registry == registry,
                        steps.c.community == community,
                        steps.c.step == step,
                    )
                    .values(**values)
                )
            return _history(connection, registry)

    def known(self, registry: str) -> dict[tuple[str, int], StepDays]:
        """The history of every step, by (community, step)."""
        with self._database.reading() as connection:
            return _history(connection, registry)


def _rows(connection: Connection, registry: str) -> dict[tuple[str, int], Row[Any]]:
    rows = connection.execute(sa.select(steps).where(steps.c.registry == registry))
    return {(row.community, row.step): row for row in rows}


def _row(registry: str, place: tuple[str, int], state: str, day: dt.date) -> dict[str, Any]:
    community, step = place
    return {
        "registry": registry,
        "community": community,
        "step": step,
        "state": state,
        "since": day,
        "completed_on": day if state == COMPLETE else None,
    }


def _changed(row: Row[Any], state: str, day: dt.date, due: dt.date | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if row.state != state:
        values |= {"state": state, "since": day}
        if state == COMPLETE and row.completed_on is None:
            values["completed_on"] = day
    if due is not None and row.due != due:
        values["due"] = due
        if row.due is not None and due > row.due:
            values["pushed"] = row.pushed + 1
    return values


def _history(connection: Connection, registry: str) -> dict[tuple[str, int], StepDays]:
    return _as_days(_rows(connection, registry))


def _as_days(rows: Mapping[tuple[str, int], Row[Any]]) -> dict[tuple[str, int], StepDays]:
    return {
        place: StepDays(row.state, row.since, row.completed_on, row.due, row.pushed)
        for place, row in rows.items()
    }
