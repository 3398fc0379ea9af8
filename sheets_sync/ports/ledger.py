"""What is asked of the ledger: everything that must be remembered between two runs."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self

from sheets_sync.mail.ledger_records import Mark
from sheets_sync.ports.ledger_letters import Letters
from sheets_sync.ports.ledger_memories import (
    ChangeHistory,
    Channels,
    FindingHistory,
    FrozenReports,
    Holds,
    Leases,
    People,
    Runs,
    SessionVersions,
    StepHistory,
    TabReads,
)

if TYPE_CHECKING:  # most agencies have no hook
    from sheets_sync.ports.ledger_hooks import Hooks


class Ledger(Protocol):
    """Everything that must be remembered between two runs."""

    @property
    def letters(self) -> Letters: ...
    @property
    def runs(self) -> Runs: ...
    @property
    def findings(self) -> FindingHistory: ...
    @property
    def steps(self) -> StepHistory: ...
    @property
    def changes(self) -> ChangeHistory: ...
    @property
    def sessions(self) -> SessionVersions: ...
    @property
    def reads(self) -> TabReads: ...
    @property
    def holds(self) -> Holds: ...
    @property
    def people(self) -> People: ...
    @property
    def reports(self) -> FrozenReports: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def channels(self) -> Channels: ...
    @property
    def hooks(self) -> "Hooks": ...

    def mark(self) -> Mark:
        """How far it has come, to be kept outside it."""
        ...

    def made_at(self) -> dt.datetime | None:
        """When it was made; nothing for one that an earlier version made."""
        ...

    def identity(self) -> tuple[int, int] | None:
        """Which file it is on the disk; nothing where it is none, or was taken away."""
        ...

    def recall(self, name: str) -> str:
        """What was last kept under this name; empty where nothing was."""
        ...

    def remember(self, name: str, text: str) -> None:
        """Keep a text under this name, in place of what was kept."""
        ...

    def renew_epoch(self) -> Mark:
        """Start anew after a person accepted a restored ledger."""
        ...

    def pseudonym(self, text: str) -> str:
        """Stand for an address or a name; the same in every run, and for this ledger alone."""
        ...

    def erase(self, address: str, names: Collection[str] = (), *, now: dt.datetime) -> int:
        """Forget a person everywhere, keeping what stops a second sending; rows touched."""
        ...

    def erased(self, texts: Collection[str]) -> frozenset[str]:
        """Which of these addresses and names are of people who were erased."""
        ...

    def erasures(self) -> dict[str, dt.datetime]:
        """The pseudonyms of everybody who was erased, with the moment."""
        ...

    def people_named(self) -> Sequence[tuple[str, str]]:
        """Every address that is still kept, with the name beside it or nothing."""
        ...

    def export(self, address: str, names: Collection[str] = ()) -> dict[str, list[dict[str, Any]]]:
        """Everything that is kept under an address, by table; of records, also under the names."""
        ...

    def purge(
        self,
        *,
        mails_before: dt.datetime,
        findings_before: dt.date,
        changes_before: dt.datetime,
    ) -> int:
        """Forget readers of old settled letters, old skips, findings and changes; rows touched."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...
