"""How the state of the service looks on a terminal."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from jobs.cli.context import JobContext
from jobs.terminal.lines import show_lines
from jobs.terminal.next_reports import reports_in_words
from jobs.terminal.paths import short
from jobs.terminal.status_json import as_json
from jobs.terminal.status_model import Status
from sheets_sync.delivery.reminder_run import unread_of
from sheets_sync.i18n.hold_text import registry_name
from sheets_sync.i18n.run_slots import slot_in_words
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.skip_text import reason_in_words
from sheets_sync.issues.blind_tabs import tab_titles
from sheets_sync.issues.issue import Issue
from sheets_sync.mail.ledger_records import Run, RunState
from sheets_sync.planning.scheduled_jobs import REMIND, REPORT_MAIL
from sheets_sync.wiring.registry_schema import read_registry_schema

_MOST_ALIKE = 10
"""Matters of one kind that a terminal shows; `-v` and `--json` show all."""
_TOLD_BELOW = frozenset({"uncertain", "refused", "deferred"})
"""Reasons for which the letters themselves are matters, with their ways out."""


def show_status(context: JobContext, status: Status) -> None:
    """Runs, what comes next, mail, and what a person should know of."""
    if context.json:
        context.console.json(as_json(context, status))
        return
    console, say = context.console, context.sentences
    if not status.begun:
        console.line(say("jobs.status.nothing_yet"))
    _show_runs(context, status)
    _show_serve(context, status)
    _show_mail(context, status)
    for registry, coming in status.reports.items():
        for line in reports_in_words(context, registry, coming):
            show_lines(console, "", line)
    if status.begun:
        _show_backup(context, status)
    show_issues(context, status.issues)
    if status.begun or status.issues:
        _show_end(context, status)


def _show_backup(context: JobContext, status: Status) -> None:
    say, last = context.sentences, status.backup
    if last is None:
        told = say("jobs.status.no_backup", folder=short(context.settings.backup.folder))
    else:
        made_at = last.made_at.astimezone(context.settings.timezone)
        told = say("jobs.status.backup", at=made_at, days=(context.now - made_at).days)
    show_lines(context.console, "", told)


def _show_end(context: JobContext, status: Status) -> None:
    wrong = sum(issue.unhealthy for issue in status.issues)
    others = len(status.issues) - wrong
    if wrong:
        name = "unhealthy_and" if others else "unhealthy"
    else:
        name = "healthy_but" if others else "healthy"
    end = context.sentences(f"jobs.status.{name}", count=wrong or others, others=others)
    context.console.line(end)


def show_issues(context: JobContext, issues: Sequence[Issue]) -> None:
    """What a person should know of; of many alike the way out is said once.

    Quietly, only what is wrong.
    """
    if context.console.quiet:
        issues = [one for one in issues if one.unhealthy]
    for _, alike in groupby(issues, key=lambda one: (one.kind, one.way_out_of_all or one.way_out)):
        some = [*alike]
        if some[0].line and (len(some) > 1 or some[0].kind.startswith("letter_")):
            _show_group(context, some)
        else:
            for issue in some:
                show_lines(context.console, "• ", issue.what, urgent=True)
                show_lines(context.console, "  → ", issue.way_out, urgent=True)


def _show_group(context: JobContext, some: Sequence[Issue]) -> None:
    console, say = context.console, context.sentences
    kind = some[0].kind
    show_lines(console, "• ", say(f"jobs.groups.{kind}", count=len(some)), urgent=True)
    shown = some if context.options.verbose else some[:_MOST_ALIKE]
    for issue in shown:
        show_lines(console, "    ", issue.line, urgent=True)
    if len(shown) < len(some):
        console.line(f"    {say('jobs.status.more_matters', count=len(some) - len(shown))}")
    way_out = some[0].way_out if len(some) == 1 else some[0].way_out_of_all
    show_lines(console, "  → ", way_out, urgent=True)


def _show_runs(context: JobContext, status: Status) -> None:
    console, say = context.console, context.sentences
    zone = context.settings.timezone
    if status.runs:
        console.table(
            say("jobs.status.columns").split("|"),
            [
                (
                    registry_name(run.registry, say),
                    say(f"jobs.names.{run.job}"),
                    slot_in_words(run.slot, say),
                    _state(run, say),
                    run.finished_at and run.finished_at.astimezone(zone),
                )
                for run in status.runs
                if _says_something(run)
            ]
            + [
                (
                    registry_name(one.registry, say),
                    say(f"jobs.names.{one.job}"),
                    "–",
                    say("jobs.states.never"),
                    None,
                )
                for one in status.jobs
                if one.last is None and one.job != REPORT_MAIL
            ],
        )
    _show_next(context, status)


def _says_something(run: Run) -> bool:
    """Whether its line tells more than that somebody looks every day whether a report is to go."""
    return run.job != REPORT_MAIL or run.state is not RunState.DONE


def _state(run: Run, say: Sentences) -> str:
    """How a run ended, and which registries it had to leave out."""
    unread = unread_of(run)
    without = say("jobs.run.without", registries=unread) if unread else ""
    return say(f"jobs.states.{run.state}") + without


def _show_next(context: JobContext, status: Status) -> None:
    """What comes next, by its time; jobs of several registries at one time are one line."""
    console, say = context.console, context.sentences
    if status.waiting:
        job = say(f"jobs.names.{REMIND}")
        console.line(say("jobs.status.next_today", job=job, count=status.waiting))
    alone = len(context.settings.registries) == 1
    coming: dict[tuple[dt.datetime, str], list[str]] = {}
    for one in status.jobs:
        if one.next is not None and one.job != REPORT_MAIL:  # the reports to go are told by day
            coming.setdefault((one.next, one.job), []).append(registry_name(one.registry, say))
    for (at, job), registries in sorted(coming.items(), key=lambda one: one[0][0]):
        of = "" if alone else say("jobs.status.next_of", registries=_some(registries, say))
        console.line(say("jobs.status.next", at=at, job=say(f"jobs.names.{job}"), of=of))


def _some(names: Sequence[str], say: Sentences) -> tuple[str, ...]:
    """The first few names, and how many more there are."""
    shown = tuple(names[:_MOST_ALIKE])
    more = len(names) - len(shown)
    return (*shown, say("jobs.status.more_names", count=more)) if more else shown


def _show_serve(context: JobContext, status: Status) -> None:
    """Whether the scheduler is at work, and how late flags are."""
    say, serve = context.sentences, status.serve
    if serve is not None and not context.looking:
        name = "serving" if serve.is_at_work(context.now) else "not_serving"
        until = serve.until.astimezone(context.settings.timezone)
        context.console.line(say(f"jobs.status.{name}", holder=serve.holder, until=until))
    for one in () if status.live is None else status.live["registries"]:
        if one["delay_seconds"] is not None:
            seconds = round(one["delay_seconds"])
            line = say("jobs.status.flags", registry=one["registry"], seconds=seconds)
            context.console.line(line)
    google = None if status.live is None else status.live.get("google")
    if google:
        used = {"reads": google["reads_last_minute"], "limit": google["limit"]}
        context.console.line(say("jobs.status.google", **used))
    if status.google is not None:
        asked = {"reads": status.google.reads, "writes": status.google.writes}
        context.console.line(say("jobs.status.google_checks", **asked))


def _show_mail(context: JobContext, status: Status) -> None:
    say, settings, console = context.sentences, context.settings, context.console
    mail = status.mail
    doubt = say("jobs.status.in_doubt", count=mail.in_doubt) if mail.in_doubt else ""
    form = "mail_files" if settings.mail.transport == "outbox" else "mail"
    show_lines(
        console, "", say(f"jobs.status.{form}", today=mail.today, doubt=doubt, month=mail.month)
    )
    if context.options.verbose:
        limits = say(
            "jobs.status.limits",
            per_run=settings.guard.mails_per_run,
            per_day=settings.guard.mails_per_day,
            per_month=settings.reminders.per_month,
        )
        show_lines(console, "  ", limits)
    for reason, names in mail.skipped.items():
        if reason in _TOLD_BELOW:
            continue
        words = reason_in_words(reason, mail.details.get(reason, ""), say)
        shown = names
        if reason == "quarantined":  # a tab stands there in place of people
            shown = tab_titles(names, read_registry_schema(settings), say.language)
        who = tuple(dict.fromkeys(shown if context.options.verbose else _some(shown, say)))
        line = say("jobs.status.skipped", reason=words, count=len(names), who=who)
        show_lines(console, "  ", line)
