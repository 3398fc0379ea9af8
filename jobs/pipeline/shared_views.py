"""Fills the Google spreadsheets in which units or coordinators read their own rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from jobs.cli.context import JobContext
from sheets_sync.errors import SetupError, StewardError
from sheets_sync.planning.row_views import RowView, RowViews
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.registry.text import fold
from sheets_sync.renderings.view_workbook import nothing_to_see, view_sheets
from sheets_sync.renderings.workbook.plain_sheets import PlainSheet
from sheets_sync.renderings.workbook.plain_tabs import plain_tab
from sheets_sync.settings import RegistrySettings
from sheets_sync.settings.model import SharedViewSettings
from sheets_sync.wiring.views import fill_view

Known: TypeAlias = Mapping[str, Any]
"""By spreadsheet, a digest of what it shows and whose account wrote it there."""


@dataclass(frozen=True, slots=True)
class SharedViews:
    """What became of the spreadsheets of one registry."""

    known: Known
    """To be remembered until the next check."""
    unknown: tuple[str, ...]
    """Whose spreadsheets are named, but who has no community."""
    troubles: tuple[StewardError, ...]
    """One for each that could not be filled."""


def spreadsheets_of(registry: RegistrySettings, found: RowViews) -> dict[str, SharedViewSettings]:
    """By key of a view, the spreadsheet it is read in."""
    keys = {fold(name): view.key for view in found.views for name in (view.name, view.key)}
    return {keys[fold(one.of)]: one for one in registry.view if fold(one.of) in keys}


def fill_spreadsheets(
    context: JobContext, checked: CheckResult, found: RowViews, before: Known
) -> SharedViews:
    """Fill each that shows something else than now, and empty those that nobody owns any more.

    Two requests for each that changed, none for the others.
    """
    registry = checked.registry
    owners = spreadsheets_of(registry, found)
    views = {owners[view.key].spreadsheet: view for view in found.views if view.key in owners}
    named = {one.spreadsheet or "": one for one in registry.view}
    no_more = {
        spreadsheet: SharedViewSettings("", spreadsheet, None)
        for spreadsheet in before
        if spreadsheet not in named
    }
    known: dict[str, str] = {}
    troubles: list[StewardError] = []
    for spreadsheet, setting in (named | no_more).items():
        sheets = _sheets(context, checked, views.get(spreadsheet))
        digest = hashlib.sha256(repr(sheets).encode()).hexdigest()
        if before.get(spreadsheet) != digest:
            tabs = [plain_tab(sheet, name) for name, sheet in sheets.items()]
            try:
                fill_view(setting, registry, context.settings, tabs)
            except StewardError as error:
                troubles.append(error)
                if spreadsheet in before and not isinstance(error, SetupError):
                    known[spreadsheet] = ""  # is tried again
                continue
        if spreadsheet in named:
            known[spreadsheet] = digest
    unknown = tuple(one.of for one in registry.view if one not in owners.values())
    return SharedViews(known, unknown, tuple(troubles))


def _sheets(
    context: JobContext, checked: CheckResult, view: RowView | None
) -> dict[str, PlainSheet]:
    say = context.sentences_in(context.settings.language)
    if view is None:
        return nothing_to_see(say)
    private = context.settings.views.private
    return view_sheets(checked.context, checked.findings, view, say, private=private)
