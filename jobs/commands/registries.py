"""registries: the registries of a fleet, in its database - list, add, import, export, pause.

Reads and writes the fleet's database only; no workbook is opened and no ledger touched. Runs when
an operator changes which registries there are.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.terminal.fleet import registry_as_json, show_imported, show_registries, show_registry
from jobs.terminal.paths import short
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.fleet.csv_table import as_table, read_table
from sheets_sync.fleet.prepare import demand_fleet
from sheets_sync.fleet.registries import FleetRegistries
from sheets_sync.fleet.registry_entry import RegistryEntry, read_entry
from sheets_sync.settings import spreadsheet_id
from sheets_sync.wiring.fleet import fleet_database

ARGUMENTS = (
    "registries-action", "registry-or-file", "workbook", "title", "credentials", "timezone",
    "contact", "domains", "paused", "dry-run", "json",
)  # fmt: skip

CANNOT = 1


def run(context: JobContext) -> int:
    """Do what was asked; 1 where a table cannot be used, and then nothing of it was taken."""
    with fleet_database(context.settings) as database:
        demand_fleet(database)
        return _ACTIONS[context.options.registries_action](context, FleetRegistries(database))


def _list(context: JobContext, registries: FleetRegistries) -> int:
    found = registries.all()
    if context.json:
        for one in found:
            context.console.json(registry_as_json(one))
    else:
        show_registries(context, found)
    return 0


def _show(context: JobContext, registries: FleetRegistries) -> int:
    found = registries.get(_typed(context, "ID"))
    if context.json:
        context.console.json(registry_as_json(found))
    else:
        show_registry(context, found)
    return 0


def _add(context: JobContext, registries: FleetRegistries) -> int:
    options = context.options
    name, where = _typed(context, "ID"), options.workbook or ""
    if not where:
        raise SetupError("fleet-word-missing", action="add", needed="--workbook FILE|SPREADSHEET")
    online = spreadsheet_id(where) is not None and not where.lower().endswith(".xlsx")
    typed = {
        "id": name,
        "name": options.title or "",
        "store": "google" if online else "xlsx",
        "spreadsheet": where if online else "",
        "path": "" if online else where,
        "credentials": options.credentials or "",
        "timezone": options.timezone or "",
        "contact": options.contact or "",
        "domains": options.domains or "",
    }
    entry = _read(typed)
    if registries.put((entry,), dry=True).changed:
        raise SetupError("fleet-registry-there", id=registries.get(name).id)
    return _put(context, registries, (entry,))


def _read(typed: Mapping[str, str]) -> RegistryEntry:
    """The registry; what cannot be used is named as it was typed, not by line and column."""
    try:
        return read_entry(typed, "", 1)
    except SetupError as error:
        if error.name != "fleet-cell-impossible":
            raise
        column, value, allowed = (error.facts[fact] for fact in ("column", "value", "allowed"))
        option = _OPTIONS.get(str(column), f"--{column}")
        raise SetupError(
            "fleet-option-impossible", option=option, value=value, allowed=allowed
        ) from error


_OPTIONS = {"id": "ID", "name": "--title", "spreadsheet": "--workbook", "path": "--workbook"}
"""What is typed for a column, where that is not its name."""


def _import(context: JobContext, registries: FleetRegistries) -> int:
    entries, faults = read_table(Path(_typed(context, "FILE")))
    for fault in faults:
        context.console.failure(fault, context.sentences)
    if faults:
        context.console.line(context.sentences("fleet.nothing_imported", count=len(faults)))
        return CANNOT
    return _put(context, registries, entries)


def _put(
    context: JobContext, registries: FleetRegistries, entries: tuple[RegistryEntry, ...]
) -> int:
    options = context.options
    done = registries.put(entries, paused=options.paused, dry=context.dry_run)
    if context.json:
        context.console.json({**asdict(done), "written": not context.dry_run})
    else:
        show_imported(context, done)
    return 0


def _export(context: JobContext, registries: FleetRegistries) -> int:
    entries = [one.entry for one in registries.all()]
    table, path = as_table(entries), Path(_typed(context, "FILE"))
    if not context.dry_run:
        write_file(path, table.encode("utf-8-sig"), private=True)
    if context.json:
        context.console.json({"path": str(path), "registries": len(entries)})
    else:
        say = context.sentences
        context.console.line(say("fleet.exported", count=len(entries), path=short(path)))
    return 0


def _pause(context: JobContext, registries: FleetRegistries) -> int:
    return _turned(context, registries, registries.pause, "paused")


def _resume(context: JobContext, registries: FleetRegistries) -> int:
    return _turned(context, registries, registries.resume, "resumed")


def _turned(
    context: JobContext, registries: FleetRegistries, turn: Callable[[str], bool], told: str
) -> int:
    registry = registries.get(_typed(context, "ID")).id
    changed = not context.dry_run and turn(registry)
    if context.json:
        context.console.json(registry_as_json(registries.get(registry)))
    elif not context.dry_run:
        said = told if changed else f"{told}_already"
        context.console.line(context.sentences(f"fleet.{said}", registry=registry))
    return 0


def _typed(context: JobContext, needed: str) -> str:
    typed: str | None = context.options.registry_or_file
    if not typed:
        action = context.options.registries_action
        raise SetupError("fleet-word-missing", action=action, needed=needed)
    return typed


_ACTIONS: Mapping[str, Callable[[JobContext, FleetRegistries], int]] = {
    "list": _list,
    "show": _show,
    "add": _add,
    "import": _import,
    "export": _export,
    "pause": _pause,
    "resume": _resume,
}
