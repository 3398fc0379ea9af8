"""worker: do what is due for the registries of a fleet, beside any number of other workers.

Runs for years, on as many hosts as one likes: started by systemd, or by hand in a terminal. Reads
and writes what the jobs of each registry do. The first SIGTERM or Ctrl-C lets the letters in hand
be finished and ends it with 0, the second ends it now.
"""

from jobs.cli.context import JobContext
from sheets_sync.errors import SetupError
from sheets_sync.fleet.prepare import demand_fleet
from sheets_sync.scheduling.wall_clock import WallClock
from sheets_sync.wiring.fleet import fleet_database

ARGUMENTS = ("processes",)
WITHOUT = ("today",)
LOGGED = STAYS = True


def run(context: JobContext) -> int:
    """Work until asked to stop; 0 then.

    Raises:
        SetupError: the fleet cannot be worked on from the beginning; once begun, a database that
            goes away is waited for.
    """
    if context.looking:
        raise SetupError("serve-looking")
    with fleet_database(context.settings) as database:
        demand_fleet(database, engine=True)
    from jobs.serving.fleet.supervisor import Supervisor  # slow import

    wanted = context.options.processes or context.settings.fleet.processes
    return Supervisor(context, wanted, WallClock(context.settings.timezone)).run()
