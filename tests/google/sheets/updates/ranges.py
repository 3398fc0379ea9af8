"""Named and protected ranges."""

from __future__ import annotations

import copy
import re

from ...a1 import parse_area
from ...errors import bad_request
from ...masks import updated
from ...model import JSON, Sheet
from ..protection import REFUSED, may_edit
from ..resources import clean
from .batch import Batch, mask_of

_NAME = re.compile(r"^[^\W\d]\w*$")


def _check_name(batch: Batch, name: str, own: JSON | None) -> None:
    if not _NAME.match(name) or parse_area(name) is not None or name.upper() in {"TRUE", "FALSE"}:
        raise bad_request(f"The range name '{name}' is not valid.")
    other = batch.spreadsheet.named_range(name)
    if other is not None and other is not own:
        raise bad_request(f"Cannot add a named range with name: {name}. It already exists.")


def add_named_range(batch: Batch, request: JSON) -> JSON:
    given = dict(request.get("namedRange", {}))
    batch.area(given.get("range"))
    _check_name(batch, given.get("name", ""), None)
    given["namedRangeId"] = given.get("namedRangeId") or str(batch.spreadsheet.new_id())
    if any(n["namedRangeId"] == given["namedRangeId"] for n in batch.spreadsheet.named_ranges):
        raise bad_request(f"A named range with id {given['namedRangeId']} already exists.")
    kept = copy.deepcopy(given)
    batch.spreadsheet.named_ranges.append(kept)
    return {"namedRange": clean(kept, "NamedRange")}


def _named(batch: Batch, named_range_id: str) -> JSON:
    for named in batch.spreadsheet.named_ranges:
        if named["namedRangeId"] == named_range_id:
            return named
    raise bad_request(f"No named range with id: {named_range_id}")


def update_named_range(batch: Batch, request: JSON) -> JSON:
    given = request.get("namedRange", {})
    mask = mask_of(request, "NamedRange")
    named = _named(batch, given.get("namedRangeId", ""))
    new = updated(named, given, mask) | {"namedRangeId": named["namedRangeId"]}
    batch.area(new.get("range"))
    _check_name(batch, new.get("name", ""), named)
    named |= copy.deepcopy(new)
    return {}


def delete_named_range(batch: Batch, request: JSON) -> JSON:
    named = _named(batch, request.get("namedRangeId", ""))
    batch.spreadsheet.named_ranges.remove(named)
    return {}


def _home(batch: Batch, protected: JSON) -> Sheet:
    if "namedRangeId" in protected:
        return batch.sheet(_named(batch, protected["namedRangeId"])["range"].get("sheetId"))
    if "range" not in protected and "tableId" not in protected:
        raise bad_request("Must specify a range, named range or table to protect.")
    return batch.sheet(protected.get("range", {}).get("sheetId"))


def add_protected_range(batch: Batch, request: JSON) -> JSON:
    """Protect cells; whoever asks for it stays an editor."""
    given = copy.deepcopy(request.get("protectedRange", {}))
    sheet = _home(batch, given)
    known = [p["protectedRangeId"] for s in batch.spreadsheet.sheets for p in s.protected_ranges]
    given["protectedRangeId"] = given.get("protectedRangeId") or batch.spreadsheet.new_id()
    if given["protectedRangeId"] in known:
        raise bad_request(f"A protected range with id {given['protectedRangeId']} already exists.")
    given["requestingUserCanEdit"] = True
    if not given.get("warningOnly"):
        users = given.setdefault("editors", {}).setdefault("users", [])
        if batch.caller.email not in users:
            users.append(batch.caller.email)
    sheet.protected_ranges.append(given)
    return {"protectedRange": clean(given, "ProtectedRange")}


def _protected(batch: Batch, protected_id: int) -> tuple[Sheet, JSON]:
    for sheet in batch.spreadsheet.sheets:
        for protected in sheet.protected_ranges:
            if protected["protectedRangeId"] == protected_id:
                if not may_edit(protected, batch.caller):
                    raise bad_request(REFUSED)
                return sheet, protected
    raise bad_request(f"No protected range with id: {protected_id}")


def update_protected_range(batch: Batch, request: JSON) -> JSON:
    given = request.get("protectedRange", {})
    mask = mask_of(request, "ProtectedRange")
    sheet, protected = _protected(batch, given.get("protectedRangeId", 0))
    new = copy.deepcopy(updated(protected, given, mask))
    new["requestingUserCanEdit"] = True
    new["protectedRangeId"] = protected["protectedRangeId"]
    sheet.protected_ranges.remove(protected)
    _home(batch, new).protected_ranges.append(new)
    return {}


def delete_protected_range(batch: Batch, request: JSON) -> JSON:
    sheet, protected = _protected(batch, request.get("protectedRangeId", 0))
    sheet.protected_ranges.remove(protected)
    return {}
