"""As whom Google is asked, and how patiently; in a fleet in turns with its other registries."""

import datetime as dt
import os
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sheets_sync.diagnostics import Diagnostic
from sheets_sync.settings import Settings
from sheets_sync.settings.model import FleetSettings
from sheets_sync.wiring.databases import fleet_database_url

if TYPE_CHECKING:  # a job that opens no workbook does not wait for pandas
    from sheets_sync.fleet.quota import SharedQuota
    from sheets_sync.stores.google.transport.retry_policy import RetryPolicy


SILENCE = 20
"""Seconds: less than a worker of a fleet is sure to have its registry for."""
GOOGLE_ENDPOINT = "COP_STEWARD_GOOGLE_ENDPOINT"
"""The environment variable with the base URL of a server that stands in for Google."""


Tell: TypeAlias = Callable[[Diagnostic], object]
"""Is told what people should know while they wait, such as that Google lets us wait."""


def tell_nobody(_: Diagnostic) -> None:
    """Whoever need not be told."""


def google_endpoint() -> str:
    """The base URL of the server that stands in for Google; nothing for Google itself."""
    return os.environ.get(GOOGLE_ENDPOINT, "")


def google_access(
    settings: Settings, own: Path | None, tell: Tell
) -> tuple[Path | None, "RetryPolicy"]:
    """The key that a spreadsheet is asked with, and what is done while Google lets us wait."""
    from sheets_sync.stores.google.transport.retry_policy import RetryPolicy  # slow import

    if not settings.fleet.enabled:
        return own, RetryPolicy(tell=tell)
    key, admit = _turns(settings, own)
    return key, RetryPolicy(tell=tell, admit=admit, silence=SILENCE)


def probe_google(
    spreadsheet: str, credentials: Path | None, today: dt.date, *, tell: Tell = tell_nobody
) -> Generator[Diagnostic, None, None]:
    """What Google does beside what we take it to do, tried out on scratch tabs."""
    from sheets_sync.stores.google.probing import probe  # slow import
    from sheets_sync.stores.google.transport.retry_policy import RetryPolicy  # slow import

    endpoint, retry_policy = google_endpoint(), RetryPolicy(tell=tell)
    yield from probe(spreadsheet, credentials, today, endpoint=endpoint, retry_policy=retry_policy)


def _turns(settings: Settings, own: Path | None) -> tuple[Path | None, Callable[[str], float]]:
    """As whom to ask Google in a fleet, and what is asked before each request."""
    from sheets_sync.fleet.fence import demand_fence  # slow import
    from sheets_sync.fleet.quota import account_of  # slow import

    quota = _shared_quota(fleet_database_url(settings), settings.folder, settings.fleet)
    key = own or quota.freest(settings.fleet.credentials)
    account = account_of(key)

    def admit(kind: str) -> float:
        demand_fence(settings.member)
        if kind == "drive":  # it has a quota of its own, far larger
            return 0.0
        waited = quota.admit(account, kind)
        demand_fence(settings.member)
        return waited

    return key, admit


@cache
def _shared_quota(url: str, folder: Path, fleet: FleetSettings) -> "SharedQuota":
    from sheets_sync.fleet.quota import SharedQuota  # slow import
    from sheets_sync.ledgers.database import connect  # slow import

    return SharedQuota(connect(url, folder), fleet)
