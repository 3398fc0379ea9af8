"""How an indicator is defined: one line of the list of all."""

from collections.abc import Callable
from dataclasses import dataclass

from sheets_sync.planning.report.indicators.values import Measured, Unit
from sheets_sync.planning.report.indicators.view import View


@dataclass(frozen=True, slots=True)
class Definition:
    """Which indicator it is, and the function that computes it."""

    number: int
    name: str
    unit: Unit
    measure: Callable[[View], Measured]
    tabs: tuple[str, ...] = ()
    """Without these tabs nothing can be said."""
    is_state: bool = False
    """Whether it tells how things stand at the cut-off, not what happened in a span."""
    is_score: bool = False
    """Whether it tells how people did, which of few people a manager may not see."""
    parts: tuple[str, ...] = ()
    """Its parts, which are there also where nothing is known of them."""
