"""What a workbook does not say although it should: kept in the ledger, for whoever asks later."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from sheets_sync.errors import StewardError
from sheets_sync.i18n.kept_errors import kept as kept_error
from sheets_sync.planning.workbook_tabs.tab_model import NotWritten
from sheets_sync.ports import Ledger

_NOTE = "unwritten/{registry}"
_AS_AGREED = frozenset({"column-absent"})
"""Reasons of an agency that wants it so: the tabs say what the column would."""

NO_RIGHT = "not-writable"
"""The reason that never passes by itself, and for which no tab can say so."""


@dataclass(frozen=True, slots=True)
class UnwrittenResult:
    """What was not written the last time, and since when."""

    since: dt.datetime
    left: tuple[NotWritten, ...] = ()
    error: str = ""
    """What the store raised, where it was more than leaving something alone."""

    @property
    def passes(self) -> bool:
        """Whether it may be over without anybody's doing, as when a file is closed again."""
        return not self.error and all(one.reason != NO_RIGHT for one in self.left)


def keep_unwritten(
    ledger: Ledger, registry: str, failed: Iterable[NotWritten] | StewardError, *, now: dt.datetime
) -> None:
    """Remember what was left alone, or that nothing was; the first moment of the same stays."""
    name = _NOTE.format(registry=registry)
    kept = ledger.recall(name)
    if isinstance(failed, StewardError):
        told: dict[str, object] = {"error": kept_error(failed)}
    else:
        left = [(one.what, one.reason, one.who) for one in failed if one.reason not in _AS_AGREED]
        told = {"left": left} if left else {}
    if not told:
        if kept:
            ledger.remember(name, "")
        return
    since = json.loads(kept)["since"] if kept else now.isoformat()
    text = json.dumps({"since": since, **told}, ensure_ascii=False)
    if text != kept:
        ledger.remember(name, text)


def unwritten_result(ledger: Ledger, registry: str) -> UnwrittenResult | None:
    """What is kept of a registry; nothing where its workbook says everything."""
    kept = ledger.recall(_NOTE.format(registry=registry))
    if not kept:
        return None
    told = json.loads(kept)
    since = dt.datetime.fromisoformat(told["since"])
    if "error" in told:
        return UnwrittenResult(since, error=told["error"])
    return UnwrittenResult(since, tuple(NotWritten(*one) for one in told["left"]))
