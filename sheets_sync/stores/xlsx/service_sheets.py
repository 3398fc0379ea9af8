"""Finds in a workbook what the service put there earlier, whatever it is called by now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sheets_sync.registry.a1 import column_number
from sheets_sync.stores.xlsx.package import Package, parse
from sheets_sync.stores.xlsx.workbook_edit import STATUS_NAME, TAB_NAME

LOOKUP = "lookup"
"""The name of the hidden sheet among our tabs' names."""
_TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class StatusMark:
    """A status column that is in the workbook."""

    column: int | None
    """Counted from 1; nothing where somebody deleted the column."""
    pair: int
    """Which two columns of the hidden sheet are its own, for as long as it lives."""
    reference: str


@dataclass(frozen=True, slots=True)
class OwnSheets:
    """Our tabs and status columns by the hidden names that lead to them."""

    tabs: Mapping[str, int] = field(default_factory=dict)
    """Position of each of our tabs by its name."""
    status: Mapping[int, StatusMark] = field(default_factory=dict)
    """Status columns by the position of the staff tab."""
    date_1904: bool = False


def own_sheets(package: Package) -> OwnSheets:
    """What the workbook's defined names say is ours.

    Who copies a tab of ours gets a name limited to the copy: the copy is theirs.
    """
    workbook = parse(package.part(package.workbook_part))
    positions = {sheet.title.lower(): at for at, sheet in enumerate(package.sheets)}
    tabs: dict[str, int] = {}
    status: dict[int, StatusMark] = {}
    for element in workbook.iterfind("{*}definedNames/{*}definedName"):
        name, reference = element.get("name", ""), element.text or ""
        local = element.get("localSheetId")
        if name.startswith(TAB_NAME) and local is None:
            at = positions.get(_title_in(reference).lower())
            if at is not None:
                tabs[name.removeprefix(TAB_NAME)] = at
        elif name.startswith(STATUS_NAME) and local is not None:
            pair = int(name.removeprefix(STATUS_NAME))
            mark = StatusMark(_column_in(reference), pair, reference)
            status[int(local)] = mark
    properties = workbook.find("{*}workbookPr")
    date_1904 = properties is not None and properties.get("date1904", "0").lower() in _TRUE
    return OwnSheets(tabs, status, date_1904)


def _title_in(reference: str) -> str:
    title = reference.rpartition("!")[0]
    if title.startswith("'") and title.endswith("'"):
        return title[1:-1].replace("''", "'")
    return title


def _column_in(reference: str) -> int | None:
    letters = reference.rpartition("!")[2].replace("$", "").rstrip("0123456789")
    return column_number(letters) if letters.isascii() and letters.isalpha() else None
