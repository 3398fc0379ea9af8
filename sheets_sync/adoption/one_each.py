"""A cell that names several people, or nobody yet, as records of one person each."""

import re
from collections.abc import Mapping, Sequence

from sheets_sync.adoption.contents import is_name
from sheets_sync.adoption.feeding import ONE_PERSON_EACH
from sheets_sync.adoption.layouts.found import Record
from sheets_sync.adoption.layouts.person_columns import listed, nobody_yet
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.workbook import RawCell

_SEVERAL = 2
_BETWEEN = re.compile(r"[\n\r]+|\s*[,;/]\s*")
_OF_ONE = frozenset({"staff_id", "email"})
"""What no two people share."""


def one_each(tab: str, record: Mapping[str, RawCell]) -> tuple[Sequence[Record], frozenset[str]]:
    """The records of one row, and the columns of which nothing was taken."""
    if tab == "staff":
        return _of_staff(record)
    person = record.get("person")
    if tab not in ONE_PERSON_EACH or not isinstance(person, str):
        return (record,), frozenset()
    if nobody_yet(person):
        return (), frozenset(record)
    people = listed(person)
    if len(people) < _SEVERAL:
        return (record,), frozenset()
    return [{**record, "person": one} for one in people], frozenset()


def _of_staff(record: Mapping[str, RawCell]) -> tuple[Sequence[Record], frozenset[str]]:
    """Two people in a row of a staff list: what stands there once for each is each one's."""
    name = record.get("full_name")
    if isinstance(name, str) and nobody_yet(name) and "staff_id" not in record:
        return (), frozenset(record)
    people = listed(name) if isinstance(name, str) else ()
    if len(people) < _SEVERAL or not all(map(is_name, people)):
        return (record,), frozenset()
    others = {column: cell for column, cell in record.items() if column != "full_name"}
    said = {column: said_of_each(cell, len(people)) for column, cell in others.items()}
    lost = frozenset(column for column in said if not said[column] and column in _OF_ONE)
    records = []
    for order, one in enumerate(people):
        mine = {
            column: said[column][order] if said[column] else cell
            for column, cell in others.items()
            if column not in lost
        }
        records.append({"full_name": one, **mine})
    return records, lost


def said_of_each(cell: RawCell, people: int) -> Sequence[RawCell]:
    """What a cell says of each of so many people; nothing where that cannot be told."""
    if people < _SEVERAL:
        return [cell] * people
    parts = [part.strip() for part in _BETWEEN.split(shown(cell)) if part.strip()]
    return parts if len(parts) == people else ()
