import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.registry.a1 import (
    address,
    address_in,
    column_letters,
    column_number,
    quoted_title,
    row_and_column,
)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_letters_of_known_columns(column, letters):
    assert (column_letters(column), column_number(letters)) == (letters, column)


@given(st.integers(1, 2_000_000), st.integers(1, 20_000))
def test_an_address_says_its_row_and_column(row, column):
    assert row_and_column(address(row, column)) == (row, column)


@pytest.mark.parametrize("wrong", ["", "1A", "A0x", "$A$1", "A1:B2", "ก1"])
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(ValueError, match="address"):
        row_and_column(wrong)


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0)])
def test_rows_and_columns_count_from_one(row, column):
    with pytest.raises(ValueError, match="count from 1"):
        address(row, column)


@pytest.mark.parametrize("letters", ["", "A1", "ก"])
def test_what_is_no_column_is_refused(letters):
    with pytest.raises(ValueError, match="column"):
        column_number(letters)


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("_cop_steward", "_cop_steward"),
        ("กิจกรรม", "'กิจกรรม'"),
        ("my 'tab", "'my ''tab'"),
        ("งาน ที่ต้องทำ", "'งาน ที่ต้องทำ'"),
        ("AB12", "'AB12'"),
        ("R1C1", "'R1C1'"),
        ("RC", "'RC'"),
        ("2569", "'2569'"),
    ],
)
def test_titles_are_quoted_where_needed(title, quoted):
    assert quoted_title(title) == quoted
    assert address_in(title, 14, 9) == f"{quoted}!I14"
