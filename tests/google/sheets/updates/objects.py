"""Charts and slicers: kept and given back as they came, never drawn."""

from __future__ import annotations

import copy

from ...errors import bad_request
from ...masks import updated
from ...model import JSON, Sheet
from .batch import Batch, mask_of


def _home(batch: Batch, found: JSON) -> Sheet:
    position = found.get("position", {})
    if position.get("newSheet"):
        sheet = batch.spreadsheet.add_sheet(f"Chart{batch.spreadsheet.new_id() % 1000}")
        found["position"] = {"sheetId": sheet.id}
        return sheet
    if "sheetId" in position:
        return batch.sheet(position["sheetId"])
    anchor = position.get("overlayPosition", {}).get("anchorCell", {})
    return batch.sheet(anchor.get("sheetId"))


def add_chart(batch: Batch, request: JSON) -> JSON:
    given = copy.deepcopy(request.get("chart", {}))
    if "spec" not in given:
        raise bad_request("Chart spec is required.")
    sheet = _home(batch, given)
    given["chartId"] = given.get("chartId") or batch.spreadsheet.new_id()
    chart = copy.deepcopy(batch.message(given, "EmbeddedChart"))
    sheet.charts.append(chart)
    return {"chart": chart}


def add_slicer(batch: Batch, request: JSON) -> JSON:
    given = copy.deepcopy(request.get("slicer", {}))
    sheet = _home(batch, given)
    given["slicerId"] = given.get("slicerId") or batch.spreadsheet.new_id()
    slicer = copy.deepcopy(batch.message(given, "Slicer"))
    sheet.slicers.append(slicer)
    return {"slicer": slicer}


def _object(batch: Batch, object_id: int) -> tuple[list[JSON], JSON]:
    for sheet in batch.spreadsheet.sheets:
        for found in (sheet.charts, sheet.slicers):
            for item in found:
                if object_id in {item.get("chartId"), item.get("slicerId")}:
                    return found, item
    raise bad_request(f"No embedded object with id: {object_id}")


def update_chart_spec(batch: Batch, request: JSON) -> JSON:
    _, chart = _object(batch, request.get("chartId", 0))
    chart["spec"] = copy.deepcopy(batch.message(request.get("spec", {}), "ChartSpec"))
    return {}


def update_slicer_spec(batch: Batch, request: JSON) -> JSON:
    mask = mask_of(request, "SlicerSpec")
    _, slicer = _object(batch, request.get("slicerId", 0))
    new = updated(slicer.get("spec", {}), request.get("spec", {}), mask)
    slicer["spec"] = copy.deepcopy(batch.message(new, "SlicerSpec"))
    return {}


def update_embedded_object_position(batch: Batch, request: JSON) -> JSON:
    _, item = _object(batch, request.get("objectId", 0))
    given = {"position": copy.deepcopy(request.get("newPosition", {}))}
    _home(batch, given)
    item["position"] = batch.message(given["position"], "EmbeddedObjectPosition")
    return {"position": item["position"]}


def delete_embedded_object(batch: Batch, request: JSON) -> JSON:
    found, item = _object(batch, request.get("objectId", 0))
    found.remove(item)
    return {}
