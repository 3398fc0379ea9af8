"""The children of `worker`: some work on registries, one hands out what is due at every tick."""

import asyncio
import datetime as dt
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from jobs.cli.command_log import log_of
from jobs.serving.child_tasks import ChildTask, apart, context_of
from jobs.serving.journal import Journal
from jobs.serving.metrics import MetricsPort, write_metrics
from sheets_sync.delivery.worker import worker_name
from sheets_sync.errors import StewardError
from sheets_sync.fleet import engine
from sheets_sync.fleet.fence import TTL, take_fence
from sheets_sync.fleet.fleet_state import fleet_gauges, fleet_state
from sheets_sync.fleet.member_settings import member_settings
from sheets_sync.fleet.quota import SharedQuota
from sheets_sync.fleet.registries import FleetRegistries
from sheets_sync.fleet.registry_entry import RegistryEntry
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.ledgers.database import Database
from sheets_sync.ledgers.reads_reports_leases import SqlLeases
from sheets_sync.planning.run_slots import back_off
from sheets_sync.wiring.databases import fleet_database_url
from sheets_sync.wiring.fleet import fleet_database

MOST_AT_ONCE = 5000
"""Registries that one tick hands out; the next tick hands out more."""
MINUTE = 60.0
LIVE_ROUND = 1.0
TOO_LONG = 75
"""The exit code of a worker that ended itself because a registry took longer than it may."""
LOST_DATABASE = 74
"""And of one that the database went away from: whoever looks after it starts another."""


class Worker:
    """One process of a worker: what its jobs share."""

    def __init__(self, task: ChildTask, database: Database) -> None:
        self._task = task
        self._journal = Journal(Sentences(task.language), task.config)
        self.registries = FleetRegistries(database)
        self._leases = SqlLeases(database)
        self._quota = SharedQuota(database, task.settings.fleet)
        self.stop = threading.Event()
        self._deferrer: engine.Deferrer | None = None
        self._database = database
        self._port = MetricsPort()
        self._cleaned = 0.0
        self._aside: frozenset[str] = frozenset()

    def work(self, registry: str) -> None:
        """Look at one registry; whatever happens to it is its own, and written down."""
        if self.stop.is_set():  # it stays due: the next tick hands it to another
            return
        try:
            self._work(registry)
        except StewardError as error:  # the database itself: the registry stays due
            self._journal.failure(error, then="again", registry=registry)

    def _work(self, registry: str) -> None:
        fence = take_fence(self._leases, registry, holder=worker_name(), now=self.registries.now)
        if fence is None:
            self.registries.look_again(registry, after=TTL / 6)
            return
        with fence:
            begun = self.registries.begin(registry, most=self._task.settings.fleet.tries)
            if begun is None:
                if self.registries.get(registry).state == "aside":
                    self._journal.warn("set_aside", name=registry)
                return

            def may_go_on() -> bool:
                return fence.holds() and not self.stop.is_set()

            with self._deadline(registry):
                self._look(begun.entry, may_go_on)

    def _look(self, entry: RegistryEntry, may_go_on: Callable[[], bool]) -> None:
        from jobs.serving.fleet.registry_pass import pass_registry  # slow import

        registry = entry.id
        settings = member_settings(self._task.settings, entry)
        clock = replace(self._task.clock, zone=settings.timezone)
        run_id = f"{self._task.run_id}.{registry}"
        context = context_of(replace(self._task, settings=settings, clock=clock, run_id=run_id))
        try:
            done = pass_registry(context, may_go_on)
        except StewardError as error:
            self._journal.failure(error, then="again", registry=registry)
            rest = dt.timedelta(minutes=settings.schedule.retry_minutes)
            self.registries.end(registry, look_at=self.registries.now() + rest, trouble=error.name)
        except Exception as error:  # noqa: BLE001 — whatever is left is a bug of ours
            self._journal.bug(error, registry=registry)
            tries = self.registries.get(registry).tries
            rest = back_off(tries, dt.timedelta(minutes=settings.schedule.retry_minutes))
            self.registries.broke(registry, type(error).__name__, rest=rest)
        else:
            self.registries.end(
                registry, look_at=done.look_at, trouble=done.trouble, summary=done.summary
            )

    def _deadline(self, registry: str) -> "_Deadline":
        minutes = self._task.settings.schedule.deadline_minutes

        def late() -> None:
            self._journal.warn("deadline", name=registry, minutes=minutes)
            os._exit(TOO_LONG)

        return _Deadline(minutes * 60.0, late)

    def tick(self) -> None:
        """Hand out what is due, and what dead workers left."""
        try:
            if self._deferrer is None:
                self._deferrer = engine.Deferrer(fleet_database_url(self._task.settings))
            self._tick(self._deferrer)
        except Exception as error:  # noqa: BLE001 — a mistake of ours: the next tick may do better
            self._journal.trouble("tick", error)
        else:
            self._journal.over("tick")

    def _tick(self, deferrer: engine.Deferrer) -> None:
        for job in self.registries.lost(silent=engine.SILENT):
            deferrer.give_back(job)
        for registry in self.registries.due(most=MOST_AT_ONCE):
            if self.stop.is_set():
                return
            deferrer.defer(registry)
        if time.monotonic() > self._cleaned + MINUTE:
            self._cleaned = time.monotonic()
            self._quota.forget_old()
            self._tell_set_aside()
        self._show_metrics()

    def _tell_set_aside(self) -> None:
        """Once a minute, and only where something changed."""
        aside = self.registries.all(state="aside")
        ids = frozenset(one.id for one in aside)
        if ids == self._aside:
            return
        from jobs.serving.fleet.aside_watch import tell_set_aside  # slow import

        tell_set_aside(context_of(self._task), aside)
        self._aside = ids

    def _show_metrics(self) -> None:
        """For a monitor of this host; each host shows the whole fleet."""
        monitoring = self._task.settings.monitoring
        if monitoring.metrics_file is None and not monitoring.metrics_port:
            return
        gauges = fleet_gauges(fleet_state(self._database, self._task.settings.fleet))
        try:
            write_metrics(gauges, self._task.settings)
            self._port.show(gauges, monitoring.metrics_port)
        except (StewardError, OSError) as error:
            self._journal.trouble("metrics", error)
        else:
            self._journal.over("metrics")

    def close(self) -> None:
        """Let go of the engine and of the port."""
        self._port.close()
        if self._deferrer is not None:
            self._deferrer.close()


