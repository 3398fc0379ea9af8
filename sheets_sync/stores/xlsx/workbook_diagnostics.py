"""Looks at a local workbook: is it there, can it be read and written, what does it lack."""

from collections.abc import Iterator
from pathlib import Path

from sheets_sync.diagnostics import Diagnostic, bad, failed, good, note
from sheets_sync.errors import StewardError
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning import structure_diagnostics as examination
from sheets_sync.planning.workbook_tabs.tab_model import Unwritten
from sheets_sync.registry.schema import Schema
from sheets_sync.stores.xlsx.file_in_use import open_elsewhere
from sheets_sync.stores.xlsx.file_mode import folder_takes_files, is_protected
from sheets_sync.stores.xlsx.package import open_package
from sheets_sync.stores.xlsx.read_bounds import BOUNDS, ReadBounds
from sheets_sync.stores.xlsx.read_workbook import read_package
from sheets_sync.stores.xlsx.synced_folder import syncing_program
from sheets_sync.stores.xlsx.unsupported import refusal


def examine(
    path: Path,
    schema: Schema,
    say: Sentences,
    bounds: ReadBounds = BOUNDS,
    *,
    written: bool = True,
) -> Iterator[Diagnostic]:
    """What is to be said of the workbook; one that is not `written` need only be readable."""
    try:
        package = open_package(path, bounds)
        workbook = read_package(package)
        reason = refusal(package)
    except StewardError as error:
        missing = error.name == "file-missing"
        yield bad("workbook-missing", path=path) if missing else failed("workbook", error)
        return
    yield good("workbook", path=path, tabs=len(workbook.tabs))
    if not written:
        yield from examination.tabs(workbook, schema, say)
        return
    yield from _writing(path, reason)
    yield from examination.examine(workbook, schema, say)


def _writing(path: Path, reason: Unwritten | None) -> Iterator[Diagnostic]:
    """Whether our tabs and columns can be put into it."""
    program = syncing_program(path)
    if program is not None:
        yield note("workbook-synced", path=path, program=program)
    opened = open_elsewhere(path)
    if opened is not None:
        yield note("workbook-open", path=path, who=opened.who, reason=opened.reason)
    if is_protected(path) or not folder_takes_files(path.parent):
        yield bad("workbook-writable", path=path)
    elif reason is not None:
        yield note("workbook-beside", path=path, reason=reason)
    else:
        yield good("workbook-writable", path=path)
