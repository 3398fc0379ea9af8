"""Who answers on the port of the metrics: our own serve, nobody, or another program."""

import socket
from collections.abc import Iterator
from typing import Literal, TypeAlias

from jobs.cli.context import JobContext
from jobs.serving.metrics import LOOPBACK
from sheets_sync.diagnostics import Diagnostic, bad, good, note
from sheets_sync.issues.issue import Issue
from sheets_sync.scheduling.gauges import SERVE_UP
from sheets_sync.settings import Settings

Answerer: TypeAlias = Literal["serve", "nobody", "another"]
_PATIENCE = 2.0
"""Seconds: it is a program of this machine."""
_MUCH = 1 << 20


def answerer(port: int) -> Answerer:
    """Who it is, asked as a collector would."""
    from http.client import HTTPException  # slow import
    from urllib.request import ProxyHandler, build_opener  # slow import

    try:
        with socket.create_connection((LOOPBACK, port), _PATIENCE):
            pass
    except OSError:
        return "nobody"
    try:
        url = f"http://{LOOPBACK}:{port}/metrics"
        with build_opener(ProxyHandler({})).open(url, timeout=_PATIENCE) as answer:
            return "serve" if SERVE_UP.encode() in answer.read(_MUCH) else "another"
    except (OSError, HTTPException):
        return "another"


def examine_metrics_port(settings: Settings) -> Iterator[Diagnostic]:
    """Whether the metrics are shown where they are wanted, or could be."""
    port = settings.monitoring.metrics_port
    if port:
        state = {"serve": good, "nobody": note, "another": bad}[answerer(port)]
        yield state("metrics-port", port=port)


def metrics_port_issues(context: JobContext, *, serving: bool) -> Iterator[Issue]:
    """That no monitor sees anything, as another program has the port of a serve at work."""
    port = context.settings.monitoring.metrics_port
    if port and serving and not context.looking and answerer(port) == "another":
        say = context.sentences
        what, way = (say(f"doctor.metrics-port.{part}", port=port) for part in ("bad", "hint"))
        yield Issue("metrics_port", what, way, unhealthy=True, facts={"port": port})
