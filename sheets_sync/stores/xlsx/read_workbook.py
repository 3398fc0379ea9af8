"""Reads a workbook: values by python-calamine, and beside them what it does not show."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from zipfile import BadZipFile
from zlib import error as InflateError  # noqa: N812

from lxml.etree import XMLSyntaxError
from python_calamine import CalamineError, CalamineWorkbook

from sheets_sync.errors import StoreError
from sheets_sync.gc_pause import no_garbage_collection
from sheets_sync.planning.workbook_tabs.record_keys import LOOKUP_TITLE
from sheets_sync.registry.a1 import column_number, row_and_column
from sheets_sync.registry.workbook import RawCell, RawTab, RawWorkbook
from sheets_sync.stores.xlsx.overwritten_status import typed_over
from sheets_sync.stores.xlsx.package import Package, SheetPart
from sheets_sync.stores.xlsx.read_bounds import Deadline
from sheets_sync.stores.xlsx.reader_failures import failures_alike, panics_unheard
from sheets_sync.stores.xlsx.service_sheets import LOOKUP, own_sheets
from sheets_sync.stores.xlsx.styled_numbers import StyledNumbers, styled_numbers
from sheets_sync.stores.xlsx.table_totals import total_rows
from sheets_sync.stores.xlsx.unread_cells import UnreadCells, Unshown, unshown
from sheets_sync.stores.xlsx.without_hints import without_hints
from sheets_sync.stores.xlsx.worksheet_scan import looks_up

_DIMENSION = re.compile(
    rb"""<(?:[\w.-]+:)?dimension\s[^>]*?ref\s*=\s*["'][^"':]*:?([A-Z]*[0-9]*)"""
)
_LONGEST_TAG = 2048
"""Bytes of a cell's opening tag; what says more is no cell, and is not looked through again."""
_FILLED = re.compile(
    rb"""r="([A-Z]+)([0-9]+)"(?:[^/>]|/(?!>)){0,%d}>\s{0,64}<(?!/)""" % _LONGEST_TAG
)


def read_package(package: Package) -> RawWorkbook:
    """All worksheets of a workbook with true row and column numbers; chart sheets are left out.

    Raises:
        StoreError: it is damaged, reaches too far, or takes too long.
        MemoryError: there is not enough memory.
    """
    deadline = Deadline(package.path, package.bounds.seconds)
    sheets = [
        sheet
        for sheet in package.sheets
        if sheet.kind == "worksheet" and not (sheet.hidden and sheet.title.startswith(LOOKUP_TITLE))
    ]
    try:
        with ThreadPoolExecutor(1) as pool, no_garbage_collection():
            styled = styled_numbers(package)
            spots = [pool.submit(_spots_of, package, sheet, styled, deadline) for sheet in sheets]
            look = _Look(package, spots, _status_columns(package), deadline)
            try:
                tabs = tuple(_tabs(look, package.data, sheets))
            except CalamineError:
                tabs = tuple(_tabs(look, without_hints(package), sheets))
    except TimeoutError:
        deadline.keep()
        raise
    except (
        CalamineError,
        BadZipFile,
        InflateError,
        XMLSyntaxError,
        KeyError,
        ValueError,
        EOFError,
    ) as error:
        raise StoreError("workbook-damaged", path=package.path) from error
    return RawWorkbook(place=package.path.name, tabs=tabs, version=package.version)


@dataclass(frozen=True, slots=True)
class _Look:
    """One reading: what is known of the package besides the values."""

    package: Package
    spots: Sequence[Future[Unshown]]
    status: Mapping[str, "_StatusColumn"]
    deadline: Deadline


def _tabs(look: _Look, data: bytes, sheets: Sequence[SheetPart]) -> Iterator[RawTab]:
    package, area = look.package, 0
    with failures_alike():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    with workbook:
        for sheet, found in zip(sheets, look.spots, strict=True):
            look.deadline.keep()
            area += _area_of(package, sheet, package.bounds.cells - area)
            with failures_alike():
                read = workbook.get_sheet_by_name(sheet.title)
                with panics_unheard():
                    rows = read.to_python(skip_empty_area=False)
            columns: list[Sequence[RawCell]] = list(zip(*rows, strict=True))
            del rows
            status = look.status.get(sheet.title)
            typed = _typed_over(package, sheet, status)
            beside = found.result(timeout=look.deadline.left)
            yield RawTab(
                sheet.title,
                _with_spots(columns, beside.cells),
                sheet.hidden,
                typed,
                status is None or status.looks_up,
                merged=beside.merged,
                formats=beside.formats,
                totals=total_rows(package, sheet),
            )


