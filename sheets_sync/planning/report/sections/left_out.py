"""The rows that no figure counts, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sheets_sync.checking.rounds import happened, pairs
from sheets_sync.planning.report.month import Month
from sheets_sync.registry.equal_numbers import among
from sheets_sync.registry.people import NOBODY
from sheets_sync.registry.references import NOWHERE
from sheets_sync.registry.tables import Table

ABOUT_MEMBERS = ("evaluations", "followups")
DATED = {"sessions": "held_on", "evaluations": "evaluated_on", "followups": "followed_up_on"}


@dataclass(frozen=True, slots=True)
class LeftOutRows:
    """So many rows of a tab, and the reason, which has a sentence in `report.toml`."""

    tab: str
    reason: str
    rows: int


def left_out(month: Month) -> tuple[LeftOutRows, ...]:
    """By tab in the workbook's order; only what leaves out something."""
    found = [
        *_unreadable(month),
        *_communities(month),
        *(one for table in month.context.snapshot.tables.values() for one in _rows(month, table)),
    ]
    order = list(month.context.snapshot.tables)
    kept = (one for one in found if one.rows or one.reason == "unreadable")
    return tuple(sorted(kept, key=lambda one: order.index(one.tab)))


def _unreadable(month: Month) -> Iterator[LeftOutRows]:
    for name, table in month.context.snapshot.tables.items():
        if not table.usable:
            yield LeftOutRows(name, "unreadable", 0)


def _communities(month: Month) -> Iterator[LeftOutRows]:
    rounds = month.now.rounds
    status = rounds.status[rounds.rows]
    yield LeftOutRows("communities", "no_key", rounds.size - len(rounds.rows))
    for closed in ("draft", "cancelled"):
        yield LeftOutRows("communities", closed, int((status == closed).sum()))
    yield LeftOutRows("communities", "no_status", len(rounds.status_unknown))
    yield LeftOutRows("communities", "later", len(rounds.in_effect) - len(month.now.counted))


def _rows(month: Month, table: Table) -> Iterator[LeftOutRows]:
    name = table.tab.name
    for target in ("community", "session"):
        if target in table.columns:
            nowhere = table[target].per_row() == NOWHERE
            yield LeftOutRows(name, f"no_{target}", int(nowhere.sum()))
            if "person" in table.columns and name != "members":
                nobody = ~nowhere & (table["person"].per_row() == NOBODY)
                yield LeftOutRows(name, "no_person", int(nobody.sum()))
    if name in DATED:
        later = happened(table, DATED[name], month.context.snapshot.today)
        after = later > np.datetime64(month.as_of)
        yield LeftOutRows(name, "later", int(after.sum()))
    if name in ABOUT_MEMBERS:
        yield LeftOutRows(name, "not_member", _of_strangers(month, table))
    if name == "members":
        yield LeftOutRows(name, "exempt", int(month.now.rounds.members.exempt.sum()))


def _of_strangers(month: Month, table: Table) -> int:
    """Rows about people who are no members of that round, or no longer, or exempt."""
    members = month.now.rounds.members
    eligible = pairs(members.community, members.person)[members.eligible]
    pair = pairs(table["community"].per_row(), table["person"].per_row())
    return int(((pair != -1) & ~among(pair, eligible)).sum())
