"""What each workbook's pulse was when its sessions were last looked at: a file in the state folder.

It holds marks and no data; without it the workbooks are looked at once more.
"""

import json
from collections.abc import Iterable

from sheets_sync.errors import StewardError
from sheets_sync.files import write_file
from sheets_sync.settings import RegistrySettings, Settings
from sheets_sync.wiring.stores import open_store

_FILE = "session-pulses.json"


class SeenPulses:
    """The pulses of one call: those kept, and those felt now."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._path = settings.state / _FILE
        self._felt: dict[str, str] = {}

    def is_news(self, registry: RegistrySettings) -> bool:
        """Whether the workbook may have changed since; who cannot tell is looked at."""
        try:
            mark = open_store(registry, self._settings).pulse().mark
        except StewardError:
            return True
        self._felt[registry.id] = mark
        return self._kept().get(registry.id) != mark

    def keep(self, registries: Iterable[str]) -> None:
        """These were looked at as their pulse was felt, before they were read."""
        kept = self._kept()
        seen = {name: self._felt[name] for name in registries if name in self._felt}
        if not seen.items() <= kept.items():
            write_file(self._path, json.dumps({**kept, **seen}).encode())

    def _kept(self) -> dict[str, str]:
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}
