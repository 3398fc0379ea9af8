"""The rules, in the order of the catalogue. A new rule is one file here and one line below."""

from sheets_sync.facts import Rule
from sheets_sync.rules import date_ambiguous, date_unreadable

RULES: tuple[Rule, ...] = tuple(
    module.check
    for module in (
        # The structure of the workbook.
        # Any cell.
        date_unreadable,
        date_ambiguous,
        # Keys and references.
        # Dates between each other.
        # Steps 1 to 7.
        # The principle: in-house, two-way, informal, short.
    )
)
