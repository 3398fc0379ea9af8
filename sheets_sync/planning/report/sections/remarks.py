"""What people asked the report of the month to say."""

from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.month import Month


@dataclass(frozen=True, slots=True)
class Remark:
    """Problems and suggestions, as they were typed."""

    problems: str
    suggestions: str


def remarks(month: Month) -> tuple[Remark, ...]:
    """The remarks of the month, in the order of the workbook."""
    table = month.facts.table("remarks")
    rows = np.flatnonzero(table["month"].per_row() == np.datetime64(month.first))
    found = (
        Remark(month.told(table["problems"].at(row)), month.told(table["suggestions"].at(row)))
        for row in map(int, rows)
    )
    return tuple(remark for remark in found if remark.problems or remark.suggestions)
