"""The settings of one registry of a fleet: the config file's, with what its own entry says."""

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from sheets_sync.fleet.registry_entry import RegistryEntry
from sheets_sync.settings import RegistrySettings, Settings, kinds
from sheets_sync.settings.catalogue import catalogue


def member_settings(base: Settings, entry: RegistryEntry) -> Settings:
    """As if the registry were an agency of its own: its people, its ledger, its folders.

    Its ledger has a name of its own in the database, so that nothing of one registry can be seen
    or spoilt by work on another.
    """
    agency = replace(
        base.agency,
        name=entry.name or base.agency.name,
        contact=entry.contact or base.agency.contact,
        allowed_domains=tuple(entry.domains.split()) or base.agency.allowed_domains,
    )
    return replace(
        base,
        timezone=ZoneInfo(entry.timezone) if entry.timezone else base.timezone,
        agency=agency,
        registries=(_registry(base, entry),),
        state=base.state / "registries" / entry.id,
        mail=replace(base.mail, outbox=base.mail.outbox / entry.id),
        reports=replace(base.reports, folder=base.reports.folder / entry.id),
        views=replace(base.views, folder=base.views.folder / entry.id),
        year=replace(base.year, archive=base.year.archive / entry.id),
        backup=replace(base.backup, folder=base.backup.folder / entry.id),
        monitoring=replace(
            base.monitoring,
            ping_check=None,
            ping_remind=None,
            ping_report=None,
            ping_serve=None,
            metrics_file=None,
            metrics_port=0,
        ),
        member=entry.id,
    )


def ledger_name(member: str) -> str:
    """What the ledger of a registry is called in the database of its fleet."""
    return f"registry {member.lower()}"


def _registry(base: Settings, entry: RegistryEntry) -> RegistrySettings:
    return RegistrySettings(
        id=entry.id,
        store="google" if entry.store == "google" else "xlsx",
        path=_path("registry.path", entry.path, base.folder),
        spreadsheet=entry.spreadsheet or None,
        credentials=_path("registry.credentials", entry.credentials, base.folder),
        name=entry.name,
    )


def _path(setting: str, typed: str, folder: Path) -> Path | None:
    found: Path | None = kinds.read(catalogue()[setting], typed, folder)
    return found
