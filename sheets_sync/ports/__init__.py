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
from sheets_sync.ports.ledger import (
    Channels,
    FindingHistory,
    FrozenReports,
    Holds,
    Leases,
    Ledger,
    Letters,
    People,
    Runs,
    StepHistory,
    TabReads,
)

__all__ = [
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
