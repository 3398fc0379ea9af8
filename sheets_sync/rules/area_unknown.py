"""A community's area is none of the ten.

What it does
    Reports every part of an areas cell that is none of the ten areas. An area may be typed as its
    number in Arabic or Thai digits, as its code, or in words; several are separated by a comma,
    a semicolon, a slash or a new line.

Why
    Step 1: the topic must serve one or several of the ten areas of knowledge, skill and character.
    The report counts communities by area.

Example
    "8, กฎหมายปกครอง": the eighth area is there, the other is none of the ten.

How to mend
    Type the number or the name of the area, for example "8, 9".
"""

import numpy as np

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rounds import CLOSED
from sheets_sync.checking.rule_context import RuleContext


# Decided where the cell is read: sheets_sync/registry/kinds/words.py
@rule(Severity.ERROR, step=1)
def check(context: RuleContext, reporter: Reporter) -> None:
    closed = np.isin(context.rounds.status, list(CLOSED))
    reporter.problems("areas", but={"communities": closed})
