"""fleet: make the database of a fleet or bring it up to date; carry a ledger into it or out of it.

`init` writes the tables of the ledger, of the fleet and of its engine into the PostgreSQL database
that `ledger.url` names. `move` reads one ledger and writes another that is empty. Both run when an
operator sets a fleet up.
"""

from jobs.cli.context import JobContext
from sheets_sync.errors import SetupError
from sheets_sync.fleet.move import move_ledger
from sheets_sync.fleet.prepare import prepare_fleet
from sheets_sync.wiring.fleet import fleet_database, resting_ledger

ARGUMENTS = ("fleet-action", "origin", "target")


def run(context: JobContext) -> int:
    """Do what was asked; running `init` again changes nothing."""
    return _move(context) if context.options.fleet_action == "move" else _init(context)


def _init(context: JobContext) -> int:
    with fleet_database(context.settings) as database:
        done = prepare_fleet(database)
    say = context.sentences
    told = "prepared" if done.changed else "prepared_already"
    context.console.line(say(f"fleet.{told}"))
    for name in done.engine:
        context.console.line(say("fleet.engine", name=name))
    return 0


def _move(context: JobContext) -> int:
    origin, target = context.options.origin, context.options.target
    if not origin or not target:
        needed = "TO" if origin else "FROM"
        raise SetupError("fleet-word-missing", action="move", needed=needed)
    settings = context.settings
    with (
        resting_ledger(settings, origin) as (here, _),
        resting_ledger(settings, target) as (there, registry),
    ):
        moved = move_ledger(here, there, settings.folder, registry)
    say = context.sentences
    for table, rows in moved.rows.items():
        context.console.line(say("fleet.moved_table", table=table, count=rows))
    context.console.line(say("fleet.moved", origin=origin, target=target))
    return 0
