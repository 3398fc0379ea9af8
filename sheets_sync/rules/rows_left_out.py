"""Some rows of a tab are no records and were left out.

What it does
    Counts, once for each sheet, the rows that are totals, headings that come again, titles of
    sections, notes and signatures, or that were prepared ahead, and says which they are. They are
    checked for nothing else. A row with nothing but numbers and choices is as good as blank.

Why
    Such rows help people to read a sheet. Taken for records they would raise errors nobody can
    mend, and would count as members or sessions in steps 1 to 7. But a record must never be lost
    without a word.

Example
    รวมทั้งสิ้น under the members with their number beside it.

How to mend
    Nothing, if the rows are no records. If one of them is, fill in what identifies it.
"""

from sheets_sync.checking.findings import Severity
from sheets_sync.checking.reporter import Reporter, rule
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.lazy_sentence import LazySentence
from sheets_sync.registry.row_ranges import row_ranges


@rule(Severity.INFO)
def check(context: RuleContext, reporter: Reporter) -> None:
    for table in context.snapshot.tables.values():
        for number, sheet in enumerate(table.sheets):
            rows: dict[str, list[int]] = {}
            for left in table.left_out:
                if left.sheet == number:
                    rows.setdefault(left.reason, []).append(left.row)
            if rows:
                said = [
                    LazySentence(f"flags.left_out.{reason}", rows=row_ranges(found))
                    for reason, found in rows.items()
                ]
                count = sum(map(len, rows.values()))
                reporter.tab(table.tab.name, sheet, detail=sheet, count=count, rows=tuple(said))
