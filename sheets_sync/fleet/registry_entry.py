"""One registry of a fleet: what is kept of it, and how what was typed about it is read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sheets_sync.errors import SetupError
from sheets_sync.settings import kinds
from sheets_sync.settings.catalogue import catalogue

State: TypeAlias = Literal["active", "paused", "aside"]

COLUMNS: Mapping[str, str] = {
    "id": "registry.id",
    "name": "registry.name",
    "store": "registry.store",
    "spreadsheet": "registry.spreadsheet",
    "path": "registry.path",
    "credentials": "registry.credentials",
    "timezone": "timezone",
    "contact": "agency.contact",
    "domains": "agency.allowed_domains",
}
"""What can be typed of a registry, by column, and the setting it is read as."""
NEEDED = {"google": ("spreadsheet", "path"), "xlsx": ("path", "spreadsheet")}
"""By store, the column that says where the workbook is, and the one that must be empty."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """A registry as it was typed; empty is what the config file says for all."""

    id: str
    store: str
    name: str = ""
    spreadsheet: str = ""
    path: str = ""
    credentials: str = ""
    timezone: str = ""
    contact: str = ""
    domains: str = ""
    """Separated by a space."""


@dataclass(frozen=True, slots=True)
class KeptRegistry:
    """A registry as the database has it: the entry, and how work on it goes."""

    entry: RegistryEntry
    state: State
    state_since: dt.datetime
    look_at: dt.datetime
    """Nothing is due for it before."""
    tries: int
    """How often in a row work on it began and never ended."""
    tried_at: dt.datetime | None
    passed_at: dt.datetime | None
    """When work on it last ended well."""
    trouble: str
    """The name of what last went wrong; empty where all is well."""
    summary: Mapping[str, Any] = field(hash=False)
    """What the last work on it has to tell a monitor."""

    @property
    def id(self) -> str:
        """The registry's id."""
        return self.entry.id


def read_entry(typed: Mapping[str, str], source: object, line: int) -> RegistryEntry:
    """The registry that a row describes.

    Raises:
        SetupError: a cell cannot be used; it names `source`, line and column.
    """
    cells = {column: typed.get(column, "").strip() for column in COLUMNS}
    for column in ("id", "store"):
        if not cells[column]:
            raise SetupError("fleet-cell-missing", path=source, line=line, column=column)
    for column, cell in cells.items():
        if cell:
            cells[column] = _read(column, cell, source, line)
    needed, odd = NEEDED[cells["store"]]
    who: dict[str, object] = {"path": source, "line": line, "store": cells["store"]}
    if not cells[needed]:
        raise SetupError("fleet-place-missing", column=needed, **who)
    if cells[odd]:
        raise SetupError("fleet-place-odd", column=odd, needed=needed, **who)
    return RegistryEntry(**cells)


def _read(column: str, cell: str, source: object, line: int) -> str:
    """The cell as it is kept: an address of a spreadsheet as its id, domains with one space."""
    setting = catalogue()[COLUMNS[column]]
    raw: object = cell.replace(",", " ").replace(";", " ").split() if column == "domains" else cell
    try:
        value = kinds.read(setting, raw, Path())
    except kinds.RejectedValueError as error:
        raise SetupError(
            "fleet-cell-impossible",
            path=source,
            line=line,
            column=column,
            value=kinds.shown(cell),
            allowed=kinds.allowed(setting),
        ) from error
    if column == "domains":
        return " ".join(value)
    return cell if column in {"path", "credentials"} else str(value)
