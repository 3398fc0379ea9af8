"""The settings in force: the catalogue's defaults under the operator's config file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from sheets_sync.errors import SetupError
from sheets_sync.nearest_word import nearest_of
from sheets_sync.settings import kinds
from sheets_sync.settings.build import built
from sheets_sync.settings.catalogue import (
    ELSEWHERE,
    REGISTRY,
    SEVERITY,
    VIEW,
    Entry,
    catalogue,
)
from sheets_sync.settings.checks import check_registry, check_together, rule_names
from sheets_sync.settings.linked_workbooks import check_elsewhere, check_tabs
from sheets_sync.settings.model import (
    LinkedWorkbookSettings,
    RegistrySettings,
    Settings,
    SharedViewSettings,
)
from sheets_sync.settings.view_spreadsheets import check_views
from sheets_sync.toml_file import TomlFile, read_toml

Repeated = TypeVar("Repeated", LinkedWorkbookSettings, SharedViewSettings)

CONFIG = "cop-steward.toml"
VERSION = 1
"""The newest format of the config file that we read."""
_LITERAL_SECRETS = frozenset({"password", "passwd", "pass", "secret", "token", "api_key"})


def load(path: Path | None = None) -> Settings:
    """The settings of the config file at `path`; by default the one in the working folder.

    Whatever is wrong is a `SetupError` that names the file, the line and what is allowed.
    """
    if path is None and not Path(CONFIG).exists():
        raise SetupError("config-missing", file=CONFIG, folder=Path.cwd())
    file = read_toml((path or Path(CONFIG)).absolute())
    _refuse_newer(file)
    folder = file.path.parent
    values = _defaults(folder) | _read(file, _flat(file), folder)
    tables = file.values.get(REGISTRY, [])
    in_database = values["fleet.enabled"] and not tables
    registries = () if in_database else _registries(file, tables, folder)
    settings = built(Settings, values, registries=registries, source=file.path)
    check_together(settings, file)
    check_tabs(settings, file)
    check_views(settings, file)
    return settings


def defaults(folder: Path) -> Settings:
    """What counts where nothing is set: no registry, no mail."""
    return built(Settings, _defaults(folder), registries=(), source=None)


def _defaults(folder: Path) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: kinds.read(entry, entry.default, folder)
        for name, entry in catalogue().items()
        if entry.keys[0] != REGISTRY and name != SEVERITY
    }
    return values | {"folder": folder}


def _refuse_newer(file: TomlFile) -> None:
    version = file.values.get("version", VERSION)
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise SetupError(
            "config-newer",
            path=file.path,
            line=file.line_of("version"),
            version=version,
            known=VERSION,
        )


def _flat(file: TomlFile) -> dict[tuple[str, ...], Any]:
    """Every value that the file sets outside `[[registry]]`, by its keys."""
    tables = _tables()
    found: dict[tuple[str, ...], Any] = {}

    def walk(values: Mapping[str, Any], above: tuple[str, ...]) -> None:
        for key, value in values.items():
            keys = (*above, key)
            inside = keys in tables or above == ("rules",)
            if isinstance(value, Mapping) and inside:
                walk(value, keys)
            else:
                found[keys] = value

    walk({key: value for key, value in file.values.items() if key != REGISTRY}, ())
    return found


def _tables() -> set[tuple[str, ...]]:
    """The keys of every table that holds settings."""
    return {
        entry.keys[:depth] for entry in catalogue().values() for depth in range(1, len(entry.keys))
    }


def _read(file: TomlFile, flat: Mapping[tuple[str, ...], Any], folder: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for keys, raw in flat.items():
        entry = _entry_of(file, keys, keys)
        values[".".join(keys)] = _value(file, entry, keys, raw, folder)
    return values


def _entry_of(file: TomlFile, keys: tuple[str, ...], place: tuple[str | int, ...]) -> Entry:
    name = ".".join(keys)
    if name in catalogue():
        entry = catalogue()[name]
        if entry.kind == "codes":
            raise _error("setting-only-in-sheet", file, place, name=name)
        return entry
    if keys[-1].lower() in _LITERAL_SECRETS:
        raise _error("setting-is-secret", file, place, name=name)
    if keys in _tables() or keys == (REGISTRY,):
        raise _error("setting-is-table", file, place, name=name)
    if keys[0] == "rules" and len(keys) > 1 and (len(keys) > 2 or "-" in keys[1]):  # noqa: PLR2004
        return _severity(file, keys, place)
    near = nearest_of(name, _known()) or nearest_of(keys[-1], _last_keys())
    if not near and keys[:-1] in _tables():
        table = ".".join(keys[:-1])
        raise _error(
            "setting-not-in-table", file, place, name=name, table=table, there=_names_in(table)
        )
    raise _error("setting-unknown", file, place, name=name, nearest=near)


def _names_in(table: str) -> tuple[str, ...]:
    """The last part of every setting's name in a table."""
    return tuple(
        entry.keys[-1] for entry in catalogue().values() if ".".join(entry.keys[:-1]) == table
    )


