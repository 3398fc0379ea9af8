"""Two headings of a tab mean the same column.

What it does
    Reports the second heading that means a column, where the first stands, and which rows are
    filled in which of them. The tab is set aside until that is settled. Where no row has both, as
    when a question of a form was made again, the two are read as one column. Another word for a
    column whose own heading is there, such as ชื่อกลุ่ม beside รหัสกลุ่ม, is not read and does no harm.

Why
    It cannot be known which of the two is kept up. Reading the wrong one would report work
    (steps 1 to 7) as missing that is recorded in the other.

Example
    A column สถานะ and a copy of it at the right edge of the tab.

How to mend
    Keep in one column what is right for the rows filled in both, and give the other column a
    heading of its own. Nothing need be deleted.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.registry.a1 import address


@rule(Severity.ERROR)
def check(context: RuleContext, reporter: Reporter) -> None:
    for problem in context.snapshot.structure:
        if problem.rule != "header-duplicate" or None in (problem.row, problem.position):
            continue
        reporter.tab(
            problem.tab,
            problem.sheet,
            row=problem.row,
            column=problem.column,
            position=problem.position,
            value=problem.value,
            detail=problem.sheet or "",
            first=_address(problem.row, problem.first),
            second=_address(problem.row, problem.position),
            **dict(zip(("in_first", "in_second", "in_both"), problem.filled, strict=False)),
        )


def _address(row: int | None, position: int | None) -> str | None:
    return None if row is None or position is None else address(row, position)
