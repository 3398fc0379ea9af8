"""year: what the turn of the fiscal year asks of people, with rows ready to be copied.

Reads the registry. Writes `year/<fiscal year>.xlsx` in the folder of reports, and with `--archive`
a workbook of the year's own rows in the folder of archives; both for their owner alone, and
nothing with `--dry-run`. The registry itself is never changed, and nothing is deleted. Runs in
September and October, or whenever somebody asks.
"""

from dataclasses import dataclass
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import look_at_rows
from jobs.pipeline.per_registry import each_registry
from jobs.pipeline.reports_folder import reports_folder
from jobs.pipeline.year_archive import Archived, archive_year
from jobs.terminal.paths import short
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.files import write_file
from sheets_sync.i18n.step_text import step_sentence
from sheets_sync.planning.fiscal_year.closing import RoundToClose, closing_year, rounds_to_close
from sheets_sync.planning.fiscal_year.next_rounds import NEW_TABS, NextRounds, next_rounds
from sheets_sync.planning.holiday_list import HolidayList, holiday_list
from sheets_sync.registry.months_and_years import ERA
from sheets_sync.renderings.year_workbook import close_line, year_workbook
from sheets_sync.settings import RegistrySettings

ARGUMENTS = ("dry-run", "json", "registry", "archive", "fiscal-year")
LOGGED = True

FOLDER = "year"
SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one registry's turn of the year asks for."""

    registry: RegistrySettings
    context: RuleContext
    year: int
    """The fiscal year (B.E.) that is over or nearly so."""
    closing: tuple[RoundToClose, ...]
    new: NextRounds
    holidays: tuple[HolidayList, ...]
    path: Path


def run(context: JobContext) -> int:
    """Show it for every registry, write the rows to copy, and archive where that is asked."""
    return each_registry(context, lambda registry: _turn(context, registry))


def _turn(context: JobContext, registry: RegistrySettings) -> None:
    rows = look_at_rows(context, registry)
    year = context.options.fiscal_year or closing_year(context.today)
    calendar = context.today.year + ERA
    language = context.settings.language
    turn = _Turn(
        registry,
        rows,
        year,
        tuple(rounds_to_close(rows, year)),
        next_rounds(rows, year),
        tuple(holiday_list(rows, one, language) for one in (calendar, calendar + 1)),
        reports_folder(context, registry) / FOLDER / f"{year}.xlsx",
    )
    if not context.dry_run:
        say = context.sentences_in(language)
        content = year_workbook(rows, year, turn.closing, turn.new, turn.holidays, say)
        write_file(turn.path, content, private=True)
    archived = archive_year(context, registry, rows, year) if context.options.archive else None
    if context.json:
        context.console.json(_as_json(context, turn, archived))
    else:
        _show(context, turn, archived)


def _show(context: JobContext, turn: _Turn, archived: Archived | None) -> None:
    say, console, year = context.sentences, context.console, turn.year
    name = "to_close" if turn.closing else "nothing_to_close"
    facts = {"registry": turn.registry.id, "year": year, "count": len(turn.closing)}
    console.line(say(f"year.job.{name}", **facts))
    most = len(turn.closing) if context.options.verbose else SHOWN
    if turn.closing:
        console.table(
            say("year.job.columns").split("|"),
            [close_line(turn.context, one, say) for one in turn.closing[:most]],
        )
    if len(turn.closing) > most:
        console.line(say("year.job.more", count=len(turn.closing) - most))
    counts = {tab: len(turn.new.of(tab)) for tab in NEW_TABS}
    console.line(say("year.job.next", year=year + 1, **counts))
    if turn.new.not_taken:
        console.line(say("year.job.not_taken", count=len(turn.new.not_taken)))
    for one in turn.holidays:
        state = say(f"year.job.{'confirmed' if one.is_confirmed else 'unconfirmed'}")
        console.line(say("year.job.holidays", year=one.year, count=len(one.days), state=state))
        if one.lacks_ploughing:
            console.line(say("year.ploughing", year=one.year))
    told = "would_write" if context.dry_run else "written"
    console.line(say(f"year.job.{told}", path=short(turn.path)))
    if archived is not None:
        _show_archived(context, archived)


def _show_archived(context: JobContext, archived: Archived) -> None:
    say, console = context.sentences, context.console
    told = "would_archive" if context.dry_run else "archived"
    count, path = sum(archived.rows.values()), short(archived.path)
    console.line(say(f"year.job.{told}", year=archived.year, path=path, count=count))
    for name, what in (("undated", archived.undated), ("unreadable", archived.unreadable)):
        if what:
            facts = {"communities": what, "tabs": what}
            console.line(say(f"year.job.{name}", **facts))


def _as_json(context: JobContext, turn: _Turn, archived: Archived | None) -> dict[str, object]:
    """The object of `year.schema.json`."""
    say, schema = context.sentences, turn.context.snapshot.schema
    return {
        "registry": turn.registry.id,
        "fiscal_year": turn.year,
        "to_close": [
            {
                "community": one.community,
                "missing": [
                    {
                        "step": step.number,
                        "state": step.state,
                        "done": step.done,
                        "of": step.of,
                        "why": step_sentence(step, schema, say),
                    }
                    for step in one.missing
                ],
            }
            for one in turn.closing
        ],
        "next_rounds": [
            {"tab": row.tab, "continues": row.continues, "cells": dict(row.cells)}
            for row in turn.new.rows
        ],
        "not_taken": [
            {
                "community": one.community,
                "tab": one.tab,
                "person": one.person,
                "reason": one.reason,
            }
            for one in turn.new.not_taken
        ],
        "holidays": [
            {
                "year": one.year,
                "confirmed": one.is_confirmed,
                "lacks_ploughing_day": one.lacks_ploughing,
                "days": [
                    {"date": each.day, "name": each.name, "source": each.source}
                    for each in one.days
                ],
            }
            for one in turn.holidays
        ],
        "written": None if context.dry_run else str(turn.path),
        "archive": None
        if archived is None
        else {
            "path": str(archived.path),
            "rows": dict(archived.rows),
            "undated": archived.undated,
            "unreadable": archived.unreadable,
        },
    }
