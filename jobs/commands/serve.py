"""serve: do every job at its time and keep the flags live, until stopped.

Runs for years: started by systemd, or by hand in a terminal. Writes what each job writes; what it
tells goes into the log, which without a file is standard error. The first SIGTERM or Ctrl-C lets
the letter in hand be finished and ends it with 0, the second ends it now.
"""

from jobs.cli.context import JobContext
from jobs.serving.serve_loop import serve
from sheets_sync.errors import SetupError
from sheets_sync.scheduling.wall_clock import WallClock

WITHOUT = ("today",)
LOGGED = STAYS = True


def run(context: JobContext) -> int:
    """Serve until asked to stop; 0 then."""
    if context.looking:
        raise SetupError("serve-looking")
    if context.settings.fleet.enabled:
        raise SetupError("serve-in-fleet")
    return serve(context, WallClock(context.settings.timezone))
