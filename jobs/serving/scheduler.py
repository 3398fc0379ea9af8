"""The scheduler: at every tick it keeps its lease, starts what is due, and looks after it.

It does none of the work itself: that is done by children, so that a failure or a hanging workbook
is theirs alone, and this process stays small. Nothing that goes wrong in a tick ends it.
"""

import time
from dataclasses import replace
from typing import Any

from jobs.cli.context import JobContext
from jobs.serving.change_watch import NAME as CHANGES
from jobs.serving.change_watch import ChangeWatch
from jobs.serving.child_tasks import (
    TOLD,
    ChildTask,
    JobTask,
    LiveTask,
    do_alarm,
    do_changes,
    do_hook,
    do_job,
)
from jobs.serving.children import Children, Ended
from jobs.serving.config_watch import ConfigWatch
from jobs.serving.due_children import DueChildren
from jobs.serving.journal import Journal
from jobs.serving.live_child import NAME, LiveChildKeeper
from jobs.serving.monitor import Monitor
from jobs.serving.serve_note import (
    ServeNote,
    leave_serve_note,
    remove_serve_note,
    renew_serve_note,
)
from sheets_sync.errors import StewardError
from sheets_sync.mail.ledger_records import EVERY
from sheets_sync.notices.hook_events import persons_needed
from sheets_sync.notices.webhook import ROUND
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.clock_watch import Moment, noticed
from sheets_sync.scheduling.leadership import LEASE_NAME, Leadership
from sheets_sync.scheduling.lost_runs import end_lost_runs
from sheets_sync.scheduling.silent_jobs import watch_silent_jobs
from sheets_sync.scheduling.wall_clock import WallClock
from sheets_sync.wiring.ledger import open_ledger

ALARM = "alarm"
HOOK = "hook"
WATCH = 3600.0
"""Seconds between two looks for jobs that have grown silent."""


