"""restore: puts a backup back in place of the ledger, and has mail wait until a person has looked.

Reads the backup. Writes the ledger and missing files of the state; keeps the ledger that was
there. The service must not run meanwhile.
"""

from pathlib import Path

from jobs.cli.context import JobContext
from jobs.terminal.paths import short
from sheets_sync import logs
from sheets_sync.data_protection.backup import KeptBackup, backups_in, read_backup
from sheets_sync.data_protection.restore import restore
from sheets_sync.delivery.worker import worker_name
from sheets_sync.errors import SetupError
from sheets_sync.scheduling.leadership import Leadership
from sheets_sync.wiring.ledger import open_ledger, peek_ledger, put_ledger_back, set_ledger_aside

ARGUMENTS = ("dry-run", "yes", "backup")
LOGGED = True


def run(context: JobContext) -> int:
    """Put the newest backup back, or the one named; without `--yes` only say which."""
    settings, console, say = context.settings, context.console, context.sentences
    backup = _chosen(context)
    console.line(say("jobs.restore.chosen", path=short(backup.path), at=backup.made_at))
    if not context.options.yes or context.dry_run:
        console.line(say("jobs.restore.confirm"))
        return 0
    _refuse_while_serving(context)
    kept = restore(
        backup,
        settings,
        lambda into: set_ledger_aside(settings, into),
        lambda copy: put_ledger_back(settings, copy, backup.ledger),
        lambda: open_ledger(settings),
        now=context.now,
    )
    logs.warn("restored", made_at=backup.made_at)
    console.line(say("jobs.restore.done"))
    if kept is not None:
        console.line(say("jobs.restore.kept", path=short(kept)))
    return 0


def _chosen(context: JobContext) -> KeptBackup:
    if context.options.backup is not None:
        return read_backup(Path(context.options.backup))
    folder = context.settings.backup.folder
    newest = next(iter(backups_in(folder)), None)
    if newest is None:
        raise SetupError("no-backup", path=folder)
    return newest


def _refuse_while_serving(context: JobContext) -> None:
    """A service that runs would go on with what it remembers."""
    try:
        ledger = peek_ledger(context.settings)
    except SetupError:  # a ledger that is damaged is what a backup is for
        return
    if ledger is None:
        return
    with ledger:
        alone = Leadership(worker_name())
        if not alone.keep(ledger, context.clock()):
            raise SetupError("restore-while-serving")
        alone.give_up(ledger, context.clock())
