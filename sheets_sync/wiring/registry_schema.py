"""Which schema is in force: ours, or with the agency's overlay laid over it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sheets_sync.registry.declaration import merge, read_schema, with_own_columns
from sheets_sync.registry.schema import Schema
from sheets_sync.resources import resource
from sheets_sync.settings import Settings
from sheets_sync.toml_file import TomlFile, read_toml


def read_registry_schema(settings: Settings) -> Schema:
    """The schema in force: ours, with the agency's overlay laid over it."""
    if settings.schema is None:
        return _our_schema()
    overlay = read_toml(settings.schema)
    ours = _our_registry().values
    schema = read_schema(merge(ours, overlay.values), str(overlay.path))
    return with_own_columns(schema, ours)


def read_registry_declaration(settings: Settings) -> Mapping[str, Any]:
    """What the schema in force is read from: ours, with the agency's overlay laid over it."""
    if settings.schema is None:
        return _our_registry().values
    return merge(_our_registry().values, read_toml(settings.schema).values)


@cache
def _our_schema() -> Schema:
    return read_schema(_our_registry().values, str(_our_registry().path))


@cache
def _our_registry() -> TomlFile:
    return read_toml(resource("config", "registry.toml"))
