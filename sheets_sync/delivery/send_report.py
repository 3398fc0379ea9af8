"""A month's report on its way: frozen, then each copy to its readers, once each."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.delivery.deliver import deliver
from sheets_sync.delivery.delivery_context import DeliveryContext
from sheets_sync.delivery.letters_that_went import counts
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.report_memory import issued_reports
from sheets_sync.mail.delivery import DOUBTFUL, SENT, LetterState, Receipt
from sheets_sync.mail.ledger_records import Letter
from sheets_sync.mail.message import Message, ReportKey
from sheets_sync.planning.report.mailing_days import mailing_days, periods_to_mail
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.periods import Period
from sheets_sync.planning.report.values import Copy
from sheets_sync.planning.working_days import WorkingDays
from sheets_sync.ports import Ledger
from sheets_sync.renderings.report_mail import DRAFT, Stage, key_of
from sheets_sync.settings import Settings

COPIES: tuple[Copy, ...] = ("manager", "hr")
SETTLED = (
    SENT
    | DOUBTFUL
    | {
        LetterState.REFUSED,
        LetterState.SUPPRESSED,
        LetterState.SUPERSEDED,
        LetterState.BOUNCED,
    }
)
"""States of a letter that no other run would send."""


def is_settled(letter: Letter | None, settings: Settings) -> bool:
    """Whether no other run would send it."""
    return letter is not None and letter.state in SETTLED and counts(letter, settings)


@dataclass(frozen=True, slots=True)
class Reader:
    """One entry of the lists, and the copy it gets."""

    address: str
    copy: Copy

    def is_inside(self, settings: Settings) -> bool:
        """Whether it may be mailed at all."""
        domain = self.address.rpartition("@")[2].lower()
        return domain in settings.agency.allowed_domains


def readers(settings: Settings, stage: Stage) -> tuple[Reader, ...]:
    """Who gets what; a draft is HR's alone. Without a list HR's copy goes to the contact."""
    contact = settings.agency.contact
    hr_list = settings.reports.hr_to or ((contact,) if contact else ())
    hr_readers = tuple(Reader(address, "hr") for address in dict.fromkeys(hr_list))
    if stage == DRAFT:
        return hr_readers
    managers = dict.fromkeys(settings.reports.to)
    return (*(Reader(address, "manager") for address in managers), *hr_readers)


def list_setting(settings: Settings, copy: Copy) -> str:
    """The setting that names the readers of a copy."""
    if copy == "manager":
        return "reports.to"
    return "reports.hr_to" if settings.reports.hr_to else "agency.contact"


def is_owed(ledger: Ledger, settings: Settings, registry: str, period: str, stage: Stage) -> bool:
    """Whether the letter of some reader who may be mailed is still to be sent."""
    keys = [
        key_of(period, reader.copy, registry, stage, reader.address)
        for reader in readers(settings, stage)
        if reader.is_inside(settings)
    ]
    known = ledger.letters.find(keys)
    return any(not is_settled(known.get(key), settings) for key in keys)


@dataclass(frozen=True, slots=True)
class PlannedReport:
    """A report that a reader is to get, as the outbox tab shows it before it goes."""

    id: str
    """As the ledger calls the letter: what staff tick is kept by it."""
    day: dt.date
    reader: Reader
    period: Period
    state: LetterState


def planned_reports(
    ledger: Ledger,
    settings: Settings,
    registry: str,
    today: dt.date,
    working: WorkingDays,
    begun: dt.date | None,
) -> Iterator[PlannedReport]:
    """From the day of the draft on, what is still to be sent of every month and longer period."""
    for period in periods_to_mail(today, begun, settings.reports.periods):
        days = mailing_days(period.month, settings.schedule, working)
        if days.due(today) == "early":
            continue
        for reader in readers(settings, "send"):
            key = key_of(period.name, reader.copy, registry, "send", reader.address)
            known = ledger.letters.find([key]).get(key)
            is_coming = reader.is_inside(settings) or days.send > today
            if is_coming and not is_settled(known, settings):
                is_new = known is None or known.state in SETTLED
                state = LetterState.PLANNED if is_new or known is None else known.state
                name = ledger.letters.identify(key)
                yield PlannedReport(name, max(days.send, today), reader, period, state)


def send_report(
    reports: Mapping[Copy, MonthlyReport],
    letters: Callable[[Reader], Message],
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
    reports: Mapping[Copy, MonthlyReport], ledger: Ledger, settings: Settings, now: dt.datetime
) -> None:
    """Keep each copy as it goes out; one that some reader has stays as that reader got it."""
    for copy, report in reports.items():
        registry, period = report.registry, report.period
        if (period, copy) not in issued_reports(registry, ledger, settings, now=now):
            ledger.reports.thaw(registry, period, copy)
            ledger.reports.freeze(registry, period, copy, report.kept.as_text(), now=now)


def _period(reports: Mapping[Copy, MonthlyReport]) -> str:
    return next(iter(reports.values())).period


def _remember_sent(
    reports: Mapping[Copy, MonthlyReport], receipt: Receipt, ledger: Ledger, now: dt.datetime
) -> None:
    """A copy is sent once its first reader has it."""
    went = [*receipt.sent, *receipt.uncertain]
    for copy, report in reports.items():
        name = f"{copy}/{report.registry}"
        if any(isinstance(key, ReportKey) and key.copy == name for key in went):
            ledger.reports.sent(report.registry, report.period, copy, now=now)
