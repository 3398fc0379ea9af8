"""The page that lists every report of a registry, the newest first."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.report_memory import issued_reports
from sheets_sync.files import write_file
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.i18n.templates import environment, render
from sheets_sync.planning.report.periods import period_of_folder
from sheets_sync.planning.report.values import Copy
from sheets_sync.ports import Ledger
from sheets_sync.renderings.period_words import period_in_words
from sheets_sync.renderings.report_files import STEMS, restated_name
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import peek_ledger

KINDS = ("html", "pdf", "xlsx")
_FOLDER = re.compile(r"\d{4}-\d{2}(-\d{1,2}m)?")


def write_index(context: JobContext, registry: RegistrySettings, folder: Path) -> None:
    """Write `index.html` into the folder that holds the reports of one registry."""
    say = context.sentences
    with peek_ledger(context.settings) or nullcontext() as ledger:
        facts = {
            "title": say("report_index.title"),
            "agency": context.settings.agency.name,
            "registry": registry.name,
            "reports": tuple(_reports(context, registry, folder, ledger)),
        }
    page = render(environment(say), "report/index.html", facts)
    write_file(folder / "index.html", page.encode(), private=False)


def _reports(
    context: JobContext, registry: RegistrySettings, folder: Path, ledger: Ledger | None
) -> Iterator[dict[str, object]]:
    say, zone = context.sentences, context.settings.timezone
    went = "written" if is_on_trial(context.settings) else "sent"
    settings, now = context.settings, context.now
    kept = {} if ledger is None else issued_reports(registry.id, ledger, settings, now=now)
    for path in sorted(folder.iterdir(), reverse=True):
        if not (path.is_dir() and _FOLDER.fullmatch(path.name)):
            continue
        period = period_of_folder(path.name)
        copies = (kept.get((period.name, copy)) for copy in STEMS)
        at = min((one.sent_at or one.frozen_at for one in copies if one), default=None)
        yield {
            "name": period_in_words(period.month, period.months, say),
            "copies": [
                {"name": _name(copy, say, is_restated=is_restated), "files": files}
                for is_restated in (False, True)
                for copy in STEMS
                if (files := [*_files(path, copy, say, is_restated=is_restated)])
            ],
            "sent": say(f"report_index.{went}", day=say.date(at.astimezone(zone).date(), "long"))
            if at
            else say("report_index.not_sent"),
        }


def _name(copy: Copy, say: Sentences, *, is_restated: bool) -> str:
    name = say(f"report.page.{copy}")
    return say("report_index.restated", copy=name) if is_restated else name


def _files(
    path: Path, copy: Copy, say: Sentences, *, is_restated: bool
) -> Iterator[dict[str, str]]:
    """Those that are there: somebody may have removed what named a person."""
    for kind in KINDS:
        file = f"{STEMS[copy]}.{kind}"
        file = restated_name(file) if is_restated else file
        if (path / file).exists():
            yield {"kind": say(f"report_index.kinds.{kind}"), "path": f"{path.name}/{file}"}
