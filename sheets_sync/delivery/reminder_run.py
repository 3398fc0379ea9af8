"""The run of one sending of reminders in the ledger: begun, kept alive, and ended."""

import datetime as dt
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sheets_sync.delivery.worker import LEASE
from sheets_sync.mail.delivery import SENT, Reason, Receipt
from sheets_sync.mail.ledger_records import EVERY, Run, RunState
from sheets_sync.planning.scheduled_jobs import REMIND
from sheets_sync.ports import Ledger

_AGAIN: frozenset[Reason] = frozenset(
    {"stopped", "channel-paused", "claimed-elsewhere", "deferred"}
)
"""Letters left out for these reasons are worth another run on the same day."""


@dataclass(frozen=True, slots=True)
class ReminderRun:
    """A run of its own for every call, over all registries."""

    run: Run
    contents: str
    """What its letters tell, as JSON; kept before any of them goes."""
    ledger: Ledger

    def still_going(
        self, clock: Callable[[], dt.datetime], asked: Callable[[], bool]
    ) -> Callable[[], bool]:
        """Whether to stop; asked between letters, it also shows that a long run is alive."""
        renewed = clock()

        def stopping() -> bool:
            nonlocal renewed
            if clock() >= renewed + LEASE / 3:
                renewed = clock()
                self.ledger.runs.renew(self.run, lease=LEASE, now=renewed)
            return asked()

        return stopping

    def finish(
        self,
        receipt: Receipt | None,
        *,
        now: dt.datetime,
        read: Collection[str] = (),
        unread: Collection[str] = (),
    ) -> None:
        """Done when of what could be read nothing is left that another run could send.

        No receipt where delivering failed. The registries that could not be read are named: for
        them the day is not over.
        """
        left = 0 if receipt is None else _left_by(receipt, self.ledger)
        facts = {**json.loads(self.contents), "left": left}
        if read and receipt is not None:
            facts["read"] = sorted(read)
        if unread:
            facts["unread"] = sorted(unread)
        summary = json.dumps(facts, separators=(",", ":"))
        failed = receipt is None or (bool(unread) and not read) or left > 0
        self.ledger.runs.finish(self.run, failed=failed, summary=summary, now=now)


def begin_reminder_run(
    ledger: Ledger, contents: str, *, worker: str, now: dt.datetime, job: str = REMIND
) -> ReminderRun:
    """Take the next free slot of the day; runs whose process is no more are ended."""
    day = now.date().isoformat()
    runs = ledger.runs.slots(EVERY, job)
    for lost in runs.values():
        _end_lost(lost, ledger, worker, now)
    number = sum(slot.startswith(f"{day}#") for slot in runs)
    while True:
        number += 1
        run = ledger.runs.claim(EVERY, job, f"{day}#{number}", worker=worker, lease=LEASE, now=now)
        if run is not None and ledger.runs.note(run, summary=contents):
            return ReminderRun(run, contents, ledger)


def unread_of(run: Run) -> tuple[str, ...]:
    """The registries that a run over all of them had to leave out, because none could read them."""
    return tuple(json.loads(run.summary or "{}").get("unread", ()))


def left_by(run: Run) -> int:
    """How many letters it left that another run could send, as it ended."""
    return int(json.loads(run.summary or "{}").get("left", 0))


def planned_anew(runs: Collection[Run]) -> frozenset[str]:
    """The runs after which another went through all its registries again, by their ids.

    What one of them left out the other has sent, left out again, or found to be settled.
    """
    found: set[str] = set()
    covered: list[frozenset[str]] = []
    for run in sorted(runs, key=lambda one: one.started_at, reverse=True):
        read = frozenset(json.loads(run.summary or "{}").get("read", ()))
        if read and any(read <= later for later in covered):
            found.add(run.id)
        covered.append(read)
    return frozenset(found)


def _end_lost(run: Run, ledger: Ledger, worker: str, now: dt.datetime) -> None:
    """Close the run of a process that is no more; this one does what it left."""
    if run.state is not RunState.RUNNING or run.lease_until is None or run.lease_until > now:
        return
    taken = ledger.runs.claim(EVERY, run.job, run.slot, worker=worker, lease=LEASE, now=now)
    if taken is not None:
        ledger.runs.finish(taken, failed=True, summary=run.summary, now=now)


def _left_by(receipt: Receipt, ledger: Ledger) -> int:
    """How many letters another run could send, unless another process has done so meanwhile."""
    keys = {skip.key for skip in receipt.skipped if skip.reason in _AGAIN}
    keys.update(receipt.deferred)
    gone = sum(letter.state in SENT for letter in ledger.letters.find(keys).values())
    return len(keys) - gone
