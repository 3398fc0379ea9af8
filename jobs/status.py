"""status: what ran, what was sent, what waits for a person; the exit code says healthy or not.

Reads the ledger only. Runs whenever somebody, or a monitor, asks.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from jobs.context import Arguments
from jobs.matters import matters, newest_runs
from jobs.terminal.status import Mail, Status, show_status
from jobs.waiting_letters import skipped_today
from sheets_sync.plans.due import Job
from sheets_sync.plans.upcoming import next_moments
from sheets_sync.plans.working_days import agency_days
from sheets_sync.ports import Ledger
from sheets_sync.wiring import peek_ledger

UNHEALTHY = 1


def run(arguments: Arguments) -> int:
    """Tell how the service is doing; 1 when something is unhealthy."""
    ledger = peek_ledger(arguments.settings)
    if ledger is None:
        show_status(arguments, Status(upcoming=_upcoming(arguments), mail=Mail()))
        return 0
    with ledger:
        status = Status(
            upcoming=_upcoming(arguments),
            mail=_mail(arguments, ledger),
            runs=tuple(newest_runs(arguments, ledger)),
            matters=tuple(matters(arguments, ledger)),
            begun=True,
        )
    show_status(arguments, status)
    return 0 if status.healthy else UNHEALTHY


def _upcoming(arguments: Arguments) -> Mapping[Job, dt.datetime | None]:
    calendar = agency_days(arguments.today, ())
    return next_moments(arguments.now, arguments.settings, calendar)


def _mail(arguments: Arguments, ledger: Ledger) -> Mail:
    """What went out, or may have; what did not."""
    midnight = arguments.now.replace(hour=0, minute=0, second=0, microsecond=0)
    skips = skipped_today(arguments, ledger)
    return Mail(
        today=ledger.letters.count_sent(since=midnight),
        month=ledger.letters.count_sent(since=midnight.replace(day=1)),
        skipped=Counter(skip.reason for skip in skips),
    )
