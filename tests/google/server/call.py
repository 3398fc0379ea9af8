"""One request on its way to the method that answers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..model import Caller, Spreadsheet

if TYPE_CHECKING:
    from ..drive.store import File
    from .world import World


@dataclass(frozen=True, slots=True)
class Query:
    """The parameters behind the question mark."""

    values: Mapping[str, list[str]]

    def get(self, name: str) -> str | None:
        found = self.values.get(name)
        return found[-1] if found else None

    def all(self, name: str) -> list[str]:
        return list(self.values.get(name, ()))

    def flag(self, name: str) -> bool:
        return (self.get(name) or "").lower() in {"true", "1"}

    def number(self, name: str, default: int) -> int:
        text = self.get(name)
        return int(text) if text and text.isdigit() else default


@dataclass(slots=True)
class Call:
    """A request whose caller is known and may make it."""

    world: World
    ids: Mapping[str, str]
    """The parts of the path that are names, decoded."""
    query: Query
    body: Any
    caller: Caller
    now: dt.datetime
    file: File | None = None
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def spreadsheet(self) -> Spreadsheet:
        if self.file is None or self.file.spreadsheet is None:
            raise LookupError("this call is not about a spreadsheet")
        return self.file.spreadsheet
