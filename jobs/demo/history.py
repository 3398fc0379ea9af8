"""What the sample's service remembers: a year of checks, reminders, mended errors and reports."""

import datetime as dt
import json
from collections.abc import Mapping
from hashlib import blake2b

from jobs.demo.agency import DOMAIN
from jobs.pipeline.report_index import HEADLINE
from sheets_sync.mail.delivery import Outcome, Verdict
from sheets_sync.mail.ledger_records import EVERY, Seen
from sheets_sync.mail.message import DigestKey, LetterKey, Message, Recipient
from sheets_sync.planning.report.frozen import FrozenIndicator, FrozenMonth
from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.indicators.compile import measured
from sheets_sync.planning.report.indicators.values import Figure, ratio
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.periods import Period, months_of_year
from sheets_sync.planning.report.report_keys import key_of
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, REPORT
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.months_and_years import add_months, month_first, month_last

REGISTRY = "main"
MONTHS = 12
ROWS = 760
"""Rows of the sample, about."""
RULES = (
    ("date-unreadable", "sessions"),
    ("cell-missing", "communities"),
    ("choice-unknown", "sessions"),
    ("person-unknown", "evaluations"),
    ("email-malformed", "staff"),
)
FOUND = (14, 12, 13, 11, 9, 10, 8, 7, 8, 6, 5, 6)
"""New errors of data month by month: people learn."""
READERS = tuple(f"staff{number:03d}@{DOMAIN}" for number in range(11, 17))
CONTACT = f"hrd@{DOMAIN}"
CUMULATIVE = (3, 6, 9, 12)
LEASE = dt.timedelta(minutes=30)
SENT_ON = 5
"""The working day of the month after on which reports go out."""
FAILED = 8
"""So many months ago a check failed once."""


def plant_history(
    ledger: Ledger, checked: CheckResult, today: dt.date, calendar: WorkingDays, zone: dt.tzinfo
) -> None:
    """Write the year before the sample's day into its ledger, month by month."""
    left: list[Seen] = []
    for number, found in enumerate(FOUND):
        month = add_months(month_first(today), number - MONTHS)
        left = _month(ledger, month, found, left, calendar, zone)
        if MONTHS - number == FAILED:
            _run(
                ledger, REGISTRY, CHECK, calendar.on_or_after(month_last(month)), zone, failed=True
            )
        day = calendar.of_month(add_months(month, 1), SENT_ON)
        if day is None or day >= today:
            continue
        _run(ledger, REGISTRY, REPORT, day, zone, slot=f"{month:%Y-%m}")
        if number < MONTHS - 1:  # the last one is sent by the sample's own run
            for months in {1, months_of_year(month)} & {1, *CUMULATIVE}:
                period = Period(month, months)
                told = {26: ratio(ROWS - len(left), ROWS), **_headline(checked, period)}
                _sent_report(ledger, period, day, told, zone)


def _month(
    ledger: Ledger,
    month: dt.date,
    found: int,
    left: list[Seen],
    calendar: WorkingDays,
    zone: dt.tzinfo,
) -> list[Seen]:
    """Errors are found and told on one day, and most are mended within the week; what is left."""
    new = [_error(month, place) for place in range(found)]
    told_on = calendar.on_or_after(month + dt.timedelta(days=6))
    seen = [*left, *new]
    _run(ledger, REGISTRY, CHECK, told_on, zone)
    ledger.findings.observe(REGISTRY, seen, day=told_on)
    _remind(ledger, seen, told_on, zone)
    mended_on = calendar.on_or_after(told_on + dt.timedelta(days=5))
    still = seen[:: 3 if found > MONTHS else 4]
    ledger.findings.observe(REGISTRY, still, day=mended_on)
    return still


def _error(month: dt.date, place: int) -> Seen:
    rule, tab = RULES[place % len(RULES)]
    name = blake2b(f"{month}/{place}".encode(), digest_size=10).hexdigest()
    return Seen(name, rule, tab)


def _remind(ledger: Ledger, errors: list[Seen], day: dt.date, zone: dt.tzinfo) -> None:
    """A digest to everybody who has to mend something, as the outbox sends them."""
    at = dt.datetime.combine(day, dt.time(9), zone)
    letters = {
        DigestKey(reader, day): [
            [f"{REGISTRY}/finding/{one.identity}", "weekly", "", False]
            for one in errors[place :: len(READERS)]
        ]
        for place, reader in enumerate(READERS)
        if errors[place :: len(READERS)]
    }
    told = {ledger.letters.identify(key): items for key, items in letters.items()}
    run = f"{EVERY}/{REMIND}/{day}#1"
    messages: dict[LetterKey, Message] = {
        key: _message(key, len(items)) for key, items in letters.items()
    }
    _accepted(ledger, messages, run, at)
    summary = json.dumps({"letters": told}, separators=(",", ":"))
    _run(ledger, EVERY, REMIND, day, zone, summary=summary)


def _accepted(
    ledger: Ledger, messages: Mapping[LetterKey, Message], run: str, at: dt.datetime
) -> None:
    """Letters planned, claimed, handed over and taken, at one moment."""
    ledger.letters.plan([*messages.values()], domain=DOMAIN, run=run, now=at)
    claims = ledger.letters.claim([*messages], worker="demo", run=run, lease=LEASE, now=at)
    ledger.letters.hand(dict.fromkeys(claims.values(), ""), now=at)
    sent = Outcome(Verdict.ACCEPTED, "reply")
    ledger.letters.accept(dict.fromkeys(claims.values(), sent), now=at)


def _message(key: LetterKey, items: int) -> Message:
    return Message(
        key, Recipient(key.recipient), "th", "", "", "", registries=(REGISTRY,), items=items
    )


def _run(
    ledger: Ledger,
    registry: str,
    job: str,
    day: dt.date,
    zone: dt.tzinfo,
    *,
    failed: bool = False,
    summary: str = "{}",
    slot: str = "",
) -> None:
    at = dt.datetime.combine(day, dt.time(9), zone)
    slot = slot or (f"{day}#1" if job == REMIND else f"{day}T09:00")
    run = ledger.runs.claim(registry, job, slot, worker="demo", lease=LEASE, now=at)
    if run is not None:
        ledger.runs.finish(run, failed=failed, summary=summary, now=at)


def _headline(checked: CheckResult, period: Period) -> dict[int, Figure]:
    """What the rows tell of a period, as far as the page of all reports tells it."""
    month = Month(checked.context, checked.findings, period.month, "manager", months=period.months)
    return {
        one.number: measured(one, month.view).figure for one in INDICATORS if one.number in HEADLINE
    }


def _sent_report(
    ledger: Ledger, period: Period, day: dt.date, told: Mapping[int, Figure], zone: dt.tzinfo
) -> None:
    """A report went out that day; only these figures are kept of it."""
    at = dt.datetime.combine(day, dt.time(9), zone)
    indicators = {number: FrozenIndicator(figure) for number, figure in told.items()}
    kept = FrozenMonth(month_last(period.month), day, indicators, {}).as_text()
    for copy in ("manager", "hr"):
        ledger.reports.freeze(REGISTRY, period.name, copy, kept, now=at)
        ledger.reports.sent(REGISTRY, period.name, copy, now=at)
    key = key_of(period.name, "hr", REGISTRY, "send", CONTACT)
    _accepted(ledger, {key: _message(key, 1)}, f"{REGISTRY}/{REPORT}/{period.name}", at)
