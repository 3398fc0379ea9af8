"""staff: the HR system's list of people against the staff tab, with rows ready to be copied.

Reads the registry, wherever its staff tab lies, and the export of `--from`: a CSV file or a
workbook, with any headings. Writes `staff/<day>.xlsx` in the folder of reports, readable by its
owner alone; nothing with `--dry-run`. The staff tab itself is never changed.
"""

from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import look_at_rows
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.reports_folder import reports_folder
from jobs.terminal.paths import short
from sheets_sync.adoption.staff_export import StaffExport, staff_export
from sheets_sync.errors import SetupError
from sheets_sync.files import write_file
from sheets_sync.planning.staff_changes import KINDS, StaffChanges, staff_changes
from sheets_sync.registry.tables import Table
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.renderings.staff_workbook import change_lines, staff_workbook, summary_lines
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.registry_schema import read_registry_declaration
from sheets_sync.wiring.stores import open_store

ARGUMENTS = ("dry-run", "json", "registry", "from")
LOGGED = True

FOLDER = "staff"
SHOWN = 40


def run(context: JobContext) -> int:
    """Compare the export with every registry's staff tab; 0.

    Raises:
        SetupError: the export cannot be read, or no sheet of it is a list of staff.
    """
    export = _export(context, Path(context.options.export))
    return each_registry(context, lambda registry: _compare(context, registry, export))


def _export(context: JobContext, path: Path) -> RawWorkbook:
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        registry = RegistrySettings("export", "xlsx", path.absolute(), None, None)
        return open_store(registry, context.settings).read()
    from sheets_sync.stores.csv.read_csv import read_csv  # only this command reads such files

    return read_csv(path)


def _compare(context: JobContext, registry: RegistrySettings, export: RawWorkbook) -> None:
    settings = context.settings
    declaration = read_registry_declaration(settings)
    taken = staff_export(export, declaration, context.today, settings.rules)
    if not taken.people:
        path = Path(context.options.export)
        raise SetupError("staff-export-unclear", path=path, sheets=[t.sheet for t in export.tabs])
    checked = look_at_rows(context, registry)
    staff = checked.table("staff")
    if staff.state != "read":
        raise SetupError("staff-tab-unreadable", registry=context.sentences.called(registry.id))
    found = staff_changes(checked, taken.people)
    path = reports_folder(context, registry) / FOLDER / f"{context.today}.xlsx"
    if found.changes and not context.dry_run:
        say = context.sentences_in(settings.language)
        content = staff_workbook(found, staff, say, agency=settings.agency.name, day=context.today)
        write_file(path, content, private=True)
    if context.json:
        context.console.json(_as_json(context, registry, found, taken, path))
        return
    _show(context, registry, found, staff, taken)
    if found.changes:
        told = "would_write" if context.dry_run else "written"
        context.console.line(context.sentences(f"staff.{told}", path=short(path)))


def _show(
    context: JobContext,
    registry: RegistrySettings,
    found: StaffChanges,
    staff: Table,
    export: StaffExport,
) -> None:
    say, console = context.sentences, context.console
    columns = staff.tab.columns
    taken = [
        f"{heading} → {columns[name].words.label(say.language)}"
        for _, heading, name in export.headings
    ]
    console.line(say("staff.understood", columns=taken))
    if export.unused:
        console.line(say("staff.unused", headings=export.unused))
    for line in summary_lines(found, say):
        console.line(line)
    if not found.changes:
        console.line(say("staff.none", registry=registry.id))
        return
    lines = [line for one in found.changes for line in change_lines(one, staff, say)]
    most = len(lines) if context.options.verbose else SHOWN
    console.table(say("staff.columns").split("|"), lines[:most])
    if len(lines) > most:
        console.line(say("staff.more", count=len(lines) - most))
    counts = {kind: sum(kind in one.kinds for one in found.changes) for kind in KINDS}
    told = [
        say("staff.counted", what=say(f"staff.kinds.{k}"), count=n) for k, n in counts.items() if n
    ]
    console.line(" · ".join(told))


def _as_json(
    context: JobContext,
    registry: RegistrySettings,
    found: StaffChanges,
    export: StaffExport,
    path: Path,
) -> dict[str, object]:
    """The object of `staff.schema.json`."""
    written = bool(found.changes) and not context.dry_run
    return {
        "registry": registry.id,
        "listed": found.listed,
        "exported": found.exported,
        "partial": found.is_partial,
        "absent": found.absent,
        "headings": [
            {"sheet": sheet, "heading": heading, "column": column}
            for sheet, heading, column in export.headings
        ],
        "unused_headings": export.unused,
        "changes": [
            {
                "kinds": one.kinds,
                "staff_id": one.number,
                "name": one.name,
                "row": one.row,
                "differences": [
                    {"column": each.column, "before": each.before, "after": each.after}
                    for each in one.differences
                ],
                "cells": dict(one.cells),
                "duties": one.duties,
            }
            for one in found.changes
        ],
        "unsure": found.unsure,
        "written": str(path) if written else None,
    }
