"""report: compile a month, write it as page, PDF and workbook, and mail it when its day has come.

Reads every registry and the ledger's memory. Writes `<YYYY-MM>/report.*` for managers and
`report-hr.*` for HR in the folder of reports, below the registry's name where there are several;
nothing with `--dry-run`. A draft goes to HR on the third working day, the report to its readers
on the fifth; real people are mailed only with `live = true` or `--apply`. By hand, `--json` mails
nothing, and what the schedule does not mail by that day wants `--apply`. Runs once a month, and
every day for what is still owed.
"""

import shlex
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.chat_notices import tell_of_report
from jobs.pipeline.check_registry import LOOK_STAGES, check_archive, check_registry
from jobs.pipeline.own_head import own_head
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.refresh_log_tab import show_sent
from jobs.pipeline.report_index import write_index
from jobs.pipeline.report_mailing import Files, mail_report, mailing_today
from jobs.pipeline.report_shown import show_report
from jobs.pipeline.reports_folder import reports_folder, write_report
from jobs.pipeline.run_record import recorded_by_hand
from jobs.pipeline.send_alerts import send_alerts
from jobs.pipeline.webhook import keep_report_out
from jobs.pipeline.write_evidence import write_evidence
from jobs.pipeline.year_archive import archives
from jobs.serving.watchers import tell_watchers_by_hand
from sheets_sync.delivery.first_look import begun_on
from sheets_sync.delivery.holds import hold_unread
from sheets_sync.delivery.report_memory import recall_report
from sheets_sync.delivery.report_readers import is_owed
from sheets_sync.errors import MailError, SetupError, StewardError
from sheets_sync.planning.report.compile import compile_copies
from sheets_sync.planning.report.first_day import first_day
from sheets_sync.planning.report.mailing_days import mailing_days, periods_to_mail
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.periods import Period, asked_period
from sheets_sync.planning.report.values import Copy
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import BatchResult, CheckResult
from sheets_sync.registry.months_and_years import (
    add_months,
    fiscal_year,
    month_first,
    month_last,
    show_month,
)
from sheets_sync.renderings.report_files import STEMS, report_files
from sheets_sync.scheduling.due_runs import working_days_of
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import open_ledger, peek_ledger

ARGUMENTS = ("dry-run", "json", "copy", "registry", "month", "period", "evidence", "apply")
LOGGED = True


def run(context: JobContext) -> int:
    """Report every registry; 0, or 1 where one could not be reported or a letter was lost.

    Raises:
        SetupError: a copy is asked for without `--json`, which alone shows one; evidence of a
            month; or a month or period that has not begun.
    """
    if getattr(context.options, "copy", None) is not None and not context.json:
        raise SetupError("copy-without-json", copy=context.options.copy)
    asked: str | None = getattr(context.options, "period", None)
    evidence: str | None = getattr(context.options, "evidence", None)
    if evidence and (asked or context.options.month):
        raise SetupError("evidence-with-month", typed=shlex.quote(evidence))
    if evidence:
        return write_evidence(context, evidence)
    if getattr(context.options, "owed", False):
        return each_registry(context, lambda registry: _owed(context, registry))
    period = asked_period(context.options.month, asked, context.today)
    if period.month > context.today and asked:
        raise SetupError(
            "report-period-not-begun",
            months=period.months,
            month=show_month(period.month, context.language, "long"),
            latest=f"{asked_period(None, asked, context.today).month:%Y-%m}",
        )
    if period.month > context.today:
        raise SetupError(
            "report-not-begun",
            month=show_month(period.month, context.language, "long"),
            latest=f"{add_months(month_first(context.today), -1):%Y-%m}",
        )
    code = each_registry(context, lambda registry: _recorded(context, registry, period))
    tell_watchers_by_hand(context)
    return code


def _recorded(context: JobContext, registry: RegistrySettings, period: Period) -> None:
    with recorded_by_hand(context, registry.id, "report") as end:
        _report(context, registry, period, is_asked=context.options.month is not None)
        end.failed, end.facts = False, {"month": period.name}


def _owed(context: JobContext, registry: RegistrySettings) -> None:
    """Report the months whose letters are due and have not all been sent."""
    with peek_ledger(context.settings) or nullcontext() as ledger:
        periods = [] if ledger is None else _periods_owed(context, registry, ledger)
    failure: MailError | None = None
    for period in periods:
        try:
            _report(context, registry, period)
        except MailError as error:  # a letter of one month that is lost stops no other month
            failure = failure or error
    if failure is not None:
        raise failure


def _periods_owed(context: JobContext, registry: RegistrySettings, ledger: Ledger) -> list[Period]:
    settings, now = context.settings, context.now
    working = working_days_of(ledger, registry.id, now)
    found: list[Period] = []
    if not working.is_working(context.today):
        return found
    begun, cumulative = begun_on(ledger, registry.id, now), settings.reports.periods
    for period in periods_to_mail(context.today, begun, cumulative):
        due = mailing_days(period.month, settings.schedule, working).due(context.today)
        if due != "early" and is_owed(ledger, settings, registry.id, period.name, due):
            found.append(period)
    return found


