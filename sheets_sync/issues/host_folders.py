"""The folders that the service writes to: the right to, and room on the disk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sheets_sync.diagnostics import Diagnostic, bad, good
from sheets_sync.files import nearest_there, takes_files
from sheets_sync.settings import Settings

LOW_DISK = 500
"""Megabytes below which a year of work may not find room."""
_MEGABYTE = 1 << 20


def own_folders(settings: Settings) -> dict[str, Path]:
    """By kind, the folders that the service fills as its settings are now."""
    filled = {"state": settings.state, "reports": settings.reports.folder}
    if settings.mail.transport == "outbox":
        filled["outbox"] = settings.mail.outbox
    if settings.views.by != "off":
        filled["views"] = settings.views.folder
    # Where these cannot be written no work stops, and nothing else would say so.
    if settings.log.file is not None:
        filled["log"] = settings.log.file.parent
    if settings.monitoring.metrics_file is not None:
        filled["metrics"] = settings.monitoring.metrics_file.parent
    return filled


def examine_folders(settings: Settings) -> Iterator[Diagnostic]:
    """The folders that the service writes to: the right to, and room."""
    for kind, folder in own_folders(settings).items():
        facts = {"kind": kind, "folder": folder}
        yield good("folder", **facts) if takes_files(folder) else bad("folder", **facts)
    free = shutil.disk_usage(nearest_there(settings.state)).free // _MEGABYTE
    yield (good if free >= LOW_DISK else bad)("disk-space", megabytes=free, least=LOW_DISK)
