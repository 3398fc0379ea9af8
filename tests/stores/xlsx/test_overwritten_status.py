import openpyxl
import pytest

from sheets_sync.i18n.sentences import Sentences
from sheets_sync.planning.workbook_tabs.tab_model import Output, StatusColumn
from sheets_sync.stores.xlsx.create import create_workbook
from sheets_sync.stores.xlsx.store import XlsxStore
from tests.fixtures.xlsx import read_workbook
from tests.stores.xlsx.test_create import RECORDS, SCHEMA

pytestmark = pytest.mark.long

STAFF = "บุคลากร"
STATUS = 10
"""After the nine columns of the staff tab."""


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "registry.xlsx"
    create_workbook(made, SCHEMA, language="th", say=Sentences("th"), records=RECORDS)
    return made


def typed_over(path):
    return {tab.sheet: tab.typed_over for tab in read_workbook(path).tabs if tab.typed_over}


def headings_alone(tabs):
    """Every tab's own heading is typed, and nothing else."""
    return all(cells == ((1, cells[0][1]),) for cells in tabs.values())


def test_where_nobody_typed_only_the_headings_are_typed(path):
    assert headings_alone(typed_over(path))


def test_what_was_typed_over_a_formula_is_seen_at_its_cell(path):
    book = openpyxl.load_workbook(path)
    book[STAFF].cell(3, STATUS).value = "โทรตามแล้ว"
    book[STAFF].cell(200, STATUS).value = 7
    book.save(path)

    assert typed_over(path)[STAFF] == ((1, STATUS), (3, STATUS), (200, STATUS))


def test_what_was_typed_in_a_tab_without_records_is_seen_though_it_has_no_formula(path):
    book = openpyxl.load_workbook(path)
    (holidays,) = (sheet for sheet in book if sheet.title == "วันหยุด")
    holidays.cell(19, holidays.max_column).value = "เสร็จแล้ว"
    book.save(path)

    (tab,) = (tab for tab in read_workbook(path).tabs if tab.sheet == "วันหยุด")

    assert (tab.typed_over, tab.looks_up) == (((1, 4), (19, 4)), False)


def test_a_formula_of_somebody_elses_and_a_cleared_cell_are_not_typed(path):
    book = openpyxl.load_workbook(path)
    book[STAFF].cell(3, STATUS).value = None
    book[STAFF].cell(4, STATUS).value = "=1+1"
    book.save(path)

    assert typed_over(path)[STAFF] == ((1, STATUS),)


def test_libreoffice_keeps_what_we_need_to_see_it(path, libreoffice, tmp_path):
    book = openpyxl.load_workbook(path)
    book[STAFF].cell(3, STATUS).value = "โทรตามแล้ว"
    book.save(path)

    (saved,) = libreoffice.converted([path], "xlsx", tmp_path / "saved")

    assert typed_over(saved)[STAFF] == ((1, STATUS), (3, STATUS))


def test_what_was_typed_stays_and_the_rows_around_it_are_told(path):
    book = openpyxl.load_workbook(path)
    book[STAFF].cell(2, STATUS).value = "โทรตามแล้ว"
    book.save(path)
    store = XlsxStore(path)
    store.read()
    column = StatusColumn(
        sheet=STAFF,
        heading="ผลการตรวจสอบ",
        header_row=1,
        keys=((1,),),
        texts={2: "ต้องแก้ไข ก", 3: "ต้องแก้ไข ข"},
        fine="✓",
        without_key="—",
        unchecked="…",
    )

    assert store.write(Output((), (column,))).left == ()

    tab = next(tab for tab in read_workbook(path).tabs if tab.sheet == STAFF)
    assert tab.columns[STATUS - 1][1:3] == ("โทรตามแล้ว", "ต้องแก้ไข ข")
