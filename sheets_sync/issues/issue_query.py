"""What is asked when issues are collected: of which registries, when, in which language."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.registry.schema import Schema
from sheets_sync.settings import RegistrySettings, Settings


@dataclass(frozen=True, slots=True)
class IssueQuery:
    """One question about the state of the service."""

    settings: Settings
    now: dt.datetime
    """In the agency's time zone."""
    sentences: Sentences
    """In the language of whoever asks."""
    registries: tuple[RegistrySettings, ...]
    """Those asked about."""
    read_schema: Callable[[], Schema]
    """Reads the schema in force; called only where a tab is to be named."""
    looking: bool = False
    """Whether the day was chosen: then the clock and the ledger's age tell nothing."""

    @property
    def today(self) -> dt.date:
        """The day that is asked about."""
        return self.now.date()
