"""What `serve` tells monitors: its numbers, jobs that succeeded, and a sign of life."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from jobs.serving.journal import Journal
from jobs.serving.metrics import MetricsPort, all_gauges, write_metrics
from jobs.serving.pings import JOBS, SERVE, addresses, ping
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.out_of_reach import why_out_of_reach
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.gauges import SERVE_UP, Gauge
from sheets_sync.scheduling.succeeded_jobs import succeeded_jobs
from sheets_sync.settings import Settings
from sheets_sync.settings.model import MonitoringSettings

REST = 100
"""So many times as long as the numbers took they rest, at least until the next tick."""
CALLING = "pings"
"""The name of the thread that calls."""
SIGN = 300.0
"""Seconds between two signs of life."""


class Monitor:
    """What the monitors were last told, and when."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._port = MetricsPort()
        self._shown: tuple[Gauge, ...] = ()
        self._numbers_at = 0.0
        self._sign_at = 0.0
        self._told: dict[str, dt.datetime] | None = None
        """By job, the success that was there when this began, or that a monitor was told of."""
        self._job_ended = True
        self._due: set[str] = set()
        """What monitors are to be told of next."""
        self._calling: threading.Thread | None = None
        self._unreached: SetupError | None = None

    def job_ended(self) -> None:
        """Look at the next telling which jobs have succeeded."""
        self._job_ended = True

    def tell(self, settings: Settings, ledger: Ledger, now: dt.datetime) -> None:
        """Tell what is due to be told; a monitor that is out of reach disturbs nothing."""
        began = time.monotonic()
        if began >= self._numbers_at:
            self._show(settings, ledger, now)
            self._numbers_at = began + REST * (time.monotonic() - began)
        if self._job_ended:
            self._due |= self._succeeded(settings, ledger, now)
            self._job_ended = False
        if time.monotonic() >= self._sign_at:
            self._sign_at = time.monotonic() + SIGN
            self._due.add(SERVE)
        if self._due:
            self._call(settings.monitoring)

    def _succeeded(self, settings: Settings, ledger: Ledger, now: dt.datetime) -> set[str]:
        """The jobs that have succeeded since monitors were last told."""
        found = succeeded_jobs(settings, ledger, addresses(JOBS, settings.monitoring), now)
        before, self._told = self._told, {**(self._told or {}), **found}
        if before is None:
            return set()
        return {job for job, at in found.items() if before.get(job) != at}

    def _call(self, monitoring: MonitoringSettings) -> None:
        """Call in a thread of its own; how the call before went is told by now."""
        if self._calling is not None and self._calling.is_alive():
            return
        if self._unreached is not None:
            self._journal.trouble("ping", self._unreached)
        else:
            self._journal.over("ping")
        self._unreached = None
        called = addresses(self._due, monitoring)
        self._due = set()
        if called:
            self._calling = threading.Thread(
                target=ping, args=(called, monitoring, self._note), name=CALLING, daemon=True
            )
            self._calling.start()

    def _note(self, error: SetupError) -> None:
        self._unreached = error

    def _show(self, settings: Settings, ledger: Ledger, now: dt.datetime) -> None:
        monitoring = settings.monitoring
        if monitoring.metrics_file is None and not monitoring.metrics_port:
            self._port.close()
            self._shown = ()
            return
        self._shown = all_gauges(settings, ledger, now)
        self._tried("metrics_port", lambda: self._open(monitoring.metrics_port))
        self._tried("metrics", lambda: write_metrics(self._shown, settings))

    def _tried(self, topic: str, show: Callable[[], None]) -> None:
        try:
            show()
        except StewardError as error:
            self._journal.trouble(topic, error)
        else:
            self._journal.over(topic)

    def _open(self, port: int) -> None:
        try:
            self._port.show(self._shown, port)
        except OSError as error:
            why = why_out_of_reach(error)
            raise SetupError("metrics-port-taken", port=port, why=why) from error

    def close(
        self, settings: Settings, ledger: Ledger | None, now: dt.datetime, *, led: bool
    ) -> None:
        """Let go of the port; whoever led says what ended last, and that nobody is at work."""
        self._port.close()
        if led and ledger is not None and self._job_ended:
            with suppress(StewardError):  # it is told where the ledger is closed
                jobs = self._succeeded(settings, ledger, now)
                ping(addresses(jobs, settings.monitoring), settings.monitoring)
        if led and self._shown:
            down = [replace(one, value=0.0) if one.name == SERVE_UP else one for one in self._shown]
            try:
                write_metrics(down, settings)
            except StewardError as error:
                self._journal.trouble("metrics", error)
