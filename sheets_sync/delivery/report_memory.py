"""What a registry's report needs of the ledger, read once."""

import datetime as dt
from collections.abc import Mapping

from sheets_sync.delivery.letters_that_went import counts, letters_that_went
from sheets_sync.mail.delivery import DOUBTFUL, SENT
from sheets_sync.mail.ledger_records import EVERY, FrozenReport, Letter, RunState
from sheets_sync.planning.reminders.past_mail import told_before
from sheets_sync.planning.report.frozen import frozen_month
from sheets_sync.planning.report.memory import NOTHING_KEPT, ReportMemory
from sheets_sync.planning.report.values import Copy
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, REPORT
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

COPIES: Mapping[str, Copy] = {"manager": "manager", "hr": "hr"}
REACH = dt.timedelta(days=800)
"""So far back letters are read: a fiscal year, and the same one a year before."""
NOTICE = "notice"


def recall_report(
    registry: str, ledger: Ledger | None, settings: Settings, *, now: dt.datetime
) -> ReportMemory:
    """What is remembered of one registry; nothing where there is no ledger yet."""
    if ledger is None:
        return NOTHING_KEPT
    steps, zone = ledger.steps.known(registry), settings.timezone
    letters = [
        letter
        for letter in letters_that_went(ledger, settings, since=now - REACH)
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
    issued = issued_reports(registry, ledger, settings, now=now)
    kept = {
        key if key in issued else _aside(key, one): one
        for key, one in ledger.reports.all_frozen(registry).items()
    }
    kept_from = ledger.changes.since(registry)
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
        issued=_days(issued, zone),
        frozen={
            (period, COPIES[copy]): frozen_month(one.compiled)
            for (period, copy), one in kept.items()
            if copy in COPIES
        },
    )


def issued_reports(
    registry: str, ledger: Ledger, settings: Settings, *, now: dt.datetime
) -> dict[tuple[str, str], FrozenReport]:
    """By period and copy, the reports that at least one reader has, as they were sent.

    What was kept for letters that all failed, or that a trial only made as files, is none.
    """
    letters = ledger.letters.standing(states=SENT | DOUBTFUL, since=now - REACH)
    went, tried = set[str](), set[str]()
    for letter in letters:
        if letter.is_report:
            (went if counts(letter, settings) else tried).add(letter.slot)
    return {
        (period, copy): one
        for (period, copy), one in ledger.reports.all_frozen(registry).items()
        for slot in (f"{period}/{copy}/{registry}",)
        if slot in went or (one.sent_at is not None and slot not in tried)
    }


def _aside(key: tuple[str, str], one: FrozenReport) -> tuple[str, str]:
    """Under a name that no report has: what it tells of people still counts."""
    period, copy = key
    return f"{period}/{one.frozen_at.isoformat()}", copy


def _days(issued: Mapping[tuple[str, str], FrozenReport], zone: dt.tzinfo) -> dict[str, dt.date]:
    """By period, the day on which the first reader got it."""
    found: dict[str, dt.date] = {}
    for (period, _), one in issued.items():
        day = (one.sent_at or one.frozen_at).astimezone(zone).date()
        found[period] = min(day, found.get(period, day))
    return found


def _day(letter: Letter, zone: dt.tzinfo) -> dt.date:
    """The day it went out, or was to."""
    return (letter.accepted_at or letter.planned_at).astimezone(zone).date()
