"""Examples from the agency's own rows, so that messages name numbers and IDs that exist.

Dates, texts and choices keep the examples of the declaration: they are right for everybody.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sheets_sync.mail.email_address import one_address
from sheets_sync.registry.cells import Cells
from sheets_sync.registry.schema import Column, Schema
from sheets_sync.registry.shown_cell import shown
from sheets_sync.registry.tables import Table

_LOOKED_AT = 20
"""So many distinct cells at the top are enough to find an example."""
_NUMBER_AT_END = re.compile(r"([0-9]{1,15})(?=[^0-9]*$)")


def own_examples(schema: Schema, tables: Mapping[str, Table]) -> Mapping[tuple[str, str], str]:
    """By tab and column, an example out of this registry; only where one is better than ours."""
    found: dict[tuple[str, str], str] = {}
    for name, tab in schema.tabs.items():
        for column in tab.columns.values():
            example = _example(column, tables[name].columns[column.name], tables)
            if example:
                found[name, column.name] = example
    return found


def with_examples(schema: Schema, examples: Mapping[tuple[str, str], str]) -> Schema:
    """The schema with those examples in the place of its own."""
    tabs = {
        name: replace(
            tab,
            columns={
                key: replace(column, example=examples.get((name, key), column.example))
                for key, column in tab.columns.items()
            },
        )
        for name, tab in schema.tabs.items()
    }
    return replace(schema, tabs=tabs)


def _example(column: Column, cells: Cells, tables: Mapping[str, Table]) -> str:
    match column.kind:
        case "person":
            return next(_people(cells, tables["staff"]), "")
        case "people":
            people = list(_people(cells, tables["staff"]))
            return ", ".join(people[: 1 + column.example.count(",")])
        case "reference":
            tab = tables[column.to]
            names = (tab.columns[name] for name in (*tab.tab.key, "name") if name in tab.columns)
            return next((text for some in names for text in _texts(some)), "")
        case "id":
            return _next_free(cells)
        case "email":
            return _in_their_domain(column, cells)
        case _:
            return ""


def _texts(cells: Cells) -> Iterator[str]:
    """What stands in the first filled cells of a column, as people see it."""
    first = zip(cells.typed[1:_LOOKED_AT], cells.blank[1:_LOOKED_AT], strict=True)
    yield from (shown(raw).strip() for raw, blank in first if isinstance(raw, str) and not blank)


def _people(cells: Cells, staff: Table) -> Iterator[str]:
    """People of the staff list as this column names them: by number, or by name."""
    typed = next(_texts(cells), "")
    by_name = bool(typed) and not any(letter.isdigit() or letter == "@" for letter in typed)
    yield from _texts(staff.columns["full_name" if by_name else "staff_id"])


def _next_free(cells: Cells) -> str:
    """The ID after the last one, in its own pattern; nothing where it has no number."""
    known = [raw for raw in cells.typed.tolist() if isinstance(raw, str)]
    whole = "\n".join(known)
    last = next((text for raw in reversed(known) if (text := raw.strip())), "")
    number = _NUMBER_AT_END.search(last)
    if number is None or not number[0].isascii():
        return ""
    for value in range(int(number[0]) + 1, int(number[0]) + _LOOKED_AT):
        start, end = number.span()
        text = f"{last[:start]}{value:0{len(number[0])}}{last[end:]}"
        if text not in whole or not any(text == raw.strip() for raw in known):
            return text
    return ""


def _in_their_domain(column: Column, cells: Cells) -> str:
    """The example's name at the domain of the first address that stands there."""
    addresses = filter(None, map(one_address, _texts(cells)))
    domain = next((one.rpartition("@")[2] for one in addresses), "")
    return f"{column.example.partition('@')[0]}@{domain}" if domain and column.example else ""
