"""erase-person: forgets a person in the ledger and in every file of the service.

Reads the workbooks to know the person's address and name. Changes no workbook: the rows there are
the agency's own. Without `--yes` it only says what would be forgotten.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.data_subject import data_subject
from jobs.terminal.paths import short
from sheets_sync import logs
from sheets_sync.data_protection.erase_person import KEPT, erase_person, files_about
from sheets_sync.data_protection.person import Person
from sheets_sync.wiring.ledger import open_ledger

ARGUMENTS = ("dry-run", "registry", "yes", "person")
LOGGED = True


def run(context: JobContext) -> int:
    """Forget the person, or say what that would be."""
    person = data_subject(context)
    say, console, settings = context.sentences, context.console, context.settings
    if context.dry_run or not context.options.yes:
        found: Mapping[str, Sequence[Path]] = files_about(person, settings)
        console.line(say("jobs.person.found", who=", ".join(person.texts)))
        _tell_files(context, found)
        console.line(say("jobs.erase_person.confirm"))
    else:
        with open_ledger(settings) as ledger:
            done = erase_person(person, ledger, settings, now=context.clock())
        found = done.files
        files = sum(len(paths) for place, paths in found.items() if place not in KEPT)
        logs.note("erased", rows=done.rows, files=files)
        console.line(say("jobs.erase_person.done", rows=done.rows, files=files))
        if "reports" in found:
            console.line(say("jobs.erase_person.reports"))
    if "backups" in found:
        console.line(say("jobs.erase_person.backups", keep=settings.backup.keep))
    for path in found.get("archives", ()):
        console.line(say("jobs.erase_person.archive", path=short(path)))
    _tell_rows(context, person)
    return 0


def _tell_files(context: JobContext, found: Mapping[str, Sequence[Path]]) -> None:
    for place, paths in found.items():
        if place not in KEPT:
            for path in paths:
                where = context.sentences(f"jobs.places.{place}")
                line = context.sentences("jobs.person.file", place=where, path=short(path))
                context.console.line(line)


def _tell_rows(context: JobContext, person: Person) -> None:
    """What only the agency can remove."""
    for registry, sheet, row in person.rows:
        line = context.sentences(
            "jobs.erase_person.still_there", registry=registry, sheet=sheet, row=row
        )
        context.console.line(line)
