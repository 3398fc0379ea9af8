"""What `serve` tells monitors while it runs: its numbers, and now and then a sign of life."""

import datetime as dt
import threading
import time

from jobs.serving.journal import Journal
from jobs.serving.live.state import live_state
from jobs.serving.metrics import MetricsPort, write_metrics
from jobs.serving.pings import ping
from sheets_sync.errors import StewardError
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.gauges import gauges
from sheets_sync.settings import Settings

NUMBERS = 60.0
"""Seconds between two looks at the numbers."""
SIGN = 300.0
"""Seconds between two signs of life."""


class Monitor:
    """When the monitors were last told."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._port = MetricsPort()
        self._numbers_at = 0.0
        self._sign_at = 0.0

    def tell(self, settings: Settings, ledger: Ledger, now: dt.datetime) -> None:
        """Tell what is due to be told; a monitor that is out of reach disturbs nothing."""
        monitoring = settings.monitoring
        if time.monotonic() >= self._numbers_at:
            self._numbers_at = time.monotonic() + NUMBERS
            self._show(settings, ledger, now)
        if monitoring.ping_serve and time.monotonic() >= self._sign_at:
            self._sign_at = time.monotonic() + SIGN
            called = ([monitoring.ping_serve], monitoring)
            threading.Thread(target=ping, args=called, daemon=True).start()

    def _show(self, settings: Settings, ledger: Ledger, now: dt.datetime) -> None:
        monitoring = settings.monitoring
        if monitoring.metrics_file is None and not monitoring.metrics_port:
            self._port.close()
            return
        found = gauges(settings, ledger, now, live_state(settings))
        try:
            write_metrics(found, settings)
            self._port.show(found, monitoring.metrics_port)
        except (StewardError, OSError) as error:
            self._journal.trouble("metrics", self._journal.say("metrics_failed", why=str(error)))
        else:
            self._journal.over("metrics")

    def close(self) -> None:
        """Let go of the port."""
        self._port.close()
