"""A row of the settings tab cannot be used.

What it does
    Reports a setting that nobody knows, that can be changed in the config file only, that stands
    twice, or whose value is impossible. The configured value stays.

Why
    HR may change deadlines and thresholds of the steps (1 to 7) in this tab. One that is not
    understood must not look as if it were in force.

Example
    steps.plan_day with the value 30, where steps.plan_days was meant.

How to mend
    Type the name and the value as proposed. `cop-steward settings` lists the names.
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext

_AT_THE_VALUE = frozenset({"impossible", "contradicts"})


@rule(Severity.WARNING)
def check(context: RuleContext, reporter: Reporter) -> None:
    table = context.table("settings")
    for rejected in context.rejected_settings:
        for row in np.flatnonzero(table.rows == rejected.setting.row)[:1].tolist():
            reporter.cell(
                table,
                row,
                "value" if rejected.reason in _AT_THE_VALUE else "name",
                suggestion=rejected.nearest,
                variant=rejected.reason,
                name=rejected.setting.name,
                allowed=rejected.allowed,
            )
