"""Makes the registry as a new workbook: every staff tab ready to be filled in, and the guide."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from sheets_sync.errors import SetupError
from sheets_sync.planning.workbook_tabs.guide_tab import Say, guide_tab
from sheets_sync.planning.workbook_tabs.tab_model import Output, StatusColumn
from sheets_sync.planning.workbook_tabs.urgency import URGENCIES
from sheets_sync.registry.a1 import column_letters, quoted_title
from sheets_sync.registry.schema import Language, Schema, Tab
from sheets_sync.stores.xlsx.assemble import fill
from sheets_sync.stores.xlsx.drop_downs import DropDownLists, Records
from sheets_sync.stores.xlsx.package import package_of
from sheets_sync.stores.xlsx.patch import patch_of
from sheets_sync.stores.xlsx.read_workbook import read_package
from sheets_sync.stores.xlsx.replace_workbook import replace_workbook
from sheets_sync.stores.xlsx.staff_tab import NewBook, write_staff_tab
from sheets_sync.stores.xlsx.workbook_edit import STATUS_NAME

SPARE_ROWS = 500
"""Rows below the last record that have formats and drop-downs."""
_FONT = {"font_name": "TH Sarabun New", "font_size": 14}


def create_workbook(
    path: Path,
    schema: Schema,
    *,
    language: Language,
    say: Say,
    records: Mapping[str, Sequence[Records]] | None = None,
    spare_rows: int = SPARE_ROWS,
) -> None:
    """Write a new workbook, with records where some are given; a file that exists is refused.

    Optional tabs without records are hidden.
    """
    if path.exists():
        raise SetupError("file-exists", path=path)
    given = records or {}
    last_rows = {name: 1 + len(given.get(name, ())) + spare_rows for name in schema.tabs}
    data = _staff_tabs(schema, language, say, given, last_rows)
    package = package_of(path, data)
    columns = tuple(first_status_column(tab, schema, language, say) for tab in schema.tabs.values())
    output = Output((guide_tab(schema, language, say),), columns)
    patch = patch_of(package, read_package(package), output)

    def still_right() -> bool:
        return not path.exists()

    if not replace_workbook(path, lambda file: fill(file, package, patch), still_right=still_right):
        raise SetupError("file-exists", path=path)


def first_status_column(tab: Tab, schema: Schema, language: Language, say: Say) -> StatusColumn:
    """The status column of a tab as `create_workbook` lays it out, before any check."""
    order = list(tab.columns)
    choices = [names for names in (tab.key, tab.alternative_key) if names]
    return StatusColumn(
        sheet=tab.words.label(language),
        heading=schema.status_column.label(language),
        header_row=1,
        keys=tuple(tuple(order.index(name) + 1 for name in names) for names in choices),
        texts={},
        fine=say("workbook.status.fine"),
        without_key=say("workbook.status.without_key"),
        unchecked=say("workbook.status.unchecked"),
    )


def _staff_tabs(
    schema: Schema,
    language: Language,
    say: Say,
    records: Mapping[str, Sequence[Records]],
    last_rows: Mapping[str, int],
) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": _FONT}
    with xlsxwriter.Workbook(file, options) as book:
        sheets = {
            name: book.add_worksheet(tab.words.label(language)) for name, tab in schema.tabs.items()
        }
        drop_downs = DropDownLists(book, schema, language, last_rows=last_rows)
        marks = {look: say(f"flags.severity.{look}") for look in URGENCIES}
        new_book = NewBook(book, schema, language, say, drop_downs, records, marks, {})
        for pair, (name, tab) in enumerate(schema.tabs.items()):
            write_staff_tab(new_book, sheets[name], tab, last_rows[name])
            title = quoted_title(tab.words.label(language))
            column = column_letters(len(tab.columns) + 1)
            book.define_name(f"{title}!{STATUS_NAME}{pair}", f"={title}!${column}$1")
            if tab.optional and not records.get(name):
                sheets[name].hide()
    return file.getvalue()
