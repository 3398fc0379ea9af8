"""The page that lists every report of a registry, the newest first, also one without its files."""

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
from sheets_sync.planning.report.frozen import frozen_month
from sheets_sync.planning.report.indicators.catalogue import INDICATORS
from sheets_sync.planning.report.indicators.values import Figure
from sheets_sync.planning.report.periods import Period, period_of_folder
from sheets_sync.planning.report.values import Copy
from sheets_sync.ports import Ledger
from sheets_sync.renderings.document.shown import percent
from sheets_sync.renderings.period_words import period_in_words
from sheets_sync.renderings.report_files import STEMS, restated_name
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.ledger import peek_ledger

KINDS = ("html", "pdf", "xlsx")
HEADLINE = frozenset({1, 17, 20})
"""The indicators that the page tells of a report that was issued, by number: none is a score."""
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
    made = {path.name for path in folder.iterdir() if path.is_dir()}
    names = {*filter(_FOLDER.fullmatch, made), *(name.replace("/", "-") for name, _ in kept)}
    for name in sorted(names, reverse=True):
        period, path = period_of_folder(name), folder / name
        copies = (kept.get((period.name, copy)) for copy in STEMS)
        at = min((one.sent_at or one.frozen_at for one in copies if one), default=None)
        told = kept.get((period.name, "manager"))
        yield {
            "name": period_in_words(period.month, period.months, say),
            "figures": [*_headline(told.compiled, say)] if told else [],
            "command": _command(period, context, registry),
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


def _headline(compiled: str, say: Sentences) -> Iterator[str]:
    """What the managers' copy said as it was sent, as far as that was kept and is known."""
    kept = frozen_month(compiled).indicators
    for one in INDICATORS:
        if one.number in HEADLINE and one.number in kept:
            figure = kept[one.number].figure
            if figure.value is not None:
                yield f"{say(f'indicators.names.{one.name}')} {_shown(figure, say)}"


def _shown(figure: Figure, say: Sentences) -> str:
    """A number, or so many of so many with their share."""
    if figure.of is None:
        return say.number(figure.value or 0)
    n, of = say.number(figure.n or 0), say.number(figure.of)
    return say("report.words.of", n=n, of=of, share=percent(figure.value or 0, say))


def _command(period: Period, context: JobContext, registry: RegistrySettings) -> str:
    """What is typed to make the files of a report."""
    one_of_many = f" --registry {registry.id}" if len(context.settings.registries) > 1 else ""
    return f"{period.command}{one_of_many}"


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
