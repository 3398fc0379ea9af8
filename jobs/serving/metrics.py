"""The numbers of the service as Prometheus text: in a file, and on a port of this machine."""

import datetime as dt
import stat
import threading
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from jobs.serving.live.state import live_state
from sheets_sync.data_protection.last_backup import backup_gauge
from sheets_sync.files import write_file
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.gauges import Gauge, gauges
from sheets_sync.settings import Settings

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import GaugeMetricFamily

LOOPBACK = "127.0.0.1"
_READ_BY_ALL = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


def all_gauges(settings: Settings, ledger: Ledger, now: dt.datetime) -> tuple[Gauge, ...]:
    """Everything there is to tell at this moment."""
    live = live_state(settings, now)
    return (*gauges(settings, ledger, now, live), backup_gauge(settings))


def as_text(gauges: Sequence[Gauge]) -> bytes:
    """The numbers in the text format."""
    from prometheus_client import generate_latest  # slow import

    return generate_latest(_registry(_Latest(gauges)))


def write_metrics(gauges: Sequence[Gauge], settings: Settings) -> None:
    """Put the file in its place, where one is wanted: for whoever collects, under any account.

    Raises:
        SetupError: it cannot be written.
    """
    path = settings.monitoring.metrics_file
    if path is not None:
        write_file(path, as_text(gauges))
        path.chmod(path.stat().st_mode | _READ_BY_ALL)


class MetricsPort:
    """Shows the newest numbers to whoever asks on the loopback address."""

    def __init__(self) -> None:
        self._latest = _Latest(())
        self._port = 0
        self._server: tuple[object, threading.Thread] | None = None

    def show(self, gauges: Sequence[Gauge], port: int) -> None:
        """These are the numbers from now on; the port is opened, moved or closed as wanted.

        Raises:
            OSError: the port is taken.
        """
        self._latest.gauges = tuple(gauges)
        if port != self._port:
            self.close()
            self._open(port)

    def _open(self, port: int) -> None:
        if port:
            from prometheus_client import start_http_server  # slow import

            self._server = start_http_server(port, LOOPBACK, _registry(self._latest))
        self._port = port

    def close(self) -> None:
        """Let go of the port."""
        if self._server is not None:
            server, thread = self._server
            server.shutdown()  # type: ignore[attr-defined]
            server.server_close()  # type: ignore[attr-defined]
            thread.join()
        self._server, self._port = None, 0


class _Latest:
    """A collector that answers from memory: whoever asks never touches the ledger."""

    def __init__(self, gauges: Sequence[Gauge]) -> None:
        self.gauges = tuple(gauges)

    def collect(self) -> "Iterator[GaugeMetricFamily]":
        from prometheus_client.core import GaugeMetricFamily  # slow import

        by_name = sorted(self.gauges, key=attrgetter("name"))
        for name, some in groupby(by_name, key=attrgetter("name")):
            series = [*some]
            labels = sorted(series[0].labels)
            family = GaugeMetricFamily(name, series[0].help, labels=labels)
            for one in series:
                family.add_metric([one.labels[label] for label in labels], one.value)
            yield family


def _registry(latest: _Latest) -> "CollectorRegistry":
    """A registry of its own: nothing of this process or of a library is shown."""
    from prometheus_client import CollectorRegistry  # slow import

    registry = CollectorRegistry(auto_describe=False)
    registry.register(latest)
    return registry