@dataclass(frozen=True, slots=True)
class _StatusColumn:
    """The column of a sheet that is marked as ours; programs may leave the mark behind."""

    number: int
    looks_up: bool


def _status_columns(package: Package) -> dict[str, _StatusColumn]:
    """By sheet, the column that is marked as the one we keep in it."""
    own = own_sheets(package)
    lookup = own.tabs.get(LOOKUP)
    if lookup is None:
        return {}
    title, found = package.sheets[lookup].title, {}
    for at, mark in own.status.items():
        if mark.column is not None:
            with package.open_part(package.sheets[at].part) as part:
                is_ours = looks_up(part, mark.column, title)
            found[package.sheets[at].title] = _StatusColumn(mark.column, is_ours)
    return found


def _typed_over(
    package: Package, sheet: SheetPart, status: _StatusColumn | None
) -> tuple[tuple[int, int], ...]:
    if status is None:
        return ()
    with package.open_part(sheet.part) as part:
        return typed_over(part, status.number)


def _spots_of(
    package: Package, sheet: SheetPart, styled: StyledNumbers, deadline: Deadline
) -> Unshown:
    with package.open_part(sheet.part) as part:
        return unshown(part, styled, deadline.keep)


def _with_spots(
    columns: list[Sequence[RawCell]], spots: UnreadCells
) -> tuple[Sequence[RawCell], ...]:
    if not spots:
        return tuple(columns)
    height = max([row for row, _ in spots] + [len(column) for column in columns[:1]])
    width = max([column for _, column in spots] + [len(columns)])
    columns = [_padded(column, height) for column in columns]
    columns += [("",) * height] * (width - len(columns))
    touched: dict[int, list[RawCell]] = {}
    for (row, column), error in spots.items():
        if column not in touched:
            touched[column] = list(columns[column - 1])
        touched[column][row - 1] = error
    for column, cells in touched.items():
        columns[column - 1] = tuple(cells)
    return tuple(columns)


def _padded(column: Sequence[RawCell], height: int) -> Sequence[RawCell]:
    return column if len(column) == height else (*column, *("",) * (height - len(column)))


def _area_of(package: Package, sheet: SheetPart, room: int) -> int:
    """How many cells the rectangle around everything filled in has; one cell far away widens it.

    One that has no room is refused before anything allocates it.
    """
    with package.open_part(sheet.part) as part:
        match = _DIMENSION.search(part.read(65536))
    corner = match[1].decode() if match else ""
    if corner and corner[:1].isalpha() and corner[-1:].isdigit():
        row, column = row_and_column(corner)
        if row * column <= room:
            return row * column
    row, column, where = _filled_corner(package, sheet)
    if row * column > room:
        raise StoreError(
            "workbook-too-spread",
            path=package.path,
            sheet=sheet.title,
            cell=where,
            most=package.bounds.cells,
            setting="reading.cells",
        )
    return row * column


def _filled_corner(package: Package, sheet: SheetPart) -> tuple[int, int, str]:
    """Last filled row and column, and the cell that makes the rectangle widest."""
    last_row = last_column = 0
    where = "A1"
    rest = b""
    with package.open_part(sheet.part) as part:
        while block := part.read(1 << 20):
            text = rest + block
            for letters, digits in _FILLED.findall(text):
                column = column_number(letters.decode())
                if column > last_column or int(digits) > last_row:
                    where = (letters + digits).decode()
                last_column, last_row = max(column, last_column), max(int(digits), last_row)
            start = max(text.rfind(b"<", 0, -1) - 512, len(text) - 2 * _LONGEST_TAG, 0)
            rest = text[start:]
    return last_row, last_column, where
