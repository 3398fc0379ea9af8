"""The methods of `spreadsheets.values`."""

from __future__ import annotations

from typing import Any

from ..a1 import Area, range_name
from ..errors import ApiError, bad_request
from ..formulas.calculation import computed
from ..model import JSON, Sheet, Spreadsheet
from ..server.call import Call
from .appending import append_values
from .entering import write_values
from .finding import filtered_areas
from .protection import check_edit
from .reading import check_inside, rendering, value_range


def get(call: Call) -> JSON:
    sheet, area = call.spreadsheet.resolve(call.ids["range"])
    return value_range(call.spreadsheet, sheet, area, rendering(call.query), call.now)


def batch_get(call: Call) -> JSON:
    places = [call.spreadsheet.resolve(text) for text in call.query.all("ranges")]
    how = rendering(call.query)
    found = [value_range(call.spreadsheet, s, a, how, call.now) for s, a in places]
    return _listed(call.spreadsheet, "valueRanges", found)


def batch_get_by_data_filter(call: Call) -> JSON:
    how = rendering(call.body)
    found = []
    for data_filter in call.body.get("dataFilters", ()):
        for sheet, area in filtered_areas(call.spreadsheet, data_filter):
            values = value_range(call.spreadsheet, sheet, area, how, call.now)
            found.append({"valueRange": values, "dataFilters": [data_filter]})
    return _listed(call.spreadsheet, "valueRanges", found)


def update(call: Call) -> JSON:
    sheet, area = call.spreadsheet.resolve(call.ids["range"])
    _check_same_range(call, sheet, area)
    option = call.query.get("valueInputOption") or ""
    reply = write_values(call.spreadsheet, sheet, area, call.body, option, call.caller)
    call.spreadsheet.changed()
    if call.query.flag("includeValuesInResponse"):
        reply["updatedData"] = _read_back(call, reply["updatedRange"], call.query)
    return reply


def batch_update(call: Call) -> JSON:
    option = call.body.get("valueInputOption") or ""
    targets = []
    for index, block in enumerate(call.body.get("data", ())):
        try:
            targets.append((*call.spreadsheet.resolve(block.get("range", "")), block))
        except ApiError as error:
            raise bad_request(f"Invalid data[{index}]: {error.message}") from None
    replies = [
        write_values(call.spreadsheet, sheet, area, block, option, call.caller)
        for sheet, area, block in targets
    ]
    return _updated(call, replies)


def batch_update_by_data_filter(call: Call) -> JSON:
    option = call.body.get("valueInputOption") or ""
    replies = []
    for block in call.body.get("data", ()):
        for sheet, area in filtered_areas(call.spreadsheet, block.get("dataFilter", {})):
            reply = write_values(call.spreadsheet, sheet, area, block, option, call.caller)
            del reply["spreadsheetId"]
            replies.append(reply | {"dataFilter": block["dataFilter"]})
    return _updated(call, replies)


def append(call: Call) -> JSON:
    sheet, area = call.spreadsheet.resolve(call.ids["range"])
    check_inside(sheet, area)
    rows = computed(call.spreadsheet, call.now).rows[sheet.id]
    options = {name: call.query.get(name) for name in ("valueInputOption", "insertDataOption")}
    reply = append_values(call.spreadsheet, sheet, area, call.body, options, call.caller, rows)
    call.spreadsheet.changed()
    if call.query.flag("includeValuesInResponse"):
        updates = reply["updates"]
        updates["updatedData"] = _read_back(call, updates["updatedRange"], call.query)
    return reply


def clear(call: Call) -> JSON:
    place = call.spreadsheet.resolve(call.ids["range"])
    return {"spreadsheetId": call.spreadsheet.id, "clearedRange": _cleared(call, *place)}


def batch_clear(call: Call) -> JSON:
    places = [call.spreadsheet.resolve(text) for text in call.body.get("ranges", ())]
    found = [_cleared(call, sheet, area) for sheet, area in places]
    return _listed(call.spreadsheet, "clearedRanges", found)


def batch_clear_by_data_filter(call: Call) -> JSON:
    places = [
        place
        for data_filter in call.body.get("dataFilters", ())
        for place in filtered_areas(call.spreadsheet, data_filter)
    ]
    found = [_cleared(call, sheet, area) for sheet, area in places]
    return _listed(call.spreadsheet, "clearedRanges", found)


def _cleared(call: Call, sheet: Sheet, area: Area) -> str:
    check_inside(sheet, area)
    clipped = sheet.clip(area)
    check_edit(call.spreadsheet, sheet, clipped, call.caller)
    sheet.grid.clear(clipped)
    call.spreadsheet.changed()
    return range_name(sheet.title, clipped)


def _listed(spreadsheet: Spreadsheet, name: str, found: list[Any]) -> JSON:
    return {"spreadsheetId": spreadsheet.id} | ({name: found} if found else {})


def _check_same_range(call: Call, sheet: Sheet, area: Area) -> None:
    """The range in the body, if there is one, must be the one of the address."""
    given = call.body.get("range")
    if given is None:
        return
    other = call.spreadsheet.resolve(given)
    if other != (sheet, area):
        raise bad_request(
            f"Requested writing to range {call.ids['range']!r}, but the body names {given!r}."
        )


def _read_back(call: Call, written: str, options: Any) -> JSON:
    sheet, area = call.spreadsheet.resolve(written)
    how = rendering(options, "response")
    return value_range(call.spreadsheet, sheet, area, how, call.now)


def _updated(call: Call, replies: list[JSON]) -> JSON:
    call.spreadsheet.changed()
    if call.body.get("includeValuesInResponse"):
        for reply in replies:
            reply["updatedData"] = _read_back(call, reply["updatedRange"], call.body)
    tabs = {reply["updatedRange"].rpartition("!")[0] for reply in replies}
    totals = {
        "totalUpdatedRows": sum(reply.get("updatedRows", 0) for reply in replies),
        "totalUpdatedColumns": sum(reply.get("updatedColumns", 0) for reply in replies),
        "totalUpdatedCells": sum(reply.get("updatedCells", 0) for reply in replies),
        "totalUpdatedSheets": len(tabs),
    }
    found = {name: total for name, total in totals.items() if total}
    return {"spreadsheetId": call.spreadsheet.id, **found} | (
        {"responses": replies} if replies else {}
    )
