"""Other programs see every sheet of a workbook that we made and patched, ours among them."""

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.tab_model import Output
from sheets_sync.registry.a1 import row_and_column
from sheets_sync.stores.xlsx.create import create_workbook
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.postgres import not_here
from tests.rules.workbooks import our_schema
from tests.stores.xlsx.test_write import LOG, TODO

pytestmark = pytest.mark.long

NODE_PARTS = Path(sys.prefix) / "readers"
SCRIPT = Path(__file__).parents[2] / "fixtures" / "readers.js"


@pytest.fixture
def patched(tmp_path):
    """A registry as `init` makes it, with two tabs of ours that a check wrote."""
    path = tmp_path / "registry.xlsx"
    create_workbook(path, our_schema(), language="th", say=Sentences("th"))
    store = XlsxStore(path)
    store.write(Output((TODO, LOG), (), store.read().version))
    return path


def parts(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def saved(path, contents):
    with zipfile.ZipFile(path, "w") as book:
        for name, part in contents.items():
            book.writestr(name, part)


def titles(path):
    return openpyxl.load_workbook(path).sheetnames


def test_every_worksheet_part_is_numbered(patched):
    sheets = [
        name for name in parts(patched) if name.startswith("xl/worksheets/") and "_rels" not in name
    ]
    assert [
        name for name in sheets if not re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", name)
    ] == []


def test_openpyxl_and_calamine_see_the_same_sheets(patched):
    assert CalamineWorkbook.from_path(patched).sheet_names == titles(patched)


def test_names_of_an_earlier_version_are_taken_over(patched):
    before = titles(patched)
    now, then = f"worksheets/sheet{len(before)}.xml", "worksheets/cop_steward_log.xml"
    lists = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    saved(
        patched,
        {
            name.replace(now, then): data.replace(now.encode(), then.encode())
            if name in lists
            else data
            for name, data in parts(patched).items()
        },
    )
    assert titles(patched) == before
    store = XlsxStore(patched)

    store.write(Output((TODO, LOG), (), store.read().version))

    assert titles(patched) == before
    assert not [name for name in parts(patched) if "cop_steward" in name]


def test_exceljs_and_sheetjs_see_every_sheet_and_cell(patched):
    if shutil.which("node") is None or not (NODE_PARTS / "node_modules" / "exceljs").exists():
        not_here("exceljs and SheetJS (.ci/system-parts)")
    found = json.loads(
        subprocess.run(
            ["node", str(SCRIPT), str(patched)],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
            env={
                "NODE_PATH": str(NODE_PARTS / "node_modules"),
                "PATH": "/usr/local/bin:/usr/bin:/bin",
            },
        ).stdout
    )

    texts = texts_in(patched)
    for program in found.values():
        assert set(program) == set(texts)
        for title, cells in texts.items():
            assert {at: program[title].get(at) for at in cells} == cells


def test_calamine_reads_the_same_cells(patched):
    with CalamineWorkbook.from_path(patched) as book:
        for title, cells in texts_in(patched).items():
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            assert {at: seen(rows, at) for at in cells} == cells


def test_libreoffice_saves_the_same_sheets_and_cells(patched, libreoffice, tmp_path):
    [saved_by_it] = libreoffice.converted([patched], "xlsx", tmp_path / "saved")

    theirs = texts_in(saved_by_it)
    for title, cells in texts_in(patched).items():
        assert {at: theirs[title].get(at) for at in cells} == cells


def test_gnumeric_reads_the_same_sheets_and_cells(patched, tmp_path):
    if shutil.which("ssconvert") is None:
        not_here("Gnumeric (.ci/system-parts)")
    command = ["ssconvert", "-S", str(patched), str(tmp_path / "seen-%s.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    for title, cells in texts_in(patched).items():
        with (tmp_path / f"seen-{title}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert {at: seen(rows, at) for at in cells} == cells


def seen(rows, at):
    row, column = row_and_column(at)
    return rows[row - 1][column - 1] if row <= len(rows) else None


def texts_in(path):
    """By sheet, the texts that are no formulas and no links, by their cells."""
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type in {"s", "inlineStr"} and cell.hyperlink is None
        }
        for sheet in openpyxl.load_workbook(path)
    }
