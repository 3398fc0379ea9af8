"""The newest backup there is: how old it is, and whether another one could be made."""

from collections.abc import Iterator
from pathlib import Path

from sheets_sync.data_protection.backup import MANIFEST, PREFIX, KeptBackup, read_backup
from sheets_sync.diagnostics import Diagnostic, bad, good, note
from sheets_sync.errors import SetupError
from sheets_sync.files import nearest_there, takes_files
from sheets_sync.scheduling.gauges import Gauge
from sheets_sync.settings import Settings


def last_backup(folder: Path) -> KeptBackup | None:
    """The newest whole backup of a folder; what is damaged, or cannot be seen, counts as none."""
    found = []
    try:
        paths = [path for path in folder.glob(f"{PREFIX}*") if (path / MANIFEST).is_file()]
    except OSError:
        return None
    for path in paths:
        try:
            found.append(read_backup(path))
        except SetupError:
            continue
    return max(found, key=lambda backup: backup.made_at, default=None)


def examine_backups(settings: Settings) -> Iterator[Diagnostic]:
    """Whether a backup could be made, when the last one was, and what it would outlive."""
    folder = settings.backup.folder
    if not takes_files(folder):
        yield bad("backup-folder", folder=folder)
    last = last_backup(folder)
    if last is None:
        yield note("backup", folder=folder)
    else:
        yield good("backup", path=last.path, at=last.made_at.astimezone(settings.timezone))
    if _disk(folder) == _disk(settings.state):
        yield note("backup-disk", folder=folder, state=settings.state)


def backup_gauge(settings: Settings) -> Gauge:
    """The age of the last backup, for a monitor to alarm by."""
    last = last_backup(settings.backup.folder)
    return Gauge(
        "cop_steward_last_backup_seconds",
        "When the newest backup in backup.folder was made; 0 where there is none.",
        0.0 if last is None else last.made_at.timestamp(),
    )


def _disk(folder: Path) -> int:
    return nearest_there(folder).stat().st_dev
