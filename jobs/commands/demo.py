"""demo: the whole service on a sample agency, with no account and no network.

Writes a folder: a workbook with its flags, mails as `.eml`, the report, and a page that shows
them. Runs when somebody wants to see what this is.
"""

import datetime as dt
import io
import json
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.cli.command_table import untyped
from jobs.cli.console import Console
from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from jobs.terminal.findings import counted
from sheets_sync.delivery.worker import LEASE, worker_name
from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.planning.working_days import agency_days
from sheets_sync.scheduling.check_facts import facts_of
from sheets_sync.scheduling.due_runs import due_of_registry

ARGUMENTS = ("directory",)

JOBS = ("check", "remind", "report")
ZONE = ZoneInfo("Asia/Bangkok")
MORNING = dt.time(9)
"""When the sample day's jobs run: inside the hours in which mail may leave."""


def run(context: JobContext) -> int:
    """Make the sample, do every job on it, and say where to look."""
    from jobs.demo.folder import make_folder  # slow import
    from jobs.demo.history import plant_history  # slow import
    from jobs.demo.page import write_index  # slow import
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    folder = Path(context.options.directory).absolute()
    now = dt.datetime.now(ZONE)
    asked = context.options.today or (now - _over_midnight(MORNING)).date()
    today = agency_days(asked, ()).on_or_before(asked)  # mails leave on working days only
    title = context.sentences("jobs.demo.making", folder=context.options.directory)
    with context.console.progress(title, len(JOBS) + 2) as advance:
        make_folder(folder, today, context.sentences)
        demo = _inside(context, folder, today)
        (registry,) = demo.registries
        checked = check_registry(demo, registry)
        with open_ledger(demo.settings) as ledger:
            plant_history(ledger, checked, today, agency_days(today, ()), ZONE)
        advance()
        for job in JOBS:
            import_module(f"jobs.commands.{job}").run(demo.with_options(job, demo.options))
            advance()
        if context.options.today is None and today < now.date():
            _check_now(demo, now)
        _write_down_check(demo, now if context.options.today is None else demo.now)
        write_index(demo, folder)
        advance()
    _tell(context, demo, folder)
    return 0


def _over_midnight(hour: dt.time) -> dt.timedelta:
    """So much earlier it is yesterday until that hour: nothing is to come from a later one."""
    return dt.timedelta(hours=hour.hour, minutes=hour.minute)


def _check_now(demo: JobContext, now: dt.datetime) -> None:
    """Check once more as things stand today: the sample's mails are of an earlier day."""
    again = JobContext("check", demo.options, demo.sentences, at=now)
    again.console = demo.console
    import_module("jobs.commands.check").run(again)


def _write_down_check(demo: JobContext, now: dt.datetime) -> None:
    """What the calendar wants by now has been done: `run` in the folder need not check again."""
    from sheets_sync.wiring.ledger import open_ledger  # slow import

    (registry,) = demo.registries
    summary = json.dumps(facts_of(check_registry(demo, registry)))
    with open_ledger(demo.settings) as ledger:
        for due in due_of_registry(demo.settings, ledger, registry.id, now):
            if due.job.name == CHECK:
                run = ledger.runs.claim(*due.key, worker=worker_name(), lease=LEASE, now=now)
                if run is not None:
                    ledger.runs.finish(run, summary=summary, now=now)


def _inside(context: JobContext, folder: Path, today: dt.date) -> JobContext:
    """What the jobs inside the folder are given: quiet, and the sample's day is today for them."""
    own = {"config": str(folder / "cop-steward.toml"), "lang": context.language}
    unset = {name: value for job in JOBS for name, value in untyped(job).items()}
    options = Namespace(**{**unset, **own})
    morning = dt.datetime.combine(today, MORNING, ZONE)
    demo = JobContext("demo", options, context.sentences, at=morning)
    demo.console = Console(io.StringIO(), io.StringIO(), context.sentences)
    demo.looks = {}  # one look serves all jobs: nobody edits the sample meanwhile
    return demo


def _tell(context: JobContext, demo: JobContext, folder: Path) -> None:
    """Five lines: what was found, and where to look."""
    (registry,) = demo.registries
    checked = check_registry(demo, registry)
    shown = Path(context.options.directory)
    (report,) = (folder / "reports").rglob("report.html")
    for name, facts in (
        (
            "found",
            {
                "communities": len(checked.context.rounds.rows),
                "staff": len(checked.snapshot["staff"]),
                "rows": context.sentences.number(checked.snapshot.height),
                **counted(checked.findings),
            },
        ),
        ("workbook", {"path": shown / "registry.xlsx"}),
        (
            "mails",
            {"count": len(list((folder / "outbox").glob("*.eml"))), "path": shown / "outbox"},
        ),
        ("report", {"path": shown / report.relative_to(folder)}),
        ("page", {"path": shown / "index.html"}),
    ):
        context.console.line(context.sentences(f"jobs.demo.{name}", **facts))
