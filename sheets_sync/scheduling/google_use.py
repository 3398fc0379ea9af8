"""What scheduled checks and those by hand have asked of Google today, as their runs tell."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.ports import Ledger
from sheets_sync.settings import RegistrySettings, Settings


@dataclass(frozen=True, slots=True)
class GoogleUse:
    """Requests of the Sheets API since midnight; live flags count theirs by the minute."""

    reads: int
    writes: int


def google_use(
    settings: Settings, ledger: Ledger, registries: Iterable[str], now: dt.datetime
) -> GoogleUse | None:
    """What the checks of these registries have cost; nothing where none of them is at Google."""
    online = {one.id for one in settings.registries if is_online(one)}
    asked = [registry for registry in registries if registry in online]
    if not asked:
        return None
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    reads = writes = 0
    for registry in asked:
        for run in ledger.runs.slots(registry, CHECK, since=midnight).values():
            read, written = json.loads(run.summary or "{}").get("asked", (0, 0))
            reads, writes = reads + read, writes + written
    return GoogleUse(reads, writes)


def is_online(registry: RegistrySettings) -> bool:
    """Whether any workbook of a registry is a spreadsheet at Google."""
    return registry.store == "google" or any(other.spreadsheet for other in registry.elsewhere)
