"""Tells the chat services of the agency that the report is out, or that a person is needed."""

from typing import TYPE_CHECKING

from jobs.cli.context import JobContext
from sheets_sync import logs
from sheets_sync.errors import SetupError
from sheets_sync.notices.chat_services import Notice, read_addresses, send_notice
from sheets_sync.renderings.period_words import period_in_words

if TYPE_CHECKING:  # most notices are of no report
    from jobs.pipeline.report_mailing import ReportMailing
    from sheets_sync.planning.report.memory import ReportMemory
    from sheets_sync.planning.report.model import MonthlyReport


def tell_of_report(
    context: JobContext, report: "MonthlyReport", mailing: "ReportMailing", memory: "ReportMemory"
) -> None:
    """Once a month and registry: when its first mail has gone out, and to how many readers."""
    settings = context.settings
    if mailing.is_out(settings) and settings.notify.reports and report.period not in memory.issued:
        period = period_in_words(
            report.month, report.months, context.sentences_in(settings.language)
        )
        facts = {"period": period, "registry": report.registry_name}
        sent, listed = len(mailing.sent), len(mailing.messages)
        if sent == listed:
            _tell(context, "report", **facts)
        else:
            _tell(context, "report_to_some", **facts, sent=sent, listed=listed, left=listed - sent)


def tell_of_alarms(context: JobContext, count: int) -> None:
    """So many things came up that wait for a person."""
    if count and context.settings.notify.alarms:
        _tell(context, "alarm", count=count)


def _tell(context: JobContext, name: str, **facts: object) -> None:
    """What hinders a notice is said, and stops nothing."""
    path = context.settings.notify.addresses_file
    if path is None or context.looking or context.dry_run:
        return
    said, say = context.sentences_in(context.settings.language), context.sentences
    notice = Notice(said(f"notices.{name}.title", **facts), said(f"notices.{name}.body", **facts))
    try:
        failures = send_notice(read_addresses(path), notice)
    except SetupError as error:
        context.console.failure(error, say)
        return
    for one in failures:
        logs.warn("notice-failed", service=one.service, line=one.line)
        why = "refused" if one.is_understood else "unknown"
        service = one.service or "–"
        context.console.note(say(f"notices.{why}", service=service, line=one.line, path=str(path)))
