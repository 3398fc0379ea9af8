"""Fills a spreadsheet that holds one view and nothing else of ours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import orjson

from sheets_sync.errors import SetupError
from sheets_sync.planning.workbook_tabs.tab_model import ServiceTab
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.writing.batch import delete_sheet, is_repeatable
from sheets_sync.stores.google.writing.limits import MOST_BYTES, shortened
from sheets_sync.stores.google.writing.service_tabs import tab_requests
from sheets_sync.stores.google.writing.tab_locator import Placing

VIEW = "view "
"""Every mark of a tab of a view begins so."""


def replace_view(connection: Connection, tabs: Sequence[ServiceTab]) -> str:
    """Make the spreadsheet show these tabs and no others of ours; its title.

    One read and one write; while nothing in it is ours, another read shows whether it is blank. A
    tab that somebody added later is left alone.

    Raises:
        SetupError: `view-spreadsheet-in-use`, for it is a registry or holds somebody's data;
            Google refused.
        StoreError: Google could not be reached.
    """
    structure = connection.structure()
    own = [sheet for sheet in structure.sheets if sheet.mark]
    blank = blank_sheet(connection, structure)
    marked = tuple(replace(tab, name=f"{VIEW}{tab.name}") for tab in map(shortened, tabs))
    if blank is not None:
        first = replace(blank, mark=marked[0].name)
        structure = replace(structure, sheets=(first, *structure.sheets[1:]))
    requests: list[Mapping[str, Any]] = []
    places = Placing.of(structure, RawWorkbook("", ())).places(marked)
    for tab, place in zip(marked, places, strict=True):
        known = place.marked and (blank is None or place.sheet != blank.id)
        one = replace(place, marked=known)
        requests += tab_requests(tab, one, lambda _: None, connection.account)
    names = {tab.name for tab in marked}
    requests += (delete_sheet(sheet.id) for sheet in own if sheet.mark not in names)
    for part in _parts(requests):
        connection.update(part, repeatable=is_repeatable(requests))
    return structure.title


def blank_sheet(connection: Connection, structure: Structure) -> Sheet | None:
    """The one sheet of a new spreadsheet; None where the tabs of a view are there already.

    Raises:
        SetupError: `view-spreadsheet-in-use`, for it is a registry or holds somebody's data.
    """
    sheets = structure.sheets
    own = [sheet for sheet in sheets if sheet.mark]
    if own and all(sheet.mark.startswith(VIEW) for sheet in own):
        return None
    if not own and len(sheets) == 1:
        reply = connection.values([{"gridRange": {"sheetId": sheets[0].id}}])
        ranges = [one.get("valueRange", {}) for one in reply.get("valueRanges", ())]
        if not any(one.get("values") for one in ranges):
            return sheets[0]
    raise SetupError("view-spreadsheet-in-use", title=structure.title)


def _parts(requests: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[Mapping[str, Any]]]:
    """As many requests together as Google takes at once; nearly always all of them."""
    part: list[object] = []
    size = 0
    for request in requests:
        sent = orjson.dumps(request)
        if part and size + len(sent) > MOST_BYTES:
            yield cast("Sequence[Mapping[str, Any]]", part)
            part, size = [], 0
        part.append(orjson.Fragment(sent))
        size += len(sent)
    yield cast("Sequence[Mapping[str, Any]]", part)
