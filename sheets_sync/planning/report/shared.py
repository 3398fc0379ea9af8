"""What both copies of a report are made of: counted once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sheets_sync.planning.report.figures import Figures
from sheets_sync.planning.report.indicators.values import NumberedIndicator
from sheets_sync.planning.report.month_rows import Records


@dataclass(slots=True)
class Shared:
    """Figures and records by day, and the indicators before anything is hidden."""

    figures: dict[dt.date, Figures] = field(default_factory=dict)
    records: dict[dt.date, Records] = field(default_factory=dict)
    indicators: Mapping[int, NumberedIndicator] = field(default_factory=dict)

    def records_of(self, figures: Figures) -> Records:
        """The newest records as the figures' day left them."""
        if figures.as_of not in self.records:
            self.records[figures.as_of] = Records(figures)
        return self.records[figures.as_of]