class Scheduler:
    """Everything that `serve` keeps in mind between two ticks."""

    def __init__(self, context: JobContext, clock: WallClock, leadership: Leadership) -> None:
        self.context = context
        self.clock = clock
        self.children = Children()
        self.leadership = leadership
        self._led = False
        self._token: int | None = None
        self.journal = Journal(context.sentences, context.options.config)
        self._config = ConfigWatch(context.settings)
        self._ledger: Ledger | None = None
        self._ledger_file: tuple[int, int] | None = None
        self._moment = self._look_at_clocks()
        self._due = DueChildren()
        self._changes = ChangeWatch()
        self._monitor = Monitor(self.journal)
        self._watch_at = 0.0
        self._live = LiveChildKeeper(self.children, self.journal)

    def tick(self) -> None:
        """One look at everything; whatever cannot be done now is told once and tried again."""
        try:
            self.look_after_children()
            self._heed_clock()
            self._heed_config()
            self._heed_ledger()
            self._lead()
        except Exception as error:  # noqa: BLE001 — not even a bug of ours may end the service
            self.journal.trouble("tick", error)
        else:
            self.journal.over("tick")

    def close(self) -> None:
        """Let the next one lead at once."""
        self._monitor.close(self._config.settings, self._ledger, self.clock(), led=self._led)
        if self._led:
            remove_serve_note(self._config.settings)
        if self._ledger is not None:
            try:
                self.leadership.give_up(self._ledger, self.clock())
            except StewardError as error:
                self.journal.trouble("tick", error)
            self._ledger.close()

    def _lead(self) -> None:
        ledger = self._opened()
        now = self.clock()
        led, self._led = self._led, self.leadership.keep(ledger, now)
        if not self._led:
            self._live.stop()
            if led:
                self.journal.warn("lost", holder=ledger.leases.holder(LEASE_NAME) or "–")
            return
        if self._token not in {None, self.leadership.token}:
            self._live.stop()  # the lease ran out meanwhile: its child is fenced, a new one is not
        self._token = self.leadership.token
        if not led:
            self._leave_note()
            end_lost_runs(ledger, [*self._names(), EVERY], now)
        renew_serve_note(self._config.settings)
        self._watch(ledger)
        self._start_due(ledger)
        self._look_for_changes(ledger)
        self._tell_hook(ledger)
        self._monitor.tell(self._config.settings, ledger, now)
        at_work = any(name in self.children for name in (*self._names(), EVERY))
        self._live.keep(LiveTask(**self._shared(NAME)), jobs_at_work=at_work)

    def _start_due(self, ledger: Ledger) -> None:
        settings = self._config.settings
        now = self.clock()
        for name in self._due.to_start(settings, ledger, now, self.children):
            deadline = settings.schedule.deadline_minutes * 60
            task = JobTask(**self._shared(name), registry=name)
            self.children.start(name, do_job, task, deadline=deadline)

    def _look_for_changes(self, ledger: Ledger) -> None:
        """A session that was moved or cancelled is told at once; reminders tell of it, too."""
        settings = self._config.settings
        if CHANGES in self.children or EVERY in self.children:
            return
        if self._changes.has_news(settings, ledger, self.clock()):
            deadline = settings.schedule.deadline_minutes * 60
            task = ChildTask(**self._shared(CHANGES))
            self.children.start(CHANGES, do_changes, task, deadline=deadline)

    def _watch(self, ledger: Ledger) -> None:
        """Once an hour, and before anything succeeds again: has any job been silent for long?"""
        if time.monotonic() < self._watch_at:
            return
        self._watch_at = time.monotonic() + WATCH
        if watch_silent_jobs(self._config.settings, ledger, self.clock()):
            self.children.start(ALARM, do_alarm, ChildTask(**self._shared(ALARM)), deadline=WATCH)

    def _tell_hook(self, ledger: Ledger) -> None:
        """The agency's webhook hears of what waits; in a child, for it may not answer."""
        hooks, now = self._config.settings.hooks, self.clock()
        if hooks.url is None or HOOK in self.children:
            return
        for event in persons_needed(ledger.holds.waiting(), now=now):
            ledger.hooks.add(event)
        due = ledger.hooks.next_due()
        if due is not None and due <= now:
            deadline = ROUND * 2.0 * hooks.seconds
            self.children.start(HOOK, do_hook, ChildTask(**self._shared(HOOK)), deadline=deadline)

    def _shared(self, name: str) -> dict[str, Any]:
        """What every child is told; the log knows it by its name."""
        context, token = self.context, self.leadership.token
        return {
            "settings": self._config.settings,
            "language": context.language,
            "token": 0 if token is None else token,
            "config": context.options.config,
            "verbose": context.options.verbose,
            "clock": self.clock,
            "run_id": f"{context.run_id}.{'all' if name == EVERY else name}",
        }

    def look_after_children(self) -> None:
        """End who is late, and take note of who ended."""
        for child in self.children:
            if child.press():
                minutes = self._config.settings.schedule.deadline_minutes
                self.journal.warn("deadline", name=self._named(child.name), minutes=minutes)
        for ended in self.children.reap():
            if ended.name == NAME:
                self._live.ended(ended)
            elif ended.name == CHANGES and ended.code:
                self._changes.failed(self._config.settings.schedule.retry_minutes * 60)
            elif ended.name not in {ALARM, CHANGES, HOOK}:
                self._job_ended(ended)

    def _job_ended(self, ended: Ended) -> None:
        self._due.ended(ended)
        self._monitor.job_ended()
        if ended.code not in {0, *TOLD} and not ended.on_request:
            self.journal.warn("child_failed", name=self._named(ended.name), code=ended.code)
        if self._ledger is not None and ended.code:
            try:
                end_lost_runs(self._ledger, [ended.name], self.clock())
            except StewardError as error:  # the lease of its runs ends it later
                self.journal.trouble("tick", error)

    def _named(self, name: str) -> str:
        return self.context.sentences("jobs.run.every") if name == EVERY else name

    def _names(self) -> list[str]:
        return [registry.id for registry in self._config.settings.registries]

    def _heed_clock(self) -> None:
        before, self._moment = self._moment, self._look_at_clocks()
        for one in noticed(before, self._moment):
            self._due.forget()
            minutes = round(one.by.total_seconds() / 60)
            self.journal.warn(one.event, minutes=minutes)

    def _look_at_clocks(self) -> Moment:
        asleep_too = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return Moment(self.clock(), time.monotonic(), time.clock_gettime(asleep_too))

    def _heed_config(self) -> None:
        try:
            changed = self._config.look()
        except StewardError as error:
            self.journal.trouble("config", error, then="config_kept")
            return
        if changed:
            self._take_over(self._config)
            self.journal.over("config")

    def _take_over(self, config: ConfigWatch) -> None:
        """Go by the new settings from now on."""
        self.clock = replace(self.clock, zone=config.settings.timezone)
        self.context.settings = config.settings
        self._due.forget()
        self._live.stop()
        self._close_ledger()
        self._leave_note()
        self.journal.tell("config_new")

    def _leave_note(self) -> None:
        note = ServeNote(self.leadership.holder, self.clock())
        leave_serve_note(self._config.settings, note)

    def _heed_ledger(self) -> None:
        """Notice that another file lies where the ledger was, such as a restored copy."""
        if self._ledger is None or self._ledger_file == self._ledger.identity():
            return
        self.journal.warn("ledger_replaced")
        self._close_ledger()
        self.leadership.token = None

    def _opened(self) -> Ledger:
        if self._ledger is None:
            self._ledger = open_ledger(self._config.settings)
            self._ledger_file = self._ledger.identity()
        return self._ledger

    def _close_ledger(self) -> None:
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
