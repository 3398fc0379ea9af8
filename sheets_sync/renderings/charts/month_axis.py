"""Months below a chart: the year stands under the first and under each January."""

import datetime as dt
from collections.abc import Iterator, Sequence

from sheets_sync.renderings.charts.drawing import Label

JANUARY = 1
LINE = 14.0


def month_labels(
    months: Sequence[tuple[dt.date, str]], places: Sequence[float], y: float
) -> Iterator[Label]:
    """`months` are days in them and words ("Nov 2026"), `places` their middles."""
    for place, ((month, told), x) in enumerate(zip(months, places, strict=True)):
        name, _, year = told.partition(" ")
        yield Label(x, y, name, "soft", "middle")
        if place == 0 or month.month == JANUARY:
            yield Label(x, y + LINE, year, "soft", "middle")
