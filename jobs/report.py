"""report: compile a month, and write it as one page for managers and one for HR.

Reads every registry and the ledger's memory. Writes `<YYYY-MM>/report.html` and
`report-hr.html` in the folder of reports, below the registry's name where there are several;
nothing with `--dry-run`. Runs once a month.
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from jobs.checking import LOOK_STAGES, Checked, look
from jobs.context import Arguments
from jobs.outcome import CANNOT, each_registry
from sheets_sync.effects.files import write_file
from sheets_sync.plans.report.compile import compile_month
from sheets_sync.plans.report.model import MonthlyReport
from sheets_sync.plans.report.values import Copy, Measure
from sheets_sync.registry.calendar import add_months, month_first, show_month
from sheets_sync.renderings.as_json import report_values
from sheets_sync.renderings.page import report_page
from sheets_sync.settings import Registry
from sheets_sync.wiring import peek_ledger

FILES: tuple[tuple[Copy, str], ...] = (("manager", "report.html"), ("hr", "report-hr.html"))
"""The copies, the one for everybody first."""


def run(arguments: Arguments) -> int:
    """Report every registry; 0, or 1 where one could not be reported."""
    month = _month(arguments)
    if month > arguments.today:
        _say_not_begun(arguments, month)
        return CANNOT

    def report(registry: Registry) -> None:
        _report(arguments, registry, month)

    return each_registry(arguments, report)


def _month(arguments: Arguments) -> dt.date:
    """The first day of the month asked for, else of the last one that is over."""
    wanted: dt.date | None = arguments.options.month
    return month_first(wanted or add_months(month_first(arguments.today), -1))


def _say_not_begun(arguments: Arguments, month: dt.date) -> None:
    say = arguments.sentences
    shown = show_month(month, arguments.language, "long")
    problem = say("report.job.not_begun", month=shown)
    arguments.console.note(say("command_line.words.problem", text=problem))
    hint = say("report.job.not_begun_hint")
    arguments.console.note(say("command_line.words.hint", text=hint))


def _report(arguments: Arguments, registry: Registry, month: dt.date) -> None:
    checked = _looked(arguments, registry)
    folder = report_folder(arguments, registry, month)
    reports = [
        (compile_month(checked.facts, checked.findings, month, registry.id, copy), folder / name)
        for copy, name in FILES
    ]
    if not arguments.dry_run:
        for report, path in reports:
            page = report_page(report, checked.schema, arguments.sentences)
            write_file(path, page.encode(), private=report.copy == "hr")
    _show(arguments, reports)


def report_folder(arguments: Arguments, registry: Registry, month: dt.date) -> Path:
    """Where the month's files of one registry are."""
    folder = arguments.settings.reports.folder
    if len(arguments.settings.registries) > 1:
        folder /= registry.id
    return folder / f"{month:%Y-%m}"


def _looked(arguments: Arguments, registry: Registry) -> Checked:
    title = arguments.sentences("report.job.reading", registry=registry.id)
    with peek_ledger(arguments.settings) or nullcontext() as ledger:
        if arguments.json:
            return look(arguments, registry, ledger)
        with arguments.console.progress(title, LOOK_STAGES) as advance:
            return look(arguments, registry, ledger, advance)


def _show(arguments: Arguments, reports: Iterable[tuple[MonthlyReport, Path]]) -> None:
    """Print where it is and a summary; as JSON the managers' copy, which names no member."""
    say, console = arguments.sentences, arguments.console
    verb = "would_write" if arguments.dry_run else "written"
    for report, path in reports:
        if report.copy == "manager":
            console.line(summary(arguments, report))
            if arguments.json:
                console.json(report_values(report))
        copy = say(f"report.page.{report.copy}")
        console.line(say(f"report.job.{verb}", copy=copy, path=str(path)))


def summary(arguments: Arguments, report: MonthlyReport) -> str:
    """The month in one line."""
    figures = {one.name: one.now for one in report.headline}
    return arguments.sentences(
        "report.job.summary",
        month=show_month(report.month, arguments.language, "long"),
        active=_shown(figures["active"]),
        evaluated=_shown(figures["evaluated"]),
        followed_up=_shown(figures["followed_up"]),
        decisions=len(report.decisions),
    )


def _shown(measure: Measure) -> str:
    if measure is None or isinstance(measure, int):
        return "–" if measure is None else str(measure)
    return f"{measure.n}/{measure.of}" if measure.of else "–"
