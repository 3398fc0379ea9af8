"""The catalogue of settings: what `config/service.toml` declares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias

from sheets_sync.resources import resource
from sheets_sync.settings.model import Language
from sheets_sync.toml_file import read_toml

Kind: TypeAlias = Literal[
    "text",
    "texts",
    "slug",
    "language_code",
    "integer",
    "number",
    "yes_no",
    "choice",
    "choices",
    "integers",
    "date",
    "time",
    "times",
    "path",
    "paths",
    "address",
    "addresses",
    "domains",
    "timezone",
    "url",
    "form",
    "database",
    "spreadsheet",
    "variable",
    "command",
    "codes",
    "names",
    "titles",
]

_LISTS = frozenset({"choices", "former_titles"})
REGISTRY = "registry"
"""The table that repeats, one for each workbook."""
ELSEWHERE = "elsewhere"
"""The table that repeats inside it, one for each further workbook."""
VIEW = "view"
"""The table that repeats inside it, one for each spreadsheet of a unit or coordinator."""
SEVERITY = "rules.*.severity"
"""The entry that stands for every rule."""


def severity_of(rule: str) -> str:
    """What that entry is called for one rule."""
    return SEVERITY.replace("*", rule)


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting: how it is named, read and explained."""

    name: str
    """Its path in the file: `steps.members_days`."""
    kind: Kind
    default: Any
    th: str
    en: str
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    optional: bool = False
    secret: bool = False
    """Its value is never shown, for people put secrets in the wrong place."""
    sheet: bool = False
    """HR may change it in the workbook's settings tab."""
    ours: bool = False
    """The handbook gives no such number: the default is ours."""
    title: Mapping[str, str] = field(default_factory=dict)
    """What it is called in the settings tab, by language."""
    former_titles: tuple[str, ...] = ()
    """What earlier releases called it there: workbooks keep what was typed."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The tables and the key that lead to it."""
        return tuple(self.name.split("."))

    def sentence(self, language: Language) -> str:
        """What it does."""
        return self.th if language == "th" else self.en


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every setting by name, in the order of the file."""
    values = read_toml(resource("config", "service.toml")).values
    return {name: _entry(name, table) for name, table in values.items()}


def _entry(name: str, table: Mapping[str, Any]) -> Entry:
    facts: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) and key in _LISTS else v for key, v in table.items()
    }
    return Entry(name=name, **facts)