def _report(
    context: JobContext, registry: RegistrySettings, period: Period, *, is_asked: bool = False
) -> None:
    looked, memory = _looked(context, registry)
    checked = _of_its_year(context, looked, period)
    first = first_day(checked.snapshot)
    if is_asked and first is not None and month_last(period.month) < first:
        raise SetupError(
            "report-before-registry",
            month=show_month(period.month, context.language, "long"),
            first=show_month(first, context.language, "long"),
            first_typed=f"{first:%Y-%m}",
            period="" if period.months == 1 else f"--period {period.months}m ",
        )
    planned = mailing_today(context, checked, period)
    sends = planned.sends and not context.dry_run
    sending = memory.sending(period.name, context.today) if sends else memory
    folder = report_folder(context, registry, period)
    reports = _compiled(checked, registry, period, sending)
    if context.dry_run:
        paths = {copy: (folder / f"{stem}.html",) for copy, stem in STEMS.items()}
        show_report(context, reports, paths, planned, checked.schema)
        return
    files, written = _written(context, checked, reports, sending, folder)
    _remember_anew(context, reports["manager"], memory)
    mailing = mail_report(context, checked, reports, files, planned)
    if mailing.sent:
        with open_ledger(context.settings) as ledger:
            show_sent(context, [looked], ledger, mailing)
    if mailing.reached_nobody:  # its files say that it was issued
        reports = _compiled(checked, registry, period, memory)
        _, written = _written(context, checked, reports, memory, folder)
    write_index(context, registry, folder.parent)
    show_report(context, reports, written, mailing, checked.schema)
    tell_of_report(context, reports["manager"], mailing, memory)
    if mailing.is_out(context.settings):
        keep_report_out(context, reports["manager"], registry.id)
    if mailing.astray and mailing.receipt is not None:
        lost = len(mailing.receipt.uncertain), len(mailing.receipt.refused)
        raise MailError("letters-astray", count=mailing.astray, uncertain=lost[0], refused=lost[1])


def _compiled(
    checked: CheckResult, registry: RegistrySettings, period: Period, memory: ReportMemory
) -> Mapping[Copy, MonthlyReport]:
    return compile_copies(
        checked.context,
        checked.findings,
        period.month,
        registry.id,
        memory=memory,
        months=period.months,
        name=registry.name,
    )


def _written(
    context: JobContext,
    checked: CheckResult,
    reports: Mapping[Copy, MonthlyReport],
    memory: ReportMemory,
    folder: Path,
) -> tuple[Files, Mapping[Copy, Sequence[Path]]]:
    """The files of each copy, and where they now are."""
    settings, head = context.settings, own_head(context)
    files = {
        copy: report_files(one, checked.schema, context.sentences, settings.reports, head)
        for copy, one in reports.items()
    }
    return files, {
        copy: write_report(files[copy], one, folder, is_issued=(one.period, copy) in memory.frozen)
        for copy, one in reports.items()
    }


def _of_its_year(context: JobContext, checked: CheckResult, period: Period) -> CheckResult:
    """The registry, or the archive of a year where somebody has removed rounds of it."""
    year = fiscal_year(period.month)
    for archive in archives(context, checked.registry):
        if archive.path is not None and archive.path.stem == str(year):
            found = check_archive(context, archive, None)
            rounds = found.context.rounds
            if {*map(rounds.identifier, rounds.in_effect.tolist())} <= _known(checked):
                break
            context.console.line(context.sentences("report.job.archived", path=str(archive.path)))
            return found
    return checked


def _known(checked: CheckResult) -> set[str | None]:
    """Every round that is in the registry, whatever its status."""
    rounds = checked.context.rounds
    return {*map(rounds.identifier, rounds.rows.tolist())}


def _remember_anew(context: JobContext, report: MonthlyReport, memory: ReportMemory) -> None:
    """What a copy made anew tells of people counts with what was told before.

    Its tables may read otherwise also where no indicator does.
    """
    told = [one.told() for (_, copy), one in memory.frozen.items() if copy == report.copy]
    is_issued = (report.period, report.copy) in memory.frozen
    if is_issued and report.kept.told() not in told and not context.looking:
        made = f"{report.period}/{context.now:%Y-%m-%dT%H:%M}"
        with open_ledger(context.settings) as ledger:
            ledger.reports.freeze(
                report.registry, made, report.copy, report.kept.as_text(), now=context.now
            )


def report_folder(context: JobContext, registry: RegistrySettings, period: Period) -> Path:
    """Where the files of one report are."""
    return reports_folder(context, registry) / period.folder


def _looked(context: JobContext, registry: RegistrySettings) -> tuple[CheckResult, ReportMemory]:
    """What the workbook holds, and what is remembered of it.

    Where it cannot be read nothing is mailed, and the contact is told.
    """
    title = context.sentences("report.job.reading", registry=registry.id)
    with peek_ledger(context.settings) or nullcontext() as ledger:
        try:
            if context.json:
                checked = check_registry(context, registry, ledger)
            else:
                with context.console.progress(title, LOOK_STAGES) as advance:
                    checked = check_registry(context, registry, ledger, advance)
        except StewardError as error:
            if ledger is not None and not (context.dry_run or context.looking):
                hold_unread(ledger, registry.id, now=context.now)
                send_alerts(context, BatchResult(errors={registry.id: error}), ledger)
            raise
        memory = recall_report(registry.id, ledger, context.settings, now=context.now)
    return checked, memory
