"""Writes what a check says into a spreadsheet: our tabs, in one step, and no cell of the staff."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

import orjson

from sheets_sync.errors import StoreError
from sheets_sync.planning.workbook_tabs.tab_model import (
    NotWritten,
    Output,
    ServiceTab,
    Unwritten,
    Written,
)
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import JSON, is_repeatable, sheets_named
from sheets_sync.stores.google.writing.limits import (
    MOST_CELLS,
    MOST_RECORDS,
    STATUS,
    SentTab,
    shortened,
    with_room,
)
from sheets_sync.stores.google.writing.service_tabs import TabPlace, grid_size, tab_requests
from sheets_sync.stores.google.writing.status_columns import columns_to_look_up, shows_heading
from sheets_sync.stores.google.writing.status_formula import LookedUp
from sheets_sync.stores.google.writing.status_lookup_tab import joined, lookup_requests, rows_sent
from sheets_sync.stores.google.writing.tab_locator import (
    Placing,
    address_of,
    lookup_sheet,
    sheets_by_title,
)


def write(
    connection: Connection,
    structure: Structure,
    workbook: RawWorkbook,
    output: Output,
    memory: Recollection = NOTHING,
) -> Written:
    """Replace our tabs in one request; what has no room in it is left as it was, and named.

    With a memory, rows of the lookup that were sent before are not made anew.

    No sheet of the staff is named in it; rows that hold their ticks are moved by Google itself.

    Raises:
        SetupError, StoreError: Google refused, or could not be reached.
    """
    looked, left = _columns(workbook, output)
    if looked and lookup_sheet(structure) is None and connection.latest is None:
        # What is remembered may be older than the `init` that made the lookup tab.
        structure = connection.structure()
    placing = Placing.of(structure, workbook)
    parts, cut = _tab_parts(placing, workbook, output, connection.account)
    left += cut
    lookup = placing.lookup() if looked and lookup_sheet(structure) else None
    if lookup is None:
        left += [NotWritten(one.column.sheet, "formula-lost") for one in looked]
    else:
        parts += _status_parts(lookup, looked, memory)
        hidden = [one.column.sheet for one in looked if not shows_heading(one.tab, one.column)]
        left += [NotWritten(sheet, "column-doubtful") for sheet in hidden]
    chosen, without = with_room(parts, structure)
    left += [NotWritten(part.what, "too-much") for part in without]
    sent = [part for part in chosen if part.name != STATUS]
    if lookup is not None:
        sent.append(_lookup_part(lookup, chosen, connection.account))
    if not sent:
        return Written("" if output.tabs else structure.title, output.version, tuple(left))
    reason = _send(connection, structure, sent)
    if reason is not None:
        return Written("", output.version, (NotWritten(structure.title, reason),))
    return Written(structure.title, output.version, tuple(dict.fromkeys(left)))


def _tab_parts(
    placing: Placing, workbook: RawWorkbook, output: Output, account: str
) -> tuple[list[SentTab], list[NotWritten]]:
    """Our tabs as they are sent, and those that are sent in part only or not at all."""
    sheets = sheets_by_title(workbook)
    parts: list[SentTab] = []
    left: list[NotWritten] = []
    tabs = tuple(map(shortened, output.tabs))
    for whole, tab, place in zip(output.tabs, tabs, placing.places(tabs), strict=True):
        if _unseen(tab, place):
            left.append(NotWritten(tab.title, "changed-meanwhile"))
            continue
        if tab is not whole:
            left.append(NotWritten(tab.title, "too-much"))
        parts.append(_tab_part(tab, place, sheets, account))
    return parts, left


def _unseen(tab: ServiceTab, place: TabPlace) -> bool:
    """Whether staff may have ticked where nobody has looked."""
    return tab.ticks is not None and place.index is None and place.before is None


def _tab_part(tab: ServiceTab, place: TabPlace, sheets: Mapping[str, int], account: str) -> SentTab:
    requests = list(tab_requests(tab, place, partial(address_of, sheets=sheets), account))
    rows, columns = grid_size(tab)
    return _part(tab.name, tab.title, place.sheet, requests, rows * columns)


def _part(name: str, what: str, sheet: int, requests: Sequence[JSON], cells: int) -> SentTab:
    """The requests as they are sent; they may name no sheet but their own."""
    if strangers := sheets_named(requests) - {sheet}:
        raise AssertionError(f"{name} would be written into the sheets {sorted(strangers)}")
    sent = orjson.dumps(requests)[1:-1]
    return SentTab(name, what, sent, cells, sheet, repeatable=is_repeatable(requests))


def _columns(workbook: RawWorkbook, output: Output) -> tuple[list[LookedUp], list[NotWritten]]:
    """What is looked up; nothing where this is not the whole output of a check."""
    is_check = any(tab.name == "todo" for tab in output.tabs)
    return columns_to_look_up(workbook, output.status if is_check else ())


def _status_parts(
    lookup: TabPlace, looked: Sequence[LookedUp], memory: Recollection
) -> Iterator[SentTab]:
    """The lookup's rows by staff tab."""
    for number, one in enumerate(looked, start=1):
        is_small = len(one.column.texts) <= MOST_RECORDS
        rows, height = _rows_sent(one, number, memory) if is_small else (b"", MOST_CELLS)
        yield SentTab(STATUS, one.column.sheet, rows, 2 * height, lookup.sheet)


def _rows_sent(one: LookedUp, number: int, memory: Recollection) -> tuple[bytes, int]:
    column = one.column
    keys = {at for choice in column.keys for at in choice if at <= len(one.tab.columns)}
    return memory.of(
        ("lookup rows", one.tab.sheet),
        (
            column.texts,
            str(column.keys),
            str(one.tab.merged),
            column.header_row,
            column.fine,
            one.sheet,
            number,
            *(one.tab.columns[at - 1] for at in sorted(keys)),
        ),
        partial(rows_sent, one, number),
    )


def _lookup_part(place: TabPlace, chosen: Iterable[SentTab], account: str) -> SentTab:
    """The whole lookup tab: what found no room in it shows that nothing is known."""
    rows = [part for part in chosen if part.name == STATUS]
    height = sum(part.cells // 2 for part in rows)
    cells = joined([part.sent for part in rows])
    requests = list(lookup_requests(place, cells, height, account))
    return _part("lookup", place.title, place.sheet, requests, 2 * height)


def _send(
    connection: Connection, structure: Structure, parts: Sequence[SentTab]
) -> Unwritten | None:
    """Sends all parts as one request; why nothing is known to be written, if so.

    A refusal may only mean that somebody took out or renamed a tab of ours since it was read.
    """
    requests = [orjson.Fragment(b",".join(part.sent for part in parts))]
    repeatable = all(part.repeatable for part in parts)
    try:
        connection.update(cast("Sequence[Mapping[str, Any]]", requests), repeatable=repeatable)
    except StoreError as error:
        if error.name == "google-write-unclear":
            return "write-unclear"
        if error.name != "google-refused" or not _changed(structure, connection.structure()):
            raise
        return "changed-meanwhile"
    return None


def _changed(before: Structure, now: Structure) -> bool:
    """Whether sheets came, went, or have other titles, marks or sizes."""
    return {_known_by(sheet) for sheet in before.sheets} != {_known_by(one) for one in now.sheets}


def _known_by(sheet: Sheet) -> tuple[int, str, str, int, int]:
    return sheet.id, sheet.title, sheet.mark, sheet.rows, sheet.columns
