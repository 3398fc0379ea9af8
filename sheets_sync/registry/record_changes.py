"""What the records of a tab hold, and what changed in them from one look to the next."""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

BETWEEN = " · "
"""Stands between the parts of a record's key."""
ERASED = "[…]"
"""Stands in a kept cell where a person was named who has been erased since."""

ChangeKind: TypeAlias = Literal["added", "removed", "changed"]


class RecordContent(NamedTuple):
    """One record as it was typed."""

    community: str
    """The ID of the community it belongs to; empty for none."""
    cells: str
    """JSON: by column, what stands in every cell that holds something."""


@dataclass(frozen=True, slots=True)
class TabRecords:
    """Every record of one tab that has a key."""

    columns: tuple[str, ...]
    """The columns that the sheet has: what stands in no other can be told."""
    records: Mapping[str, RecordContent]
    """By key."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One change: a record that came or went, or one of its cells."""

    tab: str
    key: str
    community: str
    kind: ChangeKind
    column: str = ""
    """Of a changed cell."""
    before: str = ""
    """What the cell held; of a record that went, its cells as JSON."""
    after: str = ""
    """What the cell holds; of a record that came, its cells as JSON."""


@dataclass(frozen=True, slots=True)
class PastChange:
    """A change, and the two checks between which it was made."""

    change: RecordChange
    since: dt.datetime
    """When the check before looked."""
    at: dt.datetime
    """When it was noticed."""


def changes_between(tab: str, before: TabRecords, after: TabRecords) -> Iterator[RecordChange]:
    """What changed in a tab; a column that either of them lacks is no change."""
    common = [column for column in after.columns if column in before.columns]
    for key, now in after.records.items():
        then = before.records.get(key)
        if then is None:
            yield RecordChange(tab, key, now.community, "added", after=now.cells)
        elif then.cells != now.cells:
            yield from _changed_cells(tab, key, then, now, common)
    for key, then in before.records.items():
        if key not in after.records:
            yield RecordChange(tab, key, then.community, "removed", before=then.cells)


def _changed_cells(
    tab: str, key: str, then: RecordContent, now: RecordContent, columns: Collection[str]
) -> Iterator[RecordChange]:
    old, new = json.loads(then.cells), json.loads(now.cells)
    for column in columns:
        was, is_now = old.get(column, ""), new.get(column, "")
        if was != is_now and ERASED not in was:
            yield RecordChange(tab, key, now.community, "changed", column, was, is_now)


def names_record(key: str, part: str) -> bool:
    """Whether a part of a record's key is this one: a community, a session or a person."""
    return part in key.partition(" #")[0].split(BETWEEN)
