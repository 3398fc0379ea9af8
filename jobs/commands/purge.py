"""purge: forgets what is older than `retention.*` keeps it.

Reads the settings. Writes the ledger and removes files of the service's own. Runs once a day by
the schedule, or whenever somebody asks.
"""

from jobs.cli.context import JobContext
from sheets_sync import logs
from sheets_sync.data_protection.purge import purge
from sheets_sync.wiring.ledger import open_ledger

ARGUMENTS = ("json",)
LOGGED = True


def run(context: JobContext) -> int:
    """Forget it, and say how much that was."""
    say, console = context.sentences, context.console
    with open_ledger(context.settings) as ledger:
        done = purge(ledger, context.settings, now=context.clock())
    files = sum(done.files.values())
    logs.note("purged", rows=done.rows, files=files)
    if context.json:
        console.json({"rows": done.rows, "files": dict(done.files)})
    console.line(say("jobs.purge.done", rows=done.rows, files=files))
    return 0
