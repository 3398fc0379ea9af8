"""What is to be said of a workbook's tabs, headings and status columns."""

from collections.abc import Iterator
from itertools import islice

from sheets_sync.diagnostics import Diagnostic, bad, good, note
from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.missing_structure import (
    Doubt,
    first_columns,
    lacking,
    service_titles,
)
from sheets_sync.registry.a1 import address
from sheets_sync.registry.headers import find_headings
from sheets_sync.registry.schema import Schema, Tab
from sheets_sync.registry.status_column import typed_over
from sheets_sync.registry.text import fold
from sheets_sync.registry.whole_columns import joined_headings
from sheets_sync.registry.workbook import RawTab, RawWorkbook

_SHOWN = 5
"""Cells that are named; one of them leads to the rest."""


def examine(workbook: RawWorkbook, schema: Schema, say: Sentences) -> Iterator[Diagnostic]:
    """Tabs and headings, then status columns."""
    yield from tabs(workbook, schema, say)
    yield from status(workbook, schema, say)


def tabs(workbook: RawWorkbook, schema: Schema, say: Sentences) -> Iterator[Diagnostic]:
    """What is missing, doubtful or there twice; one line where all is in order."""
    found = [*_tabs(workbook, schema, say), *_repeated(workbook, schema, say)]
    yield from found or [good("tabs", count=len(_known(workbook, schema)))]


def status(
    workbook: RawWorkbook, schema: Schema, say: Sentences, *, broken: bool = False
) -> Iterator[Diagnostic]:
    """Columns that are absent or were typed over; `broken` says that something else is wrong."""
    absent = tuple(column.sheet for column in first_columns(workbook, schema, say).status)
    if absent:
        yield note("status-absent", names=absent)
    typed = [(sheet, cells) for sheet in workbook.tabs if (cells := _typed_over(sheet, schema))]
    for sheet, cells in typed:
        yield bad("status-typed-over", sheet=sheet.sheet, cells=cells)
    if not (absent or typed or broken):
        yield good("status")


def _known(workbook: RawWorkbook, schema: Schema) -> list[tuple[Tab, RawTab]]:
    pairs = ((schema.tab_named(sheet.sheet), sheet) for sheet in workbook.tabs)
    return [(tab, sheet) for tab, sheet in pairs if tab is not None]


def _tabs(workbook: RawWorkbook, schema: Schema, say: Sentences) -> Iterator[Diagnostic]:
    wanted = lacking(workbook, schema, say)
    optional = {tab.words.label(say.language) for tab in schema.tabs.values() if tab.optional}
    titles = [tab.title for tab in wanted.tabs]
    needed = tuple(title for title in titles if title not in optional)
    spare = tuple(title for title in titles if title in optional)
    if needed:
        yield bad("tabs-missing", names=needed)
    if needed and not _known(workbook, schema) and (theirs := tuple(_theirs(workbook))):
        yield note("tabs-of-their-own", names=theirs[:_SHOWN])
    if spare:
        yield note("tabs-optional", names=spare)
    for new in wanted.headings:
        headings = tuple(heading.text for heading in new.headings)
        yield bad("headings-missing", sheet=new.sheet, names=headings)
    for doubt in wanted.doubts:
        yield _doubtful(doubt, schema, say)


def _theirs(workbook: RawWorkbook) -> Iterator[str]:
    """The titles of sheets with rows that are none of the service's."""
    for sheet in workbook.tabs:
        if sheet.height > 1 and not sheet.hidden and fold(sheet.sheet) not in service_titles():
            yield sheet.sheet


def _doubtful(doubt: Doubt, schema: Schema, say: Sentences) -> Diagnostic:
    tab = schema.tabs[doubt.tab]
    column = tab.columns[doubt.column].words.label(say.language) if doubt.column else ""
    return bad(
        doubt.reason,
        tab=tab.words.label(say.language),
        found=doubt.found,
        sheet=doubt.sheet,
        column=column,
        cell=doubt.cell,
    )


def _repeated(workbook: RawWorkbook, schema: Schema, say: Sentences) -> Iterator[Diagnostic]:
    for tab, sheet in _known(workbook, schema):
        headings = joined_headings(find_headings(tab, sheet, schema.status_column), sheet)
        for name, position in headings.repeated.items():
            column = tab.columns[name].words.label(say.language)
            cell = address(headings.row, position)
            yield bad("heading-twice", sheet=sheet.sheet, column=column, cell=cell)


def _typed_over(sheet: RawTab, schema: Schema) -> tuple[str, ...]:
    """The first cells below the heading that hold something typed."""
    tab = schema.tab_named(sheet.sheet)
    if tab is None or not sheet.typed_over:
        return ()
    found = find_headings(tab, sheet, schema.status_column)
    typed = typed_over(sheet, found, schema.status_column)
    return tuple(islice((address(row, column) for row, column in typed), _SHOWN))
