"""The seven steps of every round: how far each is, when it is due, and why it is not complete."""

from sheets_sync.checking.steps.progress import Progress
from sheets_sync.checking.steps.values import NEEDED_TABS, STEP_TABS, STEPS, Reason, State, Step

__all__ = ["NEEDED_TABS", "STEPS", "STEP_TABS", "Progress", "Reason", "State", "Step"]
