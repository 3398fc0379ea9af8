"""The seams to the world: what the engine asks of stores, mailers, oracles and ledgers."""

from sheets_sync.ports.memory import (
    Channels,
    Findings,
    Holds,
    Leases,
    Ledger,
    Letters,
    People,
    Reads,
    Reports,
    Runs,
    Steps,
)
from sheets_sync.ports.world import Mailer, Oracle, ReturnMailbox, Store

__all__ = [
    "Channels",
    "Findings",
    "Holds",
    "Leases",
    "Ledger",
    "Letters",
    "Mailer",
    "Oracle",
    "People",
    "Reads",
    "Reports",
    "ReturnMailbox",
    "Runs",
    "Steps",
    "Store",
]
