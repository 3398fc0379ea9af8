"""Groups of rows and columns."""

from __future__ import annotations

from ...errors import bad_request
from ...masks import updated
from ...model import JSON, Sheet
from ..resources import clean
from .batch import Batch, mask_of


def _target(batch: Batch, found: JSON) -> tuple[Sheet, str, JSON]:
    sheet = batch.sheet(found.get("sheetId"))
    dimension = found.get("dimension", "")
    if dimension not in sheet.groups:
        raise bad_request("Dimension must be specified.")
    size = sheet.size[0] if dimension == "ROWS" else sheet.size[1]
    start, end = found.get("startIndex", 0), found.get("endIndex", size)
    if start >= end or end > size:
        raise bad_request("The range of the group is out of bounds.")
    whole = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return sheet, dimension, whole


def add_dimension_group(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, found = _target(batch, request.get("range", {}))
    groups = sheet.groups[dimension]
    if any(_same(group["range"], found) for group in groups):
        found_inside = max(g["depth"] for g in groups if _same(g["range"], found))
        groups.append({"range": found, "depth": found_inside + 1})
    else:
        groups.append({"range": found, "depth": 1})
    _set_depths(groups)
    return _reply(groups)


def delete_dimension_group(batch: Batch, request: JSON) -> JSON:
    sheet, dimension, found = _target(batch, request.get("range", {}))
    groups = sheet.groups[dimension]
    inside = [g for g in groups if _within(found, g["range"])]
    if not inside:
        raise bad_request("Cannot delete a group at this range: there is no group that covers it.")
    groups.remove(max(inside, key=lambda group: group["depth"]))
    _set_depths(groups)
    return _reply(groups)


def update_dimension_group(batch: Batch, request: JSON) -> JSON:
    given = request.get("dimensionGroup", {})
    mask = mask_of(request, "DimensionGroup")
    sheet, dimension, found = _target(batch, given.get("range", {}))
    for group in sheet.groups[dimension]:
        if _same(group["range"], found) and group["depth"] == given.get("depth", group["depth"]):
            kept = updated(
                group, given, {"collapsed": {}} if "collapsed" in mask or "*" in mask else mask
            )
            group["collapsed"] = kept.get("collapsed", False)
            _hide(sheet, dimension, group)
            return {}
    raise bad_request("There is no such group.")


def _hide(sheet: Sheet, dimension: str, group: JSON) -> None:
    known = sheet.dimensions[dimension]
    for index in range(group["range"]["startIndex"], group["range"]["endIndex"]):
        kept = {k: v for k, v in known.get(index, {}).items() if k != "hiddenByUser"}
        if group["collapsed"]:
            kept["hiddenByUser"] = True
        known[index] = kept


def _same(one: JSON, other: JSON) -> bool:
    return (one["startIndex"], one["endIndex"]) == (other["startIndex"], other["endIndex"])


def _within(one: JSON, other: JSON) -> bool:
    return bool(other["startIndex"] <= one["startIndex"] and one["endIndex"] <= other["endIndex"])


def _set_depths(groups: list[JSON]) -> None:
    """A group is one deeper than the groups around it."""
    for number, group in enumerate(groups):
        around = [
            other
            for place, other in enumerate(groups)
            if place != number
            and _within(group["range"], other["range"])
            and (not _same(group["range"], other["range"]) or place < number)
        ]
        group["depth"] = len(around) + 1


def _reply(groups: list[JSON]) -> JSON:
    found = [clean(group, "DimensionGroup") for group in groups]
    return {"dimensionGroups": found} if found else {}
