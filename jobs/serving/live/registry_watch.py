"""Watches one registry: asks whether it changed, waits until people pause, renews its flags."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jobs.cli.error_screen import one_line
from jobs.serving.journal import Journal
from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from jobs.serving.live.google_share import GoogleShare
from jobs.serving.live.state import LiveState, Waiting, WatchState
from jobs.serving.live.waiting_note import leave_note, remove_note
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.planning.live.asking import USUAL
from sheets_sync.planning.live.bursts import Burst, burst_after
from sheets_sync.planning.workbook_tabs.tab_model import Written
from sheets_sync.ports import Requests

_OPENED = frozenset({"open-in-excel", "open-in-libreoffice"})
_TRY_AGAIN = frozenset({"busy", "changed-meanwhile", "write-unclear"})
_LONGEST_PAUSE = 600.0
"""Seconds between two tries while a registry fails."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a watch gets from the child it runs in."""

    remembered: Callable[[str], Remembered]
    may_write: Callable[[], bool]
    now: Callable[[], dt.datetime]
    journal: Journal
    state: LiveState
    languages: tuple[Sentences, ...]
    """For `status`, whatever the language of whoever asks."""
    say_beside: Sentences
    """For what stands beside a workbook."""
    stop: threading.Event
    was_told: Callable[[str], bool] = lambda _: False
    """Whether a job has just told that a registry cannot be looked at."""


class RegistryWatch:
    """The watch of one registry; what goes wrong in it delays no other."""

    def __init__(
        self,
        renewal: FlagRenewal,
        around: Surroundings,
        *,
        settle: float,
        share: GoogleShare | None = None,
        files: Mapping[str, Path] | None = None,
    ) -> None:
        """`share` is that of a workbook at Google, `files` are the local workbooks by name."""
        self._renewal = renewal
        self._around = around
        self._settle = settle
        self._share = share
        self._files = files or {}
        self._known: str | None = None
        self._burst: Burst | None = None
        self._failed = 0
        self._costs = False
        """Whether asking counts against the quota, as far as that is known."""
        self._state = WatchState(renewal.registry)
        self._noted: set[Path] = set()
        self.wake = threading.Event()
        if share is not None:
            share.join(renewal.registry)

    def run(self) -> None:
        """Watch until told to stop."""
        while not self._around.stop.is_set():
            pause = self.step()
            self.wake.wait(pause)
            self.wake.clear()
        for path in tuple(self._noted):
            self._unnote(path)

    def step(self) -> float:
        """Do what is due; the seconds until something may be due again."""
        try:
            pause = self._asked()
        except Exception as error:  # noqa: BLE001  not even a bug of ours in one stops another
            pause = self._failing(error)
        else:
            if self._burst is None:
                self._works()
        self._tell_delay()
        return pause

    def _asked(self) -> float:
        now = time.monotonic()
        if self._burst is None or not self._costs:
            if self._costs and (wait := self._room()) > 0:
                return wait
            before = self._renewal.store.requests()
            pulse = self._renewal.store.pulse()
            self._spend(before)
            self._costs = pulse.costs
            self._burst = burst_after(self._burst, pulse.mark, self._known, now)
            if self._state.waits_for == "quota":
                self._waits(None)
        if self._burst is None:
            return self._interval()
        if self._share is not None:
            self._share.changed(self._renewal.registry)
        left = 0.0 if self._known is None else self._burst.due(self._settle) - now
        if left > 0:
            return left
        if (wait := self._room()) > 0:
            return wait
        return self._look(self._burst)

    def _look(self, burst: Burst) -> float:
        started = time.monotonic()
        before = self._renewal.store.requests()
        try:
            written = self._renewal.renew(
                self._around.remembered(self._renewal.registry),
                self._around.now(),
                self._around.may_write,
            )
        finally:
            self._spend(before)
        took = time.monotonic() - started
        self._burst, self._known = None, burst.mark
        at = self._around.now().isoformat(timespec="seconds")
        self._state = replace(self._state, checked_at=at, took_seconds=round(took, 3))
        return self._settled(written, took)

    def _settled(self, written: Written | None, took: float) -> float:
        """Tell what became of it; where it is worth trying again, soon."""
        left = () if written is None else written.left
        opened = [one for one in left if one.reason in _OPENED]
        open_files = {self._files.get(one.what) for one in opened}
        for path in [path for path in self._noted if path not in open_files]:
            self._unnote(path)
        for one in opened:
            beside = self._files.get(one.what)
            if beside is not None and beside not in self._noted:
                self._noted.add(beside)
                leave_note(beside, one.who, self._around.say_beside)
                # Who has it open stands in `status` and beside the file: the log names nobody.
                self._around.journal.tell("flags_wait", registry=self._renewal.registry)
        if opened:
            self._waits("open-elsewhere", opened[0].who)
            return self._interval()
        if any(one.reason in _TRY_AGAIN for one in left):
            self._known = ""
            self._waits("not-written", left[0].reason)
            return self._settle
        if written is not None and written.deferred:
            self._waits("not-written", left[0].reason if left else "")
        else:
            self._waits(None)
            if written is not None:
                self._around.journal.tell(
                    "flags_renewed", registry=self._renewal.registry, seconds=round(took, 1)
                )
        return self._interval()

    def _interval(self) -> float:
        return USUAL if self._share is None else self._share.interval(self._renewal.registry)

    def _room(self) -> float:
        """Seconds until Google may be asked again within our share."""
        wait = 0.0 if self._share is None else self._share.wait()
        if wait > 0:
            self._waits("quota")
        return wait

    def _spend(self, before: Requests) -> None:
        if self._share is not None:
            self._share.note(self._renewal.store.requests().since(before))

    def _works(self) -> None:
        if self._failed:
            self._around.journal.tell("flags_again", registry=self._renewal.registry)
        if self._state.waits_for == "failing":
            self._waits(None)
        self._failed = 0

    def _failing(self, error: Exception) -> float:
        self._failed += 1
        registry = self._renewal.registry
        name = error.name if isinstance(error, StewardError) else type(error).__name__
        told = self._failed > 1 and self._state.why == name
        if isinstance(error, StewardError):
            if not told and not self._around.was_told(registry):
                self._around.journal.failure(error, then="flags_failed", registry=registry)
            said = {say.language: one_line(error, say) for say in self._around.languages}
            self._waits("failing", name, said)
        else:
            if not told:
                self._around.journal.bug(error, registry=registry)
            self._waits("failing", name)
        return float(min(USUAL * 2 ** (self._failed - 1), _LONGEST_PAUSE))

    def _waits(
        self, reason: Waiting | None, why: str = "", said: Mapping[Language, str] | None = None
    ) -> None:
        now = self._around.now().isoformat(timespec="seconds")
        since = self._state.waits_since if self._state.waits_for == reason else now
        self._state = replace(
            self._state,
            waits_for=reason,
            why=why,
            said=said or {},
            waits_since=since if reason else None,
        )

    def _tell_delay(self) -> None:
        waits = self._state.waits_for not in (None, "quota")
        asking = 1.0 if self._files and self._share is None else self._interval()
        delay = None if waits else asking + self._settle + (self._state.took_seconds or 0.0)
        self._state = replace(self._state, delay_seconds=delay and round(delay, 1))
        self._around.state.say(self._state)

    def _unnote(self, path: Path) -> None:
        self._noted.discard(path)
        remove_note(path, self._around.say_beside)
