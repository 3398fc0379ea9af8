"""status: what ran, what was sent, what waits for a person; the exit code says healthy or not.

Reads the ledger only, and looks at the clock and the folders; writes nothing. Runs whenever
somebody, or a monitor, asks.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.issue_query import issue_query
from jobs.serving.live.state import live_issues, live_state
from jobs.serving.metrics_port import metrics_port_issues
from jobs.serving.serve_note import serve_issues, serve_note_beside
from jobs.terminal.next_reports import reports_to_come
from jobs.terminal.status import show_issues, show_status
from jobs.terminal.status_model import MailCounts, Status
from sheets_sync.data_protection.last_backup import last_backup
from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.issues.collect_issues import collect_issues, folders
from sheets_sync.issues.issue import urgent_first
from sheets_sync.issues.missed_runs import missed
from sheets_sync.issues.silence import never_begun
from sheets_sync.issues.unfinished_runs import left_to_remind, newest_runs, still_open
from sheets_sync.mail.delivery import DOUBTFUL
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.google_use import google_use
from sheets_sync.scheduling.job_states import job_states, serve_state
from sheets_sync.settings import CONFIG, Settings
from sheets_sync.wiring.fleet import fleet_database
from sheets_sync.wiring.ledger import peek_ledger

ARGUMENTS = ("json", "registry", "fleet")

UNHEALTHY = 1


def run(context: JobContext) -> int:
    """Tell how the service is doing; 1 when something is unhealthy.

    Where the config file cannot be used, whoever serves goes on with the settings of before.
    """
    try:
        settings = context.settings
    except StewardError:
        _tell_of_serve(context)
        raise
    if context.options.fleet or (settings.fleet.enabled and not settings.member):
        return _of_fleet(context)
    return _told(context)


def _of_fleet(context: JobContext) -> int:
    """Tell how all registries of a fleet are doing, from its database alone."""
    from jobs.terminal.fleet import show_fleet  # slow import
    from sheets_sync.fleet.fleet_state import fleet_state  # slow import
    from sheets_sync.fleet.prepare import demand_fleet  # slow import

    with fleet_database(context.settings) as database:
        demand_fleet(database)
        state = fleet_state(database, context.settings.fleet)
    show_fleet(context, state)
    return 0 if state.healthy else UNHEALTHY


def _tell_of_serve(context: JobContext) -> None:
    """Whether somebody serves all the same; without settings nothing else is known."""
    note = serve_note_beside(context.config or Path(CONFIG))
    if note is not None:
        words = {"holder": note.holder, "since": note.since}
        context.console.note(Sentences(context.language)("jobs.status.serving_on", **words))


def _told(context: JobContext) -> int:
    try:
        status = _status(context)
    except StewardError:  # a disk without room may be why the ledger cannot be opened
        show_issues(context, tuple(folders(issue_query(context))))
        raise
    show_status(context, status)
    return 0 if status.healthy else UNHEALTHY


def _status(context: JobContext) -> Status:
    query, settings = issue_query(context), context.settings
    names = [registry.id for registry in context.registries]
    live = None if context.looking else live_state(settings, context.now)
    ledger = peek_ledger(settings)
    if ledger is None:
        found = (*folders(query), *missed(query, None), *never_begun(query, _set_up_at(settings)))
        jobs = job_states(settings, None, names, context.now)
        return Status(jobs=jobs, mail=MailCounts(), issues=found, live=live)
    with ledger:
        serve = serve_state(ledger)
        serving = serve is not None and serve.is_at_work(context.now)
        issues = [
            *collect_issues(query, ledger),
            *live_issues(context),
            *serve_issues(context, serve),
            *metrics_port_issues(context, serving=serving),
        ]
        return Status(
            jobs=job_states(settings, ledger, names, context.now),
            mail=_mail(context, ledger),
            runs=tuple(newest_runs(query, ledger)),
            issues=tuple(urgent_first(issues)),
            waiting=_waiting(context, ledger),
            reports={name: reports_to_come(context, ledger, name) for name in names},
            begun=True,
            serve=serve,
            live=live,
            backup=last_backup(settings.backup.folder),
            google=google_use(settings, ledger, names, context.now),
        )


def _set_up_at(settings: Settings) -> dt.datetime | None:
    """When the config file was last written."""
    if settings.source is None:
        return None
    return dt.datetime.fromtimestamp(settings.source.stat().st_mtime, settings.timezone)


def _waiting(context: JobContext, ledger: Ledger) -> int:
    """How many letters another run of today may send, as long as it is time."""
    settings = context.settings
    over = context.now.time() > settings.reminders.window_end
    if settings.mail.transport == "smtp" and over:
        return 0
    return left_to_remind(ledger, now=context.now)


def _mail(context: JobContext, ledger: Ledger) -> MailCounts:
    """What went out, what may have, and what did not."""
    midnight = context.now.replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    doubtful = [
        letter.handing_at
        for letter in ledger.letters.standing(states=DOUBTFUL)
        if letter.handing_at is not None
    ]
    in_doubt = sum(at >= midnight for at in doubtful)
    count, with_files = ledger.letters.count_sent, is_on_trial(context.settings)
    return MailCounts(
        backlog=still_open(ledger, now=context.now),
        doubtful=len(doubtful),
        today=count(since=midnight, with_files=with_files) - in_doubt,
        month=count(since=first, with_files=with_files) - sum(at >= first for at in doubtful),
        in_doubt=in_doubt,
        skipped=_skipped(context, ledger),
        details={skip.reason: skip.detail for skip in skipped_today(ledger, now=context.now)},
    )


def _skipped(context: JobContext, ledger: Ledger) -> Mapping[str, tuple[str, ...]]:
    """By reason, who got no mail today: addresses, and where there is none, names."""
    found: dict[str, list[str]] = {}
    for skip in skipped_today(ledger, now=context.now):
        unnamed = skip.detail if skip.kind == "digest" else "hr"
        who = skip.recipient or unnamed
        found.setdefault(skip.reason, []).append(_in_words(who, context.sentences))
    return {reason: tuple(found[reason]) for reason in sorted(found)}


def _in_words(who: str, say: Sentences) -> str:
    """A person as named; who has no name, or a role that nobody fills, in words."""
    if not who:
        return say("jobs.status.unnamed")
    if who == "hr":
        return say("letters.letter.hr")
    return say(f"letters.roles.{who}") if f"letters.roles.{who}" in say else who
