"""One scheduler at a time: a lease in the ledger, and a token that fences whoever lost it."""

import datetime as dt
from dataclasses import dataclass

from sheets_sync.delivery.worker import is_gone
from sheets_sync.ports import Ledger

LEASE_NAME = "serve"
TTL = dt.timedelta(minutes=2)
"""So long after its last sign of life a leader is followed by another."""


@dataclass(slots=True)
class Leadership:
    """Whether this process leads; asked at every tick."""

    holder: str
    token: int | None = None

    def keep(self, ledger: Ledger, now: dt.datetime) -> bool:
        """Renew the lease, or take it where it is free; whether this process leads now."""
        if self.token is not None and not ledger.leases.renew(
            LEASE_NAME, self.token, ttl=TTL, now=now
        ):
            self.token = None
        if self.token is None:
            before = ledger.leases.holder(LEASE_NAME)
            if before is not None and before != self.holder and is_gone(before):
                ledger.leases.free(LEASE_NAME, before, now=now)
            self.token = ledger.leases.acquire(LEASE_NAME, holder=self.holder, ttl=TTL, now=now)
        return self.token is not None

    def give_up(self, ledger: Ledger, now: dt.datetime) -> None:
        """Let the next one lead at once."""
        if self.token is not None:
            ledger.leases.release(LEASE_NAME, self.token, now=now)
            self.token = None


def leads(ledger: Ledger, token: int, now: dt.datetime) -> bool:
    """Whether the leader that gave this token out is still the one: its children ask."""
    return ledger.leases.holds(LEASE_NAME, token, now=now)
