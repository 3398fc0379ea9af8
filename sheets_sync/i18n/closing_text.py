"""What a round lacks to be closed, in one short line."""

from collections.abc import Sequence

from sheets_sync.checking.steps import Step
from sheets_sync.i18n.sentences import Sentences


def missing_steps(steps: Sequence[Step], say: Sentences) -> str:
    """The steps by number and name, with how much of each is done; or that only the status is."""
    told = [_step(step, say) for step in steps]
    return say("year.missing", steps=told) if told else say("year.only_status")


def _step(step: Step, say: Sentences) -> str:
    name = say(f"report.steps_short.{step.number}")
    form = "counted_step" if step.of else "step"
    return say(f"year.{form}", number=step.number, name=name, done=step.done, of=step.of)
