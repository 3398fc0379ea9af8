"""One look at a registry: the workbook read, every rule applied, the steps computed."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jobs.context import Arguments
from jobs.terminal.waiting import tells_beside
from sheets_sync.collection import no_garbage_collection
from sheets_sync.errors import StewardError
from sheets_sync.facts import Facts
from sheets_sync.findings import Finding
from sheets_sync.history import NOTHING_REMEMBERED, History
from sheets_sync.ports import Ledger, Store
from sheets_sync.records import AddressChange
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import Snapshot, read_snapshot
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.rounds import gather_rounds
from sheets_sync.rules import RULES
from sheets_sync.settings import Registry, Rejected, Settings, SheetSetting, with_sheet_values
from sheets_sync.steps import Progress
from sheets_sync.validation import validate
from sheets_sync.wiring import open_store, read_registry_schema


@dataclass(frozen=True)
class Checked:
    """What one look at a registry found."""

    registry: Registry
    settings: Settings
    """With what HR set in the workbook laid over the config file."""
    store: Store
    workbook: RawWorkbook
    facts: Facts
    findings: tuple[Finding, ...]

    @property
    def snapshot(self) -> Snapshot:
        """The typed tables."""
        return self.facts.snapshot

    @property
    def schema(self) -> Schema:
        """The schema in force."""
        return self.facts.snapshot.schema


@dataclass(slots=True)
class Looked:
    """What one look at all registries found."""

    checked: list[Checked] = field(default_factory=list)
    changes: dict[str, Sequence[AddressChange]] = field(default_factory=dict)
    """By registry, the addresses that changed and wait for a person."""
    errors: dict[str, StewardError] = field(default_factory=dict)
    """By registry, why it could not be read."""

    @property
    def registries(self) -> tuple[str, ...]:
        """What was looked at, with or without success."""
        return (*(one.registry.id for one in self.checked), *self.errors)

    @property
    def schemas(self) -> dict[str, Schema]:
        """By registry, the schema in force."""
        return {one.registry.id: one.schema for one in self.checked}

    @property
    def workbooks(self) -> dict[str, RawWorkbook]:
        """By registry, what was read of it."""
        return {one.registry.id: one.workbook for one in self.checked}


@no_garbage_collection()
def look(
    arguments: Arguments,
    registry: Registry,
    ledger: Ledger | None = None,
    advance: Callable[[], object] = lambda: None,
) -> Checked:
    """Read one registry and check it; `advance` is called after reading, typing and checking.

    Raises:
        SetupError, StoreError: the workbook cannot be read.
    """
    schema = read_registry_schema(arguments.settings)
    tell = tells_beside(arguments.console, arguments.sentences)
    store = open_store(registry, arguments.settings, tell=tell)
    workbook = store.read()
    advance()
    snapshot, settings, rejected = _typed(workbook, schema, arguments.today, arguments.settings)
    advance()
    progress = Progress(gather_rounds(snapshot), settings.steps)
    history = NOTHING_REMEMBERED if ledger is None else _remembered(ledger, registry, settings)
    facts = Facts(snapshot, progress, settings, history, rejected)
    findings = validate(facts, RULES)
    advance()
    return Checked(registry, settings, store, workbook, facts, findings)


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


def _remembered(ledger: Ledger, registry: Registry, settings: Settings) -> History:
    reads = ledger.reads.last_good(registry.id)
    return History(
        rows_read={tab: read.rows for tab, read in reads.items()},
        confirmed=frozenset(settings.confirmations),
    )
