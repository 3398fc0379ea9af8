"""One read by what is remembered, and what is done when that is not true any more."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.reading.read_workbook import (
    MisfitError,
    filters_for,
    title_in,
    values_by_id,
)
from sheets_sync.stores.google.reading.structure import Sheet, Structure
from sheets_sync.stores.google.transport.connection import Connection
from sheets_sync.stores.google.transport.replies import Reply


@dataclass(frozen=True, slots=True)
class Fetched:
    """A complete good reply, and the structure that explains it."""

    structure: Structure
    """With the titles of this moment."""
    asked_on: dt.date
    """The day on which the structure was asked for."""
    sheets: tuple[Sheet, ...]
    """Those that were asked for."""
    reply: Reply
    content: bytes
    """The reply as it came over the line."""


Pick = Callable[[Structure], Sequence[Sheet]]


def fetch(
    connection: Connection,
    known: tuple[Structure, dt.date] | None,
    today: dt.date,
    pick: Pick,
    *,
    whole: bool = False,
) -> Fetched:
    """The values of the sheets that `pick` picks: one read, two where the structure is not known.

    `known` is a structure and the day it was asked for. Where Google knows nothing of one of its
    sheets any more, or `pick` finds nothing in it, the structure is asked for again. `whole`
    brings every cell also of our own sheets.
    """
    structure, asked_on = known or (connection.structure(), today)
    if known and not pick(structure):
        structure, asked_on = connection.structure(), today
    try:
        return _fetched(connection, structure, asked_on, pick, whole=whole)
    except (MisfitError, StoreError) as error:
        if not _gone(error):
            raise
    # A sheet was deleted since, perhaps a moment ago; this time it is known for sure.
    try:
        return _fetched(connection, connection.structure(), today, pick, whole=whole)
    except MisfitError as error:
        raise StoreError(
            "google-odd-reply",
            spreadsheet=connection.spreadsheet,
            reason="another sheet",
            attempts=2,
            seconds=0,
        ) from error


def _fetched(
    connection: Connection,
    structure: Structure,
    asked_on: dt.date,
    pick: Pick,
    *,
    whole: bool,
) -> Fetched:
    sheets = pick(structure)
    if not sheets:
        return Fetched(structure, asked_on, (), {"valueRanges": []}, b"")
    reply, content = connection.values_kept(filters_for(sheets, whole=whole))
    found = values_by_id(structure, reply)
    if not all(sheet.id in found for sheet in sheets):
        raise MisfitError
    named = {sheet.id: replace(sheet, title=title_in(found[sheet.id]["range"])) for sheet in sheets}
    today = replace(structure, sheets=tuple(named.get(s.id, s) for s in structure.sheets))
    return Fetched(today, asked_on, tuple(named.values()), reply, content)


def _gone(error: MisfitError | StoreError) -> bool:
    """Whether a sheet that was asked for is not there any more."""
    refused = isinstance(error, StoreError) and error.name == "google-refused"
    return isinstance(error, MisfitError) or (refused and error.facts["status"] == 400)  # noqa: PLR2004
