"""export-person: everything that is kept about one person, for whoever may ask to see it.

Reads the workbooks, the ledger and the service's own files. Writes nothing.
"""

import datetime as dt
from contextlib import nullcontext

from jobs.cli.context import JobContext
from jobs.pipeline.data_subject import data_subject
from jobs.terminal.paths import short
from sheets_sync.data_protection.erase_person import files_about
from sheets_sync.wiring.ledger import peek_ledger

ARGUMENTS = ("json", "registry", "person")


def run(context: JobContext) -> int:
    """Show it; `--json` gives every row whole."""
    person = data_subject(context)
    ledger = peek_ledger(context.settings)
    with ledger or nullcontext():
        kept = (
            {}
            if ledger is None
            else {one: ledger.export(one, person.names) for one in person.addresses}
        )
    files = files_about(person, context.settings)
    console, say = context.console, context.sentences
    if context.json:
        console.json(
            {
                "person": {"addresses": person.addresses, "names": person.names},
                "workbooks": [
                    {"registry": registry, "sheet": sheet, "row": row}
                    for registry, sheet, row in person.rows
                ],
                "ledger": {address: _plain(tables) for address, tables in kept.items()},
                "files": {place: [str(path) for path in paths] for place, paths in files.items()},
            }
        )
    console.line(say("jobs.person.found", who=", ".join(person.texts)))
    for registry, sheet, row in person.rows:
        console.line(say("jobs.person.row", registry=registry, sheet=sheet, row=row))
    for tables in kept.values():
        for table, rows in tables.items():
            if rows:
                console.line(say(f"jobs.person.ledger.{table}", count=len(rows)))
    for place, paths in files.items():
        for path in paths:
            where = say(f"jobs.places.{place}")
            console.line(say("jobs.person.file", place=where, path=short(path)))
    return 0


def _plain(tables: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    return {
        table: [
            {
                name: value.isoformat() if isinstance(value, dt.date) else value
                for name, value in row.items()
            }
            for row in rows
        ]
        for table, rows in tables.items()
    }
