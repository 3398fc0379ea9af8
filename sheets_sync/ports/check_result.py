"""What one look at a registry, or at all of them, found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sheets_sync.checking.finding_columns import Findings
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.errors import StewardError
from sheets_sync.mail.ledger_records import AddressChange
from sheets_sync.ports.adapters import Store
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.snapshot import Snapshot
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.settings import RegistrySettings, Settings


@dataclass(frozen=True)
class CheckResult:
    """What one look at a registry found."""

    registry: RegistrySettings
    settings: Settings
    """With what HR set in the workbook laid over the config file."""
    store: Store
    workbook: RawWorkbook
    context: RuleContext
    findings: Findings

    @property
    def snapshot(self) -> Snapshot:
        """The typed tables."""
        return self.context.snapshot

    @property
    def schema(self) -> Schema:
        """The schema in force."""
        return self.context.snapshot.schema


@dataclass(slots=True)
class BatchResult:
    """What one look at all registries found."""

    checked: list[CheckResult] = field(default_factory=list)
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
