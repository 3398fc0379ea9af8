"""What staff ticked in the outbox tab, read again right before the letters go."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.errors import StewardError
from sheets_sync.mail.delivery import Skip
from sheets_sync.mail.message import Message
from sheets_sync.planning.workbook_tabs.read_outbox_tab import SHOWN, Tick, ticks_in
from sheets_sync.ports import Ledger, Store

TICKED = "outbox-tab"
"""The detail of a letter that was held or stopped there."""

FRESH = dt.timedelta(minutes=1)
"""So long what was read of a workbook holds: reading it for every letter would take too long."""


@dataclass(slots=True)
class TickedLetters:
    """Objects to what staff hold or stop; a workbook is read again for letters much later."""

    workbooks: Mapping[str, Callable[[], Sequence[Store]]]
    """By registry, how to open where staff tick."""
    titles: Sequence[str]
    """What the outbox tab may be called, in any language."""
    ledger: Ledger
    clock: Callable[[], dt.datetime]
    _read: dict[str, tuple[dt.datetime, Mapping[str, Tick] | None]] = field(
        default_factory=dict, init=False
    )

    def objection(self, message: Message) -> Skip | None:
        """Why this letter is not sent now; a letter that was stopped never is."""
        shown = self.ledger.letters.identify(message.key)[:SHOWN]
        ticks = {registry: self._ticks(registry) for registry in message.registries}
        unread = next((registry for registry, found in ticks.items() if found is None), None)
        ticked = {found.get(shown) for found in ticks.values() if found is not None}
        if "stop" in ticked:
            stopped = self.ledger.letters.suppress(message.key, reason=TICKED, now=self.clock())
            return Skip(message.key, "suppressed" if stopped else "claimed-elsewhere", TICKED)
        if "hold" in ticked:
            return Skip(message.key, "held", TICKED)
        # Somebody may have ticked it where nobody can look.
        return None if unread is None else Skip(message.key, "quarantined", unread)

    def _ticks(self, registry: str) -> Mapping[str, Tick] | None:
        now = self.clock()
        if registry not in self._read or now - self._read[registry][0] >= FRESH:
            self._read[registry] = now, self._fresh(registry)
        return self._read[registry][1]

    def _fresh(self, registry: str) -> Mapping[str, Tick] | None:
        found: dict[str, Tick] = {}
        try:
            for store in self.workbooks[registry]():
                ticks = ticks_in(store.glance(self.titles), self.titles)
                stopped = [letter for letter, tick in found.items() if tick == "stop"]
                found |= {letter: ticks[letter] for letter in ticks if letter not in stopped}
        except StewardError:
            return None
        return found
