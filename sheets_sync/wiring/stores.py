"""Which store keeps the workbooks of a registry. Only what is configured is imported."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sheets_sync.errors import SetupError
from sheets_sync.ports import Store
from sheets_sync.registry.recollection import NOTHING, Recollection
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import RegistrySettings, Settings
from sheets_sync.settings.model import LinkedWorkbookSettings
from sheets_sync.stores.composite.part import Part, schema_of
from sheets_sync.wiring.google import Tell, google_access, google_endpoint, tell_nobody
from sheets_sync.wiring.registry_schema import read_registry_schema

if TYPE_CHECKING:  # a job that opens no workbook does not wait for pandas
    from sheets_sync.registry.workbook import RawTab


NewMemory: TypeAlias = Callable[[], Recollection]
"""Makes what a store remembers from one reading to the next; nothing for whoever reads once."""


def _none() -> Recollection:
    return NOTHING


def open_store(
    registry: RegistrySettings,
    settings: Settings,
    *,
    tell: Tell = tell_nobody,
    new_memory: NewMemory = _none,
) -> Store:
    """The store of one registry, of all its workbooks together; nothing is read yet."""
    if not registry.elsewhere:
        return _open_main(registry, settings, tell, new_memory)
    from sheets_sync.stores.composite.store import CompositeStore  # slow import

    return CompositeStore(workbooks(registry, settings, tell=tell, new_memory=new_memory))


def open_foreign(registry: RegistrySettings, settings: Settings) -> Store:
    """The store of a workbook of which it is not known yet what its tabs and columns are."""
    if registry.spreadsheet is None:
        return _open_main(registry, settings)
    from sheets_sync.registry.formats_wanted import columns_with_numbers  # slow import

    knows = _Knows(lambda _: False, columns_with_numbers)
    place, key = registry.spreadsheet, registry.credentials
    return _open_google(place, key, registry, settings, knows, tell_nobody, _none)


def workbooks(
    registry: RegistrySettings,
    settings: Settings,
    *,
    tell: Tell = tell_nobody,
    new_memory: NewMemory = _none,
) -> tuple[Part, ...]:
    """Every workbook of a registry with the tables that are kept there, the main one first."""
    schema = read_registry_schema(settings)
    store = _open_main(registry, settings, tell, new_memory)
    main = Part(store, _main_schema(registry, schema), path=registry.path)
    others = (
        Part(
            _open_elsewhere(other, registry, settings, tell, new_memory),
            schema_of(schema, other.tabs, other.titles),
            tabs=frozenset(name for name in other.tabs if name not in schema.tabs),
            written=other.write,
            private=other.private,
            path=other.path,
        )
        for other in registry.elsewhere
    )
    return main, *others


def open_ticked(registry: RegistrySettings, settings: Settings) -> tuple[Store, ...]:
    """The workbooks in which staff may have ticked a letter: also the one beside a local one."""
    other = next((one for one in registry.elsewhere if "outbox" in one.tabs), None)
    if other is None:
        return _open_main(registry, settings), *_beside(registry.path, settings)
    return _open_elsewhere(other, registry, settings), *_beside(other.path, settings)


def _main_schema(registry: RegistrySettings, schema: Schema) -> Schema:
    """The tables that are kept nowhere else."""
    away = {name for other in registry.elsewhere for name in other.tabs}
    return schema_of(schema, [name for name in schema.tabs if name not in away])


def _open_main(
    registry: RegistrySettings,
    settings: Settings,
    tell: Tell = tell_nobody,
    new_memory: NewMemory = _none,
) -> Store:
    if registry.store == "xlsx" and registry.path is not None:
        return _open_xlsx(registry.path, settings, new_memory)
    if registry.store == "google" and registry.spreadsheet is not None:

        def is_complete(titles: Collection[str]) -> bool:
            schema = _main_schema(registry, read_registry_schema(settings))
            return schema.required <= schema.named(titles)

        def coded(tab: "RawTab") -> tuple[int, ...]:
            return _formats_wanted(tab, read_registry_schema(settings))

        key = registry.credentials
        knows = _Knows(is_complete, coded)
        return _open_google(registry.spreadsheet, key, registry, settings, knows, tell, new_memory)
    raise SetupError("store-not-available", registry=registry.id, store=registry.store)


def _open_elsewhere(
    other: LinkedWorkbookSettings,
    registry: RegistrySettings,
    settings: Settings,
    tell: Tell = tell_nobody,
    new_memory: NewMemory = _none,
) -> Store:
    if other.path is not None:
        return _open_xlsx(other.path, settings, new_memory)

    def is_complete(titles: Collection[str]) -> bool:
        schema = schema_of(read_registry_schema(settings), other.tabs, other.titles)
        return schema.named(titles) == frozenset(schema.tabs)

    def coded(tab: "RawTab") -> tuple[int, ...]:
        schema = schema_of(read_registry_schema(settings), other.tabs, other.titles)
        return _formats_wanted(tab, schema)

    key = other.credentials or registry.credentials
    spreadsheet, knows = other.spreadsheet or "", _Knows(is_complete, coded)
    return _open_google(spreadsheet, key, registry, settings, knows, tell, new_memory)


@dataclass(frozen=True, slots=True)
class _Knows:
    """What a spreadsheet of Google asks of the schema, which may change while a service runs."""

    is_complete: Callable[[Collection[str]], bool]
    coded: "Callable[[RawTab], Collection[int]]"


def _formats_wanted(tab: "RawTab", schema: Schema) -> tuple[int, ...]:
    from sheets_sync.registry.formats_wanted import formats_wanted  # slow import

    return formats_wanted(tab, schema)


def _open_xlsx(path: Path, settings: Settings, new_memory: NewMemory = _none) -> Store:
    from sheets_sync.stores.xlsx.read_bounds import ReadBounds  # slow import
    from sheets_sync.stores.xlsx.replace_workbook import DailyCopies
    from sheets_sync.stores.xlsx.store import XlsxStore

    limits = settings.reading
    bounds = ReadBounds(
        limits.file_megabytes, limits.unpacked_megabytes, limits.cells, limits.seconds
    )
    zone, days = settings.timezone, settings.retention.copies_days
    copies = DailyCopies(days, lambda: dt.datetime.now(zone).date())
    return XlsxStore(path, copies=copies, memory=new_memory(), bounds=bounds)


def _open_google(
    spreadsheet: str,
    credentials: Path | None,
    registry: RegistrySettings,
    settings: Settings,
    knows: _Knows,
    tell: Tell,
    new_memory: NewMemory,
) -> Store:
    from sheets_sync.stores.google.store import GoogleStore  # slow import

    key, retry_policy = google_access(settings, credentials, tell)
    return GoogleStore(
        spreadsheet,
        key,
        state=settings.state / "google" / registry.id / spreadsheet,
        endpoint=google_endpoint(),
        skip_unchanged=registry.skip_unchanged,
        complete=knows.is_complete,
        coded=knows.coded,
        clock=lambda: dt.datetime.now(settings.timezone),
        retry_policy=retry_policy,
        memory=new_memory(),
    )


def _beside(path: Path | None, settings: Settings) -> Iterator[Store]:
    """The file that stands in for a workbook that must not be patched, where there is one."""
    if path is None:
        return
    from sheets_sync.stores.xlsx.companion_file import sibling_of  # slow import

    if sibling_of(path).exists():
        yield _open_xlsx(sibling_of(path), settings)
