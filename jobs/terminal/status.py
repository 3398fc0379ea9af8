"""How the state of the service looks: on a terminal, and as JSON."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from jobs.context import Arguments
from jobs.matter import Matter
from jobs.terminal.slots import slot_in_words
from sheets_sync.plans.due import Job
from sheets_sync.records import Run
from sheets_sync.words.events import registry_name

_MOST_ALIKE = 10
"""Matters of one kind that a terminal shows; `-v` and `--json` show all."""


@dataclass(frozen=True, slots=True)
class Mail:
    """How many letters went out, or may have, and how many did not."""

    today: int = 0
    month: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    """Of today, by reason."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the service is doing."""

    upcoming: Mapping[Job, dt.datetime | None]
    """By job, its next moment."""
    mail: Mail
    runs: tuple[Run, ...] = ()
    matters: tuple[Matter, ...] = ()
    begun: bool = False

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
    if status.begun:
        count = sum(matter.unhealthy for matter in status.matters)
        console.line(
            say("jobs.status.healthy" if status.healthy else "jobs.status.unhealthy", count=count)
        )


def show_matters(arguments: Arguments, matters: Sequence[Matter]) -> None:
    """What a person should know of, with the way out; of many alike only the first."""
    console, say = arguments.console, arguments.sentences
    for _, alike in groupby(matters, key=lambda matter: matter.kind):
        some = [*alike]
        shown = some if arguments.options.verbose else some[:_MOST_ALIKE]
        for matter in shown:
            console.line(f"• {matter.what}")
            console.line(f"  → {matter.way_out}")
        if len(shown) < len(some):
            console.line(say("jobs.status.more_matters", count=len(some) - len(shown)))


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
            console.line(say("jobs.status.next", job=say(f"jobs.names.{job}"), at=moment))


def _show_mail(arguments: Arguments, status: Status) -> None:
    say, settings = arguments.sentences, arguments.settings
    arguments.console.line(
        say(
            "jobs.status.mail",
            today=status.mail.today,
            month=status.mail.month,
            per_run=settings.guard.mails_per_run,
            per_day=settings.guard.mails_per_day,
            per_month=settings.reminders.per_month,
        )
    )
    for reason, count in sorted(status.mail.skipped.items()):
        words = say(f"letters.reasons.{reason}")
        arguments.console.line(say("jobs.status.skipped", reason=words, count=count))


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
            "not_sent_today": dict(sorted(status.mail.skipped.items())),
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
