"""Keeps the flags of the busiest registries live: asks whether they changed, and renews them."""

import time
from collections import OrderedDict
from contextlib import closing
from dataclasses import replace
from functools import cache

from jobs.serving.child_tasks import ChildTask, context_of
from jobs.serving.journal import Journal
from jobs.serving.live.flag_renewal import FlagRenewal, Remembered
from sheets_sync.delivery.worker import worker_name
from sheets_sync.errors import StewardError
from sheets_sync.fleet.fence import TTL, take_fence
from sheets_sync.fleet.live_turns import MINUTE, LiveTurns, most_asked
from sheets_sync.fleet.member_settings import member_settings
from sheets_sync.fleet.quota import SharedQuota
from sheets_sync.fleet.registries import FleetRegistries
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.reads_reports_leases import SqlLeases
from sheets_sync.settings import Settings
from sheets_sync.wiring.ledger import open_ledger
from sheets_sync.wiring.registry_schema import read_registry_schema
from sheets_sync.wiring.stores import open_store

LEASE = "fleet/live"
FILES = 5.0
"""Seconds between two looks at local workbooks: that costs nothing."""
KEPT = 64
"""Registries whose line to Google and memory are kept."""


class LiveFlags:
    """The live flags of a fleet; one process of all hosts does it at a time."""

    def __init__(self, task: ChildTask, database: Database) -> None:
        self._task = task
        self._registries = FleetRegistries(database)
        self._leases = SqlLeases(database)
        self._quota = SharedQuota(database, task.settings.fleet)
        self._journal = Journal(Sentences(task.language), task.config)
        settle = float(task.settings.schedule.settle_seconds)
        self._online, self._files = LiveTurns(settle), LiveTurns(settle, every=FILES)
        self._renewals: OrderedDict[str, FlagRenewal] = OrderedDict()
        self._checked: dict[str, object] = {}
        """By registry, its newest check when it was last renewed."""
        self._chosen_at = -MINUTE
        self._token: int | None = None

    def round(self) -> None:
        """One look at everything that is due."""
        if not self._leads():
            return
        now = time.monotonic()
        if now >= self._chosen_at + MINUTE:
            self._chosen_at = now
            self._choose()
        for turns in (self._files, self._online):
            for name in turns.due(now):
                if self._leads():
                    self._ask(name, turns)

    def _leads(self) -> bool:
        now = self._registries.now()
        if self._token is not None and self._leases.renew(LEASE, self._token, ttl=TTL, now=now):
            return True
        self._token = self._leases.acquire(LEASE, holder=worker_name(), ttl=TTL, now=now)
        return self._token is not None

    def _choose(self) -> None:
        fleet = self._task.settings.fleet
        accounts = max(1, len(fleet.credentials)) * self._quota.of_account
        most = most_asked(accounts, self._quota.of_project, fleet.live_percent)
        self._online.choose(self._registries.busiest("google", most))
        self._files.choose(self._registries.busiest("xlsx"))

    def _ask(self, name: str, turns: LiveTurns) -> None:
        try:
            kept = self._registries.get(name)
            settings = member_settings(self._task.settings, kept.entry)
            mark = self._mark(settings)
            checked = self._checked.setdefault(name, kept.summary.get("checked_at"))
            if turns.answered(name, mark, time.monotonic()):
                if not self._renew(settings, turns):
                    turns.later(name, time.monotonic())
                    return
                # What a check wrote since then looks like an edit, and is nobody's work.
                self._checked[name] = kept.summary.get("checked_at")
                if self._checked[name] == checked:
                    self._registries.edited(name)
        except StewardError as error:
            turns.later(name, time.monotonic())
            self._journal.trouble(f"flags {name}", error)

    def _mark(self, settings: Settings) -> str:
        """Another one whenever somebody has changed the workbook."""
        (registry,) = settings.registries
        if registry.path is None:
            return self._renewal(settings).store.pulse().mark
        try:
            found = registry.path.stat()
        except OSError:
            return ""
        return f"{found.st_mtime_ns} {found.st_size}"

    def _renew(self, settings: Settings, turns: LiveTurns) -> bool:
        """Write what the workbook does not say yet; no where a worker has it in hand."""
        name = settings.member
        fence = take_fence(self._leases, name, holder=worker_name(), now=self._registries.now)
        if fence is None:
            return False
        began = time.monotonic()
        with fence:
            mark = self._mark(settings)
            renewal = self._renewal(settings)
            now = replace(self._task.clock, zone=settings.timezone)()
            written = renewal.renew(_remembered(settings), now, fence.holds)
            if written is not None and settings.registries[0].path is not None:
                mark = self._mark(settings)  # a file changes by our own writing, too
            turns.renewed(name, mark)
        seconds = round(time.monotonic() - began, 1)
        self._journal.tell("flags_renewed", registry=name, seconds=seconds)
        return True

    def _renewal(self, settings: Settings) -> FlagRenewal:
        name = settings.member
        found = self._renewals.pop(name, None)
        if found is None:
            context = context_of(replace(self._task, settings=settings))
            (registry,) = settings.registries
            store, schema = open_store(registry, settings), read_registry_schema(settings)
            say = cache(context.sentences_in)
            found = FlagRenewal(registry.id, store, schema, settings, say)
        self._renewals[name] = found
        while len(self._renewals) > KEPT:
            self._renewals.popitem(last=False)
        return found


def _remembered(settings: Settings) -> Remembered:
    """What scheduled checks left in the registry's ledger."""
    with closing(open_ledger(settings)) as ledger:
        reads = ledger.reads.last_good(settings.member)
        known = ledger.findings.known(settings.member)
    return Remembered({tab: read.rows for tab, read in reads.items()}, known)
