"""One workbook of a registry: its store, and which of the registry's tabs are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sheets_sync.ports import Store
from sheets_sync.registry.schema import Schema, Words


@dataclass(frozen=True, slots=True)
class Part:
    """One workbook of a registry. The first of them is the main one."""

    store: Store
    schema: Schema
    """The tables that are kept there, by the titles they have there."""
    tabs: frozenset[str] = frozenset()
    """The service's own tabs that stand there instead of in the main one."""
    written: bool = True
    private: bool = False
    path: Path | None = None
    """Of a local workbook."""

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables that are kept there."""
        return frozenset(self.schema.tabs)


def schema_of(
    schema: Schema, tables: Iterable[str], titles: Mapping[str, tuple[str, ...]] | None = None
) -> Schema:
    """The schema with these tables only; `titles` are what the tabs of some are called instead."""
    wanted, titles = frozenset(tables), titles or {}
    tabs = {
        name: replace(tab, words=_called(titles[name])) if name in titles else tab
        for name, tab in schema.tabs.items()
        if name in wanted
    }
    return replace(schema, tabs=tabs)


def _called(titles: tuple[str, ...]) -> Words:
    return Words(titles[0], titles[0], titles[1:])