class _Deadline:
    """Calls for help when the block takes too long: a thread cannot be ended from outside."""

    def __init__(self, seconds: float, late: Callable[[], None]) -> None:
        self._timer = threading.Timer(seconds, late)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def do_work(task: ChildTask) -> None:
    """The child that works on one registry after the other."""
    _run(task, engine.REGISTRIES)


def do_clock(task: ChildTask) -> None:
    """The child that ticks: it works on no registry, and none holds it up."""
    _run(task, engine.CLOCK)


def _end_with_parent() -> None:
    """Nobody would look after it any more, nor tell it to end."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _run(task: ChildTask, queue: str) -> None:
    def work(database: Database) -> int:
        worker = Worker(task, database)
        url = fleet_database_url(task.settings)
        app = engine.worker_app(url, worker.work, worker.tick)
        asked = asyncio.run(_until_asked(engine.serve_queue(app, queue, url), worker.stop))
        worker.close()
        if not asked:
            raise engine.lost_database(url)
        return 0

    _end_after(work, task)


def do_live(task: ChildTask) -> None:
    """The child that keeps flags live."""

    def work(database: Database) -> int:
        from jobs.serving.fleet.live_flags import LiveFlags  # slow import

        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        live = LiveFlags(task, database)
        while not stop.wait(LIVE_ROUND):
            live.round()
        return 0

    _end_after(work, task)


def _end_after(work: Callable[[Database], int], task: ChildTask) -> None:
    """Work with the fleet's database, and end the process with the code of what came of it."""
    apart()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with log_of(task.settings, "worker", task.run_id, stays=True):
        journal = Journal(Sentences(task.language), task.config)
        try:
            with fleet_database(task.settings) as database:
                code = work(database)
        except StewardError as error:
            journal.failure(error, then="again")
            code = LOST_DATABASE
        except Exception as error:  # noqa: BLE001 — the engine's own, when its database goes
            journal.bug(error, ("worker",))
            code = LOST_DATABASE
    os._exit(code)  # nothing that still waits for a database may keep the process


async def _until_asked(serving: Coroutine[Any, Any, None], stop: threading.Event) -> bool:
    """Whether it ended because it was asked to; jobs in hand end after the letter in hand."""
    loop, running = asyncio.get_running_loop(), asyncio.ensure_future(serving)

    def ask() -> None:
        stop.set()
        running.cancel()

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ask)
    with suppress(asyncio.CancelledError):
        await running
    return stop.is_set()
