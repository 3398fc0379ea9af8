"""From a workbook as it was read to what is in it and what is wrong with it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sheets_sync.checking.finding_columns import Findings
from sheets_sync.checking.findings import Finding
from sheets_sync.checking.history import NOTHING_REMEMBERED, History
from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.run_rules import validate
from sheets_sync.checking.steps import STEP_TABS, Progress
from sheets_sync.planning.working_days import agency_days, own_holidays
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.rules import RULES
from sheets_sync.settings import Rejected, Settings, SheetSetting, with_sheet_values
from sheets_sync.settings.model import StepSettings


@dataclass(frozen=True, slots=True)
class TypedWorkbook:
    """A workbook as typed tables, read with the settings that it holds itself."""

    snapshot: Snapshot
    settings: Settings
    """With what HR set in the workbook laid over the configured ones."""
    rejected: tuple[Rejected, ...]


def typed(
    workbook: RawWorkbook,
    schema: Schema,
    today: dt.date,
    configured: Settings,
    memory: Recollection = NOTHING,
) -> TypedWorkbook:
    """The typed tables as of a day; `memory` spares what was typed before."""
    snapshot = read_snapshot(workbook, schema, today, configured.rules, memory)
    settings, rejected = memory.of(
        "settings",
        (configured, snapshot["settings"]),
        lambda: with_sheet_values(configured, _sheet_settings(snapshot)),
    )
    if settings.rules != configured.rules:
        snapshot = read_snapshot(workbook, schema, today, settings.rules, memory)
    return TypedWorkbook(snapshot, settings, rejected)


def rows_of(
    typed: TypedWorkbook, rows_before: Mapping[str, int] | None, memory: Recollection = NOTHING
) -> RuleContext:
    """The tables with the steps computed from them; no rule is asked."""
    settings = typed.settings
    progress = _progress(typed.snapshot, settings.steps, memory)
    confirmed = frozenset(settings.confirmations)
    history = NOTHING_REMEMBERED if rows_before is None else History(rows_before, confirmed)
    seen = typed.snapshot.only(("holidays",))
    calendar = memory.of(
        "calendar",
        (seen.today, *seen.tables.values()),
        lambda: agency_days(seen.today, own_holidays(seen)),
    )
    return RuleContext(
        typed.snapshot, progress, settings, history, typed.rejected, calendar.holidays, memory
    )


def _progress(snapshot: Snapshot, deadlines: StepSettings, memory: Recollection) -> Progress:
    """The steps; those of before where nothing that they are made of is another."""
    seen = snapshot.only(STEP_TABS)
    return memory.of(
        "steps of rounds",
        (seen.schema, seen.today, deadlines, *seen.tables.values()),
        lambda: Progress(gather_rounds(seen), deadlines),
    )


def checked(
    typed: TypedWorkbook, rows_before: Mapping[str, int] | None, memory: Recollection = NOTHING
) -> tuple[RuleContext, Findings]:
    """Every rule over the tables; `rows_before` are the sizes of the last good read, by tab.

    With a memory, findings of the same facts are the same objects as the last time.
    """
    context = rows_of(typed, rows_before, memory)
    findings = validate(context, RULES)
    if memory.lasts:
        known = memory.alike_each("findings", tuple(findings), _say_the_same)
        findings = findings.as_before(known)
    return context, findings


def _say_the_same(one: Finding, other: Finding) -> bool:
    """Whether two equal findings also have the same facts for their sentences."""
    return one.facts == other.facts


def _sheet_settings(snapshot: Snapshot) -> list[SheetSetting]:
    table = snapshot["settings"]
    names, values = table["name"], table["value"]
    return [
        SheetSetting(int(table.rows[row]), names.at(row), values.typed[values.codes[row]])
        for row in range(len(table))
        if names.at(row) is not None and values.shown(row).strip()
    ]
