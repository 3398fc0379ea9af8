"""A ledger's runs in memory: the same rules of claiming as on disk, a thousand times as fast."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import islice

from sheets_sync.mail.ledger_records import Run, RunState

PUT_BACK = dt.timedelta(days=4)
"""Runs are in the order they were claimed; so much earlier a clock that is wrong makes them."""


class Book:
    """What `due_of_registry` and `due_of_all` ask a ledger for."""

    def __init__(self):
        self.runs = self.findings = self.holds = self.letters = self
        self.rows = {}
        self.ended_well = Counter()
        """By (registry, job, slot), how often it was done."""

    def first_day(self, _registry):
        return None

    def last_yes(self):
        return None

    def standing(self, **_wanted):
        return []

    def slots(self, registry, job, *, since=None):
        of_job = self.rows.get((registry, job), {})
        found = {}
        for name, run in reversed(of_job.items()):
            if since is None or run.started_at >= since:
                found[name] = run
            elif run.started_at < since - PUT_BACK:
                break
        return found

    def begun_since(self, registry, since):
        """As `SqlRuns.begun_since`."""
        jobs = [job for of_registry, job in self.rows if of_registry == registry]
        return [run for job in jobs for run in self.slots(registry, job, since=since).values()]

    def first(self, registry, job):
        of_job = self.rows.get((registry, job), {})
        return min((run.started_at for run in islice(of_job.values(), 50)), default=None)

    def claim(self, registry, job, slot, *, lease, now):
        """As `SqlRuns.claim`."""
        of_job = self.rows.setdefault((registry, job), {})
        run = of_job.get(slot)
        if run is None:
            run = Run(registry, job, slot, RunState.RUNNING, 1, "w:1", now + lease, now, None, "{}")
        else:
            crashed = run.state is RunState.RUNNING
            abandoned = crashed and not now < run.lease_until <= now + 2 * lease
            if not (abandoned or run.state is RunState.FAILED):
                return None
            run = replace(run, state=RunState.RUNNING, token=run.token + 1, lease_until=now + lease)
        of_job[slot] = run
        return run

    def finish(self, run, *, failed, now):
        state = RunState.FAILED if failed else RunState.DONE
        ended = replace(run, state=state, finished_at=now, lease_until=None)
        self.rows[run.registry, run.job][run.slot] = ended
        if not failed:
            self.ended_well[run.registry, run.job, run.slot.partition("#")[0]] += 1

    def end_lost(self, now):
        """As `end_lost_runs`: whoever crashed on this computer is surely gone."""
        for of_job in self.rows.values():
            for slot, run in [*islice(reversed(of_job.items()), 20)]:
                if run.state is RunState.RUNNING:
                    of_job[slot] = replace(
                        run, state=RunState.FAILED, finished_at=now, lease_until=None
                    )
