"""What makes a reply a good one: an error page, or half of a reply, is never taken for data."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import orjson

from sheets_sync.stores.google.reading.structure import Structure, structure_of
from sheets_sync.stores.google.transport.retryable import PassingError

Reply: TypeAlias = dict[str, Any]
Filters: TypeAlias = Sequence[Mapping[str, Any]]


def object_in(content: bytes, spreadsheet: str = "") -> Reply:
    """The JSON object, of that spreadsheet where one is named.

    Raises:
        PassingError: it is none, or says nothing.
    """
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise _odd("not JSON") from error
    if not isinstance(found, dict) or not found:
        raise _odd("empty" if found == {} else "no object")
    if spreadsheet and found.get("spreadsheetId") != spreadsheet:
        raise _odd("another spreadsheet")
    return found


def structure_in(content: bytes, spreadsheet: str) -> Structure:
    """The structure of that spreadsheet; it has at least one sheet."""
    return _structure(object_in(content, spreadsheet))


def update_in(content: bytes, spreadsheet: str) -> tuple[Reply, Structure]:
    """The answer to a change of that spreadsheet, and the structure it has since."""
    found = object_in(content, spreadsheet)
    return found, _structure(found.get("updatedSpreadsheet"))


def _structure(said: Any) -> Structure:  # noqa: ANN401 any JSON
    try:
        found = structure_of(said)
    except (KeyError, TypeError, AttributeError) as error:
        raise _odd("no sheets") from error
    if not found.sheets:
        raise _odd("no sheets")
    return found


def values_in(content: bytes, spreadsheet: str, filters: Filters) -> Reply:
    """The values of that spreadsheet, with everything that was asked for."""
    found = object_in(content, spreadsheet)
    ranges = found.get("valueRanges")
    whole = sum("gridRange" in one for one in filters)  # other filters may fit nothing, or much
    if not isinstance(ranges, list) or len(ranges) < whole:
        raise _odd("sheets left out")
    for one in ranges:
        values = one.get("valueRange") if isinstance(one, dict) else None
        if not isinstance(values, dict) or not isinstance(values.get("range"), str):
            raise _odd("no range")
        columns = values.get("values", [])
        if not isinstance(columns, list) or not all(isinstance(one, list) for one in columns):
            raise _odd("no columns")
    return found


def version_in(content: bytes) -> tuple[str, bool]:
    """The version of a file at Drive, and whether it is in the bin."""
    found = object_in(content)
    if not found.get("version"):
        raise _odd("no version")
    return str(found["version"]), found.get("trashed", False) is True


def _odd(reason: str) -> PassingError:
    return PassingError(reason, why="odd", reached=True)
