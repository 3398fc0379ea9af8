"""The spreadsheets of Google that views of the registry are shown in."""

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from sheets_sync.diagnostics import Diagnostic, failed
from sheets_sync.errors import SetupError
from sheets_sync.settings import RegistrySettings, Settings
from sheets_sync.settings.model import SharedViewSettings
from sheets_sync.wiring.google import Tell, google_access, google_endpoint, tell_nobody

if TYPE_CHECKING:  # a job that opens no workbook does not wait for pandas
    from sheets_sync.planning.workbook_tabs.tab_model import ServiceTab
    from sheets_sync.stores.google.transport.connection import Connection


def fill_view(
    view: SharedViewSettings,
    registry: RegistrySettings,
    settings: Settings,
    tabs: "Sequence[ServiceTab]",
    *,
    tell: Tell = tell_nobody,
) -> str:
    """Make the spreadsheet of a view show these tabs and nothing else of ours; its title."""
    from sheets_sync.stores.google.writing.view_tabs import replace_view  # slow import

    with closing(_connect(view, registry, settings, tell)) as connection:
        return replace_view(connection, tabs)


def examine_view(
    view: SharedViewSettings, registry: RegistrySettings, settings: Settings, *, tell: Tell
) -> Diagnostic:
    """Whether the spreadsheet of a view can be filled; nothing in it is changed."""
    from sheets_sync.stores.google import view_diagnostics as examination  # slow import

    try:
        connection = _connect(view, registry, settings, tell)
    except SetupError as error:
        return failed(examination.NAME, error)
    with closing(connection):
        return examination.examine_view(connection, view.of)


def _connect(
    view: SharedViewSettings, registry: RegistrySettings, settings: Settings, tell: Tell
) -> "Connection":
    """The line to the spreadsheet of a view."""
    from sheets_sync.stores.google.transport.connection import Connection  # slow import

    key, retry_policy = google_access(settings, view.credentials or registry.credentials, tell)
    return Connection(
        view.spreadsheet or "",
        key,
        endpoint=google_endpoint(),
        retry_policy=retry_policy,
    )
