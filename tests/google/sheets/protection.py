"""Protected ranges: who may edit what."""

from __future__ import annotations

from ..a1 import Area, area_of
from ..errors import bad_request
from ..model import JSON, Caller, Sheet, Spreadsheet

REFUSED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)


def may_edit(protected: JSON, caller: Caller) -> bool:
    """Whether a protection lets this caller through."""
    if protected.get("warningOnly") or caller.owner:
        return True
    editors = protected.get("editors", {})
    return caller.email in editors.get("users", ()) or bool(editors.get("domainUsersCanEdit"))


def protected_area(spreadsheet: Spreadsheet, protected: JSON) -> Area | None:
    """The area a protection covers, looked up where it names a range or a table."""
    if "namedRangeId" in protected:
        for named in spreadsheet.named_ranges:
            if named["namedRangeId"] == protected["namedRangeId"]:
                return area_of(named["range"])
        return None
    return area_of(protected.get("range", {}))


def check_edit(spreadsheet: Spreadsheet, sheet: Sheet, area: Area, caller: Caller) -> None:
    """Refuse a change of cells that a protection keeps from this caller."""
    for protected in sheet.protected_ranges:
        if may_edit(protected, caller):
            continue
        covered = protected_area(spreadsheet, protected)
        if covered is None or not covered.meets(area):
            continue
        if not any(area_of(free).covers(area) for free in protected.get("unprotectedRanges", ())):
            raise bad_request(REFUSED)


def check_structure(spreadsheet: Spreadsheet, sheet: Sheet, caller: Caller) -> None:
    """Refuse to delete or rename a tab that is protected as a whole."""
    for protected in sheet.protected_ranges:
        covered = protected_area(spreadsheet, protected)
        if covered == Area() and not may_edit(protected, caller):
            raise bad_request(REFUSED)
