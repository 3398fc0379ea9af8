"""An agency's own workbook, a file or a spreadsheet, as adoption and import read it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jobs.cli.context import JobContext
from jobs.pipeline.answer_file import ANSWERS, read_answers
from sheets_sync.adoption.answers import NONE, Answers
from sheets_sync.adoption.heading_areas import with_heading_areas
from sheets_sync.adoption.mapping import Proposal
from sheets_sync.adoption.proposal import propose
from sheets_sync.delivery.write_config import path_for_config
from sheets_sync.i18n.sentences import Language
from sheets_sync.planning.missing_structure import service_titles
from sheets_sync.registry.declaration import merge, read_schema
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.likeness import columns_of
from sheets_sync.registry.schema import Schema
from sheets_sync.registry.text import fold
from sheets_sync.registry.workbook import RawWorkbook
from sheets_sync.resources import resource
from sheets_sync.settings import RegistrySettings, Settings, spreadsheet_id
from sheets_sync.toml_file import read_toml
from sheets_sync.wiring.stores import open_foreign

_ZONE = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class ForeignWorkbook:
    """One workbook that was read, and what is declared of registries."""

    registry: RegistrySettings
    typed: str
    """How the person named it."""
    workbook: RawWorkbook
    declaration: Mapping[str, Any]
    settings: Settings
    today: dt.date

    @property
    def schema(self) -> Schema:
        """The schema in force before anything is adopted."""
        return read_schema(self.declaration, "registry.toml")

    @property
    def as_copied(self) -> "ForeignWorkbook":
        """It as a copy is made of it: two heading rows are read that nobody merged."""
        columns = columns_of(self.schema)
        return replace(self, workbook=with_heading_areas(self.workbook, columns))

    @property
    def is_registry(self) -> bool:
        """Whether it is a registry that the service made: it has its tabs, and all of ours."""
        schema, ours = self.schema, service_titles()
        tabs = {
            tab.name: find_headings(tab, sheet, schema.status_column).missing(tab)
            for sheet in self.workbook.tabs
            if (tab := schema.tab_named(sheet.sheet)) is not None
        }
        whole = all(tab.optional or tabs.get(name) == () for name, tab in schema.tabs.items())
        return whole and any(fold(sheet.sheet) in ours for sheet in self.workbook.tabs)

    def proposal(self, answers: Answers = NONE, *, lenient: bool = False) -> Proposal:
        """How it would be read, given what a person said."""
        return propose(
            self.workbook,
            self.declaration,
            self.today,
            self.settings.rules,
            ours=service_titles(),
            answers=answers,
            lenient=lenient,
        )

    def answers(self, folder: Path, language: Language) -> Answers:
        """What a person said in the file of answers there; nothing without one.

        What cannot be used is named in the `language` of the person.
        """
        path = folder / ANSWERS
        if not path.exists():
            return NONE
        sheets = [sheet.sheet for sheet in self.workbook.tabs]
        return read_answers(path, self.schema, sheets, self.typed, language)

    def place(self, folder: Path) -> dict[str, str]:
        """Where it is, as the config file of that folder says it."""
        if self.registry.path is not None:
            path = Path(self.typed)
            return {"store": "xlsx", "path": path_for_config(path, folder)}
        place = {"store": "google", "spreadsheet": self.registry.spreadsheet or ""}
        if self.registry.credentials is not None:
            place["credentials"] = path_for_config(self.registry.credentials, folder)
        return place


def registry_of(context: JobContext, typed: str) -> RegistrySettings:
    """A file, or the spreadsheet whose address or ID was typed and that is no file."""
    file = Path(typed)
    spreadsheet = None if file.exists() else spreadsheet_id(typed)
    if spreadsheet is None:
        return RegistrySettings("main", "xlsx", file.absolute(), None, None)
    key = context.options.credentials
    credentials = None if key is None else Path(key).absolute()
    return RegistrySettings("main", "google", None, spreadsheet, credentials)


def read_foreign(context: JobContext, typed: str, settings: Settings) -> ForeignWorkbook:
    """Read a workbook; it is never written."""
    registry = registry_of(context, typed)
    declaration: Mapping[str, Any] = read_toml(resource("config", "registry.toml")).values
    if settings.schema is not None:
        declaration = merge(declaration, read_toml(settings.schema).values)
    today = context.options.today or dt.datetime.now(_ZONE).date()
    workbook = open_foreign(registry, settings).read()
    return ForeignWorkbook(registry, typed, workbook, declaration, settings, today)
