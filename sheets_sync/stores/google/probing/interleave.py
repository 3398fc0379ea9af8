"""Trials that are carried out side by side: a step of each, then the next step of each."""

import datetime as dt
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TypeAlias

from sheets_sync.diagnostics import Diagnostic, failed
from sheets_sync.errors import StewardError
from sheets_sync.stores.google.probing.scratch import Runner, Scratch, ScratchRead, TrialStep

Script: TypeAlias = Generator[TrialStep | Diagnostic, ScratchRead, None]
"""What a trial wants done and what it sees; it is told what was read after each step."""
Experiment: TypeAlias = Callable[[Scratch, dt.date], Script]


def side_by_side(
    runner: Runner, experiments: Iterable[Experiment], today: dt.date
) -> Iterator[Diagnostic]:
    """What the trials see; one that Google refuses is told as such, and the others go on.

    Raises:
        SetupError, StoreError: Google cannot be reached, or refuses everything.
    """
    runs = [_Run(runner, experiment, today) for experiment in experiments]
    for run in runs:
        yield from run.begin()
    while going := {run.sheet: run for run in runs if run.wanted is not None}:
        steps = {sheet: run.wanted for sheet, run in going.items() if run.wanted is not None}
        answers = runner.carry_out(steps)
        for sheet, run in going.items():
            yield from run.go_on(answers[sheet])


class _Run:
    """One trial on its way."""

    def __init__(self, runner: Runner, experiment: Experiment, today: dt.date) -> None:
        self._name = experiment.__name__.replace("_", "-")
        scratch = runner.scratch(self._name)
        self._script = experiment(scratch, today)
        self.sheet = scratch.sheet
        self.wanted: TrialStep | None = None
        """What it wants done next; None at its end."""

    def begin(self) -> Iterator[Diagnostic]:
        """What it says before its first step."""
        return self._until_next_step(lambda: next(self._script))

    def go_on(self, answer: ScratchRead | StewardError) -> Iterator[Diagnostic]:
        """What it says to the answer, until it wants something done or ends."""
        if isinstance(answer, StewardError):
            return self._until_next_step(lambda: self._script.throw(answer))
        return self._until_next_step(lambda: self._script.send(answer))

    def _until_next_step(self, first: Callable[[], TrialStep | Diagnostic]) -> Iterator[Diagnostic]:
        self.wanted = None
        try:
            got = first()
            while isinstance(got, Diagnostic):
                yield got
                got = next(self._script)
            self.wanted = got
        except StopIteration:
            return
        except StewardError as error:
            yield failed(f"probe.{self._name}", error)
