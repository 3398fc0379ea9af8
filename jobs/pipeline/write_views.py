"""Writes the views of a registry, and takes away those that nobody owns any more."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jobs.cli.context import JobContext
from sheets_sync import logs
from sheets_sync.files import make_folder, write_file
from sheets_sync.planning.row_views import RowView, ViewBy, row_views
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.regular_files import read_own_json
from sheets_sync.renderings.view_workbook import view_workbook
from sheets_sync.settings import RegistrySettings

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
"""What some file system does not take in a name."""
_LONGEST = 60
_READ_ONLY = 0o440
"""For owner and group: who else may read a view the agency decides, folder by folder."""


@dataclass(frozen=True, slots=True)
class WrittenViews:
    """What became of the views of one registry."""

    by: ViewBy
    paths: Mapping[str, Path]
    """By name of the unit or coordinator."""
    communities: Mapping[str, int]
    removed: tuple[Path, ...]
    without: tuple[str, ...]


def write_views(context: JobContext, checked: CheckResult, by: ViewBy) -> WrittenViews:
    """Write every view, each in a folder of its own; nothing on a dry run."""
    found = row_views(checked.context, by)
    say = context.sentences_in(context.settings.language)
    paths = _paths(context, checked.registry, found.views)
    removed: list[Path] = []
    if not context.dry_run:
        for view in found.views:
            path = paths[view.key]
            content = view_workbook(
                checked.context,
                checked.findings,
                view,
                say,
                private=context.settings.views.private,
            )
            if not path.exists() or path.read_bytes() != content:
                make_folder(path.parent)
                write_file(path, content, private=True)
                path.chmod(_READ_ONLY)
        removed = _remove_old(context, checked.registry, [*paths.values()])
    logs.note("views", registry=checked.registry.id, views=len(paths), removed=len(removed))
    return WrittenViews(
        by,
        {view.name: paths[view.key] for view in found.views},
        {view.name: len(view.communities) for view in found.views},
        tuple(removed),
        found.without,
    )


def _paths(
    context: JobContext, registry: RegistrySettings, views: tuple[RowView, ...]
) -> dict[str, Path]:
    """By key of a view, its file; two names that look alike in a file system are told apart."""
    folder: Path = context.settings.views.folder
    if len(context.settings.registries) > 1:
        folder /= registry.id
    taken: set[str] = set()
    paths: dict[str, Path] = {}
    for view in views:
        stem = _UNFIT.sub("_", view.name).strip("._")[:_LONGEST] or "view"
        name, place = stem, 2
        while name.casefold() in taken:
            name, place = f"{stem}_{place}", place + 1
        taken.add(name.casefold())
        paths[view.key] = folder / name / f"{name}.xlsx"
    return paths


def _remove_old(context: JobContext, registry: RegistrySettings, written: list[Path]) -> list[Path]:
    """Views that an earlier check wrote and this one did not: their rows are somebody else's."""
    note = context.settings.state / f"views-{registry.id}.json"
    before = [Path(str(path)) for path in read_own_json(note).get("paths", [])]
    now = {str(path) for path in written}
    old = [path for path in before if str(path) not in now and path.is_file()]
    for path in old:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    write_file(note, json.dumps({"paths": sorted(now)}).encode(), private=True)
    return old
