"""The long-lived child of `serve`: one watch a registry, until told to stop or grown too large."""

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.cli.error_screen import one_line
from jobs.serving.journal import Journal
from jobs.serving.live.file_events import watch_folders
from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from jobs.serving.live.google_share import GoogleShare, account_of
from jobs.serving.live.registry_watch import RegistryWatch, Surroundings
from jobs.serving.live.state import LiveState, WatchState
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Language, Sentences
from sheets_sync.mail.ledger_records import RunState
from sheets_sync.planning.scheduled_jobs import CHECK
from sheets_sync.registry.recollection import Recollection
from sheets_sync.scheduling.google_use import is_online
from sheets_sync.settings import RegistrySettings
from sheets_sync.stores.xlsx.synced_folder import syncing_program
from sheets_sync.wiring.ledger import peek_ledger
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store

BEAT = 1.0
"""Seconds between two looks of the child at itself."""
PATIENCE = 25.0
"""Seconds that a write in hand may take once the child is to stop."""
JUST_NOW = dt.timedelta(minutes=10)
"""So long what a check told of a registry is not told by its watch again."""
_MEGABYTE = 1 << 20
_GROWTH = 60
"""Beats between two looks at the memory."""


class LiveChild:
    """All watches of one config file."""

    def __init__(
        self, context: JobContext, stop: threading.Event, may_write: Callable[[], bool]
    ) -> None:
        self._context = context
        self._stop = stop
        self._shares: dict[str, GoogleShare] = {}
        self._state = LiveState(context.settings, self._google)
        settings = context.settings
        self._around = Surroundings(
            remembered=self._remembered,
            may_write=may_write,
            now=lambda: dt.datetime.now(settings.timezone),
            journal=Journal(context.sentences, context.options.config),
            state=self._state,
            languages=context.every_language,
            say_beside=context.sentences_in(settings.language),
            stop=stop,
            was_told=self._was_told,
        )
        self.watches = tuple(self._watches())

    def run(self) -> None:
        """Watch until told to stop, until the config file changes or too much memory is taken."""
        threads = [threading.Thread(target=one.run, daemon=True) for one in self.watches]
        for thread in threads:
            thread.start()
        beats, as_it_was = 0, self._config_mark()
        while not self._stop.wait(BEAT):
            beats += 1
            self._write_state()
            if self._config_mark() != as_it_was or (beats % _GROWTH == 0 and self._is_too_large()):
                self._stop.set()
        for watch in self.watches:
            watch.wake.set()
        until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=PATIENCE)
        for thread in threads:
            thread.join(max((until - dt.datetime.now(dt.UTC)).total_seconds(), 0))
        self._state.remove()

    def _write_state(self) -> None:
        """For `status`; flags are renewed also where that cannot be written."""
        try:
            self._state.write(self._around.now())
        except StewardError as error:
            self._around.journal.trouble("live_state", error)
        else:
            self._around.journal.over("live_state")

    def _watches(self) -> Iterator[RegistryWatch]:
        for registry in self._context.registries:
            paths = _local(registry)
            program = next(filter(None, map(syncing_program, paths)), None)
            if program is not None and not self._context.settings.schedule.live_in_synced_folders:
                self._state.say(WatchState(registry.id, waits_for="synced-folder", why=program))
                continue
            try:
                yield self._watch(registry, paths)
            except StewardError as error:
                if not self._was_told(registry.id):
                    self._around.journal.failure(error, then="flags_failed", registry=registry.id)
                said = {say.language: one_line(error, say) for say in self._around.languages}
                state = WatchState(registry.id, waits_for="failing", why=error.name, said=said)
                self._state.say(state)

    def _watch(self, registry: RegistrySettings, paths: tuple[Path, ...]) -> RegistryWatch:
        settings = self._context.settings
        renewal = FlagRenewal(
            registry.id,
            open_store(registry, settings, new_memory=Recollection),
            read_registry_schema(settings),
            settings,
            cache(self._sentences),
        )
        watch = RegistryWatch(
            renewal,
            self._around,
            settle=settings.schedule.settle_seconds,
            share=self._share(registry) if is_online(registry) else None,
            files={path.name: path for path in paths},
        )
        watch_folders(paths, watch.wake.set, self._stop)
        return watch

    def _share(self, registry: RegistrySettings) -> GoogleShare:
        return self._shares.setdefault(account_of(registry.credentials), GoogleShare())

    def _sentences(self, language: Language) -> Sentences:
        return self._context.sentences_in(language)

    def _google(self) -> dict[str, int] | None:
        if not self._shares:
            return None
        busiest = max(self._shares.values(), key=GoogleShare.spent)
        return {"reads_last_minute": busiest.spent(), "limit": busiest.reads.most}

    def _remembered(self, registry: str) -> Remembered:
        """What scheduled checks left in the ledger; nothing where none has run yet."""
        ledger = peek_ledger(self._context.settings)
        if ledger is None:
            return Remembered()
        with closing(ledger):
            rows = {tab: read.rows for tab, read in ledger.reads.last_good(registry).items()}
            return Remembered(rows, ledger.findings.known(registry))

    def _was_told(self, registry: str) -> bool:
        """Whether the registry's check just failed, or is at it: it tells why in this log."""
        ledger = peek_ledger(self._context.settings)
        if ledger is None:
            return False
        with closing(ledger):
            newest = {(run.registry, run.job): run for run in ledger.runs.newest()}
        run = newest.get((registry, CHECK))
        if run is None or run.state is RunState.DONE:
            return False
        return self._around.now() - (run.finished_at or run.started_at) < JUST_NOW

    def _config_mark(self) -> object:
        """Another one when the config file was changed: a child begins anew with it."""
        source = self._context.settings.source
        try:
            return None if source is None else source.stat().st_mtime_ns
        except OSError:
            return None

    def _is_too_large(self) -> bool:
        return memory_used() > self._context.settings.schedule.live_megabytes


def memory_used() -> int:
    """Megabytes that this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // _MEGABYTE


def _local(registry: RegistrySettings) -> tuple[Path, ...]:
    paths = (registry.path, *(other.path for other in registry.elsewhere))
    return tuple(path for path in paths if path is not None)
