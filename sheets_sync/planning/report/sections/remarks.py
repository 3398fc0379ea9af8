"""What people asked the report of the month to say."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sheets_sync.planning.report.figures import within
from sheets_sync.planning.report.month import Month
from sheets_sync.planning.report.values import Span


@dataclass(frozen=True, slots=True)
class Remark:
    """Problems and suggestions, as they were typed."""

    month: dt.date
    """Its first day."""
    problems: str
    suggestions: str


def remarks(month: Month) -> tuple[Remark, ...]:
    """The remarks of the month, or of several by month, in the order of the workbook."""
    table = month.context.table("remarks")
    months = table["month"].per_row()
    rows = np.flatnonzero(within(months, Span(month.span.first, month.first)))
    found = (
        Remark(
            months[row].astype(object),
            month.without_people(table["problems"].at(row)),
            month.without_people(table["suggestions"].at(row)),
        )
        for row in map(int, rows)
    )
    told = (remark for remark in found if remark.problems or remark.suggestions)
    return tuple(sorted(told, key=lambda remark: remark.month))
