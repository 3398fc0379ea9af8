"""Does what is due: one slot after the other, each once, from one look at each workbook."""

import datetime as dt
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module

from jobs.cli.command_table import untyped
from jobs.cli.context import JobContext
from jobs.pipeline.check_registry import read_own_holidays
from jobs.pipeline.run_record import kept_alive, recorded
from jobs.terminal.run_summary import summary_of
from sheets_sync.delivery.letters_that_went import is_on_trial
from sheets_sync.delivery.one_look import one_look
from sheets_sync.delivery.reminder_run import left_by, unread_of
from sheets_sync.delivery.worker import LEASE, worker_name
from sheets_sync.errors import StewardError
from sheets_sync.file_trouble import disk_trouble_named
from sheets_sync.mail.ledger_records import EVERY, Run, RunState
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.check_facts import facts_of
from sheets_sync.scheduling.due_runs import DueRun, due_of_all, due_of_registry, slot_of
from sheets_sync.settings import RegistrySettings

LEASE_OF_ALL = "jobs/{job}"
"""What a job over all registries holds while it runs: its runs have slots of their own."""


@dataclass(slots=True)
class DoDue:
    """What is due, done in this process."""

    context: JobContext
    ledger: Ledger
    patient: bool = False
    """Whether what failed rests a while before it is tried again."""
    may_go_on: Callable[[], bool] = lambda: True
    """Asked before each run."""
    done: list[str] = field(default_factory=list)
    """What was run, by job."""
    codes: list[int] = field(default_factory=list)
    """How each command ended."""
    succeeded: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """What did not succeed; reminders that had to leave out one of several registries did."""
    look: Ledger = field(init=False)
    """The ledger as it was after what was run last."""

    def __post_init__(self) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Something may have been written since."""
        self.look = one_look(self.ledger)

    def of_registry(self, registry: RegistrySettings) -> None:
        """Check one registry and report its months, as far as they are due."""
        own: list[tuple[dt.date, bool]] | None = None
        tried: set[tuple[str, str, str]] = set()
        context, settings = self.context, self.context.settings
        failure: StewardError | None = None
        while self.may_go_on():
            found = due_of_registry(settings, self.look, registry.id, context.now, own)
            due = next((one for one in found if one.key not in tried), None)
            if due is None:
                break
            if due.slot.month is not None and own is None:
                # The day may still move: only the workbook knows the agency's own holidays.
                own = self._own_holidays(registry)
                continue
            tried.add(due.key)
            if not self.patient or due.is_ready(context.now):
                try:
                    self._do(due, registry)
                except StewardError as error:  # what comes after it is none of its fault
                    failure = failure or error

        if failure is not None:
            raise failure

    def of_all(self) -> None:
        """Remind, where the day's reminders are due."""
        applied = bool(getattr(self.context.options, "apply", False))
        failure: StewardError | None = None
        for due in self._due_of_all(applied=applied):
            try:
                self._alone(due, applied=applied)
            except StewardError as error:  # what comes after it is none of its fault
                failure = failure or error
        if failure is not None:
            raise failure

    def _alone(self, due: DueRun, *, applied: bool) -> None:
        """Run one job over all registries, unless somebody is at it or has just done it."""
        name = LEASE_OF_ALL.format(job=due.job.name)
        leases, now = self.ledger.leases, self.context.clock()
        token = leases.acquire(name, holder=worker_name(), ttl=LEASE, now=now)
        if token is None:
            return
        try:
            self.look_again()  # somebody may have just done it
            still = {one.key for one in self._due_of_all(applied=applied)}
            if due.key in still and self.may_go_on():
                with kept_alive(partial(self._renew, name, token)):
                    self._do_for_all(due)
        finally:
            leases.release(name, token, now=self.context.clock())

    def _renew(self, name: str, token: int) -> None:
        self.ledger.leases.renew(name, token, ttl=LEASE, now=self.context.clock())

    def _due_of_all(self, *, applied: bool) -> list[DueRun]:
        now = self.context.now
        found = due_of_all(self.context.settings, self.look, now, applied=applied)
        return [one for one in found if not self.patient or one.is_ready(now)]

    def _own_holidays(self, registry: RegistrySettings) -> list[tuple[dt.date, bool]]:
        """None where the workbook cannot be read: the jobs themselves will say so."""
        try:
            return read_own_holidays(self.context, registry)
        except StewardError:
            return []

    def _do(self, due: DueRun, registry: RegistrySettings) -> None:
        """Run one job of one registry for its slot, unless another worker is at it."""
        context = self.context
        run = self.ledger.runs.claim(
            registry.id,
            due.job.name,
            due.name,
            worker=worker_name(),
            lease=LEASE,
            now=context.clock(),
        )
        if run is None:
            return
        self.done.append(due.job.name)
        began = context.clock()
        with recorded(self.ledger, run, context.clock) as end:
            code = self._command(due, registry.id)
            end.failed = code != 0
            found = (context.looks or {}).get(registry.id)
            end.facts = {} if found is None else facts_of(found)
        self._ended(due, code, failed=end.failed)
        sent = self.ledger.letters.count_sent(since=began)
        self._tell(due, registry.id, failed=end.failed, sent=sent)

    def _do_for_all(self, due: DueRun) -> None:
        """Run one job over all registries; it keeps runs of its own, of which there may be many."""
        before = self._slots(due)
        began = self.context.clock()
        code = 1
        self.done.append(due.job.name)
        try:
            code = self._command(due, self.context.options.registry)
        finally:
            if self._slots(due).keys() == before.keys():  # it failed before it wrote anything down
                self._write_down(due, len(before), failed=code != 0)
        own = [run for slot, run in self._slots(due).items() if slot not in before]
        failed = any(run.state is RunState.FAILED for run in own)
        self._ended(due, code, failed=failed)
        sent = self.ledger.letters.count_sent(since=began)
        unread = tuple(name for run in own for name in unread_of(run))
        left = sum(map(left_by, own))
        self._tell(due, EVERY, failed=failed, sent=sent, left=left, unread=unread)

    def _ended(self, due: DueRun, code: int, *, failed: bool) -> None:
        self.look_again()
        self.codes.append(code)
        (self.failed if failed else self.succeeded).append(due.job.name)

    def _slots(self, due: DueRun) -> dict[str, Run]:
        """The runs of the slot so far, by the names they have there."""
        known = self.ledger.runs.slots(EVERY, due.job.name)
        return {name: run for name, run in known.items() if slot_of(name) == due.slot.name}

    def _write_down(self, due: DueRun, number: int, *, failed: bool) -> None:
        name = f"{due.slot.name}#{number + 1}"
        run = self.ledger.runs.claim(
            EVERY,
            due.job.name,
            name,
            worker=worker_name(),
            lease=LEASE,
            now=self.context.clock(),
        )
        if run is not None:
            self.ledger.runs.finish(run, failed=failed, summary="{}", now=self.context.clock())

    def _command(self, due: DueRun, registry: str | None) -> int:
        """What the job would be if it were typed by itself."""
        typed = {**untyped(due.job.command), **vars(self.context.options)}
        own = {"registry": registry, "month": due.slot.month}
        options = Namespace(**{**typed, **own, **dict(due.job.options)})
        context = self.context.with_options(due.job.command, options)
        context.scheduled = True
        command: Callable[[JobContext], int] = import_module(
            f"jobs.commands.{due.job.command.replace('-', '_')}"
        ).run
        with disk_trouble_named():
            return command(context)

    def _tell(
        self,
        due: DueRun,
        registry: str,
        *,
        failed: bool,
        sent: int = 0,
        left: int = 0,
        unread: tuple[str, ...] = (),
    ) -> None:
        looked = (self.context.looks or {}).get(registry)
        say = self.context.sentences
        line = summary_of(
            due,
            registry,
            looked,
            say,
            failed=failed,
            sent=sent,
            left=left,
            on_trial=is_on_trial(self.context.settings),
            unread=unread,
        )
        facts: dict[str, object] = {"job": due.job.name, "slot": due.slot.name, "failed": failed}
        if registry == EVERY:
            facts |= {"sent": sent}
        if line:
            self.context.console.summary(line, registry=registry, **facts)
