"""Settings: the catalogue, the operator's config file, and what HR changes in the sheet."""

from sheets_sync.settings.config_file import CONFIG, defaults, load
from sheets_sync.settings.kinds import spreadsheet_id
from sheets_sync.settings.ledger_address import ledger_url
from sheets_sync.settings.model import RegistrySettings, RuleSettings, Settings, StepSettings
from sheets_sync.settings.sheet_settings import Rejected, SheetSetting, with_sheet_values

__all__ = [
    "CONFIG",
    "RegistrySettings",
    "Rejected",
    "RuleSettings",
    "Settings",
    "SheetSetting",
    "StepSettings",
    "defaults",
    "ledger_url",
    "load",
    "spreadsheet_id",
    "with_sheet_values",
]
