"""Builds the workbook of a case and validates it, as the service does."""

import dataclasses
import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sheets_sync.checking.findings import Finding
from sheets_sync.checking.history import History
from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.run_rules import validate
from sheets_sync.checking.steps import Progress
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.recollection import Recollection
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.workbook import CellError, CellObject, RawCell, RawTab, RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.rules import RULES
from sheets_sync.settings.build import built, flat
from sheets_sync.settings.config_file import defaults
from sheets_sync.settings.model import Settings
from sheets_sync.settings.sheet_settings import Rejected, SheetSetting, with_sheet_values
from tests.rules.casebook import Case, base

DOMAINS = ("agency.go.th",)
_MEMORY = Recollection()


@cache
def declaration() -> Mapping[str, Any]:
    return tomllib.loads(resource("config", "registry.toml").read_text(encoding="utf-8"))


@cache
def our_schema() -> Schema:
    return read_schema(declaration(), "registry.toml")


def schema_of(case: Case | None) -> Schema:
    if case is None or not case.schema:
        return our_schema()
    return read_schema(merge(declaration(), case.schema), "registry.toml")


@dataclass(frozen=True)
class Sheet:
    """How one sheet of a tab looks."""

    title: str = ""
    headings: Any = "th"
    """th, en or name; or by column the heading to write instead of the Thai one."""
    without: tuple[str, ...] = ()
    """Columns that are not there."""
    above: tuple[str, ...] = ()
    """Title rows above the headings; the rows of the case are counted with them."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Further headings at the right, an error where they look like one, with the cell typed below
    each in every row, or by row."""
    typed_over: tuple[tuple[int, int], ...] = ()
    """Rows and columns where something was typed into our status column."""
    looks_up: bool = True
    """Whether there are formulas of ours in that column."""
    url: str = ""
    """Where a browser opens it, for a sheet of an online spreadsheet."""
    order: str = "schema"
    """schema or reversed."""


def raw_sheet(tab: Tab, rows: Mapping[int, Mapping[str, Any]], sheet: Sheet) -> RawTab:
    names = [name for name in tab.columns if name not in sheet.without]
    if sheet.order == "reversed":
        names.reverse()
    header_row = len(sheet.above) + 1
    height = max([header_row, *rows])
    columns = []
    for place, name in enumerate(names):
        cells: list[RawCell] = [None] * height
        if place == 0:
            cells[: len(sheet.above)] = sheet.above
        cells[header_row - 1] = _heading(tab, name, sheet.headings)
        for row, typed in rows.items():
            cells[row - 1] = raw_cell(typed.get(name))
        columns.append(cells)
    for heading, value in sheet.extra.items():
        cells = [None] * height
        cells[header_row - 1] = CellError(heading) if heading.startswith("#") else heading
        for row in rows:
            cells[row - 1] = raw_cell(value.get(row) if isinstance(value, Mapping) else value)
        columns.append(cells)
    typed_over = tuple((row, column) for row, column in sheet.typed_over)
    return RawTab(
        sheet.title or tab.words.th,
        tuple(columns),
        typed_over=typed_over,
        looks_up=sheet.looks_up,
        url=sheet.url,
    )


def _heading(tab: Tab, name: str, headings: Any) -> RawCell:
    words = tab.columns[name].words
    if isinstance(headings, Mapping):
        return raw_cell(headings.get(name, words.th))
    return {"th": words.th, "en": words.en, "name": name}[headings]


def raw_cell(value: Any) -> RawCell:
    """A cell as a store reads it: whole numbers come as floats, dates with a time."""
    match value:
        case {"error": code}:
            return CellError(str(code))
        case {"object": _}:
            return CellObject()
        case bool():
            return value
        case int() | float():
            return float(value)
        case dt.date() if not isinstance(value, dt.datetime):
            return dt.datetime.combine(value, dt.time())
    return value


def rows_of(case: Case | None) -> dict[str, dict[int, dict[str, Any]]]:
    """By tab, the rows of the clean workbook with the case's changes."""
    tabs = {
        name: {row: dict(cells) for row, cells in rows.items()}
        for name, rows in base()["tabs"].items()
    }
    for name, changes in (case.change if case else {}).items():
        for row, cells in changes.items():
            if cells is None:
                del tabs[name][row]
            else:
                tabs[name].setdefault(row, {}).update(cells)
    return tabs


def raw_workbook(case: Case | None, **looks: Any) -> RawWorkbook:
    """The workbook of a case; `looks` is how sheets look of which the case says nothing."""
    rows = rows_of(case)
    tabs = schema_of(case).tabs
    sheets: list[RawTab] = []
    for name, tab in tabs.items():
        given = case.sheets.get(name, {}) if case else {}
        if given is not None:
            sheets.append(raw_sheet(tab, rows[name], Sheet(**{**looks, **given})))
    for one in case.more if case else ():
        look = {key: value for key, value in one.items() if key not in {"tab", "rows"}}
        sheets.append(raw_sheet(tabs[one["tab"]], one["rows"], Sheet(**look)))
    return RawWorkbook("registry.xlsx", tuple(sheets), locale=case.locale if case else None)


def settings_of(case: Case | None) -> Settings:
    """The defaults with the agency's domain and what the case changes."""
    settings = defaults(Path("/agency"))
    agency = dataclasses.replace(settings.agency, allowed_domains=DOMAINS)
    settings = dataclasses.replace(settings, agency=agency)
    return built(Settings, {**flat(settings), **(case.settings if case else {})})


def context_of(
    workbook: RawWorkbook,
    settings: Settings,
    today: dt.date,
    *,
    schema: Schema | None = None,
    history: History | None = None,
) -> RuleContext:
    """Everything the rules may look at; columns that the last workbook had, too, are read once."""
    snapshot = read_snapshot(
        _MEMORY.recognised(workbook), schema or our_schema(), today, settings.rules, _MEMORY
    )
    settings, rejected = _with_the_tab(settings, snapshot)
    progress = Progress(gather_rounds(snapshot), settings.steps)
    holidays = agency_days(today, own_holidays(snapshot)).holidays
    return RuleContext(snapshot, progress, settings, history or History(), rejected, holidays)


def _with_the_tab(settings: Settings, snapshot: Snapshot) -> tuple[Settings, tuple[Rejected, ...]]:
    table = snapshot["settings"]
    names, values = table["name"], table["value"]
    return with_sheet_values(
        settings,
        [
            SheetSetting(int(table.rows[row]), names.shown(row), values.typed[values.codes[row]])
            for row in range(len(table))
        ],
    )


def today_of(case: Case | None) -> dt.date:
    return (case.today if case else None) or base()["today"]


def history_of(case: Case | None) -> History:
    return History(rows_read=(case.history if case else {}).get("rows_read", {}))


def context_of_case(case: Case | None, **looks: Any) -> RuleContext:
    return context_of(
        raw_workbook(case, **looks),
        settings_of(case),
        today_of(case),
        schema=schema_of(case),
        history=history_of(case),
    )


def found_in(facts: RuleContext) -> tuple[Finding, ...]:
    return tuple(validate(facts, RULES))


_FOUND: dict[tuple[Path, str], tuple[Finding, ...]] = {}


def found_in_case(case: Case) -> tuple[Finding, ...]:
    """What is found in a case; the cases themselves and the guide both look at all of them."""
    key = case.path, case.situation
    if key not in _FOUND:
        _FOUND[key] = found_in(context_of_case(case))
    return _FOUND[key]
