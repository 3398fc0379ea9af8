"""The methods of `spreadsheets`, `spreadsheets.sheets` and `spreadsheets.developerMetadata`."""

from __future__ import annotations

import copy

from ..errors import ApiError, bad_request, not_found
from ..locales import canonical_locale
from ..masks import Mask, asks_for, parse_mask
from ..model import JSON
from ..server.call import Call
from .finding import filtered_areas, matching_metadata, metadata_for
from .protection import may_edit
from .resources import (
    Wanted,
    clean,
    sheet_properties,
    spreadsheet_resource,
)
from .updates.batch import Batch
from .updates.cells import update_cells
from .updates.kinds import apply_requests
from .updates.tabs import (
    add_sheet,
    copied_sheet,
    copy_title,
    update_spreadsheet_properties,
)


def create(call: Call) -> JSON:
    """Make a spreadsheet with the tabs, cells and named ranges it is given."""
    properties = call.body.get("properties", {})
    locale = properties.get("locale")
    if locale and canonical_locale(locale) is None:
        raise bad_request(f"Unsupported locale: {locale}")
    file = call.world.files.new_spreadsheet(
        properties.get("title") or "Untitled spreadsheet", call.caller
    )
    call.file = file
    try:
        _fill_new(call)
    except ApiError:
        del call.world.files.by_id[file.id]
        raise
    file.sync_name()
    return _told(call, None, _mask(call), grid=False)


def _fill_new(call: Call) -> None:
    book = call.spreadsheet
    properties = call.body.get("properties", {})
    batch = Batch(book, call.caller, call.now)
    if properties:
        fields = ",".join(properties)
        update_spreadsheet_properties(batch, {"properties": properties, "fields": fields})
    given = call.body.get("sheets")
    if given:
        book.sheets.clear()
        for sheet in given:
            _create_sheet(batch, sheet)
    for named in call.body.get("namedRanges", ()):
        apply_requests(batch, [{"addNamedRange": {"namedRange": named}}])
    book.changed()


def _create_sheet(batch: Batch, given: JSON) -> None:
    properties = dict(given.get("properties", {}))
    first = not batch.spreadsheet.sheets
    if first:
        properties.setdefault("sheetId", 0)
    add_sheet(
        batch, {"properties": {"title": f"Sheet{len(batch.spreadsheet.sheets) + 1}"} | properties}
    )
    sheet = batch.spreadsheet.sheets[-1]
    for data in given.get("data", ()):
        start = {
            "sheetId": sheet.id,
            "rowIndex": data.get("startRow", 0),
            "columnIndex": data.get("startColumn", 0),
        }
        if data.get("rowData"):
            update_cells(batch, {"start": start, "rows": data["rowData"], "fields": "*"})
    for name in ("merges", "conditionalFormats", "protectedRanges"):
        _create_parts(batch, sheet.id, name, given.get(name, ()))


def _create_parts(batch: Batch, sheet_id: int, name: str, parts: list[JSON]) -> None:
    kinds = {
        "merges": lambda part: {"mergeCells": {"range": part | {"sheetId": sheet_id}}},
        "conditionalFormats": lambda part: {"addConditionalFormatRule": {"rule": part, "index": 0}},
        "protectedRanges": lambda part: {"addProtectedRange": {"protectedRange": part}},
    }
    for part in parts:
        apply_requests(batch, [kinds[name](part)])


def get(call: Call) -> JSON:
    mask = _mask(call)
    ranges = call.query.all("ranges")
    wanted = [call.spreadsheet.resolve(text) for text in ranges] if ranges else None
    grid = call.query.flag("includeGridData") or _mask_has_grid(mask)
    return _told(call, wanted, mask, grid=grid)


def get_by_data_filter(call: Call) -> JSON:
    mask = _mask(call)
    wanted: Wanted | None = None
    if call.body.get("dataFilters"):
        wanted = [
            place
            for data_filter in call.body["dataFilters"]
            for place in filtered_areas(call.spreadsheet, data_filter)
        ]
    grid = call.body.get("includeGridData", False) or _mask_has_grid(mask)
    return _told(call, wanted, mask, grid=grid)


def _told(call: Call, wanted: Wanted | None, mask: Mask, *, grid: bool) -> JSON:
    """The spreadsheet as the caller is told of it: who may edit what is guarded is personal."""
    found = spreadsheet_resource(call.spreadsheet, wanted, mask, call.now, grid=grid)
    for sheet in found["sheets"]:
        guarded = sheet.get("protectedRanges", ())
        for place, one in enumerate(guarded):
            own = {k: v for k, v in one.items() if k != "requestingUserCanEdit"}
            able = {"requestingUserCanEdit": True} if may_edit(one, call.caller) else {}
            guarded[place] = own | able
    return found


def _mask(call: Call) -> Mask:
    return parse_mask(call.query.get("fields") or "")


def _mask_has_grid(mask: Mask) -> bool:
    return bool(mask) and "*" not in mask and asks_for(mask, "sheets", "data")


def batch_update(call: Call) -> JSON:
    batch = Batch(call.spreadsheet, call.caller, call.now)
    replies = apply_requests(batch, call.body.get("requests", []))
    if call.file is not None:
        call.file.sync_name()
    reply: JSON = {"spreadsheetId": call.spreadsheet.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        reply["updatedSpreadsheet"] = _updated_spreadsheet(call)
    return reply


def _updated_spreadsheet(call: Call) -> JSON:
    whole = _mask(call)
    below = whole.get("updatedSpreadsheet", {}) if whole else {}
    ranges = call.body.get("responseRanges")
    wanted = [call.spreadsheet.resolve(text) for text in ranges] if ranges else None
    grid = call.body.get("responseIncludeGridData", False) or _mask_has_grid(below)
    return _told(call, wanted, below, grid=grid)


def copy_sheet_to(call: Call) -> JSON:
    """Copy a tab into another spreadsheet, or into its own."""
    if not call.ids["sheetId"].isdigit():
        raise bad_request(f"Invalid value at 'sheet_id' (TYPE_INT32), \"{call.ids['sheetId']}\"")
    source = call.spreadsheet.sheet_by_id(int(call.ids["sheetId"]))
    if source is None:
        raise bad_request(f"The sheet (ID: {call.ids['sheetId']}) does not exist.")
    other_id = call.body.get("destinationSpreadsheetId", "")
    target = call.world.files.opened(other_id, call.caller, write=True)
    if target.spreadsheet is None:
        raise not_found()
    book = target.spreadsheet
    copied = copied_sheet(source, book.new_id(), copy_title(book, source.title))
    copied.protected_ranges = []
    book.sheets.append(copied)
    book.changed()
    target.touch(call.now, call.caller.email)
    return sheet_properties(book, copied)


def get_metadata(call: Call) -> JSON:
    found = matching_metadata(call.spreadsheet, {"metadataId": int(call.ids["metadataId"])})
    if not found:
        raise ApiError(404, f"No developer metadata with id: {call.ids['metadataId']}")
    cleaned: JSON = clean(found[0], "DeveloperMetadata")
    return cleaned


def search_metadata(call: Call) -> JSON:
    matched: list[JSON] = []
    for data_filter in call.body.get("dataFilters", ()):
        for item in metadata_for(call.spreadsheet, data_filter):
            message = clean(copy.deepcopy(item), "DeveloperMetadata")
            matched.append({"developerMetadata": message, "dataFilters": [data_filter]})
    return {"matchedDeveloperMetadata": matched} if matched else {}
