"""status: what ran, what was sent, what waits for a person; the exit code says healthy or not.

Reads the ledger only, and looks at the clock and the folders; writes nothing. Runs whenever
somebody, or a monitor, asks.
"""

import datetime as dt
from collections.abc import Mapping

from jobs.context import Arguments
from jobs.matters import folders, matters
from jobs.missed_days import missed
from jobs.terminal.status import Mail, Status, show_matters, show_status
from jobs.waiting_letters import skipped_today
from jobs.waiting_runs import newest_runs, still_open
from sheets_sync.errors import StewardError
from sheets_sync.mail.delivery import DOUBTFUL
from sheets_sync.plans.due import Job
from sheets_sync.plans.upcoming import next_moments
from sheets_sync.plans.working_days import agency_days
from sheets_sync.ports import Ledger
from sheets_sync.wiring import peek_ledger
from sheets_sync.words.sentences import Sentences

UNHEALTHY = 1
_NAMED = dt.timedelta(days=60)
"""So far back letters tell whose an address is."""


def run(arguments: Arguments) -> int:
    """Tell how the service is doing; 1 when something is unhealthy."""
    try:
        status = _status(arguments)
    except StewardError:  # a disk without room may be why the ledger cannot be opened
        show_matters(arguments, tuple(folders(arguments)))
        raise
    show_status(arguments, status)
    return 0 if status.healthy else UNHEALTHY


def _status(arguments: Arguments) -> Status:
    upcoming = _upcoming(arguments)
    ledger = peek_ledger(arguments.settings)
    if ledger is None:
        found = (*folders(arguments), *missed(arguments, None))
        return Status(upcoming=upcoming, mail=Mail(), matters=found)
    with ledger:
        return Status(
            upcoming=upcoming,
            mail=_mail(arguments, ledger),
            runs=tuple(newest_runs(arguments, ledger)),
            matters=tuple(matters(arguments, ledger)),
            waiting=_waiting(arguments, ledger),
            begun=True,
        )


def _waiting(arguments: Arguments, ledger: Ledger) -> int:
    """How many letters another run of today may send, as long as it is time."""
    settings = arguments.settings
    over = arguments.now.time() > settings.reminders.window_end
    if settings.mail.transport == "smtp" and over:
        return 0
    return still_open(arguments, ledger)


def _upcoming(arguments: Arguments) -> Mapping[Job, dt.datetime | None]:
    calendar = agency_days(arguments.today, ())
    return next_moments(arguments.now, arguments.settings, calendar)


def _mail(arguments: Arguments, ledger: Ledger) -> Mail:
    """What went out, what may have, and what did not."""
    midnight = arguments.now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    doubtful = [
        letter.handing_at
        for letter in ledger.letters.standing(states=DOUBTFUL)
        if letter.handing_at is not None
    ]
    in_doubt = sum(at >= midnight for at in doubtful)
    return Mail(
        today=ledger.letters.count_sent(since=midnight) - in_doubt,
        month=ledger.letters.count_sent(since=first) - sum(at >= first for at in doubtful),
        in_doubt=in_doubt,
        skipped=_skipped(arguments, ledger, since=midnight),
    )


def _skipped(
    arguments: Arguments, ledger: Ledger, *, since: dt.datetime
) -> Mapping[str, tuple[str, ...]]:
    """By reason, who got no mail today: names as far as they are known."""
    letters = ledger.letters.standing(since=since - _NAMED)
    names = {letter.recipient: letter.name for letter in letters if letter.name}
    found: dict[str, list[str]] = {}
    for skip in skipped_today(arguments, ledger):
        unnamed = skip.detail if skip.kind == "digest" else "hr"
        who = names.get(skip.recipient) or skip.recipient or unnamed
        found.setdefault(skip.reason, []).append(_in_words(who, arguments.sentences))
    return {reason: tuple(found[reason]) for reason in sorted(found)}


def _in_words(who: str, say: Sentences) -> str:
    """A person as named; who has no name, or a role that nobody fills, in words."""
    if not who:
        return say("jobs.status.unnamed")
    if who == "hr":
        return say("letters.letter.hr")
    return say(f"letters.roles.{who}") if f"letters.roles.{who}" in say else who
