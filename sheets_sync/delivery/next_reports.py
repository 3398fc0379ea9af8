"""Which reports go out next: draft or report, of which months, to whom, and when."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from sheets_sync.delivery.outbox_ticks import TICKED
from sheets_sync.delivery.report_readers import is_settled, readers
from sheets_sync.delivery.skipped_today import skipped_today
from sheets_sync.planning.report.mailing_days import mailing_days, periods_to_mail
from sheets_sync.planning.report.periods import Period
from sheets_sync.planning.report.report_keys import Stage, key_of
from sheets_sync.planning.report.values import Copy
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.ports import Ledger
from sheets_sync.registry.months_and_years import add_months, month_first
from sheets_sync.settings import Settings

STAGES: tuple[Stage, ...] = ("draft", "send")


@dataclass(frozen=True, slots=True)
class NextReport:
    """One copy of one report that is still to go."""

    period: Period
    stage: Stage
    copy: Copy
    day: dt.date
    addresses: tuple[str, ...]
    outside: tuple[str, ...] = ()
    """The readers on the list whom nothing is sent, as their domain is not allowed."""
    held: tuple[str, ...] = ()
    """Those of `addresses` whose letter staff held today."""


def next_reports(
    ledger: Ledger,
    settings: Settings,
    registry: str,
    today: dt.date,
    working: WorkingDays,
    begun: dt.date | None,
    held: Collection[str] = (),
) -> tuple[NextReport, ...]:
    """What is owed of the months that are over, and what this month will bring, by day.

    `held` are letters that staff keep back.
    """
    owed = periods_to_mail(today, begun, settings.reports.periods)
    coming = periods_to_mail(add_months(month_first(today), 1), begun, settings.reports.periods)
    periods = dict.fromkeys((*owed, *coming))
    found = [
        one
        for period in periods
        for one in _of(period, ledger, settings, registry, today, working, held)
    ]
    return tuple(sorted(found, key=lambda one: one.day))


def held_today(ledger: Ledger, *, now: dt.datetime) -> frozenset[str]:
    """The letters that were not sent today for what staff ticked."""
    return frozenset(
        skip.letter
        for skip in skipped_today(ledger, now=now)
        if (skip.reason, skip.detail) == ("held", TICKED)
    )


def _of(
    period: Period,
    ledger: Ledger,
    settings: Settings,
    registry: str,
    today: dt.date,
    working: WorkingDays,
    held: Collection[str],
) -> Iterator[NextReport]:
    days = mailing_days(period.month, settings.schedule, working)
    for stage, day in zip(STAGES, (days.draft, days.send), strict=True):
        if stage == "draft" and today >= days.send:
            continue  # a draft is of no use once the report itself is due
        for copy, some in groupby(readers(settings, stage), key=lambda one: one.copy):
            keys = {one: key_of(period.name, copy, registry, stage, one.address) for one in some}
            known = ledger.letters.find([*keys.values()])
            waiting = [one for one, key in keys.items() if not is_settled(known.get(key), settings)]
            inside = tuple(one.address for one in waiting if one.is_inside(settings))
            outside = tuple(one.address for one in waiting if not one.is_inside(settings))
            kept = tuple(
                one.address
                for one in waiting
                if one.address in inside and ledger.letters.identify(keys[one]) in held
            )
            if inside or (outside and day > today):
                yield NextReport(period, stage, copy, max(day, today), inside, outside, kept)
