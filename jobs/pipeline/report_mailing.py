"""Mails a month's report where its day has come, and says why where it is not mailed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import PurePath

from jobs.cli.context import JobContext
from jobs.pipeline.letter_setup import place_of
from jobs.pipeline.outbox_ticks import open_ticked_letters
from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.ledger_guard import guard_ledger, keep_mark
from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.mail_permission import why_no_mail
from sheets_sync.delivery.objections import Objections
from sheets_sync.delivery.report_readers import ReportReader, is_owed, readers
from sheets_sync.delivery.send_report import send_report
from sheets_sync.delivery.shutdown import stopping_on_request
from sheets_sync.mail.delivery import Receipt
from sheets_sync.mail.message import Attachment, LetterKey, Message
from sheets_sync.planning.report.mailing_days import MailingDays, mailing_days, periods_to_mail
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.periods import Period
from sheets_sync.planning.report.report_keys import DRAFT, Stage
from sheets_sync.planning.report.values import Copy
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.months_and_years import month_first, month_last
from sheets_sync.renderings.report_files import restated_name
from sheets_sync.renderings.report_mail import ReportMail
from sheets_sync.settings import Settings
from sheets_sync.wiring.ledger import open_ledger, peek_ledger
from sheets_sync.wiring.mail import open_delivery

MEDIA: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What goes with the mail, by the end of its name."""

Files = Mapping[Copy, Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class ReportMailing:
    """What became of the mails of one report."""

    days: MailingDays | None = None
    note: str = ""
    """Why nothing was mailed: a sentence of `report_mail.terminal`."""
    stage: Stage = "send"
    messages: Sequence[Message] = ()
    receipt: Receipt | None = None

    @property
    def sends(self) -> bool:
        """Whether the report itself is to go out."""
        return not self.note and self.stage != DRAFT

    @property
    def sent(self) -> Sequence[LetterKey]:
        """The letters that went this time."""
        return () if self.receipt is None else self.receipt.sent

    def is_out(self, settings: Settings) -> bool:
        """Whether the report itself has reached somebody, not only become files."""
        return self.stage != DRAFT and bool(self.sent) and not is_on_trial(settings)

    @property
    def reached_nobody(self) -> bool:
        """Whether the report itself was to go, and not one letter went or may have."""
        receipt = self.receipt
        if receipt is None or self.stage == DRAFT:
            return False
        before = any(skip.reason == "already-sent" for skip in receipt.skipped)
        return not (before or receipt.sent or receipt.uncertain)

    @property
    def astray(self) -> int:
        """How many letters were lost, or wait for nothing but the channel."""
        receipt = self.receipt
        if receipt is None:
            return 0
        waiting = sum(skip.reason in {"channel-paused", "stopped"} for skip in receipt.skipped)
        return len(receipt.deferred) + len(receipt.refused) + len(receipt.uncertain) + waiting


def mailing_today(context: JobContext, checked: CheckResult, period: Period) -> ReportMailing:
    """What of it is to be mailed today: nothing yet, the draft, or the report; or why nothing."""
    settings = context.settings
    working = agency_days(context.today, own_holidays(checked.snapshot))
    days = mailing_days(period.month, settings.schedule, working)
    due = days.due(context.today)
    note = _why_not(context, checked.registry.id, period)
    if not note and context.scheduled and not working.is_working(context.today):
        note = "day_off"
    if note or due == "early":
        return ReportMailing(days, note or "early")
    if not readers(settings, due):
        note = "nobody"
    elif _only_looks(context):
        note = "looking"
    elif _needs_a_yes(context, checked.registry.id, period, due):
        note = "not_due"
    return ReportMailing(days, note, due)


def mail_report(
    context: JobContext,
    checked: CheckResult,
    reports: Mapping[Copy, MonthlyReport],
    files: Files,
    planned: ReportMailing,
) -> ReportMailing:
    """Mail what was planned for today."""
    settings, days, stage = context.settings, planned.days, planned.stage
    if planned.note or days is None:
        return planned
    with open_ledger(settings) as ledger, stopping_on_request() as asked:
        if not context.looking:
            guard_ledger(ledger, settings, now=context.now)
        ticked = open_ticked_letters(context, [checked], ledger)
        mails = {
            copy: _mail(context, checked, one, stage, days, files) for copy, one in reports.items()
        }

        def letter(reader: ReportReader) -> Message:
            return mails[reader.copy].to(reader.address)

        messages, receipt = send_report(
            reports,
            letter,
            stage,
            settings,
            open_delivery(settings, ledger, context.clock, asked),
            Objections(settings, ledger, context.clock, ticked),
            now=context.now,
        )
        keep_mark(ledger, settings)
    return replace(planned, messages=messages, receipt=receipt)


def _why_not(context: JobContext, registry: str, period: Period) -> str:
    if period.months > 1 and period.months not in context.settings.reports.periods:
        return "period"
    if context.today <= month_last(period.month):
        return "not_over"
    with peek_ledger(context.settings) or nullcontext() as ledger:
        begun = None if ledger is None else begun_on(ledger, registry, context.now)
    if begun is not None and month_first(begun) > period.month:
        return "before"
    looking, applied = _only_looks(context), _applied(context)
    return why_no_mail(context.settings, looking=looking, applied=applied) or ""


def _applied(context: JobContext) -> bool:
    return bool(getattr(context.options, "apply", False))


def _only_looks(context: JobContext) -> bool:
    """Whether a person only looks: at another day, or at the figures as JSON.

    A report goes once: a look that made it, if only as files, would use it up.
    """
    return context.looking or (context.json and not context.scheduled)


def _needs_a_yes(context: JobContext, registry: str, period: Period, due: Stage) -> bool:
    """Whether real readers would get, by hand, what the schedule does not mail by this day."""
    settings = context.settings
    if context.scheduled or _applied(context) or settings.mail.transport == "outbox":
        return False
    if period in periods_to_mail(context.today, period.month, settings.reports.periods):
        return False
    with peek_ledger(settings) or nullcontext() as ledger:
        return ledger is None or is_owed(ledger, settings, registry, period.name, due)


def _mail(
    context: JobContext,
    checked: CheckResult,
    report: MonthlyReport,
    stage: Stage,
    days: MailingDays,
    files: Files,
) -> ReportMail:
    settings = context.settings
    return ReportMail(
        report,
        checked.schema,
        context.sentences_in(settings.language),
        settings.agency,
        stage,
        days.send,
        _attached(files[report.copy], report),
        _of_no_use_after(context, stage, days),
        workbook=place_of(checked),
    )


def _attached(files: Mapping[str, bytes], report: MonthlyReport) -> tuple[Attachment, ...]:
    """PDF and workbook; whoever wants to search and sort has the page in the folder."""
    stem = f"cop-report-{report.period.replace('/', '-')}"
    stem += "-hr" if report.copy == "hr" else ""
    named = restated_name if report.restated is not None else str
    return tuple(
        Attachment(named(f"{stem}{suffix}"), MEDIA[suffix], content)
        for name, content in files.items()
        if (suffix := PurePath(name).suffix) in MEDIA
    )


def _of_no_use_after(context: JobContext, stage: Stage, days: MailingDays) -> dt.datetime | None:
    """A draft is of no use once the report itself is sent."""
    if stage != DRAFT:
        return None
    return dt.datetime.combine(days.send, dt.time(), context.settings.timezone)
