"""Whether a workbook may have changed of which people await sessions: asked without opening it.

The process that asks is small and asks at every tick; the child it starts asks the workbook itself.
"""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

from jobs.serving.live.state import live_state
from sheets_sync.delivery.mail_permission import next_opening, why_no_mail
from sheets_sync.ports import Ledger
from sheets_sync.scheduling.awaited_sessions import awaited_registries, changes_to_retry
from sheets_sync.scheduling.google_use import is_online
from sheets_sync.settings import RegistrySettings, Settings

NAME = "changes"
UNSEEN = 15
"""Minutes between two looks at a workbook that nobody watches live."""


class ChangeWatch:
    """The marks of all workbooks as they were when a child last looked."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}
        self._not_before = 0.0

    def failed(self, pause: float) -> None:
        """A look came to nothing: there is another one after so many seconds."""
        self._seen = {}
        self._not_before = time.monotonic() + pause

    def has_news(self, settings: Settings, ledger: Ledger, now: dt.datetime) -> bool:
        """Whether to look now; then the marks of this moment are the ones looked at."""
        if time.monotonic() < self._not_before or why_no_mail(
            settings, looking=False, applied=False
        ):
            return False
        opening = next_opening(settings, now)
        hours = "" if opening <= now else "outside"
        marks = {name: f"{mark} {hours}" for name, mark in _marks(settings, now)}
        again = changes_to_retry(ledger, now) if opening <= now else frozenset()
        if marks == self._seen and not again:
            return False
        awaited = awaited_registries(ledger, now, opening)
        news = {name for name in awaited if marks.get(name) != self._seen.get(name)}
        self._seen = marks
        return bool(news | (again & awaited))


def _marks(settings: Settings, now: dt.datetime) -> Iterator[tuple[str, str]]:
    """By registry, what is another one when the workbook may have changed."""
    live = live_state(settings, now)
    watched = {
        one["registry"]: str(one["checked_at"]) for one in (live or {}).get("registries", ())
    }
    for registry in settings.registries:
        files = [_file(path) for path in _paths(registry)]
        if is_online(registry):
            files.append(watched.get(registry.id) or f"{now:%Y%m%d%H}-{now.minute // UNSEEN}")
        yield registry.id, " ".join(files)


def _paths(registry: RegistrySettings) -> Iterator[Path]:
    for path in (registry.path, *(other.path for other in registry.elsewhere)):
        if path is not None:
            yield path


def _file(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns} {found.st_size} {found.st_ino}"
