"""The right to work on a registry: a lease with a token that its holder keeps renewing.

The engine may give a job to two, and a frozen worker does not know that it was given up: whoever
is about to write or to send asks the fence. It answers from this process's own clock, which goes on
while the process stands still; only renewing it asks the database, whose clock all workers share.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from sheets_sync.delivery.worker import is_gone
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.ledgers.reads_reports_leases import SqlLeases

TTL = dt.timedelta(seconds=30)
"""So long after its last sign of life a worker is followed by another."""
_SURE = TTL.total_seconds() - 5
"""So long after it asked for its lease a holder takes it to be good."""
PATIENCE = 60.0
"""Seconds that a person waits for a worker."""
_RENEWALS = 5.0
"""Seconds between two of them."""

_HELD: "dict[str, Fence]" = {}


class Fence:
    """One registry in the hands of this process, for as long as the block lasts."""

    def __init__(
        self, leases: SqlLeases, registry: str, token: int, now: Callable[[], dt.datetime]
    ) -> None:
        self._leases = leases
        self._registry = registry
        self._token = token
        self._now = now
        self._sure_until = time.monotonic() + _SURE
        self._over = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def holds(self) -> bool:
        """Whether nobody else can have it now."""
        return time.monotonic() < self._sure_until

    def _keep(self) -> None:
        while not self._over.wait(_RENEWALS):
            asked = time.monotonic()
            try:
                kept = self._leases.renew(
                    _lease(self._registry), self._token, ttl=TTL, now=self._now()
                )
            except StewardError:  # out of reach for now: there are more tries
                continue
            if not kept:
                self._sure_until = 0.0
                return
            # A process that stood still while it asked has lost it meanwhile, or may have.
            if self._sure_until:
                self._sure_until = asked + _SURE

    def __enter__(self) -> Self:
        _HELD[self._registry] = self
        self._keeper.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._keeper.join()
        _HELD.pop(self._registry, None)
        if self.holds():
            self._leases.release(_lease(self._registry), self._token, now=self._now())


def take_fence(
    leases: SqlLeases, registry: str, *, holder: str, now: Callable[[], dt.datetime]
) -> Fence | None:
    """The fence of a registry; nothing while another worker has it.

    One whose process surely ended is not waited for: of this computer that can be told.
    """
    moment, name = now(), _lease(registry)
    token = leases.acquire(name, holder=holder, ttl=TTL, now=moment)
    if token is None and (before := leases.holder(name)) is not None and is_gone(before):
        leases.free(name, before, now=moment)
        token = leases.acquire(name, holder=holder, ttl=TTL, now=moment)
    return None if token is None else Fence(leases, registry, token, now)


def wait_for_fence(
    leases: SqlLeases, registry: str, *, holder: str, now: Callable[[], dt.datetime]
) -> Fence:
    """The fence of a registry, once whoever has it is through.

    Raises:
        SetupError: that takes too long.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        fence = take_fence(leases, registry, holder=holder, now=now)
        if fence is not None:
            return fence
        time.sleep(0.5)
    raise SetupError("fleet-registry-busy", registry=registry, id=registry)


def demand_fence(registry: str) -> None:
    """Refuse to go on with a registry that this process had and has no more.

    Raises:
        SetupError: another worker may have it.
    """
    held = _HELD.get(registry)
    if held is not None and not held.holds():
        raise SetupError("fleet-fenced", registry=registry)


def _lease(registry: str) -> str:
    return f"registry/{registry.lower()}"
