"""How the state of the service looks: on a terminal, and as JSON."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from jobs.context import Arguments
from jobs.matter import Matter
from jobs.terminal.lines import show_lines
from jobs.terminal.slots import slot_in_words
from sheets_sync.plans.due import Job
from sheets_sync.records import Run
from sheets_sync.words.events import registry_name

_MOST_ALIKE = 10
"""Matters of one kind that a terminal shows; `-v` and `--json` show all."""
_TOLD_BELOW = frozenset({"uncertain", "refused", "deferred"})
"""Reasons for which the letters themselves are matters, with their ways out."""


@dataclass(frozen=True, slots=True)
class Mail:
    """How many letters went out, how many may have, and who got none."""

    today: int = 0
    month: int = 0
    in_doubt: int = 0
    """Of today, of which nobody knows."""
    skipped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of today, by reason: who got none."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the service is doing."""

    upcoming: Mapping[Job, dt.datetime | None]
    """By job, its next moment."""
    mail: Mail
    runs: tuple[Run, ...] = ()
    matters: tuple[Matter, ...] = ()
    begun: bool = False
    waiting: int = 0
    """Letters that another run of today may send."""

    @property
    def healthy(self) -> bool:
        """Whether nothing waits for a person."""
        return not any(matter.unhealthy for matter in self.matters)


def show_status(arguments: Arguments, status: Status) -> None:
    """Runs, what comes next, mail, and what a person should know of."""
    if arguments.json:
        arguments.console.json(as_json(arguments, status))
        return
    console, say = arguments.console, arguments.sentences
    if not status.begun:
        console.line(say("jobs.status.nothing_yet"))
    _show_runs(arguments, status)
    _show_mail(arguments, status)
    show_matters(arguments, status.matters)
    if status.begun or status.matters:
        _show_end(arguments, status)


def _show_end(arguments: Arguments, status: Status) -> None:
    wrong = sum(matter.unhealthy for matter in status.matters)
    others = len(status.matters) - wrong
    if wrong:
        name = "unhealthy_and" if others else "unhealthy"
    else:
        name = "healthy_but" if others else "healthy"
    end = arguments.sentences(f"jobs.status.{name}", count=wrong or others, others=others)
    arguments.console.line(end)


def show_matters(arguments: Arguments, matters: Sequence[Matter]) -> None:
    """What a person should know of; of many alike the way out is said once."""
    for _, alike in groupby(matters, key=lambda one: (one.kind, one.way_out_of_all or one.way_out)):
        some = [*alike]
        if some[0].line and (len(some) > 1 or some[0].kind.startswith("letter_")):
            _show_group(arguments, some)
        else:
            for matter in some:
                show_lines(arguments.console, "• ", matter.what)
                show_lines(arguments.console, "  → ", matter.way_out)


def _show_group(arguments: Arguments, some: Sequence[Matter]) -> None:
    console, say = arguments.console, arguments.sentences
    kind = some[0].kind
    show_lines(console, "• ", say(f"jobs.groups.{kind}", count=len(some)))
    shown = some if arguments.options.verbose else some[:_MOST_ALIKE]
    for matter in shown:
        show_lines(console, "    ", matter.line)
    if len(shown) < len(some):
        console.line(f"    {say('jobs.status.more_matters', count=len(some) - len(shown))}")
    way_out = some[0].way_out if len(some) == 1 else some[0].way_out_of_all
    show_lines(console, "  → ", way_out)


def _show_runs(arguments: Arguments, status: Status) -> None:
    console, say = arguments.console, arguments.sentences
    zone = arguments.settings.timezone
    if status.runs:
        console.table(
            say("jobs.status.columns").split("|"),
            [
                (
                    registry_name(run.registry, say),
                    say(f"jobs.names.{run.job}"),
                    slot_in_words(run.slot, say),
                    say(f"jobs.states.{run.state}"),
                    run.finished_at and run.finished_at.astimezone(zone),
                )
                for run in status.runs
            ],
        )
    for job, moment in status.upcoming.items():
        if moment is not None:
            form = "next_today" if job == "remind" and status.waiting else "next"
            words = {"job": say(f"jobs.names.{job}"), "count": status.waiting}
            console.line(say(f"jobs.status.{form}", at=moment, **words))


def _show_mail(arguments: Arguments, status: Status) -> None:
    say, settings, console = arguments.sentences, arguments.settings, arguments.console
    mail = status.mail
    doubt = say("jobs.status.in_doubt", count=mail.in_doubt) if mail.in_doubt else ""
    show_lines(
        console, "", say("jobs.status.mail", today=mail.today, doubt=doubt, month=mail.month)
    )
    if arguments.options.verbose:
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
        words = say(f"letters.reasons.{reason}")
        shown = names if arguments.options.verbose else names[:_MOST_ALIKE]
        who = tuple(dict.fromkeys(shown))
        if len(shown) < len(names):
            who = (*who, say("jobs.status.more_names", count=len(names) - len(shown)))
        line = say("jobs.status.skipped", reason=words, count=len(names), who=who)
        show_lines(console, "  ", line)


def as_json(arguments: Arguments, status: Status) -> dict[str, object]:
    """The status as one object."""
    settings = arguments.settings
    return {
        "healthy": status.healthy,
        "runs": [_run(run) for run in status.runs],
        "next": {job: moment and moment.isoformat() for job, moment in status.upcoming.items()},
        "mail": {
            "sent_today": status.mail.today,
            "sent_this_month": status.mail.month,
            "in_doubt_today": status.mail.in_doubt,
            "not_sent_today": {name: len(who) for name, who in status.mail.skipped.items()},
            "not_sent_to": {name: list(who) for name, who in status.mail.skipped.items()},
            "most_per_run": settings.guard.mails_per_run,
            "most_per_day": settings.guard.mails_per_day,
            "most_per_person_and_month": settings.reminders.per_month,
        },
        "matters": [matter_as_json(matter) for matter in status.matters],
    }


def matter_as_json(matter: Matter) -> dict[str, object]:
    """One matter; its facts beside its words."""
    return {
        "kind": matter.kind,
        "unhealthy": matter.unhealthy,
        **matter.facts,
        "what": matter.what,
        "way_out": matter.way_out,
        "answers": list(matter.answers),
    }


def _run(run: Run) -> dict[str, object]:
    return {
        "registry": run.registry,
        "job": run.job,
        "slot": run.slot,
        "state": run.state,
        "finished_at": run.finished_at and run.finished_at.isoformat(),
    }