def _severity(file: TomlFile, keys: tuple[str, ...], place: tuple[str | int, ...]) -> Entry:
    known = rule_names()
    if keys[1] not in known:
        near = nearest_of(keys[1], known)
        raise _error("setting-rule-unknown", file, place[:2], name=keys[1], nearest=near)
    if keys[2:] != ("severity",):
        name = ".".join(keys)
        near = nearest_of(keys[-1], ["severity"])
        raise _error("setting-unknown", file, place, name=name, nearest=near)
    return catalogue()[SEVERITY]


def _known() -> tuple[str, ...]:
    """Every name of a setting or of a table of settings."""
    return (*catalogue(), *{".".join(keys): None for keys in sorted(_tables())})


def _last_keys() -> dict[str, None]:
    return {entry.keys[-1]: None for entry in catalogue().values()}


def _value(
    file: TomlFile, entry: Entry, place: tuple[str | int, ...], raw: object, folder: Path
) -> Any:  # noqa: ANN401 — a value of the entry's kind
    try:
        return kinds.read(entry, raw, folder)
    except kinds.RejectedValueError as error:
        name = ".".join(str(key) for key in place if isinstance(key, str))
        shown = "…" if entry.secret else kinds.shown(raw)
        raise _error(
            "setting-impossible",
            file,
            place,
            name=name,
            value=shown,
            allowed=kinds.allowed(entry),
        ) from error


def _registries(file: TomlFile, tables: object, folder: Path) -> tuple[RegistrySettings, ...]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _error("registry-not-repeated", file, (REGISTRY,))
    if not tables:
        raise SetupError("registry-missing", path=file.path)
    return tuple(_registry(file, table, place, folder) for place, table in enumerate(tables))


def _registry(
    file: TomlFile, table: Mapping[str, Any], number: int, folder: Path
) -> RegistrySettings:
    place = (REGISTRY, number)
    values = dict(table)
    others, views = values.pop(ELSEWHERE, []), values.pop(VIEW, [])
    registry = built(
        RegistrySettings,
        _named(file, values, (REGISTRY,), place, folder),
        elsewhere=_repeated(LinkedWorkbookSettings, file, others, (*place, ELSEWHERE), folder),
        view=_repeated(SharedViewSettings, file, views, (*place, VIEW), folder),
    )
    check_registry(registry, file, number)
    check_elsewhere(registry, file, number)
    return registry


def _repeated(
    made: type[Repeated], file: TomlFile, tables: object, place: tuple[str | int, ...], folder: Path
) -> tuple[Repeated, ...]:
    """The tables that repeat inside a registry's, such as `[[registry.elsewhere]]`."""
    name = str(place[-1])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _error("inner-table-not-repeated", file, place, name=name)
    return tuple(
        built(made, _named(file, table, (REGISTRY, name), (*place, number), folder))
        for number, table in enumerate(tables)
    )


def _named(
    file: TomlFile,
    table: Mapping[str, Any],
    above: tuple[str, ...],
    place: tuple[str | int, ...],
    folder: Path,
) -> dict[str, Any]:
    """The values of one repeating table: the catalogue's defaults under what is set."""
    values = {
        entry.keys[-1]: kinds.read(entry, entry.default, folder)
        for entry in catalogue().values()
        if entry.keys[:-1] == above
    }
    for key, raw in table.items():
        entry = _entry_of(file, (*above, key), (*place, key))
        values[key] = _value(file, entry, (*place, key), raw, folder)
    return values


def _error(
    name: str, file: TomlFile, place: tuple[str | int, ...], /, **facts: object
) -> SetupError:
    return SetupError(name, path=file.path, line=file.line_of(*place), **facts)
