"""The loop of `serve`: it ticks, wakes when a child ends or a signal comes, and ends in order."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import FrameType

import schedule

from jobs.cli.context import JobContext
from jobs.serving import systemd_notify
from jobs.serving.live_child import NAME as LIVE
from jobs.serving.scheduler import Scheduler
from sheets_sync.delivery.worker import is_alive_here, worker_name
from sheets_sync.errors import SetupError
from sheets_sync.scheduling.leadership import LEASE_NAME, TTL, Leadership
from sheets_sync.scheduling.wall_clock import WallClock
from sheets_sync.wiring.ledger import open_ledger

TICK = 15.0
"""Seconds between two ticks."""
AT_ONCE = 1.0
"""Seconds within which a second signal is the first one again, such as systemd's to the group."""


class Signals:
    """What the outside has asked for; a byte in the pipe wakes the loop."""

    def __init__(self) -> None:
        self.asked_at: float | None = None
        self.now = False
        self.look = False
        self.reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Note a signal; nothing else is safe here."""
        if self.asked_at is None:
            self.asked_at = time.monotonic()
        elif time.monotonic() > self.asked_at + AT_ONCE:
            self.now = True
        os.write(self._writer, b".")

    def wake(self, _number: int, _frame: FrameType | None) -> None:
        """Note that somebody changed something, such as the config file."""
        self.look = True
        os.write(self._writer, b".")

    def drain(self) -> bool:
        """Forget the bytes that woke the loop; whether it is to look at once."""
        os.read(self.reader, 1024)
        look, self.look = self.look, False
        return look

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self.reader)
        os.close(self._writer)


def serve(context: JobContext, clock: WallClock, *, tick: float = TICK) -> int:
    """Tick until asked to stop; 0 when everything ended in order.

    Raises:
        StewardError: the settings cannot be used, or another scheduler leads.
    """
    with heeding_signals() as signals:
        leadership = _take_the_lead(context, clock, signals)
        if leadership is None:
            return 0
        scheduler = Scheduler(context, clock, leadership)
        scheduler.journal.tell("serving", count=len(context.settings.registries))
        systemd_notify.ready()
        _loop(scheduler, signals, tick)
        code = _end(scheduler, signals)
        scheduler.journal.tell("stopped")
    return code


def _take_the_lead(context: JobContext, clock: WallClock, signals: Signals) -> Leadership | None:
    """Wait for a leader that may be gone; nothing where asked to stop meanwhile.

    Raises:
        SetupError: it is alive.
    """
    leadership = Leadership(worker_name())
    patient_until = time.monotonic() + TTL.total_seconds() + TICK
    with open_ledger(context.settings) as ledger:
        while signals.asked_at is None:
            if leadership.keep(ledger, clock()):
                return leadership
            holder = ledger.leases.holder(LEASE_NAME) or "–"
            if is_alive_here(holder) or time.monotonic() > patient_until:
                raise SetupError("serve-elsewhere", holder=holder)
            wait([signals.reader], TICK / 5)
    return None


def _loop(scheduler: Scheduler, signals: Signals, tick: float) -> None:
    ticking = _ticking(scheduler.tick, tick)
    while signals.asked_at is None:
        systemd_notify.alive()
        idle = ticking.idle_seconds or 0.0
        if idle > 2 * tick:  # it plans by the clock, which was put back
            ticking, idle = _ticking(scheduler.tick, tick), tick
        _sleep(scheduler, signals, min(max(idle, 0.0), tick))
        ticking.run_pending()


def _ticking(do: Callable[[], None], tick: float) -> schedule.Scheduler:
    """One job without a time of day, done at once and then at every tick."""
    ticking = schedule.Scheduler()
    ticking.every(max(1, round(tick))).seconds.do(do)
    do()
    return ticking


def _sleep(scheduler: Scheduler, signals: Signals, seconds: float) -> None:
    """Until it is time, a child ended, or a signal came; SIGHUP asks to look at once."""
    ready = wait([signals.reader, *scheduler.children.sentinels()], seconds)
    if signals.drain() if signals.reader in ready else ready:
        scheduler.tick()


def _end(scheduler: Scheduler, signals: Signals) -> int:
    """Let every child finish what it has in hand; at a second signal end them now."""
    systemd_notify.ending()
    at_work = sum(child.name != LIVE for child in scheduler.children)  # that one only watches
    if at_work:
        scheduler.journal.tell("stopping", count=at_work)
    scheduler.children.stop_all()
    while len(scheduler.children) and not signals.now:
        ready = wait([signals.reader, *scheduler.children.sentinels()], 1.0)
        if signals.reader in ready:
            signals.drain()
        systemd_notify.alive()
        scheduler.look_after_children()
    scheduler.children.kill_all()
    scheduler.close()
    return 128 + signal.SIGTERM if signals.now else 0


@contextmanager
def heeding_signals() -> Iterator[Signals]:
    signals = Signals()
    before = {each: signal.signal(each, signals.ask) for each in (signal.SIGTERM, signal.SIGINT)}
    before[signal.SIGHUP] = signal.signal(signal.SIGHUP, signals.wake)
    try:
        yield signals
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        signals.close()
