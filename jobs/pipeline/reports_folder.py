"""Where the files about one registry are written for people."""

from collections.abc import Mapping
from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync.files import remove_file, write_file
from sheets_sync.planning.report.model import MonthlyReport
from sheets_sync.renderings.report_files import restated_name
from sheets_sync.settings import RegistrySettings


def reports_folder(context: JobContext, registry: RegistrySettings) -> Path:
    """The folder of reports, below the registry's name where there are several."""
    folder: Path = context.settings.reports.folder
    return folder / registry.id if len(context.settings.registries) > 1 else folder


def write_report(
    files: Mapping[str, bytes], report: MonthlyReport, folder: Path, *, is_issued: bool
) -> tuple[Path, ...]:
    """Write one copy by file name; where it is. HR's is for the owner of the folder alone.

    What was issued stays as it was issued, also where some of its files are gone: what reads
    otherwise now stands beside it under names of its own, and goes when it no longer does.
    """
    beside = {name: folder / restated_name(name) for name in files}
    own = {name: folder / name for name in files}
    paths = beside if is_issued and report.restated is not None else own
    for name, path in paths.items():
        if not (is_issued and path is own[name] and path.exists()):
            write_file(path, files[name], private=report.copy == "hr")
    if paths is own:
        for path in beside.values():
            remove_file(path)
    return tuple(paths.values())
