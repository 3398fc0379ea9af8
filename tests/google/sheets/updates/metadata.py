"""Developer metadata."""

from __future__ import annotations

import copy

from ...errors import bad_request
from ...masks import updated
from ...model import JSON, Spreadsheet
from ...structure import metadata_sheet
from ..finding import metadata_for
from ..resources import clean
from .batch import Batch, mask_of

_MAX_CHARACTERS = 30_000


def create_developer_metadata(batch: Batch, request: JSON) -> JSON:
    given = copy.deepcopy(request.get("developerMetadata", {}))
    _check(batch, given)
    given["metadataId"] = given.get("metadataId") or batch.spreadsheet.new_id()
    if any(m["metadataId"] == given["metadataId"] for m in batch.spreadsheet.developer_metadata):
        raise bad_request(f"Developer metadata with id {given['metadataId']} already exists.")
    batch.spreadsheet.developer_metadata.append(given)
    _check_room(batch.spreadsheet)
    return {"developerMetadata": clean(given, "DeveloperMetadata")}


def _check(batch: Batch, given: JSON) -> None:
    if not given.get("metadataKey"):
        raise bad_request("A metadata key is required.")
    if given.get("visibility") not in {"DOCUMENT", "PROJECT"}:
        raise bad_request("A metadata visibility is required.")
    given["location"] = _located(batch, given.get("location", {}))


def _located(batch: Batch, location: JSON) -> JSON:
    """The location with its type, which the server works out."""
    if "dimensionRange" in location:
        span = dict(location["dimensionRange"])
        batch.sheet(span.get("sheetId"))
        if span.get("endIndex", 0) - span.get("startIndex", 0) != 1:
            raise bad_request("Developer metadata can only be on a single row or column.")
        span.setdefault("startIndex", 0)
        kind = "ROW" if span.get("dimension") == "ROWS" else "COLUMN"
        return {"locationType": kind, "dimensionRange": span}
    if "sheetId" in location:
        batch.sheet(location["sheetId"])
        return {"locationType": "SHEET", "sheetId": location["sheetId"]}
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise bad_request("A metadata location is required.")


def _check_room(spreadsheet: Spreadsheet) -> None:
    """Keys and values may be 30,000 characters for each tab and for the spreadsheet itself."""
    used: dict[int | None, int] = {}
    for item in spreadsheet.developer_metadata:
        size = len(item["metadataKey"]) + len(item.get("metadataValue", ""))
        home = metadata_sheet(item)
        used[home] = used.get(home, 0) + size
    if max(used.values(), default=0) > _MAX_CHARACTERS:
        raise bad_request("Developer metadata storage limit exceeded.")


def _meant(batch: Batch, data_filters: list[JSON]) -> list[JSON]:
    found: list[JSON] = []
    for data_filter in data_filters:
        found += [m for m in metadata_for(batch.spreadsheet, data_filter) if m not in found]
    return found


def update_developer_metadata(batch: Batch, request: JSON) -> JSON:
    mask = mask_of(request, "DeveloperMetadata")
    found = _meant(batch, request.get("dataFilters", []))
    for item in found:
        new = copy.deepcopy(updated(item, request.get("developerMetadata", {}), mask))
        new["metadataId"] = item["metadataId"]
        _check(batch, new)
        item.clear()
        item.update(new)
    _check_room(batch.spreadsheet)
    return _listed(found)


def delete_developer_metadata(batch: Batch, request: JSON) -> JSON:
    found = _meant(batch, [request.get("dataFilter", {})])
    kept = [m for m in batch.spreadsheet.developer_metadata if m not in found]
    batch.spreadsheet.developer_metadata = kept
    key = "deletedDeveloperMetadata"
    return {key: _listed(found)["developerMetadata"]} if found else {}


def _listed(found: list[JSON]) -> JSON:
    cleaned = [clean(item, "DeveloperMetadata") for item in found]
    return {"developerMetadata": cleaned} if cleaned else {}
