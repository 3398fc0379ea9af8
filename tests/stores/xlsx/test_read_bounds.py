"""Reading is bounded in bytes, cells, time and memory, whatever a file says of itself."""

import io
import struct
import tracemalloc
import zipfile

import openpyxl
import pytest
import xlsxwriter

from sheets_sync.errors import StoreError
from sheets_sync.settings.config_file import defaults
from sheets_sync.stores.xlsx.package import open_package
from sheets_sync.stores.xlsx.read_bounds import BOUNDS, ReadBounds
from sheets_sync.stores.xlsx.read_workbook import read_package
from sheets_sync.stores.xlsx.styled_numbers import StyledNumbers
from sheets_sync.stores.xlsx.unread_cells import unshown
from sheets_sync.stores.xlsx.worksheet_scan import row_blocks

PART = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL = b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>'


def read(path, bounds=BOUNDS):
    return read_package(open_package(path, bounds))


def refused(path, bounds):
    with pytest.raises(StoreError) as caught:
        read(path, bounds)
    return caught.value.name, {**caught.value.facts, "path": None}


def with_blanks(tmp_path, count):
    """A workbook with so many megabytes of white space between two rows."""
    path = tmp_path / "blank.xlsx"
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    blanks = b" " * (count << 20)
    head = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/>'.encode()
    parts[PART] = head + blanks + b'<row r="2"><c r="A2"><v>1</v></c></row></sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_what_unpacks_to_more_than_is_allowed_is_not_unpacked(tmp_path):
    path = with_blanks(tmp_path, 12)

    assert refused(path, ReadBounds(unpacked_megabytes=10)) == (
        "workbook-too-large",
        {"path": None, "megabytes": 13, "most": 10, "setting": "reading.unpacked_megabytes"},
    )
    assert read(path, ReadBounds(unpacked_megabytes=20)).tabs[0].columns == (("", 1.0),)


def test_a_directory_that_says_less_than_comes_out_is_found_out(tmp_path):
    path = with_blanks(tmp_path, 12)
    with zipfile.ZipFile(path) as parts:
        (size,) = [part.file_size for part in parts.infolist() if part.filename == PART]
    said = path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", 1000))
    path.write_bytes(said)

    assert refused(path, ReadBounds(unpacked_megabytes=2)) == ("workbook-damaged", {"path": None})


def test_a_file_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate((3 << 20) - 1)

    assert refused(path, ReadBounds(file_megabytes=2)) == (
        "workbook-too-large-file",
        {"path": None, "megabytes": 3, "most": 2, "setting": "reading.file_megabytes"},
    )


def test_sheets_that_are_small_enough_alone_may_be_too_large_together(tmp_path):
    path = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title in "กขค":
            book.add_worksheet(title).write(199, 49, "x")

    assert refused(path, ReadBounds(cells=25_000)) == (
        "workbook-too-spread",
        {
            "path": None,
            "sheet": "ค",
            "cell": "AX200",
            "most": 25_000,
            "setting": "reading.cells",
        },
    )
    assert len(read(path, ReadBounds(cells=30_000)).tabs) == 3


def test_reading_that_takes_too_long_is_given_up(tmp_path):
    path = with_blanks(tmp_path, 1)

    assert refused(path, ReadBounds(seconds=0)) == (
        "workbook-too-slow",
        {"path": None, "seconds": 0},
    )


class Part(io.RawIOBase):
    """A worksheet part with so much white space before its only row; it is nowhere held whole."""

    def __init__(self, megabytes, row):
        self._pieces = iter(
            [f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()]
            + [b" " * (1 << 20)] * megabytes
            + [row + b"</sheetData></worksheet>"]
        )

    def read(self, _=-1):
        return next(self._pieces, b"")


def test_white_space_is_held_no_longer_than_it_is_looked_at():
    tracemalloc.start()
    try:
        found = unshown(Part(64, CELL), StyledNumbers())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert [(spot, cell.code) for spot, cell in found.cells.items()] == [((1, 1), "#REF!")]
    assert peak < 16 << 20


def test_rows_that_are_looked_for_in_white_space_are_found_whole():
    blocks = list(row_blocks(Part(3, CELL)))

    assert b"".join(blocks).endswith(CELL + b"</sheetData></worksheet>")
    assert [block.count(b"<row ") for block in blocks] == [0, 1]


def test_the_bounds_are_those_of_the_settings(tmp_path):
    limits = defaults(tmp_path).reading

    assert (
        ReadBounds(limits.file_megabytes, limits.unpacked_megabytes, limits.cells, limits.seconds)
        == BOUNDS
    )
