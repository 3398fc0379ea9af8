"""Where the files about one registry are written for people."""

from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync.settings import RegistrySettings


def reports_folder(context: JobContext, registry: RegistrySettings) -> Path:
    """The folder of reports, below the registry's name where there are several."""
    folder: Path = context.settings.reports.folder
    return folder / registry.id if len(context.settings.registries) > 1 else folder
