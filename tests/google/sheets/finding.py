"""Data filters and developer metadata lookups: which cells they mean."""

from __future__ import annotations

from ..a1 import Area, area_of
from ..errors import bad_request
from ..model import JSON, Sheet, Spreadsheet
from ..structure import metadata_sheet


def filtered_areas(spreadsheet: Spreadsheet, data_filter: JSON) -> list[tuple[Sheet, Area]]:
    """The areas a DataFilter means, in the order of the tabs."""
    if "a1Range" in data_filter:
        return [spreadsheet.resolve(data_filter["a1Range"])]
    if "gridRange" in data_filter:
        asked = data_filter["gridRange"]
        return [(sheet_of(spreadsheet, asked.get("sheetId", 0)), area_of(asked))]
    found = matching_metadata(spreadsheet, data_filter.get("developerMetadataLookup", {}))
    return [place for metadata in found if (place := _place(spreadsheet, metadata))]


def sheet_of(spreadsheet: Spreadsheet, sheet_id: int) -> Sheet:
    sheet = spreadsheet.sheet_by_id(sheet_id)
    if sheet is None:
        raise bad_request(f"No grid with id: {sheet_id}")
    return sheet


def _place(spreadsheet: Spreadsheet, metadata: JSON) -> tuple[Sheet, Area] | None:
    sheet_id = metadata_sheet(metadata)
    sheet = spreadsheet.sheet_by_id(sheet_id) if sheet_id is not None else None
    if sheet is None:
        return None
    span = metadata["location"].get("dimensionRange")
    if span is None:
        return sheet, Area()
    start, end = span.get("startIndex", 0), span.get("endIndex")
    if span["dimension"] == "ROWS":
        return sheet, Area(start, 0, end, None)
    return sheet, Area(0, start, None, end)


def matching_metadata(spreadsheet: Spreadsheet, lookup: JSON) -> list[JSON]:
    """Developer metadata that a lookup means: every criterion given must hold."""
    return [m for m in spreadsheet.developer_metadata if _matches(m, lookup)]


def metadata_for(spreadsheet: Spreadsheet, data_filter: JSON) -> list[JSON]:
    """Developer metadata that a DataFilter means: by lookup, or by where it is."""
    if "developerMetadataLookup" in data_filter:
        return matching_metadata(spreadsheet, data_filter["developerMetadataLookup"])
    areas = filtered_areas(spreadsheet, data_filter)
    found = []
    for metadata in spreadsheet.developer_metadata:
        place = _place(spreadsheet, metadata)
        if place and any(s is place[0] and place[1].meets(area) for s, area in areas):
            found.append(metadata)
    return found


def _matches(metadata: JSON, lookup: JSON) -> bool:
    for field in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if field in lookup and metadata.get(field) != lookup[field]:
            return False
    location = metadata["location"]
    if "locationType" in lookup and location["locationType"] != lookup["locationType"]:
        return False
    if "metadataLocation" in lookup:
        return _located(location, lookup)
    return True


def _located(location: JSON, lookup: JSON) -> bool:
    asked = lookup["metadataLocation"]
    if lookup.get("locationMatchingStrategy") != "INTERSECTING_LOCATION":
        kept = {name: value for name, value in location.items() if name != "locationType"}
        return kept == {name: value for name, value in asked.items() if name != "locationType"}
    if asked.get("spreadsheet") or location.get("spreadsheet"):
        return True
    own, other = _spans(location), _spans(asked)
    return own[0] == other[0] and own[1].meets(other[1])


def _spans(location: JSON) -> tuple[int, Area]:
    span = location.get("dimensionRange")
    if span is None:
        return location.get("sheetId", 0), Area()
    start, end = span.get("startIndex", 0), span.get("endIndex")
    rows = span.get("dimension") == "ROWS"
    area = Area(start, 0, end, None) if rows else Area(0, start, None, end)
    return span.get("sheetId", 0), area
