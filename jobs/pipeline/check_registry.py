"""One look at a registry: the workbook read, every rule applied, the steps computed."""

import datetime as dt
from collections.abc import Callable

from jobs.cli.context import JobContext
from jobs.cli.progress_notes import tells_beside
from sheets_sync import logs
from sheets_sync.checking.history import NOTHING_REMEMBERED, History
from sheets_sync.checking.rounds import gather_rounds
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.checking.run_rules import validate
from sheets_sync.checking.steps import Progress
from sheets_sync.errors import StewardError
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.planning.working_days import own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.rules import RULES
from sheets_sync.settings import (
    RegistrySettings,
    Rejected,
    Settings,
    SheetSetting,
    with_sheet_values,
)
from sheets_sync.wiring import open_store, read_registry_schema


def check_registry(
    context: JobContext,
    registry: RegistrySettings,
    ledger: Ledger | None = None,
    advance: Callable[[], object] = lambda: None,
) -> CheckResult:
    """Read one registry and check it; `advance` is called after reading, typing and checking.

    Where one job follows on another, the one look serves them all.

    Raises:
        SetupError, StoreError: the workbook cannot be read.
    """
    looks = context.looks
    if looks is None:
        return _check(context, registry, ledger, advance)
    found = looks.get(registry.id)
    if found is None:
        try:
            found = _check(context, registry, ledger, advance)
        except StewardError as error:
            found = error
        looks[registry.id] = found
    if isinstance(found, StewardError):
        raise found
    return found


def read_own_holidays(
    context: JobContext, registry: RegistrySettings
) -> list[tuple[dt.date, bool]]:
    """The agency's own holidays as the workbook has them now; no rule is run.

    Raises:
        SetupError, StoreError: the workbook cannot be read.
    """
    looked = (context.looks or {}).get(registry.id)
    if looked is not None and not isinstance(looked, StewardError):
        return own_holidays(looked.snapshot)
    store = open_store(registry, context.settings)
    schema = read_registry_schema(context.settings)
    return own_holidays(read_snapshot(store.read(), schema, context.today, context.settings.rules))


@no_garbage_collection()
def _check(
    context: JobContext,
    registry: RegistrySettings,
    ledger: Ledger | None,
    advance: Callable[[], object],
) -> CheckResult:
    schema = read_registry_schema(context.settings)
    tell = tells_beside(context.console, context.sentences)
    store = open_store(registry, context.settings, tell=tell)
    workbook = store.read()
    advance()
    snapshot, settings, rejected = _typed(workbook, schema, context.today, context.settings)
    advance()
    progress = Progress(gather_rounds(snapshot), settings.steps)
    history = NOTHING_REMEMBERED if ledger is None else _remembered(ledger, registry, settings)
    rule_context = RuleContext(snapshot, progress, settings, history, rejected)
    findings = validate(rule_context, RULES)
    advance()
    logs.note("checked", registry=registry.id, rows=snapshot.height, findings=len(findings))
    return CheckResult(registry, settings, store, workbook, rule_context, findings)


LOOK_STAGES = 3
"""How often `look` advances."""


def _typed(
    workbook: RawWorkbook, schema: Schema, today: dt.date, configured: Settings
) -> tuple[Snapshot, Settings, tuple[Rejected, ...]]:
    """The snapshot, read with the settings that it holds itself."""
    snapshot = read_snapshot(workbook, schema, today, configured.rules)
    settings, rejected = with_sheet_values(configured, _sheet_settings(snapshot))
    if settings.rules != configured.rules:
        snapshot = read_snapshot(workbook, schema, today, settings.rules)
    return snapshot, settings, rejected


def _sheet_settings(snapshot: Snapshot) -> list[SheetSetting]:
    table = snapshot["settings"]
    names, values = table["name"], table["value"]
    return [
        SheetSetting(int(table.rows[row]), names.at(row), values.typed[values.codes[row]])
        for row in range(len(table))
        if names.at(row) is not None and values.shown(row).strip()
    ]


def _remembered(ledger: Ledger, registry: RegistrySettings, settings: Settings) -> History:
    reads = ledger.reads.last_good(registry.id)
    return History(
        rows_read={tab: read.rows for tab, read in reads.items()},
        confirmed=frozenset(settings.confirmations),
    )
