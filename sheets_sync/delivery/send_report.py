"""A month's report on its way: frozen, then each copy to its readers, once each."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.report_memory import issued_reports
from sheets_sync.delivery.report_readers import SETTLED, ReportReader, is_settled, readers
from sheets_sync.mail.delivery import LetterState, Receipt
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.message import Message, ReportKey
from sheets_sync.planning.report.mailing_days import mailing_days, periods_to_mail
from sheets_sync.planning.report.periods import Period
from sheets_sync.planning.report.report_keys import DRAFT, Stage, key_of
from sheets_sync.planning.report.values import Copy
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.ports import Ledger
from sheets_sync.settings import Settings

if TYPE_CHECKING:  # a plan of mails tells of reports that nobody has compiled yet
    from sheets_sync.planning.report.model import MonthlyReport

COPIES: tuple[Copy, ...] = ("manager", "hr")


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """A report that a reader is to get, or has got today, as the outbox tab shows it."""

    id: str
    """As the ledger calls the letter: what staff tick is kept by it."""
    day: dt.date
    reader: ReportReader
    period: Period
    state: LetterState
    is_file: bool
    """Whether it was made as a file, which nobody has got."""


def planned_reports(
    ledger: Ledger,
    settings: Settings,
    registry: str,
    today: dt.date,
    working: WorkingDays,
    begun: dt.date | None,
) -> Iterator[PlannedReport]:
    """From the day of the draft on, what is to be sent of every month and longer period.

    What has gone today is there to its end.
    """
    for period in periods_to_mail(today, begun, settings.reports.periods):
        days = mailing_days(period.month, settings.schedule, working)
        if days.due(today) == "early":
            continue
        for reader in readers(settings, "send"):
            key = key_of(period.name, reader.copy, registry, "send", reader.address)
            known = ledger.letters.find([key]).get(key)
            is_coming = reader.is_inside(settings) or days.send >= today
            has_gone = is_settled(known, settings)
            if is_coming and (not has_gone or _went_on(known, today, settings)):
                is_new = known is None or (known.state in SETTLED and not has_gone)
                state = LetterState.PLANNED if is_new or known is None else known.state
                name = ledger.letters.identify(key)
                is_file = known is not None and has_gone and known.is_file
                yield PlannedReport(name, max(days.send, today), reader, period, state, is_file)


def _went_on(letter: Letter | None, day: dt.date, settings: Settings) -> bool:
    if letter is None or letter.accepted_at is None:
        return False
    return letter.accepted_at.astimezone(settings.timezone).date() == day


def send_report(
    reports: "Mapping[Copy, MonthlyReport]",
    letters: Callable[[ReportReader], Message],
    stage: Stage,
    settings: Settings,
    delivery: DeliveryContext,
    objections: Objections,
    *,
    now: dt.datetime,
) -> tuple[Sequence[Message], Receipt]:
    """Keep the month as it is sent, then hand over every reader's letter."""
    ledger = delivery.ledger
    messages = [letters(reader) for reader in readers(settings, stage)]
    if stage != DRAFT:
        _freeze(reports, ledger, settings, now)
    receipt = deliver(
        messages,
        delivery.within(
            f"{next(iter(reports.values())).registry}/report/{_period(reports)}",
            objection=objections.to,
            stopping=delivery.stopping,
        ),
    )
    if stage != DRAFT:
        _remember_sent(reports, receipt, ledger, delivery.clock())
    return messages, receipt


def _freeze(
    reports: "Mapping[Copy, MonthlyReport]", ledger: Ledger, settings: Settings, now: dt.datetime
) -> None:
    """Keep each copy as it goes out; one that some reader has stays as that reader got it."""
    for copy, report in reports.items():
        registry, period = report.registry, report.period
        if (period, copy) not in issued_reports(registry, ledger, settings, now=now):
            ledger.reports.thaw(registry, period, copy)
            ledger.reports.freeze(registry, period, copy, report.kept.as_text(), now=now)


def _period(reports: "Mapping[Copy, MonthlyReport]") -> str:
    return next(iter(reports.values())).period


def _remember_sent(
    reports: "Mapping[Copy, MonthlyReport]", receipt: Receipt, ledger: Ledger, now: dt.datetime
) -> None:
    """A copy is sent once its first reader has it."""
    went = [*receipt.sent, *receipt.uncertain]
    for copy, report in reports.items():
        name = f"{copy}/{report.registry}"
        if any(isinstance(key, ReportKey) and key.copy == name for key in went):
            ledger.reports.sent(report.registry, report.period, copy, now=now)
