"""Since when people are known to have left the agency, where no day of leaving is typed."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from sheets_sync.checking.findings import Finding
from sheets_sync.mail.ledger_records import FindingDays
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.snapshot import Snapshot

RULE = "person-left"
COLUMNS = {"members": "person", "experts": "person", "communities": "coordinator"}
"""Where the rule looks for people who have left."""


def left_since(
    findings: Sequence[Finding],
    snapshot: Snapshot,
    registry: str,
    known: Mapping[str, FindingDays],
) -> Mapping[int, dt.date]:
    """By row of `staff`, the first day a check saw the staff list say that they had left."""
    found: dict[int, dt.date] = {}
    for tab, column in COLUMNS.items():
        table = snapshot[tab]
        seen = {
            (one.sheet, one.row): known[identity].since
            for one in findings
            if one.rule == RULE and one.tab == tab and (identity := one.identity(registry)) in known
        }
        rows = np.flatnonzero(np.isin(table.rows, [row for _, row in seen if row is not None]))
        for row in map(int, rows):
            person, place = int(table[column].at(row)), (table.sheet(row), int(table.rows[row]))
            if person != NOBODY and place in seen:
                found[person] = min(seen[place], found.get(person, seen[place]))
    return found
