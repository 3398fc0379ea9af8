"""Tells a monitor outside that a job has succeeded: one call of its address; no job waits."""

import threading
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from sheets_sync.errors import SetupError
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.out_of_reach import why_out_of_reach
from sheets_sync.planning.scheduled_jobs import CHECK, REMIND, REPORT
from sheets_sync.settings.model import MonitoringSettings

SERVE = "serve"
"""In place of a job: that the scheduler is there."""
JOBS = (CHECK, REMIND, REPORT)
"""The jobs of which a monitor may be told."""


def addresses(jobs: Iterable[str], monitoring: MonitoringSettings) -> Mapping[str, str]:
    """By job, the addresses of those that have one."""
    found = {job: getattr(monitoring, _setting(job), None) for job in jobs}
    return {job: address for job, address in found.items() if address}


def ping(
    called: Mapping[str, str],
    monitoring: MonitoringSettings,
    failed: Callable[[SetupError], object] = lambda _: None,
) -> None:
    """Call each address once, all at a time, and wait for answers as long as the settings say.

    `failed` is told which could not be reached and why; of the address only the host, for the rest
    of it is a secret.
    """
    first = {address: job for job, address in reversed([*called.items()])}
    callers = [
        threading.Thread(target=_call, args=[job, address, monitoring, failed], daemon=True)
        for address, job in first.items()
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(monitoring.ping_seconds)


def _setting(job: str) -> str:
    return f"ping_{job.replace('-', '_')}"


def _call(
    job: str,
    address: str,
    monitoring: MonitoringSettings,
    failed: Callable[[SetupError], object],
) -> None:
    body = b"" if monitoring.ping_method == "POST" else None
    try:
        request = urllib.request.Request(address, data=body, method=monitoring.ping_method)  # noqa: S310  checked when it was read
        with urllib.request.urlopen(request, timeout=monitoring.ping_seconds) as answer:  # noqa: S310
            answer.read(1024)
    except (OSError, ValueError) as error:
        failed(
            SetupError(
                "ping-failed",
                job=LazySentence(f"jobs.names.{job}"),
                setting=f"monitoring.{_setting(job)}",
                host=urlsplit(address).hostname or "–",
                why=why_out_of_reach(error),
            )
        )
