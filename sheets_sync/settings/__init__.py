"""Settings: the catalogue, the operator's config file, and what HR changes in the sheet."""

from sheets_sync.settings.kinds import spreadsheet_id
from sheets_sync.settings.load import CONFIG, defaults, load
from sheets_sync.settings.model import Registry, Rules, Settings, Steps
from sheets_sync.settings.place import ledger_url
from sheets_sync.settings.sheet import Rejected, SheetSetting, with_sheet_values

__all__ = [
    "CONFIG",
    "Registry",
    "Rejected",
    "Rules",
    "Settings",
    "SheetSetting",
    "Steps",
    "defaults",
    "ledger_url",
    "load",
    "spreadsheet_id",
    "with_sheet_values",
]
