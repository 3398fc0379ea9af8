"""What a registry's report needs of the ledger, read once."""

import datetime as dt
from collections.abc import Mapping

from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.mail.ledger_records import EVERY, Letter, RunState
from sheets_sync.planning.reminders.past_mail import told_before
from sheets_sync.planning.report.frozen import frozen_month
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory
from sheets_sync.planning.report.values import Copy
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, REPORT
from sheets_sync.ports import Ledger

COPIES: Mapping[str, Copy] = {"manager": "manager", "hr": "hr"}
REACH = dt.timedelta(days=800)
"""So far back letters are read: a fiscal year, and the same one a year before."""
NOTICE = "notice"


def recall_report(
    registry: str, ledger: Ledger | None, *, now: dt.datetime, zone: dt.tzinfo
) -> ReportMemory:
    """What is remembered of one registry; nothing where there is no ledger yet."""
    if ledger is None:
        return NOTHING_KEPT
    steps = ledger.steps.known(registry)
    letters = [
        letter
        for letter in ledger.letters.standing(states=SENT | DOUBTFUL, since=now - REACH)
        if letter.kind != NOTICE and registry in (letter.registries or (registry,))
    ]
    reminders = ledger.runs.slots(EVERY, REMIND)
    runs = [
        *ledger.runs.slots(registry, CHECK).values(),
        *ledger.runs.slots(registry, REPORT).values(),
        *reminders.values(),
    ]
    days = [run.started_at.astimezone(zone).date() for run in runs if run.registry == registry]
    days += [step.since for step in steps.values()]
    first = ledger.findings.first_day(registry)
    tomorrow, sessions = now.date() + dt.timedelta(days=1), ledger.sessions.known()
    told = told_before(tomorrow, letters, reminders.values(), sessions, zone)
    kept = ledger.reports.all_frozen(registry)
    kept_from = ledger.changes.since(registry)
    sent = {period: one.sent_at for (period, _), one in kept.items() if one.sent_at}
    return ReportMemory(
        since=min([*days, first] if first else days, default=None),
        findings=ledger.findings.known(registry),
        edits=tuple(
            (at.astimezone(zone).date(), count) for at, count in ledger.changes.edits(registry)
        ),
        edits_since=kept_from and kept_from.astimezone(zone).date(),
        steps=steps,
        told=tuple(one for one in told if one.identity.startswith(f"{registry}/")),
        contacts=tuple(
            (letter.recipient, _day(letter, zone)) for letter in letters if letter.recipient
        ),
        failed_runs=tuple(
            run.started_at.astimezone(zone).date() for run in runs if run.state is RunState.FAILED
        ),
        issued={period: at.astimezone(zone).date() for period, at in sent.items()},
        frozen={
            (period, COPIES[copy]): frozen_month(one.compiled)
            for (period, copy), one in kept.items()
            if copy in COPIES
        },
    )


def _day(letter: Letter, zone: dt.tzinfo) -> dt.date:
    """The day it went out, or was to."""
    return (letter.accepted_at or letter.planned_at).astimezone(zone).date()
