"""The database of a fleet, and one registry of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sheets_sync.delivery.worker import worker_name
from sheets_sync.errors import SetupError
from sheets_sync.settings import Settings
from sheets_sync.wiring.databases import fleet_database_url, ledger_database

if TYPE_CHECKING:  # a command that only asks for settings does not wait for SQLAlchemy
    from sheets_sync.ledgers.database import Database


@contextmanager
def fleet_database(settings: Settings) -> Iterator["Database"]:
    """The database of a fleet, made or not.

    Raises:
        SetupError: the settings are of no fleet, or the database cannot be reached.
    """
    from sheets_sync.ledgers.database import PATIENCE, connect  # slow import

    if not settings.fleet.enabled:
        raise SetupError("fleet-not-enabled", path=settings.source or os.devnull)
    url = fleet_database_url(settings)
    if url.startswith("sqlite:"):  # of a config file the settings say so; of a variable nobody did
        raise SetupError("fleet-not-postgresql", name="ledger.url_env", url=url)
    database = connect(url, settings.folder)
    try:
        with database.reading():
            database.patience = PATIENCE
        yield database
    finally:
        database.close()


def settings_of_member(base: Settings, registry: str) -> Settings:
    """The settings of one registry of a fleet.

    Raises:
        SetupError: the fleet has no such registry.
    """
    from sheets_sync.fleet.member_settings import member_settings  # slow import
    from sheets_sync.fleet.prepare import demand_fleet  # slow import
    from sheets_sync.fleet.registries import FleetRegistries  # slow import

    with fleet_database(base) as database:
        demand_fleet(database)
        return member_settings(base, FleetRegistries(database).get(registry).entry)


@contextmanager
def alone_with_member(settings: Settings) -> Iterator[None]:
    """Keep the workers of a fleet away from the one registry of these settings.

    Raises:
        SetupError: a worker has it in hand and does not end in time.
    """
    if not settings.member:
        yield
        return
    from sheets_sync.fleet.fence import wait_for_fence  # slow import
    from sheets_sync.fleet.registries import FleetRegistries  # slow import
    from sheets_sync.ledgers.reads_reports_leases import SqlLeases  # slow import

    with fleet_database(settings) as database:
        leases, now = SqlLeases(database), FleetRegistries(database).now
        with wait_for_fence(leases, settings.member, holder=worker_name(), now=now):
            yield


@contextmanager
def resting_ledger(settings: Settings, typed: str) -> Iterator[tuple[str, str]]:
    """The URL of a ledger that is named by its URL, its file, or a registry of the fleet at rest.

    Beside it the registry's id, or nothing. No worker has the registry while this lasts.

    Raises:
        SetupError: there is no such registry, or it does not rest.
    """
    if "://" in typed:
        yield typed, ""
        return
    if "/" in typed or "." in typed:  # no id has any of them
        yield f"sqlite:///{settings.folder / typed}", ""
        return
    from sheets_sync.fleet.member_settings import member_settings  # slow import
    from sheets_sync.fleet.prepare import demand_fleet  # slow import
    from sheets_sync.fleet.registries import FleetRegistries  # slow import

    with fleet_database(settings) as database:
        demand_fleet(database)
        kept = FleetRegistries(database).get(typed)
    if kept.state != "paused":
        raise SetupError("fleet-move-at-work", id=kept.id)
    member = member_settings(settings, kept.entry)
    with alone_with_member(member):
        yield ledger_database(member), member.member
