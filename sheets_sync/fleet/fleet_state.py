"""How a fleet is doing: a few queries, however many registries there are, and no personal data."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from sheets_sync.fleet.engine import SILENT
from sheets_sync.fleet.quota import SharedQuota
from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.reads_reports_leases import SqlChannels
from sheets_sync.mail.ledger_records import Pause
from sheets_sync.scheduling.gauges import Gauge
from sheets_sync.settings.model import FleetSettings

LATE = dt.timedelta(minutes=30)
"""So long after its time a registry that nobody looked at is late."""


@dataclass(frozen=True, slots=True)
class FleetState:
    """Numbers of one moment, by the clock of the database."""

    at: dt.datetime
    states: Mapping[str, int]
    """How many registries are in which state."""
    due: int
    """Whose time has come."""
    late: tuple[str, ...]
    aside: tuple[str, ...]
    troubled: Mapping[str, tuple[int, str]]
    """By the name of what went wrong, how many registries, and the first of them."""
    workers: int
    """Processes that gave a sign of life lately, of all hosts."""
    sums: Mapping[str, int]
    """Over all registries: letters sent today, in doubt, and events that wait for a person."""
    oldest_check: dt.datetime | None
    used: Mapping[tuple[str, str], int]
    """Requests of the last minute, by account and quota."""
    of_account: int
    of_project: int
    rests: Mapping[str, Pause] = field(hash=False)
    """Mail channels that rest, by name."""

    @property
    def healthy(self) -> bool:
        """Whether nobody needs to look."""
        return self.workers > 0 and not (self.aside or self.late or self.rests or self.troubled)


def fleet_state(database: Database, settings: FleetSettings) -> FleetState:
    """Look at everything once."""
    quota = SharedQuota(database, settings)
    used = quota.used()
    with database.reading() as connection:
        now = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        states = connection.exec_driver_sql(
            "SELECT state, count(*) FROM fleet_registries GROUP BY state ORDER BY state"
        ).all()
        late = connection.execute(_LATE, {"before": now - LATE}).scalars().all()
        aside = connection.execute(_ASIDE).scalars().all()
        troubled = connection.execute(_TROUBLED).all()
        workers = connection.execute(_WORKERS, {"silent": SILENT}).scalar_one()
        sums = connection.execute(_SUMS).one()
    return FleetState(
        at=now,
        states=dict(_pairs(states)),
        due=sums.due,
        late=tuple(late),
        aside=tuple(aside),
        troubled={name: (count, first) for name, count, first in troubled},
        workers=workers,
        sums={name: int(getattr(sums, name) or 0) for name in _COUNTED},
        oldest_check=None
        if sums.oldest is None
        else dt.datetime.fromtimestamp(float(sums.oldest), dt.UTC),
        used=used,
        of_account=quota.of_account,
        of_project=quota.of_project,
        rests=SqlChannels(database).waiting(now=now),
    )


def fleet_gauges(state: FleetState) -> tuple[Gauge, ...]:
    """The same for a monitor."""
    return (
        Gauge("cop_steward_time_seconds", "When these numbers were taken.", state.at.timestamp()),
        *(
            Gauge(
                "cop_steward_fleet_registries",
                "Registries by state.",
                state.states.get(name, 0),
                {"state": name},
            )
            for name in ("active", "paused", "aside")
        ),
        Gauge("cop_steward_fleet_due", "Registries whose time has come.", state.due),
        Gauge("cop_steward_fleet_late", "Registries nobody has looked at.", len(state.late)),
        Gauge(
            "cop_steward_fleet_troubled",
            "Registries whose last work went wrong.",
            sum(count for count, _ in state.troubled.values()),
        ),
        Gauge("cop_steward_fleet_workers", "Processes at work, of all hosts.", state.workers),
        Gauge(
            "cop_steward_letters_sent_today",
            "Letters handed over since midnight.",
            state.sums["sent_today"],
        ),
        Gauge(
            "cop_steward_letters_in_doubt",
            "Letters of which nobody knows whether they arrived.",
            state.sums["in_doubt"],
        ),
        Gauge("cop_steward_holds", "Events that wait for a person.", state.sums["waiting"]),
        Gauge("cop_steward_fleet_channels_resting", "Mail channels at rest.", len(state.rests)),
        *(
            Gauge(
                "cop_steward_google_requests",
                "Requests of the Sheets API in the last minute.",
                count,
                {"account": account, "quota": quota},
            )
            for (account, quota), count in sorted(state.used.items())
        ),
        Gauge(
            "cop_steward_google_requests_limit",
            "The most of one account and quota that are used.",
            state.of_account,
        ),
    )


_COUNTED = ("sent_today", "in_doubt", "waiting")
_LATE = sa.text(
    "SELECT id FROM fleet_registries WHERE state = 'active' AND look_at < :before ORDER BY look_at"
)
_ASIDE = sa.text("SELECT id FROM fleet_registries WHERE state = 'aside' ORDER BY id")
_TROUBLED = sa.text(
    "SELECT trouble, count(*), min(id)"
    " FROM fleet_registries WHERE trouble <> '' AND state <> 'paused'"
    " GROUP BY trouble ORDER BY count(*) DESC, trouble"
)
_WORKERS = sa.text(
    "SELECT count(*) FROM procrastinate_workers"
    " WHERE last_heartbeat > clock_timestamp() - make_interval(secs => :silent)"
)
_SUMS = sa.text("""
    SELECT count(*) FILTER (WHERE state = 'active' AND look_at <= clock_timestamp()) AS due,
        sum((summary::jsonb ->> 'sent_today')::bigint)
            FILTER (WHERE passed_at > clock_timestamp() - interval '1 day') AS sent_today,
        sum((summary::jsonb ->> 'in_doubt')::bigint) AS in_doubt,
        sum((summary::jsonb ->> 'waiting')::bigint) AS waiting,
        min((summary::jsonb ->> 'checked_at')::double precision)
            FILTER (WHERE state = 'active') AS oldest
    FROM fleet_registries
""")


def _pairs(rows: Iterable[Sequence[Any]]) -> list[tuple[str, int]]:
    return [(str(row[0]), int(row[1])) for row in rows]
