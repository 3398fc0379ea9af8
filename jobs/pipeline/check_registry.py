"""One look at a registry: the workbook read, every rule applied, the steps computed."""

import datetime as dt
from collections.abc import Callable

from jobs.cli.context import JobContext
from jobs.cli.progress_notes import tells_beside
from sheets_sync import logs
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.errors import StewardError
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.planning.check_workbook import checked, rows_of, typed
from sheets_sync.planning.working_days import own_holidays
from sheets_sync.ports import Ledger
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.snapshot import read_snapshot
from sheets_sync.settings import RegistrySettings
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store


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


def check_archive(
    context: JobContext, archive: RegistrySettings, ledger: Ledger | None
) -> CheckResult:
    """Check the workbook of a year that is over; the present one's look is not taken for it.

    Raises:
        SetupError, StoreError: the workbook cannot be read.
    """
    return _check(context, archive, ledger, lambda: None)


def look_at_rows(context: JobContext, registry: RegistrySettings) -> RuleContext:
    """The rows of one registry and the steps computed from them; no rule is run.

    Raises:
        SetupError, StoreError: the workbook cannot be read.
    """
    looked = (context.looks or {}).get(registry.id)
    if looked is not None and not isinstance(looked, StewardError):
        return looked.context
    schema = read_registry_schema(context.settings)
    tell = tells_beside(context.console, context.sentences)
    store = open_store(registry, context.settings, tell=tell)
    found = typed(store.read(), schema, context.today, context.settings)
    return rows_of(found, None)


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
    tables = typed(workbook, schema, context.today, context.settings)
    advance()
    rule_context, findings = checked(
        tables, None if ledger is None else rows_before(ledger, registry)
    )
    advance()
    rows = tables.snapshot.height
    logs.note("checked", registry=registry.id, rows=rows, findings=len(findings))
    return CheckResult(registry, tables.settings, store, workbook, rule_context, findings)


LOOK_STAGES = 3
"""How often `look` advances."""


def rows_before(ledger: Ledger, registry: RegistrySettings) -> dict[str, int]:
    """How many rows each tab had when a scheduled check last read it well."""
    return {tab: read.rows for tab, read in ledger.reads.last_good(registry.id).items()}
