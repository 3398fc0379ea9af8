"""The events that a webhook is told: numbers and names of registries, nobody's name or address.

What each says is in `jobs/schemas/hook.schema.json`.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from sheets_sync.mail.hook_records import HookEvent
from sheets_sync.mail.ledger_records import Hold

CHECK_DONE = "check.done"
REPORT_OUT = "report.out"
PERSON_NEEDED = "person.needed"
_ID_LENGTH = 32


def check_done(
    registry: str, counts: Mapping[str, int], *, written: bool, now: dt.datetime
) -> HookEvent:
    """A check of a registry has ended; `written` tells whether its tabs say so."""
    data = {"registry": registry, "written": written, "counts": dict(counts)}
    return _event(CHECK_DONE, data, (registry, now.isoformat()), now)


def report_out(registry: str, month: str, *, now: dt.datetime) -> HookEvent:
    """The report of a month has gone to its readers; told once for each month and registry."""
    return _event(REPORT_OUT, {"registry": registry, "month": month}, (registry, month), now)


def persons_needed(holds: Iterable[Hold], *, now: dt.datetime) -> Iterator[HookEvent]:
    """Each event that waits for a person; told once, without the code that would confirm it."""
    for hold in holds:
        data = {
            "registry": hold.registry,
            "matter": hold.kind,
            "since": _moment(hold.opened_at),
        }
        yield _event(PERSON_NEEDED, data, (hold.code, hold.opened_at.isoformat()), now)


def _event(
    kind: str, data: Mapping[str, object], told_by: tuple[str, ...], now: dt.datetime
) -> HookEvent:
    """The same matter gives the same id, whoever tells of it and however often."""
    mark = hashlib.sha256("\0".join((kind, *told_by)).encode()).hexdigest()
    body = {"type": kind, "timestamp": _moment(now), "data": data}
    text = json.dumps(body, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return HookEvent(f"msg_{mark[:_ID_LENGTH]}", kind, text, now)


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
