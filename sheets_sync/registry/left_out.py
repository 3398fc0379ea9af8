"""A row that is no record, though something stands in it, and why it is none."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["total", "heading", "section", "note", "prepared"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record, though something stands in it."""

    sheet: int
    """Which of the table's sheets it stands in, from 0."""
    row: int
    reason: Reason
