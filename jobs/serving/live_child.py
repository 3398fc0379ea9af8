"""The one long-lived child: it keeps the flags live, and is started afresh by a policy."""

import time

from jobs.serving.child_tasks import LiveTask, do_live
from jobs.serving.children import Children, Ended
from jobs.serving.journal import Journal

NAME = "live"
MOST_PAUSE = 300.0
"""Seconds between two tries at most, where it keeps falling over."""
PATIENCE = 120.0
"""Seconds that it waits for jobs at most, of which one may hang."""
WELL = 600.0
"""Seconds of life after which earlier falls are forgotten."""


class LiveChildKeeper:
    """Whether the child is to be there, and when it may be started again."""

    def __init__(self, children: Children, journal: Journal, *, patience: float = PATIENCE) -> None:
        self._children = children
        self._journal = journal
        self._patience = patience
        self._falls = 0
        self._not_before = 0.0
        self._wanted_since: float | None = None

    def keep(self, task: LiveTask, *, jobs_at_work: bool) -> None:
        """Start it where it is wanted and not there; start it afresh where it grew too large.

        Its first look waits for jobs that are at work: both would write the same workbooks, and
        what a check found would stay out of one that changed under its hands.
        """
        schedule = task.settings.schedule
        child = self._children.get(NAME)
        if not (schedule.live and task.settings.registries):
            self.stop()
        elif child is None:
            now = time.monotonic()
            if self._wanted_since is None:
                self._wanted_since = now
            waits = jobs_at_work and now < self._wanted_since + self._patience
            if now >= self._not_before and not waits:
                self._wanted_since = None
                self._children.start(NAME, do_live, task)
        elif child.told_to_stop is None and child.megabytes() > schedule.live_megabytes:
            self._journal.warn("live_too_large", megabytes=round(child.megabytes()))
            child.stop()

    def stop(self) -> None:
        """Ask it to end after the write in hand."""
        child = self._children.get(NAME)
        if child is not None:
            child.stop()

    def ended(self, ended: Ended) -> None:
        """Start it again at once where it wished to; else after a pause that doubles."""
        if ended.code == 0 or ended.on_request:
            self._falls = 0
            return
        self._falls = 1 if ended.seconds > WELL else self._falls + 1
        pause = min(2.0 ** (self._falls - 1), MOST_PAUSE)
        self._not_before = time.monotonic() + pause
        self._journal.warn("live_fell", code=ended.code, seconds=round(pause))
