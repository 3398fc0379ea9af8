"""remind: plan one digest a person, show the plan, send what may be sent.

Reads every registry and the ledger's memory. Writes letters and the ledger, unless `--preview`
or `--dry-run` says to look only; real people are mailed only with `live = true` or `--apply`,
and never with `--today`. Runs once a working day.
"""

import datetime as dt
import os
import socket
from collections.abc import Sequence
from contextlib import nullcontext

from jobs.checking import Checked, look
from jobs.context import Arguments
from jobs.outcome import each_registry
from jobs.terminal.reminders import Reminding, show_reminders
from sheets_sync.delivery import DOUBTFUL, SENT, Skip
from sheets_sync.effects.deliver import deliver
from sheets_sync.effects.desk import Desk, Terms
from sheets_sync.effects.remember import remember
from sheets_sync.letters import Stationery, digest_letter
from sheets_sync.message import Message
from sheets_sync.plans.reminders.items import ReminderPlan
from sheets_sync.plans.reminders.memory import Memory, RegistryMemory
from sheets_sync.plans.reminders.planning import plan_reminders
from sheets_sync.plans.reminders.recall import (
    contents,
    last_run,
    mails_this_month,
    told_before,
)
from sheets_sync.plans.reminders.watched import Watched
from sheets_sync.ports import Ledger
from sheets_sync.records import Run
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Registry
from sheets_sync.wiring import letterhead, open_ledger, open_mailer, peek_ledger

EVERY = "*"
"""In place of a registry: one digest covers them all, so its run does, too."""
JOB = "remind"
MEMORY = dt.timedelta(days=400)
"""How far back it matters what somebody was told."""
LEASE = dt.timedelta(minutes=30)


def run(arguments: Arguments) -> int:
    """Plan and send the reminders of the day over all registries; 0, or 1 where one failed."""
    looking = arguments.dry_run or arguments.options.preview
    note = "preview" if looking else not_sending(arguments)
    ledger = peek_ledger(arguments.settings) if note else open_ledger(arguments.settings)
    checked: list[Checked] = []
    with ledger or nullcontext():

        def check(registry: Registry) -> None:
            found = look(arguments, registry, ledger)
            if ledger is not None and not note and not arguments.looking:
                remember(found.facts, found.findings, registry.id, ledger, arguments.now)
            checked.append(found)

        code = each_registry(arguments, check)
        if ledger is None or note:
            planned = plan(arguments, checked, ledger)
            reminding = Reminding(planned, _schemas(checked), note=note)
        else:
            reminding = send(arguments, checked, ledger)
    show_reminders(arguments, reminding)
    return code


def not_sending(arguments: Arguments) -> str:
    """Why no mail may leave now; empty where it may. Files in the outbox reach nobody."""
    settings = arguments.settings
    if settings.mail.transport == "outbox":
        return ""
    if arguments.looking:
        return "looking"
    if not (settings.mail.live or arguments.options.apply):
        return "not_live"
    window = settings.reminders
    inside = window.window_start <= arguments.now.time() <= window.window_end
    return "" if inside else "outside_window"


def plan(arguments: Arguments, checked: Sequence[Checked], ledger: Ledger | None) -> ReminderPlan:
    """The reminders of the day, from what was checked and what is remembered."""
    memory = Memory() if ledger is None else recall(arguments, checked, ledger)
    watched = [
        Watched(one.registry.id, one.facts, one.findings, memory.of(one.registry.id))
        for one in checked
    ]
    return plan_reminders(watched, memory, arguments.today)


def recall(arguments: Arguments, checked: Sequence[Checked], ledger: Ledger) -> Memory:
    """What the ledger remembers of the days before this one."""
    runs = ledger.runs.slots(EVERY, JOB).values()
    letters = ledger.letters.standing(states=SENT | DOUBTFUL, since=arguments.now - MEMORY)
    today = arguments.today
    return Memory(
        told_before(today, letters, runs),
        mails_this_month(today, letters),
        last_run(today, runs),
        {one.registry.id: _of_registry(one.registry.id, ledger, arguments) for one in checked},
    )


def _of_registry(registry: str, ledger: Ledger, arguments: Arguments) -> RegistryMemory:
    steps = ledger.steps.known(registry)
    checks = ledger.runs.slots(registry, "check").values()
    zone = arguments.settings.timezone
    days = [step.since for step in steps.values()]
    days += [check.started_at.astimezone(zone).date() for check in checks]
    found = ledger.findings.first_day(registry)
    hold = next(iter(ledger.holds.waiting(registry)), None)
    return RegistryMemory(
        first_day=min([*days, found] if found else days, default=None),
        findings=ledger.findings.known(registry),
        steps=steps,
        held="" if hold is None else f"{hold.kind} {hold.subject} {hold.code}".strip(),
    )


def send(arguments: Arguments, checked: Sequence[Checked], ledger: Ledger) -> Reminding:
    """Plan, write down what each letter tells, then hand the letters over."""
    planned = plan(arguments, checked, ledger)
    messages = write(arguments, checked, planned)
    run_ = _begin(ledger, arguments, contents(planned, ledger.letters.identify))
    ledger.runs.skip(planned.skips, run=run_.id, now=arguments.now)
    mailer, oracle = open_mailer(arguments.settings)
    desk = Desk(
        ledger=ledger,
        mailer=mailer,
        terms=Terms(letterhead(arguments.settings), per_run=arguments.settings.guard.mails_per_run),
        clock=arguments.clock,
        run=run_.id,
        worker=_worker(),
        oracle=oracle,
        objection=lambda message: _held(message, ledger),
    )
    return Reminding(planned, _schemas(checked), deliver(messages, desk), messages)


def write(
    arguments: Arguments, checked: Sequence[Checked], planned: ReminderPlan
) -> tuple[Message, ...]:
    """The letters of a plan, worth sending until the day is over."""
    settings = arguments.settings
    stationery = Stationery(
        arguments.sentences_in(settings.language),
        settings.agency,
        letterhead(settings),
        _schemas(checked),
        invitations=settings.reminders.session.invitation,
    )
    midnight = dt.datetime.combine(planned.day, dt.time(), settings.timezone)
    return tuple(
        digest_letter(
            digest, stationery, now=arguments.now, expires_at=midnight + dt.timedelta(days=1)
        )
        for digest in planned.digests
    )


def _schemas(checked: Sequence[Checked]) -> dict[str, Schema]:
    return {one.registry.id: one.schema for one in checked}


def _begin(ledger: Ledger, arguments: Arguments, summary: str) -> Run:
    """A run of its own for every call; what its letters tell is kept before any of them goes."""
    now, number = arguments.now, 1
    while True:
        slot = f"{arguments.today.isoformat()}#{number}"
        run_ = ledger.runs.claim(EVERY, JOB, slot, worker=_worker(), lease=LEASE, now=now)
        if run_ is not None and ledger.runs.finish(run_, summary=summary, now=now):
            return run_
        number += 1


def _held(message: Message, ledger: Ledger) -> Skip | None:
    """Asked right before each letter: a hold may have come up meanwhile."""
    holds = (hold for registry in message.registries for hold in ledger.holds.waiting(registry))
    hold = next(holds, None)
    return None if hold is None else Skip(message.key, "held", f"{hold.subject} {hold.code}")


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
