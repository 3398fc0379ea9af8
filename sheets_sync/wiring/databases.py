"""Which database the ledger is in, and which one the registries of a fleet share."""

import os

from sheets_sync.settings import Settings, ledger_url


def ledger_database(settings: Settings) -> str:
    """The URL of the ledger: in a fleet that of the registry's own schema."""
    if not settings.member:
        return fleet_database_url(settings)
    from sheets_sync.fleet.member_settings import ledger_name  # slow import
    from sheets_sync.ledgers.database import in_schema  # slow import

    return in_schema(fleet_database_url(settings), ledger_name(settings.member))


def fleet_database_url(settings: Settings) -> str:
    """The database that all registries of a fleet are in; else the ledger's."""
    return ledger_url(settings.ledger, settings.folder, os.environ)
