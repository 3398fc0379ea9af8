"""From the reply of one read to a workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook
from sheets_sync.stores.google.structure import Sheet, Structure


def filters(sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    """What to ask for: each sheet whole, by its id, so that no new title matters."""
    return [{"gridRange": {"sheetId": sheet.id}} for sheet in sheets]


def workbook_of(
    spreadsheet: str, structure: Structure, sheets: Sequence[Sheet], reply: Mapping[str, Any]
) -> RawWorkbook:
    """The workbook in the reply to `filters(sheets)`."""
    return RawWorkbook(
        place=structure.title,
        tabs=tuple(_tabs(spreadsheet, sheets, reply)),
        locale=structure.locale,
        time_zone=structure.time_zone,
    )


def _tabs(spreadsheet: str, sheets: Sequence[Sheet], reply: Mapping[str, Any]) -> Iterator[RawTab]:
    found = {
        one["dataFilters"][0]["gridRange"].get("sheetId", 0): one["valueRange"]
        for one in reply["valueRanges"]
    }
    for sheet in sheets:
        values = found[sheet.id]
        yield RawTab(
            sheet=_title(values["range"]),
            columns=_even(values.get("values", [])),
            hidden=sheet.hidden,
            url=f"https://docs.google.com/spreadsheets/d/{spreadsheet}/edit#gid={sheet.id}",
        )


def _title(place: str) -> str:
    title = place.rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _even(columns: list[list[RawCell]]) -> tuple[Sequence[RawCell], ...]:
    height = max(map(len, columns), default=0)
    for column in columns:
        column.extend([None] * (height - len(column)))
    return tuple(columns)
