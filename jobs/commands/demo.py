"""demo: the whole service on a sample agency, with no account and no network.

Writes a folder: a workbook with its flags, mails as `.eml`, the report, and a page that shows
them. Runs when somebody wants to see what this is.
"""

import datetime as dt
import io
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.cli.console import Console
from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import check_registry
from jobs.terminal.findings import counted
from sheets_sync.planning.working_days import agency_days

JOBS = ("check", "remind", "report")
ZONE = ZoneInfo("Asia/Bangkok")
MORNING = dt.time(9)
"""When the sample day's jobs run: inside the hours in which mail may leave."""


def run(context: JobContext) -> int:
    """Make the sample, do every job on it, and say where to look."""
    from jobs.demo.folder import make_folder  # slow import
    from jobs.demo.page import write_index  # slow import

    folder = Path(context.options.directory).absolute()
    asked = context.options.today or dt.datetime.now(ZONE).date()
    today = agency_days(asked, ()).on_or_before(asked)  # mails leave on working days only
    title = context.sentences("jobs.demo.making", folder=context.options.directory)
    with context.console.progress(title, len(JOBS) + 2) as advance:
        make_folder(folder, today, context.sentences)
        demo = _inside(context, folder, today)
        advance()
        for job in JOBS:
            import_module(f"jobs.commands.{job}").run(demo.with_options(job, demo.options))
            advance()
        write_index(demo, folder)
        advance()
    _tell(context, demo, folder)
    return 0


def _inside(context: JobContext, folder: Path, today: dt.date) -> JobContext:
    """What the jobs inside the folder are given: quiet, and the sample's day is today for them."""
    options = Namespace(
        config=str(folder / "cop-steward.toml"),
        today=None,
        lang=context.language,
        verbose=False,
        dry_run=False,
        json=False,
        registry=None,
        fail_on=None,
        preview=False,
        apply=False,
        month=None,
    )
    morning = dt.datetime.combine(today, MORNING, ZONE)
    demo = JobContext("demo", options, context.sentences, at=morning)
    demo.console = Console(io.StringIO(), io.StringIO(), context.sentences)
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
