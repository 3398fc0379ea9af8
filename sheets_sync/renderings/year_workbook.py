"""The turn of the year as a workbook: what to close, rows of the new rounds, and holidays."""

import datetime as dt
from collections.abc import Iterator

from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.steps import STEPS
from sheets_sync.i18n.closing_text import missing_steps
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.fiscal_year.closing import RoundToClose
from sheets_sync.planning.fiscal_year.next_rounds import NEW_TABS, NextRounds, row_in_order
from sheets_sync.planning.holiday_list import HolidayList
from sheets_sync.registry.months_and_years import ENGLISH_WEEKDAYS, THAI_WEEKDAYS
from sheets_sync.registry.people import NOBODY
from sheets_sync.renderings.workbook.plain_sheets import PlainSheet, plain_workbook


def year_workbook(
    context: RuleContext,
    year: int,
    closing: tuple[RoundToClose, ...],
    new: NextRounds,
    holidays: tuple[HolidayList, ...],
    say: Sentences,
) -> bytes:
    """Rows of new rounds stand in the order of their tab's own columns."""
    agency, day = context.settings.agency.name, context.snapshot.today
    title = say("year.titles.close", year=year)
    sheets = [
        _to_close(context, year, closing, say),
        *_new_rounds(context, year + 1, new, say),
        *([_not_taken(context, new, say)] if new.not_taken else []),
        *(_holidays(one, say) for one in holidays),
    ]
    return plain_workbook(sheets, say, title=title, author=agency, day=day)


def close_line(
    context: RuleContext, one: RoundToClose, say: Sentences
) -> tuple[str, str, str, str]:
    """A round, its coordinator, how many steps are done, and what is missing."""
    communities = context.table("communities")
    person = int(communities["coordinator"].at(one.row))
    return (
        f"{one.community} {communities['name'].at(one.row) or ''}".strip(),
        "" if person == NOBODY else context.person_name(person),
        f"{len(STEPS) - len(one.missing)}/{len(STEPS)}",
        missing_steps(one.missing, say),
    )


def _to_close(
    context: RuleContext, year: int, closing: tuple[RoundToClose, ...], say: Sentences
) -> PlainSheet:
    return PlainSheet(
        say("year.sheets.close"),
        say("year.job.columns").split("|"),
        [close_line(context, one, say) for one in closing],
        title=say("year.titles.close", year=year),
        notes=(say("year.close.note"),),
    )


def _new_rounds(
    context: RuleContext, year: int, new: NextRounds, say: Sentences
) -> Iterator[PlainSheet]:
    for tab in NEW_TABS:
        table, rows = context.table(tab), new.of(tab)
        if not rows or not table.positions:
            continue
        positions = table.positions[0]
        made = [row_in_order(row, positions) for row in rows]
        names = {place: name for name, place in positions.items()}
        columns = table.tab.columns
        headings = [
            columns[names[place]].words.label(say.language) if place in names else ""
            for place in range(1, max(map(len, made)) + 1)
        ]
        yield PlainSheet(
            table.tab.words.label(say.language),
            headings,
            made,
            title=say(f"year.titles.{tab}", year=year),
            notes=(say("year.notes.copy", sheet=table.sheets[0]),),
            to_copy=0,
        )


def _not_taken(context: RuleContext, new: NextRounds, say: Sentences) -> PlainSheet:
    tabs = context.snapshot.schema.tabs
    return PlainSheet(
        say("year.sheets.not_taken"),
        say("year.not_taken_columns.headings").split("|"),
        [
            (
                one.community,
                tabs[one.tab].words.label(say.language),
                one.person,
                say(f"year.reasons.{one.reason}"),
            )
            for one in new.not_taken
        ],
        title=say("year.titles.not_taken"),
        notes=(say("year.notes.not_taken"),),
    )


def _holidays(found: HolidayList, say: Sentences) -> PlainSheet:
    weekdays = THAI_WEEKDAYS if say.language == "th" else ENGLISH_WEEKDAYS
    rows: list[tuple[str, dt.date, str, str]] = [
        (say(f"year.source.{one.source}"), one.day, one.name, weekdays[one.day.weekday()])
        for one in found.days
    ]
    notes = [say("year.notes.holidays")]
    if found.lacks_ploughing:
        notes.append(say("year.ploughing", year=found.year))
    return PlainSheet(
        say("year.sheets.holidays", year=found.year),
        say("year.holiday_sheet_columns").split("|"),
        rows,
        title=say("year.titles.holidays", year=found.year),
        notes=notes,
    )
