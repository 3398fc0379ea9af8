"""The workbook of a fiscal year that is over: a copy of its rows, and a registry like the present.

Where rows were removed from the registry since, the evidence of a community is found here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync.checking.rule_context import RuleContext
from sheets_sync.errors import SetupError
from sheets_sync.files import make_folder
from sheets_sync.planning.fiscal_year.year_rows import year_rows
from sheets_sync.registry.months_and_years import fiscal_year_first
from sheets_sync.settings import RegistrySettings


@dataclass(frozen=True, slots=True)
class Archived:
    """What was copied, or would be."""

    year: int
    path: Path
    rows: Mapping[str, int]
    """By tab."""
    undated: tuple[str, ...]
    unreadable: tuple[str, ...]


def archive_year(
    context: JobContext, registry: RegistrySettings, rows: RuleContext, year: int
) -> Archived:
    """Copy the rows of a fiscal year into a workbook of their own; one that is there is kept.

    Raises:
        SetupError: the year is not over, has been copied before, or has no rows.
    """
    from sheets_sync.stores.xlsx.create import create_workbook  # slow import

    over = fiscal_year_first(year + 1)
    if context.today < over:
        raise SetupError("year-not-over", year=year, day=over)
    found = year_rows(rows, year)
    path = _folder(context, registry) / f"{year}.xlsx"
    if not found.records.get("communities"):
        raise SetupError(
            "year-without-rows", year=year, registry=context.sentences.called(registry.id)
        )
    if path.exists():
        raise SetupError("file-exists", path=path)
    if not context.dry_run:
        say = context.sentences_in(context.settings.language)
        make_folder(path.parent)
        create_workbook(
            path,
            rows.snapshot.schema,
            language=say.language,
            say=say,
            records=found.records,
            spare_rows=0,
        )
        path.chmod(0o600)
    counts = {tab: len(some) for tab, some in found.records.items()}
    return Archived(year, path, counts, found.undated, found.unreadable)


def archives(context: JobContext, registry: RegistrySettings) -> Iterator[RegistrySettings]:
    """The workbooks of years that are over, as registries to read, the newest first."""
    folder = _folder(context, registry)
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].xlsx"), reverse=True):
        yield replace(
            registry, store="xlsx", path=path, spreadsheet=None, credentials=None, elsewhere=()
        )


def _folder(context: JobContext, registry: RegistrySettings) -> Path:
    folder: Path = context.settings.year.archive
    return folder / registry.id if len(context.settings.registries) > 1 else folder
