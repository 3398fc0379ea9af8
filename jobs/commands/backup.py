"""backup: a copy of the ledger, the state and the configuration, taken while the service works.

Reads all of them. Writes a folder into `backup.folder`, and removes the oldest beyond
`backup.keep`. Runs whenever somebody, or the schedule, asks.
"""

from pathlib import Path

from jobs.cli.context import JobContext
from jobs.cli.version import version
from jobs.terminal.paths import short
from sheets_sync import logs
from sheets_sync.data_protection.backup import KeptBackup, back_up, backups_in, drop_old
from sheets_sync.wiring.ledger import copy_ledger

ARGUMENTS = ("json", "list", "into")
LOGGED = True


def run(context: JobContext) -> int:
    """Make one, or list those there are."""
    settings, console, say = context.settings, context.console, context.sentences
    folder = Path(context.options.into) if context.options.into else settings.backup.folder
    if context.options.list:
        for backup in backups_in(folder):
            if context.json:
                console.json(_as_json(backup))
            console.line(say("jobs.backup.one", path=short(backup.path), at=backup.made_at))
        return 0
    made = back_up(
        settings,
        folder,
        lambda into: copy_ledger(settings, into),
        version=version(),
        now=context.now,
    )
    gone = drop_old(folder, settings.backup.keep)
    logs.note("backed-up", removed=len(gone))
    if context.json:
        console.json({**_as_json(made), "removed": [str(path) for path in gone]})
    console.line(say("jobs.backup.made", path=short(made.path)))
    if gone:
        console.line(say("jobs.backup.removed", count=len(gone), keep=settings.backup.keep))
    console.line(say("jobs.backup.workbooks"))
    return 0


def _as_json(backup: KeptBackup) -> dict[str, object]:
    return {"path": str(backup.path), "made_at": backup.made_at.isoformat()}
