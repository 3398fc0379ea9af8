"""Google's quota, shared by every worker on every host: asked before each request.

The database gives each request a moment of its own in the order of asking, so that nobody waits
longer than others, and nobody has to ask again.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from sheets_sync.fleet.tables import requests
from sheets_sync.ledgers.database import Database
from sheets_sync.settings.model import FleetSettings

SPAN = 61.0
"""Seconds: Google's minute, and one more for requests that are longer on their way than others."""
LATE = 10.0
"""Seconds: whoever wakes later than this after its moment slept with its machine, or was starved.

A crowded machine is often late by less; a moment given up for that would be lost to everybody.
"""
KEPT = 600
"""Seconds that past requests are kept for whoever looks."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks Google."""

    key: Path | None
    """Its file; None is the account of the machine."""
    name: str
    project: str


def account_of(key: Path | None) -> Account:
    """The account of a key file; one that cannot be read counts as its file."""
    if key is None:
        return Account(None, "machine", "machine")
    return _account(key, key.stat().st_mtime_ns if key.exists() else 0)


@lru_cache(maxsize=256)
def _account(key: Path, _written: int) -> Account:
    try:
        told = json.loads(key.read_bytes())
        name, project = str(told["client_email"]), str(told["project_id"])
    except (OSError, ValueError, KeyError, TypeError):
        return Account(key, str(key), str(key))
    return Account(key, name, project)


class SharedQuota:
    """The moments at which requests may be sent."""

    def __init__(
        self,
        database: Database,
        settings: FleetSettings,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._sleep = sleep
        self._clock = clock
        share = settings.use_percent / 100
        self.of_account = max(1, int(settings.account_per_minute * share))
        self.of_project = max(1, int(settings.project_per_minute * share))

    def reserve(self, account: Account, quota: str) -> float:
        """Take the next free moment for one request; how many seconds away it is."""
        asked = {
            "who": account.name,
            "whose": account.project,
            "what": quota,
            "most": self.of_account,
            "together": self.of_project,
            "span": SPAN,
        }
        with self._database.writing(lasting=False) as connection:
            seconds: float = connection.execute(_RESERVE, asked).scalar_one()
        return max(seconds, 0.0)

    def admit(self, account: Account, quota: str) -> float:
        """Wait until one request may be sent; the seconds that took.

        Whoever wakes too late asks again: the moments after its own are other people's.
        """
        began = self._clock()
        while seconds := self.reserve(account, quota):
            due = self._clock() + seconds
            self._sleep(seconds)
            if self._clock() - due <= LATE:
                break
        return self._clock() - began

    def freest(self, keys: Sequence[Path]) -> Path | None:
        """Of several accounts the one with the fewest requests in the last minute or waiting."""
        if len(keys) < 2:  # noqa: PLR2004 — there is nothing to choose
            return keys[0] if keys else None
        used = self.used()

        def load(key: Path) -> int:
            return sum(used.get((account_of(key).name, quota), 0) for quota in ("read", "write"))

        return min(keys, key=load)

    def used(self) -> Mapping[tuple[str, str], int]:
        """By account and quota, the requests of the last minute and those that wait."""
        query = (
            sa.select(requests.c.account, requests.c.quota, sa.func.count())
            .where(requests.c.at > sa.func.clock_timestamp() - sa.text("interval '60 seconds'"))
            .group_by(requests.c.account, requests.c.quota)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {(account, quota): count for account, quota, count in rows}

    def forget_old(self) -> None:
        """Drop what no window reaches any more."""
        old = requests.c.at < sa.func.clock_timestamp() - sa.text(f"interval '{KEPT} seconds'")
        with self._database.writing(lasting=False) as connection:
            connection.execute(requests.delete().where(old))


_RESERVE = sa.text("SELECT fleet_reserve(:who, :whose, :what, :most, :together, :span)")
