"""How much work suggestions may cost: a sheet full of strangers must not take all day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Suggest: TypeAlias = Callable[[str], str | None]
"""What somebody most likely meant by a text, if that can be told."""

COMPARISONS = 5_000_000
"""So many comparisons take about a second; beyond them cells get no suggestion."""


@dataclass(slots=True)
class ComparisonBudget:
    """A budget of comparisons, spent in the order of the workbook."""

    left: int = COMPARISONS
    refused: bool = False
    """Whether something was once too much for it."""

    def afford(self, comparisons: int) -> bool:
        """Spend that many comparisons; false when the budget does not hold them."""
        if comparisons > self.left:
            self.refused = True
            return False
        self.left -= comparisons
        return True
