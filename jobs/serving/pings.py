"""Tells a monitor outside that a job has succeeded: one call of its address; no job waits."""

import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterable
from urllib.parse import urlsplit

from sheets_sync.settings.model import MonitoringSettings


def addresses(jobs: Iterable[str], monitoring: MonitoringSettings) -> tuple[str, ...]:
    """The addresses of these jobs, each once, where they have one."""
    found = (getattr(monitoring, f"ping_{job.replace('-', '_')}", None) for job in jobs)
    return tuple(dict.fromkeys(address for address in found if address))


def ping(
    called: Collection[str],
    monitoring: MonitoringSettings,
    failed: Callable[[str, str], object] = lambda _host, _why: None,
) -> None:
    """Call all addresses at once, and wait for their answers as long as the settings say.

    `failed` is told the host and why; the rest of an address is a secret.
    """
    callers = [
        threading.Thread(target=_call, args=[one, monitoring, failed], daemon=True)
        for one in called
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(monitoring.ping_seconds)


def _call(
    address: str, monitoring: MonitoringSettings, failed: Callable[[str, str], object]
) -> None:
    body = b"" if monitoring.ping_method == "POST" else None
    request = urllib.request.Request(address, data=body, method=monitoring.ping_method)  # noqa: S310  checked when it was read
    try:
        with urllib.request.urlopen(request, timeout=monitoring.ping_seconds) as answer:  # noqa: S310
            answer.read(1024)
    except (OSError, ValueError) as error:
        code = error.code if isinstance(error, urllib.error.HTTPError) else type(error).__name__
        failed(urlsplit(address).hostname or "", str(code))
