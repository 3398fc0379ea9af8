"""Keeps the settings in force while the config file changes: the last good ones, and it says so."""

import os
from pathlib import Path

from sheets_sync.settings import Settings, load


class ConfigWatch:
    """One config file and what it last said."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._seen = _signature(settings.source)

    def look(self) -> bool:
        """Read the file anew if it changed; whether there are new settings now.

        Raises:
            StewardError: it cannot be used; once for each change, and the old settings stay.
        """
        source = self.settings.source
        signature = _signature(source)
        if source is None or signature == self._seen:
            return False
        self._seen = signature
        self.settings = load(source)
        return True


def _signature(path: Path | None) -> tuple[int, int, int] | None:
    try:
        found = None if path is None else os.stat(path)  # noqa: PTH116 — None has no stat
    except OSError:
        return None
    return None if found is None else (found.st_mtime_ns, found.st_size, found.st_ino)
