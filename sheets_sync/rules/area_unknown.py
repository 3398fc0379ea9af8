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

from sheets_sync.facts import Facts
from sheets_sync.findings import Severity
from sheets_sync.reporting import Report, cells_with, rule
from sheets_sync.rounds import CLOSED


@rule(Severity.ERROR, step=1)
def check(facts: Facts, report: Report) -> None:
    for table, column, row, problem in cells_with(facts, "area-unknown", "areas"):
        if facts.rounds.status[row] not in CLOSED:
            report.problem(table, row, column, problem)
