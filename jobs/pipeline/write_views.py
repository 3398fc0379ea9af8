"""Writes the views of a registry, and takes away those that nobody owns any more."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jobs.cli.context import JobContext
from jobs.pipeline.shared_views import SharedViews, fill_spreadsheets, spreadsheets_of
from sheets_sync import logs
from sheets_sync.delivery.holds import SHRUNK
from sheets_sync.errors import StewardError
from sheets_sync.files import make_folder, write_file
from sheets_sync.planning.row_views import RowView, RowViews, ViewBy, row_views
from sheets_sync.ports.check_result import CheckResult
from sheets_sync.regular_files import read_own_json
from sheets_sync.renderings.view_workbook import view_workbook
from sheets_sync.settings import RegistrySettings
from sheets_sync.settings.model import SharedViewSettings

_UNFIT = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
"""What some file system does not take in a name."""
_LONGEST = 60
_READ_ONLY = 0o440
"""For owner and group: who else may read a view the agency decides, folder by folder."""


@dataclass(frozen=True, slots=True)
class WrittenViews:
    """What became of the views of one registry."""

    by: ViewBy
    places: Mapping[str, Path | str]
    """By name of the unit or coordinator, the file, or the address of the spreadsheet."""
    communities: Mapping[str, int]
    removed: tuple[Path, ...]
    without: tuple[str, ...]
    unknown: tuple[str, ...]
    """Whose spreadsheets the config file names, but who has no community."""
    troubles: tuple[StewardError, ...]
    """One for each spreadsheet that could not be filled."""


def write_views(context: JobContext, checked: CheckResult, by: ViewBy) -> WrittenViews:
    """Write every view, each in a file or spreadsheet of its own; nothing on a dry run.

    While the communities cannot be read, or too many are gone, every view stays as it is.
    """
    found, registry = row_views(checked.context, by), checked.registry
    shared = spreadsheets_of(registry, found)
    paths = _paths(context, registry, [view for view in found.views if view.key not in shared])
    removed: list[Path] = []
    filled = SharedViews({}, (), ())
    if not context.dry_run and _are_known(checked, found):
        note = context.settings.state / f"views-{registry.id}.json"
        before = read_own_json(note)
        _write_files(context, checked, found.views, paths)
        removed = _remove_old(context, registry, before.get("files", []), [*paths.values()])
        filled = fill_spreadsheets(context, checked, found, before.get("spreadsheets", {}))
        kept = {"files": [*map(_digest, paths.values())], "spreadsheets": filled.known}
        write_file(note, json.dumps(kept).encode(), private=True)
    logs.note("views", registry=registry.id, views=len(found.views), removed=len(removed))
    return WrittenViews(
        by,
        {view.name: paths.get(view.key) or _url(shared[view.key]) for view in found.views},
        {view.name: len(view.communities) for view in found.views},
        tuple(removed),
        found.without,
        filled.unknown,
        filled.troubles,
    )


def _are_known(checked: CheckResult, found: RowViews) -> bool:
    """Whether it can be told whose communities there are."""
    told = checked.findings
    shrunk = bool(((told.rule == SHRUNK) & (told.tab == "communities")).any())
    there = bool(found.views) or not len(checked.context.table("communities"))
    return checked.context.usable("communities") and there and not shrunk


def tell_of_spreadsheets(context: JobContext, done: WrittenViews) -> None:
    """Say which spreadsheets could not be filled, and which belong to nobody."""
    say, console = context.sentences, context.console
    for error in done.troubles:
        console.failure(error, say)
    if done.unknown:
        console.note(say("views.unknown", names=done.unknown))


def _url(view: SharedViewSettings) -> str:
    return f"https://docs.google.com/spreadsheets/d/{view.spreadsheet}"


def _write_files(
    context: JobContext, checked: CheckResult, views: Iterable[RowView], paths: Mapping[str, Path]
) -> None:
    say, private = (
        context.sentences_in(context.settings.language),
        context.settings.views.private,
    )
    for view in views:
        path = paths.get(view.key)
        if path is None:
            continue
        content = view_workbook(checked.context, checked.findings, view, say, private=private)
        if not path.exists() or path.read_bytes() != content:
            make_folder(path.parent)
            write_file(path, content, private=True)
            path.chmod(_READ_ONLY)


def _paths(
    context: JobContext, registry: RegistrySettings, views: Iterable[RowView]
) -> dict[str, Path]:
    """By key of a view, its file; two names that look alike in a file system are told apart."""
    folder = _folder(context, registry)
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


def _folder(context: JobContext, registry: RegistrySettings) -> Path:
    folder: Path = context.settings.views.folder
    return folder / registry.id if len(context.settings.registries) > 1 else folder


def _remove_old(
    context: JobContext, registry: RegistrySettings, before: Collection[str], written: list[Path]
) -> list[Path]:
    """Views that an earlier check wrote and this one did not: their rows are somebody else's."""
    there = sorted(_folder(context, registry).glob("*/*.xlsx"))
    old = [path for path in there if path not in written and _digest(path) in before]
    for path in old:
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
    return old


def _digest(path: Path) -> str:
    """A file is remembered without its name, which may be a person's."""
    return hashlib.sha256(str(path).encode()).hexdigest()
