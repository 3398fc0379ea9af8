"""What must hold for the other workbooks in which a registry keeps some of its tabs."""

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeAlias

from sheets_sync.errors import SetupError
from sheets_sync.nearest_word import nearest_of
from sheets_sync.resources import resource
from sheets_sync.settings.catalogue import ELSEWHERE, REGISTRY
from sheets_sync.settings.model import LinkedWorkbookSettings, RegistrySettings, Settings
from sheets_sync.toml_file import TomlFile, read_toml

TODO = "todo"
"""Stands in every workbook that is written to, for what is to be mended there."""
MOVABLE = ("progress", "summary", "outbox", "log")
"""The service's own tabs of which there is one; it may stand elsewhere."""

_Place: TypeAlias = tuple[str | int, ...]


def check_elsewhere(registry: RegistrySettings, file: TomlFile, number: int) -> None:
    """Refuse another workbook that does not say where it is, or is one of those before it."""
    seen = {_workbook(registry): file.line_of(REGISTRY, number)}
    for place, other in _others(registry, number):
        if other.path is None and other.spreadsheet is None:
            raise _error("elsewhere-place-missing", file, place, id=registry.id)
        if other.path is not None and other.spreadsheet is not None:
            raise _error("elsewhere-place-twice", file, (*place, "path"), id=registry.id)
        key = "spreadsheet" if other.path is None else "path"
        if _workbook(other) in seen:
            first = seen[_workbook(other)]
            raise _error("elsewhere-same", file, (*place, key), id=registry.id, first=first)
        seen[_workbook(other)] = file.line_of(*place, key)
        if not other.tabs:
            raise _error("elsewhere-tabs-missing", file, place, id=registry.id)


def check_tabs(settings: Settings, file: TomlFile) -> None:
    """Refuse tabs that nobody knows, that are to stand in two places, or cannot be written."""
    if not any(registry.elsewhere for registry in settings.registries):
        return
    tables = _tables(settings.schema)
    for number, registry in enumerate(settings.registries):
        seen: dict[str, int] = {}
        for place, other in _others(registry, number):
            _check_names(other, place, file, tables, seen)
    _refuse_two_masters(settings, file)


def _check_names(
    other: LinkedWorkbookSettings,
    place: _Place,
    file: TomlFile,
    tables: Collection[str],
    seen: dict[str, int],
) -> None:
    known = (*tables, TODO, *MOVABLE)
    line = file.line_of(*place, "tabs")
    for name in other.tabs:
        if name not in known:
            near = nearest_of(name, known)
            raise _error("elsewhere-tab-unknown", file, (*place, "tabs"), name=name,
                         nearest=near, known=", ".join(known))  # fmt: skip
        if name in seen and name != TODO:
            raise _error("elsewhere-tab-twice", file, (*place, "tabs"), name=name, first=seen[name])
        if not other.write and name in (TODO, *MOVABLE):
            raise _error("elsewhere-tab-unwritten", file, (*place, "tabs"), name=name)
        seen[name] = line
    for name in other.titles:
        if name not in other.tabs or name not in tables:
            near = nearest_of(name, [tab for tab in other.tabs if tab in tables])
            raise _error("elsewhere-title-odd", file, (*place, "titles"), name=name, nearest=near)


def _refuse_two_masters(settings: Settings, file: TomlFile) -> None:
    """Two registries would write over each other's tabs in turn."""
    written: dict[str | Path | None, str] = {}
    for number, registry in enumerate(settings.registries):
        places: list[tuple[_Place, RegistrySettings | LinkedWorkbookSettings]] = [
            ((REGISTRY, number), registry)
        ]
        places += [one for one in _others(registry, number) if one[1].write]
        for place, one in places:
            other = written.setdefault(_workbook(one), registry.id)
            if other != registry.id:
                key = "spreadsheet" if one.path is None else "path"
                raise _error("elsewhere-shared", file, (*place, key), id=registry.id, other=other)


def _others(
    registry: RegistrySettings, number: int
) -> Iterator[tuple[_Place, LinkedWorkbookSettings]]:
    for at, other in enumerate(registry.elsewhere):
        yield (REGISTRY, number, ELSEWHERE, at), other


def _workbook(one: RegistrySettings | LinkedWorkbookSettings) -> str | Path | None:
    """What two entries share when they are the same workbook."""
    return one.spreadsheet if one.path is None else Path(os.path.realpath(one.path))


def _tables(overlay: Path | None) -> tuple[str, ...]:
    """The names of all tables, the agency's own among them."""
    paths = [resource("config", "registry.toml"), *([overlay] if overlay else [])]
    tabs = [read_toml(path).values.get("tabs", {}) for path in paths]
    return tuple(dict.fromkeys(name for table in tabs if isinstance(table, dict) for name in table))


def _error(name: str, file: TomlFile, place: _Place, /, **facts: object) -> SetupError:
    return SetupError(name, path=file.path, line=file.line_of(*place), **facts)
