"""report: compile a month, and write a copy for managers and one for HR.

Reads every registry and the ledger's memory. Writes `report` and `report-hr` as page, PDF and
workbook, and `line.txt` to paste into a chat group, in `<YYYY-MM>` in the folder of reports,
below the registry's name where there are several; nothing with `--dry-run`. Runs once a month.
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import LOOK_STAGES, check_registry
from jobs.pipeline.per_registry import CANNOT, each_registry
from jobs.pipeline.run_record import recorded_by_hand
from jobs.pipeline.write_evidence import write_evidence
from sheets_sync.delivery.report_memory import recall_report
from sheets_sync.files import write_file
from sheets_sync.planning.report.compile import compile_month
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.memory import ReportMemory
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.planning.report.sections.decisions import decisions
from sheets_sync.planning.report.values import Copy
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.months_and_years import add_months, month_first, show_month
from sheets_sync.registry.schema import Schema
from sheets_sync.renderings.as_json import report_values
from sheets_sync.renderings.report_files import STEMS, report_files
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring import peek_ledger

FILES: tuple[tuple[Copy, str], ...] = tuple((copy, f"{stem}.html") for copy, stem in STEMS.items())
"""The copies, the one for everybody first, and the page that each is led by."""


def run(context: JobContext) -> int:
    """Report every registry; 0, or 1 where one could not be reported."""
    if context.options.evidence:
        return write_evidence(context, context.options.evidence)
    month = _month(context)
    if month > context.today:
        _say_not_begun(context, month)
        return CANNOT

    def report(registry: RegistrySettings) -> None:
        with recorded_by_hand(context, registry.id, "report") as end:
            _report(context, registry, month)
            end.failed, end.facts = False, {"month": f"{month:%Y-%m}"}

    return each_registry(context, report)


def _month(context: JobContext) -> dt.date:
    """The first day of the month asked for, else of the last one that is over."""
    wanted: dt.date | None = context.options.month
    return month_first(wanted or add_months(month_first(context.today), -1))


def _say_not_begun(context: JobContext, month: dt.date) -> None:
    say = context.sentences
    shown = show_month(month, context.language, "long")
    problem = say("report.job.not_begun", month=shown)
    context.console.note(say("command_line.words.problem", text=problem))
    hint = say("report.job.not_begun_hint")
    context.console.note(say("command_line.words.hint", text=hint))


def _report(context: JobContext, registry: RegistrySettings, month: dt.date) -> None:
    checked, memory = _checked(context, registry)
    folder = report_folder(context, registry, month)
    reports = [
        (
            compile_month(
                checked.context, checked.findings, month, registry.id, copy, memory=memory
            ),
            folder / name,
        )
        for copy, name in FILES
    ]
    if not context.dry_run:
        for report, path in reports:
            files = report_files(
                report, checked.schema, context.sentences, context.settings.reports
            )
            for name, content in files.items():
                write_file(path.with_name(name), content, private=report.copy == "hr")
    _show(context, reports, checked.schema)


def report_folder(context: JobContext, registry: RegistrySettings, month: dt.date) -> Path:
    """Where the month's files of one registry are."""
    folder = context.settings.reports.folder
    if len(context.settings.registries) > 1:
        folder /= registry.id
    return folder / f"{month:%Y-%m}"


def _checked(context: JobContext, registry: RegistrySettings) -> tuple[CheckResult, ReportMemory]:
    """What the workbook holds, and what is remembered of it."""
    title = context.sentences("report.job.reading", registry=registry.id)
    with peek_ledger(context.settings) or nullcontext() as ledger:
        if context.json:
            checked = check_registry(context, registry, ledger)
        else:
            with context.console.progress(title, LOOK_STAGES) as advance:
                checked = check_registry(context, registry, ledger, advance)
        memory = recall_report(registry.id, ledger, now=context.now, zone=context.settings.timezone)
    return checked, memory


def _show(
    context: JobContext, reports: Iterable[tuple[MonthlyReport, Path]], schema: Schema
) -> None:
    """Print where it is and a summary; as JSON the managers' copy, which names no member."""
    say, console = context.sentences, context.console
    verb = "would_write" if context.dry_run else "written"
    for report, path in reports:
        if report.copy == "manager":
            console.line(summary(context, report))
            if context.json:
                console.json(report_values(report, schema, context.sentences))
        copy = say(f"report.page.{report.copy}")
        console.line(say(f"report.job.{verb}", copy=copy, path=str(path)))


def summary(context: JobContext, report: MonthlyReport) -> str:
    """The month in one line."""
    return context.sentences(
        "report.job.summary",
        month=show_month(report.month, context.language, "long"),
        active=_shown(report.indicators[1].figure),
        evaluated=_shown(report.indicators[17].figure),
        followed_up=_shown(report.indicators[20].figure),
        decisions=len(report.part(decisions)),
    )


def _shown(figure: Figure) -> str:
    """So many of so many; a dash where there is nothing to count."""
    if figure.n is None or figure.of == 0:
        return "–"
    return f"{figure.n:.0f}" if figure.of is None else f"{figure.n:.0f}/{figure.of:.0f}"
