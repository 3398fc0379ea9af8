"""The seams to the world: what the engine asks of stores, mailers, oracles and ledgers."""

from sheets_sync.ports.adapters import (
    Mailer,
    Oracle,
    ParallelMailer,
    Pulse,
    Requests,
    ReturnMailbox,
    Store,
)
from sheets_sync.ports.ledger import Ledger
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
    StepHistory,
    TabReads,
)

__all__ = [
    "ChangeHistory",
    "Channels",
    "FindingHistory",
    "FrozenReports",
    "Holds",
    "Leases",
    "Ledger",
    "Letters",
    "Mailer",
    "Oracle",
    "ParallelMailer",
    "People",
    "Pulse",
    "Requests",
    "ReturnMailbox",
    "Runs",
    "StepHistory",
    "Store",
    "TabReads",
]
