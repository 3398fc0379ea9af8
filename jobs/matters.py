"""What a person should know of, each with its way out: runs, holds, letters, channels."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator

from jobs.events import event_of, is_due
from jobs.context import Arguments
from jobs.matter import Matter
from jobs.terminal.channel import why_it_rests
from jobs.terminal.slots import slot_in_words
from jobs.waiting_letters import letters, skipped_today
from sheets_sync.effects.holding import CHANGED, EVERY, RETURNS
from sheets_sync.mail.delivery import OPEN
from sheets_sync.ports import Ledger
from sheets_sync.records import Hold, Run, RunState
from sheets_sync.ways_out import is_over
from sheets_sync.wiring import read_registry_schema
from sheets_sync.words.events import how_to_confirm, registry_name, what_happened, what_is_wrong

_FORMS = {CHANGED: "hold_person", RETURNS: "hold_returns"}
"""What is held, where that is not all mail of a registry."""


def matters(arguments: Arguments, ledger: Ledger) -> list[Matter]:
    """Everything there is, the most general first."""
    return [
        *_contact(arguments),
        *_runs(arguments, ledger),
        *held(arguments, ledger),
        *channels(arguments, ledger),
        *letters(arguments, ledger),
    ]


def held(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every hold, with the number of mails that wait for it today."""
    say, schema = arguments.sentences, read_registry_schema(arguments.settings)
    waiting = Counter(skip.detail.rpartition(" ")[2] for skip in skipped_today(arguments, ledger))
    for hold in _of_registries(arguments, ledger):
        event = event_of(hold, say.language, schema)
        what = what_happened(event, say, arguments.settings.timezone)
        registry = registry_name(hold.registry, say)
        since = hold.opened_at.astimezone(arguments.settings.timezone)
        form = _FORMS.get(hold.kind, "hold_mail")
        yield Matter(
            "hold",
            say(f"jobs.status.{form}", registry=registry, what=what, since=since),
            f"{what_is_wrong(event, say)} {how_to_confirm(event, say)}",
            unhealthy=True,
            facts={
                "registry": hold.registry,
                "hold": hold.kind,
                "subject": hold.subject,
                "code": hold.code,
                "since": since.isoformat(),
                "waiting": waiting[hold.code],
            },
            item=hold.code,
        )


def _contact(arguments: Arguments) -> Iterator[Matter]:
    if arguments.settings.agency.contact is None:
        say = arguments.sentences
        what, way = say("jobs.status.no_contact"), say("jobs.ways.no_contact")
        yield Matter("no_contact", what, way, unhealthy=False)


def _runs(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    for run in newest_runs(arguments, ledger):
        if run.state is RunState.FAILED and (left := _left_by(run)):
            # Another process may have sent them meanwhile, and their day may be over.
            left = min(left, _still_open(arguments, ledger))
            if left:
                yield _run(arguments, run, "run_unfinished", left=left, unhealthy=False)
        elif run.state is RunState.FAILED:
            yield _run(arguments, run, "run_failed", left=0, unhealthy=True)
        elif run.job == "check" and _is_old(run, arguments):
            yield _run(arguments, run, "run_old", left=0, unhealthy=True)
    for run in ledger.runs.slots(EVERY, "remind").values():
        if run.state is RunState.RUNNING and run.lease_until and run.lease_until < arguments.now:
            yield _run(arguments, run, "run_lost", left=0, unhealthy=True)


def _left_by(run: Run) -> int:
    return int(json.loads(run.summary or "{}").get("left", 0))


def _still_open(arguments: Arguments, ledger: Ledger) -> int:
    """How many letters may still go."""
    letters = ledger.letters.standing(states=OPEN)
    return sum(not is_over(letter, arguments.now) for letter in letters)


def newest_runs(arguments: Arguments, ledger: Ledger) -> list[Run]:
    """The newest finished run of every job, of the registries asked for."""
    wanted = {EVERY, *(registry.id for registry in arguments.registries)}
    return [run for run in ledger.runs.newest() if run.registry in wanted]


def _is_old(run: Run, arguments: Arguments) -> bool:
    limit = dt.timedelta(hours=arguments.settings.schedule.alarm_hours)
    return run.finished_at is not None and run.finished_at < arguments.now - limit


def _run(arguments: Arguments, run: Run, kind: str, *, left: int, unhealthy: bool) -> Matter:
    say = arguments.sentences
    what = say(
        f"jobs.status.{kind}",
        registry=registry_name(run.registry, say),
        job=say(f"jobs.names.{run.job}"),
        slot=slot_in_words(run.slot, say),
        left=left,
        hours=arguments.settings.schedule.alarm_hours,
    )
    facts: dict[str, object] = {"registry": run.registry, "job": run.job, "slot": run.slot}
    return Matter(kind, what, say(f"jobs.ways.{kind}"), unhealthy=unhealthy, facts=facts)


def channels(arguments: Arguments, ledger: Ledger) -> Iterator[Matter]:
    """Every mail channel at rest."""
    say = arguments.sentences
    for name, pause in ledger.channels.waiting(now=arguments.now).items():
        until = pause.until.astimezone(arguments.settings.timezone)
        yield Matter(
            "channel_paused",
            say(
                "jobs.status.channel_paused",
                channel=name,
                until=until,
                why=why_it_rests(pause, say),
            ),
            say("jobs.ways.channel_paused", channel=name),
            unhealthy=True,
            facts={"channel": name, "until": until.isoformat(), "why": pause.why},
            item=name,
        )


def _of_registries(arguments: Arguments, ledger: Ledger) -> list[Hold]:
    wanted = {EVERY, *(registry.id for registry in arguments.registries)}
    waiting = ledger.holds.waiting()
    return [hold for hold in waiting if hold.registry in wanted and is_due(hold, arguments)]
