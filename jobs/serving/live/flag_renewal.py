"""One live look at a registry: flags, to-do tab, progress and summary renewed, and nothing else.

The ledger is only read: what a scheduled check remembers (sizes of tabs, addresses, when a finding
was first seen), what it holds and whom it alarms stays as it is, and no run is written down.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.mail.ledger_records import FindingDays
from sheets_sync.planning.check_workbook import checked, typed
from sheets_sync.planning.workbook_tabs.check_output import compile_flags, news, without_standing
from sheets_sync.planning.workbook_tabs.tab_input import Checkup
from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
from sheets_sync.ports import Store
from sheets_sync.registry.recollection import Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import Settings


@dataclass(frozen=True, slots=True)
class Remembered:
    """What earlier scheduled checks left in the ledger."""

    rows: Mapping[str, int] = field(default_factory=dict)
    """By tab, its size at the last good read."""
    known: Mapping[str, FindingDays] = field(default_factory=dict)
    """By identity, the history of each finding."""


class FlagRenewal:
    """Looks at one registry again and again, and keeps what it made of what did not change."""

    def __init__(
        self,
        registry: str,
        store: Store,
        schema: Schema,
        settings: Settings,
        sentences: Callable[[str], Sentences],
    ) -> None:
        self.registry = registry
        self.store = store
        self._schema = schema
        self._settings = settings
        self._sentences = sentences
        self._memory = Recollection()
        self._standing: Output | None = None
        """What was written last."""
        self._refused: frozenset[str] = frozenset()
        """The sheets whose status columns could not be written then."""

    @no_garbage_collection()
    def renew(
        self,
        remembered: Remembered,
        now: dt.datetime,
        may_write: Callable[[], bool] = lambda: True,
    ) -> Written | None:
        """Read, check, and write what the workbook does not say yet; nothing where it says all.

        `may_write` is asked right before writing.

        Raises:
            SetupError, StoreError: the workbook cannot be read or written.
        """
        workbook = self._memory.recognised(self.store.read())
        tables = typed(workbook, self._schema, now.date(), self._settings, self._memory)
        context, findings = checked(tables, remembered.rows, self._memory)
        checkup = Checkup(
            self.registry,
            context,
            findings,
            workbook,
            known=remembered.known,
            memory=self._memory,
        )
        sentences = self._sentences(tables.settings.language)
        whole = compile_flags(checkup, sentences, now)
        output = news(whole, workbook, self._refused)
        output = without_standing(output, self._standing, workbook)
        if not output.tabs or not may_write():
            return None
        self._standing = None
        written = self.store.write(output)
        self._refused = frozenset(one.what for one in written.left)
        if not written.deferred and not written.waiting:
            self._standing = whole
        return written
