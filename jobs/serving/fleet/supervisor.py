"""Looks after the processes of one `worker`: starts them, and starts another where one ended.

It opens no database, so that none can take it down; a second between two tries at first, longer
where a process ends again and again.
"""

import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import wait

from jobs.cli.context import JobContext
from jobs.serving import systemd_notify
from jobs.serving.child_tasks import ChildTask
from jobs.serving.children import Children, Ended
from jobs.serving.fleet.worker_child import do_clock, do_live, do_work
from jobs.serving.journal import Journal
from jobs.serving.serve_loop import Signals, heeding_signals
from sheets_sync.scheduling.wall_clock import WallClock

CLOCK, LIVE = "clock", "live"
ROUND = 5.0
"""Seconds between two looks at everybody."""
YOUNG = 60.0
"""Who ended sooner is started again later each time."""
LONGEST = 15.0


@dataclass(slots=True)
class _Place:
    """One process that is to be there."""

    start_at: float = 0.0
    in_vain: int = 0


class Supervisor:
    """The processes of one worker command."""

    def __init__(self, context: JobContext, processes: int, clock: WallClock) -> None:
        self._context = context
        self._clock = clock
        self._children = Children()
        self.journal = Journal(context.sentences, context.options.config)
        numbers = range(1, processes + 1)
        names = [CLOCK, *([LIVE] if context.settings.schedule.live else [])]
        names += [f"worker {number}" for number in numbers]
        self._places = {name: _Place() for name in names}
        self._working = processes

    def run(self) -> int:
        """Until asked to end; 0 where all ended in order."""
        with heeding_signals() as signals:
            self.journal.tell("working", count=self._working)
            systemd_notify.ready()
            while signals.asked_at is None:
                systemd_notify.alive()
                self._start()
                self._sleep(signals, self._pause())
                self._reap()
            systemd_notify.ending()
            return self._end(signals)

    def _start(self) -> None:
        now = time.monotonic()
        for name, place in self._places.items():
            if name not in self._children and place.start_at <= now:
                work = {CLOCK: do_clock, LIVE: do_live}.get(name, do_work)
                self._children.start(name, work, self._task(name))

    def _pause(self) -> float:
        now = time.monotonic()
        gone = [name for name in self._places if name not in self._children]
        waiting = [self._places[name].start_at - now for name in gone]
        return max(0.05, min((ROUND, *waiting)))

    def _sleep(self, signals: Signals, seconds: float) -> None:
        ready = wait([signals.reader, *self._children.sentinels()], seconds)
        if signals.reader in ready:
            signals.drain()

    def _reap(self) -> None:
        for ended in self._children.reap():
            place = self._places[ended.name]
            place.in_vain = place.in_vain + 1 if ended.seconds < YOUNG else 0
            rest = min(LONGEST, 2.0**place.in_vain - 1) if place.in_vain else 0.0
            place.start_at = time.monotonic() + rest
            self._tell(ended, rest)

    def _tell(self, ended: Ended, rest: float) -> None:
        facts = {"name": ended.name, "code": ended.code, "seconds": round(rest)}
        self.journal.warn("worker_fell", **facts)

    def _end(self, signals: Signals) -> int:
        """Let everybody finish the letter in hand; at a second signal end them now."""
        if len(self._children):
            at_work = sum(child.name not in {CLOCK, LIVE} for child in self._children)
            self.journal.tell("stopping", count=at_work)
        self._children.stop_all()
        while len(self._children) and not signals.now:
            self._sleep(signals, 1.0)
            systemd_notify.alive()
            for child in self._children:
                child.press()
            self._children.reap()
        self._children.kill_all()
        self.journal.tell("stopped")
        return 128 + signal.SIGTERM if signals.now else 0

    def _task(self, name: str) -> ChildTask:
        context = self._context
        return ChildTask(
            settings=context.settings,
            language=context.language,
            token=0,
            config=context.options.config,
            verbose=context.options.verbose,
            clock=self._clock,
            run_id=f"{context.run_id}.{name.replace(' ', '')}",
        )
