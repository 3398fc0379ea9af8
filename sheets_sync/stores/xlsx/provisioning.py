"""Gives a local workbook what it lacks: the file itself, tabs and headings, status columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from sheets_sync.errors import SetupError
from sheets_sync.file_trouble import why_file_failed
from sheets_sync.files import make_folder
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import (
    Addition,
    Completed,
    Lacking,
    first_columns,
    lacking,
)
from sheets_sync.planning.workbook_tabs.tab_model import Output, Written
from sheets_sync.registry.schema import Language, Schema
from sheets_sync.registry.workbook import RawCell, RawWorkbook
from sheets_sync.settings.catalogue import catalogue
from sheets_sync.stores.xlsx.create import create_workbook


def setting_rows(language: Language) -> list[Mapping[str, RawCell]]:
    """A row for each setting that HR may change, its value blank: the one of the config file."""
    return [
        {"name": entry.title.get(language, entry.name)}
        for entry in catalogue().values()
        if entry.sheet
    ]


class Workbook(Protocol):
    """The store whose workbook it is."""

    def read(self) -> RawWorkbook: ...

    def write(self, output: Output, *, add_columns: bool = False) -> Written: ...


def made(path: Path, schema: Schema, say: Sentences, *, looking: bool) -> Completed:
    """A new workbook; only named when `looking`."""
    if not looking:
        make(path, schema, say, {"settings": setting_rows(say.language)})
    return Completed(str(path), made=True)


def make(
    path: Path,
    schema: Schema,
    say: Sentences,
    records: Mapping[str, Sequence[Mapping[str, RawCell]]],
) -> None:
    """A new workbook with these rows, in a folder that need not be there yet.

    Raises:
        SetupError: the folder or the disk does not let us.
    """
    try:
        make_folder(path.parent, private=False)
        create_workbook(path, schema, language=say.language, say=say, records=records)
    except OSError as error:
        raise SetupError("disk-failed", place=path, reason=why_file_failed(error)) from error


def completed(
    store: Workbook, path: Path, schema: Schema, say: Sentences, *, looking: bool
) -> Completed:
    """Tabs and headings are added first, then the status columns that stand behind them."""
    workbook = store.read()
    wanted = lacking(workbook, schema, say)
    report = Completed(str(path), doubts=wanted.doubts)
    if wanted.tabs or wanted.headings:
        written = _nothing(path) if looking else store.write(wanted.output(workbook))
        report = _noted(report, written, _lacking_added(wanted, written))
        if written.place != str(path):
            return report
        workbook = workbook if looking else store.read()
    first = first_columns(workbook, schema, say)
    if first.tabs or first.status:
        written = _nothing(path) if looking else store.write(first, add_columns=True)
        report = _noted(report, written, _columns_added(first, written))
    return report


def _nothing(path: Path) -> Written:
    """What writing answers when all of it could be written."""
    return Written(str(path), "")


def _noted(report: Completed, written: Written, added: tuple[Addition, ...]) -> Completed:
    """The report after one half was written; in a sibling file nothing was completed."""
    home = written.place == report.place
    return replace(
        report,
        added=(*report.added, *(added if home else ())),
        left=(*report.left, *written.left),
        waiting=report.waiting or written.deferred,
    )


def _lacking_added(wanted: Lacking, written: Written) -> tuple[Addition, ...]:
    alone = {left.what for left in written.left}
    tabs = tuple(tab.title for tab in wanted.tabs)
    headings = (
        Addition("headings", tuple(heading.text for heading in new.headings), new.sheet)
        for new in wanted.headings
        if new.sheet not in alone
    )
    return (*([Addition("tabs", tabs)] if tabs else []), *headings)


def _columns_added(first: Output, written: Written) -> tuple[Addition, ...]:
    alone = {left.what for left in written.left}
    sheets = tuple(column.sheet for column in first.status if column.sheet not in alone)
    guide = [Addition("guide") for _ in first.tabs]
    return (*guide, *([Addition("status", sheets)] if sheets else []))
