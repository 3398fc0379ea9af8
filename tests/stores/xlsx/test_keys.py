import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.planning.workbook_tabs.record_keys import record_keys
from sheets_sync.planning.workbook_tabs.tab_model import StatusColumn
from sheets_sync.registry.workbook import CellError
from sheets_sync.stores.xlsx.keys import status_formula

KEYS = ((1,), (2, 3))
CELLS = st.one_of(
    st.none(),
    st.text(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.just(CellError("#REF!")),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8)


def keys_of(*rows, date_1904=False):
    columns = tuple(zip(*rows, strict=True))
    return record_keys(columns, len(rows), KEYS, date_1904=date_1904)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (("S-1", "", ""), "S-1"),
        (("  S   1 ", "", ""), "S 1"),
        ((" ", "C-1", 2.0), "C-1¦2"),
        (("", "C-1", ""), None),
        (("", "", ""), None),
        ((12.0, "", ""), "12"),
        ((12, "", ""), "12"),
        ((12.5, "", ""), "12500000µ"),
        ((True, "", ""), "TRUE"),
        ((dt.date(2026, 10, 1), "", ""), "46296"),
        ((CellError("#REF!"), "C-1", 2), None),
        (("S-1", CellError("#REF!"), 2), "S-1"),
        (("", CellError("#REF!"), 2), None),
    ],
)
def test_keys_of_rows(row, key):
    assert keys_of(row) == [key]


def test_dates_count_from_the_workbook_s_own_first_day():
    row = (dt.date(2026, 10, 1), "", "")
    assert keys_of(row, date_1904=True) == [str(46296 - 1462)]


@given(ROWS)
def test_no_cell_makes_a_key_fail_and_order_does_not_matter(rows):
    if rows:
        assert keys_of(*reversed(rows)) == keys_of(*rows)[::-1]


def test_the_longest_formula_stays_within_the_limit_of_spreadsheets():
    keys = ((1,), (2, 3, 4))
    status = StatusColumn("ก", "ข", 1, keys, {}, "", '"' * 300, '"' * 300)
    assert len(status_formula(status, 1_048_576, column=16_000, pair=8_000)) <= 8192
