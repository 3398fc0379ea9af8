"""The record of one run in the ledger: claimed for its slot, kept alive, and ended."""

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from jobs.cli.context import JobContext
from sheets_sync.delivery.worker import LEASE, worker_name
from sheets_sync.errors import StewardError
from sheets_sync.mail.ledger_records import Run
from sheets_sync.planning.run_slots import by_hand
from sheets_sync.ports import Ledger
from sheets_sync.wiring.ledger import peek_ledger

_RENEWALS = 6
"""How often in the length of a lease it is shown that somebody is alive."""


@dataclass(slots=True)
class RunEnd:
    """How a run ended; whoever does the work says so."""

    failed: bool = True
    facts: dict[str, object] = field(default_factory=dict)
    """What is kept with it."""

    @property
    def summary(self) -> str:
        """The facts, as the ledger keeps them."""
        return json.dumps(self.facts, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def kept_alive(renew: Callable[[], object]) -> Iterator[None]:
    """Renew a lease from time to time while something long is worked on."""
    over = threading.Event()

    def keep() -> None:
        while not over.wait(LEASE.total_seconds() / _RENEWALS):
            with suppress(StewardError):  # out of reach for now: there are more tries
                renew()

    keeper = threading.Thread(target=keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


@contextmanager
def recorded(ledger: Ledger, run: Run, clock: Callable[[], dt.datetime]) -> Iterator[RunEnd]:
    """Keep a claimed run alive while it is worked on, and write down how it ended."""
    end = RunEnd()
    try:
        with kept_alive(lambda: ledger.runs.renew(run, lease=LEASE, now=clock())):
            yield end
    finally:
        ledger.runs.finish(run, failed=end.failed, summary=end.summary, now=clock())


@contextmanager
def recorded_by_hand(context: JobContext, registry: str, job: str) -> Iterator[RunEnd]:
    """Write down a run that a person called and that went well, beside the slots of the calendar.

    What the scheduler runs is written down by its slot, and what only looks is not. Of a failure
    the person knows.
    """
    end = RunEnd()
    began = context.clock()
    yield end
    if not (end.failed or context.scheduled or context.dry_run or context.looking):
        ledger = peek_ledger(context.settings)
        if ledger is not None:
            with ledger:
                _write_down(ledger, registry, job, began, end, context.clock())


def _write_down(
    ledger: Ledger, registry: str, job: str, began: dt.datetime, end: RunEnd, now: dt.datetime
) -> None:
    run = ledger.runs.claim(
        registry, job, by_hand(began), worker=worker_name(), lease=LEASE, now=began
    )
    if run is not None:
        ledger.runs.finish(run, summary=end.summary, now=now)
